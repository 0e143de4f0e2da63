package view

import "fmt"

// Share is a part of a whole in percent, with one decimal and rounded down: what says 100% is all of it, and what is not
// nothing never says 0.0%.
func Share(part, whole int) string {
	if whole <= 0 || part >= whole {
		return "100%"
	}
	tenths := int64(part) * 1000 / int64(whole)
	if tenths == 0 && part > 0 {
		return "<0.1%"
	}
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}
