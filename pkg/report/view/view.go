// Package view works out what several formats show of a plan: the covered gear by domain and vendor, the schedule, money
// and outage by quarter, what is left. It computes once what the formats render many times, and renders nothing.
//
// Begin with Plan's parts in the other files: covered.go, schedule.go, quarters.go, left.go.
package view

// Env is what a format has to know of the place that its text goes to.
type Env struct {
	Width int  // columns of the terminal; 0 means 80
	Color bool // the terminal may be sent bold text
}

// Columns is the width to write for: at least 80.
func (e Env) Columns() int { return max(80, e.Width) }
