package inventory

import (
	"fmt"
	"time"
)

// Date is a day of the Gregorian calendar without a clock or a zone, as days since 1970-01-01. The zero value of the
// type means "not stated"; 1970-01-01 itself cannot be expressed, which no inventory of this century needs.
type Date struct{ days int32 }

// FirstDate and LastDate are the first and the last day that a file may name.
var FirstDate, LastDate = dayOf(1971, time.January, 1), dayOf(2200, time.December, 31)

func dayOf(year int, month time.Month, day int) Date {
	return Date{int32(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)}
}

// ParseDate reads YYYY-MM-DD and nothing else.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 {
		return Date{}, fmt.Errorf("%q: not a date (want YYYY-MM-DD)", s)
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q: not a date (want YYYY-MM-DD)", s)
	}
	if d := dayOf(t.Date()); !d.Before(FirstDate) && !d.After(LastDate) {
		return d, nil
	}
	return Date{}, fmt.Errorf("%q: outside the years %d to %d", s, FirstDate.time().Year(), LastDate.time().Year())
}

// MustDate is ParseDate for constants in code; it panics on a fault.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether the date is not stated.
func (d Date) IsZero() bool { return d.days == 0 }

// String is YYYY-MM-DD, "" for a date that is not stated.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.time().Format(time.DateOnly)
}

// AddDays returns the date n days later.
func (d Date) AddDays(n int) Date { return Date{d.days + int32(n)} }

// Sub returns how many days d is after e.
func (d Date) Sub(e Date) int { return int(d.days - e.days) }

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.days < e.days }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return d.days > e.days }

// Compare is negative, zero or positive as d is before, on or after e.
func (d Date) Compare(e Date) int { return int(d.days) - int(e.days) }

// Year and month of the date.
func (d Date) Year() int { return d.time().Year() }

// Month is 1 to 12.
func (d Date) Month() int { return int(d.time().Month()) }

// Weekday is 0 on a Monday to 6 on a Sunday.
func (d Date) Weekday() int { return int(((d.days+3)%7 + 7) % 7) } // 1970-01-01 was a Thursday

// MonthDay returns the day of the year without the year.
func (d Date) MonthDay() MonthDay {
	t := d.time()
	return MonthDay{int8(t.Month()), int8(t.Day())}
}

// Quarter names the quarter, such as 2027-Q1.
func (d Date) Quarter() string {
	t := d.time()
	return fmt.Sprintf("%d-Q%d", t.Year(), (int(t.Month())+2)/3)
}

func (d Date) time() time.Time { return time.Unix(int64(d.days)*86400, 0).UTC() }

// MonthDay is a day that comes every year. In years without 02-29 a season that begins on it begins on 03-01, and one
// that ends on it ends on 02-28.
type MonthDay struct{ Month, Day int8 }

// ParseMonthDay reads MM-DD and nothing else.
func ParseMonthDay(s string) (MonthDay, error) {
	t, err := time.Parse(time.DateOnly, "2000-"+s)
	if err != nil || len(s) != 5 {
		return MonthDay{}, fmt.Errorf("%q: not a day of the year (want MM-DD)", s)
	}
	return MonthDay{int8(t.Month()), int8(t.Day())}, nil
}

func (m MonthDay) String() string { return fmt.Sprintf("%02d-%02d", m.Month, m.Day) }

func (m MonthDay) after(o MonthDay) bool {
	return m.Month > o.Month || m.Month == o.Month && m.Day > o.Day
}

// Contains reports whether the season from…to, both days included, contains the date. A season whose From is later in
// the year than its To goes over the new year.
func (c *Closure) Contains(d Date) bool {
	m := d.MonthDay()
	if c.From.after(c.To) {
		return !c.From.after(m) || !m.after(c.To)
	}
	return !c.From.after(m) && !m.after(c.To)
}
