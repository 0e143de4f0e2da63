package scenario

import "slices"

// assume notes a value that holds because none is stated.
func (s *Scenario) assume(field, value, why string) {
	s.Defaults = append(s.Defaults, Default{field, value, why})
}

// silent notes a value where the file is silent about a field that needs no value.
func (s *Scenario) silent(is bool, field, value, why string) {
	if is {
		s.assume(field, value, why)
	}
}

// applyDefaults fills in what the file is silent about. An inventory and two dates are enough for a first plan.
func (s *Scenario) applyDefaults() {
	if len(s.Regimes) == 0 {
		s.Regimes = []string{"us-scrp"}
		s.assume("regimes", "us-scrp", "the programme this tool is made for")
	}
	if s.Remove == "" {
		s.Remove = "demanded"
		s.assume("remove", "demanded", "gear that is covered goes where a rule demands something of it")
	}
	if len(s.Objectives) == 0 {
		s.Objectives = []string{"exposure", "cost"}
		s.assume("objectives", "exposure, cost", "risk first, then money")
	}
	if s.Unlimited {
		s.assume("funding", "not limited", "no funding is stated: the plan shows what would be needed")
	} else {
		s.silent(s.Funding.PerPeriod == nil, "funding.per_period", "not limited", "no cap on spending is stated")
		s.silent(s.Funding.Reimbursement == nil, "funding.reimbursement", "none", "nothing is stated: nothing is counted on")
		s.silent(s.Funding.Credit == nil, "funding.credit", "none", "no credit line is stated")
		s.assumePayments()
	}
	s.silent(len(s.Terms) == 0, "terms", "none", "no term is stated: the horizon is the only end")
	s.silent(len(s.Blackouts) == 0, "blackouts", "none", "no frozen days are stated")
	s.silent(s.MaxShare == nil, "vendors.max_share", "not limited", "no limit is stated")
	s.silent(s.Outage.Subscribers == nil, "outage.subscribers", "not limited", "no limit is stated")
	s.silent(s.Outage.Sites == nil, "outage.sites", "not limited", "no limit is stated")
	s.silent(s.Outage.SubscriberHoursPerPeriod == nil, "outage.subscriber_hours_per_period", "not limited", "no limit is stated")
	s.silent(s.Outage.SubscriberHours == nil, "outage.subscriber_hours", "not limited", "no limit is stated")
	if s.Outage.Neighbors == "" {
		s.Outage.Neighbors = "apart"
		s.assume("outage.neighbors", "apart", "overlapping sites carry each other's customers during a cutover")
	}
	if s.Outage.SoleEmergency == "" {
		s.Outage.SoleEmergency = "overlay"
		s.assume("outage.sole_emergency", "overlay", "911 calls must go through")
	}
	if s.Outage.RoamingCritical == "" {
		s.Outage.RoamingCritical = "overlay"
		s.assume("outage.roaming_critical", "overlay", "other carriers' customers must be able to call")
	}
	s.applyWindowDefaults()
	if s.InPlace == "" {
		s.InPlace = "if-needed"
		s.assume("in_place", "if-needed", "replace, then rip: gear goes out before its successor is in only where both cannot stand side by side")
	}
	if s.Order.Hubs == "" {
		s.Order.Hubs = "free"
		s.assume("order.hubs", "free", "hubs before tails or tails before hubs, as the limits and objectives have it")
	}
}

func (s *Scenario) applyWindowDefaults() {
	if len(s.Outage.Windows) == 0 {
		s.assume("outage.windows", "none", "no windows are stated: every outage of a period may fall into the same moment")
	} else if !slices.ContainsFunc(s.Outage.Windows, func(w Window) bool { return w.LowTraffic }) {
		s.assume("outage.windows.low_traffic", "all", "no window is marked: each serves for a site with the only 911 coverage")
	}
	if s.Outage.OutsideWindows == "" {
		s.Outage.OutsideWindows = "allow"
		if len(s.Outage.Windows) > 0 {
			s.assume("outage.outside_windows", "allow", "an outage that no window holds is taken to last around the clock")
		}
	}
}

// AssumeCrews gives every kind of crew that the work needs and nobody stated a count of one.
func (s *Scenario) AssumeCrews(kinds []string) {
	for _, kind := range kinds {
		if !slices.ContainsFunc(s.Crews, func(c Crew) bool { return c.Kind == kind }) {
			s.Crews = append(s.Crews, Crew{Kind: kind, Count: 1})
			s.assume("crews."+kind, "1", "no count is stated")
		}
	}
}
