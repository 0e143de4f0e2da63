package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/riprep/riprep/pkg/inventory"
)

// fibreMap is the facts: towns by their number in the source, and spans between them.
type fibreMap struct {
	towns []town
	spans []span
}

type town struct {
	location *inventory.Location // nil where the source has none
	junction bool                // a place where fibres meet outside any town
	next     []int               // towns at the other ends of its spans, in the order of spans.csv
}

type span struct {
	a, b int
	km   *float64
}

func readMap(dir string) (*fibreMap, error) {
	m := &fibreMap{}
	err := records(filepath.Join(dir, "towns.csv"), 5, func(r []string) error {
		if r[0] != strconv.Itoa(len(m.towns)) {
			return fmt.Errorf("id %q: want %d", r[0], len(m.towns))
		}
		t := town{junction: r[4] == "yes"}
		if r[2] != "" || r[3] != "" {
			lat, err := strconv.ParseFloat(r[2], 64)
			if err != nil {
				return fmt.Errorf("lat %q: not a number", r[2])
			}
			lon, err := strconv.ParseFloat(r[3], 64)
			if err != nil {
				return fmt.Errorf("lon %q: not a number", r[3])
			}
			t.location = &inventory.Location{Lat: lat, Lon: lon}
		}
		m.towns = append(m.towns, t)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = records(filepath.Join(dir, "spans.csv"), 3, func(r []string) error {
		var s span
		for i, at := range []*int{&s.a, &s.b} {
			n, err := strconv.Atoi(r[i])
			if err != nil || n < 0 || n >= len(m.towns) {
				return fmt.Errorf("town %q: not known", r[i])
			}
			*at = n
		}
		if r[2] != "" {
			km, err := strconv.ParseFloat(r[2], 64)
			if err != nil {
				return fmt.Errorf("km %q: not a number", r[2])
			}
			s.km = &km
		}
		m.towns[s.a].next = append(m.towns[s.a].next, s.b)
		m.towns[s.b].next = append(m.towns[s.b].next, s.a)
		m.spans = append(m.spans, s)
		return nil
	})
	return m, err
}

// records calls each for every record after the heading.
func records(path string, fields int, each func([]string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = fields
	all, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for i, rec := range all {
		if i == 0 {
			continue
		}
		if err := each(rec); err != nil {
			return fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
	}
	return nil
}
