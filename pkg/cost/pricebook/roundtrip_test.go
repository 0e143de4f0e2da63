package pricebook

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// style is one of the ways in which price books write amounts.
type style struct{ decimal, thousands, sign string }

var styles = []style{{".", "", ""}, {".", ",", "$"}, {",", ".", "US$"}, {",", " ", ""}, {".", "'", "USD"}}

// write writes an amount in the style.
func (s style) write(c cost.Cents) string {
	whole, cents, _ := strings.Cut(c.String(), ".")
	if s.thousands != "" {
		grouped, _, _ := strings.Cut(c.Grouped(), ".")
		whole = strings.ReplaceAll(grouped, ",", s.thousands)
	}
	return strings.TrimSpace(s.sign + " " + whole + s.decimal + cents)
}

func drawItems(t *rapid.T) []cost.Item {
	text := rapid.OneOf(
		rapid.SampledFrom([]string{"no", "a: b", "=1+1", "19\" rack", "Ω; x", "-", "@x", "Total"}),
		rapid.StringMatching(`[!-~é][ -~é]{0,20}[!-~é]`),
	)
	price := func(name string, least cost.Cents) *cost.Cents {
		if rapid.Bool().Draw(t, name+" known") {
			c := least + cost.Cents(rapid.Int64Range(0, 1<<40).Draw(t, name))
			return &c
		}
		return nil
	}
	var items []cost.Item
	for i := range rapid.IntRange(1, 4).Draw(t, "items") {
		it := cost.Item{
			ID: fmt.Sprintf("%d-%s", i, rapid.StringMatching(`[a-zA-Z0-9./:#-]{1,8}`).Draw(t, "id")), Layer: rapid.SampledFrom(cost.Layers).Draw(t, "layer"),
			Category: tidy(text.Draw(t, "category")), Name: tidy(text.Draw(t, "item")), Unit: "each", Currency: cost.DefaultCurrency,
			PriceYear: rapid.IntRange(cost.FirstYear, cost.LastYear).Draw(t, "year"), Source: tidy(text.Draw(t, "source")),
			Verified: rapid.Bool().Draw(t, "verified"), Confidence: rapid.SampledFrom(cost.Confidences).Draw(t, "confidence"),
		}
		it.Low = price("low", 0)
		it.Typical = price("typical", 1<<40)
		it.High = price("high", 1<<41)
		items = append(items, it)
	}
	return items
}

// row has the fields of an item in their order, its prices by write.
func row(it *cost.Item, write func(c cost.Cents) any) []any {
	price := func(c *cost.Cents) any {
		if c == nil {
			return ""
		}
		return write(*c)
	}
	return []any{
		it.ID, it.Layer, it.Category, it.Name, it.Unit, price(it.Low), price(it.Typical), price(it.High), it.Currency, it.PriceYear, it.Source,
		strconv.FormatBool(it.Verified), it.Confidence,
	}
}

// TestRoundTrip writes items as a price book in some style, imports it, writes the catalog and loads it: they are the same
// items still.
func TestRoundTrip(t *testing.T) {
	dir := t.TempDir()
	heads := strings.Join(fieldNames[:], ",")
	rapid.Check(t, func(rt *rapid.T) {
		items := drawItems(rt)
		s := rapid.SampledFrom(styles).Draw(rt, "style")
		m := readMap(t, full+fmt.Sprintf("number: {decimal: %q%s%s}\n", s.decimal, key("thousands", s.thousands), key("currency", s.sign)))
		var data []byte
		if rapid.Bool().Draw(rt, "workbook") {
			numbers := rapid.Bool().Draw(rt, "numbers")
			data = made(t, func(f *excelize.File) {
				put(f, "Sheet1", 3, anys(strings.Split(heads, ",")))
				for i := range items {
					put(f, "Sheet1", i+4, row(&items[i], func(c cost.Cents) any {
						if numbers {
							x, _ := strconv.ParseFloat(c.String(), 64)
							return x
						}
						return s.write(c)
					}))
				}
			})
		} else {
			var out bytes.Buffer
			w := csv.NewWriter(&out)
			w.Comma = rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(rt, "comma")
			_ = w.Write(strings.Split(heads, ","))
			for i := range items {
				var record []string
				for _, v := range row(&items[i], func(c cost.Cents) any { return s.write(c) }) {
					record = append(record, fmt.Sprint(v))
				}
				_ = w.Write(record)
			}
			w.Flush()
			data = out.Bytes()
		}
		var r strict.Reader
		b := read(&r, "p", data, m)
		if err := r.Faults().Err(); err != nil {
			rt.Fatalf("%s\n%s", err, data)
		}
		ignore := cmpopts.IgnoreFields(cost.Item{}, "Pos")
		if diff := cmp.Diff(items, b.Items, ignore); diff != "" {
			rt.Fatalf("(-written +imported):\n%s", diff)
		}
		var out bytes.Buffer
		if err := cost.WriteCatalog(&out, cost.Document{Items: b.Items}); err != nil {
			rt.Fatal(err)
		}
		path := filepath.Join(dir, "catalog.yaml")
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			rt.Fatal(err)
		}
		got := cost.ReadCatalog(&r, path).Items()
		if diff := cmp.Diff(items, got, ignore); diff != "" || r.Faults().Err() != nil {
			rt.Fatalf("%v (-written +loaded):\n%s", r.Faults(), diff)
		}
	})
}

