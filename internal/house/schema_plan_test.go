package house

import (
	"bytes"
	"context"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/planjson"
	"github.com/riprep/riprep/pkg/scenario"
)

// TestSchemaPlan validates a plan that riprep makes, and checks that the schema and the plan have the same keys in the
// same mappings.
func TestSchemaPlan(t *testing.T) {
	var r strict.Reader
	// An override and all objectives, so that nothing is absent that a plan can have.
	in := planner.Load(&r, root("testdata", "first-look"), []scenario.Override{{Field: "horizon", Value: "100"}})
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	in.Scenario.Objectives = scenario.ObjectiveNames
	in.Scenario.Estimate.Network = []scenario.NetworkItem{{Item: "training-course", Quantity: cost.One, Tag: cost.Replacement, On: in.Scenario.Start}}
	c, err := planner.NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := c.Plan(context.Background(), planner.Options{Version: "test", Effort: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := planjson.Encode(&out, plan); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(&out)
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled(t, "plan").Validate(doc); err != nil {
		t.Error(err)
	}
	text := schemaText(t, "plan")
	seen := map[string]bool{}
	sameKeys(t, text, text, "plan", doc, seen)
	for name := range objects(text, "plan") {
		if !seen[name] {
			t.Errorf("the plan of this test has no %s", name)
		}
	}
	// A plan that a later minor version writes is fine, one without a key is not.
	m := doc.(map[string]any)
	m["weather"] = "fair"
	if err := compiled(t, "plan").Validate(doc); err != nil {
		t.Errorf("a key of a later version: %s", err)
	}
	delete(m, "engine")
	if err := compiled(t, "plan").Validate(doc); err == nil {
		t.Error("a plan without engine is valid")
	}
}

// sameKeys follows the schema down a value. name is the mapping that object describes.
func sameKeys(t *testing.T, top, object map[string]any, name string, value any, seen map[string]bool) {
	m, ok := value.(map[string]any)
	if !ok {
		return
	}
	props := properties(object)
	first := !seen[name]
	seen[name] = true
	for key := range m {
		if props[key] == nil {
			t.Errorf("%s: %s is not in the schema", name, key)
		}
	}
	for key, p := range props {
		if _, there := m[key]; !there && first {
			t.Errorf("%s: no %s in the plan", name, key)
		}
		prop, _ := p.(map[string]any)
		values := []any{m[key]}
		if items, ok := prop["items"].(map[string]any); ok {
			prop = items
			values, _ = m[key].([]any)
		}
		ref, _ := prop["$ref"].(string)
		def, described := objects(top, "plan")[trimRef(ref)]
		for _, v := range values {
			if described && ref != "" {
				sameKeys(t, top, def, trimRef(ref), v, seen)
			}
		}
	}
}

func trimRef(ref string) string {
	const defs = "#/$defs/"
	if len(ref) > len(defs) {
		return ref[len(defs):]
	}
	return ""
}
