package inventory

import "github.com/riprep/riprep/internal/strict"

// Inventory is what one operator has: its sites, the elements on them and the links between elements. Order is the
// order of the file; ids are unique.
type Inventory struct {
	Operator Operator
	Sites    []Site
	Elements []Element
	Links    []Link
	Sources  []strict.Source // every file read, with its digest
}

// Operator is the carrier.
type Operator struct {
	ID        string
	Name      string
	FRN       string // FCC registration number, ten digits, "" where not stated
	Customers *int   // nil where not stated
	Country   string // ISO 3166 code of the country that its sites are in where they do not say, "" where not stated
	State     string // ISO 3166-2 code, after the country, of the state that its sites are in where they do not say, "" where not stated
	Kind      string // etc | isp | wisp | school | library | health-care | tribal | other, "" where not stated
	Source    string // where the data comes from, free text
}

// Site is a place with gear.
type Site struct {
	ID          string
	Name        string
	Kind        string // see SiteKinds
	Location    *Location
	Region      string
	Country     string    // ISO 3166 code, the operator's where not stated
	State       string    // ISO 3166-2 code after the country, such as GA; the operator's where not stated
	Address     string    // street, town and postal code, "" where not stated
	Subscribers int       // served by the radio and access elements here; stated wherever there are such elements
	Emergency   string    // sole | shared, "" where not stated
	Sensitive   []string  // military, government, … : raises the risk weight
	Application string    // the reimbursement application it belongs to, "" where none
	Closed      []Closure // seasons in which work is not possible, every year
	Neighbors   []string  // sites whose coverage overlaps, where stated; relation is made symmetric by the network room
	CoverageKM  *float64  // radius of coverage, nil where not stated
	Cluster     string    // radio sites that move together and are tested together, "" where not stated
	Only        []Only    // subscribers whose devices know one generation only, where stated; in the order of Generations
	Roaming     string    // critical | ordinary, "" where not stated: do other carriers' customers depend on it?
	Tower       *Tower    // from the structural analysis, nil where not stated
	Space       *Space    // room for gear on the ground, nil where not stated
	Pos         strict.Pos
}

// Only is a part of a site's subscribers: those whose devices know no other generation than this one.
type Only struct {
	Generation  string
	Subscribers int
}

// Tower is what a structural analysis says of the site's tower or mast, in percent of what it may bear.
type Tower struct {
	Load  float64 // with the gear of today
	Added float64 // what new gear beside the old would add
	Limit float64 // 100 where not stated
}

// Carries reports whether the tower bears the new gear beside the old.
func (t *Tower) Carries() bool { return t.Load+t.Added <= t.Limit }

// Space is room for gear on the ground, in units of the operator's own: rack units, cabinets, square metres.
type Space struct {
	Free   float64
	Needed float64 // by new gear beside the old
	Unit   string  // for people, "" where not stated
}

// Holds reports whether there is room for the new gear beside the old.
func (s *Space) Holds() bool { return s.Needed <= s.Free }

// Location is in degrees, WGS 84.
type Location struct{ Lat, Lon float64 }

// Closure is a season, both days included, every year; From may be later in the year than To.
type Closure struct {
	From, To MonthDay
	Work     []string // kinds of work (activity or crew kinds) that are not possible; empty means all work at the site
	Why      string
}

// Element is one piece of gear at a site, or Quantity identical ones.
type Element struct {
	ID          string
	Site        string
	Domain      string // see Domains; "" where not stated, until the policy room fills it in from the model
	Role        string // see Roles; likewise
	Vendor      string
	Model       string
	PartNumber  string
	Quantity    int // at least 1
	Generations []string
	Acquired    Date // zero where not stated
	Serials     []string
	Parts       []Part
	CoupledWith []string // proprietary interface: cannot be swapped apart
	Uplinks     []string // service flows to one of these; more than one is redundancy
	Gateway     *bool    // overrides the role: is service delivered here?
	Needs       []Need   // what it cannot work without besides a path: a controller, a subscriber database

	SysObjectID string   // what its SNMP agent says it is, "1.3.6.1.4.1.…", "" where not stated
	Origin      string   // ISO 3166 code of the country in which it was produced, "" where not stated
	Bands       []string // 3GPP names of the bands that it transmits on, such as n78; empty where not stated
	Uses        []string // see Uses: what it is used for, where a rule depends on that; empty where not stated
	Premises    *int     // premises passed by the fixed access network that it feeds, nil where not stated

	SupportedUntil Date // last day on which its maker mends its software, zero where not stated
	Pos            strict.Pos
}

// Need is gear that an element cannot work without though service does not flow over it: one of On is enough.
type Need struct {
	Generations []string // the generations of the element that need it; empty means the element as a whole
	On          []string
}

// Part is a piece inside an element that may itself be covered.
type Part struct {
	Vendor, Model, PartNumber, Role string
}

// Link joins two elements; service flows over it in both directions.
type Link struct {
	A, B string
	Kind string // see LinkKinds
	KM   *float64
	Pos  strict.Pos
}

// IsGateway reports whether service is delivered at the element: stated, or by its role.
func (e *Element) IsGateway() bool {
	if e.Gateway != nil {
		return *e.Gateway
	}
	return e.Role == "packet-core" || e.Role == "interconnect"
}

// The words that a file may use, as DESIGN's table of words has them.
var (
	OperatorKinds = []string{"etc", "isp", "wisp", "school", "library", "health-care", "tribal", "other"}
	SiteKinds     = []string{"tower", "rooftop", "shelter", "central-office", "data-center"}
	Domains       = []string{"ran", "core", "transport", "access", "support"}
	Roles         = []string{
		"radio", "baseband", "antenna", "small-cell", "controller", // ran
		"packet-core", "voice-core", "subscriber-data", "policy", "interconnect", "management", // core
		"router", "switch", "microwave", "optical", "firewall", "timing", // transport
		"olt", "ont", "dslam", "cpe", // access
		"power", "cabinet", "server", "other", // support
	}
	Uses         = []string{"public-safety", "government-facility", "critical-infrastructure", "national-security", "ordinary"}
	LinkKinds    = []string{"fiber", "microwave", "copper", "leased", "cable"}
	Generations  = []string{"2g", "3g", "4g", "5g"}
	RoamingWords = []string{"critical", "ordinary"}
	WorkKinds    = []string{"prepare", "install", "cutover", "test", "remove", "dispose", "tower", "ip", "core", "access"}
)
