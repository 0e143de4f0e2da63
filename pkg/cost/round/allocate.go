package round

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// Result is what came of all rounds.
type Result struct {
	Rounds []Outcome // as the rounds of the programme
	Shares []Share   // as the applications of the programme
	Left   cost.Cents

	lines map[string]Factor // of applications that hold others
}

// Outcome is what came of one round: Allocated + Left = Available, to the cent.
type Outcome struct {
	Round     *Round
	Carried   cost.Cents // left of the rounds before
	Returned  cost.Cents // by applications that ended since
	Available cost.Cents
	Allocated cost.Cents
	Left      cost.Cents
	Tiers     []TierOutcome // as the tiers of the programme
}

// TierOutcome is what came of one round for one tier.
type TierOutcome struct {
	Tier         *Tier
	Applications int        // that stand on the day, lines of a known amount
	Approved     cost.Cents // of those
	Demand       cost.Cents // what of it was not allocated before
	Allocated    cost.Cents // in this round
	Total        cost.Cents // with the rounds before
}

// Unmet is what the tier still waits for after the round.
func (t *TierOutcome) Unmet() cost.Cents { return t.Approved - t.Total }

// Factor is what the tier has of what was approved for it, after the round.
func (t *TierOutcome) Factor() Factor { return Factor{t.Total, t.Approved} }

// Share is what one application was allocated.
type Share struct {
	Application *Application
	PerRound    []cost.Cents // less than zero in the round that it ended before: what it gave back
	Allocated   cost.Cents   // the sum of PerRound
}

// Allocate divides the money of a programme among its applications, by the rule that the package comment states. The
// programme is one that Load returned without a fault. The error is strict.Faults where an application was paid more than
// it was allocated before it ended, and cost.ErrOverflow where amounts have no place, which Load does not let through.
func Allocate(p *Programme) (*Result, error) {
	a := newAllocation(p)
	for i := range p.Rounds {
		if err := a.round(i); err != nil {
			return nil, fmt.Errorf("round %q: %w", p.Rounds[i].On, err)
		}
	}
	a.lines = make(map[string]Factor)
	for i := range a.Shares {
		if s := &a.Shares[i]; s.Application.Remainder && s.Application.Approved != nil {
			a.lines[s.Application.ID] = Factor{s.Allocated, *s.Application.Approved}
		}
	}
	return &a.Result, nil
}

// allocation is a Result on its way.
type allocation struct {
	Result
	p     *Programme
	tiers [][]int // applications of known amount by tier, in ascending order of their ids
}

func newAllocation(p *Programme) *allocation {
	a := &allocation{p: p, tiers: make([][]int, len(p.Tiers))}
	place := make(map[string]int, len(p.Tiers))
	for i, t := range p.Tiers {
		place[t.ID] = i
	}
	n := len(p.Rounds)
	all := make([]cost.Cents, n*len(p.Applications))
	a.Shares = make([]Share, len(p.Applications))
	for i := range p.Applications {
		a.Shares[i] = Share{Application: &p.Applications[i], PerRound: all[i*n : (i+1)*n : (i+1)*n]}
		if t, ok := place[p.Applications[i].Tier]; ok && p.Applications[i].Approved != nil {
			a.tiers[t] = append(a.tiers[t], i)
		}
	}
	for _, members := range a.tiers {
		slices.SortFunc(members, func(i, j int) int {
			return cmp.Or(strings.Compare(p.Applications[i].ID, p.Applications[j].ID), cmp.Compare(i, j))
		})
	}
	return a
}

// round runs round k.
func (a *allocation) round(k int) error {
	rd := &a.p.Rounds[k]
	out := Outcome{Round: rd, Carried: a.Left}
	if err := a.giveBack(k, &out).Err(); err != nil {
		return err
	}
	var err error
	if out.Available, err = cost.Sum(out.Carried, out.Returned, rd.Appropriation, -rd.Administration); err != nil {
		return err
	}
	out.Left = out.Available
	for t := range a.p.Tiers {
		tier, err := a.tier(k, t, out.Left)
		if err != nil {
			return fmt.Errorf("tier %q: %w", a.p.Tiers[t].ID, err)
		}
		out.Tiers = append(out.Tiers, tier)
		out.Left -= tier.Allocated
		out.Allocated += tier.Allocated
	}
	a.Left = out.Left
	a.Rounds = append(a.Rounds, out)
	return nil
}

// giveBack takes back what applications have that ended. One that ended before an earlier round has just what it has drawn.
func (a *allocation) giveBack(k int, out *Outcome) strict.Faults {
	var faults strict.Faults
	for i := range a.Shares {
		s := &a.Shares[i]
		ap := s.Application
		if ap.Approved == nil || ap.stands(out.Round.On) {
			continue
		}
		back := s.Allocated - ap.Drawn
		if back < 0 {
			faults = append(faults, strict.Fault{Pos: ap.Pos, Hint: "state what it was paid before it ended, at most what it was allocated", Message: fmt.Sprintf(
				"application %q: drawn %s: until it ended on %s it was allocated %s", ap.ID, ap.Drawn, ap.Ended(), s.Allocated)})
			continue
		}
		s.PerRound[k] = -back
		s.Allocated -= back
		out.Returned += back
	}
	return faults
}

// tier serves one tier from what is left in round k.
func (a *allocation) tier(k, t int, left cost.Cents) (TierOutcome, error) {
	out := TierOutcome{Tier: &a.p.Tiers[t]}
	var members []*Share
	var unmet []cost.Cents
	for _, i := range a.tiers[t] {
		s := &a.Shares[i]
		if !s.Application.stands(a.p.Rounds[k].On) {
			continue
		}
		var err error
		if out.Approved, err = out.Approved.Add(*s.Application.Approved); err != nil {
			return out, err
		}
		out.Total += s.Allocated
		members = append(members, s)
		unmet = append(unmet, *s.Application.Approved-s.Allocated)
	}
	out.Applications = len(members)
	out.Demand = out.Approved - out.Total
	parts := unmet
	if out.Demand > left {
		var err error
		if parts, err = cost.Split(left, unmet); err != nil {
			return out, err
		}
	}
	for i, s := range members {
		s.PerRound[k] = parts[i]
		s.Allocated += parts[i]
		out.Allocated += parts[i]
	}
	out.Total += out.Allocated
	return out, nil
}
