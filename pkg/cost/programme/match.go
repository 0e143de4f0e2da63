package programme

import (
	"slices"

	"github.com/riprep/riprep/pkg/cost"
)

// truth is whether a condition holds.
type truth int8

const (
	no truth = iota
	maybe
	yes
)

// verdict gathers what the parts of a condition say: all must hold. missing is what is not known of those that may.
type verdict struct {
	truth   truth
	missing []string
}

func (v *verdict) and(t truth, missing string) {
	if t == maybe {
		v.missing = append(v.missing, missing)
	}
	v.truth = min(v.truth, t)
}

func is(b bool) truth {
	if b {
		return yes
	}
	return no
}

// among asks for a word in a list that may be empty, which asks nothing.
func (v *verdict) among(list []string, word string) {
	if len(list) > 0 {
		v.and(is(slices.Contains(list, word)), "")
	}
}

// holds says whether the rule speaks of the line: one of its conditions does.
func (r *Rule) holds(f *Facts) verdict {
	var out verdict
	for i := range r.When {
		v := r.When[i].holds(f)
		switch {
		case v.truth == yes:
			return v
		case v.truth == maybe:
			out.truth = maybe
			out.missing = append(out.missing, v.missing...)
		}
	}
	return out
}

func (c *Condition) holds(f *Facts) verdict {
	v := verdict{truth: yes}
	v.among(c.Tags, string(f.Tag))
	v.among(c.Layers, f.Layer)
	v.among(c.Categories, f.Category)
	v.among(c.Items, f.Item)
	v.among(c.Basis, string(f.Basis))
	if !c.IncurredBefore.IsZero() {
		v.and(is(!f.IncurredOn.IsZero() && f.IncurredOn.Before(c.IncurredBefore)), "")
	}
	if !c.IncurredFrom.IsZero() {
		v.and(is(f.IncurredOn.IsZero() || !f.IncurredOn.Before(c.IncurredFrom)), "")
	}
	if c.Upgrade != nil {
		v.and(is(*c.Upgrade == (f.Upgrade != "")), "")
	}
	if c.Comparable != "" {
		v.and(is((c.Comparable == "stated") == f.quoted()), "")
	}
	// Gear that is followed by gear of its role keeps its medium, where neither states one.
	kept := f.Old.Role == f.New.Role && f.Old.Medium == f.New.Medium
	if c.Old != nil {
		v.kit(c.Old, &f.Old, "the gear that goes", kept)
	}
	if c.New != nil {
		if f.New.zero() && !f.Old.zero() {
			v.and(maybe, "what replaces the gear is not known")
		} else {
			v.kit(c.New, &f.New, "the replacement", kept)
		}
	}
	if len(c.Gear) > 0 {
		v.gear(c.Gear, f)
	}
	return v
}

func (v *verdict) gear(want []string, f *Facts) {
	switch {
	case f.Gear == "yes" || f.Gear == "no":
		v.among(want, f.Gear)
	case f.GearWhy != "":
		v.and(maybe, f.GearWhy)
	default:
		v.and(maybe, "whether the programme pays for the gear is not known")
	}
}

func (v *verdict) kit(c *KitCondition, k *Kit, name string, mediumKept bool) {
	v.among(c.Domains, k.Domain)
	v.among(c.Roles, k.Role)
	v.and(is(!slices.Contains(c.RolesWithout, k.Role)), "")
	if len(c.Generations)+len(c.GenerationsWithout) > 0 {
		in := func(g string) bool { return slices.Contains(k.Generations, g) }
		switch {
		case len(k.Generations) > 0:
			v.and(is((len(c.Generations) == 0 || slices.ContainsFunc(c.Generations, in)) && !slices.ContainsFunc(c.GenerationsWithout, in)), "")
		case k.zero():
			v.and(is(len(c.Generations) == 0), "")
		default:
			v.and(maybe, "the generations of "+name+" are not stated")
		}
	}
	if len(c.Medium) > 0 {
		medium, known := k.medium()
		if known || mediumKept || k.zero() {
			v.among(c.Medium, medium)
		} else {
			v.and(maybe, "the medium of "+name+" is not stated")
		}
	}
}

// quoted reports whether a comparable replacement has a price by a quote.
func (f *Facts) quoted() bool { return f.Comparable != nil && f.Comparable.Document != "" }

// counted is what the programme counts of a line that is more than comparable: the comparable replacement's price.
func (f *Facts) counted() (cost.Cents, error) {
	c, err := f.Comparable.UnitPrice.TimesQuantity(f.Quantity)
	return max(0, min(c, f.Total)), err
}
