package strict

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Fault is one thing that is wrong with the input. Message is lower case without a full stop and quotes the value; Hint
// says what to do, or is empty. Neither holds a control character, whatever the file holds.
type Fault struct {
	Pos     Pos
	Message string
	Hint    string
}

func (f Fault) Error() string {
	if at := f.Pos.String(); at != "" {
		return at + ": " + f.Message
	}
	return f.Message
}

// Faults are all that is wrong with the input, in the order of the files. It is an error that means exit code 12.
type Faults []Fault

// MaxShown is how many faults Error writes out; the rest is counted.
const MaxShown = 50

func (fs Faults) Error() string {
	var b strings.Builder
	for i, f := range fs {
		if i == MaxShown {
			fmt.Fprintf(&b, "\nand %d more", len(fs)-MaxShown)
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.Error())
	}
	return b.String()
}

// Err returns fs as an error, nil when there is none.
func (fs Faults) Err() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}

// Fault adds a fault that a later check found.
func (r *Reader) Fault(at Pos, hint, format string, args ...any) { r.add(at, hint, format, args...) }

// Faults returns what was gathered so far: file by file in the order they were read, and top to bottom in each.
func (r *Reader) Faults() Faults {
	if len(r.faults) == 0 {
		return nil
	}
	order := make(map[string]int, len(r.sources))
	for i, f := range r.faults {
		if _, seen := order[f.Pos.File]; !seen {
			order[f.Pos.File] = i
		}
	}
	out := slices.Clone(r.faults)
	slices.SortStableFunc(out, func(a, b Fault) int {
		return cmp.Or(
			cmp.Compare(order[a.Pos.File], order[b.Pos.File]),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
		)
	})
	if r.lost > 0 {
		out = append(out, Fault{Message: fmt.Sprintf("%d more faults, counted and not kept", r.lost)})
	}
	return out
}

func (r *Reader) add(at Pos, hint, format string, args ...any) {
	if len(r.faults) >= maxFaults {
		r.lost++ // without the cost of writing it out
		return
	}
	r.keep(Fault{Pos: at, Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (r *Reader) keep(f Fault) {
	if len(r.faults) >= maxFaults {
		r.lost++
		return
	}
	f.Message, f.Hint = visible(f.Message), visible(f.Hint)
	r.faults = append(r.faults, f)
}

// visible writes control characters out, as strconv.Quote does, so that a message cannot steer a terminal. Values are
// quoted where they are put in; this is for the words around them, some of which are a user's keys.
func visible(s string) string {
	if plain(s) && !strings.ContainsAny(s, "\n\t") {
		return s
	}
	var b strings.Builder
	for _, c := range s {
		if hidden(c) {
			q := strconv.QuoteRune(c)
			b.WriteString(q[1 : len(q)-1])
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
