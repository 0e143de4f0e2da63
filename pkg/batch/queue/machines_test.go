package queue

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/riprep/riprep/pkg/batch"
)

// Workers of these tests are processes of their own, so that they can be killed: the test's binary, told by its environment.
const workerEnv = "RIPREP_TEST_QUEUE_WORKER"

func TestMain(m *testing.M) {
	if url := os.Getenv(workerEnv); url != "" {
		os.Exit(workerMain(url))
	}
	os.Exit(m.Run())
}

func workerMain(url string) int {
	ctx := context.Background()
	c, err := Connect(ctx, Server{URL: url}, "worker", nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	c.Backoff = testBackoff
	slots, _ := strconv.Atoi(os.Getenv(workerEnv + "_SLOTS"))
	err = c.Work(ctx, "night", WorkOptions{Do: doing(os.Getenv(workerEnv + "_TRIES")), Slots: slots, Engine: testSpec.Engine, Rules: testSpec.Rules})
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func machine(t testing.TB, url, tries string, slots int) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), workerEnv+"="+url, workerEnv+"_TRIES="+tries, fmt.Sprintf("%s_SLOTS=%d", workerEnv, slots))
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd
}

// Two machines, of which one is killed in the middle, a server that starts again, all submitted twice and then once more, and
// poison in it: nothing is lost, nothing is there twice, and what is there is what one undisturbed run gives.
func TestMachines(t *testing.T) {
	v := serve(t)
	c := dial(t, v.url())
	names := append(numbered("slow", 300), "poison-1", "poison-2", "bad-1")
	units, load := unitsOf(names...)
	submit(t, c, "night", units, load)
	submit(t, c, "night", units, load)
	tries := t.TempDir()
	machine(t, v.url(), tries, 3)
	second := machine(t, v.url(), tries, 3)

	h := newHome(t)
	collected := make(chan Collected, 1)
	go func() { collected <- collect(t, c, "night", h, true) }()
	begun := func(n int) {
		for deadline := time.Now().Add(time.Minute); ; {
			files, err := os.ReadDir(tries)
			if err != nil || time.Now().After(deadline) {
				t.Errorf("%d units begun: %v", len(files), err)
				return
			}
			if len(files) >= n {
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	begun(60)
	if err := second.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	begun(120)
	v.stop()
	time.Sleep(300 * time.Millisecond)
	v.start()
	begun(180)
	machine(t, v.url(), tries, 3)
	submit(t, c, "night", units, load)

	got := <-collected
	if got.Settled != len(units) || got.Fetched != len(units) || len(got.Conflicts)+len(got.Refused) > 0 {
		t.Errorf("collected %d of %d, %d settled; %v %v", got.Fetched, len(units), got.Settled, got.Conflicts, got.Refused)
	}
	for _, u := range units {
		task, _ := load(u)
		want := frame(t, fakeDo(context.Background(), "", task))
		if r := h.results[u.ID]; r == nil || !bytes.Equal(frame(t, r), want) {
			t.Errorf("%s: no result, or another than here", u.Operator)
		}
	}
	if len(got.Dead) != 3 {
		t.Errorf("dead-letter list: %+v", got.Dead)
	}
	for _, e := range got.Dead {
		want := 3
		if e.Kind == batch.FailInput {
			want = 1
		}
		if e.Tries != want {
			t.Errorf("%s: %d tries, want %d", e.Operator, e.Tries, want)
		}
	}
	// The machine that was killed had at most three units, and a server that is away makes no more of them begin again.
	twice := 0
	for _, u := range units[:300] {
		if triesOf(t, tries, u.Operator) > 1 {
			twice++
		}
	}
	t.Logf("%d of 300 units were begun more than once", twice)
	if twice > 9 {
		t.Errorf("%d units were begun more than once", twice)
	}
	for deadline := time.Now().Add(10 * time.Second); left(t, c, "night") > 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d units stand in the queue", left(t, c, "night"))
		}
	}
}

// A unit that takes its worker with it never reports. After three of them the server says so, and it is on the dead-letter list.
func TestDeadly(t *testing.T) {
	t.Parallel() // it waits more than it works
	v := serve(t)
	c := dial(t, v.url())
	units, load := unitsOf("deadly-1", "op-1")
	submit(t, c, "night", units, load)
	tries := t.TempDir()
	for triesOf(t, tries, "deadly-1") < 3 {
		cmd := machine(t, v.url(), tries, 1)
		_ = cmd.Wait() // it dies of the unit
	}
	h := newHome(t)
	if got := collect(t, c, "night", h, false); got.Settled == 2 && len(got.Dead) != 1 {
		t.Errorf("collected %+v", got)
	}
	machine(t, v.url(), tries, 1) // op-1 may be left
	got := collect(t, c, "night", h, true)
	if len(got.Dead) != 1 || got.Dead[0].Operator != "deadly-1" || got.Dead[0].Kind != batch.FailCrash || got.Dead[0].Tries != 3 {
		t.Errorf("dead-letter list: %+v", got.Dead)
	}
	if got.Settled != 2 || left(t, c, "night") != 0 || triesOf(t, tries, "deadly-1") != 3 {
		t.Errorf("%d settled, %d left, %d tries", got.Settled, left(t, c, "night"), triesOf(t, tries, "deadly-1"))
	}
	if task := h.tasks[units[0].ID]; len(task.Data) != 2 {
		t.Error("it comes without its files")
	}
}
