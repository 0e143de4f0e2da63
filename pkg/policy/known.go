package policy

import (
	"slices"
	"strings"
	"sync"

	"github.com/riprep/riprep/internal/strict"
)

// mostKnown is how many sets of built-in regimes are kept: operators of one batch ask for a few.
const mostKnown = 64

// known are Rules of built-in regimes alone. To index the names and models of all vendors takes longer than to screen a small
// operator.
var known = knownRules{rules: map[string]*Rules{}}

type knownRules struct {
	mu    sync.Mutex
	rules map[string]*Rules // by the ids of the regimes, with blanks between
}

// of gives the Rules of those regimes among ids that are built in, nil where something is wrong with them.
func (k *knownRules) of(r *strict.Reader, ids []string) *Rules {
	own := slices.DeleteFunc(builtinIDs(), func(id string) bool { return !slices.Contains(ids, id) })
	key := strings.Join(own, " ")
	k.mu.Lock()
	defer k.mu.Unlock()
	rules := k.rules[key]
	if rules == nil {
		var read strict.Reader
		if rules = load(&read, own, nil); len(read.Faults()) > 0 {
			return nil
		}
		if len(k.rules) >= mostKnown {
			clear(k.rules)
		}
		k.rules[key] = rules
	}
	for _, f := range embedded().vendors {
		f.Read(r)
	}
	for _, f := range embedded().regimes {
		if slices.Contains(own, f.id) {
			f.Read(r)
		}
	}
	return rules
}
