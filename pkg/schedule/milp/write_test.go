package milp

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/schedule"
)

var update = flag.Bool("update", false, "write the golden files")

// tiny has one of everything: two packages, one with two modes and one that may be left out, a lag, a crew, a share, cash
// with a cap, two that may not run together, a makespan to come after the sum.
func tiny() schedule.Problem {
	f := clashing{most: 2, bad: map[[2]int]bool{{0, 1}: true}, group: []int{0, 0, 1}}
	tower, share := []schedule.Demand{{Resource: 0, Amount: 1}}, []schedule.Use{{Budget: 0, Amount: 1}}
	return schedule.Problem{
		Horizon:    4,
		Groups:     []schedule.Group{{Name: "nahunta-bbu", Modes: 2}, {Name: "waycross-csr", Modes: 2}},
		Lags:       []schedule.Lag{{From: 0, To: 1}, {From: 2, To: 1, Min: 1}},
		Resources:  []schedule.Resource{{Name: "crews.tower", Capacity: []int64{1, 1, 2, 2}}},
		Budgets:    []schedule.Budget{{Name: "share acme", Capacity: 1}},
		Reservoirs: []schedule.Reservoir{{Name: "funding", Supply: []int64{500, 500, 900, 900}, MaxDraw: []int64{600, 600, 600, 600}}},
		Overlap:    byClass{f},
		Objectives: []schedule.Objective{{Name: "exposure"}, {Name: "finish", Kind: schedule.Makespan}},
		Activities: []schedule.Activity{
			{Name: "nahunta-bbu install", Group: 0, Modes: []schedule.Mode{
				{Duration: 1, Exclusive: true, Demands: tower, Uses: share,
					Flows: []schedule.Flow{{Reservoir: 0, Amount: -400}, {Reservoir: 0, Offset: 2, Amount: 150}}},
				{Duration: 2, Due: 3, Demands: tower, Flows: []schedule.Flow{{Reservoir: 0, Amount: -300}}},
			}},
			{Name: "nahunta-bbu cutover", Group: 0, Modes: []schedule.Mode{
				{Duration: 1, Exclusive: true, Closed: []bool{false, false, true, false}, Costs: []schedule.Cost{{Fixed: 0, Rate: 7}, {}}},
				{Duration: 1, Exclusive: true, Costs: []schedule.Cost{{Fixed: 2, Rate: 7}, {}}},
			}},
			{Name: "waycross-csr cutover", Group: 1, Modes: []schedule.Mode{
				{Duration: 1, Exclusive: true, Demands: tower, Uses: share,
					Flows: []schedule.Flow{{Reservoir: 0, Amount: -250}}, Costs: []schedule.Cost{{Rate: 3}, {}}},
				{Absent: true, Costs: []schedule.Cost{{Fixed: 20}, {}}},
			}},
		},
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (- want, + got):\n%s", name, d)
	}
}

