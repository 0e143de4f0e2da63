package manifest

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/inventory"
)

// three operators and two scenarios that they share.
var carriers = map[string]string{
	"noel/inventory.yaml": "n", "noel/scenario.yaml": "n",
	"ks/a/inventory.yaml": "a", "ks/a/scenario.yaml": "a",
	"ks/b/inventory.yaml": "b", "ks/b/scenario.yaml": "b",
	"shared/low.yaml": "l", "shared/high.yaml": "h",
}

func with(files map[string]string, name, text string) map[string]string {
	out := map[string]string{name: text}
	for k, v := range files {
		out[k] = v
	}
	return out
}

const fullManifest = `
riprep: batch/v1
do: [plan, screen]
formats: [excel, html, xlsx, json]
seed: 18446744073709551615
effort: 7
simulate: 20
as_of: 2027-03-01
set:
  funding.reimbursement.proration: [0.395, "1.0"]
  crews.tower: 2..3
operators:
  - {operator: first, inventory: noel/inventory.yaml, scenario: [noel/scenario.yaml, shared/low.yaml], set: {crews.tower: 9}}
  - {folder: ks/*, scenario: shared/high.yaml, set: {crews.ip: [none, 1..2], funding.reimbursement.proration: 39.5%}}
`

const fullUnits = `
first low shared/low.yaml crews.tower=9 funding.reimbursement.proration=0.395
first low shared/low.yaml crews.tower=9 funding.reimbursement.proration=1.0
first scenario noel/scenario.yaml crews.tower=9 funding.reimbursement.proration=0.395
first scenario noel/scenario.yaml crews.tower=9 funding.reimbursement.proration=1.0
ks.a high shared/high.yaml crews.ip=1 crews.tower=2 funding.reimbursement.proration=39.5%
ks.a high shared/high.yaml crews.ip=1 crews.tower=3 funding.reimbursement.proration=39.5%
ks.a high shared/high.yaml crews.ip=2 crews.tower=2 funding.reimbursement.proration=39.5%
ks.a high shared/high.yaml crews.ip=2 crews.tower=3 funding.reimbursement.proration=39.5%
ks.a high shared/high.yaml crews.ip=none crews.tower=2 funding.reimbursement.proration=39.5%
ks.a high shared/high.yaml crews.ip=none crews.tower=3 funding.reimbursement.proration=39.5%
ks.b high shared/high.yaml crews.ip=1 crews.tower=2 funding.reimbursement.proration=39.5%
ks.b high shared/high.yaml crews.ip=1 crews.tower=3 funding.reimbursement.proration=39.5%
ks.b high shared/high.yaml crews.ip=2 crews.tower=2 funding.reimbursement.proration=39.5%
ks.b high shared/high.yaml crews.ip=2 crews.tower=3 funding.reimbursement.proration=39.5%
ks.b high shared/high.yaml crews.ip=none crews.tower=2 funding.reimbursement.proration=39.5%
ks.b high shared/high.yaml crews.ip=none crews.tower=3 funding.reimbursement.proration=39.5%
`

