package cli

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// showCuts shows single points of failure and pairs.
func (o *impactOptions) showCuts(c *planner.Case) error {
	cuts := c.Cuts(o.most)
	if o.out.forPeople() {
		return o.cutsForPeople(&cuts)
	}
	t := &grid.Table{Facts: []grid.Fact{
		{Name: "points", Value: grid.Int(cuts.SingleTotal)}, {Name: "points_shown", Value: grid.Int(len(cuts.Single))},
		{Name: "pairs", Value: grid.Int(cuts.PairTotal)}, {Name: "pairs_shown", Value: grid.Int(len(cuts.Pair))},
	}}
	for _, name := range []string{
		"kind", "a", "b", "a_sites", "b_sites", "subscribers", "sites", "degraded", "emergency_only", "no_emergency", "extra_subscribers", "extra_sites",
	} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	add := func(kind string, r *planner.CutRow, b, bSites, extraSubscribers, extraSites grid.Cell) {
		t.Add(grid.Text(kind), grid.Text(r.Off[0]), b, grid.Text(strings.Join(r.Sites[0], " ")), bSites,
			grid.Int(r.Loss.Subscribers), grid.Int(r.Loss.Sites), grid.Int(r.Loss.Degraded), grid.Int(r.Loss.EmergencyOnly),
			grid.Int(r.Loss.NoEmergency), extraSubscribers, extraSites)
	}
	for i := range cuts.Single {
		add("point", &cuts.Single[i], grid.Cell{}, grid.Cell{}, grid.Cell{}, grid.Cell{})
	}
	for i := range cuts.Pair {
		r := &cuts.Pair[i]
		add("pair", r, grid.Text(r.Off[1]), grid.Text(strings.Join(r.Sites[1], " ")), grid.Int(r.Extra.Subscribers), grid.Int(r.Extra.Sites))
	}
	if err := o.out.write(o.app, t, "impact-cuts/v1"); err != nil || o.out.name == "json" {
		return err
	}
	return o.leftOut(&cuts) // JSON says it by itself
}

// leftOut tells whoever reads lines that there are more.
func (o *impactOptions) leftOut(cuts *planner.Cuts) error {
	if len(cuts.Single) == cuts.SingleTotal && len(cuts.Pair) == cuts.PairTotal {
		return nil
	}
	_, err := fmt.Fprintf(o.app.Stderr, "riprep: hint: %s and %s are shown; --most %d shows all\n",
		ofAll(len(cuts.Single), cuts.SingleTotal, "point"), ofAll(len(cuts.Pair), cuts.PairTotal, "pair"), max(cuts.SingleTotal, cuts.PairTotal))
	return err
}

// ofAll says how many are shown: 20 of 134 pairs.
func ofAll(shown, total int, one string) string {
	if total != 1 {
		one += "s"
	}
	if shown == total {
		return grid.Group(int64(total)) + " " + one
	}
	return fmt.Sprintf("%s of %s %s", grid.Group(int64(shown)), grid.Group(int64(total)), one)
}

func (o *impactOptions) cutsForPeople(cuts *planner.Cuts) error {
	points := &grid.Table{Columns: []grid.Column{
		grid.ID("off"), grid.ID("at"), grid.Right("subscribers"), grid.Right("sites"), grid.Right("degraded"), grid.Right("no 911"),
	}}
	for i := range cuts.Single {
		r := &cuts.Single[i]
		points.Add(grid.Text(r.Off[0]), grid.Text(strings.Join(r.Sites[0], " ")), grid.Int(r.Loss.Subscribers), grid.Int(r.Loss.Sites),
			grid.Int(r.Loss.Degraded), grid.Int(r.Loss.NoEmergency))
	}
	pairs := &grid.Table{Columns: []grid.Column{
		grid.ID("off"), grid.ID("and"), grid.Right("subscribers"), grid.Right("sites"), grid.Right("extra"), grid.Right("sites"),
	}}
	for i := range cuts.Pair {
		r := &cuts.Pair[i]
		pairs.Add(grid.Text(r.Off[0]), grid.Text(r.Off[1]), grid.Int(r.Loss.Subscribers), grid.Int(r.Loss.Sites),
			grid.Int(r.Extra.Subscribers), grid.Int(r.Extra.Sites))
	}
	for _, part := range []struct {
		table        *grid.Table
		shown, total int
		one, what    string
	}{
		{points, len(cuts.Single), cuts.SingleTotal, "single point", "of failure: off alone, each takes other sites than its own out of service, or a generation from them"},
		{pairs, len(cuts.Pair), cuts.PairTotal, "pair", "that cut off together what neither does alone (extra)"},
	} {
		if part.table == pairs {
			if err := o.app.print("\n"); err != nil {
				return err
			}
		}
		if err := o.say(ofAll(part.shown, part.total, part.one) + " " + part.what); err != nil {
			return err
		}
		if part.total == 0 {
			continue
		}
		if err := o.app.print("\n"); err != nil {
			return err
		}
		if err := o.out.write(o.app, part.table, ""); err != nil {
			return err
		}
	}
	return nil
}
