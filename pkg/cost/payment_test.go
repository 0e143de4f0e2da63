package cost

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Whatever the terms, the payments of a line are the line, to the cent, and none counts for more than it is.
func TestInstallmentsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Int64Range(0, int64(FullRate)).Draw(t, "order")
		delivery := rapid.Int64Range(0, int64(FullRate)-order).Draw(t, "delivery")
		f := Funding{Payments: []PaymentRule{{Terms: Terms{Rate(order), Rate(delivery), FullRate - Rate(order+delivery)}}}}
		if rapid.Bool().Draw(t, "no terms") {
			f.Payments = nil
		}
		total := rapid.OneOf(rapid.Int64Range(0, 30), rapid.Int64Range(0, int64(Limit)-1)).Draw(t, "total")
		line := Line{Known: true, Total: Cents(total), Counted: Cents(rapid.Int64Range(0, total).Draw(t, "counted"))}
		parts, err := line.Installments(&f)
		if err != nil {
			t.Fatal(err)
		}
		var spend, counted Cents
		for _, p := range parts {
			if p.Spend <= 0 || p.Counted < 0 || p.Counted > p.Spend {
				t.Fatalf("%+v", p)
			}
			spend, counted = spend+p.Spend, counted+p.Counted
		}
		if spend != line.Total || counted != line.Counted {
			t.Fatalf("%s and %s counted, of a line of %s and %s: %+v", spend, counted, line.Total, line.Counted, parts)
		}
	})
}

func TestInstallmentsByHand(t *testing.T) {
	f := Funding{Payments: []PaymentRule{
		{Items: []string{"core.epc"}, Terms: Terms{Order: FullRate}},
		{Categories: []string{"equipment"}, Tags: []Tag{Replacement}, Terms: Terms{300_000_000, 600_000_000, 100_000_000}},
		{Layers: []string{"services"}, Terms: Terms{Delivery: 500_000_000, Acceptance: 500_000_000}},
	}}
	line := func(item, category, layer string, tag Tag, total, counted Cents) Line {
		return Line{Item: item, Category: category, Layer: layer, Tag: tag, Known: true, Total: total, Counted: counted}
	}
	for _, tt := range []struct {
		name string
		line Line
		want []Installment
	}{
		// 0.3, 0.6 and 0.1 of 1,000.05 are 300.015, 600.03 and 100.005: one cent is left, and of the equal halves the first
		// takes it. Of 500.01 counted, in proportion to these: 150.0055…, 300.0060… and 49.9985…: two cents are left, for the
		// acceptance (.85 of one) and the delivery (.60).
		{"the second rule", line("ran.x", "equipment", "radio", Replacement, 1_000_05, 500_01),
			[]Installment{{AtOrder, 300_02, 150_00}, {AtDelivery, 600_03, 300_01}, {AtAcceptance, 100_00, 50_00}}},
		{"the first rule before it", line("core.epc", "equipment", "core", Replacement, 7, 3), []Installment{{AtOrder, 7, 3}}},
		{"another tag", line("ran.x", "equipment", "radio", Removal, 7, 3), []Installment{{AtStart, 7, 3}}},
		{"a cent in halves", line("svc.x", "services", "services", Disposal, 1, 1), []Installment{{AtDelivery, 1, 1}}},
		{"no price", Line{Category: "equipment", Tag: Replacement}, nil},
	} {
		got, err := tt.line.Installments(&f)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
