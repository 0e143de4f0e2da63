package strict

import (
	"bytes"
	"fmt"

	"gopkg.in/yaml.v3"
)

const hintAliases = "write the values out instead of using aliases of aliases"

// unfolding counts what a document would hold if every alias were written out. Ten lists of ten aliases, each of the
// list before, are a few hundred bytes that unfold into ten thousand million values; the count is made without
// unfolding, by keeping it for each anchor.
type unfolding struct {
	limit int
	size  map[*yaml.Node]int // of what anchors stand for; open while it is being counted
	at    *yaml.Node         // the alias that went past the limit
	loop  bool               // … because it stands inside of what it stands for
}

const open = -1

// unfolds reports a document that aliases make larger than the limit, or endless.
func unfolds(root *yaml.Node, limit int) *Fault {
	u := unfolding{limit: limit, size: map[*yaml.Node]int{}}
	if u.count(root) <= limit || u.at == nil {
		return nil
	}
	at := Pos{Line: u.at.Line, Column: u.at.Column}
	if u.loop {
		return &Fault{Pos: at, Message: fmt.Sprintf("*%s stands inside of what it stands for", u.at.Value), Hint: "a value cannot hold itself"}
	}
	return &Fault{Pos: at, Message: fmt.Sprintf("the file unfolds into more than %d values", limit), Hint: hintAliases}
}

// count returns the number of values in n, limit+1 for all that are more.
func (u *unfolding) count(n *yaml.Node) int {
	if n.Kind == yaml.AliasNode {
		sum, known := u.size[n.Alias]
		if sum == open && known {
			u.at, u.loop = n, true
			return u.limit + 1
		}
		return sum // an alias comes after its anchor, so the count is there
	}
	if n.Anchor != "" {
		u.size[n] = open
	}
	sum := 1
	for _, child := range n.Content {
		if sum += u.count(child); sum > u.limit {
			sum = u.limit + 1
			if u.at == nil && child.Kind == yaml.AliasNode {
				u.at = child
			}
			if u.at != nil {
				break
			}
		}
	}
	if n.Anchor != "" {
		u.size[n] = sum
	}
	return sum
}

// hasAliases reports whether there may be an alias in the text.
func hasAliases(text []byte) bool {
	return bytes.IndexByte(text, '*') >= 0 && bytes.IndexByte(text, '&') >= 0
}
