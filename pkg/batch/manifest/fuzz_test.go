package manifest

import (
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/scenario"
)

// FuzzYAML, FuzzCSV and FuzzLines read any text: no panic, and what has no fault asks for nothing outside of the manifest's folder.
func FuzzYAML(f *testing.F) {
	f.Add(fullManifest)
	f.Add("riprep: batch/v1\noperators:\n- {inventory: ../x, folder: [], set: {a: 1, a: 2, <<: {b: 1}}}\n- [x]\nset: [1]\ndo: plan\nformats: {}\n")
	f.Add(`{"riprep": "batch/v1", "operators": [{"inventory": "a/../b", "scenario": [null, {}], "set": {"crews.tower": "1..99999"}}]}`)
	f.Add("riprep: batch/v1\nset: &s {crews.tower: &v [1, *v]}\noperators: [{folder: 'x[', set: *s}]")
	f.Fuzz(func(t *testing.T, text string) {
		var r strict.Reader
		d := &document{}
		r.Bytes("b.yaml", []byte(text), Kind, d.decode)
		sound(t, &r, d)
	})
}

func FuzzCSV(f *testing.F) {
	f.Add("operator,inventory,scenario,crews.tower\nnoel,noel/inventory.yaml,noel/scenario.yaml,0.395|1.0\nx,../x,|,2..6\n")
	f.Add("sep=;\nfolder;set.horizon;horizon\nks/*;1..2;\n\"a\nb\"c;;\n")
	f.Add("inventory\tset.\tset.set.horizon\n\x1b[1m\t\xff\t1\n")
	f.Add("folder\rks\r")
	f.Fuzz(func(t *testing.T, text string) {
		var r strict.Reader
		d := &document{}
		d.csv(&r, "b.csv", []byte(text))
		sound(t, &r, d)
	})
}

func FuzzLines(f *testing.F) {
	f.Add("{\"operator\": \"noel\", \"inventory\": \"noel/inventory.yaml\", \"set\": {\"crews.tower\": [2, \"3..4\"]}}\n\n{\"folder\": [\"ks/*\", \"..\"]}\r\n")
	f.Add("{\n} {}\n[]\nnull\n1 2\n{\"a\": {\"a\": [[")
	f.Fuzz(func(t *testing.T, text string) {
		var r strict.Reader
		d := &document{}
		r.Lines("b.jsonl", []byte(text), func(m *strict.Map) { d.entry(m, nil) })
		sound(t, &r, d)
	})
}

// sound holds what was decoded without a fault to what the rest of the room trusts in.
func sound(t *testing.T, r *strict.Reader, d *document) {
	for _, f := range r.Faults() {
		if f.Message == "" || strings.ContainsAny(f.Message+f.Hint, "\x1b\x00") {
			t.Errorf("fault %q", f)
		}
	}
	if len(r.Faults()) > 0 {
		return
	}
	for _, e := range d.entries {
		if e.operator != "" && !batch.IsName(e.operator) || (e.inventory == "") == (len(e.folders) == 0) {
			t.Errorf("%+v", e)
		}
		for _, p := range append(append([]string{}, e.folders...), e.scenarios...) {
			stays(t, p)
		}
		if e.inventory != "" {
			stays(t, e.inventory)
		}
		for i, v := range e.set {
			if !scenario.Settable(v.Field) || len(v.Values) == 0 || len(v.Values) > maxValues || i > 0 && e.set[i-1].Field >= v.Field {
				t.Errorf("%+v", v)
			}
		}
	}
}

func stays(t *testing.T, p string) {
	if p == "" || strings.HasPrefix(p, "/") || strings.HasPrefix(p, "..") || strings.Contains(p, "/../") || strings.ContainsAny(p, "\\\x00\n") {
		t.Errorf("path %q", p)
	}
}
