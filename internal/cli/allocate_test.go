package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAllocateMany: people see the largest of many applications, and how many there are beside; programs get all.
func TestAllocateMany(t *testing.T) {
	var text strings.Builder
	text.WriteString("riprep: round/v1\nprogramme: us-scrp\nsource: made up\nrounds: [{on: 2030-01-01, appropriation: 99.99, administration: 0}]\napplications:\n")
	for i := range 300 {
		fmt.Fprintf(&text, "  - {id: a%03d, customers: 5, approved: %d}\n", i, i)
	}
	file := filepath.Join(t.TempDir(), "round.yaml")
	if err := os.WriteFile(file, []byte(text.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	table := run(t, nil, "allocate", file, "-o", "table")
	if table.code != 0 || len(regexp.MustCompile(`(?m)^  a\d{3} `).FindAllString(table.out, -1)) != 200 {
		t.Errorf("code %d, %s", table.code, table.out)
	}
	for _, want := range []string{"and 100 more applications that -o csv has", "\n  a100 ", "\n  a299 ", " 44,850        100\n"} {
		if !strings.Contains(table.out, want) {
			t.Errorf("no %q in\n%s", want, table.out)
		}
	}
	if strings.Contains(table.out, "\n  a099 ") {
		t.Error("a099 is shown, and larger ones are not")
	}
	if csv := run(t, nil, "allocate", file, "-o", "csv"); strings.Count(csv.out, "\n") != 301 {
		t.Errorf("%d lines", strings.Count(csv.out, "\n"))
	}
}

// TestAllocatePage: what docs/allocation.md shows is what riprep says.
func TestAllocatePage(t *testing.T) {
	page := readFile(t, filepath.Join("..", "..", "docs", "allocation.md"))
	for name, parts := range map[string][2]string{"scrp-2022.yaml": {"SCRP, first round\n", "\n\napplications"}, "scrp-2025.yaml": {"round 2, 2025-04-15\n", "\n\napplications"}} {
		out := run(t, nil, "allocate", filepath.Join("..", "..", "testdata", "rounds", name), "-o", "table").out
		from, to := strings.Index(out, parts[0]), strings.Index(out, parts[1])
		if from < 0 || to < from {
			t.Fatalf("%s:\n%s", name, out)
		}
		if want := out[from:to] + "\n```\n"; !strings.Contains(page, want) {
			t.Errorf("allocation.md does not have\n%s", want)
		}
	}
}
