package planner

import (
	"regexp"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/scenario"
)

// Moving a single activity by a single period breaks a limit, and verify names limit, period and amount.
func TestVerifyNamesTheLimit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		limit  string
		set    []string
		amount string // what the text must say
	}{
		{"crews.ip", []string{"crews.ip=1"}, `crews ip: \d+ crew-days needed in the period from 20\d\d-\d\d-\d\d, 7 there \(\d+ too many\)`},
		{"funding", []string{"funding.credit.limit=0.00", "funding.released[0].amount=1000000.00"}, `cash is -\d+\.\d\d at the end of the period from .*short\)`},
		{"outage.subscribers", nil, `\d+ subscribers out of service at once in the period from 20\d\d-\d\d-\d\d, 1890 allowed \(\d+ too many\)`},
		{"order", nil, `\d+ periods? too early`},
		{"calendar", nil, `runs on 20\d\d-\d\d-\d\d: (blackout|site)`},
	}
	for _, tt := range tests {
		t.Run(tt.limit, func(t *testing.T) {
			t.Parallel()
			c := loadCase(t, firstLook(), tt.set...)
			p := planOf(t, c)
			want := regexp.MustCompile(tt.amount)
			found := 0
			for i := range p.Packages {
				for j := range p.Packages[i].Activities {
					if found > 0 {
						break
					}
					for _, by := range []int{-7, 7} {
						a := &p.Packages[i].Activities[j]
						kept := *a
						a.Start, a.Finish = a.Start.AddDays(by), a.Finish.AddDays(by)
						for _, v := range Verify(c, p) {
							if v.Limit == tt.limit && want.MatchString(v.Text) {
								found++
							}
						}
						*a = kept
					}
				}
			}
			if found == 0 {
				t.Errorf("no move of one activity by a week breaks %s as %s", tt.limit, tt.amount)
			}
			if v := Verify(c, p); len(v) > 0 {
				t.Errorf("the plan as it was does not verify: %v", v)
			}
		})
	}
}

// Every figure of a plan is a promise: changing any is noticed.
func TestVerifyNoticesEveryFigure(t *testing.T) {
	t.Parallel()
	c := loadCase(t, firstLook())
	tests := []struct {
		name   string
		tamper func(*Plan)
		limit  string
	}{
		{"a package left out", func(p *Plan) { p.Packages = p.Packages[1:] }, "packages"},
		{"a package twice", func(p *Plan) { p.Packages = append(p.Packages, p.Packages[0]) }, "packages"},
		{"an unknown package", func(p *Plan) { p.Packages[0].ID = "nobody" }, "packages"},
		{"an unknown option", func(p *Plan) { p.Packages[0].Option = "magic" }, "packages"},
		{"deferred against the scenario", func(p *Plan) { p.Packages[0].Method = "defer" }, "deferral"},
		{"a shorter activity", func(p *Plan) {
			a := &p.Packages[0].Activities[0]
			a.Finish = a.Finish.AddDays(-7)
		}, "duration"},
		{"off the grid", func(p *Plan) {
			a := &p.Packages[0].Activities[0]
			a.Start = a.Start.AddDays(1)
		}, "calendar"},
		{"a cheaper package", func(p *Plan) { p.Packages[0].Cost-- }, "packages"},
		{"a cheaper line", func(p *Plan) { p.Packages[0].Lines = p.Packages[0].Lines[1:] }, "packages"},
		{"a lower risk", func(p *Plan) { p.Packages[0].Risk-- }, "packages"},
		{"another reason for it", func(p *Plan) { p.Packages[0].RiskFactors.Role = "other" }, "packages"},
		{"an earlier day", func(p *Plan) { p.Packages[0].CoveredUntil = p.Packages[0].CoveredUntil.AddDays(-7) }, "packages"},
		{"more cash", func(p *Plan) { p.Periods[3].Cash++ }, "periods"},
		{"fewer out", func(p *Plan) { p.Periods[60].SubscribersOut = 5000 }, "periods"},
		{"a period less", func(p *Plan) { p.Periods = p.Periods[1:] }, "periods"},
		{"a lower total", func(p *Plan) { p.Totals.Cost-- }, "totals"},
		{"a better objective", func(p *Plan) { p.Objectives[0].Value-- }, "objectives"},
		{"a bound above", func(p *Plan) { *p.Objectives[0].Bound = p.Objectives[0].Value + 1 }, "objectives"},
		{"another verdict", func(p *Plan) { p.Findings[0].Verdict = "not covered" }, "findings"},
		{"another input", func(p *Plan) { p.Inputs[0].SHA256 = strings.Repeat("0", 64) }, "inputs"},
		{"an input more", func(p *Plan) { p.Inputs = append(p.Inputs, strict.Source{Path: "more.yaml"}) }, "inputs"},
		{"another frame", func(p *Plan) { p.Horizon++ }, "frame"},
		{"optimal without proof", func(p *Plan) { p.Status = "optimal"; p.Objectives[0].Bound = nil }, "objectives"},
		{"another operator", func(p *Plan) { p.Operator.Name = "somebody else" }, "operator"},
		{"a field set", func(p *Plan) { p.Overrides = []scenario.Override{{Field: "crews.ip", Value: "9"}} }, "overrides"},
		{"another status", func(p *Plan) { p.Status = "perfect" }, "objectives"},
		{"an order left out", func(p *Plan) {
			for i := range p.Packages {
				p.Packages[i].After = nil
			}
		}, "packages"},
	}
	anew := plansOf(t, c)
	if found := Verify(c, anew()); len(found) > 0 {
		t.Fatalf("the plan as it is does not verify: %v", found)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := anew()
			p.Inputs = append([]strict.Source{}, p.Inputs...)
			tt.tamper(p)
			found := Verify(c, p)
			for _, v := range found {
				if v.Limit == tt.limit {
					return
				}
			}
			t.Errorf("want %s, got %v", tt.limit, found)
		})
	}
}
