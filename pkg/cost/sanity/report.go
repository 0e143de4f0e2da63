package sanity

import (
	"errors"
	"fmt"

	"github.com/riprep/riprep/pkg/cost"
)

// Verdict is where an amount per site lies.
type Verdict string

// The verdicts. Both ends of the band are inside of it.
const (
	Inside Verdict = "inside"
	Below  Verdict = "below"
	Above  Verdict = "above"
)

// ErrNoBand says that nothing was reported that a band could be made of.
var ErrNoBand = errors.New("no applications were reported")

// Report is an estimate beside what was reported.
type Report struct {
	Sites     int
	PerSite   cost.Cents
	Verdict   Verdict
	Low, High cost.Cents // the band
	Under     *Point     // the nearest that was reported below or at the amount, of any kind; nil for none
	Over      *Point     // the nearest above it
	early     early
}

// early is what is known of early estimates: what they were per site, and how many times that was applied for later, to
// the nearest whole number.
type early struct {
	low, high           cost.Cents
	since, until        int // years
	timesLow, timesHigh int64
}

// PerSite holds a total for so many sites against what riprep knows of. The errors are cost.ErrDivisor for no sites and
// cost.ErrOverflow for a total that is out of range.
func PerSite(total cost.Cents, sites int) (Report, error) { return Builtin().PerSite(total, sites) }

// PerSite holds a total for so many sites against the points; ErrNoBand where none of them is an application.
func (r *Reported) PerSite(total cost.Cents, sites int) (Report, error) {
	per, err := total.Per(sites)
	if err != nil {
		return Report{}, err
	}
	out := Report{Sites: sites, PerSite: per, Verdict: Inside}
	var ok bool
	if out.Low, out.High, ok = r.Band(); !ok {
		return Report{}, ErrNoBand
	}
	switch {
	case per < out.Low:
		out.Verdict = Below
	case per > out.High:
		out.Verdict = Above
	}
	for i := range r.Points {
		p := &r.Points[i]
		if p.PerHigh <= per && (out.Under == nil || p.PerHigh > out.Under.PerHigh) {
			out.Under = p
		}
		if p.PerLow > per && (out.Over == nil || p.PerLow < out.Over.PerLow) {
			out.Over = p
		}
	}
	out.early = r.early()
	return out, nil
}

// Band is the lowest and the highest amount per site among the applications; ok is false where there are none.
func (r *Reported) Band() (low, high cost.Cents, ok bool) {
	for i := range r.Points {
		p := &r.Points[i]
		if p.Kind != Application {
			continue
		}
		if !ok || p.PerLow < low {
			low = p.PerLow
		}
		high = max(high, p.PerHigh)
		ok = true
	}
	return low, high, ok
}

// early sums up the early estimates of which it is known what they became.
func (r *Reported) early() early {
	var out early
	for i := range r.Points {
		p := &r.Points[i]
		then := r.point(p.Later)
		if p.Kind != EarlyEstimate || then == nil || p.PerLow == 0 {
			continue
		}
		least, most := nearest(then.PerLow, p.PerHigh), nearest(then.PerHigh, p.PerLow)
		if out.high == 0 {
			out = early{p.PerLow, p.PerHigh, p.Year, p.Year, least, most}
			continue
		}
		out = early{min(out.low, p.PerLow), max(out.high, p.PerHigh), min(out.since, p.Year), max(out.until, p.Year),
			min(out.timesLow, least), max(out.timesHigh, most)}
	}
	return out
}

// nearest is a / b to the nearest whole number, a half up.
func nearest(a, b cost.Cents) int64 { return (2*int64(a) + int64(b)) / (2 * int64(b)) }

func (r *Reported) point(id string) *Point {
	for i := range r.Points {
		if id != "" && r.Points[i].ID == id {
			return &r.Points[i]
		}
	}
	return nil
}

// Warns says whether the amount is outside of the band.
func (r *Report) Warns() bool { return r.Verdict != Inside }

// String is the report for people, in whole units of the currency.
func (r Report) String() string {
	text := fmt.Sprintf("%s per site: %s what carriers reported (%s to %s)", whole(r.PerSite), words[r.Verdict], whole(r.Low), whole(r.High))
	if e := r.early; r.Verdict == Below && e.high > 0 {
		years := fmt.Sprint(e.since)
		if e.until > e.since {
			years += fmt.Sprintf(" to %d", e.until)
		}
		text += fmt.Sprintf("; the estimates of %s that proved %d to %d times too low were %s to %s", years, e.timesLow, e.timesHigh, whole(e.low), whole(e.high))
	}
	return text
}

var words = map[Verdict]string{Inside: "within", Below: "below", Above: "above"}

// whole is an amount in whole units, rounded by the rule of package cost.
func whole(c cost.Cents) string {
	units, err := c.Per(100)
	if err != nil {
		return c.Grouped()
	}
	grouped := (units * 100).Grouped()
	return grouped[:len(grouped)-len(".00")]
}
