package uncertain

import (
	"math/big"
)

// Rank is where among n values in ascending order the quantile of a percentage stands, counted from 0: the smallest value
// that at least so many percent of the values do not exceed, ⌈n·percent/100⌉ (type 1 of Hyndman and Fan 1996, gonum's
// stat.Empirical). It is always one of the values. n is at least 1, percent 0 to 100.
func Rank(n, percent int) int {
	return max(0, (n*percent+99)/100-1)
}

// Mean is the mean of some whole numbers, rounded to the nearest, a half away from zero; 0 of none.
func Mean(values []int64) int64 {
	if len(values) == 0 {
		return 0
	}
	sum, v := new(big.Int), new(big.Int)
	for _, x := range values {
		sum.Add(sum, v.SetInt64(x))
	}
	n := big.NewInt(int64(len(values)))
	negative := sum.Sign() < 0
	q, rest := new(big.Int).QuoRem(sum.Abs(sum), n, new(big.Int))
	if rest.Lsh(rest, 1).Cmp(n) >= 0 {
		q.Add(q, big.NewInt(1))
	}
	if negative {
		q.Neg(q)
	}
	return q.Int64()
}
