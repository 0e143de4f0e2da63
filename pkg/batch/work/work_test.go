package work_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/work"
	"github.com/riprep/riprep/pkg/failure"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/scenario"
)

// TestSameBytes: a unit gives the same on one core and on two, beside others, and again after others of every kind: what is
// built in is shared, and nobody changes it.
func TestSameBytes(t *testing.T) {
	spec := specOf(batch.Steps...)
	spec.Formats, spec.Runs = []string{"html", "md"}, 30
	task := taskOf(t, "first-look", spec)
	whole := func(task *batch.Task) string {
		r := do(t, task)
		text, err := r.Outcome.Encode()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Files {
			text = append(text, f.Data...)
		}
		return string(text)
	}
	first := whole(task)
	var wg sync.WaitGroup
	for _, folder := range []string{"by-hand", "management-function", "controller-2g", "prohibited-replacement", "uk-full-fibre-cap", "filing-small"} {
		wg.Go(func() { do(t, taskOf(t, folder, specOf(batch.Steps...))) })
	}
	wg.Go(func() {
		two := *task
		two.Cores = 2
		if whole(&two) != first {
			t.Error("two cores give another result than one")
		}
	})
	wg.Wait()
	if whole(task) != first {
		t.Error("after other units the result is another")
	}
}

// TestSteps: what is not asked for is not there.
func TestSteps(t *testing.T) {
	for _, c := range []struct {
		do    []batch.Step
		files string
	}{
		{[]batch.Step{batch.Screen}, "findings.csv"},
		{[]batch.Step{batch.Estimate}, "estimate.csv"},
		{[]batch.Step{batch.Plan}, "plan.json"},
		{batch.Steps, "estimate.csv findings.csv plan.json"},
	} {
		r := do(t, taskOf(t, "first-look", specOf(c.do...)))
		var names []string
		for _, f := range r.Files {
			names = append(names, f.Name)
		}
		o, s := r.Outcome, &batch.Spec{Do: c.do}
		if got := strings.Join(names, " "); got != c.files || o.Status != batch.StatusDone {
			t.Errorf("%v: %s: %q", c.do, o.Status, got)
		}
		if (o.Screened != nil) != s.Has(batch.Screen) || (o.Estimated != nil) != s.Has(batch.Estimate) || (o.Planned != nil) != s.Has(batch.Plan) || o.Carrier == nil || len(o.Inputs) < 5 {
			t.Error(story(r))
		}
	}
}

// TestNoPlan: that there is none is an answer, with what clashes and what would help, and the steps before it stand.
func TestNoPlan(t *testing.T) {
	task := taskOf(t, "first-look", specOf(batch.Steps...))
	task.Unit.Set = []scenario.Override{{Field: "horizon", Value: "8"}}
	r := do(t, task)
	o := r.Outcome
	if o.Status != batch.StatusNoPlan || o.Failure.Kind != "no-plan" || o.Failure.Exit != 11 || len(o.Failure.Hints) == 0 || len(r.Files) != 2 || o.Estimated == nil || o.Planned != nil {
		t.Error(story(r))
	}
}

// TestPoison: whatever is wrong with a unit is an outcome that says where.
func TestPoison(t *testing.T) {
	good := taskOf(t, "first-look", specOf(batch.Steps...)).Data
	const inventory, scenarioFile = "first-look/inventory.yaml", "first-look/scenario.yaml"
	change := func(path, old, new string) map[string][]byte {
		data := maps.Clone(good)
		data[path] = bytes.Replace(data[path], []byte(old), []byte(new), 1)
		if bytes.Equal(data[path], good[path]) {
			t.Fatalf("%q does not stand in %s", old, path)
		}
		return data
	}
	without := func(path string) map[string][]byte {
		data := maps.Clone(good)
		delete(data, path)
		return data
	}
	for name, c := range map[string]struct {
		data map[string][]byte
		at   string
	}{
		"nothing":       {nil, inventory},
		"no scenario":   {without(scenarioFile), scenarioFile},
		"broken YAML":   {change(inventory, "operator:", "operator: ["), inventory},
		"no text":       {map[string][]byte{inventory: {0, 1, 2}, scenarioFile: good[scenarioFile]}, inventory},
		"unknown key":   {change(scenarioFile, "horizon:", "horizont:"), scenarioFile},
		"steers":        {change(inventory, "vendor: Huawei", `vendor: "\e[31mHuawei"`), inventory},
		"loop":          {change(scenarioFile, "regimes: [us-scrp]", "regimes: &a [*a]"), scenarioFile},
		"a broken rule": {with(good, "first-look/regimes/own.yaml", "riprep: regime/v1\nid: own\n"), "first-look/regimes/own.yaml"},
	} {
		r := do(t, taskFrom("first-look", c.data, specOf(batch.Steps...)))
		f := r.Outcome.Failure
		if r.Outcome.Status != batch.StatusFailed || f.Kind != batch.FailInput || f.Exit != 12 || f.Errors[0].File != c.at || !f.Final() {
			t.Errorf("%s: %s", name, story(r))
			continue
		}
		for _, e := range f.Errors {
			if strings.ContainsRune(e.Message+e.Hint, '\x1b') {
				t.Errorf("%s: %q", name, e.Message)
			}
		}
	}
	fault := &batch.Failure{Kind: batch.FailInput, Exit: 12, Errors: []batch.Said{{Message: "leads out of the batch"}}, Hints: []string{}}
	task := taskOf(t, "first-look", specOf(batch.Steps...))
	task.Unit.Fault = fault
	if r := do(t, task); r.Outcome.Failure != fault {
		t.Error(story(r))
	}
}

