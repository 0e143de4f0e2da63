package sanitize

import "strings"

// CSV returns s as a text cell that a spreadsheet does not take for a formula: it is Terminal's text, with an apostrophe
// before it where it begins with one of = + - @ (also in their full width, and behind blanks), or where s began with a
// tab or a line end. Quotes and separators are the CSV writer's business. CSV(CSV(s)) == CSV(s).
//
// Numbers go through CSVNumber, so that a negative one stays a number.
func CSV(s string) string {
	t := Terminal(s)
	if begins := strings.TrimLeft(t, " \u00a0\u3000"); strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.HasPrefix(s, "\n") ||
		begins != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(begins)[0]) {
		return "'" + t
	}
	return t
}

// CSVNumber returns s as it is where it is a plain decimal number, such as -12.50, and CSV(s) otherwise.
func CSVNumber(s string) string {
	if plainNumber(s) {
		return s
	}
	return CSV(s)
}

// plainNumber reports an optional minus, digits, and optionally a point with digits behind.
func plainNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(s, ".")
	return digits(whole) && (!point || digits(fraction))
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
