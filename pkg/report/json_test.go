package report_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/report/planjson"
)

func decode(t *testing.T, text string) (*planner.Plan, error) {
	t.Helper()
	return planjson.Decode(strings.NewReader(text), "plan.json")
}

// TestCycle: what is read is what was written, and written again it is the same text.
func TestCycle(t *testing.T) {
	for name, p := range map[string]*planner.Plan{"sample": sample(), "large": large(), "hostile": hostile(), "periods of a day": daily()} {
		text := encode(t, "json", p, report.Env{})
		back, err := decode(t, text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if again := encode(t, "json", back, report.Env{}); again != text {
			t.Errorf("%s: written again: %s", name, cmp.Diff(text, again))
		}
		if name == "hostile" {
			continue // what is no UTF-8 cannot come back
		}
		if diff := cmp.Diff(p, back, cmp.Comparer(func(a, b inventory.Date) bool { return a == b })); diff != "" {
			t.Errorf("%s: read again (-written +read): %s", name, diff)
		}
	}
}

func daily() *planner.Plan {
	p := sample()
	p.PeriodDays = 1
	p.Baseline = planner.Baseline{Why: "does not fit"}
	return p
}

func TestDecodeFaults(t *testing.T) {
	text := encode(t, "json", sample(), report.Env{})
	change := func(old, new string) string {
		t.Helper()
		if !strings.Contains(text, old) {
			t.Fatalf("no %q in the sample", old)
		}
		return strings.Replace(text, old, new, 1)
	}
	for name, c := range map[string]struct{ text, want string }{
		"empty":         {" \n", "plan.json: the file is empty"},
		"no JSON":       {"hello", "plan.json:1:1: not JSON: invalid character 'h' looking for beginning of value"},
		"a list":        {"[]", "plan.json:1:1: the file: a list where an object is wanted"},
		"no kind":       {"{}", `plan.json: no key "riprep" that says what the file is`},
		"other kind":    {`{"riprep": "inventory/v1"}`, `plan.json:1:12: riprep "inventory/v1": want plan/v1`},
		"later major":   {change("plan/v1", "plan/v2"), `plan.json:2:13: riprep "plan/v2": a version that is not known`},
		"broken major":  {change("plan/v1", "plan/vx"), `plan.json:2:13: riprep "plan/vx": want plan/v1`},
		"two values":    {text + "{}", "plan.json:" + strconv.Itoa(strings.Count(text, "\n")+1) + ":1: not JSON: invalid character '{' after top-level value"},
		"wrong type":    {change(`"horizon": 52`, `"horizon": "52"`), "plan.json:28:14: horizon: a string where a whole number is wanted"},
		"half a number": {change(`"horizon": 52`, `"horizon": 52.5`), "plan.json:28:14: horizon: the number 52.5 where a whole number is wanted"},
		"money":         {change(`"interest": "12.34"`, `"interest": "12.345"`), `plan.json:77:17: totals.interest: "12.345": more than two decimals`},
		"money missing": {change(`"interest": "12.34",`, ``), `totals.interest: no amount`},
		"money in a line": {change(`"unit_price": "500000.00"`, `"unit_price": "1e5"`),
			`packages[0].lines[0].unit_price: "1e5": not an amount (want digits and at most two decimals, such as 2500000.00)`},
		"price of an unknown": {change(`"unit_price": null`, `"unit_price": "5.00"`), `packages[1].lines[0].unit_price: "5.00": an amount where the price is not known`},
		"day":                 {change(`"covered_until": "2027-05-30"`, `"covered_until": "2027-02-30"`), `packages[0].covered_until: "2027-02-30": not a date (want YYYY-MM-DD)`},
		"day missing":         {change(`"start": "2027-01-04"`, `"start": ""`), `start: "": not a date (want YYYY-MM-DD)`},
		"quantity":            {change(`"quantity": "1.5"`, `"quantity": "-1"`), `packages[0].lines[0].quantity: "-1": negative (want 0 or more)`},
		"gap":                 {change(`"gap": 0.100000`, `"gap": 0.05`), `objectives[0].gap: does not follow from value and bound`},
		"baseline":            {change("1250,\n", ""), `baseline.values: 2 values for 3 objectives`},
		"period_days":         {change(`"period_days": 7`, `"period_days": 0`), `period_days: 0: want 1 or 7`},
		"too deep":            {strings.Repeat("[", 100000), "plan.json:1:65: nested more than 64 deep"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := decode(t, c.text)
			var faults strict.Faults
			if !errors.As(err, &faults) {
				t.Fatalf("error %v is no fault of the input", err)
			}
			if got := err.Error(); got != c.want && !strings.HasSuffix(got, ": "+c.want) {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if faults[0].Pos.File != "plan.json" {
				t.Errorf("the fault does not name the file: %v", faults[0])
			}
		})
	}
}

// TestCut: wherever the text is cut, that is said, at the end of what is there.
func TestCut(t *testing.T) {
	text := encode(t, "json", sample(), report.Env{})
	for n := 1; n < len(text)-2; n += 97 {
		_, err := decode(t, text[:n]+strings.Repeat("\n", n%2))
		var faults strict.Faults
		if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Message != "the text ends in the middle of the plan" {
			t.Fatalf("cut after %d bytes: %v", n, err)
		}
		if want := strings.Count(text[:n], "\n") + 1 + n%2; faults[0].Pos.Line != want {
			t.Fatalf("cut after %d bytes: line %d, want %d", n, faults[0].Pos.Line, want)
		}
	}
}

func TestMinorAdditions(t *testing.T) {
	text := encode(t, "json", sample(), report.Env{})
	added := strings.Replace(text, `"riprep": "plan/v1",`, `"riprep": "plan/v1.7", "novelty": {"a": [1, 2]},`, 1)
	if _, err := decode(t, added); err != nil {
		t.Errorf("a minor addition: %v", err)
	}
}

func TestReadError(t *testing.T) {
	want := errors.New("disk")
	if _, err := planjson.Decode(iotest.ErrReader(want), "plan.json"); !errors.Is(err, want) {
		t.Errorf("error %v", err)
	}
	if _, err := planjson.Decode(io.LimitReader(zeros{}, planjson.MaxBytes+10), "plan.json"); err == nil || !strings.Contains(err.Error(), "larger than the limit") {
		t.Errorf("a file without an end: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }

// FuzzDecode: no text makes it panic, and what it accepts it writes so that it accepts it again.
func FuzzDecode(f *testing.F) {
	text, err := os.ReadFile("testdata/sample.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add(text[:len(text)/2])
	f.Add([]byte(`{"riprep":"plan/v1","start":"2027-01-04","period_days":7,"objectives":[{"gap":0}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := planjson.Decode(bytes.NewReader(text), "plan.json")
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := planjson.Encode(&first, p); err != nil {
			t.Fatal(err)
		}
		again, err := planjson.Decode(bytes.NewReader(first.Bytes()), "plan.json")
		if err != nil {
			t.Fatalf("what was written is refused: %v", err)
		}
		if err := planjson.Encode(&second, again); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("not the same when written again: %v", err)
		}
	})
}
