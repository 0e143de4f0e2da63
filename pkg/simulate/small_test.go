package simulate

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

// small is a play of a few activities of a package each, over weeks from a Monday on, with a crew of the count given.
func small(t testing.TB, crews int, acts ...planner.PlayActivity) *planner.Play {
	t.Helper()
	start, err := inventory.ParseDate("2027-01-04")
	if err != nil {
		t.Fatal(err)
	}
	s := &scenario.Scenario{Start: start, PeriodDays: 7, Horizon: 20, Unlimited: true}
	one := scenario.Range{Low: cost.FullRate, Typical: cost.FullRate, High: cost.FullRate}
	s.Uncertainty.Durations = map[string]scenario.Range{scenario.AllSteps: one}
	s.Uncertainty.LeadTimes = &one
	p := &planner.Play{Scenario: s, Dated: true, Limit: 40, Activities: acts}
	there := make([]int, p.Limit)
	for i := range there {
		there[i] = 7 * crews
	}
	p.Resources = []planner.PlayResource{{Name: "crews.tower", Crew: true, There: there}}
	for i := range acts {
		acts[i].Package = i
		p.Packages = append(p.Packages, planner.PlayPackage{ID: acts[i].Name})
	}
	return p
}

// act is an activity of some days from a week on, that waits for others.
func act(name string, start, days int, after ...int) planner.PlayActivity {
	a := planner.PlayActivity{Name: name, Kind: "install", Start: start, Days: days}
	for _, b := range after {
		a.After = append(a.After, planner.PlayAfter{Activity: b})
	}
	return a
}

// manned gives an activity a crew.
func manned(a planner.PlayActivity) planner.PlayActivity {
	a.Uses = []planner.PlayUse{{Resource: 0, Count: 1}}
	return a
}

// played plays the first run.
func played(t testing.TB, play *planner.Play) *player {
	t.Helper()
	m, err := newModel(play)
	if err != nil {
		t.Fatal(err)
	}
	p := m.player()
	if err := p.draw(1, 0); err != nil {
		t.Fatal(err)
	}
	if err := p.run(); err != nil {
		t.Fatal(err)
	}
	return p
}

// Which activities are on a longest chain, each case drawn on paper: by what they wait for, by a crew that is handed on, by
// a closed season, and where nothing binds.
func TestCritical(t *testing.T) {
	closed := make([]bool, 40)
	closed[2], closed[3] = true, true
	season := act("b", 2, 7, 0)
	season.Closed = closed
	for name, c := range map[string]struct {
		crews int
		acts  []planner.PlayActivity
		ends  []int
		want  string
	}{
		"a chain, and one beside it": {1, []planner.PlayActivity{act("a", 0, 14), act("b", 0, 7), act("c", 2, 7, 0, 1)}, []int{2, 1, 3}, "a c"},
		"two chains as long":         {1, []planner.PlayActivity{act("a", 0, 14), act("b", 1, 7), act("c", 2, 7, 0, 1)}, []int{2, 2, 3}, "a b c"},
		"the plan's start binds":     {1, []planner.PlayActivity{act("a", 0, 7), act("c", 3, 7, 0)}, []int{1, 4}, "c"},
		"a crew is handed on":        {1, []planner.PlayActivity{manned(act("a", 0, 14)), manned(act("b", 2, 7))}, []int{2, 3}, "a b"},
		"a crew is there anyway":     {2, []planner.PlayActivity{manned(act("a", 0, 14)), manned(act("b", 2, 7))}, []int{2, 3}, "b"},
		"pushed by a crew":           {1, []planner.PlayActivity{manned(act("a", 0, 14)), manned(act("b", 1, 7))}, []int{2, 3}, "a b"},
		"the crew and not the wait":  {1, []planner.PlayActivity{act("p", 0, 7), manned(act("a", 0, 14)), manned(act("b", 1, 7, 0))}, []int{1, 2, 3}, "a b"},
		"pushed by a season":         {1, []planner.PlayActivity{act("a", 0, 14), season}, []int{2, 5}, "a b"},
		"half a crew each":           {1, []planner.PlayActivity{manned(act("a", 0, 3)), manned(act("b", 0, 4)), manned(act("c", 1, 7))}, []int{1, 1, 2}, "a b c"},
	} {
		p := played(t, small(t, c.crews, c.acts...))
		if !slices.Equal(p.finish, c.ends) {
			t.Errorf("%s: they end at %v, want %v", name, p.finish, c.ends)
		}
		got := ""
		for i, yes := range p.critical {
			if yes {
				got += " " + c.acts[i].Name
			}
		}
		if got != " "+c.want {
			t.Errorf("%s: critical are%s, want %s", name, got, c.want)
		}
	}
}

