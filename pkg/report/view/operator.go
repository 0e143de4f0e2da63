package view

import (
	"cmp"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/planner"
)

// OperatorName is what an operator is called, its id where the inventory states no name: one line without control
// characters and changes of direction, that each format escapes in its own way.
func OperatorName(p *planner.Plan) string {
	return cmp.Or(strings.TrimSpace(sanitize.Terminal(p.Operator.Name)), sanitize.Terminal(p.Operator.ID))
}
