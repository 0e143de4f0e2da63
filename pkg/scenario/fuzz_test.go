package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
)

// FuzzLoad reads any text: no panic, and where there is no fault one that a planner can use.
func FuzzLoad(f *testing.F) {
	f.Add(full)
	f.Add(bare)
	f.Add("")
	f.Add(strings.Replace(full, "crews: {", "crews: {<<: {a: 1}, ", 1))
	f.Add(`{"riprep": "scenario/v1", "start": "2027-01-04", "horizon": 1, "crews": {"a": {"b": 1, "b": 2}}}`)
	f.Add(bare + "funding: &f {released: [], credit: *f}\n")
	f.Add(bare + "crews: [tower]\noutage: 5\nfunding: []\nterms: x\nvendors: 1\nblackouts: {}\ncrew_changes: 7\n")
	f.Add(strings.Replace(full, `from: "22:00"`, `from: "2²:00"`, 1))
	f.Add(strings.Replace(full, `to: "04:00", days: [fri, sat]`, `to: "22:00", days: [sun, sun]`, 1))
	f.Add(bare + "clean_path: [{sites: [], by: 2027-01-04}, 3, {paths: every}]\nrisk: {roles: [1], sensitive: {a: {}, a: 1}}\norder: {pilot: []}\n")
	f.Add(bare + "outage: {windows: [{}, {from: 1}, {from: \"24:00\", to: \"-1:00\"}], coverage_km: {tower: .nan, rooftop: 1e9}}\nin_place: {}\n")
	f.Add(doubtful)
	f.Add(bare + "uncertainty: {inflation: [], categories: {a: {}, a: 1, <<: {}}, durations: 3, weather: [{}, {months: [0, x, {}]}]}\n")
	f.Add(paid("{lag: {low: 3, typical: 2}, claim_lag_days: }", "[{terms: {order: 30%, delivery: .nan}, tags: {}, layers: radio}, {items: [[a]], terms: [1]}]"))
	f.Fuzz(func(t *testing.T, text string) {
		// As Load, without a file: a disk would be most of the work.
		var r strict.Reader
		s := &Scenario{Pos: map[string]strict.Pos{}}
		r.Bytes("s.yaml", []byte(text), Kind, s.decode)
		s.applyDefaults()
		faults := r.Faults()
		s.AssumeCrews([]string{"tower"})
		clone := s.Clone()
		if diff := cmp.Diff(s, clone, plain); diff != "" {
			t.Errorf("a clone differs: %s", diff)
		}
		for i := range settings { // must not panic, whatever is there
			_ = clone.Set(Override{settings[i].field, settings[i].value})
		}
		if len(faults) > 0 {
			return
		}
		switch {
		case s.Start.IsZero(), s.PeriodDays != 7 && s.PeriodDays != 1, s.Horizon < 1, s.Horizon > MaxHorizon, len(s.Regimes) == 0,
			len(s.Objectives) == 0, s.Outage.Neighbors == "", s.Outage.SoleEmergency == "", s.Outage.RoamingCritical == "",
			s.Outage.OutsideWindows == "", s.InPlace == "", s.Order.Hubs == "", s.SoakDays < 0, s.Risk.Traffic == "":
			t.Errorf("not fit for use: %+v", s)
		case !s.PeriodEnd(s.Horizon - 1).After(s.Start.AddDays(-1)):
			t.Errorf("ends before it begins: %s", s.PeriodEnd(s.Horizon-1))
		}
		for _, c := range s.Crews {
			if c.Kind == "" || c.Count < 0 {
				t.Errorf("crew %+v", c)
			}
		}
		for _, b := range s.Blackouts {
			if b.From.IsZero() || b.To.Before(b.From) {
				t.Errorf("blackout %+v", b)
			}
		}
		for i := range s.Outage.Windows {
			w := &s.Outage.Windows[i]
			if n := w.Minutes(); n < 1 || n > dayMinutes || len(w.Starts()) == 0 {
				t.Errorf("window %s of %d minutes", w, n)
			}
		}
		for _, c := range s.CleanPaths {
			if len(c.Sites) == 0 || c.By.IsZero() || c.Paths == "" {
				t.Errorf("clean path %+v", c)
			}
		}
		for _, role := range RiskRoles {
			if f := s.Risk.RoleFactor(role); f < 0 || f > maxFactor {
				t.Errorf("factor %d of %s", f, role)
			}
		}
		if f := s.Risk.SensitiveFactor([]string{"a", "no such word"}); f < 1 || f > maxFactor {
			t.Errorf("factor %d of a place", f)
		}
		u, _ := s.Uncertain()
		for _, kind := range UncertainWork {
			if r := u.Duration(kind); r.Low < leastFactor || r.Typical < r.Low || r.High < r.Typical || r.High > mostFactor {
				t.Errorf("%s takes %s", kind, r)
			}
		}
		for _, w := range u.Weather {
			if len(w.Work) == 0 || len(w.Months) == 0 || w.Lost.Low < 0 || w.Lost.High > mostLost || w.Lost.Low > w.Lost.Typical || w.Lost.Typical > w.Lost.High {
				t.Errorf("weather %+v", w)
			}
		}
		for _, r := range s.Funding.Released {
			if r.On.IsZero() || r.Amount < 0 {
				t.Errorf("release %+v", r)
			}
		}
	})
}
