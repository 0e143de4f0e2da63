package round

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// anyProgramme draws programmes with ties, tiers that nobody is in, applications that end, and large amounts.
func anyProgramme() *rapid.Generator[*Programme] {
	return rapid.Custom(func(t *rapid.T) *Programme {
		p := &Programme{ID: "any"}
		for i := range rapid.IntRange(1, 4).Draw(t, "tiers") {
			p.Tiers = append(p.Tiers, Tier{ID: fmt.Sprint("t", i)})
		}
		scale := rapid.SampledFrom([]int64{1, 100, 1_000_000_000}).Draw(t, "scale")
		day := inventory.MustDate("2030-01-01")
		for i := range rapid.IntRange(0, 4).Draw(t, "rounds") {
			money := cost.Cents(rapid.Int64Range(0, 30*scale).Draw(t, "money"))
			p.Rounds = append(p.Rounds, Round{On: day.AddDays(10 * i), Appropriation: money,
				Administration: min(money, cost.Cents(rapid.Int64Range(0, 3*scale).Draw(t, "administration")))})
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "applications") {
			approved := cost.Cents(rapid.Int64Range(0, 9*scale).Draw(t, "approved"))
			a := Application{ID: fmt.Sprintf("a%02d", i), Approved: &approved, Tier: rapid.SampledFrom(p.Tiers).Draw(t, "tier").ID}
			if rapid.IntRange(0, 4).Draw(t, "ends") == 0 {
				a.Withdrawn = day.AddDays(rapid.IntRange(-5, 45).Draw(t, "day"))
			}
			p.Applications = append(p.Applications, a)
		}
		return p
	})
}

// TestNothingLostOrMade: in every round, and over all, the amounts add up to the cent, and tiers are served in their order.
func TestNothingLostOrMade(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProgramme().Draw(t, "programme")
		res, err := Allocate(p)
		if err != nil {
			t.Fatal(err)
		}
		var money, shares cost.Cents
		for _, rd := range p.Rounds {
			money += rd.Appropriation - rd.Administration
		}
		for _, s := range res.Shares {
			var sum cost.Cents
			for _, part := range s.PerRound {
				sum += part
			}
			if sum != s.Allocated || s.Allocated < 0 || s.Allocated > *s.Application.Approved {
				t.Fatalf("%s: %v add up to %s, of %s", s.Application.ID, s.PerRound, s.Allocated, *s.Application.Approved)
			}
			shares += s.Allocated
		}
		if shares+res.Left != money {
			t.Fatalf("allocated %s and left %s of %s", shares, res.Left, money)
		}
		var left cost.Cents
		for k, out := range res.Rounds {
			checkRound(t, p, res, k)
			if out.Carried != left || out.Carried+out.Returned+out.Round.Appropriation-out.Round.Administration != out.Available ||
				out.Allocated+out.Left != out.Available {
				t.Fatalf("round %d: %+v", k, out)
			}
			left = out.Left
		}
	})
}

// checkRound works out what a round should have given, in fractions, from the shares of the rounds before it.
func checkRound(t *rapid.T, p *Programme, res *Result, k int) {
	out := res.Rounds[k]
	room := out.Available // for this tier and those below
	for i, tier := range out.Tiers {
		var unmet, given cost.Cents
		type claim struct{ unmet, part cost.Cents }
		var claims []claim
		for _, s := range res.Shares {
			if s.Application.Tier != tier.Tier.ID || !s.Application.stands(p.Rounds[k].On) {
				continue
			}
			before := *s.Application.Approved
			for _, part := range s.PerRound[:k] {
				before -= part
			}
			claims = append(claims, claim{before, s.PerRound[k]})
			unmet, given = unmet+before, given+s.PerRound[k]
		}
		if tier.Demand != unmet || tier.Allocated != given || tier.Applications != len(claims) {
			t.Fatalf("round %d, tier %d: %+v; demand %s, allocated %s", k, i, tier, unmet, given)
		}
		if want := min(unmet, room); given != want {
			t.Fatalf("round %d, tier %d: %s of %s, with %s there", k, i, given, unmet, room)
		}
		for _, c := range claims {
			if unmet == 0 {
				break
			}
			exact := new(big.Rat).Mul(big.NewRat(int64(given), int64(unmet)), big.NewRat(int64(c.unmet), 1))
			off := new(big.Rat).Sub(big.NewRat(int64(c.part), 1), exact)
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("round %d, tier %d: %s of %s is not %s to a cent", k, i, c.part, c.unmet, exact.FloatString(3))
			}
		}
		room -= given
	}
}

