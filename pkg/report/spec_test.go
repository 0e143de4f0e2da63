package report_test

import (
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/report"
)

func TestParse(t *testing.T) {
	var ids []string
	for _, f := range report.Formats() {
		ids = append(ids, f.ID)
	}
	known := strings.Join(ids, ", ")
	for _, c := range []struct {
		text, id, file, err, version string
		folder                       bool
	}{
		{text: "json", id: "json"},
		{text: "json=plan.json", id: "json", file: "plan.json", version: "1"},
		{text: "csv=tables", id: "csv", file: "tables", folder: true},
		{text: "csv=tables.d/", id: "csv", file: "tables.d/", folder: true},
		{text: "csv=schedule.csv", id: "csv", file: "schedule.csv"},
		{text: "json=plan/", err: `output "json=plan/": a folder, and json is one file`},
		{text: "json=plan", id: "json", file: "plan"},
		{text: "json@1=a=b.json", id: "json", file: "a=b.json"},
		{text: "text=-", id: "table"},
		{text: "csv@1", id: "csv"},
		{text: "xml", err: `format "xml": not known (want ` + known + `)`},
		{text: "", err: `format "": not known (want ` + known + `)`},
		{text: "json@2", err: `format "json": version "2": not known (want 1)`},
		{text: "json@", err: `format "json": version "": not known (want 1)`},
		{text: "table@0", err: `format "table": version "0": not known (want none: the format has no versions)`},
		{text: "json=", err: `output "json=": no file after the = (want FORMAT or FORMAT=FILE)`},
	} {
		got, err := report.Parse(c.text)
		switch {
		case err != nil && err.Error() != c.err, err == nil && c.err != "":
			t.Errorf("Parse(%q): error %v, want %s", c.text, err, c.err)
		case err == nil && (got.Format.ID != c.id || got.File != c.file || c.version != "" && got.Version != c.version || got.Folder != c.folder):
			t.Errorf("Parse(%q) = %s %s %q", c.text, got.Format.ID, got.Version, got.File)
		}
	}
}

// TestNames: no two formats answer to one name.
func TestNames(t *testing.T) {
	seen := map[string]string{}
	for _, f := range report.Formats() {
		for _, name := range append([]string{f.ID}, f.Aliases...) {
			if other, twice := seen[name]; twice {
				t.Errorf("%q is both %s and %s", name, other, f.ID)
			}
			seen[name] = f.ID
		}
		if f.For == "" {
			t.Errorf("%s says not what it is for", f.ID)
		}
	}
}
