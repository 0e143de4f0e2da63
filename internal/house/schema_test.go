package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/manifest"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/pricebook"
	"github.com/riprep/riprep/pkg/cost/programme"
	"github.com/riprep/riprep/pkg/cost/quotes"
	"github.com/riprep/riprep/pkg/cost/round"
	"github.com/riprep/riprep/pkg/cost/sanity"
	"github.com/riprep/riprep/pkg/failure"
	"github.com/riprep/riprep/pkg/filing"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/scenario"
)

// schemaKinds are the kinds that docs/schema describes and that are decoded key by key, with the keys that their decoders
// ask for.
func schemaKinds() map[string]map[string][]string {
	rules := policy.SchemaKeys()
	vendors := []string{"vendor", "affiliate", "family", "apart", "snmp"}
	some := func(names ...string) map[string][]string {
		out := map[string][]string{}
		for _, name := range names {
			out[name] = rules[name]
		}
		return out
	}
	return map[string]map[string][]string{
		"inventory":   inventory.SchemaKeys(),
		"scenario":    scenario.SchemaKeys(),
		"catalog":     cost.SchemaKeys(),
		"catalog-map": pricebook.SchemaKeys(),
		"products":    products.SchemaKeys(),
		"programme":   programme.SchemaKeys(),
		"quotes":      quotes.SchemaKeys(),
		"progress":    filing.ProgressKeys(),
		"regime":      some(append(vendors, "regime", "source", "entry", "scope", "origin", "cap", "exception", "review")...),
		"vendors":     some(append(vendors, "vendors", "words")...),
		"criteria":    some("criteria", "source", "group", "criterion"),
		"answers":     some("answers", "answer"),
		"round":       round.SchemaKeys(),
		"reported":    sanity.SchemaKeys(),
		"batch":       manifest.SchemaKeys(),
	}
}

func root(parts ...string) string { return filepath.Join(append([]string{"..", ".."}, parts...)...) }

func schemaPath(kind string) string { return root("docs", "schema", kind+"-v1.schema.json") }

// schemaText reads a schema as plain JSON values.
func schemaText(t *testing.T, kind string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(schemaPath(kind))
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%s: %s", kind, err)
	}
	return doc
}

// compiled also checks the schema against draft 2020-12's own schema.
func compiled(t *testing.T, kind string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(schemaPath(kind))
	if err != nil {
		t.Fatalf("%s: %s", kind, err)
	}
	return s
}

// objects are the mappings that a schema describes key by key: the document under the kind's own name, and its $defs.
func objects(doc map[string]any, kind string) map[string]map[string]any {
	out := map[string]map[string]any{kind: doc}
	defs, _ := doc["$defs"].(map[string]any)
	for name, def := range defs {
		if d, ok := def.(map[string]any); ok && d["properties"] != nil {
			out[name] = d
		}
	}
	return out
}

func properties(object map[string]any) map[string]any {
	p, _ := object["properties"].(map[string]any)
	return p
}

// TestSchemaKeys holds the schemas and the decoders together: both know the same keys of the same mappings.
func TestSchemaKeys(t *testing.T) {
	for kind, asked := range schemaKinds() {
		doc := schemaText(t, kind)
		if doc["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("%s: $schema is %v", kind, doc["$schema"])
		}
		in := objects(doc, kind)
		if got, want := slices.Sorted(maps.Keys(in)), slices.Sorted(maps.Keys(asked)); !slices.Equal(got, want) {
			t.Errorf("%s: the schema describes %q, the decoder reads %q", kind, got, want)
		}
		for name, keys := range asked {
			got := slices.Sorted(maps.Keys(properties(in[name])))
			if len(keys) == 0 || !slices.Equal(got, keys) {
				t.Errorf("%s: %s has the keys %q, the decoder asks for %q", kind, name, got, keys)
			}
			if in[name]["additionalProperties"] != false {
				t.Errorf("%s: %s lets unknown keys in, and loading is strict", kind, name)
			}
		}
	}
}

