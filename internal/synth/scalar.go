package synth

import (
	"fmt"
	"math"
	"strconv"
)

// number writes a finite float with as many digits as it takes to read it back equal.
func number(x float64) (string, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "", fmt.Errorf("%g: not a finite number", x)
	}
	return strconv.FormatFloat(x, 'f', -1, 64), nil
}
