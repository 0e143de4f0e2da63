package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

// An operator whose inventory states no name goes by its id in every format that names it.
func TestNoOperatorName(t *testing.T) {
	d := reporttest.Sample(t)
	d.Plan.Operator.Name = ""
	for id, want := range map[string]string{
		"table":     "first-look\n",
		"html":      "plan: first-look</title>",
		"md":        "# first-look: removal plan\n",
		"ics":       "NAME:first-look: removal plan\r\n",
		"mspdi":     "<Title>first-look</Title>",
		"geojson":   `"name":"first-look"`,
		"kml":       "<Document>\n    <name>first-look</name>",
		"cyclonedx": `"name": "first-look"`,
		"svg":       "over time: first-look</title>",
	} {
		f, err := report.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := f.Encode(&out, d, report.Env{}); err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s: does not say %q", id, want)
		}
	}
}
