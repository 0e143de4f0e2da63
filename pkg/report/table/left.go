package table

import (
	"fmt"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// left tells what the plan does not remove and what nobody knows.
func left(pg *page, p *planner.Plan) {
	deferred, unknown, unpriced := view.Deferred(p), view.Unknown(p.Findings), view.UnknownPrices(p)
	pg.heading("left and unknown")
	kept, stays := view.Kept(p), view.Staying(p.Findings)
	if len(deferred)+len(unknown)+len(unpriced)+len(kept)+stays == 0 {
		pg.say("all covered gear is removed, every element is known, every price is known")
		return
	}
	if len(deferred) > 0 {
		pg.say("covered gear stays in %s:", count(len(deferred), "deferred package"))
		t := &grid.Table{Columns: []grid.Column{
			grid.ID("package"), grid.ID("site"), grid.Left("domain"), grid.Right("elements"), grid.Right("risk"), grid.Right("subscribers"),
		}}
		for _, w := range deferred {
			t.Add(grid.Text(w.ID), grid.Text(w.Site), grid.Text(w.Domain), grid.Int(len(w.Elements)), grid.Int(w.Risk), grid.Int(w.Subscribers))
		}
		pg.table(t)
	}
	if len(kept) > 0 {
		pg.say("covered hardware stays in %s of which a function is replaced", count(len(kept), "package"))
	}
	if stays > 0 {
		pg.say("%s, for which nothing is planned: see the assumptions", stay(stays))
	}
	if len(unknown) > 0 {
		pg.say("it is not known whether %s covered:", are(len(unknown)))
		for _, f := range unknown {
			text := fmt.Sprintf("%s %s at %s", f.Vendor, f.Model, f.Site)
			if f.Settle != "" {
				text += "; to settle it: " + f.Settle
			}
			pg.hang(grid.Clip(grid.Clean(f.Element), 40)+"  ", text)
		}
	}
	if len(unpriced) > 0 {
		pg.say("a price is unknown for:")
		for _, u := range unpriced {
			pg.hang("", fmt.Sprintf("%s (%s): %s", u.Name, count(u.Lines, "line"), u.Source))
		}
	}
}

func stay(n int) string {
	if n == 1 {
		return "1 covered element stays"
	}
	return fmt.Sprintf("%d covered elements stay", n)
}

func are(n int) string {
	if n == 1 {
		return "1 element is"
	}
	return fmt.Sprintf("%d elements are", n)
}

// assumptions tells what was taken for granted.
func assumptions(pg *page, p *planner.Plan) {
	if len(p.Assumptions) == 0 {
		return
	}
	pg.heading("assumptions")
	for _, a := range p.Assumptions {
		text := a.Field + ": " + a.Value
		if a.Why != "" {
			text += " (" + a.Why + ")"
		}
		pg.hang("- ", text)
	}
}
