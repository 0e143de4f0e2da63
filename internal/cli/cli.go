// Package cli is the command line of riprep: flags in, a call into the rooms below, a rendering out. Results go to
// standard output, everything else to standard error.
//
// Each command has a file of its own with an options struct (what it needs, then its flags), newX that declares it, and
// run that does it. Begin with Run in this file and planOptions.run in plan.go. Beside the commands:
//
//	root.go     the tree of commands
//	exit.go     errors that know their exit code; which error means which is in pkg/failure
//	fail.go     how an error is said
//	outputs.go  -o FORMAT=FILE; what stops it is found in outputs_check.go, and it is written in outputs_write.go
//	document.go what stands in a document beside the plan
//	progress.go what has happened, and the day that it is known until
//	program.go  --write-model FILE
//	signal.go   what ^C does
//	warn.go     what is said beside a result
//	status.go   the one line on a terminal while riprep searches
//
// Only this package knows cobra, the clock, the environment and how a process ends.
package cli

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/term"

	"github.com/riprep/riprep/pkg/inventory"
)

// Run is riprep as a process: it runs the command that args ask for and returns the exit code.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	// A reader that has seen enough (riprep … | head) is no fault: see quiet.
	signal.Ignore(syscall.SIGPIPE)
	interrupts := make(chan os.Signal, 2)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupts)
	return Main(Env{
		Args: args, Stdin: stdin, Stdout: stdout, Stderr: stderr,
		OutTerminal: isTerminal(stdout), ErrTerminal: isTerminal(stderr), Width: width(stdout, os.Getenv),
		Getenv: os.Getenv, Now: time.Now, Interrupts: interrupts, Exit: os.Exit,
	})
}

// Env is all that a command sees of the process it runs in.
type Env struct {
	Args           []string // without the name of the program
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	OutTerminal    bool // results are read by a person
	ErrTerminal    bool
	Width          int // columns of the terminal
	Getenv         func(string) string
	Now            func() time.Time
	Interrupts     <-chan os.Signal // nil where none can come
	Exit           func(code int)   // ends the process at once, on a second interrupt
}

// Main runs the command that env asks for and returns the exit code. No panic leaves it.
func Main(env Env) (code int) {
	a := &app{Env: env, jsonErrors: wantsJSON(env.Args)}
	defer func() {
		if caught := recover(); caught != nil {
			a.status.clear()
			code = a.fail(fmt.Errorf("a defect of riprep: %v", caught), "please report it, with the command and the input; RIPREP_DEBUG=1 shows where it happened")
			if env.Getenv("RIPREP_DEBUG") != "" {
				_, _ = env.Stderr.Write(debug.Stack())
			}
		}
	}()
	a.Stdout = &quiet{w: env.Stdout}
	a.status = &status{w: env.Stderr, on: env.ErrTerminal, now: env.Now}
	stop := a.watch()
	defer stop()
	root := newRoot(a)
	root.SetArgs(env.Args)
	if err := root.Execute(); err != nil {
		return a.fail(err)
	}
	a.sayWarnings()
	return int(a.code)
}

// app is what the commands share.
type app struct {
	Env
	interrupts
	jsonErrors bool
	warnings   []string // that wait for the end, with jsonErrors
	status     *status
	code       exitCode // of a command that did its work and has something to say with its code
}

// today is the day that the process's clock shows.
func (a *app) today() (inventory.Date, error) {
	return inventory.ParseDate(a.Now().Format(time.DateOnly))
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is that of the terminal, or what COLUMNS says.
func width(w io.Writer, getenv func(string) string) int {
	if n, err := strconv.Atoi(getenv("COLUMNS")); err == nil && n > 0 && n < 10_000 {
		return n
	}
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return 80
}
