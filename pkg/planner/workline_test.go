package planner

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/riprep/riprep/pkg/cost/quotes"
)

// A line for work that is copied from another package or option is the one that would have been made for it: with the price
// that is quoted for the site, for its quantity, and with what the programme says to the package's own gear (some of this
// operator's was bought too late to be paid back).
func TestWorkLines(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(firstLook())); err != nil {
		t.Fatal(err)
	}
	const quote = "riprep: quotes/v1\ndocuments: [{document: S-1, basis: quote, prices: [{item: tower-crew-week, site: saddle, unit: crew week, price: 9999.00}]}]\n"
	if err := os.WriteFile(filepath.Join(dir, "quotes.yaml"), []byte(quote), 0o600); err != nil {
		t.Fatal(err)
	}
	c := loadCase(t, dir)
	work, quoted := map[string]int{}, 0
	for i := range c.Packages {
		p := &c.Packages[i]
		for k := range p.Options {
			o := &p.Options[k]
			for at := range o.Lines {
				got := &o.Lines[at]
				if _, part := o.parts[at]; part || got.Element != "" {
					continue
				}
				want, quote := c.priced(quotes.Key{Item: got.Item, Site: p.Site.ID}, got.Quantity, got.Tag, got.Step, "")
				c.judgeWork(p, &want, quote)
				if *got != want {
					t.Errorf("%s, %s: %+v, want %+v", p.ID, o.ID, *got, want)
				}
				work[string(want.Eligible)]++
				if want.Document == "S-1" {
					quoted++
				}
			}
		}
	}
	if work["yes"] == 0 || work["no"] == 0 || quoted == 0 {
		t.Errorf("%v, %d by the quote: not all kinds of lines were there", work, quoted)
	}
}