// Weather, by hand: two days of a week are lost, so that ten days of work take 5 + 5, and eleven a third week; in periods
// that begin in February nothing is lost, and a crew is held on the lost days too.
func TestWeather(t *testing.T) {
	for days, want := range map[int]int{4: 1, 5: 1, 6: 2, 10: 2, 11: 3, 20: 4, 21: 5, 27: 5, 28: 6} {
		a := manned(act("a", 0, days))
		a.Weather = []int{0}
		play := small(t, 1, a)
		play.Scenario.Uncertainty.Weather = []scenario.Weather{{Months: []int{1}, Lost: *certainly(2 * cost.FullRate)}}
		p := played(t, play)
		// January's weeks begin on the 4th, 11th, 18th and 25th: 5 days each, then 7.
		if p.finish[0] != want {
			t.Errorf("%d days take %d weeks, want %d", days, p.finish[0], want)
		}
		if days == 10 && p.crew[0] != 7 || days == 4 && p.crew[0] != 6 {
			t.Errorf("%d days hold a crew for %d days of each week", days, p.crew[0])
		}
	}
}

// Work that finds no place within the limit is later than every day, and so is all that waits for it.
func TestNoPlace(t *testing.T) {
	never := make([]bool, 40)
	for i := range never {
		never[i] = true
	}
	a := act("a", 1, 7)
	a.Closed = never
	play := small(t, 1, a, act("b", 2, 7, 0), act("c", 0, 7))
	play.Dues = []planner.PlayDue{{Name: "all", Periods: 40, Activities: []int{0, 1, 2}}, {Name: "c", Periods: 1, Activities: []int{2}}}
	r := runsOf(t, play, Options{Runs: 10})
	if r.Chances[1].Kept != 0 || r.Chances[2].Kept != 10 {
		t.Errorf("chances %+v", r.Chances)
	}
	finish := r.Days[len(r.Days)-1]
	if !finish.Quantiles[0].IsZero() || !finish.Mean.IsZero() {
		t.Errorf("finish %+v", finish)
	}
	barred := act("a", 0, 14)
	barred.Barred, barred.AtEnd = make([]bool, 40), true
	barred.Barred[1], barred.Barred[2] = true, true
	if p := played(t, small(t, 1, barred)); p.start[0] != 2 || p.finish[0] != 4 {
		t.Errorf("delivered in period %d", p.finish[0]-1)
	}
}

// bill gives a play money: each activity pays one line of its own.
func bill(play *planner.Play, lines ...cost.Line) *planner.Play {
	for i := range lines {
		l := &lines[i]
		l.Known = true
		if l.High == 0 {
			l.Low, l.High = l.Total, l.Total
		}
		p := &play.Packages[i]
		p.Application, p.Lines, p.Of, p.SetAside = "A", lines[i:i+1], make([][]int, 1), make([]bool, 1)
		p.Parts = [][]planner.PlayPart{{{Activity: i, Milestone: cost.AtStart, Weight: cost.FullRate}}}
	}
	play.Scenario.Unlimited = false
	return play
}

