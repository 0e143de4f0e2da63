package house

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestLayoutPage checks that what docs/layout.md names is there: every path, and in the walk through a command every
// function in its file; and that the page draws every room that is a floor.
func TestLayoutPage(t *testing.T) {
	page := docText(t, "layout.md")
	for _, m := range regexp.MustCompile("`((?:cmd|internal|pkg|docs|testdata)/[A-Za-z0-9_./-]+)`").FindAllStringSubmatch(page, -1) {
		if _, err := os.Stat(root(filepath.FromSlash(m[1]))); err != nil {
			t.Errorf("layout.md names %s, which is not there", m[1])
		}
	}
	rows := regexp.MustCompile("(?m)^\\| `([a-z/]+\\.go)` \\| `([A-Za-z]+)` \\|").FindAllStringSubmatch(page, -1)
	if len(rows) < 25 {
		t.Errorf("the walk has only %d steps", len(rows))
	}
	for _, m := range rows {
		text, err := os.ReadFile(root(filepath.FromSlash(m[1])))
		if err != nil {
			t.Error(err)
			continue
		}
		if !regexp.MustCompile(`(?m)^func (\([^)]*\) )?` + m[2] + `\(`).Match(text) {
			t.Errorf("layout.md: no function %s in %s", m[2], m[1])
		}
	}
	for floor := range floors {
		if !strings.Contains(page, floor) {
			t.Errorf("layout.md does not draw %s", floor)
		}
	}
}

// TestExitCodesPage compares the table with the codes and their names in the code.
func TestExitCodesPage(t *testing.T) {
	page := docText(t, "exit-codes.md")
	text, err := os.ReadFile(root("internal", "cli", "exit.go"))
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\t(exit[A-Z]\w+) +exitCode = (\d+)`).FindAllStringSubmatch(string(text), -1) {
		codes[m[1]] = m[2]
		if !strings.Contains(page, "\n| "+m[2]+" | ") {
			t.Errorf("exit-codes.md has no row for %s (%s)", m[2], m[1])
		}
	}
	if rows := regexp.MustCompile(`(?m)^\| \d+ \|`).FindAllString(page, -1); len(rows) != len(codes) || len(codes) < 11 {
		t.Errorf("%d rows for %d codes", len(rows), len(codes))
	}
	kinds := regexp.MustCompile(`(exit[A-Z]\w+): "([a-z-]+)"`).FindAllStringSubmatch(string(text), -1)
	if len(kinds) != len(codes)-1 {
		t.Errorf("%d kinds for %d codes", len(kinds), len(codes))
	}
	for _, m := range kinds {
		if want := fmt.Sprintf("`%s` (%s)", m[2], codes[m[1]]); !strings.Contains(page, want) {
			t.Errorf("exit-codes.md does not have %s", want)
		}
	}
	if !strings.Contains(page, "An exit code not listed is a failure.") {
		t.Error("exit-codes.md does not say what an exit code means that is not listed")
	}
}
