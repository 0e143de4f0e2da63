package round

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// load reads a round file from a text.
func load(t testing.TB, text string) (*Programme, strict.Faults) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "round.yaml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var r strict.Reader
	p := Load(&r, path)
	return p, r.Faults()
}

// allocated runs a text that has no faults.
func allocated(t testing.TB, text string) *Result {
	t.Helper()
	p, faults := load(t, text)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	res, err := Allocate(p)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// amounts is what came of it, by id.
func amounts(res *Result) map[string]cost.Cents {
	out := map[string]cost.Cents{}
	for _, s := range res.Shares {
		out[s.Application.ID] = s.Allocated
	}
	return out
}

func published(t *testing.T, name string) *Result {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "rounds", name))
	if err != nil {
		t.Fatal(err)
	}
	return allocated(t, string(text))
}

const million = cost.Cents(1_000_000_00)

// TestFirstRound holds the round of 2022 to what was published of it.
func TestFirstRound(t *testing.T) {
	res := published(t, "scrp-2022.yaml")
	if len(res.Rounds) != 1 {
		t.Fatalf("%d rounds", len(res.Rounds))
	}
	out := res.Rounds[0]
	first := out.Tiers[0]
	if out.Round.Appropriation != 1895*million || first.Approved != 4640*million || first.Demand != 4640*million {
		t.Errorf("appropriation %s, demand of the first tier %s", out.Round.Appropriation, first.Demand)
	}
	if got := first.Factor().Percent(); got != "39.5%" {
		t.Errorf("factor %s", got)
	}
	if others := out.Tiers[2]; others.Applications != 1 || others.Demand == 0 || others.Allocated != 0 {
		t.Errorf("the applicant above two million customers: %+v", others)
	}
	if out.Left != 0 || out.Allocated != out.Available || out.Available != out.Round.Appropriation-out.Round.Administration {
		t.Errorf("allocated %s, left %s of %s", out.Allocated, out.Left, out.Available)
	}
	// First allocations that were reported of two applicants, the only ones whose approved amount is derived.
	for id, want := range map[string][2]cost.Cents{"gogo": {131 * million, 132 * million}, "windstream": {46 * million, 47 * million}} {
		if got := amounts(res)[id]; got < want[0] || got >= want[1] {
			t.Errorf("%s: %s", id, got)
		}
	}
	unknown := 0
	for i := range res.Shares {
		s := &res.Shares[i]
		if s.Application.Approved != nil {
			continue
		}
		unknown++
		if s.Allocated != 0 || s.Application.Requested == nil {
			t.Errorf("%s: an unknown amount was allocated, or nothing requested", s.Application.ID)
		}
		if known := s.Application.Tier != ""; known != res.Factor(s).Known() {
			t.Errorf("%s in tier %q has the factor %v", s.Application.ID, s.Application.Tier, res.Factor(s))
		}
	}
	if unknown != 24 || len(res.Shares) != 28 {
		t.Errorf("%d of %d applications unknown", unknown, len(res.Shares))
	}
}

// TestMoneyAdded: with the money of 2025 the first tier is served to the cent, and the one after it nearly.
func TestMoneyAdded(t *testing.T) {
	res := published(t, "scrp-2025.yaml")
	out := res.Rounds[1]
	if f := out.Tiers[0].Factor(); f.Part != f.Whole || f.Percent() != "100%" || out.Tiers[0].Unmet() != 0 {
		t.Errorf("first tier %v", f)
	}
	if got := out.Tiers[2].Factor().Percent(); got != "97.4%" {
		t.Errorf("last tier %s", got)
	}
	if before := published(t, "scrp-2022.yaml").Rounds[0]; before.Tiers[0].Total != res.Rounds[0].Tiers[0].Total {
		t.Error("the first round is not the same in both files")
	}
}

const head = `riprep: round/v1
programme: made-up
source: made up
tiers:
  - {id: small, says: small ones, customers_max: 100, source: made up}
  - {id: schools, says: schools, kinds: [school], source: made up}
  - {id: rest, says: all others, source: made up}
`