func with(data map[string][]byte, path, text string) map[string][]byte {
	data = maps.Clone(data)
	data[path] = []byte(text)
	return data
}

// TestPartlyDone: a unit that fails late keeps the figures of the steps before.
func TestPartlyDone(t *testing.T) {
	spec := specOf(batch.Steps...)
	spec.Formats = []string{"ics"} // wants a day, and there is none
	r := do(t, taskOf(t, "first-look", spec))
	if o := r.Outcome; o.Status != batch.StatusFailed || o.Failure.Kind != batch.FailInput || o.Screened == nil || o.Estimated == nil || o.Failure.Errors[0].Hint == "" {
		t.Error(story(r))
	}
}

// TestPanic: a defect is an outcome too, the same each time, and says where it is.
func TestPanic(t *testing.T) {
	defer work.AtStart(func(*batch.Task) { panic("\x1b[31mon purpose") })()
	var before string
	for range 2 {
		r := do(t, taskOf(t, "first-look", specOf(batch.Screen)))
		f := r.Outcome.Failure
		if r.Outcome.Status != batch.StatusFailed || f.Kind != batch.FailPanic || f.Final() || len(f.Errors) != 2 || strings.ContainsRune(f.Errors[0].Message, '\x1b') ||
			!strings.Contains(f.Errors[0].Message, "on purpose") || !strings.Contains(f.Errors[1].Message, "work.Do (work.go:") || strings.Contains(f.Errors[1].Message, "0x") {
			t.Error(story(r))
		}
		if text := story(r); before != "" && text != before {
			t.Errorf("%s\nand then\n%s", before, text)
		}
		before = story(r)
	}
}

// TestEnded: a unit whose time is over has failed whatever it was to do, and no plan of it is kept.
func TestEnded(t *testing.T) {
	for _, steps := range [][]batch.Step{{batch.Screen}, {batch.Estimate}, {batch.Plan}, batch.Steps} {
		ctx, cancel := context.WithCancel(context.Background())
		back := work.AtStart(func(*batch.Task) { cancel() })
		ended(t, work.Do(ctx, taskOf(t, "first-look", specOf(steps...))))
		back()
	}
	// What a search that was cut short has found is no plan: another machine would find another.
	ended(t, work.Do(&late{Context: context.Background()}, taskOf(t, "first-look", specOf(batch.Plan))))
}

func ended(t *testing.T, r *batch.Result) {
	t.Helper()
	if f := r.Outcome.Failure; r.Outcome.Status != batch.StatusFailed || f.Kind != batch.FailUnexpected || f.Final() || len(r.Files) > 0 || r.Outcome.Planned != nil {
		t.Error(story(r))
	}
}

// late is a context that has ended when it is asked a second time.
type late struct {
	context.Context
	asked atomic.Int32
}

func (c *late) Err() error {
	if c.asked.Add(1) > 1 {
		return context.Canceled
	}
	return nil
}

