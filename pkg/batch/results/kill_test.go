//go:build unix

package results

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var (
	kills    = flag.Int("kills", 20, "how often TestKilled kills")
	killSeed = flag.Uint64("killseed", 0, "seed of the moments; 0 takes another one each time")
)

// driver names the variable that makes this binary do a batch in the folder that it holds.
const driver = "RIPREP_TEST_RESULTS"

const killUnits = 500

func TestMain(m *testing.M) {
	dir := os.Getenv(driver)
	if dir == "" {
		os.Exit(m.Run())
	}
	kept, err := run(System(), dir, fakeUnits(killUnits))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%+v\n", kept)
}

// A batch of 500 units is killed with SIGKILL at random moments and resumed each time. At its end every unit has one valid
// result, the folder equals that of an undisturbed run, byte for byte, and no temporary file is left. Batches follow each other
// until there were as many kills as are wanted; 200 are run with -kills 200.
func TestKilled(t *testing.T) {
	seed := *killSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	units := fakeUnits(killUnits)
	top := t.TempDir()
	began := time.Now()
	if _, err := run(System(), filepath.Join(top, "undisturbed"), units); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(began) // how long kills may wait; on what is tested it has no bearing
	want := tree(t, filepath.Join(top, "undisturbed"))
	killed, batches, late := 0, 0, 0
	for killed < *kills {
		batches++
		dir := filepath.Join(top, fmt.Sprint(batches))
		for lives := 0; ; lives++ {
			cmd := exec.Command(os.Args[0], "-test.run=^$")
			cmd.Env = append(os.Environ(), driver+"="+dir)
			cmd.Stderr = os.Stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			var err error
			if killed < *kills && lives < 12 {
				select {
				case err = <-ended:
				case <-time.After(time.Duration(r.Int64N(int64(whole)/4 + 1))):
					cmd.Process.Kill()
					err = <-ended
				}
			} else {
				err = <-ended
			}
			if err == nil {
				break
			}
			if cmd.ProcessState.Exited() {
				t.Fatalf("seed %d: batch %d, life %d: %v", seed, batches, lives, err)
			}
			killed++
			if _, err := os.Stat(filepath.Join(dir, journalName)); err == nil {
				late++
			}
		}
		sameTree(t, want, tree(t, dir))
		checkOutcomes(t, System(), dir, units)
		os.RemoveAll(dir)
	}
	t.Logf("%d kills, %d of them after the journal was begun, in %d batches", killed, late, batches)
}
