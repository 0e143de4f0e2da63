package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// figure is a number that may be unknown.
type figure struct {
	n     int64
	known bool
}

func known(n int64) figure { return figure{n, true} }

// String is empty where the figure is unknown.
func (f figure) String() string {
	if !f.known {
		return ""
	}
	return strconv.FormatInt(f.n, 10)
}

// reference is what is known of the least makespan of an instance.
type reference struct {
	lower  figure
	best   figure // a makespan that somebody reached
	second figure // what the solver that lower is from reached
}

// columns tells where the figures of a reference stand, by the heading of the table. The tables of single-mode instances
// have one value, those of multi-mode ones the library's and a second solver's.
type columns struct{ instance, lower, best, second string }

var tables = []columns{
	{instance: "instance", lower: "best_lb", best: "best_ub"},
	{instance: "instance", lower: "cpo_lb", best: "psplib", second: "cpo_ub"},
}

// bounds gives the best bounds that a reference holds. CP Optimizer's columns of multi-mode instances count every unit by
// which a non-renewable resource is overdrawn as a thousand periods; a value above the horizon is such a sum, no makespan,
// and the bound beside it is one of that sum.
func (r reference) bounds(horizon int64) (lower, upper figure) {
	lower, upper = r.lower, r.best
	if !r.second.known {
		return lower, upper
	}
	if r.second.n > horizon {
		return figure{}, upper
	}
	if !upper.known || r.second.n < upper.n {
		upper = r.second
	}
	return lower, upper
}

// loadReferences reads a table of best results: CSV with a heading.
func loadReferences(path string) (map[string]reference, error) {
	data, err := readLimited(path)
	if err != nil {
		return nil, err
	}
	return parseReferences(path, data)
}

func parseReferences(path string, data []byte) (map[string]reference, error) {
	r := csv.NewReader(bytes.NewReader(data))
	heading, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: no heading: %w", path, err)
	}
	at := slices.IndexFunc(tables, func(c columns) bool {
		return slices.Contains(heading, c.instance) && slices.Contains(heading, c.lower) && slices.Contains(heading, c.best)
	})
	if at < 0 {
		return nil, fmt.Errorf("%s:1: columns %.80q: want instance, best_lb and best_ub, or instance, psplib, cpo_ub and cpo_lb",
			path, heading)
	}
	all := map[string]reference{}
	for {
		record, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err) // it names the line
		}
		line, _ := r.FieldPos(0)
		name, ref, err := tables[at].read(heading, record)
		if _, twice := all[name]; err == nil && twice {
			err = fmt.Errorf("instance %.40q is there twice", name)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		all[name] = ref
	}
}

// read takes one record apart.
func (c columns) read(heading, record []string) (name string, ref reference, err error) {
	for i, column := range heading {
		switch column {
		case c.instance:
			name = record[i]
		case c.lower:
			ref.lower, err = parseFigure(record[i])
		case c.best:
			ref.best, err = parseFigure(record[i])
		case c.second:
			ref.second, err = parseFigure(record[i])
		}
		if err != nil {
			return name, ref, fmt.Errorf("%s: %w", column, err)
		}
	}
	return name, ref, nil
}

// parseFigure reads a number. A bound between two integers is one for the upper of them; solvers print such bounds with a
// tolerance.
func parseFigure(text string) (figure, error) {
	const tolerance = 1e-6
	if text == "" {
		return figure{}, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !(x >= 0 && x <= 1<<50) {
		return figure{}, fmt.Errorf("%.40q: want a number that is not negative, or nothing", text)
	}
	return known(int64(math.Ceil(x - tolerance))), nil
}
