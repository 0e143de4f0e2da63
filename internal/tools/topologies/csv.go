package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/pkg/inventory"
)

// convert reads a map and writes towns.csv and spans.csv into a folder that is there, over what has these names.
func convert(file, dir string) error {
	m, err := readMap(file)
	if err != nil {
		return err
	}
	towns, spans, err := m.writeCSV()
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for name, text := range map[string]string{"towns.csv": towns, "spans.csv": spans} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// writeCSV returns the two files that internal/tools/networks puts gear on: the towns numbered from 0, with the degrees in
// the words of the source, and a place without coordinates as a junction; the spans with km along a great circle, one
// decimal, empty where an end has no coordinates.
func (m *fibreMap) writeCSV() (towns, spans string, err error) {
	townRows := [][]string{{"id", "label", "lat", "lon", "junction"}}
	at := make([]*inventory.Location, len(m.towns))
	for i, t := range m.towns {
		row := []string{strconv.Itoa(i), t.label, t.lat, t.lon, ""}
		if t.lat == "" && t.lon == "" {
			row[4] = "yes"
		} else {
			at[i] = &inventory.Location{}
			if at[i].Lat, err = strconv.ParseFloat(t.lat, 64); err != nil {
				return "", "", fmt.Errorf("node %s: Latitude %q: not a number", t.id, t.lat)
			}
			if at[i].Lon, err = strconv.ParseFloat(t.lon, 64); err != nil {
				return "", "", fmt.Errorf("node %s: Longitude %q: not a number", t.id, t.lon)
			}
		}
		townRows = append(townRows, row)
	}
	spanRows := [][]string{{"a", "b", "km"}}
	for _, s := range m.spans {
		a, b := at[s[0]], at[s[1]]
		km := ""
		if a != nil && b != nil {
			km = strconv.FormatFloat(synth.Distance(*a, *b), 'f', 1, 64)
		}
		spanRows = append(spanRows, []string{strconv.Itoa(s[0]), strconv.Itoa(s[1]), km})
	}
	return lines(townRows), lines(spanRows), nil
}

func lines(rows [][]string) string {
	var out strings.Builder
	w := csv.NewWriter(&out)
	_ = w.WriteAll(rows) // a Builder takes all
	return out.String()
}
