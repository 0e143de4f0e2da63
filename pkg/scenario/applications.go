package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// DefaultProgramme is the programme of applications that name none.
const DefaultProgramme = "us-scrp"

// ExtensionKinds are the words for an extension: general holds for everybody in the programme, individual for one application.
var ExtensionKinds = []string{"general", "individual"}

const (
	maxApplications = 1000 // one carrier held 45 of the first round's 126
	maxExtensions   = 200  // of an application
	maxMonths       = 120  // of an extension; the programme's own limit is checked by its rules
)

// Application is one application for reimbursement, with its own money and dates. Days that have not come, or are not
// known, are zero. Sites name the application that they belong to.
type Application struct {
	ID, Programme string

	Submitted         inventory.Date // filed
	Deficient         inventory.Date // the notice that something was missing in it
	Cured             inventory.Date // when that was mended
	Approved          inventory.Date // the allocation approved
	FirstClaim        inventory.Date
	FirstDistribution inventory.Date // the first money paid out: the term runs from it
	Completed         inventory.Date // removal, replacement and disposal complete
	Certified         inventory.Date // final certification filed
	FiledUntil        inventory.Date // status updates and spending reports due until this day were filed
	ClaimsClosed      inventory.Date // the last claim filed
	LastDistribution  inventory.Date // the last money paid out

	ApprovedCost *cost.Cents // the estimate as approved, before it is cut in proportion
	Allocation   *cost.Cents // what the programme pays at most
	Proration    *cost.Rate  // the part of approved cost that is allocated

	Extensions          []Extension // of the term, in the order in which they were granted
	ClaimsExtensionDays int         // more days for the last claims
	Pos                 strict.Pos
}

// Extension moves the term of an application: to a day, or by months from the end that the term has without it.
type Extension struct {
	Kind    string
	To      inventory.Date // zero where Months holds
	Months  int
	Granted inventory.Date // zero where it is not stated
	Why     string
	Pos     strict.Pos
}

// Application returns the application of an id, nil where none is stated.
func (s *Scenario) Application(id string) *Application {
	for i := range s.Applications {
		if s.Applications[i].ID == id {
			return &s.Applications[i]
		}
	}
	return nil
}

// AssumeTerm gives an application the term that follows from its dates, and says so.
func (s *Scenario) AssumeTerm(a *Application, by inventory.Date, why string) {
	s.Terms = append(s.Terms, Term{a.ID, by})
	s.Pos["terms."+a.ID] = a.Pos
	s.forget("terms")
	s.assume("terms."+a.ID, by.String(), why)
}

// NoteTerm says of a stated term what its application's dates say otherwise.
func (s *Scenario) NoteTerm(t Term, why string) { s.assume("terms."+t.Application, t.By.String(), why) }

func (s *Scenario) decodeApplications(m *strict.Map) {
	if n := m.Len("applications"); n > maxApplications {
		m.Fault("applications", "", "applications: %d of them, more than %d", n, maxApplications)
		return
	}
	m.List("applications", func(e *strict.Map) {
		a := s.decodeApplication(e)
		if a.ID != "" && s.Application(a.ID) != nil {
			e.Fault("id", "", "stands twice") // the label says which
			return
		}
		s.Applications = append(s.Applications, a)
	})
}

func (s *Scenario) decodeApplication(e *strict.Map) Application {
	a := Application{ID: e.ID("id", strict.Required), Programme: e.ID("programme"), Pos: e.Pos()}
	e.Label("application", a.ID)
	if a.Programme == "" {
		a.Programme = DefaultProgramme
		s.silent(!e.Has("programme"), "applications."+a.ID+".programme", DefaultProgramme, "the programme this tool is made for")
	}
	for _, d := range a.days() {
		*d.day, _ = strict.Parse(e, d.key, inventory.ParseDate)
	}
	if c, ok := amount(e, "approved_cost"); ok {
		a.ApprovedCost = &c
	}
	if c, ok := amount(e, "allocation"); ok {
		a.Allocation = &c
	}
	if p, ok := strict.Parse(e, "proration", parsePart); ok {
		a.Proration = &p
	}
	if n := e.Len("extensions"); n > maxExtensions {
		e.Fault("extensions", "", "extensions: %d of them, more than %d", n, maxExtensions)
	} else {
		e.List("extensions", func(x *strict.Map) { a.Extensions = append(a.Extensions, a.decodeExtension(x)) })
	}
	a.ClaimsExtensionDays, _ = e.Int("claims_extension_days", 0, maxLagDays)
	a.check(e)
	e.Done()
	return a
}

func (a *Application) decodeExtension(x *strict.Map) Extension {
	out := Extension{Kind: x.Enum("kind", ExtensionKinds, strict.Required), Why: x.String("why"), Pos: x.Pos()}
	out.To, _ = strict.Parse(x, "to", inventory.ParseDate)
	out.Months, _ = x.Int("months", 1, maxMonths)
	out.Granted, _ = strict.Parse(x, "granted", inventory.ParseDate)
	switch {
	case x.Has("to") && x.Has("months"):
		x.Fault("to", "leave one of them out", "extension: both to and months")
	case !x.Has("to") && !x.Has("months"):
		x.Fault("to", "add to: DAY, or months: NUMBER", "extension without an end")
	}
	x.Done()
	return out
}

