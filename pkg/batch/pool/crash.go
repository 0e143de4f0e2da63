package pool

import (
	"fmt"
	"path"
	"strings"
	"unicode"
)

// maxWords is how long what a worker said may be in a failure.
const maxWords = 500

// lastWords is why a worker died, in one line: how it ended, and from a report of the Go runtime what happened and where, or else
// the last line that it said. Addresses and folders of the machine are left out.
func lastWords(ended error, said string) string {
	lines := strings.Split(strings.ToValidUTF8(said, "�"), "\n")
	text := ended.Error()
	if what, at := report(lines); what != "" {
		text += ": " + what
		if len(at) > 0 {
			text += ", in " + strings.Join(at, ", called by ")
		}
	} else if last := lastLine(lines); last != "" {
		text += ": " + last
	}
	text = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
	if len(text) > maxWords {
		text = strings.ToValidUTF8(text[:maxWords], "") + "…"
	}
	return text
}

// maxFrames is how many functions of a stack are named.
const maxFrames = 3

// report finds the report of a crash: its first line, and the functions that were at work, without those of the runtime.
func report(lines []string) (what string, at []string) {
	for i, line := range lines {
		switch {
		case what == "":
			if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
				what = line
			}
		case strings.HasPrefix(line, "created by "), len(at) == maxFrames:
			return what, at
		case strings.HasPrefix(line, "\t") && strings.Contains(line, ".go:"):
			if f := frame(lines[i-1], line); f != "" {
				at = append(at, f)
			}
		case strings.HasPrefix(line, "goroutine ") && len(at) > 0:
			return what, at
		}
	}
	return what, at
}

// frame is a function of a stack: pkg.name (file.go:12); "" for one of the runtime. It stands on two lines, the function with its
// arguments and then the place with an offset.
func frame(function, place string) string {
	if paren := strings.LastIndex(function, "("); paren > 0 {
		function = function[:paren]
	}
	function = path.Base(function)
	if function == "panic" || strings.HasPrefix(function, "runtime.") || strings.HasPrefix(function, "created by ") {
		return ""
	}
	place, _, _ = strings.Cut(strings.TrimSpace(place), " ")
	return fmt.Sprintf("%s (%s)", function, path.Base(place))
}

func lastLine(lines []string) string {
	for i := len(lines) - 1; i >= 0; i-- {
		if line := strings.TrimSpace(lines[i]); line != "" {
			return line
		}
	}
	return ""
}
