package planner

import (
	"slices"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/scenario"
)

// Limits are kept to the last unit, and named with what is too much.
func TestVerifyCountsToTheUnit(t *testing.T) {
	t.Parallel()
	c := loadCase(t, sample("full-tower"))
	c.In.Scenario = c.In.Scenario.Clone()
	s := c.In.Scenario
	sites, hours, all := 2, int64(100), int64(250)
	s.Outage.Subscribers, s.Outage.Sites = &scenario.Share{Count: 10}, &sites
	s.Outage.SubscriberHoursPerPeriod, s.Outage.SubscriberHours = &hours, &all
	per := cost.Cents(50_00)
	s.Unlimited, s.Funding = false, cost.Funding{PerPeriod: &per, Credit: &cost.Credit{Limit: 7_00}}
	over := func(check func(v *verifier)) []Violation {
		v := verifierOf(c, &Plan{})
		check(v)
		return v.found
	}
	rows := func(of ...PeriodRow) []PeriodRow { return of }
	account := func(spent, cash cost.Cents) []cost.Row { return []cost.Row{{Spent: spent, Cash: cash}} }
	for _, tt := range []struct {
		name  string
		check func(v *verifier)
		limit string
		text  string // "" where all is well
	}{
		{"as many as may be", func(v *verifier) {
			v.outage(rows(PeriodRow{SubscribersOut: 10, SitesOut: 2, SubscriberHours: 100}, PeriodRow{SubscriberHours: 100}, PeriodRow{SubscriberHours: 50}))
		}, "", ""},
		{"a subscriber more", func(v *verifier) { v.outage(rows(PeriodRow{SubscribersOut: 11})) },
			"outage.subscribers", "11 subscribers out of service at once in the period from 2027-01-04, 10 allowed (1 too many)"},
		{"a site more", func(v *verifier) { v.outage(rows(PeriodRow{}, PeriodRow{SitesOut: 3})) },
			"outage.sites", "3 sites out of service at once in the period from 2027-01-11, 2 allowed (1 too many)"},
		{"an hour more", func(v *verifier) { v.outage(rows(PeriodRow{SubscriberHours: 101})) },
			"outage.subscriber_hours_per_period", "101 subscriber-hours in the period from 2027-01-04, 100 allowed (1 too many)"},
		{"an hour more in all", func(v *verifier) {
			v.outage(rows(PeriodRow{SubscriberHours: 100}, PeriodRow{SubscriberHours: 100}, PeriodRow{SubscriberHours: 51}))
		}, "outage.subscriber_hours", "251 subscriber-hours in all, 250 allowed (1 too many)"},
		{"crews as there are", func(v *verifier) { v.crews(rows(PeriodRow{Crews: []CrewDays{{"ip", "", 7, 7}}})) }, "", ""},
		{"a crew-day more", func(v *verifier) {
			v.crews(rows(PeriodRow{Crews: []CrewDays{{"ip", "", 7, 7}, {"tower", "hills", 15, 14}}}))
		},
			"crews.tower.hills", "crews tower: 15 crew-days needed in the period from 2027-01-04, 14 there (1 too many)"},
		{"all the money", func(v *verifier) { v.cash(account(50_00, -7_00)) }, "", ""},
		{"a cent more in a period", func(v *verifier) { v.cash(account(50_01, 0)) },
			"funding.per_period", "50.01 spent in the period from 2027-01-04, 50.00 allowed (0.01 too much)"},
		{"a cent below the line", func(v *verifier) { v.cash(account(0, -7_01)) },
			"funding", "cash is -7.01 at the end of the period from 2027-01-04, the credit line allows -7.00 (0.01 short)"},
	} {
		found := over(tt.check)
		if tt.limit == "" && len(found) > 0 || tt.limit != "" && (len(found) != 1 || !says(found, tt.limit, tt.text)) {
			t.Errorf("%s: want %s: %s\ngot %v", tt.name, tt.limit, tt.text, found)
		}
	}
	s.Unlimited = true
	if found := over(func(v *verifier) { v.cash(account(60_00, -9_00)) }); len(found) > 0 {
		t.Errorf("no money is stated: %v", found)
	}
}

// A vendor may take over what its share comes to, and not a unit more; what is retired is nobody's share.
func TestVerifyCountsVendors(t *testing.T) {
	t.Parallel()
	c := loadCase(t, sample("sole-911")) // three packages of four units
	for _, tt := range []struct {
		share   cost.Rate
		vendors []string
		text    string
	}{
		{cost.FullRate * 2 / 3, []string{"Nokia", "Nokia", "Ericsson"}, "vendor Nokia: takes over 8 of 12 units, 7 allowed (1 too many)"},
		{cost.FullRate * 3 / 4, []string{"Nokia", "Nokia", "Ericsson"}, ""},
		{cost.FullRate / 2, []string{"", "", "Ericsson"}, ""},
		{cost.FullRate / 4, []string{"Nokia", "Samsung", "Ericsson"}, "vendor Samsung: takes over 4 of 12 units, 3 allowed (1 too many)"},
	} {
		v := verifierOf(c, &Plan{})
		c.In.Scenario.MaxShare = &tt.share
		for i := range c.Packages {
			v.replay.played = append(v.replay.played, played{index: i, p: &c.Packages[i], option: &Option{Vendor: tt.vendors[i]}})
		}
		v.vendors()
		if tt.text == "" && len(v.found) > 0 || tt.text != "" && !says(v.found, "vendors.max_share", tt.text) {
			t.Errorf("%s of %v: want %q, got %v", tt.share.Percent(), tt.vendors, tt.text, v.found)
		}
	}
}

