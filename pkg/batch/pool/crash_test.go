package pool

import (
	"errors"
	"strings"
	"testing"
)

// TestLastWords: of what a worker said one line is left, without addresses, folders and control characters.
func TestLastWords(t *testing.T) {
	for said, want := range map[string]string{
		"":                       "exit status 2",
		"some noise\nlast\x07\n": "exit status 2: last ",
		"noise\npanic: runtime error: index out of range [5] with length 3 [recovered, repanicked]\n\ngoroutine 34 [running]:\npanic({0x7a1b60?, 0xc000192000?})\n" +
			"\t/usr/local/go/src/runtime/panic.go:783 +0x132\ngithub.com/riprep/riprep/pkg/planner.(*model).build(0xc0001a, {0x1, 0x2})\n\t/home/someone/riprep/pkg/planner/model.go:88 +0x1d\n" +
			"github.com/riprep/riprep/pkg/planner.Plan(...)\n\t/home/someone/riprep/pkg/planner/solve.go:12\ncreated by main.main in goroutine 1\n\t/home/someone/main.go:3 +0x4\n": "exit status 2: panic: runtime error: index out of range [5] with length 3 [recovered, repanicked], in planner.(*model).build (model.go:88), called by planner.Plan (solve.go:12)",
		"runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\nruntime stack:\nruntime.throw({0x5, 0x6})\n\t/go/src/runtime/panic.go:1 +0x1\n\ngoroutine 1 [running]:\n" +
			strings.Repeat("main.deep(0x1)\n\t/x/deep.go:7 +0x2\n", 50): "exit status 2: fatal error: stack overflow, in main.deep (deep.go:7), called by main.deep (deep.go:7), called by main.deep (deep.go:7)",
		"panic: " + strings.Repeat("long ", 1000) + "\n": ("exit status 2: panic: " + strings.Repeat("long ", 1000))[:maxWords] + "…",
		"\xff\xfe\n": "exit status 2: �",
	} {
		if got := lastWords(errors.New("exit status 2"), said); got != want {
			t.Errorf("%q\n%q, want\n%q", said, got, want)
		}
	}
}
