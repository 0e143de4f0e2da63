package manifest

import (
	"errors"
	"io/fs"
	"path"
	"strings"
)

// enlist makes operators of the entries of a manifest.
func (rd *reader) enlist(t *tree, entries []*entry) {
	var starts []start
	for _, e := range entries {
		e.set = merge(e.set, rd.o.Set)
		if e.inventory != "" {
			rd.operators = append(rd.operators, &operator{
				at: e.at, tree: t, name: e.operator, dir: path.Dir(e.inventory), inventory: e.inventory, scenarios: e.scenarios, set: e.set,
			})
		}
		for _, f := range e.folders {
			from := &named{at: e.at, called: f, entry: e}
			if !isPattern(f) {
				starts = append(starts, start{t, f, from})
				continue
			}
			from.pattern = true
			folders := t.match(f)
			if len(folders) == 0 {
				rd.r.Fault(e.at, "", "folder %q: nothing there", f)
			}
			for _, dir := range folders {
				starts = append(starts, start{t, dir, from})
			}
		}
	}
	rd.take(starts)
}

// match is the folders that a pattern matches, in the order of their names, with links that lead nowhere or out of the root, so
// that somebody hears of them.
func (t *tree) match(pattern string) []string {
	if t.bad != nil {
		return nil
	}
	names, err := fs.Glob(t.root.FS(), pattern)
	if err != nil {
		return nil
	}
	var out []string
	for _, n := range names {
		if hides(n, pattern) {
			continue
		}
		st, err := t.root.Stat(n)
		if err == nil && st.IsDir() || err != nil && t.unreadable(n, err, true) != nil {
			out = append(out, n)
		}
	}
	return out
}

func isPattern(s string) bool { return strings.ContainsAny(s, "*?[") }

// pattern says why a folder is no pattern, "" where it is one or needs to be none.
func pattern(s string) string {
	if _, err := path.Match(s, ""); errors.Is(err, path.ErrBadPattern) {
		return "not a pattern: a [ that is not closed"
	}
	return ""
}

// hides reports whether a name is hidden, and the pattern does not ask for such.
func hides(name, pattern string) bool {
	return strings.HasPrefix(path.Base(name), ".") && !strings.HasPrefix(path.Base(pattern), ".")
}
