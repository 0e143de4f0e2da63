package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost/round"
	"github.com/riprep/riprep/pkg/report/grid"
)

type allocateOptions struct {
	app *app

	file string
	by   string
	out  rowFormat
}

func newAllocate(a *app) *cobra.Command {
	o := &allocateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "allocate FILE [flags]",
		Short: "divide the money of a funding round among many carriers",
		Long: `Reads the money of a programme and its approved applications (round/v1), and divides the one among the other: tier
by tier, pro rata inside the first tier that the money does not cover, nothing below it; and again where money was
added. The shares add up to the cent.`,
		Args: exactly("FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.file = args[0]
			return o.run()
		},
	}
	o.out.flag(cmd)
	cmd.Flags().StringVar(&o.by, "by", "application", "`WHAT` a row is for: application, or tier in each round; a table for people has both")
	return cmd
}

func (o *allocateOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	if o.by != "application" && o.by != "tier" {
		return usage("", fmt.Errorf("--by %q: not known (want application or tier)", o.by))
	}
	var r strict.Reader
	p := round.Load(&r, o.file)
	if err := r.Faults().Err(); err != nil {
		return err
	}
	res, err := round.Allocate(p)
	if err != nil {
		return input(err)
	}
	switch {
	case o.out.forPeople():
		return o.show(p, res)
	case o.by == "tier":
		return o.out.write(o.app, allocatedTiers(p, res), "allocation-tiers/v1")
	default:
		return o.out.write(o.app, allocatedShares(p, res), "allocation/v1")
	}
}

// allocatedShares has a row for each application. What is not known is empty.
func allocatedShares(p *round.Programme, res *round.Result) *grid.Table {
	t := &grid.Table{}
	for _, name := range []string{"id", "applicant", "frn", "customers", "kind", "tier", "state", "requested", "approved", "allocated", "unmet", "factor"} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	for k := range p.Rounds {
		t.Columns = append(t.Columns, grid.Left(fmt.Sprintf("round_%d", k+1)))
	}
	t.Columns = append(t.Columns, grid.Left("source"), grid.Left("verified"))
	t.Facts = []grid.Fact{{Name: "programme", Value: grid.Text(p.ID)}, {Name: "left", Value: grid.Money(res.Left)}}
	for i := range res.Shares {
		s := &res.Shares[i]
		a := s.Application
		row := []grid.Cell{grid.Text(a.ID), grid.Text(a.Applicant), grid.Text(a.FRN), {}, grid.Text(a.Kind), grid.Text(a.Tier), grid.Text(stateOf(p, s)), {}, {}, {}, {}, {}}
		if a.Customers != nil {
			row[3] = grid.Int(*a.Customers)
		}
		if a.Requested != nil {
			row[7] = grid.Money(*a.Requested)
		}
		if a.Approved != nil {
			row[8], row[9] = grid.Money(*a.Approved), grid.Money(s.Allocated)
			if stateOf(p, s) == stands {
				row[10] = grid.Money(*a.Approved - s.Allocated)
			}
		}
		if f := res.Factor(s); f.Known() {
			row[11] = grid.Text(f.Rate().String())
		}
		for _, part := range s.PerRound {
			cell := grid.Cell{}
			if a.Approved != nil {
				cell = grid.Money(part)
			}
			row = append(row, cell)
		}
		t.Add(append(row, grid.Text(sourceOf(p, a.Source)), grid.YesNo(a.Verified))...)
	}
	return t
}

// The states of an application at the last round.
const (
	stands    = "approved"
	withdrawn = "withdrawn"
	denied    = "denied"
	unstated  = "amount unknown"
)

func stateOf(p *round.Programme, s *round.Share) string {
	a := s.Application
	switch ended := a.Ended(); {
	case a.Approved == nil:
		return unstated
	case ended.IsZero() || len(p.Rounds) == 0 || ended.After(p.Rounds[len(p.Rounds)-1].On):
		return stands
	case a.Denied.IsZero():
		return withdrawn
	default:
		return denied
	}
}

func sourceOf(p *round.Programme, own string) string {
	if own != "" {
		return own
	}
	return p.Source
}

// allocatedTiers has a row for each tier in each round. What the round as a whole has is repeated in each of its rows.
func allocatedTiers(p *round.Programme, res *round.Result) *grid.Table {
	t := &grid.Table{}
	for _, name := range []string{"round", "on", "appropriation", "administration", "carried", "returned", "available", "left", "tier", "says", "applications",
		"approved", "demand", "allocated", "total", "unmet", "factor", "source", "verified"} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	t.Facts = []grid.Fact{{Name: "programme", Value: grid.Text(p.ID)}, {Name: "left", Value: grid.Money(res.Left)}}
	for k := range res.Rounds {
		out := &res.Rounds[k]
		for i := range out.Tiers {
			tier := &out.Tiers[i]
			var factor grid.Cell
			if f := tier.Factor(); f.Known() {
				factor = grid.Text(f.Rate().String())
			}
			t.Add(grid.Int(k+1), grid.Date(out.Round.On), grid.Money(out.Round.Appropriation), grid.Money(out.Round.Administration),
				grid.Money(out.Carried), grid.Money(out.Returned), grid.Money(out.Available), grid.Money(out.Left),
				grid.Text(tier.Tier.ID), grid.Text(tier.Tier.Says), grid.Int(tier.Applications), grid.Money(tier.Approved), grid.Money(tier.Demand),
				grid.Money(tier.Allocated), grid.Money(tier.Total), grid.Money(tier.Unmet()), factor,
				grid.Text(sourceOf(p, out.Round.Source)), grid.YesNo(out.Round.Verified))
		}
	}
	return t
}
