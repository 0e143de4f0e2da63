package inventory

import (
	"testing"
	"time"
)

// Every day of the years that can be written is read, written and counted as the standard library counts it.
func TestDate(t *testing.T) {
	day := time.Date(1971, 1, 1, 0, 0, 0, 0, time.UTC)
	first := MustDate("1971-01-01")
	for n := 0; day.Year() <= 2200; n++ {
		text := day.Format(time.DateOnly)
		d, err := ParseDate(text)
		if err != nil || d.String() != text || d.Sub(first) != n || first.AddDays(n) != d || d.Year() != day.Year() || d.Month() != int(day.Month()) {
			t.Fatalf("%s: %v, %v, %d days", text, d, err, d.Sub(first))
		}
		day = day.AddDate(0, 0, 1)
	}
	for _, s := range []string{"", "2023-02-29", "2016-2-3", "2016-13-01", "2016/01/01", "1970-12-31", "2201-01-01", "2016-01-01 ", "０016-01-01"} {
		if d, err := ParseDate(s); err == nil || !d.IsZero() {
			t.Errorf("%q: %v", s, d)
		}
	}
	a, b := MustDate("2027-03-31"), MustDate("2027-04-01")
	if !a.Before(b) || b.Before(a) || a.Before(a) || !b.After(a) || a.After(b) || a.Compare(b) >= 0 || b.Compare(a) <= 0 || a.Compare(a) != 0 {
		t.Error("order")
	}
	if a.Quarter() != "2027-Q1" || b.Quarter() != "2027-Q2" || MustDate("2027-12-31").Quarter() != "2027-Q4" {
		t.Error("quarter")
	}
	if (Date{}).String() != "" {
		t.Error("a date that is not stated")
	}
}

func TestMonthDay(t *testing.T) {
	for s, ok := range map[string]bool{"01-01": true, "12-31": true, "02-29": true, "02-30": false, "13-01": false, "1-1": false, "": false, "01-01x": false} {
		if m, err := ParseMonthDay(s); (err == nil) != ok || ok && m.String() != s {
			t.Errorf("%q: %v, %v", s, m, err)
		}
	}
}

func TestClosureContains(t *testing.T) {
	day := func(s string) MonthDay { m, _ := ParseMonthDay(s); return m }
	for _, c := range []struct {
		from, to, date string
		want           bool
	}{
		{"06-01", "08-31", "2027-05-31", false},
		{"06-01", "08-31", "2027-06-01", true},
		{"06-01", "08-31", "2027-08-31", true},
		{"06-01", "08-31", "2027-09-01", false},
		{"12-01", "03-15", "2027-11-30", false},
		{"12-01", "03-15", "2027-12-01", true},
		{"12-01", "03-15", "2028-01-01", true},
		{"12-01", "03-15", "2028-03-15", true},
		{"12-01", "03-15", "2028-03-16", false},
		{"07-04", "07-04", "2027-07-04", true},
		{"07-04", "07-04", "2027-07-05", false},
		{"03-01", "02-28", "2028-02-29", false},
		{"02-29", "03-02", "2027-03-01", true},
		{"02-01", "02-29", "2027-02-28", true},
	} {
		closure := Closure{From: day(c.from), To: day(c.to)}
		if got := closure.Contains(MustDate(c.date)); got != c.want {
			t.Errorf("%s in %s…%s: %v", c.date, c.from, c.to, got)
		}
	}
}
