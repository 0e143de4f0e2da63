package house

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch/manifest"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/pricebook"
	"github.com/riprep/riprep/pkg/cost/programme"
	"github.com/riprep/riprep/pkg/cost/quotes"
	"github.com/riprep/riprep/pkg/cost/round"
	"github.com/riprep/riprep/pkg/cost/sanity"
	"github.com/riprep/riprep/pkg/filing"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/scenario"
)

var yamlBlock = regexp.MustCompile("(?s)\n```yaml\n(riprep: ([a-z-]+)/v1\n.*?)```")

// docExamples are the examples of docs/files.md by kind.
func docExamples(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, m := range yamlBlock.FindAllStringSubmatch(docText(t, "files.md"), -1) {
		if out[m[2]] != "" {
			t.Errorf("files.md: two examples of %s", m[2])
		}
		out[m[2]] = m[1]
	}
	return out
}

func docText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(root("docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// operatorOf lays files out as an operator's folder and loads it. vendors/v1 is no file of an operator's.
func operatorOf(t *testing.T, files map[string]string) strict.Faults {
	t.Helper()
	dir := t.TempDir()
	for _, folder := range []string{"regimes", "programmes"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for kind, text := range files {
		name := kind + ".yaml"
		if kind == "regime" || kind == "programme" {
			name = kind + "s/house.yaml"
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var r strict.Reader
	in := planner.Load(&r, dir, nil)
	progress := filing.LoadProgress(&r, filepath.Join(dir, "progress.yaml"))
	if len(r.Faults()) > 0 {
		return r.Faults()
	}
	c, err := planner.NewCase(in)
	if err != nil {
		r.Fault(strict.Pos{}, "", "%s", err)
		return r.Faults()
	}
	progress.Check(&r, c)
	return r.Faults()
}

// TestDocExamples loads the examples of docs/files.md as one operator, has the schemas look at them, and checks that they
// show every key there is, and that the tables name it.
func TestDocExamples(t *testing.T) {
	examples := docExamples(t)
	if faults := operatorOf(t, examples); len(faults) > 0 {
		t.Errorf("the examples do not load: %s", faults)
	}
	page := docText(t, "files.md")
	schemas := map[string]*jsonschema.Schema{}
	for kind, asked := range schemaKinds() {
		schemas[kind] = compiled(t, kind)
		doc := documents(t, kind, []byte(examples[kind]))
		if len(doc) != 1 {
			t.Errorf("%s: %d documents in the example", kind, len(doc))
			continue
		}
		if err := validate(schemas, doc[0]); err != nil {
			t.Errorf("%s: %s", kind, err)
		}
		shown := map[string]bool{}
		everyKey(doc[0], func(key string) { shown[key] = true })
		for mapping, keys := range asked {
			for _, key := range keys {
				if !shown[key] && kind != "vendors" { // regime shows those
					t.Errorf("%s: the example does not show %s of %s", kind, key, mapping)
				}
				if !strings.Contains(page, "`"+key+"`") {
					t.Errorf("files.md does not explain %s of %s", key, mapping)
				}
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(properties(schemaText(t, "plan")))) {
		if !strings.Contains(page, "`"+key+"`") {
			t.Errorf("files.md does not name %s of a plan", key)
		}
	}
}

// faultsOf loads one file alone.
func faultsOf(t *testing.T, kind string, text []byte) strict.Faults {
	t.Helper()
	path := filepath.Join(t.TempDir(), kind+".yaml")
	if err := os.WriteFile(path, text, 0o666); err != nil {
		t.Fatal(err)
	}
	var r strict.Reader
	switch kind {
	case "inventory":
		inventory.Load(&r, path)
	case "scenario":
		scenario.Load(&r, path)
	case "catalog":
		cost.LoadCatalog(&r, path)
	case "catalog-map":
		pricebook.LoadMap(&r, path)
	case "products":
		products.Load(&r, path)
	case "quotes":
		quotes.Load(&r, path)
	case "regime":
		policy.Load(&r, path)
	case "programme":
		programme.Load(&r, path)
	case "criteria":
		policy.LoadCriteria(&r, path)
	case "answers":
		policy.LoadAnswers(&r, path, policy.LoadCriteria(&r, "prague"))
	case "progress":
		filing.LoadProgress(&r, path)
	case "batch":
		manifest.Check(&r, path)
	case "round":
		round.Load(&r, path)
	case "reported":
		sanity.Load(&r, path)
	default:
		t.Fatalf("no loader for %s", kind)
	}
	return r.Faults()
}

func everyKey(v any, visit func(key string)) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			visit(key)
			everyKey(value, visit)
		}
	case []any:
		for _, value := range v {
			everyKey(value, visit)
		}
	}
}

// TestRequiredKeys takes every key of the examples away in turn: the schema must miss it where loading does, and nowhere
// else.
func TestRequiredKeys(t *testing.T) {
	examples := docExamples(t)
	// What the schema cannot say: one document of several must have it; another key decides.
	onlyLoading := []string{`no key "subscribers", but element`, `item "baseband": no key "price_year"`}
	otherWords := []string{"funding without released", "without a confidence", "without deficient", "without approved", "without first_distribution", "extension without an end", "asks nothing",
		"no day follows from it", "days without after", "until without every_days", "an answer without when", "when without an answer", "of a deadline without days", "crews tower: no region", "no site_classes in its scope", "want one of in and not_in",
		`"made-here": no key "from"`, "want one of approved and within", "drawn, but neither withdrawn nor denied", "neither inventory nor folder"}
	missing := regexp.MustCompile(`no key "([a-z_]+)"`)
	for kind := range schemaKinds() {
		if kind == "vendors" {
			continue // its mappings are those of a regime
		}
		schema := compiled(t, kind)
		var full yaml.Node
		if err := yaml.Unmarshal([]byte(examples[kind]), &full); err != nil {
			t.Fatal(err)
		}
		tried := 0
		var walk func(n *yaml.Node, path string)
		walk = func(n *yaml.Node, path string) {
			for i := 0; n.Kind != yaml.MappingNode && i < len(n.Content); i++ {
				walk(n.Content[i], path)
			}
			for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
				key, value := n.Content[i], n.Content[i+1]
				place := path + "." + key.Value
				n.Content = slices.Delete(n.Content, i, i+2)
				less, err := yaml.Marshal(&full)
				if err != nil {
					t.Fatal(err)
				}
				var said string
				for _, f := range faultsOf(t, kind, less) {
					m := missing.FindStringSubmatch(f.Message)
					in := func(words string) bool { return strings.Contains(f.Message, words) }
					if m != nil && m[1] == key.Value && !slices.ContainsFunc(onlyLoading, in) || slices.ContainsFunc(otherWords, in) {
						said = f.Message
					}
				}
				valid := schema.Validate(documents(t, kind, less)[0])
				if (said != "") != (valid != nil) {
					t.Errorf("%s without %s: loading says %q, the schema %v", kind, place, said, valid)
				}
				tried++
				n.Content = slices.Insert(n.Content, i, key, value)
				walk(value, place)
			}
		}
		walk(&full, kind)
		if tried < 10 && kind != "answers" { // which has nine
			t.Errorf("%s: only %d keys tried", kind, tried)
		}
	}
}

// TestLinks follows the links of the pages to files of the repository.
func TestLinks(t *testing.T) {
	pages, err := filepath.Glob(root("docs", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatal("no pages", err)
	}
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s links to %s, which is not there", filepath.Base(page), m[1])
			}
		}
	}
}

// TestSettableOnPage checks that the page explains every field that can be set, as a row of its table.
func TestSettableOnPage(t *testing.T) {
	page := docText(t, "files.md")
	for _, field := range scenario.SettableFields {
		if !strings.Contains(page, fmt.Sprintf("\n| `%s` | ", field)) {
			t.Errorf("files.md has no row for %s", field)
		}
	}
}
