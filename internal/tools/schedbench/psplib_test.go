package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/schedule"
)

const (
	tinyFile = "testdata/single/tiny.sm"
	pairFile = "testdata/modes/pair.mm"
)

func text(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var whole = cmp.AllowUnexported(instance{}, job{}, mode{})

func TestParseInstance(t *testing.T) {
	want := &instance{name: "pair", renewable: []int64{1}, nonrenewable: []int64{5}, jobs: []job{
		{modes: []mode{{0, []int64{0, 0}}}, next: []int{1, 2}},
		{modes: []mode{{2, []int64{1, 4}}, {5, []int64{1, 1}}}, next: []int{3}},
		{modes: []mode{{3, []int64{1, 3}}, {4, []int64{0, 2}}}, next: []int{3}},
		{modes: []mode{{0, []int64{0, 0}}}},
	}}
	for _, ending := range []string{"\n", "\r\n"} {
		got, err := parseInstance(pairFile, []byte(strings.ReplaceAll(text(t, pairFile), "\n", ending)))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got, whole); d != "" {
			t.Errorf("line ending %q: %s", ending, d)
		}
	}
}

func TestProblem(t *testing.T) {
	in, err := loadInstance(pairFile)
	if err != nil {
		t.Fatal(err)
	}
	p := in.problem()
	still := []schedule.Mode{{}}
	want := schedule.Problem{
		Horizon: 9,
		Groups: []schedule.Group{
			{Name: "job 1", Modes: 1}, {Name: "job 2", Modes: 2}, {Name: "job 3", Modes: 2}, {Name: "job 4", Modes: 1},
		},
		Activities: []schedule.Activity{
			{Name: "job 1", Group: 0, Modes: still},
			{Name: "job 2", Group: 1, Modes: []schedule.Mode{
				{Duration: 2, Demands: []schedule.Demand{{Resource: 0, Amount: 1}}, Uses: []schedule.Use{{Budget: 0, Amount: 4}}},
				{Duration: 5, Demands: []schedule.Demand{{Resource: 0, Amount: 1}}, Uses: []schedule.Use{{Budget: 0, Amount: 1}}},
			}},
			{Name: "job 3", Group: 2, Modes: []schedule.Mode{
				{Duration: 3, Demands: []schedule.Demand{{Resource: 0, Amount: 1}}, Uses: []schedule.Use{{Budget: 0, Amount: 3}}},
				{Duration: 4, Uses: []schedule.Use{{Budget: 0, Amount: 2}}},
			}},
			{Name: "job 4", Group: 3, Modes: still},
		},
		Lags:       []schedule.Lag{{From: 0, To: 1}, {From: 0, To: 2}, {From: 1, To: 3}, {From: 2, To: 3}},
		Resources:  []schedule.Resource{{Name: "R 1", Capacity: []int64{1, 1, 1, 1, 1, 1, 1, 1, 1}}},
		Budgets:    []schedule.Budget{{Name: "N 1", Capacity: 5}},
		Objectives: []schedule.Objective{{Name: "makespan", Kind: schedule.Makespan}},
	}
	if d := cmp.Diff(want, p); d != "" {
		t.Error(d)
	}
}

