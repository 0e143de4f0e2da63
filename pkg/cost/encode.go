package cost

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"github.com/riprep/riprep/internal/strict"
)

// Document is a catalog file as a whole: what it says of itself, for people, and its items in their order.
type Document struct {
	Title, Note string
	Items       []Item
}

// WriteCatalog writes a file of kind catalog/v1 that LoadCatalog reads back equal, but for the places of the items. Every
// item states all that it knows, so that one can be taken out of the file and put into another; a price that is unknown is
// left out. Texts are quoted where YAML asks for it, and one that no file may hold is an error.
func WriteCatalog(w io.Writer, d Document) error {
	out := bufio.NewWriter(w)
	f := fields{w: out, indent: ""}
	f.raw("riprep", catalogKind.String())
	f.text("title", d.Title)
	f.text("note", d.Note)
	if f.err != nil {
		return fmt.Errorf("write catalog: %w", f.err)
	}
	if len(d.Items) == 0 {
		f.raw("items", "[]")
		return out.Flush()
	}
	out.WriteString("items:\n")
	for i := range d.Items {
		if err := writeItem(out, &d.Items[i]); err != nil {
			return fmt.Errorf("write catalog: item %q: %w", d.Items[i].ID, err)
		}
	}
	return out.Flush()
}

func writeItem(out *bufio.Writer, it *Item) error {
	f := fields{w: out, indent: "  - "}
	f.text("id", it.ID)
	f.text("layer", it.Layer)
	f.text("category", it.Category)
	f.text("item", it.Name)
	f.text("unit", it.Unit)
	f.price("low", it.Low)
	f.price("typical", it.Typical)
	f.price("high", it.High)
	f.text("currency", it.Currency)
	f.raw("price_year", strconv.Itoa(it.PriceYear))
	f.text("source", it.Source)
	f.raw("verified", strconv.FormatBool(it.Verified))
	f.text("confidence", it.Confidence)
	return f.err
}

// fields writes the keys of one mapping, a line for each, and keeps the first thing that cannot be written. What the writer
// below has to say is kept by bufio until it is flushed.
type fields struct {
	w      *bufio.Writer
	indent string // of the next line: the first of an item has its dash
	err    error
}

func (f *fields) raw(key, value string) {
	fmt.Fprintf(f.w, "%s%s: %s\n", f.indent, key, value)
	if f.indent != "" {
		f.indent = "    "
	}
}

func (f *fields) text(key, value string) {
	if value == "" || f.err != nil {
		return
	}
	if why := strict.Refuses(value); why != "" {
		f.err = fmt.Errorf("%s %.80q: %s", key, value, why)
		return
	}
	quoted, err := strict.Quote(value)
	if err != nil {
		f.err = fmt.Errorf("%s %w", key, err)
		return
	}
	f.raw(key, quoted)
}

func (f *fields) price(key string, c *Cents) {
	if c != nil {
		f.raw(key, c.String())
	}
}
