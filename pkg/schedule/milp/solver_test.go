package milp

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/schedule"
)

// solver is somebody else's program that reads what this package writes.
type solver struct {
	name string
	run  func(t *testing.T, file string) answer
}

// answer is an optimum with the columns that are not zero, or the news that there is none.
type answer struct {
	found     bool
	objective int64
	columns   map[string]float64
}

// solvers are those that are installed. A test that finds none says so.
func solvers(t *testing.T) (out []solver) {
	t.Helper()
	for _, s := range []solver{{"cbc", runCBC}, {"glpsol", runGLPSOL}} {
		if _, err := exec.LookPath(s.name); err != nil {
			t.Logf("%s is not installed: nothing was compared with it (.ci/run installs it)", s.name)
			continue
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		t.Skip("neither cbc nor glpsol is installed: written models were compared with no solver (.ci/run installs both)")
	}
	return out
}

func command(t *testing.T, name string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, &out)
	}
	return out.String()
}

func runCBC(t *testing.T, file string) answer {
	t.Helper()
	result := file + ".cbc"
	log := command(t, "cbc", file, "threads", "1", "sec", "300", "solve", "solution", result)
	if strings.Contains(log, "read with") && !strings.Contains(log, "read with 0 errors") {
		t.Fatalf("%s is not read well:\n%s", file, log)
	}
	text, err := os.ReadFile(result)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(text), "\n")
	a := answer{columns: map[string]float64{}}
	switch {
	case strings.HasPrefix(strings.ToLower(head), "infeasible"), strings.HasPrefix(strings.ToLower(head), "integer infeasible"):
		return a
	case !strings.HasPrefix(head, "Optimal - objective value "):
		t.Fatalf("%s: %s\n%s", file, head, log)
	}
	a.found, a.objective = true, whole(t, strings.Fields(head)[4])
	for line := range strings.Lines(rest) {
		f := strings.Fields(strings.TrimPrefix(line, "**"))
		value, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			t.Fatalf("%s: %s", file, line)
		}
		a.columns[f[1]] = value
	}
	return a
}

var glpOptimal = regexp.MustCompile(`(?m)^Status: +(INTEGER )?OPTIMAL$`)
var glpColumn = regexp.MustCompile(`(?m)^ +\d+ (\S+)\s+(?:\* +)?([-+0-9.e]+)`)

