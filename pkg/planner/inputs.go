package planner

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/programme"
	"github.com/riprep/riprep/pkg/cost/quotes"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/scenario"
)

// Inputs is what a plan is made from.
type Inputs struct {
	Inventory  *inventory.Inventory
	Scenario   *scenario.Scenario
	Rules      *policy.Rules
	Programmes *programme.Set
	Catalog    *cost.Catalog
	Quotes     *quotes.Book
	Products   *products.Set
	Overrides  []scenario.Override
	Sources    []strict.Source
	Filled     []policy.Filled        // domains and roles that the inventory leaves to the models
	Odd        []policy.Contradiction // what models say otherwise
}

// Files say where the files of an operator are.
type Files struct {
	Dir       string // folder of what may be there beside the two: catalog, products, quotes, regimes, programmes
	Inventory string // "" for inventory.yaml (or .yml, .json) of the folder
	Scenario  string // "" for scenario.yaml, likewise
}

// Load reads an operator's folder: inventory.yaml and scenario.yaml (or .json), and where they are there catalog.yaml,
// products.yaml, regimes/*.yaml and programmes/*.yaml, which go before the built-in ones, and quotes.yaml, whose prices go
// before all catalogs'. Of these only the regimes that the scenario asks for are read, and those of also, and the programmes
// of its applications. Domains and roles that the inventory leaves out are filled in from the models. Overrides
// change fields of the scenario after it is read. All faults go to r.
func Load(r *strict.Reader, dir string, overrides []scenario.Override, also ...string) *Inputs {
	return LoadFiles(r, Files{Dir: dir}, overrides, also...)
}

// LoadFiles is Load for an operator whose inventory or scenario is another file than that of the folder.
func LoadFiles(r *strict.Reader, files Files, overrides []scenario.Override, also ...string) *Inputs {
	in := &Inputs{Overrides: overrides}
	dir := files.Dir
	if (files.Inventory == "" || files.Scenario == "") && !r.IsFolder(dir) {
		r.Fault(strict.Pos{File: dir}, "give the folder that holds inventory.yaml; riprep init DIR writes a first one", "no such folder")
		return in
	}
	in.Inventory = inventory.Load(r, pick(r, dir, "inventory", files.Inventory))
	in.Scenario = scenario.Load(r, pick(r, dir, "scenario", files.Scenario))
	in.Rules = policy.LoadFor(r, slices.Concat(in.Scenario.Regimes, also), ownFiles(r, filepath.Join(dir, "regimes"))...)
	in.Programmes = loadProgrammes(r, dir, in.Scenario)
	in.Catalog = cost.LoadCatalog(r, ownFile(r, dir, "catalog")...)
	in.Products = products.Load(r, ownFile(r, dir, "products")...)
	in.Quotes = quotes.Load(r, ownFile(r, dir, "quotes")...)
	in.Products.Check(r, in.Catalog)
	in.checkPrices(r)
	if len(r.Faults()) == 0 {
		for _, o := range overrides {
			if err := in.Scenario.Set(o); err != nil {
				r.Fault(strict.Pos{}, "", "%s", err)
			}
		}
		in.fillIn(r)
		in.terms(r)
		checkScenario(r, in)
	}
	in.Sources = r.Sources()
	return in
}

// pick is the file that is named, else that of the folder. It prefers YAML; where neither is there it names the YAML file, so
// that the fault does.
func pick(r *strict.Reader, dir, name, named string) string {
	if named != "" {
		return named
	}
	if found := ownFile(r, dir, name); len(found) > 0 {
		return found[0]
	}
	return filepath.Join(dir, name+".yaml")
}

// OwnFile returns the file of a name in an operator's folder, such as catalog: the first that is there of .yaml, .yml and
// .json, none where none is.
func OwnFile(dir, name string) []string { return ownFile(&strict.Reader{}, dir, name) }

