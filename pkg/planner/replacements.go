package planner

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
)

// ReplacementRow is what the regimes say to a product that an option of some package brings in. Where that depends on what it takes over
// from, and where, the strongest answer stands: prohibited before unknown before not prohibited.
type ReplacementRow struct {
	Product, Vendor, Model string
	Roles                  []string       // of the elements that it would take over from, in the order of inventory.Roles
	Packages               []string       // in the order of the inventory
	Prohibited             policy.Answer  // on the first day of the scenario
	Changes                inventory.Date // the first day within the horizon on which that changes, zero for none
	Then                   policy.Answer  // what it is from then on; Prohibited where it does not change
	Rule, Why, Settle      string         // of the answer at the start; where that is no, of the one that it changes to
	Approval               string         // the rule under which an authority must agree first, "" where none
	ApprovalDays           int            // how long that takes, 0 where it is not known
}

// Barred reports whether there is a day that the row knows of on which the product may not be brought in.
func (r *ReplacementRow) Barred() bool { return r.Prohibited == policy.Yes || r.Then == policy.Yes }

// Replacements has a row for each product that is in an option of some package, in the order of the products file.
func (c *Case) Replacements() []ReplacementRow {
	type use struct {
		packages []string
		roles    []string
		answers  []policy.Supply // strongest of each stretch
	}
	uses := map[*products.Product]*use{}
	for i := range c.Packages {
		p := &c.Packages[i]
		for k := range p.Options {
			o := &p.Options[k]
			for n := range o.brings {
				b := &o.brings[n]
				u := uses[b.product]
				if u == nil {
					u = &use{answers: slices.Clone(b.says[:c.supply.ahead()])}
					uses[b.product] = u
				}
				role := c.element(b.element).Role
				if !slices.Contains(u.roles, role) {
					u.roles = append(u.roles, role)
				}
				if len(u.packages) == 0 || u.packages[len(u.packages)-1] != p.ID {
					u.packages = append(u.packages, p.ID)
				}
				for k := range u.answers {
					u.answers[k] = stronger(u.answers[k], b.says[k])
				}
			}
		}
	}
	var out []ReplacementRow
	for i := range c.In.Products.Products {
		product := &c.In.Products.Products[i]
		u := uses[product]
		if u == nil {
			continue
		}
		slices.SortFunc(u.roles, func(a, b string) int {
			return cmp.Compare(slices.Index(inventory.Roles, a), slices.Index(inventory.Roles, b))
		})
		at := u.answers[0]
		row := ReplacementRow{
			Product: product.ID, Vendor: product.Vendor, Model: product.Model, Roles: u.roles, Packages: u.packages,
			Prohibited: at.Prohibited, Then: at.Prohibited, Approval: at.Approval, ApprovalDays: at.ApprovalDays,
		}
		for k, says := range u.answers {
			if says.Prohibited != at.Prohibited {
				row.Changes, row.Then = c.supply.days[k], says.Prohibited
				if at.Prohibited == policy.No {
					at = says
				}
				break
			}
		}
		row.Rule, row.Why, row.Settle = at.Rule, at.Why, at.Settle
		out = append(out, row)
	}
	return out
}

// stronger is the answer that stands of two; of approvals the longest.
func stronger(a, b policy.Supply) policy.Supply {
	rank := map[policy.Answer]int{policy.NotKnown: 1, policy.Yes: 2}
	out := a
	if rank[b.Prohibited] > rank[a.Prohibited] {
		out = b
	}
	out.Approval, out.ApprovalDays = a.Approval, a.ApprovalDays
	if b.Approval != "" && (a.Approval == "" || b.ApprovalDays > a.ApprovalDays) {
		out.Approval, out.ApprovalDays = b.Approval, b.ApprovalDays
	}
	return out
}

// supplyAssumptions are what a plan takes for granted about what it brings in on the days on which it does: that what is not known to be
// prohibited is not, and that who must agree does. Each product and rule is told once, in the order of the products file.
func (r *replay) supplyAssumptions() []Assumption {
	type key struct {
		product *products.Product
		text    Assumption
	}
	var all []key
	add := func(product *products.Product, value, why string) {
		k := key{product, Assumption{"products." + product.ID, value, why}}
		if !slices.ContainsFunc(all, func(x key) bool { return x.product == k.product && x.text.Value == k.text.Value }) {
			all = append(all, k)
		}
	}
	unseen := 0
	for i := range r.played {
		pl := &r.played[i]
		if pl.option != nil {
			unseen += pl.option.unseen
		}
		first, last, ok := r.delivery(pl)
		if !ok {
			continue
		}
		for n := range pl.option.brings {
			b := &pl.option.brings[n]
			for k := range b.says {
				if from, to := r.m.periodsOf(k); r.s.PeriodEnd(to).Before(first) || r.s.PeriodStart(from).After(last) {
					continue
				}
				says := &b.says[k]
				if says.Prohibited == policy.NotKnown {
					add(b.product, "may be brought in under "+named(says.Rule), "that is not known: "+joined(says.Why, says.Settle))
				}
				switch {
				case says.Approval == "":
				case says.ApprovalDays == 0:
					add(b.product, "the time of an approval under "+named(says.Approval)+" is not in the plan", "how long it takes is not known")
				default:
					add(b.product, fmt.Sprintf("is approved under %s within %d days", named(says.Approval), says.ApprovalDays), "the approval runs beside the delivery; one that there is already stands in approved")
				}
			}
		}
	}
	place := map[*products.Product]int{}
	for i := range r.c.In.Products.Products {
		place[&r.c.In.Products.Products[i]] = i
	}
	slices.SortStableFunc(all, func(a, b key) int {
		return cmp.Or(cmp.Compare(place[a.product], place[b.product]), cmp.Compare(a.text.Value, b.text.Value))
	})
	out := make([]Assumption, len(all))
	for i := range all {
		out[i] = all[i].text
	}
	if unseen > 0 {
		out = append(out, Assumption{"products", "what replaces " + counted(unseen, "element") + " may be brought in", "no product is known for them, so that no rule was asked"})
	}
	return out
}

// joined is what is known of a question, and what would settle it.
func joined(why, settle string) string {
	switch {
	case settle == "":
		return why
	case why == "":
		return "what would settle it: " + settle
	}
	return why + "; what would settle it: " + settle
}
