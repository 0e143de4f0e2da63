package planner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/policy"
)

// Reasons says in sentences what the network and the scenario demand of a package beside dates and money: how it can be
// done at all, what must not be off together with it, what it waits for and what waits for it. It is nil for a package
// that there is not.
func (c *Case) Reasons(id string) []string {
	i := slices.IndexFunc(c.Packages, func(p Package) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	r := &reasons{c: c, m: c.frame(c.In.Scenario), i: i, p: &c.Packages[i]}
	r.rules()
	r.method()
	r.guards()
	r.order()
	r.cluster()
	return r.out
}

type reasons struct {
	c   *Case
	m   *model
	i   int
	p   *Package
	out []string
}

func (r *reasons) say(format string, args ...any) {
	r.out = append(r.out, fmt.Sprintf(format, args...))
}

// rules says by when it must be done for the rules that name a day.
func (r *reasons) rules() {
	for _, n := range r.c.dutiesOf[r.i] {
		d := &r.c.duties[n]
		if !d.binds(r.m.s.Start) {
			continue
		}
		what := "its service has moved"
		switch {
		case d.removal == policy.MustGo:
			what = "everything of it is complete"
		case d.removal == policy.FunctionOnly:
			what = fmt.Sprintf("its %s is another maker's", d.entry.Function)
		case d.removal == policy.InShare && !r.c.shares[n].forces(r.i):
			what = "enough of its like has moved: " + r.c.shareText(n)
		}
		r.say("by %s (%s) until %s %s", d.name(), d.entry.Demand, d.entry.Date, what)
	}
}

// method says why it cannot be done in some way.
func (r *reasons) method() {
	if r.p.NoOverlay != "" {
		r.say("an overlay is not possible: %s", r.p.NoOverlay)
	}
	var seen []string
	barred := grouped{}
	for i := range r.p.Options {
		o := &r.p.Options[i]
		x := r.m.refuses(r.p, o)
		switch {
		case x.field == anySupply:
			barred.add(o.ID, x.why)
		case x.field != "" && !slices.Contains(seen, o.Kind):
			seen = append(seen, o.Kind)
			r.say("%s is not allowed by %s: %s", o.Kind, x.field, x.why)
		}
	}
	for _, why := range barred.texts {
		r.say("not allowed by %s: %s: %s", anySupply, strings.Join(barred.names[why], ", "), why)
	}
	r.deliveries()
}

// grouped are names by what is said of them, in the order in which it was first said.
type grouped struct {
	texts []string
	names map[string][]string
}

func (g *grouped) add(name, text string) {
	if g.names == nil {
		g.names = map[string][]string{}
	}
	if g.names[text] == nil {
		g.texts = append(g.texts, text)
	}
	g.names[text] = append(g.names[text], name)
}

// deliveries says when what an option brings in may not be delivered, and for whose approval it waits.
func (r *reasons) deliveries() {
	held, waits := grouped{}, grouped{}
	for i := range r.p.Options {
		o := &r.p.Options[i]
		if !r.m.allows(r.p, o) {
			continue
		}
		for k := range o.brings {
			b := &o.brings[k]
			if bars := r.m.bars(b); len(bars) > 0 {
				held.add(o.ID, r.c.barText(b, bars))
			}
		}
		if days, _ := r.c.approval(o); days > 0 {
			waits.add(o.ID, counted(days, "day"))
		}
	}
	for _, text := range held.texts {
		r.say("delivered on another day: what %s brings in, %s", strings.Join(held.names[text], ", "), text)
	}
	for _, text := range waits.texts {
		r.say("an approval takes %s, beside the delivery: of what %s brings in", text, strings.Join(waits.names[text], ", "))
	}
}

// guards says what a site with the only 911 coverage, or one that other carriers depend on, demands.
func (r *reasons) guards() {
	for _, g := range r.m.guards() {
		sites := g.at(r.c, r.p)
		if len(sites) == 0 {
			continue
		}
		text := fmt.Sprintf("takes %s off at site %s: by overlay only, for the cutover only", g.what, r.c.siteNames(sites))
		for i := range r.p.Options {
			if step := r.p.Options[i].step("cutover"); r.p.Options[i].Kind == "overlay" && step != nil {
				if windows := r.m.windows.texts(r.m.windows.of(r.p, step)); len(windows) > 0 {
					text += fmt.Sprintf(", in a window of low traffic (%s)", strings.Join(windows, "; "))
				}
				break
			}
		}
		r.say("%s", text)
	}
	r.apart()
}

// apart says what must not be off together with it, those of one reason together.
func (r *reasons) apart() {
	near := r.m.nearPackages()
	if near == nil {
		return
	}
	var whys []string
	with := map[string][]int{}
	for _, q := range near[r.i] {
		_, _, why := r.m.tooNear([]int{r.i, q})
		if with[why] == nil {
			whys = append(whys, why)
		}
		with[why] = append(with[why], q)
	}
	for _, why := range whys {
		r.say("never off together with %s: %s", few(r.ids(with[why]), 8), why)
	}
}

// order says what stays for others, and what others stay for.
func (r *reasons) order() {
	kept := r.m.order.kept
	if who := kept[r.i]; len(who) > 0 {
		text := "stays until the last of those that need it has moved: " + few(r.ids(who), 8)
		if r.m.replaced(r.i) {
			text += "; its successor is in place before the first of them moves"
		}
		r.say("%s", text)
	}
	for q, who := range kept {
		if slices.Contains(who, r.i) {
			r.say("needs %s, which stays until this has moved", r.c.Packages[q].ID)
		}
	}
}

func (r *reasons) ids(packages []int) []string {
	var out []string
	for _, p := range packages {
		out = append(out, r.c.Packages[p].ID)
	}
	return out
}

// cluster says how it is tested, and whether it is the pilot or waits for it.
func (r *reasons) cluster() {
	if !r.c.isRadio(r.p) {
		return
	}
	pilot := r.m.s.Order.Pilot
	switch {
	case pilot == nil:
	case clusterOf(r.p) == pilot.Cluster:
		r.say("is of the pilot cluster %s: all other radio gear waits for its test and %d days more", pilot.Cluster, pilot.SoakDays)
	case r.m.order.rest[r.i]:
		r.say("waits for the test of the pilot cluster %s, and %d days more", pilot.Cluster, pilot.SoakDays)
	default:
		r.say("does not wait for the pilot cluster %s, which moves only after it", pilot.Cluster)
	}
}
