package synth

// quantiles of subscribers per rural site: half of the sites serve under 150, one in twenty more than 1,300. The shape
// is heavy-tailed as town sizes are; the numbers are an assumption.
var quantiles = [...]int{
	40, 45, 50, 57, 65, 75, 86, 98, 112, 128, 147, 170, 197, 230, 270, 325, 400, 520, 750, 1300, 2500,
}

// HeavyTail draws a weight between 40 and 2,500.
func (d Draw) HeavyTail(what string, n int) int {
	k := d.Below(len(quantiles)-1, what, n)
	return quantiles[k] + d.Below(quantiles[k+1]-quantiles[k], what+" within", n)
}

// Spread shares a total out in proportion to the weights (each at least 1), every share between low and high and their
// sum the total. Where that cannot be, the bounds give way and not the total.
func Spread(total int, weights []int, low, high int) []int {
	shares := make([]int, len(weights))
	if len(weights) == 0 || total <= 0 {
		return shares
	}
	low = min(low, total/len(weights))
	high = max(high, low, (total+len(weights)-1)/len(weights))
	sum := 0
	for _, w := range weights {
		sum += max(w, 1)
	}
	left := total
	for i, w := range weights {
		shares[i] = min(max(total*max(w, 1)/sum, low), high)
		left -= shares[i]
	}
	for left != 0 {
		step := 1
		if left < 0 {
			step = -1
		}
		for i := range shares {
			if next := shares[i] + step; left != 0 && next >= low && next <= high {
				shares[i], left = next, left-step
			}
		}
	}
	return shares
}
