package scenario

import "testing"

// Values at the edge of what a file or --set may say.
func TestEdges(t *testing.T) {
	for _, text := range []string{"0::00", "::000", "24:00", "00:60", "0:000", "00.00", "", "00:0"} {
		if c, err := parseClock(text); err == nil {
			t.Errorf("%q is read as %s", text, c)
		}
	}
	for text, want := range map[string]Clock{"00:00": 0, "23:59": 23*60 + 59, "09:30": 570} {
		if c, err := parseClock(text); err != nil || c != want {
			t.Errorf("%q: %v, %v", text, c, err)
		}
	}
	for _, word := range []string{"", "a b", "a\x1bb", "a\nb"} {
		if isPlaceWord(word) {
			t.Errorf("%q is taken for a word of a place", word)
		}
	}
	if !isPlaceWord("military-2") {
		t.Error("military-2 is no word of a place")
	}
	s := &Scenario{CleanPaths: []CleanPath{{Sites: []string{"a"}}, {Sites: []string{"b"}}}}
	if err := s.Set(Override{"clean_path.by", "2028-01-02"}); err != nil || s.CleanPaths[0].By.String() != "2028-01-02" || s.CleanPaths[1].By != s.CleanPaths[0].By {
		t.Errorf("both demands move: %v, %v", s.CleanPaths, err)
	}
	if at := s.Pos["clean_path[1].by"].String(); at != "--set clean_path.by" {
		t.Errorf("a fault of the day would stand at %q", at)
	}
	if err := s.Set(Override{"outage.subscriber_hours", "1099511627777"}); err == nil {
		t.Error("more hours than can be counted were taken")
	}
	if err := s.Set(Override{"funding.per_period", "0"}); err != nil || s.Funding.PerPeriod == nil || *s.Funding.PerPeriod != 0 {
		t.Errorf("a cap of nothing: %v, %v", s.Funding.PerPeriod, err)
	}
}