func TestByHand(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want map[string]cost.Cents
		left cost.Cents
	}{
		"all tiers served, the rest is left": {`
rounds: [{on: 2030-01-01, appropriation: 10.00, administration: 10%}]
applications:
  - {id: a, customers: 100, approved: 2.00}
  - {id: b, customers: 101, kind: school, approved: 3.00}
  - {id: c, customers: 101, kind: other, approved: 1.50}
`, map[string]cost.Cents{"a": 200, "b": 300, "c": 150}, 250},
		"pro rata in the second, nothing in the third": {`
rounds: [{on: 2030-01-01, appropriation: 3.00, administration: 0}]
applications:
  - {id: a, customers: 100, approved: 2.00}
  - {id: b, customers: 101, kind: school, approved: 2.00}
  - {id: c, customers: 101, kind: other, approved: 1.50}
  - {id: d, customers: 101, kind: school, approved: 1.00}
`, map[string]cost.Cents{"a": 200, "b": 67, "c": 0, "d": 33}, 0},
		"of equal remainders the first id gets the cent": {`
rounds: [{on: 2030-01-01, appropriation: 1.00, administration: 0}]
applications:
  - {id: c, customers: 1, approved: 5.00}
  - {id: b, customers: 1, approved: 5.00}
  - {id: a, customers: 1, approved: 5.00}
`, map[string]cost.Cents{"a": 34, "b": 33, "c": 33}, 0},
		"nothing to divide": {`
rounds: [{on: 2030-01-01, appropriation: 1.00, administration: 1.00}]
applications: [{id: a, customers: 1, approved: 5.00}, {id: b, customers: 1, approved: 0}]
`, map[string]cost.Cents{"a": 0, "b": 0}, 0},
		"no rounds":       {"\nrounds: []\napplications: [{id: a, customers: 1, approved: 5.00}]\n", map[string]cost.Cents{"a": 0}, 0},
		"no applications": {"\nrounds: [{on: 2030-01-01, appropriation: 1.00, administration: 0}]\napplications: []\n", map[string]cost.Cents{}, 100},
		"the second round is in proportion to what is unmet": {`
rounds:
  - {on: 2030-01-01, appropriation: 1.00, administration: 0}
  - {on: 2031-01-01, appropriation: 2.00, administration: 0}
applications:
  - {id: a, customers: 1, approved: 3.00}
  - {id: b, customers: 1, approved: 1.00}
`, map[string]cost.Cents{"a": 225, "b": 75}, 0},
		"what is left is carried over to who is new": {`
rounds:
  - {on: 2030-01-01, appropriation: 3.00, administration: 0}
  - {on: 2031-01-01, appropriation: 0, administration: 0}
applications:
  - {id: a, customers: 1, approved: 3.00, withdrawn: 2031-01-01, drawn: 1.00}
  - {id: b, customers: 200, kind: other, approved: 5.00}
`, map[string]cost.Cents{"a": 100, "b": 200}, 0},
		"the day itself counts as ended": {`
rounds: [{on: 2030-01-01, appropriation: 1.00, administration: 0}]
applications:
  - {id: a, customers: 1, approved: 1.00, denied: 2030-01-01}
  - {id: b, customers: 1, approved: 1.00, denied: 2030-01-02}
`, map[string]cost.Cents{"a": 0, "b": 100}, 0},
	} {
		res := allocated(t, head+strings.TrimPrefix(c.text, "\n"))
		got := amounts(res)
		for id, want := range c.want {
			if got[id] != want {
				t.Errorf("%s: %s has %s, want %s", name, id, got[id], want)
			}
		}
		if len(got) != len(c.want) || res.Left != c.left {
			t.Errorf("%s: %v, left %s; want %v, %s", name, got, res.Left, c.want, c.left)
		}
	}
}

func TestDrawnTooMuch(t *testing.T) {
	p, faults := load(t, head+`rounds:
  - {on: 2030-01-01, appropriation: 1.00, administration: 0}
  - {on: 2031-01-01, appropriation: 2.00, administration: 0}
applications:
  - {id: a, customers: 1, approved: 3.00, withdrawn: 2030-06-01, drawn: 0.51}
  - {id: b, customers: 1, approved: 3.00, denied: 2030-06-01, drawn: 0.50}
  - {id: c, customers: 1, approved: 0.00, denied: 2030-06-01, drawn: 0.01}
`)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	_, err := Allocate(p)
	if !errors.As(err, &faults) || len(faults) != 2 || faults[0].Pos.Line == 0 ||
		!strings.Contains(faults[0].Message, `application "a": drawn 0.51: until it ended on 2030-06-01 it was allocated 0.50`) {
		t.Errorf("%v", err)
	}
}

// What was given back stands in the round in which it was, and the parts add up to the whole.
func TestGivenBackStandsInItsRound(t *testing.T) {
	res := allocated(t, head+`rounds:
  - {on: 2030-01-01, appropriation: 4.00, administration: 0}
  - {on: 2031-01-01, appropriation: 1.00, administration: 0.50}
  - {on: 2032-01-01, appropriation: 0.00, administration: 0}
applications:
  - {id: a, customers: 1, approved: 4.00, withdrawn: 2030-06-01, drawn: 0.50}
  - {id: b, customers: 1, approved: 4.00}
`)
	if got := res.Shares[0].PerRound; !slices.Equal(got, []cost.Cents{200, -150, 0}) {
		t.Errorf("%v", got)
	}
	if got := res.Shares[1].PerRound; !slices.Equal(got, []cost.Cents{200, 200, 0}) {
		t.Errorf("%v", got)
	}
	if out := res.Rounds[1]; out.Returned != 150 || out.Available != 200 || out.Left != 0 || out.Tiers[0].Applications != 1 {
		t.Errorf("%+v", out)
	}
}