// TestFileNames: every format has a name of its own.
func TestFileNames(t *testing.T) {
	seen := map[string]string{}
	for _, f := range report.Formats() {
		all := []string{f.ID}
		for _, v := range f.Versions[min(1, len(f.Versions)):] {
			all = append(all, f.ID+"@"+v)
		}
		for _, format := range all {
			name, err := work.FileName(format)
			if err != nil || !batch.IsName(name) || seen[name] != "" {
				t.Errorf("%s: %q, as %q: %v", format, name, seen[name], err)
			}
			seen[name] = format
		}
	}
	for _, bad := range []string{"", "docx", "json@9", "json=plan.json"} {
		if name, err := work.FileName(bad); err == nil {
			t.Errorf("%q: %s", bad, name)
		}
	}
}

// TestBuiltins: a digest that holds still, of every kind of file that is built in, and that each byte of them changes.
func TestBuiltins(t *testing.T) {
	if a := work.Builtins(); len(a) != 64 || a != work.Builtins() {
		t.Error(a)
	}
	sources := work.BuiltinSources()
	kinds := map[string]bool{}
	for _, s := range sources {
		kinds[s.Kind] = true
	}
	if got := strings.Join(slices.Sorted(maps.Keys(kinds)), " "); got != "catalog/v1 forms/v1 products/v1 programme/v1 regime/v1 vendors/v1" {
		t.Errorf("kinds %s", got)
	}
	slices.Reverse(sources)
	if work.DigestOf(sources) != work.Builtins() {
		t.Error("in another order they are others")
	}
	sources[0].SHA256 = sources[1].SHA256
	if work.DigestOf(sources) == work.Builtins() {
		t.Error("with another text they are the same")
	}
}

// TestDiskIsNotRead: a task without files has none, whatever stands where the program runs.
func TestDiskIsNotRead(t *testing.T) {
	t.Chdir(root)
	r := do(t, taskFrom("first-look", nil, specOf(batch.Steps...)))
	if o := r.Outcome; o.Status != batch.StatusFailed || o.Failure.Kind != batch.FailInput || o.Carrier != nil {
		t.Error(story(r))
	}
}

// TestMoney: what an operator's estimate and plan come to, with what has no price counted beside it, and each application under its
// own programme. The figures are those of riprep estimate and riprep plan.
func TestMoney(t *testing.T) {
	spec := specOf(batch.Steps...)
	spec.Effort = 500
	o := do(t, taskOf(t, "filing-small", spec)).Outcome
	const want = `{"low":"500737.47","total":"645433.80","high":"802927.47","counted":"418027.69","without_price":6,"sites":3,"applications":[` +
		`{"id":"","programme":"","total":"9000.00","counted":"0.00","without_price":0},` +
		`{"id":"A1","programme":"us-scrp","total":"452220.67","counted":"257619.95","without_price":4},` +
		`{"id":"A2","programme":"us-scrp","total":"184213.13","counted":"160407.74","without_price":2}]}`
	if got, _ := json.Marshal(o.Estimated); string(got) != want {
		t.Errorf("%s, want\n%s", got, want)
	}
	var total, counted batch.Money
	for _, a := range o.Estimated.Applications {
		total, counted = total+a.Total, counted+a.Counted
	}
	if total != o.Estimated.Total || counted != o.Estimated.Counted {
		t.Errorf("the applications come to %v and %v", total, counted)
	}
	p := o.Planned
	if p.WithoutPrice != 6 || p.Status != "feasible" || len(p.Objectives) != 2 || p.Objectives[0].Bound != nil {
		t.Error(story(&batch.Result{Outcome: o}))
	}
	// By hand: a plan that is proved, with its bound, and a term of 217 days after its end.
	p = do(t, taskOf(t, "by-hand", spec)).Outcome.Planned
	if b := p.Objectives[0].Bound; p.Status != "optimal" || p.WithoutPrice != 0 || b == nil || *b != 260 || len(p.Terms) != 1 || p.Terms[0].SpareDays != 217 {
		t.Errorf("%+v", p)
	}
}

// TestTerms: the days that are left before a term, from the plan's begin where nothing is to be done for it, and less than none where
// it is missed.
func TestTerms(t *testing.T) {
	day := inventory.MustDate
	p := &planner.Plan{Start: day("2027-01-04"), Applications: []planner.ApplicationRow{
		{ID: "none"}, {ID: "early", Term: day("2027-03-10"), Finish: day("2027-03-01")}, {ID: "late", Term: day("2027-03-01"), Finish: day("2027-03-03")},
		{ID: "idle", Term: day("2027-01-14")},
	}}
	var got []string
	for _, term := range work.Planned(p).Terms {
		got = append(got, fmt.Sprint(term.Application, " ", term.SpareDays))
	}
	if s := strings.Join(got, ", "); s != "early 9, late -2, idle 10" {
		t.Error(s)
	}
}

