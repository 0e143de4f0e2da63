package policy

import (
	"regexp/syntax"
	"slices"
)

// beginIndex finds the patterns that can match at the begin of a text by its first two bytes, so that of some hundred
// patterns only a few are tried.
type beginIndex struct {
	all   []modelHit
	first [classes * classes][]modelHit
}

// A byte of a text in capitals belongs to a class: a letter, a digit, the space, any other byte, or the text's end.
const (
	classSpace = 36 + iota
	classOther
	classEnd
	classes
)

func class(text string, at int) int {
	if at >= len(text) {
		return classEnd
	}
	switch c := text[at]; {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case '0' <= c && c <= '9':
		return 26 + int(c-'0')
	case c == ' ':
		return classSpace
	}
	return classOther
}

// add takes a family in, behind those that are there already.
func (x *beginIndex) add(h modelHit) {
	x.all = append(x.all, h)
	for _, c := range beginnings(h.family.Pattern) {
		x.first[c] = append(x.first[c], h)
	}
}

// at returns the families whose pattern a text may match. They must not be changed.
func (x *beginIndex) at(text string) []modelHit {
	if text == "" {
		return nil
	}
	return x.first[class(text, 0)*classes+class(text, 1)]
}

// beginnings returns which two classes a text can begin with that a pattern matches, as first·classes + second.
func beginnings(pattern string) []int {
	var out []int
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	prog, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return nil
	}
	w := &walk{prog: prog, seen: make([]int, len(prog.Inst))}
	start, _ := w.follow([]uint32{uint32(prog.Start)})
	for a := range classes - 1 { // no pattern matches the empty text
		one, done := w.step(start, a)
		for b := range classes {
			if done || slices.ContainsFunc(one, func(pc uint32) bool { return takes(&prog.Inst[pc], b) }) {
				out = append(out, a*classes+b)
			}
		}
	}
	return out
}

// walk follows a program over classes instead of characters. Conditions on the place (begin, end, word boundary) are taken
// to hold: that lets too much in and leaves nothing out.
type walk struct {
	prog *syntax.Prog
	seen []int
	turn int
}

// follow returns the instructions that read a character and can be reached without reading one, and whether the end can.
func (w *walk) follow(pcs []uint32) (out []uint32, done bool) {
	w.turn++
	for len(pcs) > 0 {
		pc := pcs[len(pcs)-1]
		pcs = pcs[:len(pcs)-1]
		if w.seen[pc] == w.turn {
			continue
		}
		w.seen[pc] = w.turn
		switch in := &w.prog.Inst[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			pcs = append(pcs, in.Out, in.Arg)
		case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
			pcs = append(pcs, in.Out)
		case syntax.InstMatch:
			done = true
		case syntax.InstFail:
		default:
			out = append(out, pc)
		}
	}
	return out, done
}

// step reads one character of a class.
func (w *walk) step(from []uint32, class int) ([]uint32, bool) {
	var next []uint32
	for _, pc := range from {
		if in := &w.prog.Inst[pc]; takes(in, class) {
			next = append(next, in.Out)
		}
	}
	if len(next) == 0 {
		return nil, false
	}
	return w.follow(next)
}

// takes reports whether an instruction can read a character of a class.
func takes(in *syntax.Inst, class int) bool {
	switch {
	case class < 26:
		return in.MatchRune(rune('A' + class))
	case class < classSpace:
		return in.MatchRune(rune('0' + class - 26))
	case class == classSpace:
		return in.MatchRune(' ')
	}
	return class == classOther && takesOther(in)
}

// takesOther reports whether an instruction may read a character of none of the classes that are told apart.
func takesOther(in *syntax.Inst) bool {
	if in.Op != syntax.InstRune && in.Op != syntax.InstRune1 || syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
		return true
	}
	for i := 0; i < len(in.Rune); i += 2 {
		low, high := in.Rune[i], in.Rune[min(i+1, len(in.Rune)-1)]
		if !('A' <= low && high <= 'Z' || '0' <= low && high <= '9' || low == ' ' && high == ' ') {
			return true
		}
	}
	return false
}
