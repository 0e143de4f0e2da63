package policy

import "fmt"

// reimburse fills in whether the removal is paid back, as far as the equipment goes: yes if any rule that reaches the
// element pays.
func (s *screener) reimburse(o *opinion, el *gear) {
	switch {
	case o.Verdict == NotCovered:
		o.Reimbursable, o.ReimbursableBy = No, "not covered"
		return
	case len(o.Applied) == 0:
		o.ReimbursableBy = "unknown whether it is covered"
		return
	}
	o.Reimbursable = No
	o.ReimbursableBy = o.Applied[0].Rule + " reimburses nothing"
	settle, first := "", true
	for i := range o.Applied {
		a := &o.Applied[i]
		if !a.Entry.Reimbursable {
			continue
		}
		answer, by, open := s.pays(a, el)
		if first || answer == Yes || answer == NotKnown && o.Reimbursable == No {
			o.Reimbursable, o.ReimbursableBy, settle, first = answer, by, open, false
		}
		if answer == Yes {
			break
		}
	}
	o.Settle = join(o.Settle, settle)
}

// pays says whether one rule pays for the removal.
func (s *screener) pays(a *Applied, el *gear) (answer Answer, by, settle string) {
	e := a.Entry
	switch {
	case !e.AcquiredBy.IsZero() && el.Acquired.After(e.AcquiredBy):
		return No, fmt.Sprintf("acquired %s, after %s", el.Acquired, e.AcquiredBy), ""
	case a.Verdict == Unknown:
		return NotKnown, "unknown whether it is covered", ""
	case !e.AcquiredBy.IsZero() && el.Acquired.IsZero():
		return NotKnown, fmt.Sprintf("acquired is not stated; reimbursable only if obtained on or before %s", e.AcquiredBy),
			"the date of acquisition: an invoice or a delivery note"
	case e.AcquiredBy.IsZero():
		return Yes, a.Rule, ""
	}
	by = fmt.Sprintf("acquired %s, on or before %s", el.Acquired, e.AcquiredBy)
	if el.Acquired == e.AcquiredBy && e.AcquiredNote != "" {
		by += " (" + e.AcquiredNote + ")"
	}
	return Yes, by, ""
}
