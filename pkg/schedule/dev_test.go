package schedule

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"
)

func env(k string, d int) int {
	if v, err := strconv.Atoi(os.Getenv(k)); err == nil {
		return v
	}
	return d
}

func TestDev(t *testing.T) {
	if os.Getenv("DEV") == "" {
		t.Skip()
	}
	p := network(env("N", 200), uint64(env("SEED", 1)))
	begin := time.Now()
	if os.Getenv("DEBUG") != "" {
		debugBuild = func(s *stream) {
			t.Log(time.Since(begin).Milliseconds(), s.id, "pass", s.built, "bank", len(s.bank), s.values, s.work/1000)
		}
	}
	debugEnd = func(s *stream) {
		t.Log("stream", s.id, "moves", s.moves, "work", s.work/1000, s.ruins.reward, s.ruins.spent)
	}
	debugRelax = func(r *relaxation) { t.Log("iterations", r.iterations, "theta", r.theta, "work", r.work/1000) }
	last := time.Now()
	s, err := Solve(context.Background(), p, Options{Effort: int64(env("EFFORT", 20000000)), Workers: env("W", 0), Progress: func(pr Progress) {
		if time.Since(last) > time.Second/2 || time.Since(begin) < time.Second/5 {
			last = time.Now()
			t.Log(time.Since(begin).Milliseconds(), pr.Values, pr.Bounds, pr.Work)
		}
	}})
	t.Log(time.Since(begin), err, s.Status, s.Values, s.Bounds, "gap", gapOf(s, 0), gapOf(s, 1), "work", s.Work)
	for i, r := range s.Reason {
		if i < 5 {
			t.Log(r.Text)
		}
	}
	if s.Values != nil {
		for _, c := range Check(p, s) {
			t.Error(c.Text)
		}
	}
}

func TestDevRelax(t *testing.T) {
	if os.Getenv("DEV") == "" {
		t.Skip()
	}
	for seed := range uint64(env("SEEDS", 2)) {
		p := network(env("N", 200), seed+1)
		m := compile(&p)
		s := &solver{p: &p, m: m, bounds: make([]int64, 2), known: make([]bool, 2)}
		s.prepare()
		r := newRelaxation(m, s.d, &s.stop)
		up := &best{values: []int64{int64(env("UB", 480000)), 0}}
		begin := time.Now()
		line := ""
		for i := range env("ITER", 2000) {
			r.iterate(up)
			if (i+1)%(env("ITER", 2000)/8) == 0 {
				line += " " + strconv.Itoa(int(r.bound))
			}
		}
		t.Log(seed, time.Since(begin), len(r.lags), line, r.theta)
	}
}