// FindOwn is OwnFile for the files that a reader sees, "" where none is there.
func FindOwn(r *strict.Reader, dir, name string) string {
	for _, path := range ownFile(r, dir, name) {
		return path
	}
	return ""
}

func ownFile(r *strict.Reader, dir, name string) []string {
	for _, ext := range []string{".yaml", ".yml", ".json"} {
		if path := filepath.Join(dir, name+ext); r.Exists(path) {
			return []string{path}
		}
	}
	return nil
}

// ownFiles lists the operator's own rules in a folder, in the order of their names.
func ownFiles(r *strict.Reader, folder string) []string {
	names, _ := r.List(folder)
	var files []string
	for _, name := range names {
		if ext := filepath.Ext(name); ext == ".yaml" || ext == ".yml" || ext == ".json" {
			files = append(files, filepath.Join(folder, name))
		}
	}
	return files
}

// checkScenario finds what in the scenario refers to nothing.
func checkScenario(r *strict.Reader, in *Inputs) {
	s, inv := in.Scenario, in.Inventory
	for _, id := range s.Regimes {
		if !slices.Contains(in.Rules.IDs(), id) {
			r.Fault(s.Pos["regimes"], "known are "+strings.Join(in.Rules.IDs(), ", "), "regime %q: not known", id)
		}
	}
	for _, t := range s.Terms {
		if !slices.ContainsFunc(inv.Sites, func(site inventory.Site) bool { return site.Application == t.Application }) {
			r.Fault(s.Pos["terms."+t.Application], "give sites the key application", "term for application %q: no site belongs to it", t.Application)
		}
		if t.By.Before(s.Start) {
			r.Fault(s.Pos["terms."+t.Application], "", "term %s of application %q: before the start %s", t.By, t.Application, s.Start)
		}
	}
	checkCleanPaths(r, in)
	regions := map[string]bool{}
	for _, site := range inv.Sites {
		regions[site.Region] = true
	}
	if s.Deferral && s.Objectives[0] != "exposure" {
		r.Fault(s.Pos["objectives"], "put exposure first, or take deferral out", "deferral with %q as first objective: to do nothing would be best", s.Objectives[0])
	}
	kinds := crewKindsOf(in.Products)
	for i, c := range s.Crews {
		same := func(d scenario.Crew) bool { return d.Kind == c.Kind }
		if !slices.Contains(kinds, c.Kind) && !slices.ContainsFunc(s.Crews[:i], same) {
			r.Fault(s.Pos["crews."+c.Kind], "methods need "+strings.Join(kinds, ", "), "crews %q: no method of the products file needs this kind", c.Kind)
		}
		if c.Region != "" && !regions[c.Region] {
			r.Fault(s.Pos["crews."+c.Kind], "", "crews %s in region %q: no site is in it", c.Kind, c.Region)
		}
	}
	checkWindows(r, s)
	hint := "no site has the key region"
	if stated := slices.DeleteFunc(sortedKeys(regions), func(r string) bool { return r == "" }); len(stated) > 0 {
		hint = "regions of the sites are " + few(stated, 20)
	}
	for i := range s.Outage.Windows {
		for _, region := range s.Outage.Windows[i].Regions {
			if !regions[region] {
				r.Fault(s.Pos[fmt.Sprintf("outage.windows[%d].regions", i)], hint, "window %s in region %q: no site is in it", s.Outage.Windows[i].String(), region)
			}
		}
	}
	for _, b := range s.Blackouts {
		for _, region := range b.Regions {
			if !regions[region] {
				r.Fault(s.Pos["blackouts"], "", "blackout in region %q: no site is in it", region)
			}
		}
	}
}

// crewKindsOf lists the kinds of crew that any method needs, sorted.
func crewKindsOf(set *products.Set) []string {
	var kinds []string
	for _, m := range set.Methods {
		for _, step := range m.Steps {
			kinds = joinKinds(kinds, step.Crews)
		}
	}
	slices.Sort(kinds)
	return kinds
}
