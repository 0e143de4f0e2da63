// Package view works out what several formats show of a plan: the covered gear by domain and vendor, the schedule, money
// and outage by quarter, what is left. It computes once what the formats render many times, and renders nothing.
//
// Begin with Document in document.go, which every format is given; what it has is read off in the other files: covered.go,
// schedule.go, quarters.go, left.go, sites.go, summary.go.
package view

import "io"

// Env is what a format has to know of the place that its text goes to.
type Env struct {
	Width int  // columns of the terminal; 0 means 80
	Color bool // the terminal may be sent bold text

	Version string // of the format, as asked for; "" for the newest
	Chart   string // the chart that is wanted of a format of single charts; see Charts
}

// Charts are the charts that are drawn one by one.
var Charts = []string{"gantt", "cash", "exposure", "outage"}

// File is one file of a format that fills a folder.
type File struct {
	Name   string // in the folder, made of letters, digits, - and . alone
	Encode func(w io.Writer) error
}

// Columns is the width to write for: at least 80.
func (e Env) Columns() int { return max(80, e.Width) }