// namedDay is a day of an application, with the key of the file.
type namedDay struct {
	key string
	day *inventory.Date
}

// days are the days of the application, as the file names them.
func (a *Application) days() []namedDay {
	return []namedDay{
		{"submitted", &a.Submitted}, {"deficient", &a.Deficient}, {"cured", &a.Cured}, {"approved", &a.Approved}, {"first_claim", &a.FirstClaim},
		{"first_distribution", &a.FirstDistribution}, {"completed", &a.Completed}, {"certified", &a.Certified},
		{"filed_until", &a.FiledUntil}, {"claims_closed", &a.ClaimsClosed}, {"last_distribution", &a.LastDistribution},
	}
}

// check looks at what the keys of an application say together. What depends on the programme's durations is checked where
// its rules are known.
func (a *Application) check(e *strict.Map) {
	in := func(early string, first inventory.Date, late string, then inventory.Date) {
		if !first.IsZero() && !then.IsZero() && then.Before(first) {
			e.Fault(late, "", "%s %s: before %s %s", late, then, early, first)
		}
	}
	in("submitted", a.Submitted, "approved", a.Approved)
	in("submitted", a.Submitted, "deficient", a.Deficient)
	in("deficient", a.Deficient, "cured", a.Cured)
	in("approved", a.Approved, "first_claim", a.FirstClaim)
	in("approved", a.Approved, "first_distribution", a.FirstDistribution)
	in("first_claim", a.FirstClaim, "claims_closed", a.ClaimsClosed)
	in("first_distribution", a.FirstDistribution, "last_distribution", a.LastDistribution)
	if !a.Cured.IsZero() && a.Deficient.IsZero() && !e.Has("deficient") {
		e.Fault("cured", "say when it was found deficient: deficient: DAY", "cured %s: without deficient", a.Cured)
	}
	if a.ApprovedCost != nil && a.Allocation != nil && *a.Allocation > *a.ApprovedCost {
		e.Fault("allocation", "no more is allocated than was approved", "allocation %s: above approved_cost %s", *a.Allocation, *a.ApprovedCost)
	}
	if a.Approved.IsZero() && !e.Has("approved") && a.Allocation != nil {
		e.Fault("allocation", "say when it was approved: approved: DAY", "allocation %s: without approved", *a.Allocation)
	}
	for i := range a.Extensions {
		x := &a.Extensions[i]
		switch first := a.FirstDistribution; {
		case x.Kind != "individual":
		case first.IsZero():
			if !e.Has("first_distribution") {
				e.FaultAt(x.Pos, "say from when the term runs: first_distribution: DAY", "individual extension without first_distribution")
			}
		case !x.Granted.IsZero() && x.Granted.Before(first):
			e.FaultAt(x.Pos, "", "individual extension granted %s: before first_distribution %s", x.Granted, first)
		case !x.To.IsZero() && !x.To.After(first):
			e.FaultAt(x.Pos, "", "individual extension to %s: not after first_distribution %s", x.To, first)
		}
	}
}

// setApplication changes one field of an application: ID.FIELD.
func (s *Scenario) setApplication(name, text string) error {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return fmt.Errorf("no such field (known: %s)", strings.Join(SettableFields, ", "))
	}
	id, field := name[:dot], name[dot+1:]
	a := s.Application(id)
	if a == nil {
		return fmt.Errorf("no application %q", id)
	}
	switch field {
	case "first_distribution":
		var d inventory.Date
		if err := setValue(&d, text, inventory.ParseDate); err != nil {
			return err
		}
		if d.Before(a.Approved) {
			return fmt.Errorf("%q: before approved %s", text, a.Approved)
		}
		a.FirstDistribution = d
		return nil
	case "proration":
		return setOptional(&a.Proration, text == "none", text, parsePart)
	case "allocation":
		var c cost.Cents
		if err := setValue(&c, text, parseAmount); err != nil {
			return err
		}
		if a.ApprovedCost != nil && c > *a.ApprovedCost {
			return fmt.Errorf("%q: above approved_cost %s", text, *a.ApprovedCost)
		}
		a.Allocation = &c
		return nil
	}
	return fmt.Errorf("no such field (known: %s)", strings.Join(SettableFields, ", "))
}

func cloneApplications(apps []Application) []Application {
	out := slices.Clone(apps)
	for i := range out {
		a := &out[i]
		a.ApprovedCost, a.Allocation, a.Proration = clonePtr(a.ApprovedCost), clonePtr(a.Allocation), clonePtr(a.Proration)
		a.Extensions = slices.Clone(a.Extensions)
	}
	return out
}
