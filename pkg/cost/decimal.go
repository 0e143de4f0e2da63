package cost

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// What parseDecimal has to say about a text; the callers add the value and what they want to see.
var (
	errNotDecimal = errors.New("not a plain decimal")
	errPlaces     = errors.New("too many decimals")
	errTooLarge   = errors.New("too large")
)

// parseDecimal reads an optional minus sign, digits, and a point with one to places digits, and returns the number times
// 10^places. Refused are what a reader could take for another number: exponents, separators, signs of other kinds,
// leading zeros (octal in YAML 1.1), a point without digits on both sides. The result is below limit in magnitude.
func parseDecimal(s string, places int, limit int64) (int64, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, fraction, pointed := strings.Cut(digits, ".")
	switch {
	case !allDigits(whole), pointed && !allDigits(fraction):
		return 0, errNotDecimal
	case len(whole) > 1 && whole[0] == '0':
		return 0, errNotDecimal
	case len(fraction) > places:
		return 0, errPlaces
	case len(whole) > 18: // beyond any limit, and beyond what the sum below can hold
		return 0, errTooLarge
	}
	var n int64
	for i := range len(whole) + places {
		digit := int64(0)
		switch f := i - len(whole); {
		case f < 0:
			digit = int64(whole[i] - '0')
		case f < len(fraction):
			digit = int64(fraction[f] - '0')
		}
		if n = n*10 + digit; n >= limit {
			return 0, errTooLarge
		}
	}
	if negative {
		n = -n
	}
	return n, nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// formatDecimal writes n / 10^places with at least keep decimals and no zeros after the last that is needed.
func formatDecimal(n int64, places, keep int) string {
	var room [32]byte
	text, u := room[:0], magnitude(n)
	if n < 0 {
		text = append(text, '-')
	}
	scale := uint64(1)
	for range places {
		scale *= 10
	}
	text = strconv.AppendUint(text, u/scale, 10)
	fraction := u % scale
	for ; places > keep && fraction%10 == 0; places-- {
		fraction /= 10
		scale /= 10
	}
	if places > 0 {
		text = append(text, '.')
	}
	for range places {
		scale /= 10
		text = append(text, '0'+byte(fraction/scale%10))
	}
	return string(text)
}

// magnitude is |n|, which for the smallest int64 only an unsigned number can hold.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// refuse is the error for a text that is no amount, quantity or rate: the value quoted, at a length that fits a line.
func refuse(s, format string, args ...any) error {
	const most = 40
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return fmt.Errorf("%q: %s", s, fmt.Sprintf(format, args...))
}