func runGLPSOL(t *testing.T, file string) answer {
	t.Helper()
	format, result := "--lp", file+".glp"
	if strings.HasSuffix(file, ".mps") {
		format = "--freemps"
	}
	log := command(t, "glpsol", format, file, "--cuts", "--tmlim", "300", "-o", result)
	if strings.Contains(log, "HAS NO") || strings.Contains(log, "NO PRIMAL FEASIBLE") {
		return answer{}
	}
	text, err := os.ReadFile(result)
	if err != nil {
		t.Fatal(err)
	}
	objective := regexp.MustCompile(`(?m)^Objective:  \S+ = (\S+) `).FindStringSubmatch(string(text))
	if !glpOptimal.Match(text) || objective == nil {
		t.Fatalf("%s:\n%s", file, log)
	}
	a := answer{found: true, objective: whole(t, objective[1]), columns: map[string]float64{}}
	_, list, _ := strings.Cut(string(text), "Column name")
	for _, m := range glpColumn.FindAllStringSubmatch(list, -1) {
		if a.columns[m[1]], err = strconv.ParseFloat(m[2], 64); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// whole reads an objective, which is an integer up to the solver's tolerance.
func whole(t *testing.T, text string) int64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(v-math.Round(v)) > 1e-4 {
		t.Fatalf("objective %s: want an integer", text)
	}
	return int64(math.Round(v))
}

// file writes a program into a folder of the test.
func file(t *testing.T, m *Model, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	mps, text := texts(t, m)
	if strings.HasSuffix(name, ".mps") {
		text = mps
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

var startName = regexp.MustCompile(`^x(\d+)(?:\..*)?_m(\d+)_s(\d+)$`)
var modeName = regexp.MustCompile(`^y(\d+)(?:\..*)?_m(\d+)$`)

// scheduleOf is the schedule that a solver's answer stands for, read from the names of the columns alone.
func scheduleOf(p *schedule.Problem, a answer) schedule.Solution {
	s := schedule.Solution{Modes: make([]int, len(p.Groups)), Starts: make([]int, len(p.Activities))}
	for i := range s.Starts {
		s.Starts[i] = -1
	}
	number := func(text string) int {
		n, _ := strconv.Atoi(text) // digits, by the pattern
		return n
	}
	for name, value := range a.columns {
		if value < 0.5 {
			continue
		}
		if m := startName.FindStringSubmatch(name); m != nil {
			s.Starts[number(m[1])] = number(m[3])
		} else if m := modeName.FindStringSubmatch(name); m != nil {
			s.Modes[number(m[1])] = number(m[2])
		}
	}
	return s
}

// agree solves a program and checks that the answer is a schedule of the problem with that value.
func agree(t *testing.T, s solver, p *schedule.Problem, m *Model, name string) answer {
	t.Helper()
	a := s.run(t, file(t, m, name))
	if !a.found {
		return a
	}
	plan := scheduleOf(p, a)
	if clashes := schedule.Check(*p, plan); len(clashes) > 0 {
		t.Fatalf("%s, %s: the answer is no schedule: %v", s.name, name, clashes)
	}
	if got := schedule.Evaluate(*p, plan.Modes, plan.Starts)[len(m.fixed)]; got != a.objective {
		t.Fatalf("%s, %s: objective %d, the schedule has %d", s.name, name, a.objective, got)
	}
	return a
}

const (
	// proved demands that Solve finds and proves each of the optima below. Off, it may stay above an optimum that it does
	// not claim.
	proved = true

	optimumProblems = 50
	optimumEffort   = 3_000_000 // at most: a proof ends the search
)

// TestModelOptimum compares a solver's optimum of the written program with what Solve finds, its bound and its status, on
// problems of 15 to 30 activities with modes, calendars, reservoir, set function, optional activities, sums and makespans.
func TestModelOptimum(t *testing.T) {
	t.Parallel()
	s, n := solvers(t)[0], trials.Of(t, optimumProblems)
	var equal, infeasible atomic.Int64
	const lanes = 4
	t.Run("problems", func(t *testing.T) {
		for lane := range lanes {
			t.Run(fmt.Sprint(lane), func(t *testing.T) {
				t.Parallel()
				for seed := lane; seed < n; seed += lanes {
					p := random(uint64(seed)+1, 15+seed%16)
					m := mustNew(t, &p, Options{})
					if !m.Complete() {
						t.Fatalf("seed %d: the conflict rows are not complete", seed)
					}
					a := agree(t, s, &p, m, fmt.Sprintf("problem%d.mps", seed))
					sol, err := schedule.Solve(context.Background(), p, schedule.Options{Effort: optimumEffort, Workers: 1})
					if err != nil {
						t.Fatal(err)
					}
					if same(t, uint64(seed), a, sol) {
						equal.Add(1)
					}
					if !a.found {
						infeasible.Add(1)
					}
				}
			})
		}
	})
	t.Logf("%s: %d of %d equal, %d of them without a schedule", s.name, equal.Load(), n, infeasible.Load())
	if infeasible.Load() > int64(n/4) {
		t.Errorf("%d of %d problems have no schedule", infeasible.Load(), n)
	}
}

// same compares a proved answer with Solve's, and reports whether Solve reached it.
func same(t *testing.T, seed uint64, a answer, sol schedule.Solution) bool {
	t.Helper()
	if !a.found {
		if sol.Starts != nil || proved && sol.Status != schedule.Infeasible {
			t.Errorf("seed %d: no schedule, Solve says status %d, values %v", seed, sol.Status, sol.Values)
		}
		return sol.Status == schedule.Infeasible
	}
	if sol.Status == schedule.Infeasible {
		t.Errorf("seed %d: optimum %d, Solve proves that there is no schedule", seed, a.objective)
		return false
	}
	if sol.BoundKnown[0] && sol.Bounds[0] > a.objective {
		t.Errorf("seed %d: optimum %d, below Solve's bound %d", seed, a.objective, sol.Bounds[0])
	}
	if sol.Starts == nil {
		return false
	}
	exact := sol.Status == schedule.Optimal || sol.BoundKnown[0] && sol.Bounds[0] >= sol.Values[0]
	if sol.Values[0] < a.objective || (exact || proved) && sol.Values[0] != a.objective || proved && !exact {
		t.Errorf("seed %d: optimum %d, Solve has %d, bound %d, status %d", seed, a.objective, sol.Values[0], sol.Bounds[0], sol.Status)
	}
	return sol.Values[0] == a.objective
}

// All solvers agree, in both formats, with columns b and without, and whatever the names.
func TestFormatsAgree(t *testing.T) {
	t.Parallel()
	installed := solvers(t)
	for seed := range uint64(6) {
		p := random(seed, 10)
		named := hostile(random(seed, 10))
		var first answer
		for i, c := range []struct {
			p      *schedule.Problem
			direct int
		}{{&p, direct}, {&p, 0}, {&named, direct}} {
			m, err := build(context.Background(), c.p, Options{}, c.direct)
			if err != nil {
				t.Fatal(err)
			}
			for j, s := range installed {
				for k, name := range []string{"a.mps", "a.lp"} {
					a := agree(t, s, c.p, m, name)
					if i == 0 && j == 0 && k == 0 {
						first = a
					}
					if a.found != first.found || a.objective != first.objective {
						t.Errorf("seed %d, %s, %s: %v %d, want %v %d", seed, s.name, name, a.found, a.objective, first.found, first.objective)
					}
				}
			}
		}
	}
}

// With the first objective held at its optimum, the second has an optimum that no schedule of Solve's beats.
func TestLaterObjective(t *testing.T) {
	t.Parallel()
	s, compared := solvers(t)[0], 0
	for seed := range uint64(10) {
		p := random(seed, 14)
		m := mustNew(t, &p, Options{})
		a := agree(t, s, &p, m, "first.mps")
		sol, err := schedule.Solve(context.Background(), p, schedule.Options{Effort: optimumEffort})
		if err != nil {
			t.Fatal(err)
		}
		if !a.found || sol.Starts == nil || sol.Values[0] != a.objective {
			continue
		}
		later, err := m.After([]int64{a.objective})
		if err != nil {
			t.Fatal(err)
		}
		b := agree(t, s, &p, later, "second.lp")
		compared++
		if !b.found || b.objective > sol.Values[1] || sol.Status == schedule.Optimal && b.objective != sol.Values[1] {
			t.Errorf("seed %d: second optimum %v %d, Solve has %v, status %d", seed, b.found, b.objective, sol.Values, sol.Status)
		}
	}
	if compared < 5 {
		t.Errorf("only %d compared", compared)
	}
}

// Programs with next to nothing in them are read too.
func TestSolversReadNothing(t *testing.T) {
	for _, s := range solvers(t) {
		for _, p := range []schedule.Problem{
			{Horizon: 3, Objectives: []schedule.Objective{{Name: "cost"}}},
			{Horizon: 3, Objectives: []schedule.Objective{{Kind: schedule.Makespan}}},
			{Horizon: 2, Objectives: []schedule.Objective{{}, {Kind: schedule.Makespan}}, Groups: []schedule.Group{{Modes: 2}}},
		} {
			m := mustNew(t, &p, Options{})
			for _, name := range []string{"a.mps", "a.lp"} {
				if a := s.run(t, file(t, m, name)); !a.found || a.objective != 0 {
					t.Errorf("%s, %s: %+v", s.name, name, a)
				}
			}
		}
	}
}
