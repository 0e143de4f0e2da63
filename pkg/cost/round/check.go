package round

import (
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// finish checks what only the whole file shows, and puts every application into a tier.
func (f *file) finish(r *strict.Reader) {
	if len(f.Tiers) == 0 && f.ID != "" {
		if f.Tiers = builtinTiers(r, f.ID); f.Tiers == nil {
			r.Fault(f.named, "state tiers; those of us-scrp alone are built in", "programme %q: no tiers are stated or built in", f.ID)
			return
		}
	}
	f.bounded(r)
	f.rounds(r)
	tiers := ids(r, "tier", f.Tiers, func(t *Tier) (string, strict.Pos) { return t.ID, t.Pos })
	lines := ids(r, "application", f.Applications, func(a *Application) (string, strict.Pos) { return a.ID, a.Pos })
	known := kinds(f.Tiers)
	for i := range f.Applications {
		a := &f.Applications[i]
		if a.Kind != "" && !slices.Contains(known, a.Kind) {
			r.Fault(a.Pos, nearest(a.Kind, known), "application %q: kind %q: no tier names it", a.ID, a.Kind)
		} else if _, ok := tiers[a.Tier]; a.Tier != "" && !ok {
			r.Fault(a.Pos, nearest(a.Tier, f.tierIDs()), "application %q: tier %q: not known", a.ID, a.Tier)
		} else {
			f.settle(r, a)
		}
	}
	for i := range f.Applications { // when every line that has an amount has its tier
		f.inside(r, &f.Applications[i], lines)
	}
}

func (f *file) tierIDs() []string {
	var out []string
	for _, t := range f.Tiers {
		out = append(out, t.ID)
	}
	return out
}

// bounded keeps lists short whose length the tables of a result multiply, and sums in range, so that Allocate cannot fail
// on them.
func (f *file) bounded(r *strict.Reader) {
	if len(f.Tiers) > maxTiers {
		r.Fault(f.Tiers[maxTiers].Pos, "", "more than %d tiers", maxTiers)
	}
	if len(f.Rounds) > maxRounds {
		r.Fault(f.Rounds[maxRounds].Pos, "", "more than %d rounds", maxRounds)
	}
	const hint = "amounts together stay below 10000000000000"
	var sum cost.Cents
	for i := range f.Rounds {
		var err error
		if sum, err = sum.Add(f.Rounds[i].Appropriation); err != nil {
			r.Fault(f.Rounds[i].Pos, hint, "round %q: appropriation: the rounds together are too large an amount", f.Rounds[i].On)
			break
		}
	}
	sum = 0
	for i := range f.Applications {
		a := &f.Applications[i]
		if a.Approved == nil {
			continue
		}
		var err error
		if sum, err = sum.Add(*a.Approved); err != nil {
			r.Fault(a.Pos, hint, "application %q: approved: the applications together are too large an amount", a.ID)
			break
		}
	}
}

// rounds come in the order of their days.
func (f *file) rounds(r *strict.Reader) {
	for i := 1; i < len(f.Rounds); i++ {
		before, rd := f.Rounds[i-1].On, f.Rounds[i].On
		if !before.IsZero() && !rd.IsZero() && !rd.After(before) {
			r.Fault(f.Rounds[i].Pos, "put the rounds in the order of their days", "round %q: not after the round before it, of %q", rd, before)
		}
	}
}

// settle puts an application into the tier that follows from what is known of it, or into the one that it states. A line
// that is within others may stay without one.
func (f *file) settle(r *strict.Reader, a *Application) {
	follows, missing := place(f.Tiers, a)
	switch {
	case a.Tier == "" && follows != "":
		a.Tier = follows
	case a.Tier != "" && follows != "" && follows != a.Tier:
		r.Fault(a.Pos, "leave the tier out, or correct what it follows from", "application %q: tier %q: by its customers and kind it is in %q", a.ID, a.Tier, follows)
	case a.Tier != "" || a.Approved == nil:
	case missing == "":
		r.Fault(a.Pos, "let the last tier take all others", "application %q: no tier takes it", a.ID)
	default:
		r.Fault(a.Pos, "state "+missing+", or the tier itself: "+strings.Join(f.tierIDs(), ", "),
			"application %q: without %s its tier is not known", a.ID, missing)
	}
}

// inside checks the lines that an application of unknown amount is within, and takes its tier from them where they agree.
func (f *file) inside(r *strict.Reader, a *Application, lines map[string]int) {
	var tiers []string
	for _, id := range a.Within {
		i, ok := lines[id]
		switch {
		case !ok:
			r.Fault(a.Pos, "", "application %q: within %q: no application has that id", a.ID, id)
		case !f.Applications[i].Remainder || f.Applications[i].Approved == nil:
			r.Fault(a.Pos, "only a line with remainder: true and an approved amount can hold others", "application %q: within %q: that stands for one applicant", a.ID, id)
		default:
			tiers = append(tiers, f.Applications[i].Tier)
		}
	}
	slices.Sort(tiers)
	switch tiers = slices.Compact(tiers); {
	case len(tiers) == 0:
	case a.Tier == "" && len(tiers) == 1:
		a.Tier = tiers[0]
	case a.Tier != "" && !slices.Contains(tiers, a.Tier):
		r.Fault(a.Pos, "", "application %q: it is in tier %q, the lines that it is within are not", a.ID, a.Tier)
	}
}
