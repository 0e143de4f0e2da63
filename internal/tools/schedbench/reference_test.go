package main

import (
	"strings"
	"testing"
)

func TestReferences(t *testing.T) {
	for _, c := range []struct {
		name, table  string
		lower, upper string // of the instance x with a horizon of 100
	}{
		{"single mode", "instance,best_lb,best_ub,closed\nx,40,43,0\n", "40", "43"},
		{"other order", "best_ub,instance,best_lb\n43,x,40\n", "40", "43"},
		{"nothing known", "instance,best_lb,best_ub\nx,,\n", "", ""},
		{"several modes", "instance,psplib,cpo_status,cpo_ub,cpo_lb\nx,17,Optimum,17,17\n", "17", "17"},
		{"second solver is better", "instance,psplib,cpo_status,cpo_ub,cpo_lb\nx,51,Optimum,50,50\n", "50", "50"},
		{"second solver is worse", "instance,psplib,cpo_status,cpo_ub,cpo_lb\nx,54,Solution,55,35\n", "35", "54"},
		{"second solver alone", "instance,psplib,cpo_status,cpo_ub,cpo_lb\nx,,Optimum,47,47\n", "47", "47"},
		{"a bound between integers", "instance,psplib,cpo_status,cpo_ub,cpo_lb\nx,54,Solution,55,38.02\n", "39", "54"},
		{"a bound within the tolerance", "instance,psplib,cpo_status,cpo_ub,cpo_lb\nx,54,Solution,55,38.0000001\n", "38", "54"},
		{"overdrawn budgets", "instance,psplib,cpo_status,cpo_ub,cpo_lb\nx,,Solution,9050,91.28\n", "", ""},
		{"overdrawn, but the library knows better", "instance,psplib,cpo_status,cpo_ub,cpo_lb\nx,60,Solution,1070,99\n", "", "60"},
	} {
		all, err := parseReferences("ref.csv", []byte(c.table))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		lower, upper := all["x"].bounds(100)
		if lower.String() != c.lower || upper.String() != c.upper {
			t.Errorf("%s: %q and %q, want %q and %q", c.name, lower, upper, c.lower, c.upper)
		}
	}
}

func TestFaultsOfReferences(t *testing.T) {
	for table, want := range map[string]string{
		"":                    "no heading",
		"instance,makespan\n": `ref.csv:1: columns ["instance" "makespan"]: want instance, best_lb and best_ub, or`,
		"instance,best_lb,best_ub\nx,1,2\nx,1,2\n":           `ref.csv:3: instance "x" is there twice`,
		"instance,best_lb,best_ub\nx,1,many\n":               `ref.csv:2: best_ub: "many": want a number`,
		"instance,best_lb,best_ub\nx,-1,2\n":                 `ref.csv:2: best_lb: "-1": want a number that is not negative`,
		"instance,best_lb,best_ub\nx,NaN,2\n":                `ref.csv:2: best_lb: "NaN"`,
		"instance,best_lb,best_ub\nx,1,1e300\n":              `ref.csv:2: best_ub: "1e300"`,
		"instance,best_lb,best_ub\nx,1\n":                    "ref.csv: record on line 2: wrong number of fields",
		"instance,psplib,cpo_status,cpo_ub,cpo_lb\nx,?,,,\n": `ref.csv:2: psplib: "?"`,
	} {
		if _, err := parseReferences("ref.csv", []byte(table)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q:\ngot  %v\nwant %s", table, err, want)
		}
	}
}

func FuzzReferences(f *testing.F) {
	f.Add(text(f, "testdata/single/tiny.csv"), int64(10))
	f.Add(text(f, "testdata/modes/modes.csv"), int64(10))
	f.Fuzz(func(t *testing.T, data string, horizon int64) {
		all, err := parseReferences("fuzz.csv", []byte(data))
		if err != nil {
			return
		}
		for name, ref := range all {
			if lower, upper := ref.bounds(horizon); lower.known && lower.n < 0 || upper.known && upper.n < 0 {
				t.Errorf("%q: negative bounds %v and %v", name, lower, upper)
			}
		}
	})
}