// TestSchemaWords compares every list of words with the one that loading uses.
func TestSchemaWords(t *testing.T) {
	tags := []string{string(cost.Removal), string(cost.Replacement), string(cost.Disposal)}
	words := map[string][]string{
		"products product medium": products.Media,

		"progress unit sanitized":   filing.SanitizedWords,
		"progress order reason":     filing.Reasons,
		"progress delay reason":     filing.Reasons,
		"progress invoice_line tag": tags,
		"quotes document basis":     cost.Bases,

		"batch batch do": {string(batch.Screen), string(batch.Estimate), string(batch.Plan)},

		"scenario network tag": tags,

		"inventory operator kind":       inventory.OperatorKinds,
		"inventory site kind":           inventory.SiteKinds,
		"inventory site emergency":      {"sole", "shared"},
		"inventory closure work":        inventory.WorkKinds,
		"inventory element domain":      inventory.Domains,
		"inventory element role":        inventory.Roles,
		"inventory element generations": inventory.Generations,
		"inventory element uses":        inventory.Uses,
		"inventory site roaming":        inventory.RoamingWords,
		"inventory need generations":    inventory.Generations,
		"inventory link kind":           inventory.LinkKinds,

		"scenario scenario period":         scenario.PeriodNames,
		"scenario scenario objectives":     scenario.ObjectiveNames,
		"scenario outage neighbors":        scenario.NeighborWords,
		"scenario outage sole_emergency":   scenario.SoleEmergencyWords,
		"scenario blackout work":           inventory.WorkKinds,
		"scenario outage roaming_critical": scenario.SoleEmergencyWords,
		"scenario outage outside_windows":  scenario.OutsideWords,
		"scenario window days":             scenario.Weekdays,
		"scenario extension kind":          scenario.ExtensionKinds,
		"scenario window work":             inventory.WorkKinds,
		"scenario scenario remove":         scenario.RemoveWords,
		"scenario scenario in_place":       scenario.InPlaceWords,
		"scenario order hubs":              scenario.HubWords,
		"scenario clean_path paths":        scenario.PathWords,
		"scenario risk traffic":            scenario.TrafficWords,
		"scenario uncertainty prices":      scenario.PriceWords,
		"scenario uncertainty overruns":    scenario.OverrunWords,
		"scenario weather work":            inventory.WorkKinds,

		"scenario uncertainty durations_drawn": scenario.DrawnWords,

		"catalog item layer":      cost.Layers,
		"catalog item currency":   {"USD"},
		"catalog item confidence": cost.Confidences,

		"products product domain":      inventory.Domains,
		"products product roles":       inventory.Roles,
		"products product generations": inventory.Generations,
		"products product site_kinds":  inventory.SiteKinds,
		"products method method":       products.MethodKinds,
		"products method domains":      inventory.Domains,
		"products method roles":        inventory.Roles,
		"products step kind":           products.StepKinds,
		"products item per":            products.PerKinds,
		"products item tag":            tags,

		"programme provider kinds":          inventory.OperatorKinds,
		"programme provider confidence":     cost.Confidences,
		"programme rule answer":             programme.Answers,
		"programme rule confidence":         cost.Confidences,
		"programme condition tags":          tags,
		"programme condition layers":        cost.Layers,
		"programme condition basis":         append([]string{string(cost.FromCatalog)}, cost.Bases...),
		"programme condition gear":          programme.GearWords,
		"programme condition comparable":    programme.ComparableWords,
		"programme kit domains":             inventory.Domains,
		"programme kit roles":               inventory.Roles,
		"programme kit roles_without":       inventory.Roles,
		"programme kit generations":         inventory.Generations,
		"programme kit generations_without": inventory.Generations,
		"programme kit medium":              programme.Media,
		"programme extensions confidence":   cost.Confidences,
		"programme deadline who":            programme.WhoWords,
		"programme deadline after":          append(slices.Clone(programme.Events), "term"),
		"programme deadline until":          programme.Events,
		"programme deadline met":            programme.Events,
		"programme deadline confidence":     cost.Confidences,
		"scenario payment layers":           cost.Layers,
		"scenario payment tags":             tags,

		"regime regime status":        policy.Statuses,
		"regime entry subject":        policy.Subjects,
		"regime entry status":         policy.Statuses,
		"regime entry demand":         policy.Demands,
		"regime entry function":       policy.Functions,
		"regime entry paths":          policy.PathWords,
		"regime entry confidence":     policy.Confidences,
		"regime cap of":               policy.Measures,
		"regime exception confidence": policy.Confidences,
		"regime scope domains":        inventory.Domains,
		"regime scope roles":          inventory.Roles,
		"regime scope generations":    inventory.Generations,
		"regime scope site_kinds":     inventory.SiteKinds,
		"regime scope operators":      inventory.OperatorKinds,
		"regime scope uses":           inventory.Uses,
		"regime review roles":         inventory.Roles,
		"regime review confidence":    policy.Confidences,

		"criteria criterion trust":      policy.TrustWords,
		"criteria criterion confidence": policy.Confidences,

		"answers answer answer": policy.AnswerWords,

		"plan objective name":       scenario.ObjectiveNames,
		"plan package domain":       inventory.Domains,
		"plan package method":       {"overlay", "in-place", "function", "retire", "defer"}, // a test is a part of another method's work,
		"plan risk_factors role":    scenario.RiskRoles,
		"plan activity kind":        products.StepKinds,
		"plan line tag":             tags,
		"plan line step":            append(slices.Clone(products.StepKinds), ""),
		"plan payment milestone":    {string(cost.AtStart), string(cost.AtOrder), string(cost.AtDelivery), string(cost.AtAcceptance)},
		"plan line basis":           append(append([]string{string(cost.FromCatalog)}, cost.Bases...), ""),
		"plan line eligible":        {string(cost.EligibleYes), string(cost.EligiblePartly), string(cost.EligibleNo), string(cost.Arguable), string(cost.Unclear)},
		"plan rule status":          policy.Statuses,
		"plan rule demand":          policy.Demands,
		"plan finding domain":       inventory.Domains,
		"plan finding verdict":      {policy.Covered.String(), policy.NotCovered.String(), policy.Unknown.String()},
		"plan finding demand":       slices.Concat([]string{""}, policy.Demands),
		"plan finding confidence":   policy.ConfidenceWords(),
		"plan finding removal":      policy.RemovalWords(),
		"plan finding buy":          {policy.Yes.String(), policy.No.String(), policy.NotKnown.String()},
		"plan finding reimbursable": {policy.Yes.String(), policy.No.String(), policy.NotKnown.String()},
		"plan plan status":          {"optimal", "feasible"},

		"catalog-map number decimal":      pricebook.Decimals,
		"catalog-map number thousands":    pricebook.Thousands,
		"catalog-map number round":        pricebook.Rounds,
		"catalog-map defaults currency":   cost.Currencies,
		"catalog-map defaults confidence": cost.Confidences,
		"catalog-map defaults layer":      cost.Layers,
		"catalog-map catalog-map id_from": pricebook.Fields(),

		"reported point kind": sanity.Kinds,

		"outcome outcome status":   {batch.StatusDone, batch.StatusNoPlan, batch.StatusFailed},
		"outcome outcome do":       {string(batch.Screen), string(batch.Estimate), string(batch.Plan)},
		"outcome screened verdict": {policy.Covered.String(), policy.Unknown.String()},
		"outcome plan status":      {"optimal", "feasible"},
		"outcome objective name":   scenario.ObjectiveNames,
		"outcome failure kind": {failure.NoPlan.Kind(), batch.FailInput, batch.FailTimeout, batch.FailMemory, batch.FailCrash, batch.FailPanic, batch.FailUnverified,
			batch.FailUnexpected, batch.FailOutput},
	}
	for _, kind := range []string{"regime", "vendors"} {
		for _, def := range []string{"vendor", "affiliate", "family", "apart", "snmp"} {
			words[kind+" "+def+" confidence"] = policy.Confidences
		}
		words[kind+" affiliate relation"] = policy.Relations
		words[kind+" family on"] = []string{"model", "part_number"}
		words[kind+" family domain"] = inventory.Domains
		words[kind+" family role"] = inventory.Roles
		words[kind+" family also"] = inventory.Roles
	}
	seen := map[string]bool{}
	for _, kind := range append(slices.Sorted(maps.Keys(schemaKinds())), "plan", "outcome") {
		for name, object := range objects(schemaText(t, kind), kind) {
			for key, p := range properties(object) {
				got, ok := enumOf(p)
				if !ok {
					continue
				}
				place := kind + " " + name + " " + key
				seen[place] = true
				if want, known := words[place]; !known {
					t.Errorf("%s: a list of words that this test does not compare: %q", place, got)
				} else if !slices.Equal(got, want) {
					t.Errorf("%s: the schema has %q, loading %q", place, got, want)
				}
			}
		}
	}
	for place := range words {
		if !seen[place] {
			t.Errorf("%s: no list of words in the schema", place)
		}
	}
}

