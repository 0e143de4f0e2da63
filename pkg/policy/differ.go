package policy

import (
	"cmp"
	"slices"
	"strings"
)

// Difference is one way in which several regimes disagree: what each says, and of how many elements.
type Difference struct {
	Says     []Says // in the regimes' order; the rules are those for the first example
	Elements int
	Examples []int // the first of them, as Finding.Element; at most three
}

// mostExamples is how many elements of a difference are named.
const mostExamples = 3

// String is what each regime says: "gb-dvd: must go by 2027-12-31 | us-scrp: not covered".
func (d *Difference) String() string {
	var b strings.Builder
	for i := range d.Says {
		if i > 0 {
			b.WriteString(" | ")
		}
		b.WriteString(d.Says[i].Regime + ": " + d.Says[i].String())
	}
	return b.String()
}

// String is what a regime wants of gear that is there, and where it may stay what it says to buying its like. It tells all
// in which regimes can disagree.
func (s Says) String() string {
	if s.Removal == MustGo {
		if s.RemoveBy.IsZero() {
			return "must go"
		}
		return "must go by " + s.RemoveBy.String()
	}
	text := s.Verdict.String()
	switch s.Removal {
	case FunctionOnly:
		text = "a function of it must be replaced"
	case InShare:
		text = "must be within a share"
	case OnPath:
		text = "must leave certain paths"
	default:
		if s.Verdict == Covered && s.Removal == Stays {
			text = "may stay"
		}
	}
	switch {
	case s.Buy == Yes:
		text += ", none may be bought"
	case s.Buy == NotKnown && s.Verdict != Unknown:
		text += ", unknown whether any may be bought"
	}
	return text
}

// Differences lists where the regimes of a screening disagree, what concerns most elements first. Regimes disagree on an
// element where they differ in whether it must go and by when, in whether a rule names it, or, where it may stay, in whether
// its like may be bought. A screening under one regime has no differences.
func Differences(findings []Finding) []Difference {
	var d Differ
	for i := range findings {
		d.Add(&findings[i])
	}
	return d.Differences()
}

// Differ gathers differences finding by finding, where there are too many to hold at once. The zero Differ is empty.
type Differ struct {
	seen map[*Says]int // elements that are alike share what is said of them: its place in all, -1 where the regimes agree
	at   map[string]int
	all  []Difference
}

// mostSeen bounds what is remembered where no two elements are alike.
const mostSeen = 1 << 16

// Add takes a finding in.
func (d *Differ) Add(f *Finding) {
	if len(f.Regimes) < 2 {
		return
	}
	if d.at == nil {
		d.seen, d.at = make(map[*Says]int), make(map[string]int)
	}
	i, seen := d.seen[&f.Regimes[0]]
	if !seen {
		i = d.place(f.Regimes)
		if len(d.seen) < mostSeen {
			d.seen[&f.Regimes[0]] = i
		}
	}
	if i < 0 {
		return
	}
	d.all[i].Elements++
	if len(d.all[i].Examples) < mostExamples {
		d.all[i].Examples = append(d.all[i].Examples, f.Element)
	}
}

// place finds or makes the difference that regimes have, -1 where they agree.
func (d *Differ) place(says []Says) int {
	if !disagree(says) {
		return -1
	}
	found := Difference{Says: says}
	key := found.String()
	i, seen := d.at[key]
	if !seen {
		i = len(d.all)
		d.at[key] = i
		d.all = append(d.all, found)
	}
	return i
}

// Differences are those gathered so far.
func (d *Differ) Differences() []Difference {
	out := slices.Clone(d.all)
	slices.SortStableFunc(out, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(b.Elements, a.Elements), strings.Compare(a.String(), b.String()))
	})
	return out
}

func disagree(says []Says) bool {
	for i := 1; i < len(says); i++ {
		if says[i].String() != says[0].String() {
			return true
		}
	}
	return false
}
