package grid

import (
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// Width is how many columns of a terminal a text takes; East Asian characters take two.
func Width(s string) int {
	if ascii(s) {
		return len(s)
	}
	return twwidth.WidthWithOptions(s, twwidth.Options{})
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] < 0x20 || s[i] == 0x7f {
			return false
		}
	}
	return true
}

const ellipsis = "…"

// Clip shortens a text to a width and marks where something is missing.
func Clip(s string, width int) string { return clip(s, width, false) }

// clip cuts the end off, or the middle out.
func clip(s string, width int, middle bool) string {
	if Width(s) <= width {
		return s
	}
	room := width - 1 // for the ellipsis
	if room < 1 {
		return strings.Repeat(ellipsis, max(width, 0))
	}
	if !middle {
		return head(s, room) + ellipsis
	}
	back := tail(s, room/2)
	return head(s, room-Width(back)) + ellipsis + back
}

// head is the longest beginning of s within a width.
func head(s string, width int) string {
	end := 0
	for i, r := range s {
		if width -= Width(string(r)); width < 0 {
			return s[:end]
		}
		end = i + len(string(r))
	}
	return s[:min(end, len(s))]
}

// tail is the longest end of s within a width.
func tail(s string, width int) string {
	runes := []rune(s)
	start := len(runes)
	for start > 0 {
		if width -= Width(string(runes[start-1])); width < 0 {
			break
		}
		start--
	}
	return string(runes[start:])
}

// Pad fills a text up to a width with spaces, to its left where it stands to the right.
func Pad(s string, width int, right bool) string {
	fill := strings.Repeat(" ", max(0, width-Width(s)))
	if right {
		return fill + s
	}
	return s + fill
}

// Wrap breaks a text at its spaces into lines of a width; a word that is longer than that is cut into pieces, none is
// lost.
func Wrap(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && Width(line)+1+Width(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for Width(word) > width {
			piece := head(word, width)
			if piece == "" {
				break
			}
			lines = append(lines, piece)
			word = word[len(piece):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
