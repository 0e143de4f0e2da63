package synth

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// WriteYAML writes an inventory as a file of kind inventory/v1 that inventory.Load reads back equal, but for places and
// sources. Each site, element and link takes one line; a field that holds its default is left out, and a blank line
// stands where the elements of the next site begin. Text that is not UTF-8 and numbers that are not finite are an error.
func WriteYAML(w io.Writer, inv *inventory.Inventory) error {
	out := bufio.NewWriter(w)
	err := writeInventory(out, inv)
	if err != nil {
		return fmt.Errorf("write inventory: %w", err)
	}
	return out.Flush()
}

func writeInventory(out *bufio.Writer, inv *inventory.Inventory) error {
	out.WriteString("riprep: inventory/v1\n")
	op, err := operatorLine(&inv.Operator)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "operator: %s\n", op)
	err = list(out, "sites", len(inv.Sites), func(i int) (string, error) { return siteLine(&inv.Sites[i]) }, nil)
	if err != nil {
		return err
	}
	err = list(out, "elements", len(inv.Elements),
		func(i int) (string, error) { return elementLine(&inv.Elements[i]) },
		func(i int) bool { return inv.Elements[i].Site != inv.Elements[i-1].Site })
	if err != nil {
		return err
	}
	return list(out, "links", len(inv.Links), func(i int) (string, error) { return linkLine(&inv.Links[i]) }, nil)
}

// list writes a key with one line for each item, nothing where there is none.
func list(out *bufio.Writer, key string, n int, line func(int) (string, error), gap func(int) bool) error {
	if n == 0 {
		return nil
	}
	fmt.Fprintf(out, "%s:\n", key)
	for i := range n {
		s, err := line(i)
		if err != nil {
			return err
		}
		if gap != nil && i > 0 && gap(i) {
			out.WriteByte('\n')
		}
		fmt.Fprintf(out, "  - %s\n", s)
	}
	return nil
}

func operatorLine(op *inventory.Operator) (string, error) {
	f := flow{what: "operator", id: op.ID}
	f.text("id", op.ID)
	f.name(op.Name)
	f.text("frn", op.FRN)
	f.integer("customers", op.Customers)
	f.text("kind", op.Kind)
	f.text("source", op.Source)
	return f.done()
}

func siteLine(s *inventory.Site) (string, error) {
	f := flow{what: "site", id: s.ID}
	f.text("id", s.ID)
	f.name(s.Name)
	f.text("kind", s.Kind)
	if s.Location != nil {
		loc := flow{}
		loc.float("lat", &s.Location.Lat)
		loc.float("lon", &s.Location.Lon)
		f.nest("location", loc)
	}
	f.text("region", s.Region)
	f.text("country", s.Country)
	f.integer("subscribers", &s.Subscribers) // 0 too: silence would mean that nobody knows
	f.text("emergency", s.Emergency)
	f.texts("sensitive", s.Sensitive)
	f.text("application", s.Application)
	var closed []flow
	for i := range s.Closed {
		c := flow{}
		c.raw("from", s.Closed[i].From.String())
		c.raw("to", s.Closed[i].To.String())
		c.texts("work", s.Closed[i].Work)
		c.text("why", s.Closed[i].Why)
		closed = append(closed, c)
	}
	f.nests("closed", closed)
	f.texts("neighbors", s.Neighbors)
	f.float("coverage_km", s.CoverageKM)
	return f.done()
}

func elementLine(e *inventory.Element) (string, error) {
	f := flow{what: "element", id: e.ID}
	f.text("id", e.ID)
	f.text("site", e.Site)
	f.text("domain", e.Domain)
	f.text("role", e.Role)
	f.text("vendor", e.Vendor)
	f.text("model", e.Model)
	f.text("part_number", e.PartNumber)
	if e.Quantity != 1 {
		f.integer("quantity", &e.Quantity)
	}
	f.words("generations", e.Generations)
	if !e.Acquired.IsZero() {
		f.raw("acquired", e.Acquired.String())
	}
	f.texts("serials", e.Serials)
	var parts []flow
	for _, p := range e.Parts {
		part := flow{}
		part.text("vendor", p.Vendor)
		part.text("model", p.Model)
		part.text("role", p.Role)
		parts = append(parts, part)
	}
	f.nests("parts", parts)
	f.texts("coupled_with", e.CoupledWith)
	f.texts("uplinks", e.Uplinks)
	if e.Gateway != nil {
		f.raw("gateway", strconv.FormatBool(*e.Gateway))
	}
	return f.done()
}

func linkLine(k *inventory.Link) (string, error) {
	f := flow{what: "link of", id: k.A}
	f.text("a", k.A)
	f.text("b", k.B)
	f.text("kind", k.Kind)
	f.float("km", k.KM)
	return f.done()
}

// flow gathers the keys of one flow mapping, and the first thing that cannot be written.
type flow struct {
	what, id string // for the error
	keys     []string
	err      error
}

func (f *flow) raw(key, value string) { f.keys = append(f.keys, key+": "+value) }

func (f *flow) text(key, value string) {
	if value == "" {
		return
	}
	s, err := strict.Quote(value)
	f.fail(key, err)
	f.raw(key, s)
}

// name leaves out a name that is the id, which is what it is taken for when absent.
func (f *flow) name(name string) {
	if name != f.id {
		f.text("name", name)
	}
}

// words writes a list of this package's own words, which need no quotes: 4g is a text in YAML.
func (f *flow) words(key string, values []string) {
	for _, v := range values {
		if len(v) != 2 || v[0] < '0' || v[0] > '9' || v[1] != 'g' {
			f.texts(key, values)
			return
		}
	}
	if len(values) > 0 {
		f.raw(key, "["+strings.Join(values, ", ")+"]")
	}
}

func (f *flow) texts(key string, values []string) {
	if len(values) == 0 {
		return
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		s, err := strict.Quote(v)
		f.fail(key, err)
		quoted[i] = s
	}
	f.raw(key, "["+strings.Join(quoted, ", ")+"]")
}

func (f *flow) integer(key string, value *int) {
	if value != nil {
		f.raw(key, strconv.Itoa(*value))
	}
}

func (f *flow) float(key string, value *float64) {
	if value == nil {
		return
	}
	s, err := number(*value)
	f.fail(key, err)
	f.raw(key, s)
}

func (f *flow) nest(key string, inner flow) {
	s, err := inner.done()
	f.fail(key, err)
	f.raw(key, s)
}

func (f *flow) nests(key string, inner []flow) {
	if len(inner) == 0 {
		return
	}
	items := make([]string, len(inner))
	for i := range inner {
		s, err := inner[i].done()
		f.fail(key, err)
		items[i] = s
	}
	f.raw(key, "["+strings.Join(items, ", ")+"]")
}

func (f *flow) fail(key string, err error) {
	if f.err == nil && err != nil {
		f.err = fmt.Errorf("%s %w", key, err)
	}
}

func (f *flow) done() (string, error) {
	if f.err != nil && f.what != "" {
		return "", fmt.Errorf("%s %q: %w", f.what, f.id, f.err)
	}
	return "{" + strings.Join(f.keys, ", ") + "}", f.err
}
