package planjson

import "encoding/json"

// Format and Version name what the file is: "riprep": "plan/v1".
const (
	Format  = "plan"
	Version = 1
)

// file is plan/v1.
type file struct {
	Riprep       string        `json:"riprep"`
	Engine       engine        `json:"engine"`
	Inputs       []input       `json:"inputs"`
	Overrides    []override    `json:"overrides"`
	Operator     operator      `json:"operator"`
	Start        string        `json:"start"`
	PeriodDays   int           `json:"period_days"`
	Horizon      int           `json:"horizon"`
	Status       string        `json:"status"`
	Objectives   []objective   `json:"objectives"`
	Baseline     baseline      `json:"baseline"`
	Totals       totals        `json:"totals"`
	Applications []application `json:"applications"`
	Packages     []workPkg     `json:"packages"`
	Network      []network     `json:"network"`
	Tests        []test        `json:"tests"`
	Periods      []period      `json:"periods"`
	Rules        []rule        `json:"rules"`
	Findings     []finding     `json:"findings"`
	Assumptions  []assumption  `json:"assumptions"`
}

// rule: Measure and what follows are of a share, and empty where the rule caps none.
type rule struct {
	Rule     string  `json:"rule"`
	Title    string  `json:"title"`
	Status   string  `json:"status"`
	Demand   string  `json:"demand"`
	By       *string `json:"by"`
	Verified bool    `json:"verified"`
	Elements int     `json:"elements"`
	Packages int     `json:"packages"`
	MetOn    *string `json:"met_on"`
	Measure  string  `json:"measure"`
	Total    int64   `json:"total"`
	Allowed  int64   `json:"allowed"`
	AtStart  int64   `json:"at_start"`
	AtDate   int64   `json:"at_date"`
	AtEnd    int64   `json:"at_end"`
}

type engine struct {
	Version string `json:"version"`
	Seed    uint64 `json:"seed"`
	Effort  int64  `json:"effort"`
	Stopped bool   `json:"stopped"`
}

type input struct {
	Path   string `json:"path"`
	Kind   string `json:"kind"`
	SHA256 string `json:"sha256"`
}

type override struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

type operator struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// objective: Gap follows from value and bound and is there for readers.
type objective struct {
	Name  string       `json:"name"`
	Unit  string       `json:"unit"`
	Value int64        `json:"value"`
	Bound *int64       `json:"bound"`
	Gap   *json.Number `json:"gap"`
}

type baseline struct {
	Found  bool    `json:"found"`
	Why    string  `json:"why"`
	Values []int64 `json:"values"`
	Finish *string `json:"finish"`
}

type totals struct {
	Packages         int     `json:"packages"`
	Deferred         int     `json:"deferred"`
	Elements         int     `json:"elements"`
	Units            int     `json:"units"`
	Sites            int     `json:"sites"`
	Finish           *string `json:"finish"`
	LastCutover      *string `json:"last_cutover"`
	Cost             string  `json:"cost"`
	Reimbursable     string  `json:"reimbursable"`
	Ineligible       string  `json:"ineligible"`
	Reimbursed       string  `json:"reimbursed"`
	Outstanding      string  `json:"outstanding"`
	Shortfall        string  `json:"shortfall"`
	Interest         string  `json:"interest"`
	LowestCash       string  `json:"lowest_cash"`
	LowestCashOn     *string `json:"lowest_cash_on"`
	WorkingCapital   string  `json:"working_capital"`
	WorkingCapitalOn *string `json:"working_capital_on"`
	SubscribersOut   int     `json:"subscribers_out"`
	NoEmergency      int     `json:"no_emergency"`
	SubscriberHours  int64   `json:"subscriber_hours"`
	BorderPeriods    int64   `json:"border_periods"`
	UnknownPrices    int     `json:"unknown_prices"`

	Subscribers       int `json:"subscribers"`
	CleanAtStart      int `json:"clean_at_start"`
	CleanAtEnd        int `json:"clean_at_end"`
	CleanEveryAtStart int `json:"clean_every_at_start"`
	CleanEveryAtEnd   int `json:"clean_every_at_end"`
	CleanUnknown      int `json:"clean_unknown"`
}

// network is a line that belongs to no package.
type network struct {
	On           string  `json:"on"`
	Paid         string  `json:"paid"`
	Application  string  `json:"application"`
	Reimbursed   string  `json:"reimbursed"`
	ReimbursedOn *string `json:"reimbursed_on"`
	Line         line    `json:"line"`
}

// application: Proration is a decimal from 0 to 1, null where nothing is reimbursed; Allocation and Left are null where none is stated.
type application struct {
	ID          string  `json:"id"`
	Packages    int     `json:"packages"`
	Deferred    int     `json:"deferred"`
	Cost        string  `json:"cost"`
	Ineligible  string  `json:"ineligible"`
	Counted     string  `json:"counted"`
	Proration   *string `json:"proration"`
	Cut         string  `json:"cut"`
	Claimed     string  `json:"claimed"`
	Refused     string  `json:"refused"`
	Reimbursed  string  `json:"reimbursed"`
	Outstanding string  `json:"outstanding"`
	Allocation  *string `json:"allocation"`
	Left        *string `json:"left"`
	Term        *string `json:"term"`
	Finish      *string `json:"finish"`
}

