package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// A transcript of testdata/regimes has comments and commands that a reader can type, each with what it then says and its exit code.
var (
	command = regexp.MustCompile(`(?m)^\$ riprep (.*)$`)
	binding = regexp.MustCompile(`rule ([a-z0-9-]+)/`)
	changed = regexp.MustCompile(`--set '?([^=']+)=`)
)

// TestRegimes plans for each shipped regime a small operator for which the plan meets it, and one in which something is changed so that it
// cannot be met. What a user then sees stands beside the inputs: plan.txt, and for what is changed cannot.txt.
func TestRegimes(t *testing.T) {
	shipped, err := filepath.Glob(filepath.Join("..", "..", "pkg", "policy", "data", "regimes", "*.yaml"))
	if err != nil || len(shipped) < 16 {
		t.Fatalf("%d regimes: %v", len(shipped), err)
	}
	var want []string
	for _, path := range shipped {
		want = append(want, strings.TrimSuffix(filepath.Base(path), ".yaml"))
	}
	var got []string
	for _, path := range folders(t, filepath.Join("..", "..", "testdata", "regimes")) {
		got = append(got, filepath.Base(path))
	}
	if !slices.Equal(got, want) {
		t.Fatalf("testdata/regimes has %v, shipped are %v", got, want)
	}
	for _, id := range got[:trials.Of(t, len(got))] {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join("..", "..", "testdata", "regimes", id)
			meets(t, id, dir)
			for _, sub := range folders(t, dir) {
				name := filepath.Base(sub)
				if name == "regimes" {
					continue
				}
				if readFile(t, filepath.Join(sub, "inventory.yaml")) != readFile(t, filepath.Join(dir, "inventory.yaml")) {
					t.Errorf("%s has another inventory than the folder above", sub)
				}
				if name != "cannot" {
					meets(t, id, sub)
				}
			}
			cannot(t, id, filepath.Join(dir, "cannot.txt"))
		})
	}
}

// folders lists the folders in one.
func folders(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out
}

// meets plans an operator: every rule whose day is ahead is met, the regime is one that was asked for, and the plan verifies.
func meets(t *testing.T, id, dir string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan.json")
	r := run(t, nil, "plan", dir, "--effort", "50000", "-o", "json="+file, "-o", "table")
	if r.code != 0 || r.stderr != "" {
		t.Fatalf("%s: code %d: %s", dir, r.code, r.stderr)
	}
	golden(t, filepath.Join(dir, "plan.txt"), r.out)
	if v := run(t, nil, "verify", file); v.code != 0 {
		t.Errorf("%s does not verify: code %d: %s", dir, v.code, v.stderr)
	}
	var plan struct {
		Start  string
		Status string
		Rules  []struct {
			Rule  string
			By    string
			MetOn string `json:"met_on"`
		}
	}
	text := readFile(t, file)
	if err := json.Unmarshal([]byte(text), &plan); err != nil {
		t.Fatal(err)
	}
	if plan.Status != "optimal" {
		t.Errorf("%s is %s: such a small plan is to be the same with more effort", dir, plan.Status)
	}
	for _, rule := range plan.Rules {
		if ahead := rule.By == "" || rule.By > plan.Start; ahead && (rule.MetOn == "" || rule.By != "" && rule.MetOn > rule.By) {
			t.Errorf("%s: rule %s is to be met by %q and is on %q", dir, rule.Rule, rule.By, rule.MetOn)
		}
	}
	if !strings.Contains(text, `"`+id+`/`) && !strings.Contains(text, id+" ") {
		t.Errorf("the plan of %s never names the regime", dir)
	}
}

// cannot types the commands of a transcript. Each ends with 11, and names a rule of the regime, or the limit that was changed.
func cannot(t *testing.T, id, path string) {
	t.Helper()
	lines := strings.Split(readFile(t, path), "\n")
	var out strings.Builder
	ran := 0
	for _, line := range lines {
		if strings.HasPrefix(line, "# ") {
			out.WriteString(line + "\n")
		}
		m := command.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		ran++
		args := strings.Fields(strings.ReplaceAll(m[1], "'", ""))
		args[1] = filepath.Join("..", "..", filepath.FromSlash(args[1]))
		r := run(t, nil, append(args, "--effort", "50000")...)
		fmt.Fprintf(&out, "%s\n%s%sexit code %d\n", line, r.out, r.stderr, r.code)
		if r.code != 11 {
			t.Errorf("%s: code %d", line, r.code)
		}
		named := slices.ContainsFunc(binding.FindAllStringSubmatch(r.stderr, -1), func(m []string) bool { return m[1] == id })
		for _, set := range changed.FindAllStringSubmatch(line, -1) {
			named = named || strings.Contains(r.stderr, "limit "+set[1]+":")
		}
		if !named {
			t.Errorf("%s: neither a rule of %s nor the limit that was changed is named:\n%s", line, id, r.stderr)
		}
	}
	if ran == 0 {
		t.Errorf("%s has no command", path)
	}
	golden(t, path, out.String())
}
