package cost

import "fmt"

// The rules that Eligibility cites, as they stand in the law.
const (
	ruleSolely  = "47 USC 1603(c)(1): removal, replacement and disposal of covered gear"
	ruleOutside = "47 USC 1603(c)(1): the gear is not gear whose removal, replacement or disposal the programme pays"
	ruleUnknown = "a fact is missing: whether the programme pays for this gear is not known"
)

// Eligibility says whether the programme pays a line back, and by which rule, from what is known of the gear it is for:
// reimbursable is the answer of that gear's finding, yes, no or unknown. Money of the programme goes solely to removal,
// replacement and disposal of gear of the named vendors that was obtained before the cut-off (47 USC 1603(c)); who is
// named and when the gear was obtained has been judged by the finding. An answer that is not known never becomes a yes.
func Eligibility(reimbursable string, tag Tag) (Eligible, string) {
	switch tag {
	case Removal, Replacement, Disposal:
	default:
		return Unclear, fmt.Sprintf("tag %q is neither removal, replacement nor disposal", tag)
	}
	switch reimbursable {
	case "yes":
		return EligibleYes, ruleSolely
	case "no":
		return EligibleNo, ruleOutside
	default:
		return Unclear, ruleUnknown
	}
}
