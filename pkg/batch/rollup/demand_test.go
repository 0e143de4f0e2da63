package rollup

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/round"
)

// loaded reads a file of demand as riprep allocate does, and divides what it has.
func loaded(t *testing.T, data []byte) *round.Programme {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demand.yaml")
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	var r strict.Reader
	p := round.Load(&r, path)
	if err := r.Faults().Err(); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	if _, err := round.Allocate(p); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestDemand reads every file back: what the outcomes ask for, each application once, whatever carriers are called.
func TestDemand(t *testing.T) {
	list := sample(11, 12, 4, hostileName)
	r := rolled(t, list)
	files := all(t, r)
	if len(r.Rounds) == 0 {
		t.Fatal("no files of demand")
	}
	for _, rd := range r.Rounds {
		c := &r.Combinations[rd.Combination]
		want := map[string]cost.Cents{}
		left := 0
		for _, o := range list {
			if o.Estimated == nil || o.Scenario != c.Scenario || o.Set[0].Value != c.Set[0] || o.Set[1].Value != c.Set[1] {
				continue
			}
			if o.Carrier.Customers == nil {
				left += 2
				continue
			}
			for _, a := range o.Estimated.Applications {
				want[o.Operator+":"+a.ID] = cost.Cents(a.Counted)
			}
		}
		p := loaded(t, file(t, files, rd.File))
		if len(p.Applications) != len(want) || rd.Applications != len(want) || rd.LeftOut != left {
			t.Errorf("%s: %d applications, want %d; left out %d, want %d", rd.File, len(p.Applications), len(want), rd.LeftOut, left)
		}
		var sum cost.Cents
		for _, a := range p.Applications {
			if a.Approved == nil || *a.Approved != want[a.ID] || a.Verified || a.Tier != "two-million" {
				t.Errorf("%s: %+v, want %s", rd.File, a, want[a.ID])
			}
			sum += *a.Approved
		}
		for _, d := range r.Demand {
			if d.Combination == rd.Combination && d.Tier == "two-million" && (*d.Amount != sum || d.Applications != len(want)) {
				t.Errorf("%s: demand %s, the file has %s", rd.File, *d.Amount, sum)
			}
		}
		if left > 0 && !strings.Contains(p.Note, "left out") {
			t.Errorf("%s: note %q", rd.File, p.Note)
		}
	}
}

// TestDemandUnknown leaves out what is not known, and says so.
func TestDemandUnknown(t *testing.T) {
	list := sample(1, 3, 1, plainName)
	apps := func(i int) []batch.Application { return list[i].Estimated.Applications }
	many := 3_000_000
	list[0].Carrier.Customers = &many // by its kind, "etc", no tier is known
	apps(1)[0].Programme = ""
	apps(2)[0].Programme, apps(2)[1].ID = "elsewhere", ""
	apps(2)[1].Counted = 5
	r := rolled(t, list)
	notes := strings.Join(r.Notes, "\n")
	for _, want := range []string{"2 applications are in no tier", "1 applications name no programme", "1 units have costs that belong to no application"} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes %q, want %q", notes, want)
		}
	}
	var got []string
	for _, d := range r.Demand {
		got = append(got, d.Programme+" "+d.Tier)
	}
	if s := strings.Join(got, ", "); s != "us-scrp , us-scrp two-million, elsewhere " {
		t.Errorf("demand %q", s)
	}
}

// TestDemandOnce: an operator's applications count once in a combination, lines without a price are costs too, and a kind that says
// nothing of tiers is not handed on.
func TestDemandOnce(t *testing.T) {
	list := sample(2, 1, 1, plainName)
	again := outcome(list[0].Operator, "scenario", 99) // from another file of that name
	again.Set, again.Carrier, again.Estimated = list[0].Set, list[0].Carrier, list[0].Estimated
	list[0].Carrier.Kind, list[1].Carrier.Kind = "cooperative", "education-ebs"
	last := list[1].Estimated
	last.Applications = append(last.Applications, batch.Application{WithoutPrice: 1})
	r := rolled(t, append(list, again))
	notes := strings.Join(r.Notes, "\n")
	for _, want := range []string{"1 units are a second one of their operator", "1 units have costs that belong to no application"} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes %q, want %q", notes, want)
		}
	}
	p := loaded(t, file(t, all(t, r), r.Rounds[0].File))
	if len(p.Applications) != 4 || p.Applications[0].Kind != "" || p.Applications[2].Kind != "education-ebs" {
		t.Errorf("%+v", p.Applications)
	}
}

// TestDemandTable names the file beside each tier that is in it, and no file beside applications that are in none.
func TestDemandTable(t *testing.T) {
	list := sample(5, 1, 1, plainName) // of the fifth the customers are not known
	rows := rolled(t, list).demandTable().Rows
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	var b bytes.Buffer
	if err := rolled(t, list).demandTable().CSV(&b); err != nil {
		t.Fatal(err)
	}
	for i, row := range records(t, b.Bytes()) {
		if (row["tier"] == "") != (i == 1) || (row["file"] == "") != (i == 1) {
			t.Errorf("row %q", row)
		}
	}
}

// TestManyRounds makes as many files as there may be, and counts the others.
func TestManyRounds(t *testing.T) {
	var list []*batch.Outcome
	few := 7
	for i := range MaxRounds + 2 {
		o := outcome("a", "s", i)
		o.Set = []batch.Change{{Field: "crews.tower", Value: strconv.Itoa(i)}}
		o.Carrier = &batch.Carrier{Customers: &few, Kind: "etc"}
		o.Estimated = &batch.Estimated{Applications: []batch.Application{{ID: "A", Programme: "us-scrp", Counted: 1}}}
		list = append(list, o)
	}
	r := rolled(t, list)
	if notes := strings.Join(r.Notes, "\n"); len(r.Rounds) != MaxRounds || !strings.Contains(notes, "demand: 2 files are left out: at most 1,000 are made") {
		t.Errorf("%d files; notes %q", len(r.Rounds), notes)
	}
}

// TestApplicationID makes an id of anything.
func TestApplicationID(t *testing.T) {
	u := &Unit{ID: strings.Repeat("a", batch.IDDigits), Operator: strings.Repeat("o", 100)}
	for _, app := range []string{"A1", "a b", strings.Repeat("x", 128), "\x1b[31m", "ä"} {
		if id := applicationID(u, app, 12345); !strict.IsID(id) {
			t.Errorf("%q: %q is no id", app, id)
		}
	}
}
