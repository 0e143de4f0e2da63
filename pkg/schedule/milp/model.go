package milp

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// Limits where Options say nothing.
const (
	DefaultQuestions = 200_000
	DefaultNonzeros  = 20_000_000 // about a gigabyte of file
)

// ErrTooLarge means that the program would have more coefficients than Options.Nonzeros allows.
var ErrTooLarge = errors.New("the integer program is too large")

// ErrOverdraft means that the program would have to state an overdraft. What a debt is charged is rounded to whole units in
// every period, and the next period is charged for what was rounded: no linear rows say that, and a program without the rounding
// would have an optimum that no schedule has.
var ErrOverdraft = errors.New("an overdraft, which is rounded in every period, cannot be written as an integer program")

// Options steer New. The zero value is usable.
type Options struct {
	Questions int // most sets to ask the set function about; 0 means DefaultQuestions, below 0 none. A schedule.Classed is asked about its classes
	Nonzeros  int // most coefficients; 0 means DefaultNonzeros
}

// Model is the integer program of a problem, laid out and counted but not stored: its rows are worked out as they are
// written. It may be written any number of times, also concurrently.
type Model struct {
	p        *schedule.Problem
	layout   layout
	overlap  overlap
	lagsFrom [][]int // per activity: lags
	fixed    []int64 // values of the objectives before the one that is minimised
	rowCount int
	nonzeros int
	largest  int64 // coefficient or right-hand side
	limit    int   // most coefficients
}

// New lays the program of a problem out. It returns the error of schedule.Validate, an error that wraps ErrTooLarge or
// ErrOverdraft, or the context's when that ends first. The problem must not change afterwards.
func New(ctx context.Context, p *schedule.Problem, o Options) (*Model, error) {
	return build(ctx, p, o, direct)
}

func build(ctx context.Context, p *schedule.Problem, o Options, direct int) (*Model, error) {
	if err := schedule.Validate(p); err != nil {
		return nil, err
	}
	if err := states(p, 0); err != nil {
		return nil, err
	}
	if o.Nonzeros == 0 {
		o.Nonzeros = DefaultNonzeros
	}
	if o.Questions == 0 {
		o.Questions = DefaultQuestions
	}
	m := &Model{p: p, lagsFrom: make([][]int, len(p.Activities)), limit: o.Nonzeros}
	for i, l := range p.Lags {
		m.lagsFrom[l.From] = append(m.lagsFrom[l.From], i)
	}
	if !m.layout.lay(p, int64(o.Nonzeros), direct) {
		return nil, tooLarge(o.Nonzeros)
	}
	if p.Overlap != nil {
		if err := m.findConflicts(ctx, o.Questions); err != nil {
			return nil, err
		}
	}
	if err := m.count(ctx, o.Nonzeros); err != nil {
		return nil, err
	}
	return m, nil
}

// states tells whether a program can state the objectives up to number k.
func states(p *schedule.Problem, k int) error {
	for j, o := range p.Objectives[:k+1] {
		if o.Kind == schedule.Overdraft {
			return fmt.Errorf("objective %d %q: %w", j, o.Name, ErrOverdraft)
		}
	}
	return nil
}

// With is the program with rows for sets that are known to be forbidden, such as those that a search has met, besides its own. Each
// is asked about again: a row that cuts off a schedule would make the program worthless. The error names a conflict that is
// none, or wraps ErrTooLarge. What the program says of its optimum stays: a few more sets do not make it complete.
func (m *Model) With(conflicts []schedule.Conflict) (*Model, error) {
	if m.Complete() || len(conflicts) == 0 {
		return m, nil
	}
	out := *m
	if err := out.addConflicts(conflicts); err != nil {
		return nil, err
	}
	return &out, out.count(context.Background(), m.limit)
}

func tooLarge(limit int) error {
	return fmt.Errorf("%w: more than %d coefficients", ErrTooLarge, limit)
}

// count walks over all rows once, which is far cheaper than to write them.
func (m *Model) count(ctx context.Context, limit int) error {
	m.rowCount, m.nonzeros, m.largest = 0, 0, 0
	for r := range m.rows() {
		m.rowCount++
		m.nonzeros += len(r.terms)
		m.largest = max(m.largest, r.rhs, -r.rhs)
		for _, t := range r.terms {
			m.largest = max(m.largest, t.val, -t.val)
		}
		if m.nonzeros > limit {
			return tooLarge(limit)
		}
		if m.rowCount%(1<<16) == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// After is the program that minimises the objective after those whose values are given, keeping each of these at its value
// or below. Without values it is the program of the first objective. The error wraps ErrOverdraft or ErrTooLarge.
func (m *Model) After(values []int64) (*Model, error) {
	if len(values) >= len(m.p.Objectives) {
		return nil, fmt.Errorf("%d values for %d objectives: one must be left to minimise", len(values), len(m.p.Objectives))
	}
	if err := states(m.p, len(values)); err != nil {
		return nil, err
	}
	out := *m
	out.fixed = slices.Clone(values)
	return &out, out.count(context.Background(), m.nonzeros+len(values)*m.layout.columns)
}

// Known is the number of members up to which every forbidden set is a row of a program that is not complete.
func (m *Model) Known() int { return m.overlap.size }

// Complete reports whether the optimum of the program is that of the problem; otherwise it is a lower bound.
func (m *Model) Complete() bool { return m.p.Overlap == nil || m.overlap.complete }

// Size is the number of columns, of rows with the objective, and of coefficients.
func (m *Model) Size() (columns, rows, nonzeros int) {
	return m.layout.columns, m.rowCount, m.nonzeros
}
