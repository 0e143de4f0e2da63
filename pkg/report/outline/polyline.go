package outline

import "math"

// Precision is how many steps of the text of points make a degree: a step is about 100 m.
const Precision = 1000

// Encode writes points as text: of each the difference to the one before, latitude first, in steps, with the sign in the
// lowest bit, five bits to a letter from the lowest up, 32 added where more follow, and 63 to all so that they can be printed.
// It is the form that is widely known as an encoded polyline, with three decimals.
func Encode(points []Point) string {
	var out []byte
	var lat, lon int64
	for _, p := range points {
		y, x := steps(p.Lat), steps(p.Lon)
		out = number(number(out, y-lat), x-lon)
		lat, lon = y, x
	}
	return string(out)
}

func steps(degrees float64) int64 { return int64(math.Round(degrees * Precision)) }

func number(out []byte, n int64) []byte {
	u := uint64(n) << 1
	if n < 0 {
		u = ^u
	}
	for u >= 32 {
		out = append(out, byte(u&31|32)+63)
		u >>= 5
	}
	return append(out, byte(u)+63)
}

// Decode reads what Encode wrote; ok is false where it did not.
func Decode(s string) (points []Point, ok bool) {
	var at [2]int64 // latitude, longitude
	for k, i := 0, 0; i < len(s); k = 1 - k {
		var u uint64
		for shift := 0; ; shift += 5 {
			if i == len(s) || shift > 30 || s[i] < 63 || s[i] > 126 {
				return nil, false
			}
			c := s[i] - 63
			i++
			u |= uint64(c&31) << shift
			if c < 32 {
				break
			}
		}
		n := int64(u >> 1)
		if u&1 != 0 {
			n = ^n
		}
		at[k] += n
		switch {
		case k == 1:
			points = append(points, Point{float64(at[1]) / Precision, float64(at[0]) / Precision})
		case i == len(s):
			return nil, false
		}
	}
	return points, true
}
