package planner

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/scenario"
)

type source = strict.Source

// promises compares every figure of the plan with the one that the replay gives.
func (v *verifier) promises(rows []PeriodRow, account []cost.Row) {
	tot := v.replay.totals(rows, account)
	v.rows(rows)
	v.same("totals", "", "", v.plan.Totals, tot)
	v.same("applications", "", "", v.plan.Applications, v.replay.applications())
	v.same("network", "", "", v.plan.Network, v.replay.network())
	v.objectives(v.replay.values(rows, tot))
	v.same("rules", "", "", v.plan.Rules, v.replay.ruleRows())
	v.same("findings", "", "", v.plan.Findings, v.c.FindingRows())
	v.same("assumptions", "", "", v.taken(), slices.Concat(v.replay.m.assumptions(), v.replay.perSite(&tot), v.replay.supplyAssumptions(), v.replay.cleanAssumptions(&tot)))
	at := map[string]*played{}
	for i := range v.replay.played {
		at[v.replay.played[i].p.ID] = &v.replay.played[i]
	}
	for i := range v.plan.Packages {
		pp := v.plan.Packages[i]
		v.same("packages", pp.ID, "", pp, v.replay.planned(at[pp.ID]))
	}
}

// The fields of the note that stands behind the assumptions of a plan whose search was ended early, by whom it was.
const (
	ByInterrupt = "interrupt"
	ByTimeLimit = "time-limit"
)

// taken is what the plan takes for granted, but for the note that the search was stopped.
func (v *verifier) taken() []Assumption {
	have := v.plan.Assumptions
	if n := len(have) - 1; n >= 0 && v.plan.Engine.Stopped && (have[n].Field == ByInterrupt || have[n].Field == ByTimeLimit) {
		return have[:n]
	}
	return have
}

func (v *verifier) rows(rows []PeriodRow) {
	if len(v.plan.Periods) != len(rows) {
		v.add(Violation{Limit: "periods", Text: fmt.Sprintf("%d periods, the horizon has %d", len(v.plan.Periods), len(rows))})
		return
	}
	for t := range rows {
		v.same("periods", "", rows[t].Start.String(), v.plan.Periods[t], rows[t])
	}
}

func (v *verifier) objectives(values []int64) {
	s := v.c.In.Scenario
	if len(v.plan.Objectives) != len(values) {
		v.add(Violation{Limit: "objectives", Text: fmt.Sprintf("%d objectives, the scenario has %d", len(v.plan.Objectives), len(values))})
		return
	}
	for i, o := range v.plan.Objectives {
		switch {
		case o.Name != s.Objectives[i] || o.Unit != objectiveUnit(o.Name, s.PeriodName()):
			v.add(Violation{Limit: "objectives", Text: fmt.Sprintf("objective %q in %s: the scenario has %q", o.Name, o.Unit, s.Objectives[i])})
		case o.Value != values[i]:
			v.add(Violation{Limit: "objectives", Text: fmt.Sprintf("objective %s: %d in the plan, %d when played", o.Name, o.Value, values[i])})
		case o.Bound != nil && len(v.replay.m.curbs) > 0:
			v.add(Violation{Limit: "objectives", Text: fmt.Sprintf("objective %s: a bound, and none is valid where an allocation may not be enough", o.Name)})
		case o.Bound != nil && *o.Bound > o.Value:
			v.add(Violation{Limit: "objectives", Text: fmt.Sprintf("objective %s: bound %d above the value %d", o.Name, *o.Bound, o.Value)})
		case v.plan.Status == "optimal" && (o.Bound == nil || *o.Bound != o.Value):
			v.add(Violation{Limit: "objectives", Text: fmt.Sprintf("objective %s: the plan says it is optimal, its bound does not", o.Name)})
		}
	}
	if v.plan.Status != "optimal" && v.plan.Status != "feasible" {
		v.add(Violation{Limit: "objectives", Text: fmt.Sprintf("status %q: want optimal or feasible", v.plan.Status)})
	}
}

// same reports the first field in which two values of one type differ, by its name.
func (v *verifier) same(limit, pkg, period string, plan, played any) {
	field, a, b, differ := difference(reflect.ValueOf(plan), reflect.ValueOf(played), "")
	if !differ {
		return
	}
	what := limit
	if pkg != "" {
		what = fmt.Sprintf("package %q", pkg)
	}
	if period != "" {
		what = "period from " + period
	}
	if field == "" {
		field = "the list"
	}
	v.add(Violation{Limit: limit, Package: pkg, Period: period, Text: fmt.Sprintf("%s: %s is %s in the plan, %s when played", what, field, a, b)})
}

// snake writes the name of a field as a plan file has it: AfterNew is after_new.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 && !unicode.IsUpper(rune(name[i-1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// difference walks two values side by side. An empty and a nil slice are the same.
func difference(a, b reflect.Value, path string) (field, x, y string, differ bool) {
	switch a.Kind() {
	case reflect.Struct:
		if a.Type().NumField() > 0 && a.Type().Field(0).IsExported() {
			for i := range a.NumField() {
				name := snake(a.Type().Field(i).Name)
				if path != "" {
					name = path + "." + name
				}
				if field, x, y, differ = difference(a.Field(i), b.Field(i), name); differ {
					return field, x, y, true
				}
			}
			return "", "", "", false
		}
	case reflect.Slice:
		if a.Len() != b.Len() {
			return path, fmt.Sprintf("%d long", a.Len()), fmt.Sprintf("%d long", b.Len()), true
		}
		for i := range a.Len() {
			if field, x, y, differ = difference(a.Index(i), b.Index(i), fmt.Sprintf("%s[%d]", path, i)); differ {
				return field, x, y, true
			}
		}
		return "", "", "", false
	}
	if reflect.DeepEqual(a.Interface(), b.Interface()) {
		return "", "", "", false
	}
	return path, fmt.Sprintf("%v", a.Interface()), fmt.Sprintf("%v", b.Interface()), true
}

func shareOf(rate *cost.Rate, total int) int {
	share := scenario.Share{Percent: rate}
	return share.Of(total)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
