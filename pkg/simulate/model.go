package simulate

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/uncertain"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

// model is a play with its distributions, ready to be played by many players. It does not change.
type model struct {
	play     *planner.Play
	s        *scenario.Scenario
	u        scenario.Uncertainty
	defaults []scenario.Default

	prices *uncertain.Prices
	lines  []line // of all packages, in their order
	split  []int  // lines that are paid in several parts
	acts   []activity
	grants []cost.Grant // as the runs have them
	apps   []cost.Cents // by application: what was approved, or what its estimate counts

	appIDs []string

	estimated cost.Cents // what the estimate comes to

	lead      uncertain.Dist
	lag       uncertain.Dist
	kinds     []string // of steps, in the order of their draws
	durations []uncertain.Dist
	weather   []weather
}

// line is an estimate line in the simulation.
type line struct {
	total, counted cost.Cents // of the estimate
	weights        weights    // in which it is paid
	parts          int        // how many of them there are
	split          int        // of a line in several parts: where it stands among those
}

// activity is one of the play, with what is looked up in every run.
type activity struct {
	*planner.PlayActivity
	kind   int // index of kinds
	app    int // application of its package, -1 for none
	claims []claim
}

// claim is what is paid and claimed at once: in the first period of its activity, or in the last.
type claim struct {
	milestone cost.Milestone
	last      bool
	parts     []part
}

// part is one of the parts in which a line is paid.
type part struct{ line, at int }

// weather is the days lost under one of the scenario's rules.
type weather struct {
	lost   uncertain.Dist
	months []bool // by number of the month
}

// newModel gets a play ready. Its error is strict.Faults where the scenario's section does not fit the estimate.
func newModel(play *planner.Play) (*model, error) {
	m := &model{play: play, s: play.Scenario}
	m.u, m.defaults = m.s.Uncertain()
	m.gatherLines()
	if faults := m.categoryFaults(); len(faults) > 0 {
		return nil, faults
	}
	if err := m.distributions(); err != nil {
		return nil, err
	}
	for i := range play.Activities {
		a := &play.Activities[i]
		m.acts = append(m.acts, activity{PlayActivity: a, kind: slices.Index(m.kinds, a.Kind), app: -1})
	}
	m.findClaims()
	return m, m.findPrices()
}

// gatherLines puts the lines of all packages behind each other.
func (m *model) gatherLines() {
	for i := range m.play.Packages {
		for k := range m.play.Packages[i].Lines {
			l := &m.play.Packages[i].Lines[k]
			var out line
			if l.Known {
				out.total, out.counted = l.Total, l.Counted
			}
			m.lines = append(m.lines, out)
		}
	}
}

// estimateLines are the lines of all packages in the order of m.lines.
func (m *model) estimateLines() []cost.Line {
	var out []cost.Line
	for i := range m.play.Packages {
		out = append(out, m.play.Packages[i].Lines...)
	}
	return out
}

// categoryFaults are categories with a factor that no line has.
func (m *model) categoryFaults() strict.Faults {
	known := map[string]bool{}
	for _, l := range m.estimateLines() {
		known[l.Category] = true
	}
	var faults strict.Faults
	for name := range m.u.Categories {
		if known[name] {
			continue
		}
		hint := "no line of the estimate has a category"
		var names []string
		for k := range known {
			names = append(names, k)
		}
		if slices.Sort(names); len(names) > 0 {
			hint = fmt.Sprintf("the estimate has %q", names)
		}
		if near := strict.Nearest(name, names); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		faults = append(faults, strict.Fault{
			Pos: m.s.Pos["uncertainty.categories."+name], Message: fmt.Sprintf("categories %q: no line of the estimate is of it", name), Hint: hint,
		})
	}
	slices.SortFunc(faults, func(a, b strict.Fault) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Message, b.Message))
	})
	return faults
}

// factor is a range of the scenario as a distribution.
func factor(r scenario.Range) uncertain.PERT {
	const unit = float64(cost.FullRate)
	return uncertain.PERT{Low: float64(r.Low) / unit, Mode: float64(r.Typical) / unit, High: float64(r.High) / unit}
}

// lagOf is the days from spending to money.
func lagOf(re *cost.Reimbursement) uncertain.PERT {
	switch {
	case re == nil:
		return uncertain.Exactly(0)
	case re.Lag == nil:
		return uncertain.Exactly(float64(re.ClaimLagDays))
	}
	return uncertain.PERT{Low: float64(re.Lag.Low), Mode: float64(re.Lag.Typical), High: float64(re.Lag.High)}
}

func (m *model) distributions() error {
	var tables uncertain.Tables
	var first error
	dist := func(p uncertain.PERT) uncertain.Dist {
		d, err := tables.Dist(p)
		first = cmp.Or(first, err)
		return d
	}
	m.lead = dist(factor(*m.u.LeadTimes))
	m.lag = dist(lagOf(m.s.Funding.Reimbursement))
	for _, kind := range scenario.UncertainWork {
		if kind != scenario.AllSteps {
			m.kinds = append(m.kinds, kind)
			m.durations = append(m.durations, dist(factor(m.u.Duration(kind))))
		}
	}
	for _, w := range m.u.Weather {
		in := weather{lost: dist(factor(w.Lost)), months: make([]bool, 13)}
		for _, month := range w.Months {
			in.months[month] = true
		}
		m.weather = append(m.weather, in)
	}
	return first
}

// findPrices gets the prices ready; a quote holds or does not on the planned day of its payment.
func (m *model) findPrices() error {
	lines := make([]uncertain.Line, 0, len(m.lines))
	for i := range m.play.Packages {
		p := &m.play.Packages[i]
		first := len(lines)
		for k := range p.Lines {
			l := uncertain.Line{Line: &p.Lines[k], SetAside: p.SetAside[k]}
			for _, of := range p.Of[k] {
				l.Of = append(l.Of, first+of)
			}
			lines = append(lines, l)
		}
	}
	for i := range m.acts {
		a := &m.acts[i]
		for _, c := range a.claims {
			for _, x := range c.parts {
				if x.at == 0 { // what is ordered has its price then
					lines[x.line].On = m.s.PeriodStart(a.Start)
				}
			}
		}
	}
	c := uncertain.Choices{Inflation: factor(*m.u.Inflation), Categories: map[string]uncertain.PERT{}, PerLine: m.u.Prices == "line"}
	for name, r := range m.u.Categories {
		c.Categories[name] = factor(r)
	}
	var err error
	m.prices, err = uncertain.NewPrices(lines, c)
	return err
}
