package round

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// TestWrite reads back what was written: the same programme, whatever words stand in it.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.OneOf(rapid.SampledFrom([]string{"=1+1", "- a: b", "yes", "0012", "#", "\"'", "null", "a\\nb"}), rapid.StringMatching(`[a-zA-Zäß][a-zA-Zäß:#'"{}\[\],&*!|>%@ -]{1,20}`))
		p := &Programme{ID: "us-scrp", Title: words.Draw(t, "title"), Note: words.Draw(t, "note"), Source: words.Draw(t, "source")}
		for i := range rapid.IntRange(0, 4).Draw(t, "applications") {
			amount := cost.Cents(rapid.Int64Range(0, 1e12).Draw(t, "approved"))
			customers := rapid.IntRange(0, 2_000_000).Draw(t, "customers")
			p.Applications = append(p.Applications, Application{
				ID: "a:" + strings.Repeat("x", i+1), Applicant: words.Draw(t, "applicant"), FRN: "0012345678", Customers: &customers, Tier: "two-million",
				Requested: &amount, Approved: &amount, Provenance: Provenance{Source: words.Draw(t, "its source"), Verified: rapid.Bool().Draw(t, "verified"), Note: words.Draw(t, "its note")},
			})
		}
		var b bytes.Buffer
		if err := Write(&b, p); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "round.yaml")
		if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		var r strict.Reader
		got := Load(&r, path)
		if err := r.Faults().Err(); err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		got.Tiers = nil // the built-in ones
		if diff := cmp.Diff(p, got, cmpopts.IgnoreTypes(strict.Pos{}), cmpopts.EquateEmpty(), cmp.Comparer(func(a, b inventory.Date) bool { return a == b })); diff != "" {
			t.Fatalf("%s\n%s", diff, b.Bytes())
		}
	})
}

// TestWriteRefuses wants no file of what it would not have in full.
func TestWriteRefuses(t *testing.T) {
	for name, p := range map[string]*Programme{
		"rounds":  {ID: "us-scrp", Rounds: []Round{{}}},
		"tiers":   {ID: "us-scrp", Tiers: []Tier{{ID: "a"}}},
		"within":  {ID: "us-scrp", Applications: []Application{{ID: "a", Within: []string{"b"}}}},
		"control": {ID: "us-scrp", Note: "a\x1bb"},
	} {
		if err := Write(new(bytes.Buffer), p); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}
