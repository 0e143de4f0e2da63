package scenario

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// minutesOf marks the minutes of the week that a window takes in, one by one.
func minutesOf(w *Window) (in [WeekMinutes]bool) {
	for d, name := range Weekdays {
		if len(w.Days) > 0 && !slices.Contains(w.Days, name) {
			continue
		}
		for m := d*dayMinutes + int(w.From); ; m++ {
			if m > d*dayMinutes+int(w.From) && m%dayMinutes == int(w.To) {
				break
			}
			in[m%WeekMinutes] = true
		}
	}
	return in
}

func drawWindow(t *rapid.T) Window {
	// Ends that meet, or miss each other by a minute, are what matters.
	clock := rapid.OneOf(rapid.SampledFrom([]Clock{0, 1, 299, 300, 301, 1320, 1438, 1439}), rapid.Map(rapid.IntRange(0, dayMinutes-1), func(n int) Clock { return Clock(n) }))
	return Window{
		From: clock.Draw(t, "from"), To: clock.Draw(t, "to"),
		Days: rapid.SliceOfNDistinct(rapid.SampledFrom(Weekdays), 0, 3, rapid.ID).Draw(t, "days"),
	}
}

// TestWindows compares with a walk over all minutes of the week.
func TestWindows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWindow(t)
		starts, n := w.Starts(), w.Minutes()
		if !slices.IsSorted(starts) || len(starts) == 0 {
			t.Fatalf("%s begins at %v", &w, starts)
		}
		var in [WeekMinutes]bool
		for _, s := range starts {
			for m := range n {
				in[(s+m)%WeekMinutes] = true
			}
		}
		if in != minutesOf(&w) {
			t.Fatalf("%s begins at %v and takes %d minutes, which are others than those from %s to %s", &w, starts, n, w.From, w.To)
		}
	})
}

func TestWindowString(t *testing.T) {
	for _, c := range []struct {
		days []string
		want string
	}{
		{nil, "daily"}, {Weekdays, "daily"}, {[]string{"mon"}, "mon"}, {[]string{"tue", "mon"}, "mon-tue"},
		{[]string{"mon", "tue", "wed", "thu"}, "mon-thu"}, {[]string{"sun", "mon"}, "mon,sun"},
		{[]string{"mon", "wed", "thu", "sat", "sun"}, "mon,wed-thu,sat-sun"}, {[]string{"fri", "sat", "sun"}, "fri-sun"},
	} {
		w := &Window{From: 22*60 + 5, To: 4 * 60, Days: c.days}
		if got, want := w.String(), c.want+" 22:05-04:00"; got != want {
			t.Errorf("%v: %q, want %q", c.days, got, want)
		}
	}
}

// Every time of day is read as it is written, and nothing else is one.
func TestClock(t *testing.T) {
	for m := range dayMinutes {
		text := fmt.Sprintf("%02d:%02d", m/60, m%60)
		if c, err := parseClock(text); err != nil || int(c) != m || c.String() != text {
			t.Errorf("%s: %d, %v", text, c, err)
		}
	}
	for _, text := range []string{"", "0:00", "24:00", "23:60", "99:99", "0000", "00-00", "00:00:00", "+1:00", " 1:00", "1e:00", "٠٠:٠٠", "00:0x"} {
		if c, err := parseClock(text); err == nil {
			t.Errorf("%q was read as %s", text, c)
		}
	}
}
