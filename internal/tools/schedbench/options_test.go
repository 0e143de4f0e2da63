package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Time ends a search, unless an effort is given; then only if both are.
func TestWhatEndsASearch(t *testing.T) {
	for _, c := range []struct {
		args   string
		limit  time.Duration
		effort int64
	}{
		{"-cores 2 x.sm", 10 * time.Second, 25_000_000},
		{"-time 3s -cores 1 x.sm", 3 * time.Second, 3_750_000},
		{"-effort 500 x.sm", 0, 500},
		{"-effort 500 -time 10s x.sm", 10 * time.Second, 500},
	} {
		o, err := parseOptions(strings.Fields(c.args), io.Discard)
		if err != nil || o.limit != c.limit || o.effort != c.effort {
			t.Errorf("%s: limit %v, effort %d, %v", c.args, o.limit, o.effort, err)
		}
		ctx, cancel := o.deadline(t.Context())
		if _, has := ctx.Deadline(); has != (c.limit > 0) {
			t.Errorf("%s: deadline %v", c.args, has)
		}
		cancel()
	}
	o, err := parseOptions(strings.Fields("-seed 7 -cores 3 -jobs 4 -ref r.csv -out o.csv a.sm b"), io.Discard)
	if err != nil || o.jobs != 4 || o.ref != "r.csv" || o.out != "o.csv" || len(o.paths) != 2 || o.generate != nil {
		t.Errorf("%+v, %v", o, err)
	}
	if e := o.engine(nil); e.Seed != 7 || e.Workers != 3 || e.Effort != 37_500_000 {
		t.Errorf("%+v", e)
	}
	o, err = parseOptions([]string{"-generate", "weighted:500:100:4:9"}, io.Discard)
	if err != nil || o.generate == nil || *o.generate != (weightedSize{500, 100, 4, 9}) {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestFaultsOfOptions(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone", "out.csv")
	for args, want := range map[string]string{
		"":                                  "no instance: name .sm or .mm files",
		"x.sm -time 3s":                     `path "-time": flags go before the paths`,
		"-time 0s x.sm":                     "-time 0s: want more than 0",
		"-time 10 x.sm":                     "invalid value",
		"-effort 0 x.sm":                    "-effort 0: want 1 to",
		"-effort 2000000000000000 x.sm":     "-effort 2000000000000000: want 1 to",
		"-cores 0 x.sm":                     "-cores 0: want 1 to 1024",
		"-jobs -1 x.sm":                     "-jobs -1: want 1 to 1024",
		"-out " + gone + " x.sm":            "the folder is not there",
		"-out testdata x.sm":                "is a folder: name a file in it",
		"-generate weighted:1:1:1:1 x.sm":   "leave out paths, -ref and -jobs",
		"-generate weighted:1:1:1:1 -ref=":  "",
		"-generate weighted:1:1:1:1 -ref=r": "leave out paths, -ref and -jobs",
		"-generate other:1:1:1:1":           `"other:1:1:1:1": want weighted:N:T:R:SEED`,
		"-generate weighted:1:1:1":          "want weighted:N:T:R:SEED",
		"-generate weighted:0:1:1:1":        `activities "0": want 1 to 100000`,
		"-generate weighted:1:10001:1:1":    `periods "10001": want 1 to 10000`,
		"-generate weighted:1:1:x:1":        `resources "x": want 1 to 64`,
		"-generate weighted:1:1:1:-1":       `seed "-1": want a whole number`,
	} {
		_, err := parseOptions(strings.Fields(args), io.Discard)
		if want == "" {
			if err != nil {
				t.Errorf("%q: %v", args, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q:\ngot  %v\nwant %s", args, err, want)
		}
	}
}
