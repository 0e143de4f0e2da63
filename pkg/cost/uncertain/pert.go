package uncertain

import (
	"fmt"
	"math"
)

// PERT is a value that is at least Low, most likely Mode and at most High. Where Low and High are the same it is a number.
type PERT struct{ Low, Mode, High float64 }

// Exactly is a value that is known.
func Exactly(x float64) PERT { return PERT{x, x, x} }

// Check says what is wrong with the three numbers: they must be finite and in their order.
func (p PERT) Check() error {
	for _, x := range []float64{p.Low, p.Mode, p.High} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("low %v, typical %v, high %v: not numbers", p.Low, p.Mode, p.High)
		}
	}
	if p.Low > p.Mode || p.Mode > p.High {
		return fmt.Errorf("low %v, typical %v, high %v: not in their order", p.Low, p.Mode, p.High)
	}
	return nil
}

// Fixed reports whether there is nothing to draw.
func (p PERT) Fixed() bool { return p.Low == p.High }

// Shape returns the parameters of the Beta distribution behind it; 3 and 3 where there is nothing to draw.
func (p PERT) Shape() (alpha, beta float64) {
	return shape(p.position())
}

// shape is that of a mode at a part of the way from low to high.
func shape(position float64) (alpha, beta float64) {
	alpha = 1 + 4*position
	return alpha, 6 - alpha
}

// position is where the mode lies between low and high, 0 to 1.
func (p PERT) position() float64 {
	if p.Fixed() {
		return 0.5
	}
	return (p.Mode - p.Low) / (p.High - p.Low)
}

// Mean is the expected value.
func (p PERT) Mean() float64 { return (p.Low + 4*p.Mode + p.High) / 6 }

// Variance is the expected square of the deviation from the mean.
func (p PERT) Variance() float64 { return (p.Mean() - p.Low) * (p.High - p.Mean()) / 7 }
