// Package geojson gives a plan to map programs, as GeoJSON (RFC 7946): a feature for each site with its dates and its money,
// and one for each link between sites.
//
// Begin with Encode, which turns a document into a Collection and writes it; the tests read one back, decode_test.go.
// wire.go says how both stand in JSON. The properties are version 1: a later minor version may add some.
package geojson

import (
	"io"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/view"
)

// Collection is what stands in a file.
type Collection struct {
	Name  string // of the operator, its id where it has none
	Sites []Site
	Links []Link
}

// Site is a site with what the plan does there. It has no place where the inventory states none, and is in the file all the
// same.
type Site struct {
	Place *inventory.Location `json:"-"` // of the geometry

	Site          string   `json:"site"` // its id
	Name          string   `json:"name"`
	Kind          string   `json:"kind"`
	Region        string   `json:"region"`
	State         string   `json:"state"`
	Application   string   `json:"application"`
	Subscribers   int      `json:"subscribers"`
	Emergency     string   `json:"emergency"`
	Outcome       string   `json:"outcome"` // one of view.Outcomes
	Elements      int      `json:"elements"`
	Covered       int      `json:"covered"`
	Unknown       int      `json:"unknown"`
	Packages      []string `json:"packages"` // ids, also of those that are counted at another site
	Deferred      int      `json:"deferred"`
	Start         Day      `json:"start"`
	Finish        Day      `json:"finish"`
	CoveredUntil  Day      `json:"covered_until"`
	Cost          Amount   `json:"cost"`         // of the lines that have a price
	Reimbursable  Amount   `json:"reimbursable"` // before proration
	UnknownPrices int      `json:"unknown_prices"`
}

// Link is a link between two sites. It has no geometry where one of them has no place.
type Link struct {
	Track [][]inventory.Location `json:"-"` // of the geometry: a line, or two where it crosses the date line

	Kind     string   `json:"kind"` // fiber, microwave, …
	FromSite string   `json:"from_site"`
	ToSite   string   `json:"to_site"`
	From     string   `json:"from"` // element
	To       string   `json:"to"`
	KM       *float64 `json:"km"`
}

// Day is a day in JSON: YYYY-MM-DD, or null where there is none.
type Day struct{ inventory.Date }

// Amount is money in JSON: a string of plain decimals, which no reader rounds.
type Amount struct{ cost.Cents }

// Encode writes the sites in the order of the inventory, and then the links.
func Encode(w io.Writer, d *view.Document, _ view.Env) error {
	c, err := collect(d)
	if err != nil {
		return err
	}
	return c.Write(w)
}

func collect(d *view.Document) (*Collection, error) {
	sites, err := view.Sites(d)
	if err != nil {
		return nil, err
	}
	c := &Collection{Name: view.OperatorName(d.Plan)}
	for i := range sites {
		s := &sites[i]
		out := Site{
			Place: s.Location, Site: s.ID, Name: sanitize.Terminal(s.Name), Kind: s.Kind, Region: sanitize.Terminal(s.Region), State: s.State,
			Application: s.Application, Subscribers: s.Subscribers, Emergency: s.Emergency, Outcome: s.Outcome(),
			Elements: s.Elements, Covered: s.Covered, Unknown: s.Unknown, Packages: []string{}, Deferred: s.Deferred,
			Start: Day{s.Start}, Finish: Day{s.Finish}, CoveredUntil: Day{s.CoveredUntil},
			Cost: Amount{s.Cost}, Reimbursable: Amount{s.Reimbursable}, UnknownPrices: s.UnknownPrices,
		}
		for _, w := range s.Packages {
			out.Packages = append(out.Packages, w.ID)
		}
		for _, w := range s.Shared {
			out.Packages = append(out.Packages, w.ID)
		}
		c.Sites = append(c.Sites, out)
	}
	for _, l := range view.Links(d.Case.In.Inventory) {
		out := Link{Kind: l.Kind, FromSite: l.From.ID, ToSite: l.To.ID, From: l.A, To: l.B, KM: l.KM}
		if l.From.Location != nil && l.To.Location != nil {
			out.Track = view.Track(*l.From.Location, *l.To.Location)
		}
		c.Links = append(c.Links, out)
	}
	return c, nil
}