// Each fault is made by one change of a sound file, and named with its line.
func TestFaultsOfInstances(t *testing.T) {
	const ( // rows of the two files
		project = "    1      4      0        5        0        5\n"
		job2    = "   2        1          1           5\n"
		job6    = "   6        1          0\n"
		mode3   = "  3      1     2       1    0\n"
		mode6   = "  6      1     0       0    0\n"
		second  = "         2     4       0    2\n"
	)
	for _, c := range []struct{ file, old, new, want string }{
		{tinyFile, ":  1\n", ":  2\n", `:5: projects "2": want a number from 1 to 1`},
		{tinyFile, ":  6\n", ":  six\n", `:6: jobs (incl. supersource/sink ) "six": want a number from 1 to 20000`},
		{tinyFile, ":  6\n", ":  20001\n", `:6: jobs (incl. supersource/sink ) "20001"`},
		{tinyFile, ":  6\n", ":  -1\n", `:6: jobs (incl. supersource/sink ) "-1"`},
		{tinyFile, ":  2   R", ":  65   R", `:9: renewable "65": want a number from 0 to 64`},
		{tinyFile, ":  0   D", ":  1   D", `:11: doubly constrained "1": want a number from 0 to 0`},
		{tinyFile, "jobs (incl. supersource/sink ):  6\n", "", ":12: the numbers of jobs, renewable"},
		{tinyFile, "  - nonrenewable              :  0   N\n", "", ":12: the numbers of jobs"},
		{tinyFile, "PROJECT INFORMATION:", "PROJECTS:", `:13: "PROJECTS:" is out of place`},
		{tinyFile, "PRECEDENCE RELATIONS:\n", "REQUESTS/DURATIONS:\n", `:17: "REQUESTS/DURATIONS:" is out of place`},
		{tinyFile, project, "    1      4      3        5        0        5\n", ":15: release date 3: only 0"},
		{tinyFile, project, "    1      4      0        5        0\n", ":15: 5 numbers: want 6"},
		{tinyFile, project, project + "    2      4      0        5        0        5\n", ":16: a second project"},
		{tinyFile, job2, "   2        1          1           5  6\n", ":20: job 2: 2 successors listed, 1 announced"},
		{tinyFile, job2, "   2        1          1           2\n", ":20: job 2: successor 2: want another job"},
		{tinyFile, job2, "   2        1          1           7\n", ":20: job 2: successor 7: want another job, 1 to 6"},
		{tinyFile, job2, "   2        1          1           0\n", ":20: job 2: successor 0"},
		{tinyFile, job2, "   2        0          1           5\n", ":20: job 2: 0 modes: want 1 to 1000"},
		{tinyFile, job2, "   2        1\n", ":20: 2 numbers: want the job"},
		{tinyFile, job2, "", ":20: job 3: want job 2"},
		{tinyFile, job6, "", ":25: 5 jobs so far, 6 announced"},
		{tinyFile, job6, job6 + "   7        1          0\n", ":25: job 7: 6 jobs are announced"},
		{tinyFile, job6, "   6        1          1           2\n", ":24: job 6 comes after itself"},
		{tinyFile, mode3, "  3      1     2       1\n", ":31: want job 3: its number, mode, duration and 2 amounts, 5 numbers"},
		{tinyFile, mode3, "  3      2     2       1    0\n", ":31: want mode 1 of job 3, which has 1 modes"},
		{tinyFile, mode3, "  3      1    -2       1    0\n", `:31: column 3: "-2": want a number from 0 to 1048576`},
		{tinyFile, mode3, "  3      1     1048577       1    0\n", `:31: column 3: "1048577"`},
		{tinyFile, mode3, mode3 + "         2     3       1    0\n", ":32: want job 4"},
		{tinyFile, mode6, "", ":24: job 6 has 0 modes, 1 announced"},
		{tinyFile, mode6, mode6 + "  7      1     0       0    0\n", ":35: a row after the last mode of job 6"},
		{tinyFile, "    2    1\n", "    2\n", ":38: 1 availabilities for 2 resources"},
		{tinyFile, "    2    1\n", "    2    1\n    2    1\n", ":39: a second row of availabilities"},
		{tinyFile, "    2    1\n", "", ":38: the file ends before the availabilities"},
		{pairFile, second, "", ":31: want mode 2 of job 3, which has 2 modes"},
		{pairFile, second, "         3     4       0    2\n", ":31: want mode 2 of job 3"},
		{pairFile, "  5       1    1\n", "  1048576       1    1\n", "the longest durations add up to 1048580 periods"},
	} {
		good := text(t, c.file)
		if strings.Count(good, c.old) != 1 {
			t.Fatalf("%q is %d times in %s", c.old, strings.Count(good, c.old), c.file)
		}
		_, err := parseInstance(c.file, []byte(strings.Replace(good, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), filepath.Base(c.file)) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q:\ngot  %v\nwant %s", c.new, c.old, err, c.want)
		}
	}
}

// A file that breaks off before its last row is refused.
func TestTruncatedInstances(t *testing.T) {
	for _, path := range []string{tinyFile, pairFile} {
		good := text(t, path)
		end := strings.LastIndex(strings.TrimRight(good, "*\n"), "\n") + 1 // where the row of availabilities begins
		for n := range end + 1 {
			if _, err := parseInstance(path, []byte(good[:n])); err == nil {
				t.Errorf("%s: accepted after %d of %d bytes", path, n, len(good))
			}
		}
	}
}

func TestNameOfJobOnCycle(t *testing.T) {
	in := &instance{jobs: make([]job, 5)}
	for i, next := range [][]int{{1}, {2}, {3}, {1, 4}, nil} { // 0 leads to the cycle 1 2 3, which leads to 4
		in.jobs[i] = job{modes: []mode{{duration: 1}}, next: next}
	}
	if _, at := in.criticalPath(); at < 1 || at > 3 {
		t.Errorf("job %d is on no cycle", at)
	}
}

func FuzzInstance(f *testing.F) {
	f.Add(text(f, tinyFile))
	f.Add(text(f, pairFile))
	f.Fuzz(func(t *testing.T, data string) {
		in, err := parseInstance("fuzz.mm", []byte(data))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "fuzz.mm:") {
				t.Errorf("an error without its place: %v", err)
			}
			return
		}
		if path, _ := in.criticalPath(); path > in.horizon() {
			t.Errorf("critical path %d beyond the horizon %d", path, in.horizon())
		}
		p := in.problem()
		if err := schedule.Validate(&p); err != nil {
			t.Error(err)
		}
	})
}
