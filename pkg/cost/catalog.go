package cost

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// Catalog is a set of priced items, found by id. It does not change once loaded.
type Catalog struct {
	items  []Item            // by id
	index  map[string]int    // id → place in items
	behind map[string][]Item // id → those that items of the same id stand in front of, in the order of the files
}

//go:embed data/catalog.yaml
var builtinCatalog []byte

// BuiltinCatalog is the name under which the reference catalog stands among the sources and in faults.
const BuiltinCatalog = "builtin:catalog.yaml"

// LoadCatalog reads the catalog files of the user and, behind them, riprep's own reference catalog. They are laid over
// each other item by item: the first file in the order given that has an id decides, and the reference catalog comes
// last. Faults stay in r; what could be read is returned in any case, never nil.
func LoadCatalog(r *strict.Reader, paths ...string) *Catalog {
	if len(paths) == 0 {
		return reference.Read(r).catalog
	}
	c := readFiles(r, paths)
	c.lay(reference.Read(r).items)
	c.sort()
	return c
}

// reference is the built-in catalog: as it is alone, and its items for what files of the user's own are laid over it.
var reference = strict.Embed(BuiltinCatalog, builtinCatalog, catalogKind, func(m *strict.Map, file *catalogFile) {
	file.decode(m)
	for i := range file.items {
		file.items[i].Reference = true
	}
	file.catalog = readFiles(nil, nil)
	file.catalog.lay(file.items)
	file.catalog.sort()
})

// ReadCatalog is LoadCatalog without the reference catalog: what the files hold and nothing else.
func ReadCatalog(r *strict.Reader, paths ...string) *Catalog {
	c := readFiles(r, paths)
	c.sort()
	return c
}

// ParseCatalog is ReadCatalog for the text of a file that is in memory.
func ParseCatalog(r *strict.Reader, name string, text []byte) *Catalog {
	c := readFiles(r, nil)
	var file catalogFile
	r.Bytes(name, text, catalogKind, file.decode)
	c.lay(file.items)
	c.sort()
	return c
}

func readFiles(r *strict.Reader, paths []string) *Catalog {
	c := &Catalog{index: make(map[string]int), behind: make(map[string][]Item)}
	for _, path := range paths {
		var file catalogFile
		r.File(path, catalogKind, file.decode)
		c.lay(file.items)
	}
	return c
}

// lay adds the items whose ids no file before has; the others stand behind.
func (c *Catalog) lay(items []Item) {
	for _, it := range items {
		if _, ok := c.index[it.ID]; ok {
			c.behind[it.ID] = append(c.behind[it.ID], it)
			continue
		}
		c.index[it.ID] = len(c.items)
		c.items = append(c.items, it)
	}
}

func (c *Catalog) sort() {
	slices.SortFunc(c.items, func(a, b Item) int { return strings.Compare(a.ID, b.ID) })
	for i, it := range c.items {
		c.index[it.ID] = i
	}
}

// Item returns the item with an id.
func (c *Catalog) Item(id string) (Item, bool) {
	if c == nil {
		return Item{}, false
	}
	i, ok := c.index[id]
	if !ok {
		return Item{}, false
	}
	return c.items[i], true
}

// Behind returns the items that the item of an id stands in front of: those of the same id in files that come later, in their
// order. No estimate uses them.
func (c *Catalog) Behind(id string) []Item {
	if c == nil {
		return nil
	}
	return slices.Clone(c.behind[id])
}

// Items returns all items, sorted by id.
func (c *Catalog) Items() []Item {
	if c == nil {
		return nil
	}
	return slices.Clone(c.items)
}

// Price is the unit price that an estimate takes: the typical price, or where only a range is stated its mean, as the
// programme's own predetermined figure is the average of a range. mean says that it is such a mean; ok is false where the
// price is unknown.
func (it *Item) Price() (price Cents, mean, ok bool) {
	switch {
	case it.Typical != nil:
		return *it.Typical, false, true
	case it.Low != nil && it.High != nil:
		sum, err := it.Low.Add(*it.High)
		if err != nil {
			return 0, false, false
		}
		middle, err := sum.Times(FullRate / 2)
		return middle, true, err == nil
	}
	return 0, false, false
}
