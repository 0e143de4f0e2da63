// Package page writes the page of a batch, summary.html: all its units on one page that opens without a network, in the frame of a
// plan's page.
//
// Begin with Encode in this file. data.go has what the scripts in assets read, figures.go the figures among which a reader chooses.
// The room imports pkg/batch/rollup for what it shows and pkg/report/page for the frame.
package page

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/riprep/riprep/pkg/batch/rollup"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
	rippage "github.com/riprep/riprep/pkg/report/page"
)

//go:embed assets
var assets embed.FS

// Name is what the page is called in a folder of results: links to the pages of plans go from there.
const Name = "summary.html"

// Encode writes the page. The same roll-up gives the same bytes.
func Encode(w io.Writer, r *rollup.Rollup) error {
	parts, err := fs.Sub(assets, "assets")
	if err != nil {
		return err
	}
	return rippage.Write(w, rippage.Content{
		Title: "Batch of " + count(len(r.Operators), "operator"),
		Lead:  lead(r),
		Foot:  "riprep batch; made by riprep " + strings.Join(r.Run.Engines, ", ") + ". Amounts are US dollars. The same figures stand in summary.csv, summary.json and summary.xlsx beside this page.",
		Plain: plain(r),
		Data:  dataOf(r),
		Parts: parts,
	})
}

func lead(r *rollup.Rollup) string {
	c := r.Run.Counts
	return fmt.Sprintf("%s: %s under %s of scenario and changes; %s done, %s without a plan, %s failed.", count(c.Units, "unit"), count(len(r.Operators), "operator"),
		count(len(r.Combinations), "combination"), number(c.Done), number(c.NoPlan), number(c.Failed))
}

// plain is what is read where no script runs: how many units ended how, what the combinations come to, and who answers each
// question worst.
func plain(r *rollup.Rollup) []rippage.Row {
	rows := []rippage.Row{{Label: "Units", Value: number(r.Run.Counts.Units), Note: strings.TrimSuffix(lead(r), ".")}}
	for i := range min(len(r.Combinations), plainMost) {
		c := &r.Combinations[i]
		rows = append(rows, rippage.Row{
			Label: "Cost, " + r.Label(c.Scenario, c.Set), Value: amount(c.Planned.Cost),
			Note: fmt.Sprintf("of %s with a plan, %s without one, %s failed", number(c.Planned.Plans), number(c.Counts.Units-c.Planned.Plans-c.Counts.Failed), number(c.Counts.Failed)),
		})
	}
	if left := len(r.Combinations) - plainMost; left > 0 {
		rows = append(rows, rippage.Row{Label: "Other combinations", Value: number(left), Note: "in summary.csv"})
	}
	for _, w := range r.Worst {
		if len(w.Units) == 0 {
			continue
		}
		u := &r.Units[w.Units[0]]
		rows = append(rows, rippage.Row{Label: w.Title, Value: u.Operator, Note: r.Label(u.Scenario, u.Set)})
	}
	for _, n := range r.Notes {
		rows = append(rows, rippage.Row{Label: "Note", Value: n})
	}
	return rows
}

// plainMost is how many combinations are listed where no script runs.
const plainMost = 50

func number(n int) string { return grid.Group(int64(n)) }

// count is "1 unit", "2 units".
func count(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return number(n) + " " + word
}

// amount is money for people, and says so where it is not known.
func amount(c *cost.Cents) string {
	if c == nil {
		return "not known"
	}
	return c.Grouped()
}
