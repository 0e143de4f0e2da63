package pool

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"time"

	"github.com/riprep/riprep/pkg/batch"
)

// errRefused is wrapped where a task cannot travel; the worker has seen nothing of it.
var errRefused = errors.New("the task cannot be handed to a worker")

// grace is how long a worker that has closed its output may take to end, so that it is known how it ended.
const grace = time.Second

// process is a worker that is a process with Serve at its other end.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	to     *bufio.Writer // in
	out    *os.File
	from   *bufio.Reader // out
	memory *os.File      // statm; nil where there is none
	said   words
	gone   chan struct{} // closed when the process has ended and was waited for
}

// Start starts a worker. cmd says which program, and how it is called; its streams are set here. On Linux it dies with the
// process that started it, elsewhere when its standard input ends; it is in a process group of its own, which ^C does not reach.
func Start(cmd *exec.Cmd) (Worker, error) {
	p := &process{cmd: cmd, gone: make(chan struct{})}
	cmd.Stderr = &p.said
	apart(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	// A pipe of our own, as Wait would close the one of StdoutPipe with an answer still in it.
	out, childOut, err := os.Pipe()
	if err != nil {
		in.Close()
		return nil, err
	}
	widen(out)
	cmd.Stdout = childOut
	err = cmd.Start()
	childOut.Close()
	if err != nil {
		out.Close()
		return nil, err
	}
	p.in, p.to = in, bufio.NewWriterSize(in, pipeBuffer)
	p.out, p.from = out, bufio.NewReaderSize(out, pipeBuffer)
	p.memory = statm(cmd.Process.Pid) // before anyone waits for it: until then the number is its own
	go func() {
		_ = cmd.Wait() // how it ended stands in cmd.ProcessState
		close(p.gone)
	}()
	return p, nil
}

// pipeBuffer is how much is written to and read from a pipe at once: the result of a usual unit, so that it takes one call on each
// side and the worker waits for nobody.
const pipeBuffer = 256 << 10

func (p *process) Do(t *batch.Task) (*batch.Result, error) {
	p.said.reset()
	err := batch.WriteTask(p.to, t)
	if errors.Is(err, batch.ErrFrame) {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	if err == nil {
		err = p.to.Flush()
	}
	if err != nil {
		return nil, p.end()
	}
	r, err := batch.ReadResult(p.from)
	switch {
	case err == nil:
		return r, nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, os.ErrClosed):
		return nil, p.end()
	}
	p.Kill()
	return nil, fmt.Errorf("it answered with what is no result: %w", err)
}

// end says how a worker ended that has closed its end of a pipe.
func (p *process) end() error {
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-p.gone:
	case <-timer.C:
		p.Kill()
		return errors.New("it closed its output and went on")
	}
	state := p.cmd.ProcessState.String()
	if state == "signal: killed" {
		state += ", from outside, as a system does that is out of memory"
	}
	return errors.New(state)
}

func (p *process) Kill() {
	_ = p.cmd.Process.Kill() // it may be gone
	<-p.gone
	p.in.Close()
	p.out.Close()
	if p.memory != nil {
		p.memory.Close()
	}
}

// Memory reads statm, whose second number is how many pages of the machine's memory the process takes. The file stays open, as
// it is read for every unit; of a process that is gone it gives nothing.
func (p *process) Memory() (int64, bool) {
	if p.memory == nil {
		return 0, false
	}
	var text [128]byte
	n, err := p.memory.ReadAt(text[:], 0)
	if err != nil && err != io.EOF {
		return 0, false
	}
	fields := bytes.Fields(text[:n])
	if len(fields) < 2 {
		return 0, false
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	return pages * int64(os.Getpagesize()), err == nil
}

func (p *process) Words() string { return p.said.String() }

// words keeps the beginning and the end of what is written to it: a report of a crash says at its beginning what happened.
type words struct {
	mu        sync.Mutex
	head      []byte
	tail      []byte
	forgotten bool // that something between them is gone
}

// keep is how much words keeps of the beginning, and of the end.
const keep = 32 << 10

func (w *words) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := min(len(b), keep-len(w.head))
	w.head = append(w.head, b[:n]...)
	w.tail = append(w.tail, b[n:]...)
	if over := len(w.tail) - keep; over > 0 {
		w.tail = w.tail[:copy(w.tail, w.tail[over:])]
		w.forgotten = true
	}
	return len(b), nil
}

func (w *words) reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.head, w.tail, w.forgotten = w.head[:0], w.tail[:0], false
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	between := ""
	if w.forgotten {
		between = "\n…\n"
	}
	return string(w.head) + between + string(w.tail)
}
