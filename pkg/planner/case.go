package planner

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/quotes"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/network"
	"github.com/riprep/riprep/pkg/policy"
)

// Case is what follows from the inputs without any search. It does not change after NewCase; its methods may be called
// concurrently.
type Case struct {
	In       *Inputs
	Net      *network.Network
	Findings []policy.Finding // one per element
	Packages []Package
	Network  []NetworkLine // what is bought for the whole network, by day

	sites     map[string]int // id → index
	elements  map[string]int // likewise
	clusters  []cluster
	packageOf []int // element → package, -1 where it stays
	duties    []duty
	dutiesOf  [][]int // package → the duties that it is done for
	demands   demands
	paths     []rulePath // as the network has them
	shares    []share    // of each duty, empty where it is no cap
	supply    *supplies
	total     int                    // subscribers of all sites
	unindexed map[int][]string       // price year that the index has no level for → catalog items
	quoted    map[*quotes.Price]bool // those that a line of some option is priced by
	worked    map[work]*cost.Line    // while the case is made
	lines     []cost.Line            // room for those of an option, likewise
	base      []cost.Line            // and for those that a line is a part of

	walkOnce sync.Once
	walk     *walker // what a plan is verified with

	trafficOnce, trafficWalkOnce sync.Once
	crossed, walked              []traffic // of each site: as the network has it, and as a plan is verified with
	pathsWalkOnce                sync.Once
	pathsWalked                  []rulePath // what a plan is verified with
}

// NewCase works out the network, the findings and the packages. Its error is strict.Faults for what only the whole
// shows: gear that hangs on itself, a site that reaches no gateway, a cap below the dearest step.
func NewCase(in *Inputs) (*Case, error) { return NewScreened(in, nil) }

// NewScreened is NewCase where policy.Screen has been asked already, of the same inventory, rules, regimes and day.
func NewScreened(in *Inputs, findings []policy.Finding) (*Case, error) {
	c := &Case{In: in, sites: map[string]int{}, elements: map[string]int{}, unindexed: map[int][]string{}, quoted: map[*quotes.Price]bool{}, worked: map[work]*cost.Line{}}
	c.Net = network.NewWithOptions(in.Inventory, network.Options{CoverageKM: in.Scenario.Outage.CoverageKM})
	for i := range in.Inventory.Elements {
		c.elements[in.Inventory.Elements[i].ID] = i
	}
	for i, s := range in.Inventory.Sites {
		c.sites[s.ID] = i
		c.total += s.Subscribers
	}
	if faults := c.networkFaults(); len(faults) > 0 {
		return nil, faults
	}
	if c.Findings = findings; findings == nil {
		var err error
		if c.Findings, err = policy.Screen(in.Inventory, in.Rules, in.Scenario.Regimes, in.Scenario.Start); err != nil {
			return nil, err
		}
	}
	c.findDuties()
	if faults := c.shareFaults(); len(faults) > 0 {
		return nil, faults
	}
	c.findPackages()
	c.dutyPackages()
	c.findShares()
	if err := c.askRegimes(); err != nil {
		return nil, err
	}
	var tooDear strict.Faults
	for i := range c.Packages {
		if err := c.findOptions(&c.Packages[i]); err != nil {
			tooDear = append(tooDear, c.tooDear(&c.Packages[i], err))
		}
	}
	if len(tooDear) > 0 {
		return nil, tooDear
	}
	c.worked, c.lines, c.base = nil, nil, nil
	if err := c.findNetwork(); err != nil {
		return nil, err
	}
	c.findClusters()
	in.Scenario.AssumeCrews(c.crewKinds())
	if faults := slices.Concat(c.pilotFaults(), c.optionFaults(), c.riskFaults(), c.indexFaults(), c.amountFaults()); len(faults) > 0 {
		return nil, faults
	}
	return c, nil
}

func (c *Case) element(i int) *inventory.Element { return &c.In.Inventory.Elements[i] }

func (c *Case) siteOf(element int) *inventory.Site {
	return &c.In.Inventory.Sites[c.sites[c.element(element).Site]]
}

// optionFaults are what no order of the work can mend, whatever the limits: a package that nothing is known for, and a cap on
// spending below what a single step costs, or below what is paid on its day whatever the plan. A package that only a limit leaves without an option is no fault of the files: see
// withoutOption.
func (c *Case) optionFaults() strict.Faults {
	var faults strict.Faults
	var dearest cost.Cents
	var what string
	for i := range c.Packages {
		p := &c.Packages[i]
		if len(p.Options) == 0 {
			faults = append(faults, strict.Fault{
				Pos:     c.element(p.Elements[0]).Pos,
				Message: fmt.Sprintf("package %q: no method of the products file serves %s", p.ID, c.gearOf(p)),
				Hint:    "add a method for it in products.yaml, overlay or in-place" + c.onlyRetired(p),
			})
			continue
		}
		if step, spend := p.leastPeak(c.In.Scenario.PeriodDays); spend > dearest {
			dearest, what = spend, fmt.Sprintf("%q, %s", p.ID, step)
		}
	}
	s := c.In.Scenario
	if limit := s.Funding.PerPeriod; limit != nil && dearest > *limit && !s.Deferral {
		faults = append(faults, strict.Fault{
			Pos:     s.Pos["funding.per_period"],
			Message: fmt.Sprintf("per_period %s: below the dearest step of a single package (%s: %s)", *limit, what, dearest),
			Hint:    fmt.Sprintf("set it to at least %s, or allow deferral: true", dearest),
		})
	}
	return append(faults, c.datedFaults()...)
}

// gearOf says what a method must serve to be one for a package.
func (c *Case) gearOf(p *Package) string {
	var roles []string
	for _, role := range c.roles(p) {
		if !slices.Contains(roles, role) {
			roles = append(roles, role)
		}
	}
	return fmt.Sprintf("%s gear of role %s", p.Domain, strings.Join(roles, ", "))
}

// onlyRetired explains why a method to retire a package is not an option for it.
func (c *Case) onlyRetired(p *Package) string {
	if _, ok := c.In.Products.Method("retire", p.Domain, c.roles(p)); !ok {
		return ""
	}
	return "; it cannot be retired, because service runs over it or may do so"
}
