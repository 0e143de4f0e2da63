package products

import "slices"

// Fits reports whether the product can take over gear of a domain and role that serves the generations, at a site of a
// kind. Generations are compared only where both sides state some: every one that the old gear serves must be served
// again, except that 2g and 3g may be given up for 4g or 5g: the programme counts 4G LTE that is ready for 5G as a
// comparable replacement of an older mobile generation.
func (p *Product) Fits(domain, role, siteKind string, generations []string) bool {
	if p.Domain != domain || !slices.Contains(p.Roles, role) {
		return false
	}
	if siteKind != "" && len(p.SiteKinds) > 0 && !slices.Contains(p.SiteKinds, siteKind) {
		return false
	}
	if len(p.Generations) == 0 {
		return true
	}
	modern := slices.Contains(p.Generations, "4g") || slices.Contains(p.Generations, "5g")
	for _, g := range generations {
		legacy := g == "2g" || g == "3g"
		if !slices.Contains(p.Generations, g) && !(legacy && modern) {
			return false
		}
	}
	return true
}

// Serves reports whether the method suits a package of a domain with elements of the roles. A method that names roles
// serves packages that hold an element of one of them; a retire method only those that hold nothing else, because what it
// takes away gets no successor.
func (m *Method) Serves(domain string, roles []string) bool {
	if !slices.Contains(m.Domains, domain) {
		return false
	}
	if len(m.Roles) == 0 {
		return true
	}
	named := func(role string) bool { return slices.Contains(m.Roles, role) }
	if m.Kind == "retire" {
		return len(roles) > 0 && !slices.ContainsFunc(roles, func(r string) bool { return !named(r) })
	}
	return slices.ContainsFunc(roles, named)
}

// Method returns the method of a kind for a package of a domain with elements of the roles: of those that serve it the one
// of the highest priority, and of equals the first in the set.
func (s *Set) Method(methodKind, domain string, roles []string) (*Method, bool) {
	var best *Method
	for i := range s.Methods {
		m := &s.Methods[i]
		if m.Kind == methodKind && m.Serves(domain, roles) && (best == nil || m.Priority > best.Priority) {
			best = m
		}
	}
	return best, best != nil
}
