package page

import (
	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/inventory"
)

// words holds every text of the data once; the parts name it by its number, and R.word(number) of the scripts gives it back. It is the one
// door through which names come into the page, and makes them harmless for it: no control characters, no changes of
// direction, valid UTF-8. That they are no markup is the scripts' business, which set them as text.
type words struct {
	list []string
	at   map[string]int
}

func newWords() *words { return &words{list: []string{""}, at: map[string]int{"": 0}} }

// of is the number of a text; that of "" is 0.
func (w *words) of(s string) int {
	if n, ok := w.at[s]; ok {
		return n
	}
	n := len(w.list)
	w.list = append(w.list, clean(s))
	w.at[s] = n
	return n
}

// clean is a text that stands in the data itself, because it is there once.
func clean(s string) string { return sanitize.Terminal(s) }

// all are the numbers of several texts.
func (w *words) all(texts []string) []int {
	out := make([]int, len(texts))
	for i, s := range texts {
		out[i] = w.of(s)
	}
	return out
}

// day is a day as the scripts have it: days since 1970-01-01, 0 where it is not stated.
func day(d inventory.Date) int { return d.Sub(inventory.Date{}) }
