package scenario

import "slices"

// assume notes a value that holds because none is stated.
func (s *Scenario) assume(field, value, why string) {
	s.Defaults = append(s.Defaults, Default{field, value, why})
}

// applyDefaults fills in what the file is silent about. An inventory and two dates are enough for a first plan.
func (s *Scenario) applyDefaults() {
	if len(s.Regimes) == 0 {
		s.Regimes = []string{"us-scrp"}
		s.assume("regimes", "us-scrp", "the programme this tool is made for")
	}
	if len(s.Objectives) == 0 {
		s.Objectives = []string{"exposure", "cost"}
		s.assume("objectives", "exposure, cost", "risk first, then money")
	}
	if s.Unlimited {
		s.assume("funding", "not limited", "no funding is stated: the plan shows what would be needed")
	} else {
		if s.Funding.Reimbursement == nil {
			s.assume("funding.reimbursement", "none", "nothing is stated: nothing is counted on")
		}
		if s.Funding.Credit == nil {
			s.assume("funding.credit", "none", "no credit line is stated")
		}
	}
	if s.Outage.Subscribers == nil {
		s.assume("outage.subscribers", "not limited", "no limit is stated")
	}
	if s.Outage.Neighbors == "" {
		s.Outage.Neighbors = "apart"
		s.assume("outage.neighbors", "apart", "overlapping sites carry each other's customers during a cutover")
	}
	if s.Outage.SoleEmergency == "" {
		s.Outage.SoleEmergency = "overlay"
		s.assume("outage.sole_emergency", "overlay", "911 calls must go through")
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
