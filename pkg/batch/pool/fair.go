package pool

import (
	"cmp"
	"container/heap"
	"math/bits"
	"slices"

	"github.com/riprep/riprep/pkg/batch"
)

// line is the units that wait, and the rule of who is next:
//
// Units are of classes by how many bytes they are read from, each class twice as large as the one before. One slot takes from
// the largest class that has units waiting, the others from the smallest; a slot that is alone takes from the smallest. So what
// is huge begins early and yet holds at most one worker while anything smaller waits. Within a class the next unit is of the
// operator that has the fewest workers now; of those that are equal in that, of the one of which the fewest units were begun; of
// those, of the first in the order of the units. So an operator with a thousand scenarios, or slow ones, does not hold the
// others back. Its own units go in the order that they came in. Those that failed and are tried again wait until no other does.
type line struct {
	classes []*class // that have units waiting, the smallest first
	retries []*waiting
}

// waiting is a unit in line.
type waiting struct {
	unit     *batch.Unit
	attempts int
	from     *operator
}

// operator is the units of one operator in one class.
type operator struct {
	units   []*batch.Unit // that wait
	order   int           // of its first unit among all
	running int
	begun   int
	class   *class
	at      int // in the class's heap, -1 where none of its units wait
}

func newLine(units []*batch.Unit) *line {
	type key struct {
		class    int
		operator string
	}
	l := &line{}
	of := map[key]*operator{}
	classes := map[int]*class{}
	for i, u := range units {
		k := key{bits.Len64(uint64(max(u.Size(), 0))), u.Operator}
		op := of[k]
		if op == nil {
			c := classes[k.class]
			if c == nil {
				c = &class{size: k.class}
				classes[k.class] = c
				l.classes = append(l.classes, c)
			}
			op = &operator{order: i, class: c, at: len(c.heap)}
			c.heap = append(c.heap, op) // in order, with all else equal: a heap
			of[k] = op
		}
		op.units = append(op.units, u)
	}
	slices.SortFunc(l.classes, func(a, b *class) int { return cmp.Compare(a.size, b.size) })
	return l
}

// take gives the next unit, nil where none waits.
func (l *line) take(largest bool) *waiting {
	if len(l.classes) == 0 {
		if len(l.retries) == 0 {
			return nil
		}
		w := l.retries[0]
		l.retries = l.retries[1:]
		w.from.running++
		return w
	}
	at := 0
	if largest {
		at = len(l.classes) - 1
	}
	c := l.classes[at]
	op := c.heap[0]
	w := &waiting{unit: op.units[0], from: op}
	op.units = op.units[1:]
	op.running++
	op.begun++
	if len(op.units) > 0 {
		heap.Fix(c, 0)
	} else if heap.Pop(c); len(c.heap) == 0 {
		l.classes = slices.Delete(l.classes, at, at+1)
	}
	return w
}

// release says that a unit which was taken runs no more.
func (l *line) release(w *waiting) {
	w.from.running--
	if w.from.at >= 0 {
		heap.Fix(w.from.class, w.from.at)
	}
}

// again puts a unit that was released at the end.
func (l *line) again(w *waiting) { l.retries = append(l.retries, w) }

// class is the operators that have units of one size waiting, a heap.
type class struct {
	size int
	heap []*operator
}

func (c *class) Len() int { return len(c.heap) }

func (c *class) Less(i, j int) bool {
	a, b := c.heap[i], c.heap[j]
	return cmp.Or(cmp.Compare(a.running, b.running), cmp.Compare(a.begun, b.begun), cmp.Compare(a.order, b.order)) < 0
}

func (c *class) Swap(i, j int) {
	c.heap[i], c.heap[j] = c.heap[j], c.heap[i]
	c.heap[i].at, c.heap[j].at = i, j
}

// Push is for heap.Interface; nothing comes back into a class.
func (c *class) Push(x any) { c.heap = append(c.heap, x.(*operator)) }

// Pop is for heap.Interface.
func (c *class) Pop() any {
	last := len(c.heap) - 1
	op := c.heap[last]
	op.at = -1
	c.heap = c.heap[:last]
	return op
}
