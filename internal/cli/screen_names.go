package cli

import (
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/inventory/names"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/lists"
)

// namesRegime is what a list is screened under where nothing is said.
const namesRegime = "us-scrp"

// namesAtOnce is how many rows are screened together: enough for what repeats to be decided once, and few enough that a
// million rows cost little memory.
const namesAtOnce = 10_000

// runNames screens a plain list.
func (o *screenOptions) runNames() error {
	if o.failOn == "prohibited-replacement" {
		return usage("give the folder of an operator", errNoReplacements)
	}
	if err := o.only.checkSites(nil); err != nil {
		return err
	}
	var r strict.Reader
	list := names.Load(&r, o.names)
	if len(o.regimes) == 0 {
		o.regimes = []string{namesRegime}
	}
	rules := policy.LoadFor(&r, o.regimes, o.rules...)
	if err := r.Faults().Err(); err != nil {
		return err
	}
	if len(list.Ignored) > 0 {
		o.app.warn("%s: columns that are not read: %s", o.names, strings.Join(list.Ignored, ", "))
	}
	if o.on.IsZero() {
		day, err := o.app.today()
		if err != nil {
			return usage("give --as-of", err)
		}
		o.on = day
	}
	if err := o.know(rules); err != nil {
		return err
	}
	var failed error
	rows := func(yield func(*lists.Screened) bool) {
		inv := &inventory.Inventory{Elements: make([]inventory.Element, 0, min(list.Rows, namesAtOnce))}
		flush := func() bool {
			var going bool
			going, failed = o.some(inv, rules, yield)
			inv.Elements = inv.Elements[:0]
			return going
		}
		for e := range list.All() {
			inv.Elements = append(inv.Elements, e)
			if len(inv.Elements) == namesAtOnce && !flush() {
				return
			}
		}
		flush()
	}
	s := &screening{rules: rules, rows: rows, thing: "row", name: strconv.Itoa, noSites: true}
	if err := o.finish(s); failed == nil {
		return err
	}
	return input(failed)
}

// some screens rows of a list and reports whether to go on.
func (o *screenOptions) some(inv *inventory.Inventory, rules *policy.Rules, yield func(*lists.Screened) bool) (bool, error) {
	policy.FillIn(inv, rules) // a list need not say what a thing is for; what stays open is no fault of it
	findings, err := policy.Screen(inv, rules, o.regimes, o.on)
	if err != nil {
		return false, err
	}
	for i, row := range planner.FindingRows(inv, findings) {
		e := &inv.Elements[i]
		findings[i].Element, err = strconv.Atoi(e.ID)
		if err != nil || !yield(&lists.Screened{FindingRow: row, Role: e.Role, PartNumber: e.PartNumber, Finding: &findings[i]}) {
			return false, err
		}
	}
	return true, nil
}
