package manifest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// manyFolders makes folders of operators, with two files of 8 KB in each that differ from those of the others.
func manyFolders(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	for i := range n {
		sub := filepath.Join(dir, fmt.Sprintf("op-%d", i))
		if err := os.Mkdir(sub, 0o777); err != nil {
			b.Fatal(err)
		}
		for _, name := range []string{"inventory.yaml", "scenario.yaml"} {
			text := fmt.Sprintf("# %d\n%s", i, strings.Repeat("x", 8<<10))
			if err := os.WriteFile(filepath.Join(sub, name), []byte(text), 0o666); err != nil {
				b.Fatal(err)
			}
		}
	}
	return dir
}

// BenchmarkFolders finds, digests and identifies 10,000 operators in folders of their own.
func BenchmarkFolders(b *testing.B) {
	const n = 10_000
	dir := manyFolders(b, n)
	for b.Loop() {
		if all, err := Read([]string{dir}, usual); err != nil || len(all.Units) != n {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/unit")
}

// BenchmarkMemory says what the units of a batch take: 1,000 operators under 24 changes each.
func BenchmarkMemory(b *testing.B) {
	dir := manyFolders(b, 1_000)
	o := usual
	o.Set, _ = ParseSet([]string{"crews.tower=1..6", "crews.ip=1..4"})
	var all *Batch
	var before, after runtime.MemStats
	for b.Loop() {
		all = nil
		runtime.GC()
		runtime.ReadMemStats(&before)
		all, _ = Read([]string{dir}, o)
		runtime.GC()
		runtime.ReadMemStats(&after)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(len(all.Units)), "B/unit")
	runtime.KeepAlive(all)
}