// Prices rise by a half, and the application is paid no more than its estimate: the claims are counted until nothing is
// left, the first the first. Where overruns are claimed, all of it is.
func TestOverruns(t *testing.T) {
	for word, want := range map[string][]cost.Cents{"own": {150_00, 90_00, 0}, "claimed": {150_00, 120_00, 30_00}} {
		play := bill(small(t, 1, act("a", 2, 7), act("b", 0, 7), act("c", 4, 7)),
			cost.Line{Item: "x", Total: 80_00, Counted: 80_00}, cost.Line{Item: "y", Total: 100_00, Counted: 100_00},
			cost.Line{Item: "z", Total: 120_00, Counted: 20_00})
		play.Scenario.Uncertainty.Overruns = word
		play.Scenario.Uncertainty.Inflation = certainly(3 * cost.FullRate / 2)
		play.Scenario.Funding.Reimbursement = &cost.Reimbursement{Proration: cost.FullRate / 2, ClaimLagDays: 7}
		p := played(t, play)
		if word == "own" {
			want = []cost.Cents{150_00, 50_00, 0} // of 200.00
		}
		got := map[int]cost.Cents{}
		for _, e := range p.order {
			got[e.period] = e.counted
		}
		if got[0] != want[0] || got[2] != want[1] || got[4] != want[2] {
			t.Errorf("%s: counted %v, want %v", word, got, want)
		}
		sum := want[0] + want[1] + want[2]
		if word == "own" { // of an approved cost there is more
			approved := cost.Cents(250_00)
			play.Scenario.Applications = []scenario.Application{{ID: "A", ApprovedCost: &approved}}
			play.Grants = []cost.Grant{{Application: "A"}}
			if more := played(t, play); more.out.counted != approved {
				t.Errorf("of %s approved %s is counted", approved, more.out.counted)
			}
			allocated := cost.Cents(60_00) // it goes before what was approved: all is counted, and so much of it is paid
			play.Grants[0].Allocation = &allocated
			if capped := played(t, play); capped.out.counted != 300_00 || capped.out.own != 450_00-60_00 {
				t.Errorf("counted %s, own %s", capped.out.counted, capped.out.own)
			}
		}
		if p.out.cost != 450_00 || p.out.counted != sum || p.out.own != 450_00-sum/2 {
			t.Errorf("%s: cost %s, counted %s, own %s", word, p.out.cost, p.out.counted, p.out.own)
		}
	}
}

// The account by hand: 100.00 in week 0 and in week 2, half of it back; the lag of the claims decides what is laid out.
func TestLag(t *testing.T) {
	for lag, want := range map[int][2]cost.Cents{7: {-150_00, 2}, 14: {-150_00, 2}, 21: {-200_00, 2}} {
		play := bill(small(t, 1, act("a", 0, 7), act("b", 2, 7)),
			cost.Line{Item: "x", Total: 100_00, Counted: 100_00}, cost.Line{Item: "y", Total: 100_00, Counted: 100_00})
		play.Scenario.Funding.Reimbursement = &cost.Reimbursement{Proration: cost.FullRate / 2, ClaimLagDays: 7}
		play.Scenario.Funding.Credit = &cost.Credit{Limit: 150_00}
		play.Scenario.Funding.Reimbursement.Lag = &cost.DaysSpread{Low: lag, Typical: lag, High: lag}
		p := played(t, play)
		if p.out.lowest != want[0] || p.out.lowestAt != int(want[1]) || p.out.working != -want[0] || p.out.short != (want[0] < -150_00) {
			t.Errorf("lag of %d days: %+v", lag, p.out)
		}
	}
	play := bill(small(t, 1, act("a", 0, 7)), cost.Line{Item: "x", Total: 100_00, Counted: 100_00})
	play.Scenario.Funding.Reimbursement = &cost.Reimbursement{Proration: cost.FullRate, ClaimLagDays: 7}
	play.Scenario.Funding.Reimbursement.Lag = &cost.DaysSpread{Low: 0, Typical: 30, High: 90}
	m, err := newModel(play)
	if err != nil {
		t.Fatal(err)
	}
	p, sum, n := m.player(), 0.0, trials.Of(t, 5000)
	for run := range n {
		if err := p.draw(1, run); err != nil {
			t.Fatal(err)
		}
		sum += float64(p.lagDays)
	}
	if mean := sum / float64(n); math.Abs(mean-35) > 5*15/math.Sqrt(float64(n)) {
		t.Errorf("the lag is %v days on average, want 35", mean)
	}
}

