package planner

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"

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
	v.objectives(v.replay.values(rows, tot))
	v.same("findings", "", "", v.plan.Findings, v.c.FindingRows())
	v.assumptions(&tot)
	at := map[string]*played{}
	for i := range v.replay.played {
		at[v.replay.played[i].p.ID] = &v.replay.played[i]
	}
	for i := range v.plan.Packages {
		pp := v.plan.Packages[i]
		v.same("packages", pp.ID, "", pp, v.replay.planned(at[pp.ID]))
	}
}

// assumptions compares what the plan takes for granted. How a search was ended is for whoever ended it to say, at the end.
func (v *verifier) assumptions(tot *Totals) {
	want := append(v.replay.m.assumptions(), v.replay.cleanAssumptions(tot)...)
	have := v.plan.Assumptions
	if v.plan.Engine.Stopped && len(have) == len(want)+1 {
		have = have[:len(want)]
	}
	v.same("assumptions", "", "", have, want)
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

// difference walks two values side by side. An empty and a nil slice are the same.
func difference(a, b reflect.Value, path string) (field, x, y string, differ bool) {
	switch a.Kind() {
	case reflect.Struct:
		if a.Type().NumField() > 0 && a.Type().Field(0).IsExported() {
			for i := range a.NumField() {
				name := a.Type().Field(i).Name
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
