package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/lists"
)

// only is the flag --only of screen: which rows are kept.
type only struct {
	words []string

	verdicts                []string // one of them
	mustGo, buy, reimbursed bool     // where set
	vendors, domains, sites []string // one of each
	found                   []bool   // vendors that a row was of
}

var onlyWords = []string{"covered", "unknown", "not-covered", "must-go", "buy", "reimbursable", "vendor=V", "domain=D", "site=S"}

func (o *only) parse() error {
	for _, word := range o.words {
		word = strings.TrimSpace(word)
		key, value, is := strings.Cut(word, "=")
		value = strings.TrimSpace(value)
		switch {
		case is && value == "":
			return usage("", fmt.Errorf("--only %q: names nothing", word))
		case word == "covered" || word == "unknown" || word == "not-covered":
			o.verdicts = append(o.verdicts, strings.ReplaceAll(word, "-", " "))
		case word == "must-go":
			o.mustGo = true
		case word == "buy":
			o.buy = true
		case word == "reimbursable":
			o.reimbursed = true
		case is && key == "vendor":
			o.vendors = append(o.vendors, value)
		case is && key == "site":
			o.sites = append(o.sites, value)
		case is && key == "domain":
			if !slices.Contains(inventory.Domains, value) {
				return usage(didYouMean(value, inventory.Domains), fmt.Errorf("--only domain=%s: want %s", value, strings.Join(inventory.Domains, ", ")))
			}
			o.domains = append(o.domains, value)
		default:
			return usage(didYouMean(word, onlyWords), fmt.Errorf("--only %q: want %s", word, strings.Join(onlyWords, ", ")))
		}
	}
	o.found = make([]bool, len(o.vendors))
	return nil
}

// checkSites finds sites that the inventory does not have. inv is nil for a list.
func (o *only) checkSites(inv *inventory.Inventory) error {
	if len(o.sites) == 0 {
		return nil
	}
	if inv == nil {
		return usage("", fmt.Errorf("--only site=%s: a list of names has no sites", o.sites[0]))
	}
	var ids []string
	for i := range inv.Sites {
		ids = append(ids, inv.Sites[i].ID)
	}
	for _, id := range o.sites {
		if !slices.Contains(ids, id) {
			return usage(didYouMean(id, ids), fmt.Errorf("--only site=%s: no such site", id))
		}
	}
	return nil
}

func didYouMean(word string, words []string) string {
	if near := strict.Nearest(word, words); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

// keeps reports whether a row is kept.
func (o *only) keeps(s *lists.Screened, rules *policy.Rules) bool {
	ofVendor := o.ofVendor(s, rules)
	return ofVendor &&
		(len(o.verdicts) == 0 || slices.Contains(o.verdicts, s.Verdict)) &&
		(!o.mustGo || s.Finding.Removal == policy.MustGo) &&
		(!o.buy || s.Finding.Buy == policy.Yes) &&
		(!o.reimbursed || s.Finding.Reimbursable == policy.Yes) &&
		(len(o.domains) == 0 || slices.Contains(o.domains, s.Domain)) &&
		(len(o.sites) == 0 || slices.Contains(o.sites, s.Site))
}

// ofVendor compares with the vendor as it is written, as it was recognised or proposed, and with its id.
func (o *only) ofVendor(s *lists.Screened, rules *policy.Rules) bool {
	is := len(o.vendors) == 0
	for i, want := range o.vendors {
		same := strings.EqualFold(want, s.Vendor) || strings.EqualFold(want, s.Finding.Vendor)
		for _, v := range rules.Vendors() {
			if !same && v.Name == s.Finding.Vendor {
				same = strings.EqualFold(want, v.ID)
			}
		}
		if same {
			is, o.found[i] = true, true
		}
	}
	return is
}

// missed are the vendors that no row was of.
func (o *only) missed() []string {
	var out []string
	for i, found := range o.found {
		if !found {
			out = append(out, o.vendors[i])
		}
	}
	return out
}

// narrows reports whether anything is left out.
func (o *only) narrows() bool { return len(o.words) > 0 }
