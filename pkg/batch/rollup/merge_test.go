package rollup

import (
	"slices"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	about := func(shard, effort string) []byte {
		return []byte(`{"riprep": "batch-run/v1", "engine": "v1", "spec": {"seed": 18446744073709551615, "effort": ` + effort + `}` + shard + `}`)
	}
	for name, c := range map[string]struct {
		list    []Shard
		missing []int
		n       int
		err     string
	}{
		"one":         {[]Shard{{"a", about("", "1")}}, nil, 0, ""},
		"all":         {[]Shard{{"a", about(`, "shard": "1/2"`, "1")}, {"b", about(`, "shard": "0/2"`, "1")}}, nil, 2, ""},
		"one short":   {[]Shard{{"a", about(`, "shard": "2/3"`, "1")}, {"b", about(`, "shard": "0/3"`, "1")}}, []int{1}, 3, ""},
		"effort":      {[]Shard{{"a", about("", "1")}, {"b", about("", "2")}}, nil, 0, "a and b are not of one batch: spec.effort is 1, and 2"},
		"counts":      {[]Shard{{"a", about(`, "shard": "0/2"`, "1")}, {"b", about(`, "shard": "0/3"`, "1")}}, nil, 0, "one of 2 shards, and one of 3"},
		"first short": {[]Shard{{"a", about(`, "shard": "1/2"`, "1")}}, []int{0}, 2, ""},
		"seed": {[]Shard{{"a", about("", "1")}, {"b", []byte(strings.Replace(string(about("", "1")), "1615", "1614", 1))}}, nil, 0,
			"a and b are not of one batch: spec.seed is 18446744073709551615, and 18446744073709551614"},
		"huge shard": {[]Shard{{"a", about(`, "shard": "0/1000001"`, "1")}}, nil, 0, "want i/n"},
		"bad shard":  {[]Shard{{"a", about(`, "shard": "3/3"`, "1")}}, nil, 0, "want i/n"},
		"torn":       {[]Shard{{"a", []byte(`{"x`)}}, nil, 0, "a/batch.json"},
	} {
		missing, n, err := Check(c.list)
		switch {
		case c.err == "" && (err != nil || n != c.n || !slices.Equal(missing, c.missing)):
			t.Errorf("%s: %v of %d, %v", name, missing, n, err)
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%s: error %v", name, err)
		}
	}
}
