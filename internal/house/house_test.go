package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/riprep/riprep/"

// floors says what each room may import of ours. A room that is not listed may not exist.
var floors = map[string][]string{
	"internal/strict":     {},
	"internal/sanitize":   {},
	"internal/atomicfile": {},
	"internal/house":      {},
	"pkg/schedule":        {},
	"pkg/schedule/milp":   {"pkg/schedule"},
	"internal/csvtext":    {},
	"pkg/inventory":       {"internal/strict", "internal/csvtext"},
	"pkg/policy":          {"internal/strict", "pkg/inventory"},
	"pkg/network":         {"internal/strict", "pkg/inventory"},
	"pkg/cost":            {"internal/strict", "pkg/inventory"},
	"pkg/cost/round":      {"internal/strict", "pkg/inventory", "pkg/cost"},
	"pkg/cost/sanity":     {"internal/strict", "pkg/cost"},
	"pkg/cost/programme":  {"internal/strict", "pkg/inventory", "pkg/cost"},
	"pkg/cost/quotes":     {"internal/strict", "pkg/inventory", "pkg/cost"},
	"pkg/cost/uncertain":  {"pkg/inventory", "pkg/cost"},
	"pkg/cost/pricebook":  {"internal/strict", "internal/csvtext", "pkg/cost"},
	"pkg/products":        {"internal/strict", "pkg/inventory", "pkg/cost"},
	"pkg/scenario":        {"internal/strict", "pkg/inventory", "pkg/cost"},
	"pkg/planner": {"internal/strict", "pkg/inventory", "pkg/policy", "pkg/network", "pkg/cost", "pkg/cost/programme", "pkg/cost/quotes", "pkg/cost/sanity", "pkg/products",
		"pkg/scenario", "pkg/schedule", "pkg/schedule/milp"},
	"pkg/filing":         {"internal/strict", "pkg/inventory", "pkg/cost", "pkg/cost/programme", "pkg/scenario", "pkg/planner", "pkg/report/grid"},
	"pkg/simulate":       {"internal/strict", "pkg/inventory", "pkg/cost", "pkg/cost/uncertain", "pkg/scenario", "pkg/planner"},
	"pkg/report":         {"internal/strict", "internal/sanitize", "pkg/inventory", "pkg/cost", "pkg/scenario", "pkg/products", "pkg/planner", "pkg/simulate", "pkg/filing", "pkg/report/grid"},
	"pkg/report/lists":   {"pkg/inventory", "pkg/policy", "pkg/cost", "pkg/planner", "pkg/report/grid"},
	"pkg/failure":        {"internal/strict", "internal/sanitize", "pkg/planner"},
	"pkg/report/grid":    {"internal/sanitize", "pkg/inventory", "pkg/cost"},
	"pkg/batch":          {"internal/strict", "internal/atomicfile", "pkg/inventory", "pkg/cost", "pkg/scenario"},
	"pkg/batch/manifest": {"internal/strict", "internal/atomicfile", "internal/csvtext", "pkg/inventory", "pkg/scenario", "pkg/simulate", "pkg/report", "pkg/batch"},
	"pkg/batch/work": {"internal/strict", "internal/sanitize", "pkg/inventory", "pkg/policy", "pkg/cost", "pkg/cost/programme", "pkg/scenario", "pkg/products", "pkg/planner", "pkg/simulate",
		"pkg/filing", "pkg/failure", "pkg/report", "pkg/report/grid", "pkg/report/lists", "pkg/batch"},
	"pkg/batch/pool":    {"pkg/batch"},
	"pkg/batch/results": {"internal/atomicfile", "internal/sanitize", "pkg/scenario", "pkg/batch"},
	"pkg/batch/rollup":  {"internal/sanitize", "pkg/inventory", "pkg/cost", "pkg/cost/round", "pkg/scenario", "pkg/report", "pkg/report/grid", "pkg/batch"},
	"pkg/batch/queue":   {"pkg/batch"},
	"internal/cli": {"internal/strict", "internal/sanitize", "internal/atomicfile", "pkg/inventory", "pkg/policy",
		"pkg/network", "pkg/cost", "pkg/cost/programme", "pkg/cost/quotes", "pkg/cost/pricebook", "pkg/cost/round", "pkg/cost/sanity", "pkg/products", "pkg/scenario", "pkg/planner",
		"pkg/schedule", "pkg/schedule/milp", "pkg/simulate", "pkg/failure", "pkg/report", "pkg/report/grid", "pkg/report/lists", "pkg/filing",
		"pkg/batch", "pkg/batch/manifest", "pkg/batch/work", "pkg/batch/pool", "pkg/batch/results", "pkg/batch/rollup", "pkg/batch/queue"},
	"cmd/riprep":      {"internal/cli"},
	"internal/synth":  {"internal/strict", "pkg/inventory"},
	"internal/trials": {},
	"internal/tools":  {"internal/strict", "pkg/inventory", "internal/synth"},

	"internal/tools/schedbench": {"internal/atomicfile", "pkg/schedule"},
	"internal/tools/topologies": {"internal/strict", "pkg/inventory", "pkg/network", "internal/synth"},
	"internal/tools/outlines":   {"pkg/report"},
}

