package policy

// mostExceptions bounds how many exceptions are looked at for one rule and element, those to exceptions among them; a
// file with more in one rule is not read to its end, and the answer is not known.
const mostExceptions = 200

// exempt reports whether one of the exceptions takes the gear out.
func (s *screener) exempt(g regimeOn, ids []string, el *gear, depth int) within {
	if depth == 0 {
		s.asked = 0
	}
	out := within{answer: No}
	for _, id := range ids {
		x := g.exception(id)
		if s.asked++; s.asked > mostExceptions {
			return within{NotKnown, "the rule has too many exceptions to look through", "a simpler rule"}
		}
		if x == nil || s.asOf.Before(x.From) || !x.Until.IsZero() && s.asOf.After(x.Until) {
			continue
		}
		in := x.Scope.holds(el)
		if in.answer == No {
			continue
		}
		back := s.exempt(g, x.Unless, el, depth+1)
		switch {
		case back.answer == Yes:
		case in.answer == Yes && back.answer == No:
			return within{answer: Yes, why: "exempt: " + x.Title}
		default:
			settle := in.settle
			switch {
			case in.answer == Yes:
				settle = back.settle
			case in.why == coveredOnly+x.Scope.Qualified:
				settle = "whether this holds: " + x.Scope.Qualified
			}
			out = within{NotKnown, "whether it is exempt is not known: " + x.Title, settle}
		}
	}
	return out
}
