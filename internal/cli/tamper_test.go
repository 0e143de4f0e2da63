package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/riprep/riprep/internal/trials"
)

// tight are limits that a single move by a single week breaks.
var tight = []string{"--set", "crews.ip=1", "--set", "funding.released[0].amount=1000000.00", "--set", "funding.credit.limit=0.00"}

// Moving one activity by one period in the JSON past a crew limit, a cash limit, an outage limit or a precedence makes
// verify end with 15 and name the limit, the period and the amount.
func TestTamperedPlan(t *testing.T) {
	trials.Alone(t)
	t.Parallel()
	crew := `crews ip: \d+ crew-days needed in the period from 20\d\d-\d\d-\d\d, 7 there \(\d+ too many\)`
	cash := `funding: cash is -\d+\.\d\d at the end of the period from 20\d\d-\d\d-\d\d, the credit line allows 0\.00 \(\d+\.\d\d short\)`
	outage := `outage: \d+ subscribers out of service at once in the period from 20\d\d-\d\d-\d\d, 1890 allowed \(\d+ too many\)`
	precedence := `package "[^"]+": cutover starts on 20\d\d-\d\d-\d\d, before that of package "[^"]+" is complete on 20\d\d-\d\d-\d\d \(\d+ periods? too early\)`
	t.Run("crew", func(t *testing.T) { t.Parallel(); tamper(t, crew, tight...) })
	t.Run("cash", func(t *testing.T) { t.Parallel(); tamper(t, cash, tight...) })
	t.Run("outage", func(t *testing.T) { t.Parallel(); tamper(t, outage) })
	t.Run("precedence", func(t *testing.T) { t.Parallel(); tamper(t, precedence, "--set", "blackouts=none") })
}

// tamper makes a plan and moves activities in it until verify says what is wanted.
func tamper(t *testing.T, want string, set ...string) {
	file := filepath.Join(t.TempDir(), "plan.json")
	if r := run(t, nil, append([]string{"plan", firstLook, "--effort", "100000", "-o", "json=" + file}, set...)...); r.code != 0 {
		t.Fatalf("plan: %d %s", r.code, r.stderr)
	}
	if r := run(t, nil, "verify", file); r.code != 0 {
		t.Fatalf("verify: %d %s", r.code, r.stderr)
	}
	pattern := regexp.MustCompile(want)
	text := []byte(readFile(t, file))
	moved := filepath.Join(t.TempDir(), "moved.json")
	for _, at := range activities(t, text) {
		for _, days := range []int{-7, 7} {
			if err := os.WriteFile(moved, shifted(t, text, at, days), 0o644); err != nil {
				t.Fatal(err)
			}
			r := run(t, nil, "verify", moved)
			if r.code != 15 || r.out != "" {
				t.Fatalf("activity %v moved by %d days: code %d, %s%s", at, days, r.code, r.out, r.stderr)
			}
			if pattern.MatchString(r.stderr) {
				return
			}
		}
	}
	t.Errorf("no move of one activity by one week is answered with %s", want)
}

// A figure of the clean paths that is changed by one makes verify end with 15 and name it.
func TestTamperedCleanPaths(t *testing.T) {
	trials.Alone(t)
	t.Parallel()
	file := filepath.Join(t.TempDir(), "plan.json")
	if r := run(t, nil, "plan", firstLook, "--effort", "1", "-o", "json="+file); r.code != 0 {
		t.Fatalf("plan: %d %s", r.code, r.stderr)
	}
	for _, c := range []struct{ key, in, want string }{
		{"clean_subscribers", "periods", `period from 2027-07-05: clean_subscribers is \d+ in the plan, \d+ when played`},
		{"clean_every_subscribers", "periods", `period from 2027-07-05: clean_every_subscribers is \d+ in the plan, \d+ when played`},
		{"clean_at_start", "totals", `totals: clean_at_start is 1 in the plan, 0 when played`},
		{"clean_at_end", "totals", `totals: clean_at_end is 4201 in the plan, 4200 when played`},
		{"clean_every_at_end", "totals", `totals: clean_every_at_end is 4201 in the plan, 4200 when played`},
		{"clean_unknown", "totals", `totals: clean_unknown is 1 in the plan, 0 when played`},
	} {
		changed := tampered(t, file, func(plan map[string]any) {
			at, ok := plan[c.in].(map[string]any)
			if !ok {
				at = plan[c.in].([]any)[26].(map[string]any)
			}
			at[c.key] = at[c.key].(float64) + 1
		})
		if r := run(t, nil, "verify", changed); r.code != 15 || r.out != "" || !regexp.MustCompile(c.want).MatchString(r.stderr) {
			t.Errorf("%s: code %d, %s%s", c.key, r.code, r.out, r.stderr)
		}
	}
}

// place is an activity of a package, both by index.
type place struct{ pkg, activity int }

func activities(t *testing.T, text []byte) []place {
	t.Helper()
	var plan struct {
		Packages []struct{ Activities []any }
	}
	if err := json.Unmarshal(text, &plan); err != nil {
		t.Fatal(err)
	}
	var out []place
	for i, p := range plan.Packages {
		for j := range p.Activities {
			out = append(out, place{i, j})
		}
	}
	return out
}

