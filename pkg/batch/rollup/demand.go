package rollup

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/round"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/scenario"
)

// What an application asks of its programme is what the estimate of its unit has that the programme counts, before proration.
// An application is that of an operator, so that in one combination it counts once; what belongs to none asks for nothing.

// MaxRounds is how many files of kind round/v1 a roll-up makes; a note says what is left out.
const MaxRounds = 1_000

// asked are the applications of one combination to one programme.
type asked struct {
	programme string
	tiers     []round.Tier
	rows      []Demand // as tiers, and last those of no known tier
	file      round.Programme
	leftOut   []string // operators with an application whose tier is not known
	total     *cost.Cents
}

// demander works out the demand of all combinations.
type demander struct {
	r     *Rollup
	tiers map[string][]round.Tier // built in, by programme

	nameless int // applications of no known programme
	loose    int // units with an estimated amount that belongs to no application
	doubled  int // units of an operator that a combination has already
	files    int // that were not made, for their number
	tooLarge int // that were not made, for their sum
}

// setDemand works out what is asked of programmes.
func (r *Rollup) setDemand() {
	d := &demander{r: r, tiers: map[string][]round.Tier{}}
	units := make([][]int, len(r.Combinations))
	for i := range r.Units {
		if r.sources[i].applications != nil {
			c := r.Units[i].Combination
			units[c] = append(units[c], i)
		}
	}
	for c, list := range units {
		d.combination(c, list)
	}
	d.note()
}

func (d *demander) combination(c int, units []int) {
	var all []*asked
	operator := ""
	for _, i := range units {
		u := &d.r.Units[i]
		if u.Operator == operator { // the units of a combination are in the order of their operators
			d.doubled++
			continue
		}
		operator = u.Operator
		for k := range d.r.sources[i].applications {
			a := &d.r.sources[i].applications[k]
			switch {
			case a.ID == "":
				d.loose += one(a.Counted > 0 || a.WithoutPrice > 0)
				continue
			case a.Programme == "":
				d.nameless++
				continue
			}
			at := slices.IndexFunc(all, func(x *asked) bool { return x.programme == a.Programme })
			if at < 0 {
				at = len(all)
				all = append(all, d.asked(c, a.Programme))
			}
			all[at].add(u, d.r.sources[i].carrier, a, k)
		}
	}
	slices.SortFunc(all, func(a, b *asked) int { return strings.Compare(a.programme, b.programme) })
	for _, x := range all {
		for _, row := range x.rows {
			if row.Applications > 0 {
				d.r.Demand = append(d.r.Demand, row)
			}
		}
		d.file(c, x)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (d *demander) asked(c int, programme string) *asked {
	tiers, ok := d.tiers[programme]
	if !ok {
		tiers = round.Tiers(programme)
		d.tiers[programme] = tiers
	}
	x := &asked{programme: programme, tiers: tiers, total: new(cost.Cents)}
	for i := range tiers {
		x.rows = append(x.rows, Demand{Combination: c, Programme: programme, Tier: tiers[i].ID, Says: tiers[i].Says, Amount: new(cost.Cents)})
	}
	x.rows = append(x.rows, Demand{Combination: c, Programme: programme, Amount: new(cost.Cents)})
	return x
}

// add enters the n-th application of a unit.
func (x *asked) add(u *Unit, carrier *batch.Carrier, a *batch.Application, n int) {
	approved := cost.Cents(a.Counted)
	entry := round.Application{ID: applicationID(u, a.ID, n), Approved: &approved}
	entry.Source = "estimate of unit " + u.Folder() + ": what the programme counts, before proration"
	if a.WithoutPrice > 0 {
		entry.Note = fmt.Sprintf("at least: %d estimate lines have no price and are in no amount", a.WithoutPrice)
	}
	if carrier != nil {
		entry.Applicant, entry.Customers = grid.Clean(carrier.Name), carrier.Customers
		if frn, err := inventory.ParseFRN(carrier.FRN); err == nil {
			entry.FRN = frn
		}
		if slices.Contains(round.Kinds(x.tiers), carrier.Kind) { // an inventory has other words too, which say nothing of the tiers
			entry.Kind = carrier.Kind
		}
	}
	row := &x.rows[len(x.tiers)]
	tier, _ := round.Place(x.tiers, &entry)
	for i := range x.tiers {
		if tier != nil && tier.ID == x.tiers[i].ID {
			row = &x.rows[i]
		}
	}
	row.Applications++
	row.WithoutPrice += a.WithoutPrice
	sum(&row.Amount, &approved)
	if tier == nil {
		x.leftOut = append(x.leftOut, u.Operator)
		return
	}
	sum(&x.total, &approved)
	x.file.Applications = append(x.file.Applications, entry)
}

// maxID is how many bytes an id of a file may have.
const maxID = 128

// applicationID is OPERATOR:APPLICATION, which no two operators share: their names have no colon. Where that is no id, the unit
// and the number of the application stand for it.
func applicationID(u *Unit, application string, n int) string {
	id := u.Operator + ":" + application
	if len(id) > maxID || strings.ContainsFunc(id, func(c rune) bool { return c <= ' ' || c >= 0x7f }) {
		return u.Operator + ":" + u.ID + "." + strconv.Itoa(n+1)
	}
	return id
}

// file makes the file of a programme whose tiers are built in; others' tiers are not known here.
func (d *demander) file(c int, x *asked) {
	switch {
	case len(x.tiers) == 0:
		return
	case len(d.r.Rounds) == MaxRounds:
		d.files++
		return
	case x.total == nil:
		d.tooLarge++
		return
	}
	slug := d.r.Combinations[c].Slug
	if x.programme != scenario.DefaultProgramme {
		slug += "." + x.programme
	}
	label := grid.Clean(d.r.Label(d.r.Combinations[c].Scenario, d.r.Combinations[c].Set))
	x.file.ID = x.programme
	x.file.Title = "Demand under " + label
	x.file.Source = "roll-up of a batch: estimates, not approvals"
	x.file.Note = "add the money under rounds; every amount is an estimate of what the programme counts"
	if n := len(x.leftOut); n > 0 {
		x.file.Note += fmt.Sprintf("; %d applications are left out because their tier is not known, for want of customers or kind: those of %s", n, some(x.leftOut))
	}
	d.r.Rounds = append(d.r.Rounds, Round{Combination: c, Programme: x.programme, File: "demand/" + slug + ".yaml", Applications: len(x.file.Applications), LeftOut: len(x.leftOut)})
	d.r.files = append(d.r.files, x.file)
}

// some names the first few, and says how many more there are.
func some(names []string) string {
	const few = 5
	names = slices.Compact(slices.Clone(names))
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:few], ", ") + fmt.Sprintf(" and %d more", len(names)-few)
}

// note tells of what the demand does not have.
func (d *demander) note() {
	say := func(n int, what string) {
		if n > 0 {
			d.r.Notes = append(d.r.Notes, fmt.Sprintf(what, n))
		}
	}
	left := 0
	for i := range d.r.Rounds {
		left += d.r.Rounds[i].LeftOut
	}
	say(left, "demand: %d applications are in no tier and in no file of demand, because customers or kind are not known (all combinations)")
	say(d.nameless, "demand: %d applications name no programme and are left out (all combinations)")
	say(d.loose, "demand: %d units have costs that belong to no application, and nobody asks for them")
	say(d.doubled, "demand: %d units are a second one of their operator under the same scenario and changes, and are left out")
	say(d.files, "demand: %d files are left out: at most "+grid.Group(MaxRounds)+" are made")
	say(d.tooLarge, "demand: %d files are left out: their applications together are 10^13 or more")
}
