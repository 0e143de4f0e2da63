package outline

import "math"

// Simplify leaves out points of a line that lie no farther than tolerance degrees from what remains, longitudes shortened by
// the cosine of the latitude (Douglas and Peucker, 1973). The ends stay; of a ring, which ends where it begins, the point
// farthest from there stays too.
func Simplify(points []Point, tolerance float64) []Point {
	if tolerance <= 0 || len(points) < 3 {
		return points
	}
	keep := make([]bool, len(points))
	keep[0], keep[len(points)-1] = true, true
	type span struct{ from, to int }
	open := []span{{0, len(points) - 1}}
	for len(open) > 0 {
		s := open[len(open)-1]
		open = open[:len(open)-1]
		worst, at := tolerance, -1
		for i := s.from + 1; i < s.to; i++ {
			if d := distance(points[i], points[s.from], points[s.to]); d > worst {
				worst, at = d, i
			}
		}
		if at >= 0 {
			keep[at] = true
			open = append(open, span{s.from, at}, span{at, s.to})
		}
	}
	out := make([]Point, 0, len(points))
	for i, p := range points {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

// distance is that of p from the segment a–b.
func distance(p, a, b Point) float64 {
	narrow := math.Cos(a.Lat * math.Pi / 180)
	px, py := (p.Lon-a.Lon)*narrow, p.Lat-a.Lat
	bx, by := (b.Lon-a.Lon)*narrow, b.Lat-a.Lat
	if length := bx*bx + by*by; length > 0 {
		t := min(1, max(0, (px*bx+py*by)/length))
		px, py = px-t*bx, py-t*by
	}
	return math.Hypot(px, py)
}
