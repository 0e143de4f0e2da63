package cost

// Rate is an exact decimal number in billionths: a share, an interest rate, a factor. 0.395 is 395,000,000.
type Rate int64

// FullRate is the rate 1, or 100 %.
const FullRate Rate = 1_000_000_000

const rateLimit = 1_000_000 * FullRate // magnitudes stay below a million

// ParseRate reads a plain decimal such as 0.395 with at most nine decimals, or a percentage such as 39.5% with at most
// seven. It must lie in min…max, both included, and below a million in magnitude.
func ParseRate(s string, min, max Rate) (Rate, error) {
	text, places := s, 9
	if n := len(s); n > 0 && s[n-1] == '%' {
		text, places = s[:n-1], 7 // a hundredth of it in billionths: two digits less
	}
	n, err := parseDecimal(text, places, int64(rateLimit))
	r := Rate(n)
	switch {
	case err == errPlaces:
		return 0, refuse(s, "more than %d decimals", places)
	case err == errTooLarge, err == nil && (r < min || r > max):
		if places == 7 {
			return 0, refuse(s, "want %s to %s", min.Percent(), max.Percent())
		}
		return 0, refuse(s, "want %s to %s", min, max)
	case err != nil:
		return 0, refuse(s, "not a rate (want a decimal such as 0.395, or 39.5%%)")
	}
	return r, nil
}

// String is the shortest plain decimal, such as 0.395; ParseRate reads it back.
func (r Rate) String() string { return formatDecimal(int64(r), 9, 0) }

// Percent is the rate for people, such as 39.5%; ParseRate reads it back, too.
func (r Rate) Percent() string { return formatDecimal(int64(r), 7, 0) + "%" }
