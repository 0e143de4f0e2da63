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

func drawWindow(t *rapid.T, name string) Window {
	// Ends that meet, or miss each other by a minute, are what matters.
	clock := rapid.OneOf(rapid.SampledFrom([]Clock{0, 1, 299, 300, 301, 1320, 1438, 1439}), rapid.Map(rapid.IntRange(0, dayMinutes-1), func(n int) Clock { return Clock(n) }))
	return Window{
		From: clock.Draw(t, name+" from"), To: clock.Draw(t, name+" to"),
		Days: rapid.SliceOfNDistinct(rapid.SampledFrom(Weekdays), 0, 3, rapid.ID).Draw(t, name+" days"),
	}
}

// TestWindows compares with a walk over all minutes of the week.
func TestWindows(t *testing.T) {
	met, missed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawWindow(t, "a"), drawWindow(t, "b")
		inA, inB := minutesOf(&a), minutesOf(&b)
		want := false
		for m := range inA {
			want = want || inA[m] && inB[m]
		}
		if got := a.Meets(&b); got != want {
			t.Fatalf("%s and %s meet: %t, want %t", &a, &b, got, want)
		}
		if a.Meets(&b) != b.Meets(&a) {
			t.Fatalf("%s and %s: one meets the other and is not met by it", &a, &b)
		}
		if want {
			met++
		} else {
			missed++
		}
		starts, n := a.Starts(), a.Minutes()
		if !slices.IsSorted(starts) || len(starts) == 0 {
			t.Fatalf("%s begins at %v", &a, starts)
		}
		var in [WeekMinutes]bool
		for _, s := range starts {
			for m := range n {
				in[(s+m)%WeekMinutes] = true
			}
		}
		if in != inA {
			t.Fatalf("%s begins at %v and takes %d minutes, which are others than those from %s to %s", &a, starts, n, a.From, a.To)
		}
	})
	if met < 10 || missed < 10 {
		t.Errorf("%d pairs met, %d missed: the drawing shows too little", met, missed)
	}
}

func TestWindowsThatTouch(t *testing.T) {
	window := func(from, to Clock, days ...string) *Window { return &Window{From: from, To: to, Days: days} }
	for _, c := range []struct {
		a, b *Window
		want bool
	}{
		{window(0, 300), window(300, 600), false},                        // one ends when the other begins
		{window(0, 301), window(300, 600), true},                         // a minute is enough
		{window(1320, 240, "sun"), window(0, 60, "mon"), true},           // over the end of the week
		{window(1320, 240, "sun"), window(240, 300, "mon"), false},       // which ends before
		{window(1320, 240, "mon"), window(0, 60, "mon"), false},          // begins on Monday evening
		{window(1320, 240, "mon"), window(0, 60, "tue"), true},           // and ends on Tuesday
		{window(600, 600, "wed"), window(599, 601, "thu"), true},         // a whole day
		{window(600, 600, "wed"), window(600, 601, "thu"), false},        // and not a minute longer
		{window(0, 300, "mon", "tue"), window(0, 300, "wed"), false},     // other days
		{window(0, 300), window(60, 120, "sun"), true},                   // every day
		{window(1439, 0, "sun"), window(0, 1, "mon"), false},             // the last minute of the week
		{window(1439, 1, "sun"), window(0, 1, "mon"), true},              // and one more
		{window(0, 0, "sun"), window(1439, 0, "sun"), true},              // midnight to midnight
		{window(0, 0, "sun"), window(0, 0, "mon"), false},                // and the next day
		{window(0, 0, "sat", "sun"), window(1400, 10, "fri"), true},      // into Saturday
		{window(700, 800, "mon", "fri"), window(750, 760, "fri"), true},  // one inside the other
		{window(700, 800, "mon", "fri"), window(750, 760, "tue"), false}, // on another day
	} {
		if got := c.a.Meets(c.b); got != c.want {
			t.Errorf("%s and %s meet: %t", c.a, c.b, got)
		}
	}
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