func key(name, value string) string {
	if value == "" {
		return ""
	}
	if name == "currency" {
		return fmt.Sprintf(", currency: [%q]", value)
	}
	return fmt.Sprintf(", %s: %q", name, value)
}

func anys(ss []string) []any {
	out := make([]any, len(ss))
	for i, s := range ss {
		out[i] = s
	}
	return out
}

// TestSignificant compares with exact fractions: the digits that a spreadsheet keeps, a half up.
func TestSignificant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(
			rapid.Map(rapid.Float64Range(0, 1e12), func(x float64) string { return strconv.FormatFloat(x, 'g', 17, 64) }),
			rapid.StringMatching(`[0-9]{1,18}(\.[0-9]{1,18})?([eE][+-]?[0-9])?`),
		).Draw(t, "s")
		got, noise, err := significant(s)
		exact, ok := new(big.Rat).SetString(s)
		if !ok {
			t.Fatal(s)
		}
		limit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(20), nil))
		if err != nil {
			if exact.Cmp(limit) < 0 {
				t.Fatal(err)
			}
			return
		}
		want := new(big.Rat)
		if exact.Sign() > 0 {
			unit := big.NewRat(1, 1) // of the last digit that is kept: 10^14 ≤ exact / unit < 10^15
			ten, low, high := big.NewRat(10, 1), big.NewRat(1e14, 1), big.NewRat(1e15, 1)
			for new(big.Rat).Quo(exact, unit).Cmp(low) < 0 {
				unit.Quo(unit, ten)
			}
			for new(big.Rat).Quo(exact, unit).Cmp(high) >= 0 {
				unit.Mul(unit, ten)
			}
			half := new(big.Rat).Add(new(big.Rat).Quo(exact, unit), big.NewRat(1, 2))
			want.Mul(new(big.Rat).SetInt(new(big.Int).Quo(half.Num(), half.Denom())), unit)
		}
		value, ok := new(big.Rat).SetString(got)
		if !ok || value.Cmp(want) != 0 || noise != (want.Cmp(exact) != 0) {
			t.Fatalf("%s is %s (noise %v), want %s", s, got, noise, want.FloatString(20))
		}
	})
	for s, want := range map[string]string{
		"61727": "61727", "1.2E4": "12000", "0.30000000000000004": "0.3", "1234.5599999999999": "1234.56", "999999999999999.9": "1000000000000000", "-0": "0", "0.00": "0",
		"1e-9": "0.000000001", "12E-1": "1.2",
	} {
		if got, _, err := significant(s); got != want || err != nil {
			t.Errorf("%s is %s, %v; want %s", s, got, err, want)
		}
	}
	for _, s := range []string{"", "x", "1e", "1e999999999", "1.", ".5", "-1", "+1", "1_0", "0x1", "Inf", "NaN", strings.Repeat("1", 65), "1e300"} {
		if got, _, err := significant(s); err == nil {
			t.Errorf("%q is %s", s, got)
		}
	}
}

// TestPlain: texts that are amounts in a style, and texts that are none.
func TestPlain(t *testing.T) {
	us := number{decimal: ".", thousands: ",", signs: []string{"$", "USD"}}
	for s, want := range map[string]string{
		"1,234.50": "1234.5", "$ 1,234,567": "1234567", "0.5": "0.5", ".5": "0.5", "007": "7", "12 usd": "12", " 5 ": "5", "1234567.00": "1234567", "$.50": "0.5",
	} {
		if got, err := us.plain(s); got != want || err != nil {
			t.Errorf("%q is %s, %v; want %s", s, got, err, want)
		}
	}
	for _, s := range []string{"", "$", "1,23", "1,2345", "1234,567", ",123", "1.234.567", "1.", "€5", "5%", "1e3", "(5)", "-5", "5-", "1 234", "1,234.5,0", "٣"} {
		if got, err := us.plain(s); err == nil {
			t.Errorf("%q is %s", s, got)
		}
	}
	spaced := number{decimal: ",", thousands: " "}
	for s, want := range map[string]string{"1 234,5": "1234.5", "1\u00a0234\u202f567": "1234567"} {
		if got, err := spaced.plain(s); got != want || err != nil {
			t.Errorf("%q is %s, %v; want %s", s, got, err, want)
		}
	}
}
