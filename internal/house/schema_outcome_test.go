package house

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/manifest"
	"github.com/riprep/riprep/pkg/batch/work"
)

// outcomesOf does the units that a PATH gives with these changes of their scenarios.
func outcomesOf(t *testing.T, path string, set ...string) []*batch.Outcome {
	t.Helper()
	o := manifest.Options{Defaults: batch.Spec{Do: batch.Steps, Formats: []string{"md"}, Seed: 1, Effort: 1000, Engine: "test", Rules: work.Builtins()}}
	var err error
	if o.Set, err = manifest.ParseSet(set); err != nil {
		t.Fatal(err)
	}
	m, err := manifest.Read([]string{path}, o)
	if err != nil || len(m.Units) == 0 {
		t.Fatalf("%s: %d units, %v", path, len(m.Units), err)
	}
	var out []*batch.Outcome
	for _, u := range m.Units {
		task, failure := batch.Load(u)
		if failure != nil {
			out = append(out, batch.Failed(u, failure).Outcome)
			continue
		}
		task.Cores = 1
		out = append(out, work.Do(context.Background(), task).Outcome)
	}
	return out
}

// TestSchemaOutcome validates outcomes of every status, and checks that the schema has just the keys that Outcome has, each of
// them always there.
func TestSchemaOutcome(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "batch.yaml")
	if err := os.WriteFile(missing, []byte("riprep: batch/v1\noperators:\n  - {operator: gone, inventory: gone/inventory.yaml, scenario: gone/scenario.yaml}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	schema := compiled(t, "outcome")
	seen := map[string]bool{}
	for _, o := range slices.Concat(
		outcomesOf(t, root("testdata", "first-look"), "crews.tower=2|3"),
		outcomesOf(t, root("testdata", "first-look"), "outage.subscribers=1"),
		outcomesOf(t, root("testdata", "broken", "unknown-key")),
		outcomesOf(t, missing),
	) {
		seen[o.Status] = true
		text, err := o.Encode()
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %s", o.Status, err)
		}
		m := doc.(map[string]any)
		m["weather"] = "fair"
		if err := schema.Validate(doc); err != nil {
			t.Errorf("a key of a later version: %s", err)
		}
		delete(m, "failure")
		if schema.Validate(doc) == nil {
			t.Error("an outcome without failure is valid")
		}
	}
	if len(seen) != 3 {
		t.Errorf("outcomes of %d statuses: %v", len(seen), seen)
	}
	text := schemaText(t, "outcome")
	used := map[string]bool{"outcome": true}
	keysOf(t, text, text, "outcome", reflect.TypeFor[batch.Outcome](), used)
	for name := range objects(text, "outcome") {
		if !used[name] {
			t.Errorf("the schema describes %s, which no outcome has", name)
		}
	}
}

// keysOf follows a type and the mapping that describes it: both have the same keys, and all of them must be there.
func keysOf(t *testing.T, top, object map[string]any, name string, typ reflect.Type, used map[string]bool) {
	t.Helper()
	var keys []string
	for i := range typ.NumField() {
		f := typ.Field(i)
		key := f.Tag.Get("json")
		keys = append(keys, key)
		ft := f.Type
		for ft.Kind() == reflect.Pointer || ft.Kind() == reflect.Slice {
			ft = ft.Elem()
		}
		if ft.Kind() != reflect.Struct || ft.Implements(reflect.TypeFor[json.Marshaler]()) {
			continue
		}
		def := refOf(properties(object)[key])
		inner := objects(top, name)[def]
		if inner == nil {
			t.Errorf("%s: %s has no mapping of its own in the schema", name, key)
			continue
		}
		if !used[def] {
			used[def] = true
			keysOf(t, top, inner, def, ft, used)
		}
	}
	slices.Sort(keys)
	if got := slices.Sorted(maps.Keys(properties(object))); !slices.Equal(got, keys) {
		t.Errorf("%s: the schema has the keys %q, an outcome %q", name, got, keys)
	}
	var must []string
	for _, key := range object["required"].([]any) {
		must = append(must, key.(string))
	}
	if slices.Sort(must); !slices.Equal(must, keys) {
		t.Errorf("%s: the schema requires %q of %q", name, must, keys)
	}
}

// refOf is the name of the mapping that a property, the items of its list, or the first of its kinds refers to.
func refOf(p any) string {
	m, _ := p.(map[string]any)
	if items, ok := m["items"].(map[string]any); ok {
		m = items
	}
	if one, ok := m["oneOf"].([]any); ok && len(one) > 0 {
		m, _ = one[0].(map[string]any)
	}
	ref, _ := m["$ref"].(string)
	return trimRef(ref)
}

// TestOutcomePage checks that files.md explains every key of an outcome.
func TestOutcomePage(t *testing.T) {
	page := docText(t, "files.md")
	_, chapter, ok := strings.Cut(page, "\n## outcome/v1\n")
	if !ok {
		t.Fatal("files.md has no chapter outcome/v1")
	}
	chapter, _, _ = strings.Cut(chapter, "\n## ")
	text := schemaText(t, "outcome")
	for name, object := range objects(text, "outcome") {
		for key := range properties(object) {
			if key != "riprep" && !strings.Contains(chapter, "`"+key+"`") {
				t.Errorf("files.md does not explain %s of %s", key, name)
			}
		}
	}
}