// How often days are kept and packages are critical, counted once more run by run.
func TestCounts(t *testing.T) {
	t.Parallel()
	c := caseOf(t, "first-look")
	play := playOf(t, c, planned(t, c))
	runs := trials.Of(t, 300)
	r := runsOf(t, play, Options{Runs: runs, Seed: 4})
	m, err := newModel(play)
	if err != nil {
		t.Fatal(err)
	}
	p := m.player()
	kept, critical, finishes := map[string]int{}, map[string]int{}, make([]int, 0, runs)
	for run := range runs {
		if err := p.draw(4, run); err != nil {
			t.Fatal(err)
		}
		if err := p.run(); err != nil {
			t.Fatal(err)
		}
		finishes = append(finishes, slices.Max(p.finish))
		for _, d := range play.Dues {
			late := slices.ContainsFunc(d.Activities, func(a int) bool { return p.finish[a] > d.Periods })
			if !late {
				kept[d.Name]++
			}
		}
		if p.out.lowest >= -c.In.Scenario.Funding.Credit.Limit {
			kept["cash within the credit line"]++
		}
		some := map[string]bool{}
		for i, yes := range p.critical {
			if at := m.acts[i].Package; yes && at >= 0 {
				some[play.Packages[at].ID] = true
			}
		}
		for id := range some {
			critical[id]++
		}
	}
	for _, x := range r.Chances[1:] {
		if x.Kept != kept[x.Name] {
			t.Errorf("%s: kept in %d runs, counted %d", x.Name, x.Kept, kept[x.Name])
		}
	}
	for _, x := range r.Packages {
		if x.Critical != critical[x.ID] {
			t.Errorf("%s: critical in %d runs, counted %d", x.ID, x.Critical, critical[x.ID])
		}
	}
	slices.Sort(finishes)
	for k, percent := range Percents {
		at := (runs*percent+99)/100 - 1
		if want := c.In.Scenario.PeriodEnd(finishes[at] - 1); r.Days[1].Quantiles[k] != want {
			t.Errorf("P%d of the finish is %s, want %s", percent, r.Days[1].Quantiles[k], want)
		}
	}
	if len(r.Packages) == 0 || len(r.Chances) < 3 {
		t.Error("nothing was counted")
	}
}

// The parts of the variance of all items of an estimate are the whole, and so are those of its packages.
func TestShares(t *testing.T) {
	t.Parallel()
	r := runsOf(t, caseOf(t, "first-look").PlayEstimate(), Options{Runs: 500, Seed: 1})
	for _, of := range [][]Measure{
		sharesOf(r.Prices, func(d PriceDriver) Measure { return d.Share }), sharesOf(r.Packages, func(d PackageDriver) Measure { return d.Share }),
	} {
		sum := 0.0
		for _, m := range of {
			sum += m.Value
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("%d shares come to %v", len(of), sum)
		}
	}
}

func sharesOf[D any](of []D, share func(D) Measure) []Measure {
	out := make([]Measure, len(of))
	for i := range of {
		out[i] = share(of[i])
	}
	return out
}

// The median of the sample carrier's cost differs by less than one in a hundred between seeds.
func TestSeeds(t *testing.T) {
	t.Parallel()
	play := caseOf(t, "us-carrier").PlayEstimate()
	runs := trials.Of(t, 3000)
	var medians []float64
	for seed := range uint64(2) {
		r := runsOf(t, play, Options{Runs: runs, Seed: seed})
		medians = append(medians, float64(r.Money[0].Quantiles[1]))
	}
	if spread := slices.Max(medians)/slices.Min(medians) - 1; spread > 0.01 && !trials.Raced {
		t.Errorf("the medians are %v: %.2f%% apart", medians, 100*spread)
	}
}

// The durations of all steps of a kind move together where the scenario says so.
func TestDrawn(t *testing.T) {
	for _, word := range []string{"activity", "kind"} {
		var acts []planner.PlayActivity
		for i := range 20 {
			acts = append(acts, act(fmt.Sprint(i), 0, 70))
		}
		play := small(t, 1, acts...)
		play.Scenario.Uncertainty.Drawn = word
		play.Scenario.Uncertainty.Durations = map[string]scenario.Range{"install": {Low: cost.FullRate / 2, Typical: cost.FullRate, High: 3 * cost.FullRate}}
		p := played(t, play)
		same := slices.Max(p.days) == slices.Min(p.days)
		if same != (word == "kind") {
			t.Errorf("%s: days %v", word, p.days)
		}
	}
}

// Half of a long preparation is waiting: lead times stretch that half, durations the other.
func TestLead(t *testing.T) {
	a := act("a", 0, 100)
	a.Kind, a.Lead = "prepare", 60
	play := small(t, 1, a)
	play.Scenario.Uncertainty.Durations = map[string]scenario.Range{"prepare": *certainly(cost.FullRate * 11 / 10)}
	play.Scenario.Uncertainty.LeadTimes = certainly(2 * cost.FullRate)
	if p := played(t, play); p.days[0] != 44+120 {
		t.Errorf("it takes %d days, want 164", p.days[0])
	}
}