// TestOrderOfFile: in another order every application gets the same.
func TestOrderOfFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProgramme().Draw(t, "programme")
		want, err := Allocate(p)
		if err != nil {
			t.Fatal(err)
		}
		q := *p
		q.Applications = rapid.Permutation(slices.Clone(p.Applications)).Draw(t, "order")
		got, err := Allocate(&q)
		if err != nil {
			t.Fatal(err)
		}
		a, b := amounts(want), amounts(got)
		for id := range a {
			if a[id] != b[id] {
				t.Fatalf("%s gets %s, and %s in another order", id, a[id], b[id])
			}
		}
	})
}

// TestSameFractionAgain: where all of a tier had the same fraction, pro rata on what is unmet and on what was approved are
// the same, to the cents that cannot be divided.
func TestSameFractionAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProgramme().Draw(t, "programme")
		for i := range p.Applications {
			p.Applications[i].Withdrawn = inventory.Date{}
		}
		res, err := Allocate(p)
		if err != nil {
			t.Fatal(err)
		}
		for k, out := range res.Rounds {
			for _, tier := range out.Tiers {
				for _, s := range res.Shares {
					if s.Application.Tier != tier.Tier.ID || tier.Approved == 0 {
						continue
					}
					var got cost.Cents
					for _, part := range s.PerRound[:k+1] {
						got += part
					}
					exact := new(big.Rat).Mul(big.NewRat(int64(tier.Total), int64(tier.Approved)), big.NewRat(int64(*s.Application.Approved), 1))
					off := new(big.Rat).Sub(big.NewRat(int64(got), 1), exact)
					if off.Abs(off).Cmp(big.NewRat(int64(k+1), 1)) > 0 {
						t.Fatalf("round %d: %s has %s, want %s to %d cents", k, s.Application.ID, got, exact.FloatString(3), k+1)
					}
				}
			}
		}
	})
}

func TestFactor(t *testing.T) {
	for _, c := range []struct {
		part, whole cost.Cents
		percent     string
		rate        string
	}{
		{0, 0, "", "0"}, {0, 5, "0%", "0"}, {5, 5, "100%", "1"}, {395, 1000, "39.5%", "0.395"}, {3945, 10000, "39.5%", "0.3945"},
		{39449, 100000, "39.4%", "0.39449"}, {1, 3, "33.3%", "0.333333333"}, {2, 3, "66.7%", "0.666666666"}, {1, 1_000_000, "<0.1%", "0.000001"},
		{5, 10_000, "0.1%", "0.0005"}, {4, 10_000, "<0.1%", "0.0004"}, {9995, 10_000, ">99.9%", "0.9995"}, {9994, 10_000, "99.9%", "0.9994"},
		{cost.Limit - 2, cost.Limit - 1, ">99.9%", "0.999999999"}, {cost.Limit - 1, cost.Limit - 1, "100%", "1"},
	} {
		f := Factor{c.part, c.whole}
		if f.Percent() != c.percent || f.Rate().String() != c.rate || f.Known() != (c.whole > 0) {
			t.Errorf("%d of %d: %s, %s; want %s, %s", c.part, c.whole, f.Percent(), f.Rate(), c.percent, c.rate)
		}
	}
}
