package planner

import (
	"fmt"
	"strings"
)

// outage checks what is off at the same moment, and the subscriber-hours.
func (v *verifier) outage(rows []PeriodRow) {
	o := v.c.In.Scenario.Outage
	var hours int64
	for t, row := range rows {
		if o.Subscribers != nil {
			if limit := o.Subscribers.Of(v.c.total); row.SubscribersOut > limit {
				v.add(Violation{Limit: "outage.subscribers", Period: v.day(t), Text: fmt.Sprintf(
					"outage: %d subscribers out of service at once in the period from %s, %d allowed (%d too many)%s", row.SubscribersOut, v.day(t), limit, row.SubscribersOut-limit, v.whoIsOut(t))})
			}
		}
		if o.Sites != nil && row.SitesOut > *o.Sites {
			v.add(Violation{Limit: "outage.sites", Period: v.day(t), Text: fmt.Sprintf(
				"outage: %d sites out of service at once in the period from %s, %d allowed (%d too many)%s", row.SitesOut, v.day(t), *o.Sites, row.SitesOut-*o.Sites, v.whoIsOut(t))})
		}
		if h := o.SubscriberHoursPerPeriod; h != nil && row.SubscriberHours > *h {
			v.add(Violation{Limit: "outage.subscriber_hours_per_period", Period: v.day(t), Text: fmt.Sprintf(
				"outage: %d subscriber-hours in the period from %s, %d allowed (%d too many)", row.SubscriberHours, v.day(t), *h, row.SubscriberHours-*h)})
		}
		hours += row.SubscriberHours
		v.apart(t)
	}
	if h := o.SubscriberHours; h != nil && hours > *h {
		v.add(Violation{Limit: "outage.subscriber_hours", Text: fmt.Sprintf("outage: %d subscriber-hours in all, %d allowed (%d too many)", hours, *h, hours-*h)})
	}
}

// apart checks that what must not be off together is not, at any moment of a period.
func (v *verifier) apart(t int) {
	for _, packages := range v.replay.moments(v.replay.off(t)) {
		a, b, why := v.replay.m.tooNear(packages)
		if a >= 0 {
			v.add(Violation{Limit: "outage.neighbors", Package: v.c.Packages[b].ID, Period: v.day(t), Text: fmt.Sprintf(
				"outage: packages %q and %q are off together in the period from %s: %s", v.c.Packages[a].ID, v.c.Packages[b].ID, v.day(t), why)})
			return
		}
	}
}

// whoIsOut names the sites of the worst moment of a period and what takes them off.
func (v *verifier) whoIsOut(t int) string {
	var worst lostService
	var by []int
	for _, packages := range v.replay.moments(v.replay.off(t)) {
		if lost := v.c.walkLost(v.c.offElements(packages)); by == nil || lost.subscribers > worst.subscribers {
			worst, by = lost, packages
		}
	}
	if len(worst.sites) == 0 {
		return ""
	}
	const most = 10
	var sites, off []string
	for _, s := range worst.sites {
		sites = append(sites, fmt.Sprintf("%s (%d)", v.c.In.Inventory.Sites[s].ID, v.c.In.Inventory.Sites[s].Subscribers))
	}
	for _, p := range by {
		off = append(off, v.c.Packages[p].ID)
	}
	return fmt.Sprintf(": sites %s, with %s off", few(sites, most), few(off, most))
}

// few writes the first of some names and counts the others.
func few(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
