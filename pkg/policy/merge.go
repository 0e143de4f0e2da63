package policy

import "slices"

// merge puts the regimes' findings on one element together, in the order in which they were asked for. The strongest verdict
// stands, between equals the leading rule that demands more, then the regime that was asked for first.
func merge(findings []*Finding) Finding {
	f := *findings[0]
	if len(findings) == 1 {
		return f
	}
	applied, open := f.Applied, f.open()
	for _, g := range findings[1:] {
		if g.adds(&f) {
			f.take(g, open)
			applied, open = slices.Concat(applied, g.Applied), open || g.open()
		}
	}
	if len(applied) > len(f.Applied) {
		slices.SortStableFunc(applied, compareApplied)
	}
	f.Applied, f.Regimes = applied, findings[0].Regimes
	return f
}

// adds reports whether a regime says anything to the element that others have not said.
func (f *Finding) adds(to *Finding) bool {
	return f.Verdict != NotCovered || f.Buy != No || to.Verdict == NotCovered && to.Rule == "" && f.Rule != ""
}

func (f *Finding) says() Says { return Says{f.Regime, f.Verdict, f.Rule, f.Removal, f.RemoveBy, f.Buy} }

// open reports whether it is not known of some rule whether it reaches the element.
func (f *Finding) open() bool {
	return slices.ContainsFunc(f.Applied, func(a Applied) bool { return a.Verdict == Unknown })
}

// take takes in what another regime says, but for the rules that apply. open says whether what was taken in so far is open.
func (f *Finding) take(g *Finding, open bool) {
	removal, by := max(f.Removal, g.Removal), f.RemoveBy
	if (f.Removal == RemovalUnknown || g.Removal == RemovalUnknown) && removal != MustGo {
		removal = RemovalUnknown
	}
	if compareDays(g.RemoveBy, by) < 0 {
		by = g.RemoveBy
	}
	buy, buyBy := f.Buy, f.BuyBy
	if strength(g.Buy) > strength(buy) {
		buy, buyBy = g.Buy, g.BuyBy
	}
	a, b := f.Verdict.strength(), g.Verdict.strength()
	settle := f.Settle
	switch {
	case b > a && (open || f.Reimbursable == NotKnown && g.Reimbursable != Yes):
		settle = joinNew(g.Settle, settle)
	case b > a:
		settle = g.Settle
	case b == a || g.open():
		settle = joinNew(settle, g.Settle)
	}
	paid, paidBy := f.Reimbursable, f.ReimbursableBy
	if g.Reimbursable == Yes && paid != Yes || g.Reimbursable == NotKnown && paid == No {
		paid, paidBy, settle = g.Reimbursable, g.ReimbursableBy, joinNew(settle, g.Settle)
	}
	better := b > a || b == a && f.Rule == "" && g.Rule != "" // or the same verdict with a rule to point to
	if b == a && len(g.Applied) > 0 {
		better = len(f.Applied) == 0 || compareApplied(g.Applied[0], f.Applied[0]) < 0
	}
	if better {
		*f = *g
	}
	f.Removal, f.RemoveBy, f.Buy, f.BuyBy = removal, by, buy, buyBy
	f.Reimbursable, f.ReimbursableBy, f.Settle = paid, paidBy, settle
}

// silence is a regime that says nothing to an element.
func silence(g regimeOn) *Finding {
	return &Finding{
		Regime: g.ID, Verdict: NotCovered, Removal: Stays, Buy: No, Reimbursable: No, ReimbursableBy: "not covered",
	}
}
