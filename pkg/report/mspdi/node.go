package mspdi

import (
	"strconv"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// The kinds of tasks, beside those of activities: what Text2 of a task says.
const (
	kindPlan, kindGroup, kindSite, kindPackage = "plan", "group", "site", "package"
	kindMoved, kindTerm, kindRule, kindPayment = "moved", "term", "rule", "payment"
	kindClusterTest                            = "cluster test"
)

// node is a task before it has a number.
type node struct {
	kind, id, name, notes string
	application           string
	start, finish         inventory.Date // days, both included; of a node with children found by sum
	milestone             bool
	morning               bool // a milestone at the beginning of its day, else at its end
	late, early           bool // it starts at the end of its first day, it finishes at the beginning of its last; found by sum
	cost                  cost.Cents
	prorated              bool // the cost does not fall due on the first day alone
	deadline              inventory.Date
	calendar              int
	work                  int // hours
	after                 []after
	children              []*node
	uid                   int
}

// after is a task that must be complete, and elapsed days of waiting.
type after struct {
	*node
	days int
}

func (n *node) add(child *node) *node {
	if child.calendar == 0 {
		child.calendar = noCalendar
	}
	n.children = append(n.children, child)
	return child
}

// group adds a child that holds others.
func (n *node) group(kind, id, title string) *node {
	return n.add(&node{kind: kind, id: id, name: title})
}

// sum works out what a node with children has of them. The error is of amounts that add up to more than there is a place for.
func (n *node) sum() (err error) {
	if n.milestone {
		n.late, n.early = !n.morning, n.morning
	}
	for i, child := range n.children {
		if err := child.sum(); err != nil {
			return err
		}
		if n.cost, err = n.cost.Add(child.cost); err != nil {
			return err
		}
		n.work += child.work
		switch {
		case i == 0 || child.start.Before(n.start):
			n.start, n.late = child.start, child.late
		case child.start == n.start:
			n.late = n.late && child.late
		}
		switch {
		case i == 0 || child.finish.After(n.finish):
			n.finish, n.early = child.finish, child.early
		case child.finish == n.finish:
			n.early = n.early && child.early
		}
	}
	return nil
}

// number gives every node its UID, in the order of the file.
func (n *node) number(next *int) {
	n.uid = *next
	*next++
	for _, child := range n.children {
		child.number(next)
	}
}

// tasks writes a node and what is below it.
func (n *node) tasks(out []Task, outline string, level int) []Task {
	t := Task{
		UID: n.uid, ID: n.uid, Name: name(n.name), Active: true, Type: fixedDuration, WBS: outline, OutlineNumber: outline, OutlineLevel: level, Priority: 500,
		Start: from(n.start), Finish: to(n.finish), DurationFormat: inDays,
		Milestone: Flag(n.milestone), Summary: Flag(len(n.children) > 0), FixedCostAccrual: accrueAtStart, Cost: int64(n.cost),
		CalendarUID: n.calendar, Notes: n.notes,
	}
	days := n.finish.Sub(n.start) + 1
	if n.late {
		t.Start, days = to(n.start), days-1
	}
	if n.early {
		t.Finish, days = from(n.finish), days-1
	}
	t.Duration = hours(hoursPerDay * days)
	if n.work > 0 {
		t.Work = hours(n.work)
	}
	if n.prorated {
		t.FixedCostAccrual = accrueProrated
	}
	if !n.deadline.IsZero() {
		t.Deadline = to(n.deadline)
	}
	if !t.Summary {
		t.FixedCost, t.ConstraintType, t.ConstraintDate = int64(n.cost), notEarlier, t.Start
	}
	t.RemainingDuration, t.RemainingCost, t.RemainingWork = t.Duration, t.Cost, t.Work
	for _, a := range n.after {
		t.PredecessorLink = append(t.PredecessorLink, PredecessorLink{PredecessorUID: a.uid, Type: finishToStart, LinkLag: a.days * elapsedDay, LagFormat: inElapsedDays})
	}
	for i, value := range []string{n.id, n.kind, n.application} {
		if value != "" {
			t.ExtendedAttribute = append(t.ExtendedAttribute, FieldValue{textField1 + 3*i, cut(value, textLimit)})
		}
	}
	t.Baseline = []Baseline{{
		Start: t.Start, Finish: t.Finish, Duration: t.Duration, DurationFormat: inDays, Work: t.Work, Cost: t.Cost, FixedCost: t.FixedCost,
	}}
	out = append(out, t)
	for i, child := range n.children {
		number := strconv.Itoa(i + 1)
		if level > 0 {
			number = outline + "." + number
		}
		out = child.tasks(out, number, level+1)
	}
	return out
}
