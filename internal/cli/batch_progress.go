package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/report/grid"
)

// progressWords are what --progress takes.
var progressWords = []string{"auto", "json", "none"}

// progressFlag declares --progress.
func progressFlag(cmd *cobra.Command, word *string) {
	cmd.Flags().StringVar(word, "progress", "auto", "how progress is told on standard error: "+strings.Join(progressWords, ", ")+"; auto is a line on a terminal")
}

// batchProgress says on standard error how far a batch is: on one line of a terminal, or as lines of JSON for a program.
type batchProgress struct {
	app     *app
	word    string // of progressWords
	endless bool   // how many units there will be is not known

	mu     sync.Mutex
	began  time.Time
	total  int
	kept   int // of total, those that were there already
	counts batchCounts
}

// newProgress is for what the user said; -q goes for all but JSON, which is asked for.
func newProgress(a *app, word string, quiet bool) (*batchProgress, error) {
	if !slices.Contains(progressWords, word) {
		return nil, usage("", fmt.Errorf("--progress %q: not known (want %s)", word, strings.Join(progressWords, ", ")))
	}
	if quiet && word == "auto" {
		word = "none"
	}
	return &batchProgress{app: a, word: word}, nil
}

// batchCounts are units by how they ended, in this run and before.
type batchCounts struct{ done, noPlan, failed int }

func (c *batchCounts) add(status string) {
	switch status {
	case batch.StatusDone:
		c.done++
	case batch.StatusNoPlan:
		c.noPlan++
	default:
		c.failed++
	}
}

func (c *batchCounts) settled() int { return c.done + c.noPlan + c.failed }

// batchEvent is a line of --progress json, progress-line/v1. Keys may be added; what is here stays.
type batchEvent struct {
	Riprep    string   `json:"riprep"`
	Event     string   `json:"event"` // begin, unit, again, end
	Unit      string   `json:"unit,omitempty"`
	Operator  string   `json:"operator,omitempty"`
	Scenario  string   `json:"scenario,omitempty"`
	Status    string   `json:"status,omitempty"`
	Kind      string   `json:"kind,omitempty"`    // of a failure
	Message   string   `json:"message,omitempty"` // likewise, the first
	Tries     int      `json:"tries,omitempty"`   // of a queue, this one among them
	Done      int      `json:"done"`
	NoPlan    int      `json:"no_plan"`
	Failed    int      `json:"failed"`
	Total     *int     `json:"total,omitempty"`        // nil where it is not known
	Seconds   float64  `json:"seconds"`                // since the beginning of this run
	PerSecond *float64 `json:"per_second,omitempty"`   // units, in this run
	Left      *float64 `json:"seconds_left,omitempty"` // at that rate
}

// begin starts the clock; end must be called after it.
func (p *batchProgress) begin(total int, kept batchCounts) (end func()) {
	p.began, p.total, p.kept, p.counts = p.app.Now(), total, kept.settled(), kept
	switch p.word {
	case "none":
		return func() {}
	case "json":
		p.say(batchEvent{Event: "begin"})
		return func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.say(batchEvent{Event: "end"})
		}
	}
	p.app.status.say(p.line())
	return p.app.status.begin()
}

// unit takes how one unit ended.
func (p *batchProgress) unit(u *batch.Unit, o *batch.Outcome) {
	e := batchEvent{Event: "unit", Status: o.Status}
	if o.Failure != nil {
		e.Kind = o.Failure.Kind
		if len(o.Failure.Errors) > 0 {
			e.Message = o.Failure.Errors[0].Message
		}
	}
	p.event(u, e)
}

// event takes what happened to a unit; its end counts.
func (p *batchProgress) event(u *batch.Unit, e batchEvent) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e.Event == "unit" {
		p.counts.add(e.Status)
	}
	switch p.word {
	case "none":
	case "json":
		e.Unit, e.Operator, e.Scenario = u.ID, u.Operator, u.Scenario
		p.say(e)
	default:
		p.app.status.say(p.line())
	}
}

// say writes an event with the counts; nobody else may be at them.
func (p *batchProgress) say(e batchEvent) {
	e.Riprep, e.Done, e.NoPlan, e.Failed = "progress-line/v1", p.counts.done, p.counts.noPlan, p.counts.failed
	since := p.app.Now().Sub(p.began)
	e.Seconds = since.Round(time.Millisecond).Seconds()
	rate, left, ok := p.rate(since)
	if ok {
		e.PerSecond = &rate
	}
	if !p.endless {
		e.Total = &p.total
		if s := left.Round(time.Second).Seconds(); ok {
			e.Left = &s
		}
	}
	if line, err := json.Marshal(e); err == nil {
		fmt.Fprintf(p.app.Stderr, "%s\n", line)
	}
}

// rate is how many units a second this run settles, and how long the others take at that rate.
func (p *batchProgress) rate(since time.Duration) (perSecond float64, left time.Duration, ok bool) {
	n := p.counts.settled() - p.kept
	if n <= 0 || since <= 0 {
		return 0, 0, false
	}
	perSecond = float64(n) / since.Seconds()
	return perSecond, time.Duration(float64(p.total-p.counts.settled()) / perSecond * float64(time.Second)), true
}

// line is what the terminal shows, in fewer than 80 columns.
func (p *batchProgress) line() string {
	text := fmt.Sprintf("%s of %s", grid.Group(int64(p.counts.settled())), some(p.total, "unit"))
	if p.endless {
		if text = some(p.counts.done, "unit") + " done here"; p.counts.settled() == 0 {
			text = "waiting for units"
		}
	}
	if p.counts.noPlan > 0 {
		text += fmt.Sprintf(", %s no plan", grid.Group(int64(p.counts.noPlan)))
	}
	if p.counts.failed > 0 {
		text += fmt.Sprintf(", %s failed", grid.Group(int64(p.counts.failed)))
	}
	if rate, left, ok := p.rate(p.app.Now().Sub(p.began)); ok {
		per := "s"
		if rate < 1 { // large operators: a number that people can read
			rate, per = rate*60, "min"
		}
		text += fmt.Sprintf(", %.3g/%s", rate, per)
		if !p.endless {
			text += ", " + roughly(left) + " left"
		}
	}
	return text
}

// roughly is a time for people.
func roughly(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()+0.5))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()+0.5))
	}
	return fmt.Sprintf("%d h", int(d.Hours()+0.5))
}