// Options that the scenario forbids are refused, whoever chose them; and who is out at once is named.
func TestVerifyNamesMethodsAndSites(t *testing.T) {
	t.Parallel()
	c := loadCase(t, sample("full-tower"), "in_place=allowed")
	mill := &c.Packages[2]
	fast := slices.IndexFunc(mill.Options, func(o Option) bool { return o.Kind == "in-place" })
	mill.Options = mill.Options[fast:]
	anew := plansOf(t, c)
	p := anew()
	if p.find(t, "mill-bbu").Method != "in-place" {
		t.Fatal("mill is not done in place")
	}
	// With another way to do it, this one is not allowed.
	again := loadCase(t, sample("full-tower"))
	if found := Verify(again, p); !says(found, "in_place", `package "mill-bbu": option ran-in-place/Ericsson: an overlay is possible`) {
		t.Errorf("in place though an overlay is possible: %v", found)
	}

	again = loadCase(t, sample("full-tower"))
	p = planOf(t, again)
	w, other := p.find(t, "butte-bbu"), p.find(t, "mill-bbu")
	w.shift(other.Cutover().Start.Sub(w.Cutover().Start), "cutover")
	text := "2 sites out of service at once in the period from " + other.Cutover().Start.String() +
		", 1 allowed (1 too many): sites butte (500), mill (1000), with mill-bbu, butte-bbu off"
	if found := Verify(again, p); !says(found, "outage.sites", text) {
		t.Errorf("want %s, got %v", text, found)
	}
	limit := 1499
	again.In.Scenario.Outage.Subscribers = &scenario.Share{Count: limit}
	if found := Verify(again, p); !says(found, "outage.subscribers", "1500 subscribers out of service at once") {
		t.Errorf("1500 of 1499: %v", found)
	}
	// In windows of different nights the worse one is told.
	again.In.Scenario.Outage.Windows = []scenario.Window{
		{From: 0, To: 240, Days: []string{"mon"}},
		{From: 0, To: 600, Days: []string{"tue"}},
	}
	again.In.Scenario.Outage.Subscribers = &scenario.Share{Count: 999}
	r := verifierOf(again, p)
	r.replay.m.addCrews()
	if !r.packages() {
		t.Fatal(r.found)
	}
	if got := r.whoIsOut(other.Cutover().Start.Sub(p.Start) / 7); got != ": sites butte (500), mill (1000), with mill-bbu, butte-bbu off" {
		t.Errorf("out at the worst moment%s", got)
	}
}

// Neighbours that are off together are named, and why they must not be.
func TestVerifyNamesNeighbours(t *testing.T) {
	t.Parallel()
	c := loadCase(t, sample("sole-911"), "outage.sole_emergency=any")
	p := planOf(t, c)
	a, b := p.find(t, "ridge-bbu"), p.find(t, "ford-bbu")
	b.shift(a.Cutover().Start.Sub(b.Cutover().Start), "cutover")
	for field, why := range map[string]string{
		"neighbors": "their coverage overlaps", "sole": `site "ridge" must have its neighbour "ford" while it is off`,
	} {
		c.In.Scenario = c.In.Scenario.Clone()
		c.In.Scenario.Outage.Neighbors, c.In.Scenario.Outage.SoleEmergency = "together", "any"
		if found := Verify(c, p); says(found, "outage.neighbors", "") {
			t.Errorf("neighbours may go together: %v", found)
		}
		if field == "neighbors" {
			c.In.Scenario.Outage.Neighbors = "apart"
		} else {
			c.In.Scenario.Outage.SoleEmergency, c.In.Scenario.Outage.Windows = "overlay", nil
		}
		text := `packages "ridge-bbu" and "ford-bbu" are off together in the period from ` + a.Cutover().Start.String() + ": " + why
		if found := Verify(c, p); !says(found, "outage.neighbors", text) {
			t.Errorf("%s: want %s, got %v", field, text, found)
		}
	}
}

func TestFew(t *testing.T) {
	names := []string{"a", "b", "c"}
	for most, want := range map[int]string{1: "a and 2 more", 2: "a, b and 1 more", 3: "a, b, c", 4: "a, b, c"} {
		if got := few(names, most); got != want {
			t.Errorf("at most %d: %q, want %q", most, got, want)
		}
	}
}
