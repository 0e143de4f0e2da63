package mspdi_test

import (
	"strconv"
	"strings"
	"testing"
)

// TestCrews: on no day is a crew assigned more than there are, and together they work the days of the plan.
func TestCrews(t *testing.T) {
	for name, d := range documents(t) {
		file, _, byUID := read(t, encode(t, d))
		units := map[[2]int]int{} // resource and day → millionths
		hours := 0
		for _, a := range file.Assignments {
			task := byUID[a.TaskUID]
			for n := day(t, task.Start); n <= day(t, task.Finish); n++ {
				units[[2]int{a.ResourceUID, n}] += millionths(t, a.Units)
			}
			n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(a.Work, "PT"), "H0M0S"))
			if err != nil {
				t.Fatal(err)
			}
			hours += n
		}
		for key, n := range units {
			r := &file.Resources[key[0]-1]
			there := r.MaxUnits
			if r.AvailabilityPeriods != nil {
				for _, p := range r.AvailabilityPeriods.AvailabilityPeriod {
					if day(t, p.AvailableFrom) <= key[1] && key[1] <= day(t, p.AvailableTo) {
						there = p.AvailableUnits
					}
				}
			}
			if n > millionths(t, there) {
				t.Errorf("%s: %d millionths of %s on a day on which there are %s", name, n, r.Name, there)
			}
		}
		days := 0
		for i := range d.Plan.Periods {
			for _, c := range d.Plan.Periods[i].Crews {
				days += c.Days
			}
		}
		if hours != 8*days || hours == 0 {
			t.Errorf("%s: crews work %d hours, the plan has %d days", name, hours, days)
		}
	}
}

func millionths(t *testing.T, units string) int {
	t.Helper()
	f, err := strconv.ParseFloat(units, 64)
	if err != nil {
		t.Fatal(err)
	}
	return int(f*1e6 + 0.5)
}

// TestCrewChanges: where crews are fewer for a month, the file says so.
func TestCrewChanges(t *testing.T) {
	text := string(encode(t, documents(t)["pilot-cluster"]))
	for _, want := range []string{
		"<AvailableFrom>2027-02-01T00:00:00</AvailableFrom>\n     <AvailableTo>2027-02-28T23:59:00</AvailableTo>\n     <AvailableUnits>1</AvailableUnits>",
		"<AvailableFrom>2027-03-01T00:00:00</AvailableFrom>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
}
