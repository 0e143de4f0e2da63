package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestByNumber(t *testing.T) {
	want := strings.Fields("j10_1.mm j30_1.sm j301_1.sm j301_2.sm j301_10.sm j302_1.sm j3010_1.sm k007_1.sm k7_1.sm k07_2.sm")
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, byNumber)
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	for _, a := range want {
		for _, b := range want {
			if byNumber(a, b) != -byNumber(b, a) || (byNumber(a, b) == 0) != (a == b) {
				t.Errorf("%s and %s have no order", a, b)
			}
		}
	}
}

func TestLoadAll(t *testing.T) {
	all, faults := loadAll([]string{"testdata/single", pairFile})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if len(all) != 2 || all[0].name != "tiny" || all[1].name != "pair" {
		t.Errorf("%d instances", len(all))
	}
	dir := t.TempDir()
	for _, name := range []string{"a1_10.sm", "a1_2.SM", "a1_1.mm", "a1_1.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text(t, tinyFile)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	all, faults = loadAll([]string{dir})
	if len(faults) > 0 || len(all) != 3 || all[0].name != "a1_1" || all[1].name != "a1_2" || all[2].name != "a1_10" {
		t.Errorf("%d instances, %v", len(all), faults)
	}
}

func TestFaultsOfPaths(t *testing.T) {
	dir := t.TempDir()
	put := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	put("empty/notes.txt", "")
	put("folder/x.sm/y", "")
	put("table/=1+1.sm", text(t, tinyFile))
	broken := put("two/a.sm", "jobs")
	put("two/b.sm", "jobs")
	large := put("large.sm", strings.Repeat("*", maxFile+1))
	for _, c := range []struct {
		paths []string
		want  []string
	}{
		{[]string{filepath.Join(dir, "gone.sm")}, []string{"gone.sm: no such file"}},
		{[]string{filepath.Join(dir, "empty")}, []string{"no .sm or .mm file lies in this folder"}},
		{[]string{filepath.Join(dir, "folder")}, []string{"no .sm or .mm file lies in this folder"}},
		{[]string{filepath.Join(dir, "table")}, []string{"no .sm or .mm file lies in this folder"}},
		{[]string{filepath.Join(dir, "table", "=1+1.sm")}, []string{"not an instance: want a name of plain letters"}},
		{[]string{filepath.Join(dir, "empty", "notes.txt")}, []string{"not an instance"}},
		{[]string{tinyFile, "testdata/single"}, []string{"instance tiny is in " + tinyFile + " already"}},
		{[]string{filepath.Join(dir, "two"), large}, []string{broken + ":1:", "b.sm:1:", "larger than"}},
	} {
		_, faults := loadAll(c.paths)
		if len(faults) != len(c.want) {
			t.Errorf("%v: %d faults, want %d: %v", c.paths, len(faults), len(c.want), faults)
			continue
		}
		for i, want := range c.want {
			if !strings.Contains(faults[i].Error(), want) {
				t.Errorf("%v:\ngot  %v\nwant %s", c.paths, faults[i], want)
			}
		}
	}
}
