package uncertain

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Ranks replaces values by their place in ascending order, counted from 1; equal ones share the mean of their places.
func Ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	ranks := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && values[order[j]] == values[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			ranks[order[k]] = float64(i+1+j) / 2
		}
		i = j
	}
	return ranks
}

// Spearman is the rank correlation of two lists of values whose ranks are given, −1 to 1: how surely one is high where the
// other is. ok is false where one of them does not vary, so that there is nothing to say.
func Spearman(ranks, others []float64) (rho float64, ok bool) {
	if !varies(ranks) || !varies(others) {
		return 0, false
	}
	return max(-1, min(1, stat.Correlation(ranks, others, nil))), true
}

func varies(values []float64) bool {
	return slices.ContainsFunc(values, func(x float64) bool { return x != values[0] })
}

// VarianceShare is the part of the variance of a sum that one of its terms accounts for, Cov(term, sum)/Var(sum). Those of
// all terms add up to 1; one may be negative, where a term is low when the others are high. ok is false where the sum does
// not vary.
func VarianceShare(term, sum []float64) (share float64, ok bool) {
	if !varies(sum) {
		return 0, false
	}
	return stat.Covariance(term, sum, nil) / stat.Variance(sum, nil), true
}
