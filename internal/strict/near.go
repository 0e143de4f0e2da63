package strict

// Nearest returns the word that was probably meant: at most two letters away and less than half of the word, "" where
// there is none. Of equally near words the first wins.
func Nearest(s string, words []string) string {
	const most = 2
	if len(s) == 0 || len(s) > maxID {
		return ""
	}
	best, at := "", min(most, (len(s)-1)/2)+1
	for _, w := range words {
		if diff := len(w) - len(s); diff >= at || -diff >= at {
			continue
		}
		if d := distance(s, w, at); d < at {
			best, at = w, d
		}
	}
	return best
}

// distance is the number of edits between a and b, where an edit is a byte inserted, deleted, replaced, or swapped with
// its neighbour (optimal string alignment); it gives up with limit as soon as the answer cannot be less.
func distance(a, b string, limit int) int {
	var store [3][maxID + 4]int
	if len(b)+1 > len(store[0]) {
		return limit
	}
	before, prev, row := store[0][:len(b)+1], store[1][:len(b)+1], store[2][:len(b)+1]
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least >= limit {
			return limit
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}
