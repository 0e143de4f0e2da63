package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
)

type policyShowOptions struct {
	app *app

	id    string
	rules []string
	out   string
}

func newPolicyShow(a *app) *cobra.Command {
	o := &policyShowOptions{app: a}
	cmd := &cobra.Command{
		Use:   "show ID [flags]",
		Short: "show a regime with its rules, exceptions and sources",
		Args:  exactly("ID"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.id = args[0]
			return o.run()
		},
	}
	cmd.Flags().StringVarP(&o.out, "output", "o", "table", "`FORMAT` on standard output: table (text for people) or json")
	rulesFlag(cmd, &o.rules)
	return cmd
}

func (o *policyShowOptions) run() error {
	if o.out != "table" && o.out != "json" {
		return usage("", fmt.Errorf("format %q: not known (want table or json)", o.out))
	}
	rules, err := loadRules(o.rules)
	if err != nil {
		return err
	}
	g := rules.Regime(o.id)
	if g == nil {
		hint := didYouMean(o.id, rules.IDs())
		if hint == "" {
			hint = "known are " + strings.Join(rules.IDs(), ", ")
		}
		return usage(hint, fmt.Errorf("regime %q: not known", o.id))
	}
	if o.out == "json" {
		return o.app.printJSON(wireRegime(g))
	}
	p := &policyPage{o.app.page()}
	p.regime(g)
	return p.print()
}

// policyPage shows rules to people.
type policyPage struct{ *page }

// item is a line with a label of one width; an empty text is left out.
func (p *policyPage) item(label, text string) {
	if text != "" {
		p.Hang(grid.Pad(label, 15, false), text)
	}
}

func (p *policyPage) regime(g *policy.Regime) {
	for _, line := range grid.Wrap(grid.Clean(g.ID+": "+g.Title), p.Width) {
		p.Write(line + "\n")
	}
	p.item("jurisdiction", g.Jurisdiction)
	p.item("holds in", strings.Join(g.Countries, ", "))
	p.item("status", g.Status)
	p.item("checked until", g.Checked.String())
	p.item("binds", g.Binds)
	p.item("note", g.Note)
	p.item("file", g.Pos.File)
	if len(g.Vendors) > 0 {
		var names []string
		for _, v := range g.Vendors {
			names = append(names, v.ID+" ("+v.Name+")")
		}
		p.item("brings", strings.Join(names, ", "))
	}
	p.Heading("sources")
	for _, s := range g.Sources {
		text := s.Name
		if s.Note != "" {
			text += ": " + s.Note
		}
		p.item(wasRead(s.Verified), text)
	}
	p.Heading(fmt.Sprintf("rules: %d, %d of them read at a source", len(g.Entries), verified(g)))
	for i := range g.Entries {
		if i > 0 {
			p.Write("\n")
		}
		p.entry(g, &g.Entries[i])
	}
	if len(g.Exceptions) > 0 {
		p.Heading("exceptions")
	}
	for i := range g.Exceptions {
		if i > 0 {
			p.Write("\n")
		}
		p.exception(&g.Exceptions[i])
	}
}

func wasRead(verified bool) string {
	if verified {
		return "read"
	}
	return "not read"
}

func (p *policyPage) entry(g *policy.Regime, e *policy.Entry) {
	p.Hang("", strings.TrimSuffix(g.ID+"/"+e.ID+": "+e.Title, ": "))
	if e.Status != g.Status {
		p.item("status", e.Status)
	}
	p.item("vendors", strings.Join(e.Vendors, ", "))
	p.item("what", e.What)
	if e.Subject != "equipment" {
		p.item("subject", e.Subject)
	}
	p.item("scope", strings.Join(scopeWords(&e.Scope), "; "))
	p.item("in force", span(e.From.String(), e.Until.String(), "no day: a proposal"))
	p.item("demands", demandWords(e))
	p.item("paid back", paidWords(e))
	p.item("except", strings.Join(e.Except, ", "))
	for _, r := range e.Review {
		p.item("open", strings.Join(r.Roles, ", ")+": "+r.Why+"; to settle it: "+r.Settle)
	}
	p.item("note", e.Note)
	p.item("source", sourceWords(e.Provenance))
	if why := idle(g, e); why != "" {
		p.item("not applied", why)
	}
}

func (p *policyPage) exception(x *policy.Exception) {
	p.Hang("", strings.TrimSuffix(x.ID+": "+x.Title, ": "))
	p.item("scope", strings.Join(scopeWords(&x.Scope), "; "))
	p.item("holds", span(x.From.String(), x.Until.String(), ""))
	p.item("unless", strings.Join(x.Unless, ", "))
	p.item("note", x.Note)
	p.item("source", sourceWords(x.Provenance))
}

func sourceWords(s policy.Provenance) string {
	text := s.Source + " (" + wasRead(s.Verified)
	if s.Confidence != "" {
		text += ", confidence " + s.Confidence
	}
	return text + ")"
}

// span is a stretch of days; none is what to say where neither is stated.
func span(from, until, none string) string {
	switch {
	case from == "" && until == "":
		return none
	case until == "":
		return "from " + from
	case from == "":
		return "until " + until
	}
	return "from " + from + " until " + until
}

func demandWords(e *policy.Entry) string {
	text := e.Demand
	switch {
	case !e.Date.IsZero():
		text += " by " + e.Date.String()
	case e.After != "":
		text += ", on a day that is not set: it waits for " + e.After
	case e.Demand == "remove_by":
		text += " each operator's own term"
	}
	if e.Cap.Of != "" {
		text += fmt.Sprintf(": at most %s%% of the %s", percent(e.Cap.BasisPoints), e.Cap.Of)
	}
	if e.Function != "" {
		text += ": the function " + e.Function
	}
	if e.Paths != "" {
		text += ": " + e.Paths + " paths"
	}
	if e.ApprovalDays > 0 {
		text += ", which takes " + some(e.ApprovalDays, "day")
	}
	return text
}

// percent writes hundredths of a percent.
func percent(points int) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", points/100, points%100), "0"), ".")
}

func paidWords(e *policy.Entry) string {
	if !e.Reimbursable {
		return "no"
	}
	if e.AcquiredBy.IsZero() {
		return "yes"
	}
	text := "what was obtained on or before " + e.AcquiredBy.String()
	if e.AcquiredNote != "" {
		text += " (" + e.AcquiredNote + ")"
	}
	return text
}

// scopeWords says what a scope asks for, one thing after the other.
func scopeWords(s *policy.Scope) []string {
	var out []string
	add := func(name string, words []string) {
		if len(words) > 0 {
			out = append(out, name+" "+strings.Join(words, ", "))
		}
	}
	add("domains", s.Domains)
	add("roles", s.Roles)
	add("generations", s.Generations)
	add("bands", s.Bands)
	add("kinds of site", s.SiteKinds)
	add("classes of site", s.SiteClasses)
	add("regions", s.Regions)
	add("operators", s.Operators)
	add("uses", s.Uses)
	if len(s.Origin.In)+len(s.Origin.NotIn) > 0 {
		out = append(out, s.Origin.String())
	}
	if text := span(s.AcquiredFrom.String(), s.AcquiredUntil.String(), ""); text != "" {
		out = append(out, "obtained "+text)
	}
	if s.Qualified != "" {
		out = append(out, "where "+s.Qualified)
	}
	return out
}
