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
	f := strict.Fields{W: out}
	f.Raw("riprep", catalogKind.String())
	f.Text("title", d.Title)
	f.Text("note", d.Note)
	if f.Err != nil {
		return fmt.Errorf("write catalog: %w", f.Err)
	}
	if len(d.Items) == 0 {
		f.Raw("items", "[]")
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
	f := strict.Fields{W: out, Indent: strict.Item}
	f.Text("id", it.ID)
	f.Text("layer", it.Layer)
	f.Text("category", it.Category)
	f.Text("item", it.Name)
	f.Text("unit", it.Unit)
	writePrice(&f, "low", it.Low)
	writePrice(&f, "typical", it.Typical)
	writePrice(&f, "high", it.High)
	f.Text("currency", it.Currency)
	f.Raw("price_year", strconv.Itoa(it.PriceYear))
	f.Text("source", it.Source)
	f.Raw("verified", strconv.FormatBool(it.Verified))
	f.Text("confidence", it.Confidence)
	return f.Err
}

func writePrice(f *strict.Fields, key string, c *Cents) {
	if c != nil {
		f.Raw(key, c.String())
	}
}
