package manifest

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
)

// name calls the operators whose name is not stated after their folders, and refuses one name for two inventories: what is
// added up by operator would mix them.
func (rd *reader) name() {
	first := map[string]*operator{}
	for _, op := range rd.operators {
		stated := op.name != ""
		if !stated {
			op.name = nameOf(op.tree.dir, op.dir, op.inventory)
		}
		other := first[op.name]
		switch {
		case other == nil:
			first[op.name] = op
		case other.tree != op.tree || other.inventory != op.inventory:
			a, b := other.inventory, op.inventory
			if other.tree != op.tree {
				a, b = other.path(), op.path()
			}
			hint := "give each a name of its own"
			if !stated {
				hint = "name them in a manifest: operators: [{operator: …, inventory: …}, …]"
			}
			rd.r.Fault(op.at, hint, "operator %q: %q and %q would both be called so", op.name, a, b)
		}
	}
}

// path is where the inventory is on this machine.
func (op *operator) path() string {
	return filepath.Join(op.tree.dir, filepath.FromSlash(op.inventory))
}

// nameOf makes a name of a path: that of the folder where the inventory is called inventory, else with the file's own name.
// Folders are divided by points; what no name may have in it becomes '-'.
func nameOf(root, dir, inventory string) string {
	if stem := stemOf(inventory); stem != "inventory" {
		dir = path.Join(dir, stem)
	}
	if dir == "." {
		dir = filepath.Base(root)
	}
	const ends = "-_."
	var b strings.Builder
	for part := range strings.SplitSeq(dir, "/") {
		part = strings.Trim(strings.Map(plain, part), ends)
		for strings.Contains(part, "..") {
			part = strings.ReplaceAll(part, "..", ".")
		}
		if b.Len() > 0 && part != "" {
			b.WriteByte('.')
		}
		b.WriteString(part)
	}
	name := b.String()
	if len(name) > maxName {
		name = strings.TrimRight(name[:maxName], ends)
	}
	if !batch.IsName(name) {
		return "operator"
	}
	return name
}

// maxName is how many bytes batch.IsName takes.
const maxName = 100

func plain(c rune) rune {
	if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' {
		return c
	}
	return '-'
}

func stemOf(file string) string {
	base := path.Base(file)
	return strings.TrimSuffix(base, path.Ext(base))
}

// say writes a count of things.
func say(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
