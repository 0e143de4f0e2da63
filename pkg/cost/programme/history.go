package programme

import (
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// History is what has happened to one application, and what was granted to it. Days that have not come, or are not known, are
// zero. The names are those of a scenario's applications.
type History struct {
	Submitted, Deficient, Cured, Approved inventory.Date
	FirstClaim, FirstDistribution         inventory.Date
	Completed, Certified                  inventory.Date
	ClaimsClosed, LastDistribution        inventory.Date
	FiledUntil                            inventory.Date // what comes again and was due until this day was filed
	Extensions                            []Extension    // in the order in which they were granted
	ClaimsExtensionDays                   int
}

// Extension moves the term to a day, or by months from the end that it has without.
type Extension struct {
	Kind   string         // general | individual
	To     inventory.Date // zero where Months holds
	Months int
}

// Events are the days of a history that a deadline can hang on.
var Events = []string{
	"submitted", "deficient", "cured", "approved", "first_claim", "first_distribution", "completed", "certified", "claims_closed",
	"last_distribution",
}

// on is the day of an event, zero where it has not come or is not known.
func (h *History) on(event string) inventory.Date {
	i := slices.Index(Events, event)
	if i < 0 {
		return inventory.Date{}
	}
	return [...]inventory.Date{
		h.Submitted, h.Deficient, h.Cured, h.Approved, h.FirstClaim, h.FirstDistribution, h.Completed, h.Certified, h.ClaimsClosed,
		h.LastDistribution,
	}[i]
}
