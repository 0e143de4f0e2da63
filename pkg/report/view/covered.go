package view

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/planner"
)

// Covered counts what a rule covers, in one domain and of one vendor, or in all.
type Covered struct {
	Domain, Vendor string
	Packages       int // work packages that hold some of it
	Elements       int
	Sites          int
	Unknown        int // elements of which it is not known whether they are covered
}

// CoveredGear counts covered and unknown elements by domain and vendor, in the order of those, and in all.
func CoveredGear(findings []planner.FindingRow) (rows []Covered, total Covered) {
	type key struct{ domain, vendor string }
	type sets struct {
		Covered
		packages, sites map[string]bool
	}
	fresh := func() *sets { return &sets{packages: map[string]bool{}, sites: map[string]bool{}} }
	count := func(s *sets, f *planner.FindingRow) {
		if f.Verdict == "unknown" {
			s.Unknown++
			return
		}
		s.Elements++
		s.sites[f.Site] = true
		if f.Package != "" {
			s.packages[f.Package] = true
		}
	}
	all, groups := fresh(), map[key]*sets{}
	var order []key
	for i := range findings {
		f := &findings[i]
		if f.Verdict != "covered" && f.Verdict != "unknown" {
			continue
		}
		k := key{f.Domain, cmp.Or(f.Maker, f.Vendor)}
		if groups[k] == nil {
			groups[k] = fresh()
			order = append(order, k)
		}
		count(groups[k], f)
		count(all, f)
	}
	slices.SortFunc(order, func(a, b key) int {
		return cmp.Or(cmp.Compare(DomainRank(a.domain), DomainRank(b.domain)), cmp.Compare(a.domain, b.domain), cmp.Compare(a.vendor, b.vendor))
	})
	finish := func(s *sets, k key) Covered {
		s.Domain, s.Vendor, s.Packages, s.Sites = k.domain, k.vendor, len(s.packages), len(s.sites)
		return s.Covered
	}
	for _, k := range order {
		rows = append(rows, finish(groups[k], k))
	}
	return rows, finish(all, key{"all", ""})
}

// DomainRank is the place of a domain in the order in which a network is spoken of, from its middle outwards.
func DomainRank(domain string) int {
	if i := slices.Index([]string{"core", "transport", "ran", "access", "support"}, domain); i >= 0 {
		return i
	}
	return 5
}