// enumOf returns the words of a property, or of the items of its list. Lists of numbers are none.
func enumOf(p any) ([]string, bool) {
	m, _ := p.(map[string]any)
	list, ok := m["enum"].([]any)
	if !ok {
		items, _ := m["items"].(map[string]any)
		list, ok = items["enum"].([]any)
	}
	var out []string
	for _, v := range list {
		s, text := v.(string)
		if !text {
			return nil, false
		}
		out = append(out, s)
	}
	return out, ok
}

// TestSchemaFiles validates every file of the repository that loads: the samples, the starter and the built-in data.
func TestSchemaFiles(t *testing.T) {
	var files []string
	for _, pattern := range []string{
		"testdata/first-look/*.yaml", "testdata/us-carrier/*.yaml", "testdata/networks/*/*.yaml", "testdata/filing-small/*.yaml", "internal/cli/starter/*.yaml", "pkg/cost/data/*.yaml",
		"pkg/products/data/*.yaml", "pkg/policy/data/*/*.yaml", "pkg/cost/programme/data/*.yaml",
		"pkg/products/data/*.yaml", "pkg/policy/data/*/*.yaml",
		"testdata/rounds/*.yaml", "pkg/cost/round/data/*.yaml", "pkg/cost/sanity/data/*.yaml",
		"testdata/regimes/*/*.yaml", "testdata/regimes/*/*/*.yaml", "testdata/regimes/*/*/*/*.yaml",
	} {
		found, err := filepath.Glob(root(filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 {
			t.Errorf("%s: no such files", pattern)
		}
		files = append(files, found...)
	}
	schemas := map[string]*jsonschema.Schema{}
	for kind := range schemaKinds() {
		schemas[kind] = compiled(t, kind)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range documents(t, file, text) {
			if err := validate(schemas, doc); err != nil {
				t.Errorf("%s: %s", file, err)
			}
		}
	}
}

// validate asks the schema of the kind that a document says it is.
func validate(schemas map[string]*jsonschema.Schema, doc any) error {
	m, _ := doc.(map[string]any)
	says, _ := m["riprep"].(string)
	kind, _, _ := strings.Cut(says, "/")
	s := schemas[kind]
	if s == nil {
		return fmt.Errorf("riprep %q: no schema", says)
	}
	return s.Validate(doc)
}

// documents reads YAML as the values that an editor's schema check sees: numbers keep their digits, a day stays a text.
func documents(t *testing.T, name string, text []byte) []any {
	t.Helper()
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var out []any
	for {
		var n yaml.Node
		err := dec.Decode(&n)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%s: %s", name, err)
		}
		out = append(out, plainValue(&n))
	}
}

func plainValue(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return plainValue(n.Content[0])
	case yaml.AliasNode:
		return plainValue(n.Alias)
	case yaml.SequenceNode:
		out := make([]any, len(n.Content))
		for i, c := range n.Content {
			out[i] = plainValue(c)
		}
		return out
	case yaml.MappingNode:
		out := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[n.Content[i].Value] = plainValue(n.Content[i+1])
		}
		return out
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if v, err := jsonschema.UnmarshalJSON(strings.NewReader(n.Value)); err == nil {
			return v
		}
	}
	return n.Value
}
