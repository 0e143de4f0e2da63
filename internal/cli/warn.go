package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/policy"
)

// warn says something on standard error that is no failure. With --json it waits: it is said with the error, or where
// there is none in an object of its own.
func (a *app) warn(format string, args ...any) {
	text := sanitize.Terminal(fmt.Sprintf(format, args...))
	if a.jsonErrors {
		a.warnings = append(a.warnings, text)
		return
	}
	a.status.clear()
	_, _ = fmt.Fprintf(a.Stderr, "riprep: warning: %s\n", text)
}

// warnUnchecked says until which days the data of regimes was checked, where that is not enough for the day asked.
func (a *app) warnUnchecked(regimes []*policy.Regime, on inventory.Date) {
	ids := map[inventory.Date][]string{}
	var days []inventory.Date
	for _, g := range regimes {
		if ids[g.Checked] == nil {
			days = append(days, g.Checked)
		}
		ids[g.Checked] = append(ids[g.Checked], g.ID)
	}
	for _, day := range days {
		a.warn("rules checked until %s only (%s): what changed after it, until %s, is not in them", day, strings.Join(ids[day], ", "), on)
	}
}

// mostWarned is how many elements are named whose model says otherwise than the inventory; the others are counted.
const mostWarned = 10

// warnOdd says which gear is, by its model, something else than the inventory has it.
func (a *app) warnOdd(in *planner.Inputs) {
	odd := in.Odd
	for _, o := range odd[:min(len(odd), mostWarned)] {
		a.warn("%s", o.Text)
	}
	if more := len(odd) - mostWarned; more > 0 {
		a.warn("%d more elements whose model says otherwise than the inventory", more)
	}
}

// sayWarnings gives the warnings of a command that did its work.
func (a *app) sayWarnings() {
	if len(a.warnings) == 0 {
		return
	}
	line, err := json.Marshal(struct {
		Riprep   string   `json:"riprep"`
		Warnings []string `json:"warnings"`
	}{"warning/v1", a.warnings})
	if err == nil {
		_, _ = fmt.Fprintf(a.Stderr, "%s\n", line)
	}
}
