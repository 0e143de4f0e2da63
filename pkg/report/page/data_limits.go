package page

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/view"
)

// Limits are what the plan has to stay within, as the charts draw it. What is null does not bind.
type Limits struct {
	Unlimited   bool        `json:"unlimited"` // no funding is stated: money limits nothing
	Credit      *cost.Cents `json:"credit"`    // cash does not fall further below zero
	PerPeriod   *cost.Cents `json:"perPeriod"` // spending in one period
	Subscribers *int        `json:"subscribers"`
	Sites       *int        `json:"sites"`
	Hours       *int64      `json:"hours"`    // subscriber-hours in one period
	AllHours    *int64      `json:"allHours"` // and in all
	Terms       []Term      `json:"terms"`
	Blackouts   []Blackout  `json:"blackouts"`
}

// Term is the day by which an application must be complete, and the day on which it is.
type Term struct {
	Application int `json:"application"` // word
	By          int `json:"by"`
	Finish      int `json:"finish"`
}

// Blackout is a stretch of days, both included, on which some work is not allowed. Empty lists mean all work, everywhere.
type Blackout struct {
	From    int   `json:"from"`
	To      int   `json:"to"`
	Work    []int `json:"work"`    // words
	Regions []int `json:"regions"` // words
	Why     int   `json:"why"`     // word
}

func newLimits(d *view.Document, w *words) Limits {
	out := Limits{Terms: []Term{}, Blackouts: []Blackout{}}
	if d.Case == nil {
		return out
	}
	s := d.Case.In.Scenario
	out.Unlimited, out.PerPeriod = s.Unlimited, s.Funding.PerPeriod
	if s.Funding.Credit != nil {
		out.Credit = &s.Funding.Credit.Limit
	}
	if s.Outage.Subscribers != nil {
		n := s.Outage.Subscribers.Of(d.Plan.Totals.Subscribers)
		out.Subscribers = &n
	}
	out.Sites, out.Hours, out.AllHours = s.Outage.Sites, s.Outage.SubscriberHoursPerPeriod, s.Outage.SubscriberHours
	for _, t := range s.Terms {
		term := Term{Application: w.of(t.Application), By: day(t.By)}
		for i := range d.Plan.Applications {
			if a := &d.Plan.Applications[i]; a.ID == t.Application && !a.Finish.IsZero() {
				term.Finish = day(a.Finish)
			}
		}
		out.Terms = append(out.Terms, term)
	}
	for _, b := range s.Blackouts {
		out.Blackouts = append(out.Blackouts, Blackout{day(b.From), day(b.To), w.all(b.Work), w.all(b.Regions), w.of(b.Why)})
	}
	return out
}
