package cyclonedx_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/cyclonedx"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

func encode(t testing.TB, d *view.Document, version string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := cyclonedx.Encode(&out, d, view.Env{Version: version}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// files are the two bills of a folder, by name.
func files(t testing.TB, d *view.Document, version string) map[string][]byte {
	t.Helper()
	list, err := cyclonedx.Files(d, view.Env{Version: version})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range list {
		var text bytes.Buffer
		if err := f.Encode(&text); err != nil {
			t.Fatal(err)
		}
		out[f.Name] = text.Bytes()
	}
	return out
}

func decode(t testing.TB, text []byte) *cdx.BOM {
	t.Helper()
	bom := new(cdx.BOM)
	if err := cdx.NewBOMDecoder(bytes.NewReader(text), cdx.BOMFileFormatJSON).Decode(bom); err != nil {
		t.Fatal(err)
	}
	return bom
}

// withParts is the sample with a chipset inside an element and inside a product, several serials, and a package that stays.
func withParts(t testing.TB) *view.Document {
	d := reporttest.Operator(t, "first-look", func(in *planner.Inputs) {
		e := &in.Inventory.Elements[4]
		e.Parts = []inventory.Part{{Vendor: "HiSilicon", Model: "SD5116", Role: "chipset"}, {Role: "module"}}
		e.Serials, e.PartNumber = []string{"2102311", "2102312"}, "03054321"
	})
	last := &d.Plan.Packages[len(d.Plan.Packages)-1]
	last.Option, last.Method, last.Activities, last.Products = "defer", "defer", nil, nil
	return d
}

// documents are those that the properties are held to. They are made once, and no test changes them.
func documents(t testing.TB) map[string]*view.Document {
	t.Helper()
	once.Do(func() {
		made = map[string]*view.Document{
			"first-look": reporttest.Sample(t), "hostile": reporttest.Hostile(t), "parts": withParts(t), "by-hand": reporttest.Operator(t, "by-hand", nil),
			"function": reporttest.Operator(t, "management-function", nil),
		}
		if !testing.Short() && !trials.Raced { // one goroutine: the large one without the detector alone
			made["us-carrier"] = reporttest.Operator(t, "us-carrier", nil)
		}
	})
	if made == nil {
		t.Fatal("no documents")
	}
	return made
}

var (
	once sync.Once
	made map[string]*view.Document
)

// TestSchema holds every bill to the official schema of its version.
func TestSchema(t *testing.T) {
	for _, version := range cyclonedx.Versions {
		compiler := jsonschema.NewCompiler()
		compiler.AssertFormat()
		entries, err := os.ReadDir(filepath.Join("testdata", "schema"))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if filepath.Ext(e.Name()) != ".json" {
				continue
			}
			text, err := os.ReadFile(filepath.Join("testdata", "schema", e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiler.AddResource("http://cyclonedx.org/schema/"+e.Name(), doc); err != nil {
				t.Fatal(err)
			}
		}
		schema, err := compiler.Compile("http://cyclonedx.org/schema/bom-" + version + ".schema.json")
		if err != nil {
			t.Fatal(err)
		}
		for name, d := range documents(t) {
			all := files(t, d, version)
			all["both"] = encode(t, d, version)
			for file, text := range all {
				value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
				if err != nil {
					t.Fatal(err)
				}
				if err := schema.Validate(value); err != nil {
					t.Errorf("%s, %s, %s: %v", version, name, file, err)
				}
				if !strings.Contains(string(text[:200]), `"specVersion": "`+version+`"`) {
					t.Errorf("%s: %s: not of that version", version, name)
				}
			}
		}
		broken, _ := jsonschema.UnmarshalJSON(strings.NewReader(`{"bomFormat": "CycloneDX", "specVersion": "` + version + `", "components": [{"type": "gear", "name": "x"}]}`))
		if schema.Validate(broken) == nil {
			t.Error("the schema refuses nothing")
		}
	}
}

// TestCycle: what the library reads it writes again as the same bytes.
func TestCycle(t *testing.T) {
	for name, d := range documents(t) {
		text := encode(t, d, "")
		if again := encode(t, d, ""); !bytes.Equal(text, again) {
			t.Errorf("%s: written twice: not the same", name)
		}
		var again bytes.Buffer
		if err := cdx.NewBOMEncoder(&again, cdx.BOMFileFormatJSON).SetPretty(true).Encode(decode(t, text)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again.Bytes(), text) {
			t.Errorf("%s: read and written again: %s", name, cmp.Diff(string(text), again.String()))
		}
	}
}

// values of a property of a component.
func values(c *cdx.Component, name string) (out []string) {
	if c.Properties == nil {
		return nil
	}
	for _, p := range *c.Properties {
		if p.Name == name {
			out = append(out, p.Value)
		}
	}
	return out
}

func byRef(bom *cdx.BOM) map[string]*cdx.Component {
	out := map[string]*cdx.Component{}
	for i := range *bom.Components {
		out[(*bom.Components)[i].BOMRef] = &(*bom.Components)[i]
	}
	return out
}

// TestStates: the gear before is that of the inventory with its quantities and verdicts; after the plan what a package takes
// out is gone, and in its place stands what the estimate has of products.
func TestStates(t *testing.T) {
	for name, d := range documents(t) {
		both, folder := byRef(decode(t, encode(t, d, ""))), files(t, d, "")
		before, after := byRef(decode(t, folder["before.cdx.json"])), byRef(decode(t, folder["after.cdx.json"]))
		inv := d.Case.In.Inventory
		if len(before) != len(inv.Elements) {
			t.Errorf("%s: %d components before, the inventory has %d elements", name, len(before), len(inv.Elements))
		}
		gone := map[string]string{} // element → package
		bought := map[string]cost.Quantity{}
		for i := range d.Plan.Packages {
			w := &d.Plan.Packages[i]
			if w.Deferred() || w.Method == "function" {
				continue
			}
			for _, id := range w.Elements {
				gone[id] = w.ID
			}
			for k := range w.Lines {
				if l := &w.Lines[k]; l.Element != "" && isProduct(d, w, l) {
					bought[l.Element] += l.Quantity
				}
			}
		}
		for i := range inv.Elements {
			e, f := &inv.Elements[i], &d.Plan.Findings[i]
			c := before["element:"+e.ID]
			if c == nil {
				t.Fatalf("%s: no %s before", name, e.ID)
			}
			if got := values(c, "riprep:verdict"); !slices.Equal(got, []string{f.Verdict}) {
				t.Errorf("%s: %s: verdict %q, the plan has %q", name, e.ID, got, f.Verdict)
			}
			if got, want := values(c, "cdx:device:serialNumber"), len(e.Serials); name == "parts" && len(got) != want {
				t.Errorf("%s: %s: %d serials, the inventory has %d", name, e.ID, len(got), want)
			}
			if got := values(c, "riprep:package"); f.Package != "" && !slices.Equal(got, []string{f.Package}) {
				t.Errorf("%s: %s: package %q, the plan has %q", name, e.ID, got, f.Package)
			}
			_, stays := after["element:"+e.ID]
			if goes := gone[e.ID] != ""; stays == goes {
				t.Errorf("%s: %s: stays %v, and its package takes it out %v", name, e.ID, stays, goes)
			}
			want := map[bool]string{true: "both", false: "before"}[stays]
			if got := values(both["element:"+e.ID], "riprep:state"); !slices.Equal(got, []string{want}) {
				t.Errorf("%s: %s: state %q, want %s", name, e.ID, got, want)
			}
		}
		came := map[string]cost.Quantity{}
		for ref, c := range after {
			if both[ref] == nil {
				t.Errorf("%s: %s is not in the bill of both", name, ref)
			}
			if strings.HasPrefix(ref, "new:") {
				q, err := cost.ParseQuantity(values(c, "cdx:device:quantity")[0])
				if err != nil {
					t.Fatal(err)
				}
				came[values(c, "riprep:replaces")[0]] += q
			}
		}
		if diff := cmp.Diff(bought, came); diff != "" {
			t.Errorf("%s: what comes (-estimate +bill): %s", name, diff)
		}
	}
}

// isProduct reports whether a line is of a product of the package, or of one that is not known.
func isProduct(d *view.Document, w *planner.PlannedPackage, l *cost.Line) bool {
	if l.Item == "unknown" {
		return true
	}
	return slices.ContainsFunc(w.Products, func(id string) bool {
		for _, p := range d.Case.In.Products.Products {
			if p.ID == id && p.Item == l.Item {
				return true
			}
		}
		return false
	})
}

// TestSample reads some values of the sample that the inventory states.
func TestSample(t *testing.T) {
	d := withParts(t)
	both := byRef(decode(t, encode(t, d, "")))
	c := both["element:alder-rtr"]
	if c.Name != "NE40E" || c.Manufacturer.Name != "Huawei" || c.Supplier.Name != "Huawei" || c.Type != cdx.ComponentTypeDevice {
		t.Errorf("component %+v", c)
	}
	if got := values(c, "cdx:device:serialNumber"); !slices.Equal(got, []string{"2102311", "2102312"}) {
		t.Errorf("serials %q", got)
	}
	if c.Components == nil || (*c.Components)[0].Name != "SD5116" || (*c.Components)[0].Manufacturer.Name != "HiSilicon" || (*c.Components)[1].Manufacturer != nil {
		t.Errorf("parts %+v", c.Components)
	}
	if got := values(both["element:birch-rru"], "cdx:device:quantity"); !slices.Equal(got, []string{"6"}) {
		t.Errorf("quantity %q", got)
	}
}

// TestSerial: the number of a bill is made of its content: the same for both versions, another where anything differs.
func TestSerial(t *testing.T) {
	d := reporttest.Sample(t)
	one := decode(t, encode(t, d, "1.7")).SerialNumber
	if other := decode(t, encode(t, d, "1.6")).SerialNumber; other != one {
		t.Errorf("1.6 has %s, 1.7 has %s", other, one)
	}
	seen := map[string]bool{one: true}
	for name, text := range files(t, d, "") {
		if n := decode(t, text).SerialNumber; seen[n] {
			t.Errorf("%s has the number of another", name)
		}
	}
	d.Plan.Findings[0].Evidence += "."
	if other := decode(t, encode(t, d, "")).SerialNumber; other == one {
		t.Error("another content has the same number")
	}
	if err := cyclonedx.Encode(&bytes.Buffer{}, d, view.Env{Version: "1.5"}); err == nil {
		t.Error("1.5 is written")
	}
}

// TestGolden: a component for each hostile name, and what comes in the place of two packages.
func TestGolden(t *testing.T) {
	d := reporttest.Hostile(t)
	inv := *d.Case.In.Inventory
	in := *d.Case.In
	in.Inventory = &inv
	d.Case = &planner.Case{In: &in}
	inv.Elements, inv.Links = slices.Clone(inv.Elements[:17]), nil
	d.Plan.Inputs = d.Plan.Inputs[:2]
	d.Plan.Packages, d.Plan.Findings = d.Plan.Packages[:2], slices.Clone(d.Plan.Findings[:17])
	for i, name := range reporttest.HostileNames {
		e := &inv.Elements[i]
		e.Vendor, e.Model, e.PartNumber, e.Serials, e.Uplinks = name, name, name, []string{name}, nil
		e.Parts = []inventory.Part{{Vendor: name, Model: name}}
		d.Plan.Findings[i] = planner.FindingRow{Element: e.ID, Verdict: "unknown", Evidence: name, Settle: name}
	}
	text := encode(t, d, "")
	for _, r := range string(text) {
		if r != '\n' && (unicode.In(r, unicode.Cc, unicode.Cf) || r == '<') {
			t.Errorf("character %U", r)
		}
	}
	reporttest.Golden(t, "hostile.json", text)
}