// rooms of libraries: who alone may import what. Rooms that share one are named in one string, with a blank between them.
var libraries = map[string]string{
	"gopkg.in/yaml.v3":                         "internal/strict",
	"github.com/spf13/cobra":                   "internal/cli",
	"github.com/olekukonko/tablewriter":        "pkg/report/grid",
	"gonum.org/v1/gonum/graph/simple":          "pkg",
	"gonum.org/v1/gonum/stat":                  "pkg/cost/uncertain",
	"github.com/rogpeppe/go-internal":          "test",
	"github.com/google/go-cmp/cmp":             "test",
	"pgregory.net/rapid":                       "test",
	"github.com/xuri/excelize/v2":              "pkg/cost/pricebook pkg/report",
	"github.com/santhosh-tekuri/jsonschema/v6": "test",
	"github.com/chromedp":                      "test",
	"github.com/CycloneDX/cyclonedx-go":        "pkg/report",
	"gonum.org/v1/plot":                        "pkg/report",
	"golang.org/x/image":                       "pkg/report",
	"golang.org/x/sys":                         "internal/atomicfile",
	"github.com/nats-io/nats.go":               "pkg/batch/queue",
	"github.com/nats-io/nats-server/v2":        "test",
	"github.com/nats-io/jwt/v2":                "test",
	"github.com/nats-io/nkeys":                 "test",
}

// room is the longest listed folder that holds a path.
func room(dir string) string {
	best := ""
	for r := range floors {
		if (dir == r || strings.HasPrefix(dir, r+"/")) && len(r) > len(best) {
			best = r
		}
	}
	return best
}

func TestFloors(t *testing.T) {
	root := filepath.Join("..", "..")
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if name := d.Name(); rel != "." && (strings.HasPrefix(name, ".") || name == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") {
			return nil
		}
		files++
		checkFile(t, path, rel)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Fatalf("only %d Go files found: the walk does not see the house", files)
	}
}

func checkFile(t *testing.T, path, rel string) {
	dir := rel[:strings.LastIndex(rel, "/")]
	own := room(dir)
	if own == "" {
		t.Errorf("%s: stands in no room of the house", rel)
		return
	}
	test := strings.HasSuffix(rel, "_test.go") || slices.Contains([]string{"pkg/report/reporttest", "pkg/report/browsertest"}, dir) // which only tests import
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range file.Imports {
		name, _ := strconv.Unquote(spec.Path.Value)
		if ours, ok := strings.CutPrefix(name, module); ok {
			target := room(ours)
			if target != own && !test && !slices.Contains(floors[own], target) {
				t.Errorf("%s imports %s: %s may not import %s", rel, name, own, target)
			}
			continue
		}
		for lib, where := range libraries {
			allowed := slices.ContainsFunc(strings.Fields(where), func(r string) bool { return own == r || strings.HasPrefix(own, r+"/") })
			if (name == lib || strings.HasPrefix(name, lib+"/")) && !test && !allowed {
				t.Errorf("%s imports %s: that belongs into %s alone", rel, name, where)
			}
		}
	}
	if !test && own != "cmd/riprep" {
		forbidCalls(t, rel, own, file)
	}
}

// forbidCalls keeps exits and clocks out of every room below the command line.
func forbidCalls(t *testing.T, rel, own string, file *ast.File) {
	if own == "internal/cli" || strings.HasPrefix(own+"/", "internal/tools/") {
		return
	}
	forbidden := map[string]string{"os.Exit": "", "time.Now": "", "time.Since": "", "log.Fatal": "", "os.Getenv": ""}
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if id, ok := sel.X.(*ast.Ident); ok {
			if _, bad := forbidden[id.Name+"."+sel.Sel.Name]; bad {
				t.Errorf("%s uses %s.%s: the date, the writers and the end of the program come from the command line", rel, id.Name, sel.Sel.Name)
			}
		}
		return true
	})
}

// TestRoomFor breaks the rule on purpose, so that a rule that never fails is noticed.
func TestRoomFor(t *testing.T) {
	if got := room("pkg/report/planjson"); got != "pkg/report" {
		t.Errorf("room of pkg/report/planjson is %q", got)
	}
	if slices.Contains(floors["pkg/schedule"], "pkg/network") || slices.Contains(floors["pkg/network"], "pkg/cost") {
		t.Error("a floor imports sideways")
	}
}
