package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
)

func newPolicy(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy COMMAND",
		Short: "show the rules that gear is held against, check rules of your own, count a questionnaire",
		Long: `The rules are data: regimes, each a body of rules of one authority, with sources and the day until which they were
checked. None of this is legal advice.`,
		Example: `  riprep policy list
  riprep policy show gb-dvd
  riprep policy check my-network/regimes/house.yaml
  riprep policy score answers.yaml`,
	}
	return group(cmd, newPolicyList(a), newPolicyShow(a), newPolicyCheck(a), newPolicyScore(a))
}

// loadRules reads all built-in rules and those of a user's files, which go before them.
func loadRules(paths []string) (*policy.Rules, error) {
	var r strict.Reader
	rules := policy.Load(&r, paths...)
	return rules, r.Faults().Err()
}

type policyListOptions struct {
	app *app

	rules []string
	out   rowFormat
}

func newPolicyList(a *app) *cobra.Command {
	o := &policyListOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list [flags]",
		Short: "list the regimes",
		Long: `Lists the regimes that --regime and a scenario can ask for: where each holds, what it is (law, licence-condition,
contract, policy, proposal), how many of its rules were read at a source, and until which day its data was checked.`,
		Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return o.run() },
	}
	o.out.flag(cmd)
	rulesFlag(cmd, &o.rules)
	return cmd
}

func (o *policyListOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	rules, err := loadRules(o.rules)
	if err != nil {
		return err
	}
	if o.out.forPeople() {
		return o.show(rules)
	}
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("id"), grid.Left("title"), grid.Left("jurisdiction"), grid.Left("status"), grid.Right("entries"), grid.Right("verified"),
		grid.Left("checked"), grid.Left("file"),
	}}
	for _, id := range rules.IDs() {
		g := rules.Regime(id)
		t.Add(grid.Text(g.ID), grid.Text(g.Title), grid.Text(g.Jurisdiction), grid.Text(g.Status), grid.Int(len(g.Entries)),
			grid.Int(verified(g)), grid.Date(g.Checked), grid.Text(g.Pos.File))
	}
	return o.out.write(o.app, t, "policy-list/v1")
}

// show gives the titles room of their own: most do not fit beside the rest.
func (o *policyListOptions) show(rules *policy.Rules) error {
	p := o.app.page()
	p.Write(some(len(rules.IDs()), "regime") + "\n")
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("id"), grid.Left("where"), grid.Left("status"), grid.Left("verified"), grid.Left("checked"),
	}}
	wide := 0
	for _, id := range rules.IDs() {
		g := rules.Regime(id)
		wide = max(wide, min(grid.Width(id), 30))
		t.Add(grid.Text(g.ID), grid.Text(grid.Clip(grid.Clean(g.Jurisdiction), 16)), grid.Text(g.Status), grid.Text(fmt.Sprintf("%d of %d", verified(g), len(g.Entries))),
			grid.Date(g.Checked))
	}
	p.Table(t)
	p.Say("verified: rules that were read at a source, of all; the others are believed, and say so")
	p.Heading("titles")
	for _, id := range rules.IDs() {
		p.Hang(grid.Pad(grid.Clip(grid.Clean(id), wide), wide+2, false), rules.Regime(id).Title)
	}
	return p.print()
}

// verified counts the rules that were read at a source.
func verified(g *policy.Regime) int {
	n := 0
	for i := range g.Entries {
		if g.Entries[i].Verified {
			n++
		}
	}
	return n
}

type policyCheckOptions struct {
	app   *app
	files []string
}

func newPolicyCheck(a *app) *cobra.Command {
	o := &policyCheckOptions{app: a}
	return &cobra.Command{
		Use:   "check FILE...",
		Short: "check regime files of your own",
		Long: `Reads regime files (regime/v1), or folders of them, as riprep would read those of an operator's folder regimes, and
prints what is wrong with them. What can be read and has no effect is a warning: a rule that no element is ever held
against, a rule without a first day, a regime that takes the place of a built-in one.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return exactly("FILE")(cmd, args)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			o.files = args
			return o.run()
		},
	}
}

func (o *policyCheckOptions) run() error {
	rules, err := loadRules(o.files)
	if err != nil {
		return err
	}
	builtin, err := loadRules(nil)
	if err != nil {
		return err
	}
	found := 0
	for _, id := range rules.IDs() {
		g := rules.Regime(id)
		if strings.HasPrefix(g.Pos.File, "builtin:") {
			continue
		}
		found++
		if builtin.Regime(id) != nil {
			o.app.warn("%s: regime %q takes the place of the whole built-in one", g.Pos.File, id)
		}
		for i := range g.Entries {
			if why := idle(g, &g.Entries[i]); why != "" {
				o.app.warn("%s: entry %q is never applied: %s", g.Entries[i].Pos, g.Entries[i].ID, why)
			}
		}
		text := fmt.Sprintf("ok: %s: %s with %s (%d verified), %s, %s, checked until %s\n", grid.Clean(g.Pos.File), g.ID,
			some(len(g.Entries), "entry"), verified(g), some(len(g.Exceptions), "exception"), some(len(g.Vendors), "vendor"), g.Checked)
		if err := o.app.print(strings.Replace(text, "entrys", "entries", 1)); err != nil {
			return err
		}
	}
	if found == 0 {
		return &coded{exitInput, fmt.Errorf("%s: no regime file in it", strings.Join(o.files, ", ")), "a regime file ends in .yaml or .yml"}
	}
	return nil
}

// idle says why no element is ever held against a rule, "" where some may be.
func idle(g *policy.Regime, e *policy.Entry) string {
	switch {
	case e.Subject != "equipment":
		return fmt.Sprintf("its subject is %s, and elements are equipment", e.Subject)
	case !e.Applies():
		return "it names no vendor and no origin"
	case e.From.IsZero():
		return "it has no first day"
	}
	for _, id := range e.Except {
		if i := slices.IndexFunc(g.Exceptions, func(x policy.Exception) bool { return x.ID == id }); i >= 0 && always(&g.Exceptions[i]) {
			return fmt.Sprintf("exception %q takes out everything", id)
		}
	}
	return ""
}

// always reports whether an exception holds for all gear and for ever.
func always(x *policy.Exception) bool {
	return len(scopeWords(&x.Scope)) == 0 && x.From.IsZero() && x.Until.IsZero() && len(x.Unless) == 0
}
