package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/riprep/riprep/pkg/schedule"
)

const generatedHeading = "instance,objective,status,value,bound,gap_percent,first_seconds,seconds,peak_mib,work"

// weightedSize is what weighted takes.
type weightedSize struct {
	activities, periods, resources int
	seed                           uint64
}

func (z weightedSize) String() string {
	return fmt.Sprintf("weighted:%d:%d:%d:%d", z.activities, z.periods, z.resources, z.seed)
}

// parseWeighted reads weighted:N:T:R:SEED.
func parseWeighted(text string) (weightedSize, error) {
	var z weightedSize
	fields := strings.Split(text, ":")
	if len(fields) != 5 || fields[0] != "weighted" {
		return z, fmt.Errorf("-generate %.40q: want weighted:N:T:R:SEED, as in weighted:500:100:4:1", text)
	}
	for i, f := range []struct {
		name string
		into *int
		most int
	}{{"activities", &z.activities, 100_000}, {"periods", &z.periods, 10_000}, {"resources", &z.resources, maxResources}} {
		n, err := strconv.Atoi(fields[i+1])
		if err != nil || n < 1 || n > f.most {
			return z, fmt.Errorf("-generate: %s %.40q: want 1 to %d", f.name, fields[i+1], f.most)
		}
		*f.into = n
	}
	var err error
	if z.seed, err = strconv.ParseUint(fields[4], 10, 64); err != nil {
		return z, fmt.Errorf("-generate: seed %.40q: want a whole number that is not negative", fields[4])
	}
	return z, nil
}

// runGenerated solves the generated instance and writes a row for each of its objectives. An interrupted search gives what
// it found.
func (b *benchmark) runGenerated(ctx context.Context) (faults []error, interrupted bool) {
	z := *b.generate
	p := weighted(z.activities, z.periods, z.resources, z.seed)
	began := time.Now()
	var first time.Duration
	s, took, err := b.timed(ctx, p, func(pr schedule.Progress) {
		if pr.Values == nil {
			return
		}
		if first == 0 {
			first = time.Since(began)
		}
		b.status.show("%s %d, work %d", p.Objectives[0].Name, pr.Values[0], pr.Work)
	})
	if err != nil {
		return []error{fmt.Errorf("%v: %w", z, err)}, false
	}
	out := &table{w: b.stdout, status: b.status}
	out.line(generatedHeading)
	wrong := verify(p, s)
	for _, text := range wrong {
		faults = append(faults, errors.New(z.String()+": "+text))
	}
	if first == 0 {
		first = took
	}
	tail := fmt.Sprintf("%.3f,%d,%d", took.Seconds(), peakMemory()>>20, s.Work)
	for k, o := range p.Objectives {
		out.line(fmt.Sprintf("%v,%s,%s,%s", z, o.Name, objectiveCells(s, k, first, len(wrong) > 0), tail))
	}
	if err := out.save(b.out); err != nil {
		faults = append(faults, err)
	}
	return faults, ctx.Err() != nil && s.Stopped
}

// objectiveCells are status, value, bound, gap and the time of the first schedule. Cells that make no sense are empty.
func objectiveCells(s schedule.Solution, k int, first time.Duration, wrong bool) string {
	if wrong {
		return statusInvalid + ",,,,"
	}
	var bound, gap string
	if s.BoundKnown[k] {
		bound = strconv.FormatInt(s.Bounds[k], 10)
	}
	if s.Values == nil {
		return fmt.Sprintf("%s,,%s,,", statuses[s.Status], bound)
	}
	if s.BoundKnown[k] {
		gap = fmt.Sprintf("%.3f", gapPercent(s.Values[k], s.Bounds[k]))
	}
	return fmt.Sprintf("%s,%d,%s,%s,%.3f", statuses[s.Status], s.Values[k], bound, gap, first.Seconds())
}

// gapPercent is the part of the value that is above the bound.
func gapPercent(value, bound int64) float64 {
	if value == bound {
		return 0
	}
	return 100 * float64(value-bound) / float64(max(value, 1))
}
