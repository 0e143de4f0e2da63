package policy

import "slices"

// The words that a regime file may use.
var (
	Statuses    = []string{"law", "licence-condition", "contract", "policy", "proposal"}
	Subjects    = []string{"equipment", "service", "software"}
	Confidences = []string{"high", "medium", "low"}

	// Demands are what a rule can ask for, the one that asks for most of an element first: of two rules that reach it the
	// earlier one here leads its finding.
	Demands = []string{
		"no_use",              // it may not be used
		"remove_by",           // it must be gone after a day, or after each operator's own term
		"exclude_site_class",  // it must be gone from sites of a class after a day
		"replace_function_by", // a function of it must be another maker's after a day; the hardware may stay
		"cap_share",           // from a day on only a share of the network may be of it
		"traffic_path",        // the traffic of sites of a class must cross none of it after a day
		"certify",             // the operator must certify that none is in use
		"ban_new",             // none may be bought or newly brought in
		"allow_list",          // only gear of those named, or of an approved product, may be brought in
		"prior_approval",      // gear may be brought in after an authority has agreed
	}

	// Measures are what a share can be taken of.
	Measures = []string{"premises", "sites", "units", "subscribers"}
	// Functions are what can be replaced while the hardware stays.
	Functions = []string{"management"}
	// PathWords say which paths of a site's traffic a rule looks at.
	PathWords = []string{"working", "every"}
)

// supplies reports whether a demand is about what is brought in alone and says nothing of gear that is there.
func supplies(demand string) bool { return demand == "allow_list" || demand == "prior_approval" }

// Removal says whether a rule wants an element out of the network.
type Removal int8

// The removals, from the one that asks for least.
const (
	RemovalUnknown Removal = iota // not known whether a rule that demands something reaches it
	Stays                         // nothing that is there need change
	OnPath                        // must go where the traffic of certain sites crosses it
	InShare                       // so many must go that the rest is within a share
	FunctionOnly                  // a function of it must be another maker's, the hardware may stay
	MustGo                        // it must go
)

var removalWords = [...]string{"unknown", "no", "path", "share", "function", "yes"}

func (r Removal) String() string { return removalWords[r] }

// RemovalWords are the removals as a plan has them.
func RemovalWords() []string { return removalWords[:] }

// removal is what a demand asks of gear that is there.
func removal(demand string) Removal {
	switch demand {
	case "no_use", "remove_by", "exclude_site_class", "certify":
		return MustGo
	case "replace_function_by":
		return FunctionOnly
	case "cap_share":
		return InShare
	case "traffic_path":
		return OnPath
	}
	return Stays
}

// Removal is what the rule asks of gear that is there and that it reaches.
func (e *Entry) Removal() Removal { return removal(e.Demand) }

// reachOf is the scope that gear is held against. The site classes of a rule on the traffic of certain sites are of the sites that are
// served: what their traffic crosses may stand anywhere.
func (e *Entry) reachOf() *Scope {
	if e.Demand != "traffic_path" {
		return &e.Scope
	}
	s := e.Scope
	s.SiteClasses = nil
	return &s
}

// rank is the place of a demand among Demands.
func rank(demand string) int { return slices.Index(Demands, demand) }
