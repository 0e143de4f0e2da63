package milp

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/schedule"
)

// maxExact is the largest integer up to which double precision has all of them.
const maxExact = 1 << 53

// maxComment keeps comment lines below what the shortest line buffer takes.
const maxComment = 200

// head is what the file says about itself, line by line.
func (m *Model) head(notes []string) []string {
	lines := []string{
		"riprep: a scheduling problem as a time-indexed integer program (go doc ./pkg/schedule/milp)",
		"minimise " + m.objectiveText(len(m.fixed)),
	}
	for k := range m.p.Objectives {
		switch {
		case k < len(m.fixed):
			lines = append(lines, fmt.Sprintf("with %s at most %d", m.objectiveText(k), m.fixed[k]))
		case k > len(m.fixed):
			lines = append(lines, "then, not part of this file: "+m.objectiveText(k))
		}
	}
	lines = append(lines, m.overlapText()...)
	columns, rows, nonzeros := m.Size()
	lines = append(lines, fmt.Sprintf(
		"%d columns, %d rows with the objective, %d coefficients; %d groups, %d activities, %d periods",
		columns, rows, nonzeros, len(m.p.Groups), len(m.p.Activities), m.p.Horizon))
	if m.largest > maxExact {
		lines = append(lines, fmt.Sprintf("numbers up to %d: a solver in double precision rounds those beyond 2^53", m.largest))
	}
	lines = append(lines,
		"y<group>_m<mode>: the group takes the mode; x<activity>_m<mode>_s<start>: the activity starts there",
		"b<activity>_m<mode>_s<start>: it has begun by then; level<reservoir>_t<period>; z: the makespan")
	for _, note := range notes {
		lines = append(lines, plain(note))
	}
	for i, line := range lines {
		if len(line) > maxComment {
			lines[i] = line[:maxComment-4] + " ..."
		}
	}
	return lines
}

// overlapText says what the optimum of the program is worth.
func (m *Model) overlapText() []string {
	o := &m.overlap
	switch {
	case m.p.Overlap == nil:
		return []string{"complete: its optimum is that of the problem"}
	case o.complete:
		return []string{
			fmt.Sprintf("conflict rows: complete (%d forbidden sets or cliques)", len(o.clashes)),
			"so its optimum is that of the problem",
		}
	}
	lines := []string{
		fmt.Sprintf("conflict rows: partial (%d forbidden sets or cliques; those of more than %d members may be missing)",
			len(o.clashes), o.size),
	}
	if o.supplied > 0 {
		lines = append(lines, fmt.Sprintf("of those of more than %d members, the search has met %d, which are among them", o.size, o.supplied))
	}
	return append(lines,
		"so this is a relaxation: its optimum is a lower bound, and that of the problem may be higher",
	)
}

func (m *Model) objectiveText(k int) string {
	o := m.p.Objectives[k]
	kind := "sum"
	switch o.Kind {
	case schedule.Makespan:
		kind = "makespan"
	case schedule.Overdraft:
		kind = "overdraft"
	}
	return fmt.Sprintf("objective %d of %d, %s (%s)", k+1, len(m.p.Objectives), plain(o.Name), kind)
}

// plain makes a text safe for a comment: printable ASCII on one line.
func plain(text string) string {
	quoted := strconv.QuoteToASCII(text)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}
