package planner

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/riprep/riprep/internal/strict"
)

func usCarrier() string { return filepath.Join("..", "..", "testdata", "us-carrier") }

func benchCase(b *testing.B) *Case {
	var r strict.Reader
	in := Load(&r, usCarrier(), nil)
	if err := r.Faults().Err(); err != nil {
		b.Fatal(err)
	}
	c, err := NewCase(in)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// BenchmarkCase is all that comes before the search.
func BenchmarkCase(b *testing.B) {
	for b.Loop() {
		benchCase(b)
	}
}

// BenchmarkPlan is the default run on us-carrier: its gap, how much less exposure than the spreadsheet's order, and when
// the first schedule was there.
func BenchmarkPlan(b *testing.B) {
	for b.Loop() {
		start := time.Now()
		var first time.Duration
		c := benchCase(b)
		p, err := c.Plan(context.Background(), Options{Progress: func(p Progress) {
			if p.Found && first == 0 {
				first = time.Since(start)
			}
		}})
		if err != nil {
			b.Fatal(err)
		}
		gap, _ := p.Objectives[0].Gap()
		b.ReportMetric(100*gap, "%gap")
		b.ReportMetric(first.Seconds(), "s-to-first")
		if p.Baseline.Found {
			b.ReportMetric(100*float64(p.Baseline.Values[0]-p.Objectives[0].Value)/float64(p.Baseline.Values[0]), "%less")
		}
		b.Logf("exposure %d, bound %v, baseline %+v, totals %+v", p.Objectives[0].Value, p.Objectives[0].Bound, p.Baseline, p.Totals)
	}
}
