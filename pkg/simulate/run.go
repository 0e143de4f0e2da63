package simulate

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

// MaxRuns is the largest number of runs.
const MaxRuns = 1_000_000

// ErrAmount says that the amounts of a run have no place below cost.Limit.
var ErrAmount = errors.New("the amounts are too large")

// Options steer a simulation.
type Options struct {
	Runs     int // 1 to MaxRuns
	Seed     uint64
	Workers  int            // cores; 0 means all. It never changes the result
	Progress func(done int) // is told from time to time how many runs are done, by one goroutine at a time; may be nil
}

// Limit is how many periods a run of a scenario's plan is looked at: three times the horizon and a year more.
func Limit(s *scenario.Scenario) int { return 3*s.Horizon + 366/s.PeriodDays }

// Run plays a play many times. It is a pure function of the play, the number of runs and the seed: the same on any number
// of cores. Its errors are strict.Faults where the scenario's uncertainty does not fit the estimate, amounts that are too
// large, and that of ctx, which ends it early without a result.
func Run(ctx context.Context, play *planner.Play, o Options) (*Result, error) {
	if o.Runs < 1 || o.Runs > MaxRuns {
		return nil, fmt.Errorf("%d runs: want 1 to %d", o.Runs, MaxRuns)
	}
	m, err := newModel(play)
	if err != nil {
		return nil, err
	}
	base := m.player()
	base.asPlanned()
	if err := base.run(); err != nil {
		return nil, fmt.Errorf("the estimate as it stands: %w", err)
	}
	m.estimated = base.out.cost
	s, total, err := m.runAll(ctx, o)
	if err != nil {
		return nil, err
	}
	return m.result(o, s, total, &base.out), nil
}

// batch is how many runs a player takes at a time.
const batch = 16

// runAll shares the runs out. Of several errors it returns that of the first run.
func (m *model) runAll(ctx context.Context, o Options) (*sample, *tally, error) {
	workers := o.Workers
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = max(1, min(workers, (o.Runs+batch-1)/batch))
	s, total := newSample(m, o.Runs), newTally(m)
	var next atomic.Int64
	var mu sync.Mutex // of what follows
	done, failed := 0, o.Runs
	var failure error
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			p, t := m.player(), newTally(m)
			defer func() {
				mu.Lock()
				total.add(t)
				mu.Unlock()
			}()
			for {
				first := int(next.Add(batch)) - batch
				last := min(first+batch, o.Runs)
				for run := first; run < last; run++ {
					if ctx.Err() != nil {
						return
					}
					err := p.draw(o.Seed, run)
					if err == nil {
						err = p.run()
					}
					if err != nil {
						mu.Lock()
						if run < failed {
							failed, failure = run, fmt.Errorf("run %d: %w", run, err)
						}
						mu.Unlock()
						return // what another one meets in a run before is the same, whoever plays it
					}
					s.keep(run, p)
					t.count(run, p)
				}
				if first >= last {
					return
				}
				mu.Lock()
				if done += last - first; o.Progress != nil {
					o.Progress(done)
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if failure != nil {
		return nil, nil, failure
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, fmt.Errorf("interrupted after %d of %d runs: %w", done, o.Runs, err)
	}
	return s, total, nil
}

// run plays what was drawn.
func (p *player) run() error {
	if p.m.play.Dated {
		p.schedule()
	}
	p.out = outcome{}
	if err := p.spend(); err != nil {
		return err
	}
	if !p.m.play.Dated {
		return p.claim()
	}
	for _, end := range p.finish {
		p.out.finish = max(p.out.finish, end)
	}
	p.findCritical()
	return p.account()
}