type workPkg struct {
	ID            string     `json:"id"`
	Site          string     `json:"site"`
	SiteName      string     `json:"site_name"`
	Region        string     `json:"region"`
	Domain        string     `json:"domain"`
	Application   string     `json:"application"`
	Elements      []string   `json:"elements"`
	Units         int        `json:"units"`
	Option        string     `json:"option"`
	Method        string     `json:"method"`
	Vendor        string     `json:"vendor"`
	Products      []string   `json:"products"`
	Risk          int64      `json:"risk"`
	RiskFactors   factors    `json:"risk_factors"`
	Subscribers   int        `json:"subscribers"`
	Cluster       string     `json:"cluster"`
	After         []string   `json:"after"`
	AfterNew      []string   `json:"after_new"`
	CoveredUntil  *string    `json:"covered_until"`
	Cost          string     `json:"cost"`
	Reimbursable  string     `json:"reimbursable"`
	UnknownPrices int        `json:"unknown_prices"`
	Activities    []activity `json:"activities"`
	Lines         []line     `json:"lines"`
}

// factors: the risk is the product of those that end in _factor.
type factors struct {
	Role               string `json:"role"`
	RoleFactor         int    `json:"role_factor"`
	Place              string `json:"place"`
	Word               string `json:"word"`
	Sensitivity        int    `json:"sensitivity_factor"`
	UnsupportedElement string `json:"unsupported_element"`
	Software           int    `json:"software_factor"`
	Traffic            int    `json:"traffic_factor"`
	Subscribers        int    `json:"subscribers"`
}

type activity struct {
	Kind        string    `json:"kind"`
	Start       string    `json:"start"`
	Finish      string    `json:"finish"`
	Crews       []crew    `json:"crews"`
	OutageHours int       `json:"outage_hours"`
	Windows     []string  `json:"windows"`
	Lost        int       `json:"subscribers_out"`
	Spend       string    `json:"spend"`
	Reimbursed  string    `json:"reimbursed"`
	Payments    []payment `json:"payments"`
}

// payment is one invoice: ReimbursedOn is null where nothing comes back, or after the horizon only.
type payment struct {
	Milestone    string  `json:"milestone"`
	On           string  `json:"on"`
	Amount       string  `json:"amount"`
	Eligible     string  `json:"eligible"`
	Reimbursed   string  `json:"reimbursed"`
	ReimbursedOn *string `json:"reimbursed_on"`
}

// test is that of a cluster.
type test struct {
	Cluster  string   `json:"cluster"`
	Packages []string `json:"packages"`
	Start    string   `json:"start"`
	Finish   string   `json:"finish"`
	Crews    []crew   `json:"crews"`
}

// crew: Region is "" where crews work everywhere.
type crew struct {
	Kind   string `json:"kind"`
	Region string `json:"region"`
	Count  int    `json:"count"`
}

// line: where Known is false the amounts are null, never zero.
type line struct {
	Item       string  `json:"item"`
	Name       string  `json:"name"`
	Layer      string  `json:"layer"`
	Category   string  `json:"category"`
	Tag        string  `json:"tag"`
	Step       string  `json:"step"`
	Element    string  `json:"element"`
	Quantity   string  `json:"quantity"`
	Unit       string  `json:"unit"`
	Known      bool    `json:"known"`
	UnitPrice  *string `json:"unit_price"`
	Low        *string `json:"low"`
	Total      *string `json:"total"`
	High       *string `json:"high"`
	Basis      string  `json:"basis"`
	Document   string  `json:"document"`
	ValidUntil *string `json:"valid_until"`
	PriceYear  int     `json:"price_year"`
	Indexed    string  `json:"indexed"`
	Source     string  `json:"source"`
	Verified   bool    `json:"verified"`
	Reference  bool    `json:"reference"`
	Eligible   string  `json:"eligible"`
	EligibleBy string  `json:"eligible_by"`
	Counted    *string `json:"counted"`
}

type period struct {
	Start           string `json:"start"`
	Released        string `json:"released"`
	Spend           string `json:"spend"`
	Reimbursed      string `json:"reimbursed"`
	Interest        string `json:"interest"`
	Cash            string `json:"cash"`
	Outstanding     string `json:"outstanding"`
	OutOfPocket     string `json:"out_of_pocket"`
	SubscribersOut  int    `json:"subscribers_out"`
	SitesOut        int    `json:"sites_out"`
	Degraded        int    `json:"degraded"`
	EmergencyOnly   int    `json:"emergency_only"`
	NoEmergency     int    `json:"no_emergency"`
	SubscriberHours int64  `json:"subscriber_hours"`
	Exposure        int64  `json:"exposure"`

	CleanSubscribers      int `json:"clean_subscribers"`
	CleanEverySubscribers int `json:"clean_every_subscribers"`

	Crews []crewDays `json:"crews"`
}

// crewDays: the days of work that a kind of crew gives in the period, and those that it has.
type crewDays struct {
	Kind   string `json:"kind"`
	Region string `json:"region"`
	Days   int    `json:"days"`
	There  int    `json:"there"`
}

type finding struct {
	Element        string  `json:"element"`
	Site           string  `json:"site"`
	Domain         string  `json:"domain"`
	Vendor         string  `json:"vendor"`
	Maker          string  `json:"maker"`
	Model          string  `json:"model"`
	Verdict        string  `json:"verdict"`
	Regime         string  `json:"regime"`
	Rule           string  `json:"rule"`
	Demand         string  `json:"demand"`
	Method         string  `json:"method"`
	Confidence     string  `json:"confidence"`
	Evidence       string  `json:"evidence"`
	Since          *string `json:"since"`
	Removal        string  `json:"removal"`
	RemoveBy       *string `json:"remove_by"`
	Buy            string  `json:"buy"`
	BuyBy          string  `json:"buy_by"`
	Reimbursable   string  `json:"reimbursable"`
	ReimbursableBy string  `json:"reimbursable_by"`
	Settle         string  `json:"settle"`
	Package        string  `json:"package"`
}

type assumption struct {
	Field string `json:"field"`
	Value string `json:"value"`
	Why   string `json:"why"`
}
