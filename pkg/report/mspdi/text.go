package mspdi

import (
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/inventory"
)

// The hours of a day, and what follows from them.
const (
	dayStart, noon, afternoon, dayEnd = "08:00:00", "12:00:00", "13:00:00", "17:00:00"

	hoursPerDay   = 8
	minutesPerDay = 60 * hoursPerDay
	elapsedDay    = 24 * 60 * 10 // tenths of a minute
)

// Words of the schema that are numbers.
const (
	saveVersion     = 14
	fixedDuration   = 1
	inDays          = 7 // a format of durations
	inElapsedDays   = 8
	finishToStart   = 1
	notEarlier      = 4 // a constraint
	accrueAtStart   = 1
	accrueProrated  = 3
	workResource    = 1
	dailyException  = 1
	textField1      = 188743731 // Text1 of a task; those after it are three apart
	nameLimit       = 512       // characters of a name
	textLimit       = 255       // characters that Project keeps of a field Text1
	unitDecimals    = 1_000_000 // of a share of a crew
	noCalendar      = -1
	projectCalendar = 1
)

func from(d inventory.Date) string { return d.String() + "T" + dayStart }

func to(d inventory.Date) string { return d.String() + "T" + dayEnd }

// Day reads the day of a moment.
func Day(moment string) (inventory.Date, error) {
	if _, err := time.Parse("2006-01-02T15:04:05", moment); err != nil {
		return inventory.Date{}, fmt.Errorf("%q: not a moment (want YYYY-MM-DDTHH:MM:SS)", moment)
	}
	return inventory.ParseDate(moment[:len("2006-01-02")])
}

func hours(n int) string { return fmt.Sprintf("PT%dH0M0S", n) }

// share is a part of crews as a decimal. It is rounded down: together they are not to be more than there are.
func share(of, all int) string {
	n := of * unitDecimals / all
	if n%unitDecimals == 0 {
		return fmt.Sprint(n / unitDecimals)
	}
	return fmt.Sprintf("%d.%06d", n/unitDecimals, n%unitDecimals)
}

// name is text of somebody else's as one line, no longer than the schema allows.
func name(s string) string { return cut(s, nameLimit) }

// cut is one line of so many characters at most; what is cut ends in an ellipsis.
func cut(s string, limit int) string {
	s = sanitize.Terminal(s)
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-1]) + "…"
}
