package work_test

import (
	"bytes"
	"context"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/work"
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

// TestEnded: a unit whose time is over has failed, and no plan of it is kept.
func TestEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer work.AtStart(func(*batch.Task) { cancel() })()
	r := work.Do(ctx, taskOf(t, "first-look", specOf(batch.Steps...)))
	if f := r.Outcome.Failure; r.Outcome.Status != batch.StatusFailed || f.Kind != batch.FailUnexpected || f.Final() || len(r.Files) > 0 || r.Outcome.Planned != nil {
		t.Error(story(r))
	}
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

// TestBuiltins: a digest that holds still.
func TestBuiltins(t *testing.T) {
	if a := work.Builtins(); len(a) != 64 || a != work.Builtins() {
		t.Error(a)
	}
}