func TestManifest(t *testing.T) {
	dir := lay(t, with(carriers, "batch.yaml", fullManifest))
	b := read(t, dir, usual, "batch.yaml")
	is(t, show(b), fullUnits)
	want := usual.Defaults
	want.Do, want.Formats, want.Seed, want.Effort, want.Runs = []batch.Step{batch.Screen, batch.Plan}, []string{"html", "xlsx"}, 1<<64-1, 7, 20
	want.AsOf, _ = inventory.ParseDate("2027-03-01")
	if diff := cmp.Diff(&want, b.Spec, cmp.Comparer(func(a, b inventory.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

// What the user stated goes before a manifest: options key by key, changes field by field.
func TestGiven(t *testing.T) {
	dir := lay(t, with(carriers, "batch.yaml", fullManifest))
	o := usual
	o.Given = map[string]bool{"seed": true, "do": true}
	var err error
	if o.Set, err = ParseSet([]string{"crews.tower=5", "crews.ip=1|2", "funding.reimbursement.proration=1"}); err != nil {
		t.Fatal(err)
	}
	b := read(t, dir, o, "batch.yaml")
	if b.Spec.Seed != 1 || b.Spec.Effort != 7 || len(b.Spec.Do) != 3 {
		t.Errorf("%+v", b.Spec)
	}
	if len(b.Units) != 2*2+2*2 {
		t.Error(show(b))
	}
	for _, u := range b.Units {
		if len(u.Set) != 3 || u.Set[1].Value != "5" {
			t.Errorf("%v", u.Set)
		}
	}
}

// The same batch as a list, with separators of two kinds, and as JSON lines has the same units.
func TestLists(t *testing.T) {
	const csv = "operator,inventory,scenario,folder,crews.tower,set.funding.reimbursement.proration,crews.ip\r\n" +
		"first,noel/inventory.yaml,noel/scenario.yaml|shared/low.yaml,,9,0.395|1.0,\r\n\r\n" +
		",,shared/high.yaml,ks/*,2..3,39.5%,none|1..2\r\n"
	const lines = `{"operator": "first", "inventory": "noel/inventory.yaml", "scenario": ["noel/scenario.yaml", "shared/low.yaml"], "set": {"crews.tower": 9, "funding.reimbursement.proration": [0.395, 1.0]}}

{"folder": "ks/*", "scenario": "shared/high.yaml", "set": {"crews.tower": "2..3", "crews.ip": ["none", "1..2"], "funding.reimbursement.proration": "39.5%"}}
`
	for name, text := range map[string]string{
		"b.csv": csv, "bom.csv": "\xef\xbb\xbf" + csv, "semicolons.csv": strings.ReplaceAll(csv, ",", ";"), "tabs.tsv": strings.ReplaceAll(csv, ",", "\t"),
		"b.jsonl": lines, "b.ndjson": lines,
	} {
		dir := lay(t, with(carriers, name, text))
		t.Run(name, func(t *testing.T) { is(t, show(read(t, dir, usual, name)), fullUnits) })
	}
}

// Files that a unit is read from are hashed once, and the units that share them share the list.
func TestDefaultScenarios(t *testing.T) {
	dir := lay(t, with(carriers, "batch.yaml", "riprep: batch/v1\noperators:\n- inventory: noel/inventory.yaml\n- folder: [ks, noel]\n"))
	b := read(t, dir, usual, "batch.yaml")
	is(t, show(b), `
ks.a scenario ks/a/scenario.yaml
ks.b scenario ks/b/scenario.yaml
noel scenario noel/scenario.yaml`)
	if b.Duplicates != 1 {
		t.Errorf("%d duplicates", b.Duplicates)
	}
}

// A batch is the same from another folder, on another number of cores.
func TestSameAnywhere(t *testing.T) {
	ids := func(b *Batch) (all []string) {
		for _, u := range b.Units {
			all = append(all, u.ID)
		}
		return all
	}
	one := lay(t, with(carriers, "batch.yaml", fullManifest))
	want := ids(read(t, one, usual, "batch.yaml"))
	two := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.Rename(one, two); err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(7))
	if diff := cmp.Diff(want, ids(read(t, two, usual, "batch.yaml"))); diff != "" {
		t.Error(diff)
	}
	if err := os.WriteFile(filepath.Join(two, "shared", "high.yaml"), []byte("H"), 0o666); err != nil {
		t.Fatal(err)
	}
	for i, id := range ids(read(t, two, usual, "batch.yaml")) {
		if same := id == want[i]; same != (i < 4) {
			t.Errorf("unit %d with another scenario: same id is %t", i, same)
		}
	}
}

// What a manifest asks for that makes no sense is refused as a whole, with every fault in its place.
func TestRefused(t *testing.T) {
	const head = "riprep: batch/v1\noperators:\n"
	for _, c := range []struct{ name, text, want string }{
		{"kind.yaml", "riprep: scenario/v1\n", `kind.yaml:1:9: riprep "scenario/v1": want batch/v1`},
		{"text.yaml", "riprep: batch/v1\noperators: [", "text.yaml:2:1: not valid YAML: did not find expected node content"},
		{"keys.yaml", head + "- {inventory: noel/inventory.yaml, scenarios: x}\nfor: all\ndo: [paint]\nformats: [pdf]\nseed: -1\neffort: 0\nsimulate: 2000000\nas_of: soon\n", `
keys.yaml:3:36: unknown key "scenarios"
keys.yaml:4:1: unknown key "for"
keys.yaml:5:5: do "paint": not known (want screen, estimate or plan)
keys.yaml:6:10: format "pdf": not known (want table, json, csv, tsv, html, xlsx, md, ics, mspdi, geojson, kml, cyclonedx, svg, png)
keys.yaml:7:7: seed "-1": want a whole number from 0 to 18446744073709551615
keys.yaml:8:9: effort "0": want a whole number from 1
keys.yaml:9:11: simulate 2000000: want 0 to 1000000
keys.yaml:10:8: as_of "soon": not a date (want YYYY-MM-DD)`},
		{"paths.yaml", head + "- inventory: ../noel/inventory.yaml\n- inventory: /etc/passwd\n- inventory: noel/../../x.yaml\n- folder: ..\n- {inventory: noel/inventory.yaml, scenario: [shared/low.yaml, ../x.yaml]}\n- inventory: 'noel\\inventory.yaml'\n- inventory: ks/../noel/inventory.yaml\n- folder: 'ks/[a'\n", `
paths.yaml:3:14: inventory "../noel/inventory.yaml": leaves the folder of the manifest
paths.yaml:4:14: inventory "/etc/passwd": leaves the folder of the manifest
paths.yaml:5:14: inventory "noel/../../x.yaml": leaves the folder of the manifest
paths.yaml:6:11: folder "..": leaves the folder of the manifest
paths.yaml:7:46: scenario "../x.yaml": leaves the folder of the manifest
paths.yaml:8:14: inventory "noel\\inventory.yaml": not a path
paths.yaml:9:14: inventory "ks/../noel/inventory.yaml": leaves the folder of the manifest
paths.yaml:10:11: folder "ks/[a": not a pattern: a [ that is not closed`},
		{"names.yaml", head + "- {operator: ../x, inventory: noel/inventory.yaml}\n- {operator: a/b, inventory: noel/inventory.yaml}\n- {operator: two, folder: ks}\n- {operator: x}\n- {inventory: noel/inventory.yaml, folder: noel}\n", `
names.yaml:3:14: operator "../x": not a name for an operator
names.yaml:4:14: operator "a/b": not a name for an operator
names.yaml:6:3: operator "x": neither inventory nor folder
names.yaml:7:44: both inventory and folder`},
		{"many.yaml", head + "- {operator: two, folder: ks}\n", `many.yaml:3:27: operator "two": ks holds more than one
many.yaml:3:27: operator "two": "ks/a/inventory.yaml" and "ks/b/inventory.yaml" would both be called so`},
		{"three.yaml", head + "- {operator: two, folder: .}\n", `three.yaml:3:27: operator "two": . holds more than one
three.yaml:3:27: operator "two": "noel/inventory.yaml" and "ks/a/inventory.yaml" would both be called so
three.yaml:3:27: operator "two": "noel/inventory.yaml" and "ks/b/inventory.yaml" would both be called so`},
		{"none.yaml", head + "- folder: nothing/*\n- folder: shar*\n", `
none.yaml:3:11: folder "nothing/*": nothing there
none.yaml:4:11: no inventory in shar*, nor in a folder below`},
		{"set.yaml", "riprep: batch/v1\nset: {crew.tower: 1, crews.tower: [], crews.ip: 6..2, horizon: 1..20000, soak_days: [1, [2]], crews.b: '', paint: red}\noperators: [{folder: ks}]\n", `
set.yaml:2:19: set "crew.tower": no such field
set.yaml:2:35: set crews.tower: empty
set.yaml:2:49: set crews.ip "6..2": want a range from low to high, such as 2..6
set.yaml:2:64: set horizon "1..20000": has more than 10000 values
set.yaml:2:89: soak_days: want a list of plain values
set.yaml:2:104: set crews.b "": an empty value
set.yaml:2:115: set "paint": no such field`},
		{"list.csv", "operator,inventori,crew.tower,crews.ip,crews.ip\n", `
list.csv:1:1: no column inventory, and none folder
list.csv:1:10: column "inventori": not known
list.csv:1:20: column "crew.tower": not known
list.csv:1:40: column "set.crews.ip": stands twice`},
		{"rows.csv", "operator,inventory,scenario,crews.ip\n../x,/etc/passwd,../../x,9..1\na,noel/inventory.yaml,,1,2\nb,,,\nc,noel/\x1b[1m,,\nd,\"x\"y,,\n", `
rows.csv:2:1: operator "../x": not a name for an operator
rows.csv:2:6: inventory "/etc/passwd": leaves the folder of the manifest
rows.csv:2:18: scenario "../../x": leaves the folder of the manifest
rows.csv:2:26: crews.ip "9..1": want a range from low to high, such as 2..6
rows.csv:3:26: "2": a cell without a column
rows.csv:4:1: neither inventory nor folder
rows.csv:5:3: inventory "noel/\x1b[1m": a control character or an invisible change of direction
rows.csv:6:5: a quote that is not closed, or text behind one that is`},
		{"empty.csv", "\n\n", "empty.csv: the file is empty"},
		{"head.csv", "inventory\n", "head.csv: no operators in it"},
		{"l.jsonl", "{\"inventory\": \"../x\"}\n{\"inventory\": 1, \"set\": {\"horizo\": 1}} \n[1]\n{\"a\n{} {}\n", `
l.jsonl:1:15: inventory "../x": leaves the folder of the manifest
l.jsonl:2:36: set "horizo": no such field
l.jsonl:3:1: not one JSON object
l.jsonl:4:4: not valid JSON: the text ends in the middle
l.jsonl:5:1: not one JSON object`},
	} {
		t.Run(c.name, func(t *testing.T) {
			is(t, refused(t, lay(t, with(carriers, c.name, c.text)), c.name), c.want)
		})
	}
}

func TestTooManyUnits(t *testing.T) {
	const text = "riprep: batch/v1\nset: {crews.tower: 1..1000, crews.ip: 1..1000}\noperators: [{folder: noel}, {folder: ks, set: {horizon: [10, 20]}}]\n"
	is(t, refused(t, lay(t, with(carriers, "b.yaml", text)), "b.yaml"),
		`b.yaml:3:38: more than the limit of 1000000 units: 3 operators; operator "ks.a" alone has 1 scenario × 1000 of crews.ip × 1000 of crews.tower × 2 of horizon`)
	// Of operators with as many units the first is named.
	is(t, refused(t, lay(t, with(carriers, "b.yaml", "riprep: batch/v1\nset: {crews.tower: 1..1000, crews.ip: 1..1000}\noperators: [{folder: noel}, {folder: ks/a}]\n")), "b.yaml"),
		`b.yaml:3:22: more than the limit of 1000000 units: 2 operators; operator "noel" alone has 1 scenario × 1000 of crews.ip × 1000 of crews.tower`)
}

// Two manifests of one batch may not contradict each other.
func TestTwoManifests(t *testing.T) {
	const one, other = "riprep: batch/v1\nseed: 7\noperators: [{folder: noel}]\n", "riprep: batch/v1\nseed: 8\noperators: [{folder: ks}]\n"
	dir := lay(t, with(with(carriers, "1.yaml", one), "2.yaml", other))
	is(t, refused(t, dir, "1.yaml", "2.yaml"), "2.yaml:2:7: seed 8: another manifest of this batch has 7")
	is(t, show(read(t, dir, usual, "1.yaml", "1.yaml", "ks")), `
a scenario a/scenario.yaml
b scenario b/scenario.yaml
noel scenario noel/scenario.yaml`)
}
