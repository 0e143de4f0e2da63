package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/riprep/riprep/internal/cli"
	"github.com/riprep/riprep/internal/trials"
)

func namesFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "names.csv")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestNamesBounds: what is too large is a fault with its place, and no row is given.
func TestNamesBounds(t *testing.T) {
	long := strings.Repeat("\x1b[31m", 1000)
	r := run(t, nil, "screen", "--names", namesFile(t, "vendor,model\nHuawei,x\n"+long+",y\n"))
	if r.code != 12 || r.out != "" || !strings.Contains(r.stderr, "names.csv:3:1: vendor: 5000 bytes, more than the limit of 4096\n") || strings.Contains(r.stderr, "\x1b") {
		t.Errorf("code %d, %q, %q", r.code, r.out, r.stderr)
	}
}

// TestNamesToday: a list is screened as of today, by the clock that the process has.
func TestNamesToday(t *testing.T) {
	r := run(t, func(e *cli.Env) { e.Now = func() time.Time { return time.Date(2026, 2, 3, 23, 0, 0, 0, time.UTC) } },
		"screen", "--names", namesFile(t, "Huawei\n"), "-o", "table")
	if r.code != 0 || !strings.HasPrefix(r.out, "1 of 1 rows covered, 0 unknown, as of 2026-02-03\n") || r.stderr != "" {
		t.Errorf("code %d, %q, %q", r.code, r.out, r.stderr)
	}
}

// TestNamesMany: more rows than are screened at once are given in their order, and fit the terminal.
func TestNamesMany(t *testing.T) {
	trials.Alone(t)
	var text strings.Builder
	const rows = 25_003
	for i := range rows {
		fmt.Fprintf(&text, "%s,M %d\n", []string{"Huawei", "Nokia", "Huawie", ""}[i%4], i%7)
	}
	path := namesFile(t, text.String())
	r := run(t, nil, "screen", "--names", path, "--as-of", "2026-01-01")
	lines := strings.Split(strings.TrimSuffix(r.out, "\n"), "\n")
	if r.code != 0 || len(lines) != rows+1 {
		t.Fatalf("code %d, %d lines: %s", r.code, len(lines), r.stderr)
	}
	for i, line := range lines[1:] {
		if !strings.HasPrefix(line, fmt.Sprintf("%d\t", i+1)) {
			t.Fatalf("line %d: %q", i+1, line)
		}
	}
	r = run(t, nil, "screen", "--names", path, "--as-of", "2026-01-01", "--regime", "us-scrp", "--regime", "gb-dvd", "-o", "table")
	if want := fmt.Sprintf("%d of %d rows covered", (rows+3)/4, rows); !strings.HasPrefix(r.out, want) {
		t.Errorf("%.60q, want %q", r.out, want)
	}
	for line := range strings.Lines(r.out) {
		if len([]rune(strings.TrimSuffix(line, "\n"))) > 80 {
			t.Errorf("wider than 80: %q", line)
		}
	}
	if !strings.Contains(r.out, "  and 8,752 more rows that -o csv has\n") {
		t.Error("what is not shown is not counted")
	}
}
