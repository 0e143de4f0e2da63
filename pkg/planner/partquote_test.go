package planner

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
)

// A quote for an item in percent goes before the catalog's percentage, as any quote does.
func TestQuotedPart(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "testdata", "by-hand"))); err != nil {
		t.Fatal(err)
	}
	const quote = "riprep: quotes/v1\ndocuments: [{document: S-1, basis: quote, prices: [{item: shelf, unit: percent, price: 3.00}]}]\n"
	if err := os.WriteFile(filepath.Join(dir, "quotes.yaml"), []byte(quote), 0o600); err != nil {
		t.Fatal(err)
	}
	c := loadCase(t, dir)
	found := false
	for _, l := range c.Estimate().Lines() {
		if l.Item != "shelf" {
			continue
		}
		found = true
		// Baseband 70,000 and three radios of 20,000 by the catalog: 3 % of 130,000.
		if l.Total != 3_900_00 || l.Low != 3_720_00 || l.High != 4_440_00 || l.Basis != cost.FromQuote || l.Document != "S-1" || l.Unit != "3% of 130000.00" {
			t.Errorf("%+v", l)
		}
	}
	if !found || len(c.IdleQuotes()) > 0 {
		t.Errorf("found %v, idle %v", found, c.IdleQuotes())
	}
}