func mustNew(t *testing.T, p *schedule.Problem, o Options) *Model {
	t.Helper()
	m, err := New(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func texts(t *testing.T, m *Model, notes ...string) (mps, lp string) {
	t.Helper()
	var a, b bytes.Buffer
	if err := m.WriteMPS(&a, notes...); err != nil {
		t.Fatal(err)
	}
	if err := m.WriteLP(&b, notes...); err != nil {
		t.Fatal(err)
	}
	return a.String(), b.String()
}

func TestGolden(t *testing.T) {
	p := tiny()
	first := mustNew(t, &p, Options{})
	mps, lp := texts(t, first, "operator us-carrier")
	golden(t, "tiny.mps", []byte(mps))
	golden(t, "tiny.lp", []byte(lp))
	second, err := first.After([]int64{47})
	if err != nil {
		t.Fatal(err)
	}
	mps, lp = texts(t, second)
	golden(t, "tiny-finish.mps", []byte(mps))
	golden(t, "tiny-finish.lp", []byte(lp))
}

// With few starts written out, columns b are in the files.
func TestGoldenBegun(t *testing.T) {
	p := tiny()
	m, err := build(context.Background(), &p, Options{Questions: 1}, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, lp := texts(t, m)
	golden(t, "tiny-begun.lp", []byte(lp))
}

// The order of the columns in MPS, and what a batch holds, do not depend on each other.
func TestBatches(t *testing.T) {
	p := random(7, 20)
	m := mustNew(t, &p, Options{})
	want, _ := texts(t, m)
	for _, batch := range []int{1, 100, 1001} {
		var got bytes.Buffer
		if err := m.writeMPS(&got, batch, nil); err != nil {
			t.Fatal(err)
		}
		if got.String() != want {
			t.Errorf("another file in batches of %d", batch)
		}
	}
}

// Both formats hold the same rows: each is read back, simply, and compared with what was written.
func TestFormatsHoldTheSame(t *testing.T) {
	for seed := range uint64(8) {
		p := random(seed, 12)
		m := mustNew(t, &p, Options{})
		mps, lp := texts(t, m)
		a, b := readMPS(t, mps), readLP(t, lp)
		if d := cmp.Diff(a, b); d != "" || len(a) != m.rowCount {
			t.Errorf("seed %d: %d rows, want %d (- MPS, + LP):\n%s", seed, len(a), m.rowCount, d)
		}
	}
}

// readRow is a row as it is read back: sense and coefficients by column, the right-hand side under "".
type readRow map[string]string

func readMPS(t *testing.T, text string) map[string]readRow {
	t.Helper()
	rows, section := map[string]readRow{}, ""
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch {
		case line[0] == '*':
		case line[0] != ' ':
			section = f[0]
		case section == "ROWS":
			rows[f[1]] = readRow{"sense": f[0], "": "0"}
		case section == "COLUMNS" && f[1] != "'MARKER'":
			rows[f[1]][f[0]] = f[2]
		case section == "RHS":
			rows[f[1]][""] = f[2]
		}
	}
	return rows
}

var lpTerm = regexp.MustCompile(`([+-]?) (?:(\d+) )?([a-z]\S*)`)

func readLP(t *testing.T, text string) map[string]readRow {
	t.Helper()
	_, text, _ = strings.Cut(text, "Minimize\n")
	for _, section := range []string{"Bounds\n", "Binaries\n", "End\n"} {
		text, _, _ = strings.Cut(text, section)
	}
	text = strings.NewReplacer("Subject To\n", "", "\n  ", "").Replace(text)
	rows := map[string]readRow{}
	for line := range strings.Lines(text) {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), ":")
		row := readRow{"sense": "N", "": "0"}
		for relation, sense := range map[string]string{" <= ": "L", " >= ": "G", " = ": "E"} {
			if terms, rhs, ok := strings.Cut(rest, relation); ok {
				rest, row["sense"], row[""] = terms, sense, rhs
			}
		}
		for _, term := range lpTerm.FindAllStringSubmatch(rest, -1) {
			val := strings.TrimPrefix(term[1], "+")
			if term[2] == "" {
				term[2] = "1"
			}
			row[term[3]] = val + term[2]
		}
		rows[name] = row
	}
	return rows
}

// hostile gives everything in a problem names that formats would stumble over.
func hostile(p schedule.Problem) schedule.Problem {
	names := []string{
		"", " ", "free", "End", "e12", "1e5", "inf", "-x", "a b", "a,b", "a\tb", "a\nROWS\n", "\\", "* a", "Nähe", "塔", "x\x00y",
		"\x1b[2J", "<= 3", "a:b", "[a]", "'MARKER'", `"q"`, strings.Repeat("long name ", 200), strings.Repeat("塔", 300),
		"same", "same", "same",
	}
	n := 0
	next := func() string { n++; return names[n%len(names)] }
	for i := range p.Groups {
		p.Groups[i].Name = next()
	}
	for i := range p.Activities {
		p.Activities[i].Name = next()
	}
	for i := range p.Resources {
		p.Resources[i].Name = next()
	}
	for i := range p.Budgets {
		p.Budgets[i].Name = next()
	}
	for i := range p.Reservoirs {
		p.Reservoirs[i].Name = next()
	}
	for i := range p.Objectives {
		p.Objectives[i].Name = next()
	}
	return p
}

