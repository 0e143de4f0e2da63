package mspdi_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/mspdi"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/scenario"
)

func encode(t testing.TB, d *view.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := mspdi.Encode(&out, d, view.Env{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// documents are those that the properties are held to: the sample, one with weeks in which crews are fewer and with a pilot,
// the same in periods of a day, one with prices of the operator's own, and the large sample. They are made once, and no test changes them.
func documents(t *testing.T) map[string]*view.Document {
	t.Helper()
	once.Do(func() {
		fewer := reporttest.Operator(t, "pilot-cluster", func(in *planner.Inputs) {
			in.Scenario.SoakDays = 28
			in.Scenario.CrewChanges = []scenario.CrewChange{{Kind: "tower", From: inventory.MustDate("2027-02-01"), To: inventory.MustDate("2027-02-28"), Count: 1}}
		})
		daily := reporttest.Operator(t, "pilot-cluster", func(in *planner.Inputs) {
			in.Scenario.PeriodDays, in.Scenario.Horizon = 1, 7*in.Scenario.Horizon
		})
		made = map[string]*view.Document{"first-look": reporttest.Sample(t), "pilot-cluster": fewer, "daily": daily, "by-hand": reporttest.Operator(t, "by-hand", nil)}
		if !testing.Short() && !trials.Raced { // one goroutine: the large one without the detector alone
			made["us-carrier"] = reporttest.Operator(t, "us-carrier", nil)
		}
	})
	if made == nil {
		t.Fatal("no documents")
	}
	return maps.Clone(made)
}

var (
	once sync.Once
	made map[string]*view.Document
)

// TestOrder holds every element to the order of the schema.
func TestOrder(t *testing.T) {
	for name, d := range documents(t) {
		dec := xml.NewDecoder(bytes.NewReader(encode(t, d)))
		type open struct {
			name, path string
			order      []string
			at         int
		}
		var stack []open
		for {
			token, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch e := token.(type) {
			case xml.StartElement:
				if e.Name.Space != mspdi.Namespace {
					t.Fatalf("%s: element %s of namespace %q", name, e.Name.Local, e.Name.Space)
				}
				next := open{name: e.Name.Local, at: -1}
				if len(stack) > 0 {
					up := &stack[len(stack)-1]
					at := slices.Index(up.order, next.name)
					switch {
					case at < 0:
						t.Fatalf("%s: element %s below %s: the schema has none", name, next.name, up.name)
					case at < up.at:
						t.Fatalf("%s: element %s below %s stands after %s", name, next.name, up.name, up.order[up.at])
					case at == up.at && !slices.Contains(many, next.name):
						t.Fatalf("%s: element %s below %s stands twice", name, next.name, up.name)
					}
					up.at = at
					next.path = up.name + "/" + next.name
				}
				var ok bool
				if next.order, ok = order[next.path]; !ok {
					next.order = order[next.name]
				}
				stack = append(stack, next)
			case xml.EndElement:
				stack = stack[:len(stack)-1]
			}
		}
	}
}

// TestCycle: what is read is what was written, and written again it is the same text.
func TestCycle(t *testing.T) {
	all := documents(t)
	all["hostile"] = reporttest.Hostile(t)
	for name, d := range all {
		text := encode(t, d)
		if again := encode(t, d); !bytes.Equal(text, again) {
			t.Errorf("%s: written twice: not the same", name)
		}
		back, err := mspdi.Decode(bytes.NewReader(text), "plan.xml")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var again bytes.Buffer
		if err := back.Write(&again); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again.Bytes(), text) {
			t.Errorf("%s: read and written again: %s", name, cmp.Diff(string(text), again.String()))
		}
	}
}

// read finds the tasks of a file by what Text1 and Text2 say they are.
func read(t *testing.T, text []byte) (p *mspdi.Project, at map[[2]string]*mspdi.Task, byUID map[int]*mspdi.Task) {
	t.Helper()
	p, err := mspdi.Decode(bytes.NewReader(text), "plan.xml")
	if err != nil {
		t.Fatal(err)
	}
	at, byUID = map[[2]string]*mspdi.Task{}, map[int]*mspdi.Task{}
	for i := range p.Tasks {
		task := &p.Tasks[i]
		var key [2]string
		for _, v := range task.ExtendedAttribute {
			switch v.FieldID {
			case 188743731:
				key[0] = v.Value
			case 188743734:
				key[1] = v.Value
			}
		}
		at[key], byUID[task.UID] = task, task
	}
	return p, at, byUID
}

// TestFigures: the days and the amounts of the file are those of the plan.
func TestFigures(t *testing.T) {
	for name, d := range documents(t) {
		p := d.Plan
		file, at, _ := read(t, encode(t, d))
		same := func(what string, got, want any) {
			t.Helper()
			if got != want {
				t.Errorf("%s: %s: %v, the plan has %v", name, what, got, want)
			}
		}
		span := func(what string, task *mspdi.Task, start, finish inventory.Date) {
			t.Helper()
			if task == nil {
				t.Fatalf("%s: no task of %s", name, what)
			}
			same(what+" start", task.Start, start.String()+"T08:00:00")
			same(what+" finish", task.Finish, finish.String()+"T17:00:00")
			same(what+" duration", task.Duration, fmt.Sprintf("PT%dH0M0S", 8*(finish.Sub(start)+1)))
		}
		for i := range p.Packages {
			w := &p.Packages[i]
			if w.Deferred() {
				continue
			}
			dates := view.DatesOf(w)
			pack := at[[2]string{w.ID, "package"}]
			span(w.ID, pack, dates.Start, dates.Finish)
			same(w.ID+" cost", pack.Cost, int64(w.Cost))
			deadline := ""
			for i := range p.Applications {
				if a := &p.Applications[i]; a.ID == w.Application && !a.Term.IsZero() {
					deadline = a.Term.String() + "T17:00:00"
				}
			}
			same(w.ID+" deadline", pack.Deadline, deadline)
			for k := range w.Activities {
				a := &w.Activities[k]
				task := at[[2]string{w.ID, a.Kind}]
				span(w.ID+" "+a.Kind, task, a.Start, a.Finish)
				same(w.ID+" "+a.Kind+" cost", task.FixedCost, int64(a.Spend))
				later := slices.ContainsFunc(a.Payments, func(q planner.PlannedPayment) bool { return q.On != a.Start })
				same(w.ID+" "+a.Kind+" accrual", task.FixedCostAccrual, map[bool]int{false: 1, true: 3}[later]) // start, prorated
				same(w.ID+" "+a.Kind+" baseline", task.Baseline[0].Cost, int64(a.Spend))
			}
			same(w.ID+" moved", at[[2]string{w.ID, "moved"}].Finish, w.Cutover().Finish.String()+"T17:00:00")
		}
		for i := range p.Tests {
			span("test of "+p.Tests[i].Cluster, at[[2]string{p.Tests[i].Cluster, "cluster test"}], p.Tests[i].Start, p.Tests[i].Finish)
		}
		for i := range p.Applications {
			if a := &p.Applications[i]; !a.Term.IsZero() {
				same("term "+a.ID, at[[2]string{a.ID, "term"}].Finish, a.Term.String()+"T17:00:00")
			}
		}
		same("cost of all", file.Tasks[0].Cost, int64(p.Totals.Cost))
		sum := int64(0)
		for i := range file.Tasks {
			sum += file.Tasks[i].FixedCost
		}
		same("sum of the costs", sum, int64(p.Totals.Cost))
	}
}

// What is bought for the whole network is a milestone at the beginning of the day on which it is paid, with its total.
func TestNetwork(t *testing.T) {
	d := reporttest.Sample(t)
	before := d.Plan.Totals.Cost
	d.Plan.Network = []planner.NetworkPayment{
		{Line: cost.Line{Item: "course", Name: "Course", Low: 40_00, Total: 50_01, High: 70_00, Known: true}, Application: "A1", On: inventory.MustDate("2027-02-01"), Paid: inventory.MustDate("2027-03-01")},
		{Line: cost.Line{Item: "audit", Name: "Audit"}, On: inventory.MustDate("2027-04-01")},
	}
	file, at, _ := read(t, encode(t, d))
	for item, want := range map[string]struct {
		day  string
		cost int64
	}{"course": {"2027-03-01T08:00:00", 50_01}, "audit": {"2027-04-01T08:00:00", 0}} {
		task := at[[2]string{item, "payment"}]
		if task == nil || task.Start != want.day || task.Finish != want.day || !bool(task.Milestone) || task.FixedCost != want.cost {
			t.Errorf("%s: %+v, want %+v", item, task, want)
		}
	}
	if got := file.Tasks[0].Cost; got != int64(before)+50_01 {
		t.Errorf("the plan costs %d, want %d", got, int64(before)+50_01)
	}
}

func dayOf(t *testing.T, moment string) inventory.Date {
	t.Helper()
	d, err := mspdi.Day(moment)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// day is the number of the day of a moment.
func day(t *testing.T, moment string) int {
	t.Helper()
	return dayOf(t, moment).Sub(inventory.MustDate("2000-01-01"))
}

// TestLinks: no link contradicts the days, each says what the plan says, and no task lies in days that its calendar closes.
func TestLinks(t *testing.T) {
	for name, d := range documents(t) {
		file, at, byUID := read(t, encode(t, d))
		closed := map[int][]mspdi.Exception{}
		for _, c := range file.Calendars {
			if c.Exceptions != nil {
				closed[c.UID] = c.Exceptions.Exception
			}
		}
		links := map[[2]int]int{}
		for i := range file.Tasks {
			task := &file.Tasks[i]
			for _, l := range task.PredecessorLink {
				first := byUID[l.PredecessorUID]
				if l.LinkLag%14400 != 0 || l.Type != 1 {
					t.Fatalf("%s: link %+v", name, l)
				}
				links[[2]int{first.UID, task.UID}] = l.LinkLag / 14400
				// A finish is at the end of its day: what starts on the next one leaves no day between. A milestone may lie on it.
				between := day(t, task.Start) - day(t, first.Finish) - 1
				if task.Milestone {
					between++
				}
				if between < l.LinkLag/14400 {
					t.Errorf("%s: %q starts %s, and %q finishes %s, with %d days to wait", name, task.Name, task.Start, first.Name, first.Finish, l.LinkLag/14400)
				}
			}
			for _, e := range closed[task.CalendarUID] {
				if day(t, task.Start) <= day(t, e.TimePeriod.ToDate) && day(t, task.Finish) >= day(t, e.TimePeriod.FromDate) {
					t.Errorf("%s: %q lies in the closed days from %s", name, task.Name, e.TimePeriod.FromDate)
				}
			}
			if !task.Summary && (task.ConstraintType != 4 || task.ConstraintDate != task.Start) {
				t.Errorf("%s: %q may be moved before its start", name, task.Name)
			}
		}
		steps := d.Case.PlanSteps(d.Plan)
		task := func(s *planner.PlanStep) *mspdi.Task {
			if s.Package < 0 {
				return at[[2]string{d.Plan.Tests[s.Activity].Cluster, "cluster test"}]
			}
			w := &d.Plan.Packages[s.Package]
			return at[[2]string{w.ID, w.Activities[s.Activity].Kind}]
		}
		said := 0
		for i := range steps {
			then := task(&steps[i])
			for _, a := range steps[i].After {
				said++
				if got, ok := links[[2]int{task(&steps[a.Step]).UID, then.UID}]; !ok || got != a.Days {
					t.Errorf("%s: %q: link %v of %d days, want %d", name, then.Name, ok, got, a.Days)
				}
			}
			var spans []planner.DaySpan
			for _, e := range closed[then.CalendarUID] {
				spans = append(spans, planner.DaySpan{From: dayOf(t, e.TimePeriod.FromDate), To: dayOf(t, e.TimePeriod.ToDate)})
			}
			if !slices.Equal(spans, steps[i].Closed) {
				t.Errorf("%s: %q: its calendar closes %v, the plan %v", name, then.Name, spans, steps[i].Closed)
			}
		}
		for i := range d.Plan.Packages {
			w := &d.Plan.Packages[i]
			if w.Cutover() != nil {
				said++ // of the milestone
			}
			if soak := d.Case.In.Scenario.SoakDays; w.Activity("remove") != nil && links[[2]int{at[[2]string{w.ID, "cutover"}].UID, at[[2]string{w.ID, "remove"}].UID}] < soak {
				t.Errorf("%s: %s: the old gear may go before the %d days of a way back are over", name, w.ID, soak)
			}
		}
		if len(links) != said {
			t.Errorf("%s: %d links, the plan has %d", name, len(links), said)
		}
	}
}

// TestGolden: a plan of two packages, and one of hostile names.
func TestGolden(t *testing.T) {
	small := reporttest.Sample(t)
	small.Plan.Packages, small.Plan.Tests = small.Plan.Packages[:2], nil
	reporttest.Golden(t, "small.xml", encode(t, small))

	d := reporttest.Hostile(t)
	one := d.Plan.Packages[0]
	one.Activities = one.Activities[:1]
	d.Plan.Packages, d.Plan.Tests = nil, nil
	for i, name := range reporttest.HostileNames {
		w := one
		w.ID, w.Site, w.SiteName, w.Region, w.Option, w.Elements = fmt.Sprint("p", i), fmt.Sprint("s", i), name, name, name, []string{name}
		d.Plan.Packages = append(d.Plan.Packages, w)
	}
	text := encode(t, d)
	for _, r := range string(text) {
		if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
			t.Errorf("character %U", r)
		}
	}
	reporttest.Golden(t, "hostile.xml", text)
}

// TestEmpty: a plan in which nothing is to be done is a project all the same.
func TestEmpty(t *testing.T) {
	d := reporttest.Sample(t)
	d.Plan.Packages, d.Plan.Tests, d.Plan.Network, d.Plan.Rules, d.Plan.Applications = nil, nil, nil, nil, nil
	file, _, _ := read(t, encode(t, d))
	if len(file.Tasks) != 1 || file.Tasks[0].Start == "" {
		t.Errorf("%d tasks", len(file.Tasks))
	}
}

// TestLengths: a name is cut where the schema ends it, and that is seen; a field of the user's where Project ends it.
func TestLengths(t *testing.T) {
	d := reporttest.Sample(t)
	w := &d.Plan.Packages[0]
	w.SiteName, w.Application, d.Plan.Rules = strings.Repeat("é", 600), strings.Repeat("a", 300), nil
	file, _, _ := read(t, encode(t, d))
	longest, field := 0, 0
	for i := range file.Tasks {
		n := utf8.RuneCountInString(file.Tasks[i].Name)
		longest = max(longest, n)
		if n == 512 && !strings.HasSuffix(file.Tasks[i].Name, "é…") {
			t.Errorf("cut to %q", file.Tasks[i].Name)
		}
		for _, v := range file.Tasks[i].ExtendedAttribute {
			field = max(field, utf8.RuneCountInString(v.Value))
		}
	}
	if longest != 512 || field != 255 {
		t.Errorf("a name of %d characters, a field of %d", longest, field)
	}
}

// TestSummaries: a task that holds others lies from the first moment of them to the last, as a reader works out again.
func TestSummaries(t *testing.T) {
	for name, d := range documents(t) {
		file, _, _ := read(t, encode(t, d))
		for i := range file.Tasks {
			sum := &file.Tasks[i]
			if !sum.Summary {
				continue
			}
			var start, finish string
			for _, task := range file.Tasks[i+1:] {
				if task.OutlineLevel <= sum.OutlineLevel {
					break
				}
				if start == "" || task.Start < start {
					start = task.Start
				}
				finish = max(finish, task.Finish)
			}
			if sum.Start != start || sum.Finish != finish {
				t.Errorf("%s: %q from %s to %s, its tasks from %s to %s", name, sum.Name, sum.Start, sum.Finish, start, finish)
			}
		}
	}
}
