package sanity

import (
	_ "embed"
	"sync"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

var reportedKind = strict.Kind{Name: "reported", Major: 1, Single: true}

// Kinds are the kinds of points.
var Kinds = []string{Application, EarlyEstimate, Study}

// The kinds: an application for reimbursement, which the band is made of; what a carrier expected before; an analyst's
// figure.
const (
	Application   = "application"
	EarlyEstimate = "early-estimate"
	Study         = "study"
)

// Reported is what was reported, a file of kind reported/v1.
type Reported struct {
	Title  string
	Note   string
	Points []Point // in the order of the file
}

// Point is what one carrier, or all together, reported.
type Point struct {
	ID        string
	Who       string
	Year      int
	Kind      string
	Later     string // id of the point that an early estimate became, "" where none is known
	Low, High cost.Cents
	Sites     int
	PerLow    cost.Cents // Low / Sites, rounded by the rule of package cost
	PerHigh   cost.Cents
	Holds     string // what is in the amount
	Source    string
	Verified  bool
	Pos       strict.Pos
}

//go:embed data/reported.yaml
var builtin []byte

// Builtin is what riprep knows of. Its faults are none; a test sees to that.
var Builtin = sync.OnceValue(func() *Reported {
	var r strict.Reader
	var f file
	r.Bytes("builtin:reported.yaml", builtin, reportedKind, f.decode)
	f.check(&r)
	return &f.Reported
})

// Load reads a file of kind reported/v1. Faults stay in r; what could be read is returned in any case, never nil.
func Load(r *strict.Reader, path string) *Reported {
	var f file
	r.File(path, reportedKind, f.decode)
	f.check(r)
	return &f.Reported
}

// file is a reported/v1 file while it is decoded.
type file struct{ Reported }

func (f *file) decode(m *strict.Map) {
	f.Title = m.String("title")
	f.Note = m.String("note")
	m.List("points", func(m *strict.Map) { f.Points = append(f.Points, decodePoint(m)) }, strict.Required)
	m.Done()
}

func decodePoint(m *strict.Map) Point {
	p := Point{ID: m.ID("id", strict.Required), Pos: m.Pos()}
	m.Label("point", p.ID)
	p.Who = m.String("who", strict.Required)
	p.Year, _ = m.Int("year", 1990, 2200, strict.Required)
	p.Kind = m.Enum("kind", Kinds, strict.Required)
	p.Later = m.ID("later")
	low, ok := strict.Parse(m, "low", cost.ParsePrice, strict.Required)
	high, stated := strict.Parse(m, "high", cost.ParsePrice)
	if !stated {
		high = low
	} else if ok && high < low {
		m.Fault("high", "", "high %s is below low %s", high, low)
	}
	p.Low, p.High = low, high
	if p.Sites, ok = m.Int("sites", 1, 10_000_000, strict.Required); ok {
		p.PerLow, _ = low.Per(p.Sites) // an amount in range is in range when it is divided
		p.PerHigh, _ = high.Per(p.Sites)
	}
	p.Holds = m.String("holds")
	p.Source = m.String("source", strict.Required)
	p.Verified, _ = m.Bool("verified")
	m.Done()
	return p
}

// check looks at what only the whole file shows.
func (f *file) check(r *strict.Reader) {
	places := make(map[string]*Point, len(f.Points))
	for i := range f.Points {
		p := &f.Points[i]
		if first, ok := places[p.ID]; ok && p.ID != "" {
			r.Fault(p.Pos, "give each point an id of its own", "point %q stands twice (first at line %d)", p.ID, first.Pos.Line)
			continue
		}
		places[p.ID] = p
	}
	for i := range f.Points {
		p := &f.Points[i]
		if p.Later == "" {
			continue
		}
		if then, ok := places[p.Later]; !ok {
			r.Fault(p.Pos, "", "point %q: later %q: no point has that id", p.ID, p.Later)
		} else if p.Kind != EarlyEstimate || then.Kind != Application {
			r.Fault(p.Pos, "", "point %q: later %q: only an early estimate becomes an application", p.ID, p.Later)
		}
	}
}

// SchemaKeys lists the keys that the decoder asks for, by the mapping they stand in; the schema of the kind must list the
// same.
func SchemaKeys() map[string][]string {
	return map[string][]string{
		"reported": strict.Asked(func(m *strict.Map) {
			m.Has("riprep") // asked for by the reader, before the decoder sees the document
			new(file).decode(m)
		}),
		"point": strict.Asked(func(m *strict.Map) { decodePoint(m) }),
	}
}