// Names are unique, short, of letters, digits, dots and underscores, and so is all that the file says else in ASCII.
func TestHostileNames(t *testing.T) {
	legal := regexp.MustCompile(`^[a-df-z][A-Za-z0-9_.]*$`)
	keyword := regexp.MustCompile(`(?i)^(free|inf|infinity|st|end|bounds?|bin|binary|gen|general|min|max|sin|sec|sos|int)$`)
	p := hostile(random(9, 30))
	m := mustNew(t, &p, Options{})
	check := func(seen map[string]bool, name string) {
		if !legal.MatchString(name) || keyword.MatchString(name) || len(name) > maxName || seen[name] {
			t.Errorf("name %q", name)
		}
		seen[name] = true
	}
	columns, rows := map[string]bool{}, map[string]bool{}
	for col := range m.layout.columns {
		check(columns, string(m.appendColumn(nil, col)))
	}
	for r := range m.rows() {
		check(rows, string(r.name))
	}
	mps, lp := texts(t, m, "note\nROWS", "\u202e", strings.Repeat("x", 500), `\`)
	for _, text := range []string{mps, lp} {
		for line := range strings.Lines(text) {
			if len(line) > 255 || strings.Trim(line, "\n"+printable) != "" {
				t.Errorf("line %q", line)
			}
		}
	}
	if d := cmp.Diff(readMPS(t, mps), readLP(t, lp)); d != "" {
		t.Error(d)
	}
}

const printable = ` !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_abcdefghijklmnopqrstuvwxyz` + "`{|}~"

// Numbers that a double does not hold are written digit by digit, and the file warns.
func TestLargeNumbers(t *testing.T) {
	p := tiny()
	p.Activities[2].Modes[0].Costs[0].Fixed = 1<<58 + 1
	m := mustNew(t, &p, Options{})
	mps, lp := texts(t, m)
	for _, text := range []string{mps, lp} {
		if !strings.Contains(text, "288230376151711745") || !strings.Contains(text, "rounds those beyond 2^53") {
			t.Error("a digit was lost, or not warned of")
		}
	}
}

// A problem without activities is written too.
func TestNothing(t *testing.T) {
	for _, p := range []schedule.Problem{
		{Horizon: 3, Objectives: []schedule.Objective{{Name: "cost"}}},
		{Horizon: 3, Objectives: []schedule.Objective{{Name: "cost"}, {Kind: schedule.Makespan}}},
		{Horizon: 2, Objectives: []schedule.Objective{{Name: "cost"}}, Groups: []schedule.Group{{Modes: 2}}},
		{Horizon: 2, Objectives: []schedule.Objective{{Name: "cost"}}, Reservoirs: []schedule.Reservoir{{Supply: []int64{-1, 3}}}},
	} {
		m := mustNew(t, &p, Options{})
		mps, lp := texts(t, m)
		a := readMPS(t, mps)
		if d := cmp.Diff(a, readLP(t, lp)); d != "" || len(a) < 2 {
			t.Error(len(a), d)
		}
	}
}

type failing struct{ left int }

var errFull = errors.New("full")

func (f *failing) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// A writer's error comes back.
func TestWriteFails(t *testing.T) {
	p := random(2, 25)
	m := mustNew(t, &p, Options{})
	for _, room := range []int{0, 100_000} {
		if err := m.WriteMPS(&failing{room}); !errors.Is(err, errFull) {
			t.Error(err)
		}
		if err := m.WriteLP(&failing{room}); !errors.Is(err, errFull) {
			t.Error(err)
		}
	}
}

// TestOverdraft wants a program for the objectives before an overdraft and none from there on.
func TestOverdraft(t *testing.T) {
	p := tiny()
	charge := &schedule.Charge{Reservoir: 0, Own: []int64{400, 400, 800, 800}, Num: 1, Den: 100}
	p.Objectives[1] = schedule.Objective{Name: "interest", Kind: schedule.Overdraft, Charge: charge}
	m := mustNew(t, &p, Options{})
	mps, lp := texts(t, m)
	for _, text := range []string{mps, lp} {
		if !strings.Contains(text, "then, not part of this file: objective 2 of 2, interest (overdraft)") {
			t.Errorf("the file does not say what it leaves out:\n%s", text)
		}
	}
	if _, err := m.After([]int64{47}); !errors.Is(err, ErrOverdraft) || !strings.Contains(err.Error(), `objective 1 "interest"`) {
		t.Errorf("after the first objective: %v", err)
	}
	p.Objectives[0], p.Objectives[1] = p.Objectives[1], p.Objectives[0]
	if _, err := New(context.Background(), &p, Options{}); !errors.Is(err, ErrOverdraft) || !strings.Contains(err.Error(), `objective 0 "interest"`) {
		t.Errorf("first: %v", err)
	}
}
