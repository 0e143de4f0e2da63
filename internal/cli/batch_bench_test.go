package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/manifest"
	"github.com/riprep/riprep/pkg/batch/pool"
	"github.com/riprep/riprep/pkg/batch/results"
)

// idle is a worker that does nothing: each unit has three files of 4 KB.
func idle() {
	err := pool.Serve(os.Stdin, os.Stdout, func(_ context.Context, t *batch.Task) *batch.Result {
		r := &batch.Result{Outcome: batch.NewOutcome(t.Unit, batch.StatusDone)}
		for _, name := range []string{"estimate.csv", "findings.csv", "plan.json"} {
			r.Files = append(r.Files, batch.Output{Name: name, Data: bytes.Repeat([]byte(t.Unit.ID[:16]), 256)})
		}
		return r
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// BenchmarkOverhead is what a batch costs around its units: b.N operators' folders are listed and read, go to workers that are
// processes and do nothing, and what comes back is on the disk to last, in a folder that is finished. The roll-up is not in it.
// Say -benchtime 10000x for a batch of that size; the folder is below $TMPDIR, which should be on a disk.
func BenchmarkOverhead(b *testing.B) {
	dir := b.TempDir()
	for i := range b.N {
		op := filepath.Join(dir, "in", fmt.Sprintf("op-%06d", i))
		if err := os.MkdirAll(op, 0o777); err != nil {
			b.Fatal(err)
		}
		for name, size := range map[string]int{"inventory.yaml": 8 << 10, "scenario.yaml": 1 << 10} {
			if err := os.WriteFile(filepath.Join(op, name), bytes.Repeat([]byte{'#'}, size), 0o666); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := exec.Command("sync").Run(); err != nil { // or the batch would bring its input to the disk too
		b.Log(err)
	}
	b.ResetTimer()
	m, err := manifest.Read([]string{filepath.Join(dir, "in")}, manifest.Options{Defaults: batch.Spec{Do: []batch.Step{batch.Screen}, Effort: 1}})
	if err != nil {
		b.Fatal(err)
	}
	stored := 0
	f, err := results.Open(results.System(), filepath.Join(dir, "out"), results.Options{Stored: func(_ *batch.Unit, _ *batch.Result, err error) {
		if err == nil {
			stored++
		}
	}})
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var files batch.Loader
	defer files.Close()
	cores := runtime.GOMAXPROCS(0)
	err = pool.Run(context.Background(), m.Units, pool.Options{
		Slots: cores, Cores: cores, Launch: func() (pool.Worker, error) { return pool.Start(exec.Command("idle")) },
		Limits: pool.Limits{Timeout: time.Hour, Memory: 4 << 30}, Attempts: 3, MaxFailures: -1, Read: files.Load, Done: f.Put,
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := f.Finish(m.Units); err != nil {
		b.Fatal(err)
	}
	if stored != b.N {
		b.Fatalf("%d of %d results are there", stored, b.N)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/unit")
}
