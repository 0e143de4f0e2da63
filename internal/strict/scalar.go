package strict

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

const (
	maxText = 4096 // bytes of one scalar
	maxID   = 128
)

// Text returns the scalar of a key as it is written.
func (m *Map) Text(key string, opts ...Option) (string, Pos, bool) {
	n := m.find(key, opts...)
	if n == nil {
		return "", Pos{}, false
	}
	at := pos(m.file, n)
	if n.Kind != yaml.ScalarNode {
		m.fault(at, "", "%s: want a single value", key)
		return "", at, false
	}
	return n.Value, at, m.scalar(key, n.Value, at)
}

// scalar reports a value that no decoder should see: too long, or with characters in it that a terminal, a spreadsheet
// or a reader's eye takes for something else.
func (m *Map) scalar(key, s string, at Pos) bool {
	switch {
	case len(s) > maxText:
		m.fault(at, "", "%s: longer than %d bytes", key, maxText)
	case !plain(s):
		m.fault(at, "take the character out; only text, tabs and line ends can stand in a value",
			"%s %s: a control character or an invisible change of direction", key, strconv.Quote(clip(s)))
	default:
		return true
	}
	return false
}

// plain reports whether s is valid UTF-8 without what hidden reports.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7f {
			return !strings.ContainsFunc(s, func(c rune) bool { return c != '\n' && c != '\t' && hidden(c) }) && utf8.ValidString(s)
		}
	}
	return true
}

// hidden reports the characters that change how what follows is shown: C0 and C1 controls and DEL, line and paragraph
// separators, the byte order mark, and the embeddings, overrides and isolates of bidirectional text.
func hidden(c rune) bool {
	switch {
	case c < 0x20, c >= 0x7f && c <= 0x9f:
		return true
	case c < 0x2028:
		return false
	}
	return c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0xfeff
}

// String returns the text of a key, "" where it is absent.
func (m *Map) String(key string, opts ...Option) string {
	s, at, ok := m.Text(key, opts...)
	if !ok {
		return ""
	}
	if strings.TrimSpace(s) == "" && slices.Contains(opts, Required) {
		m.fault(at, "", "%s %q: empty", key, s)
	}
	return s
}

// ID returns an identifier: printable, without spaces, at most 128 bytes.
func (m *Map) ID(key string, opts ...Option) string {
	s, at, ok := m.Text(key, opts...)
	if !ok {
		return ""
	}
	return m.id(key, s, at)
}

func (m *Map) id(key, s string, at Pos) string {
	if !isID(s) {
		m.fault(at, fmt.Sprintf("an id has no spaces or control characters and at most %d bytes", maxID), "%s %q: not an id", key, clip(s))
		return ""
	}
	return s
}

func isID(s string) bool {
	if s == "" || len(s) > maxID {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			bad := func(c rune) bool { return !unicode.IsGraphic(c) || unicode.IsSpace(c) || c == utf8.RuneError }
			return !strings.ContainsFunc(s, bad)
		}
	}
	return true
}

// Enum returns one of the allowed words, "" where the key is absent or wrong.
func (m *Map) Enum(key string, allowed []string, opts ...Option) string {
	s, at, ok := m.Text(key, opts...)
	if !ok {
		return ""
	}
	return m.enum(key, s, at, allowed)
}

func (m *Map) enum(key, s string, at Pos, allowed []string) string {
	if i := slices.Index(allowed, s); i >= 0 {
		return allowed[i] // not s, so that the text of the file can be freed
	}
	hint := "want one of " + strings.Join(allowed, ", ")
	if near := Nearest(strings.ToLower(s), allowed); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	m.fault(at, hint, "%s %q: not known", key, clip(s))
	return ""
}

// Int returns a whole number in min…max.
func (m *Map) Int(key string, min, max int, opts ...Option) (int, bool) {
	s, at, ok := m.Text(key, opts...)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	switch {
	case err == nil && n >= min && n <= max:
		return n, true
	case err == nil || errors.Is(err, strconv.ErrRange):
		m.fault(at, "", "%s %s: want %d to %d", key, clip(s), min, max)
	default:
		m.fault(at, "", "%s %q: not a whole number", key, clip(s))
	}
	return 0, false
}

// Float returns a finite number in min…max, written in decimals. Money is never read with it.
func (m *Map) Float(key string, min, max float64, opts ...Option) (float64, bool) {
	s, at, ok := m.Text(key, opts...)
	if !ok {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	switch {
	case strings.Trim(s, "+-.0123456789eE") != "" || err != nil && !errors.Is(err, strconv.ErrRange) || math.IsNaN(x):
		m.fault(at, "", "%s %q: not a number", key, clip(s))
	case err != nil || x < min || x > max:
		m.fault(at, "", "%s %s: want %s to %s", key, clip(s), decimal(min), decimal(max))
	default:
		return x, true
	}
	return 0, false
}

// decimal writes a number as people do, without an exponent.
func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Bool returns true or false, and whether the key is there.
func (m *Map) Bool(key string, opts ...Option) (value, ok bool) {
	s, at, ok := m.Text(key, opts...)
	if !ok {
		return false, false
	}
	switch s {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	m.fault(at, "want true or false", "%s %q: not a yes or no", key, clip(s))
	return false, false
}

// Parse reads a scalar with a parser of the caller's, such as a date or an amount. The parser's error should quote the
// value, as strconv's and inventory.ParseDate's do.
func Parse[T any](m *Map, key string, parse func(string) (T, error), opts ...Option) (T, bool) {
	var zero T
	s, at, ok := m.Text(key, opts...)
	if !ok {
		return zero, false
	}
	v, err := parse(s)
	if err != nil {
		m.fault(at, "", "%s %s", key, err)
		return zero, false
	}
	return v, true
}

// scalars calls each for every value in the list under a key. What is no plain value is reported and left out.
func (m *Map) scalars(key string, each func(s string, at Pos), opts ...Option) {
	for _, n := range m.items(key, opts...) {
		at := pos(m.file, n)
		n = follow(n)
		if n == nil || n.Kind != yaml.ScalarNode || n.Tag == nullTag {
			m.fault(at, "", "%s: want a list of plain values", key)
			continue
		}
		if m.scalar(key, n.Value, at) {
			each(n.Value, at)
		}
	}
}

// Strings returns a list of texts.
func (m *Map) Strings(key string, opts ...Option) []string {
	var out []string
	m.scalars(key, func(s string, _ Pos) { out = append(out, s) }, opts...)
	return out
}

// IDs returns a list of identifiers.
func (m *Map) IDs(key string, opts ...Option) []string {
	var out []string
	m.EachID(key, func(id string, _ Pos) { out = append(out, id) }, opts...)
	return out
}

// EachID is IDs for a caller that wants to know where each stands.
func (m *Map) EachID(key string, each func(id string, at Pos), opts ...Option) {
	m.scalars(key, func(s string, at Pos) {
		if id := m.id(key, s, at); id != "" {
			each(id, at)
		}
	}, opts...)
}

// Enums returns a list of allowed words.
func (m *Map) Enums(key string, allowed []string, opts ...Option) []string {
	var out []string
	m.scalars(key, func(s string, at Pos) {
		if v := m.enum(key, s, at, allowed); v != "" {
			out = append(out, v)
		}
	}, opts...)
	return out
}

// clip shortens a value that is about to be quoted.
func clip(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