// TestScreened: elements by regime and vendor, as the rules call it, and how many pieces of gear they are.
func TestScreened(t *testing.T) {
	got, _ := json.Marshal(do(t, taskOf(t, "prohibited-replacement", specOf(batch.Screen))).Outcome.Screened)
	if want := `{"as_of":"2027-01-04","regimes":["us-scrp","fcc-covered-list","board-sample"],"covered":3,"unknown":0,"not_covered":4,"by":[` +
		`{"regime":"fcc-covered-list","vendor":"Huawei Technologies","verdict":"covered","elements":3,"units":242},` +
		`{"regime":"us-scrp","vendor":"Huawei Technologies","verdict":"covered","elements":3,"units":242}]}`; string(got) != want {
		t.Errorf("%s, want\n%s", got, want)
	}
}

// TestDescribe: each end that a command can come to is one of a unit, with the exit code of the command where the unit has one.
func TestDescribe(t *testing.T) {
	many := make(strict.Faults, strict.MaxShown+10)
	for _, c := range []struct {
		err          error
		status, kind string
		exit         int
	}{
		{fmt.Errorf("planning: %w", planner.ErrUnverified), batch.StatusFailed, batch.FailUnverified, 15},
		{&failure.Broken{}, batch.StatusFailed, batch.FailUnverified, 15},
		{&planner.NoPlanError{}, batch.StatusNoPlan, "no-plan", 11},
		{many, batch.StatusFailed, batch.FailInput, 12},
		{failure.Input(errors.New("bad")), batch.StatusFailed, batch.FailInput, 12},
		{work.ErrTooLarge, batch.StatusFailed, batch.FailOutput, 1},
		{errors.New("strange"), batch.StatusFailed, batch.FailUnexpected, 1},
		{coded{}, batch.StatusFailed, batch.FailUnexpected, 1},
		{context.Canceled, batch.StatusFailed, batch.FailUnexpected, 1},
		{fmt.Errorf("planning: %w", context.DeadlineExceeded), batch.StatusFailed, batch.FailUnexpected, 1},
	} {
		if status, f := work.Describe(c.err); status != c.status || f.Kind != c.kind || f.Exit != c.exit || f.Hints == nil {
			t.Errorf("%v: %s, %+v; want %s, %s, %d", c.err, status, f, c.status, c.kind, c.exit)
		}
	}
	if _, f := work.Describe(many); len(f.Errors) != strict.MaxShown+1 || f.Errors[strict.MaxShown].Message != "and 10 more" {
		t.Errorf("%d errors", len(f.Errors))
	}
}

// coded is an error of a command alone.
type coded struct{}

func (coded) Error() string      { return "usage" }
func (coded) Code() failure.Code { return failure.Usage }
func (coded) Hint() string       { return "" }

// TestDay: the day on which a plan is handed on is that of the batch, and the one of the operator's progress where the batch has none; a
// progress that does not fit the plan is the input's fault.
func TestDay(t *testing.T) {
	made := func(day string) string {
		spec := specOf(batch.Plan)
		spec.Effort, spec.Runs, spec.Formats = 500, 0, []string{"xlsx"}
		if day != "" {
			spec.AsOf = inventory.MustDate(day)
		}
		r := do(t, taskOf(t, "filing-small", spec))
		if !slices.ContainsFunc(r.Outcome.Inputs, func(in batch.Input) bool { return in.Path == "filing-small/progress.yaml" }) {
			t.Error("the progress is not among what was read")
		}
		return file(t, r, "plan.xlsx")
	}
	own := made("")
	if made("2027-08-31") != own {
		t.Error("the day of the progress, stated, gives another workbook")
	}
	if made("2027-09-30") == own {
		t.Error("the day of the batch is not heard")
	}
	spec := specOf(batch.Plan)
	spec.Formats = []string{"xlsx"}
	task := taskOf(t, "filing-small", spec)
	const progress = "filing-small/progress.yaml"
	task.Data[progress] = bytes.Replace(task.Data[progress], []byte("package: hill-bbu,"), []byte("package: no-such,"), 1)
	if r := do(t, task); r.Outcome.Status != batch.StatusFailed || r.Outcome.Failure.Kind != batch.FailInput || r.Outcome.Failure.Errors[0].File != progress {
		t.Error(story(r))
	}
}
