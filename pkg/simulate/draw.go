package simulate

import (
	"fmt"
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/uncertain"
)

// player plays one run after the other; each core has its own. What a run leaves is read before the next one begins.
type player struct {
	m      *model
	stream uncertain.Stream

	drawn   uncertain.Drawn
	lagDays int
	days    []int       // of each activity, in this run
	lost    [][]float64 // by weather and period: days of the period that are lost
	factors []float64   // by kind of step

	start, finish []int   // of each activity; finish is the first period after it
	use           [][]int // by resource and period
	crew          []int   // of each activity: days of one of its crews that each of its periods takes
	critical      []bool
	ends          endings

	order     []event      // what is paid and claimed
	events    []cost.Event // the same, as the account reads it
	byItem    []int64      // what the lines of each item cost, in cents
	byPackage []int64
	appLeft   []int64   // what may still be counted
	divided   []divided // of each line that is paid in parts
	planned   bool      // nothing is drawn: see asPlanned
	out       outcome
}

func (m *model) player() *player {
	n := len(m.acts)
	p := &player{
		m: m, days: make([]int, n), start: make([]int, n), finish: make([]int, n), crew: make([]int, n), critical: make([]bool, n),
		byItem: make([]int64, len(m.prices.Items())), byPackage: make([]int64, len(m.play.Packages)),
		factors: make([]float64, len(m.kinds)), divided: make([]divided, len(m.split)),
	}
	for range m.play.Resources {
		p.use = append(p.use, make([]int, m.play.Limit))
	}
	for range m.weather {
		p.lost = append(p.lost, make([]float64, m.play.Limit))
	}
	p.ends = newEndings(m)
	return p
}

// draw draws everything of a run, always as many numbers in the same order: prices, the factor of lead times, the claim
// lag, a factor for each kind of step, one for each activity, and for each weather the days of each month. So a change of
// one distribution does not move what is drawn from the others.
func (p *player) draw(seed uint64, run int) error {
	m, s := p.m, &p.stream
	s.Begin(seed, run)
	if err := m.prices.Draw(s, &p.drawn); err != nil {
		return fmt.Errorf("%w: %w", ErrAmount, err)
	}
	lead := m.lead.At(s.Uniform())
	p.lagDays = int(math.Round(m.lag.At(s.Uniform())))
	for k := range m.kinds {
		p.factors[k] = m.durations[k].At(s.Uniform())
	}
	if !m.play.Dated {
		return nil
	}
	for i := range m.acts {
		a, u := &m.acts[i], s.Uniform()
		f := p.factors[a.kind]
		if m.u.Drawn == "activity" {
			f = m.durations[a.kind].At(u)
		}
		p.days[i] = wholeDays(float64(a.Days-a.Lead)*f + float64(float64(a.Lead)*lead))
	}
	for i := range m.weather {
		p.drawWeather(i)
	}
	return nil
}

// wholeDays rounds days up, and a day's work is a day at least. What is a whole number but for the last bits of a float
// stays that number.
func wholeDays(days float64) int {
	const noise = 1e-9
	return max(1, int(math.Ceil(days-noise)))
}

// drawWeather draws for each month of the run how many days of a week are lost in it. A period belongs to the month of its
// first day.
func (p *player) drawWeather(i int) {
	w, s := &p.m.weather[i], p.m.s
	month, lost := 0, 0.0
	for t := range p.lost[i] {
		if now := s.PeriodStart(t).Month(); now != month {
			month, lost = now, w.lost.At(p.stream.Uniform())
		}
		p.lost[i][t] = 0
		if w.months[month] {
			p.lost[i][t] = lost * float64(s.PeriodDays) / 7
		}
	}
}

// asPlanned takes the estimate's prices and the plan's days in place of drawn ones.
func (p *player) asPlanned() {
	p.planned = true
	p.m.prices.Estimated(&p.drawn)
	if re := p.m.s.Funding.Reimbursement; re != nil {
		p.lagDays = re.ClaimLagDays
	}
	for i := range p.m.acts {
		p.days[i] = p.m.acts[i].Days
	}
	for i := range p.lost {
		clear(p.lost[i])
	}
}

// lostIn is how many days of a period an activity loses to weather, at most six sevenths of it.
func (p *player) lostIn(a *activity, t int) float64 {
	lost := 0.0
	for _, w := range a.Weather {
		lost += p.lost[w][t]
	}
	return min(lost, float64(p.m.s.PeriodDays)*6/7)
}

// grow makes a slice of n zeroes, of the room that is there.
func grow[T any](of []T, n int) []T {
	of = slices.Grow(of[:0], n)[:n]
	clear(of)
	return of
}