// shifted is the plan with the dates of one activity moved.
func shifted(t *testing.T, text []byte, at place, days int) []byte {
	t.Helper()
	var plan map[string]any
	if err := json.Unmarshal(text, &plan); err != nil {
		t.Fatal(err)
	}
	activity := plan["packages"].([]any)[at.pkg].(map[string]any)["activities"].([]any)[at.activity].(map[string]any)
	for _, key := range []string{"start", "finish"} {
		day, err := time.Parse(time.DateOnly, activity[key].(string))
		if err != nil {
			t.Fatal(err)
		}
		activity[key] = day.AddDate(0, 0, days).Format(time.DateOnly)
	}
	out, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// tampered is a copy of a plan file that somebody has changed.
func tampered(t *testing.T, file string, change func(plan map[string]any)) string {
	t.Helper()
	var plan map[string]any
	if err := json.Unmarshal([]byte(readFile(t, file)), &plan); err != nil {
		t.Fatal(err)
	}
	change(plan)
	out, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(t.TempDir(), "changed.json")
	if err := os.WriteFile(changed, out, 0o644); err != nil {
		t.Fatal(err)
	}
	return changed
}

// What the plan takes for granted is as much a promise as its figures.
func TestTamperedAssumptions(t *testing.T) {
	trials.Alone(t)
	t.Parallel()
	file := filepath.Join(t.TempDir(), "plan.json")
	if r := run(t, nil, "plan", firstLook, "--effort", "1", "-o", "json="+file); r.code != 0 {
		t.Fatalf("plan: %d %s", r.code, r.stderr)
	}
	for want, change := range map[string]func([]any) []any{
		`assumptions: the list is \d+ long in the plan, \d+ long when played`: func(list []any) []any { return list[1:] },
		`assumptions: \[0\]\.value is anything in the plan, `: func(list []any) []any {
			list[0].(map[string]any)["value"] = "anything"
			return list
		},
	} {
		moved := tampered(t, file, func(plan map[string]any) { plan["assumptions"] = change(plan["assumptions"].([]any)) })
		if r := run(t, nil, "verify", moved); r.code != 15 || !regexp.MustCompile(want).MatchString(r.stderr) {
			t.Errorf("code %d, %s; want %s", r.code, r.stderr, want)
		}
	}
}

// One cutover of the ring moved into the week of another: each alone harms nobody, together they cut towns off. Who is cut
// off, when, and by what is said.
func TestTamperedRing(t *testing.T) {
	trials.Alone(t)
	t.Parallel()
	file := filepath.Join(t.TempDir(), "plan.json")
	if r := run(t, nil, "plan", "../../testdata/ring-of-six", "--effort", "20000", "-o", "json="+file); r.code != 0 {
		t.Fatalf("plan: %d %s", r.code, r.stderr)
	}
	var week string
	moved := tampered(t, file, func(plan map[string]any) {
		cutover := func(i int) map[string]any {
			for _, a := range plan["packages"].([]any)[i].(map[string]any)["activities"].([]any) {
				if a := a.(map[string]any); a["kind"] == "cutover" {
					return a
				}
			}
			t.Fatalf("package %d has no cutover", i)
			return nil
		}
		first, last := cutover(0), cutover(len(plan["packages"].([]any))-1)
		last["start"], last["finish"] = first["start"], first["finish"]
		week = first["start"].(string)
	})
	want := `outage: \d sites out of service at once in the period from ` + week +
		`, 1 allowed \(\d too many\): sites [a-z]+ \(\d+\), [a-z]+ \(\d+\).*, with .*-east, .*-east off`
	if r := run(t, nil, "verify", moved); r.code != 15 || !regexp.MustCompile(want).MatchString(r.stderr) {
		t.Errorf("code %d, %s; want %s", r.code, r.stderr, want)
	}
}

// A payment, what comes back of it or what is left of an allocation that is changed by a cent or a week makes verify end with 15.
func TestTamperedMoney(t *testing.T) {
	trials.Alone(t)
	t.Parallel()
	file := filepath.Join(t.TempDir(), "plan.json")
	if r := run(t, nil, "plan", firstLook, "--effort", "20000", "-o", "json="+file); r.code != 0 {
		t.Fatalf("plan: %d %s", r.code, r.stderr)
	}
	text := readFile(t, file)
	for _, tt := range []struct{ figure, say string }{
		{`("milestone": "start",\s+"on": )"[^"]+"`, `payments\[0\].on is`},
		{`("amount": )"[^"]+"`, `payments\[0\].amount is`},
		{`("amount": "[^"]+",\s+"eligible": )"[^"]+"`, `payments\[0\].eligible is`},
		{`("amount": "[^"]+",\s+"eligible": "[^"]+",\s+"reimbursed": )"[^"]+"`, `payments\[0\].reimbursed is`},
		{`("working_capital": )"[^"]+"`, `totals: working_capital is`},
		{`("claimed": )"[^"]+"`, `applications: \[0\].claimed is`},
	} {
		at := regexp.MustCompile(tt.figure).FindStringSubmatchIndex(text)
		if at == nil {
			t.Fatalf("no %s in the plan", tt.figure)
		}
		value := `"0.01"`
		if regexp.MustCompile(`"on"`).MatchString(tt.figure) {
			value = `"2027-01-11"`
		}
		moved := filepath.Join(t.TempDir(), "moved.json")
		if err := os.WriteFile(moved, []byte(text[:at[3]]+value+text[at[1]:]), 0o644); err != nil {
			t.Fatal(err)
		}
		if r := run(t, nil, "verify", moved); r.code != 15 || !regexp.MustCompile(tt.say).MatchString(r.stderr) {
			t.Errorf("%s: code %d, %s", tt.figure, r.code, r.stderr)
		}
	}
}
