package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/round"
	"github.com/riprep/riprep/pkg/report/grid"
)

// mostShares is how many applications a table for people lists; the other formats have all.
const mostShares = 200

// show gives people each round by tier, with its sum, and then the applications.
func (o *allocateOptions) show(p *round.Programme, res *round.Result) error {
	page := o.app.page()
	for _, line := range grid.Wrap(grid.Clean(cmp.Or(p.Title, p.ID)), page.Width) {
		page.Write(line + "\n")
	}
	for k := range res.Rounds {
		showRound(page, k, &res.Rounds[k])
	}
	showShares(page, p, res)
	page.Heading("what it rests on")
	page.Say("%s", p.Source)
	if p.Note != "" {
		page.Say("%s", p.Note)
	}
	if rounds, applications := unverified(p); rounds+applications > 0 {
		page.Say("not verified: %d of %s, %s of %s", rounds, some(len(p.Rounds), "round"), grid.Group(int64(applications)), some(len(p.Applications), "application"))
	}
	return page.print()
}

func showRound(page *page, k int, out *round.Outcome) {
	page.Heading("round " + grid.Group(int64(k+1)) + ", " + out.Round.On.String())
	sum := "appropriation " + out.Round.Appropriation.Grouped() + " − administration " + out.Round.Administration.Grouped()
	if out.Carried != 0 {
		sum += " + left before " + out.Carried.Grouped()
	}
	if out.Returned != 0 {
		sum += " + returned " + out.Returned.Grouped()
	}
	page.Say("%s = available %s", sum, out.Available.Grouped())
	t := &grid.Table{Columns: []grid.Column{grid.ID("tier"), grid.Right("applications"), grid.Right("approved"), grid.Right("demand"),
		grid.Right("allocated"), grid.Right("unmet"), grid.Right("factor")}}
	var n int
	var approved, demand, unmet cost.Cents // below cost.Limit: the sum of what was approved is
	for i := range out.Tiers {
		tier := &out.Tiers[i]
		t.Add(grid.Text(tier.Tier.ID), grid.Int(tier.Applications), grid.Money(tier.Approved), grid.Money(tier.Demand), grid.Money(tier.Allocated),
			grid.Money(tier.Unmet()), grid.Text(tier.Factor().Percent()))
		n, approved, demand, unmet = n+tier.Applications, approved+tier.Approved, demand+tier.Demand, unmet+tier.Unmet()
	}
	all := round.Factor{Part: approved - unmet, Whole: approved}
	t.Total = []grid.Cell{grid.Text("all"), grid.Int(n), grid.Money(approved), grid.Money(demand), grid.Money(out.Allocated), grid.Money(unmet), grid.Text(all.Percent())}
	page.Table(t)
	page.Say("allocated %s + left %s = available %s", out.Allocated.Grouped(), out.Left.Grouped(), out.Available.Grouped())
}

// showShares lists the applications in the order of the file, or the largest of them where they are many.
func showShares(page *page, p *round.Programme, res *round.Result) {
	page.Heading("applications")
	t := &grid.Table{Columns: []grid.Column{grid.ID("application"), grid.Left("applicant"), grid.ID("tier"), grid.Right("approved"), grid.Right("allocated")}}
	if len(p.Rounds) > 1 {
		t.Columns = append(t.Columns, grid.Right("last round"))
	}
	t.Columns = append(t.Columns, grid.Right("factor"), grid.Left(""))
	var approved, allocated, last cost.Cents
	unknown := 0
	listed := listedShares(res)
	for i := range res.Shares {
		s := &res.Shares[i]
		row := shareRow(p, res, s)
		if s.Application.Approved == nil {
			unknown++
		} else {
			approved += *s.Application.Approved
		}
		allocated += s.Allocated
		if len(s.PerRound) > 0 {
			last += s.PerRound[len(s.PerRound)-1]
		}
		if listed[i] {
			t.Add(row...)
		}
	}
	t.Total = []grid.Cell{grid.Text("all"), {}, {}, grid.Money(approved), grid.Money(allocated)}
	if len(p.Rounds) > 1 {
		t.Total = append(t.Total, grid.Money(last))
	}
	page.Table(t)
	if n := len(res.Shares) - len(t.Rows); n > 0 {
		page.Say("and %s that -o csv has; those with the largest amounts are shown", some(n, "more application"))
	}
	if slices.ContainsFunc(p.Applications, func(a round.Application) bool { return a.Remainder }) {
		page.Say("+ stands for applicants that the line does not name")
	}
	if unknown > 0 {
		page.Say("of %s the approved amount is not known; what was approved is part of such a line", some(unknown, "application"))
	}
}

func shareRow(p *round.Programme, res *round.Result, s *round.Share) []grid.Cell {
	a := s.Application
	row := []grid.Cell{grid.Text(a.ID), grid.Text(a.Applicant), grid.Text(cmp.Or(a.Tier, "unknown"))}
	money := func(c cost.Cents) grid.Cell {
		if a.Approved == nil {
			return grid.Text("unknown")
		}
		return grid.Money(c)
	}
	if a.Approved != nil {
		row = append(row, grid.Money(*a.Approved))
	} else {
		row = append(row, grid.Text("unknown"))
	}
	row = append(row, money(s.Allocated))
	if n := len(s.PerRound); n > 1 {
		row = append(row, money(s.PerRound[n-1]))
	}
	factor, state := grid.Text("unknown"), stateOf(p, s)
	if f := res.Factor(s); f.Known() {
		factor = grid.Text(f.Percent())
	} else if a.Approved != nil { // nothing was approved
		factor = grid.Cell{}
	}
	if state == stands || state == unstated {
		state = ""
	}
	if a.Remainder {
		state = strings.TrimSpace("+ " + state)
	}
	return append(row, factor, grid.Text(state))
}

// listedShares marks the applications that people see: all, or those with the largest approved amounts, of equal ones the
// earlier. Where an amount is not known, what was requested stands in for it here.
func listedShares(res *round.Result) []bool {
	size := func(i int) cost.Cents {
		a := res.Shares[i].Application
		switch {
		case a.Approved != nil:
			return *a.Approved
		case a.Requested != nil:
			return *a.Requested
		}
		return 0
	}
	order := make([]int, len(res.Shares))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(size(j), size(i)) })
	out := make([]bool, len(order))
	for _, i := range order[:min(len(order), mostShares)] {
		out[i] = true
	}
	return out
}

func unverified(p *round.Programme) (rounds, applications int) {
	for i := range p.Rounds {
		if !p.Rounds[i].Verified {
			rounds++
		}
	}
	for i := range p.Applications {
		if !p.Applications[i].Verified {
			applications++
		}
	}
	return rounds, applications
}
