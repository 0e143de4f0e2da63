package round

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
)

// manyApplications is a round file with two rounds, the first of which does not reach.
func manyApplications(b testing.TB, n int) string {
	var s strings.Builder
	s.WriteString("riprep: round/v1\nprogramme: us-scrp\nsource: made up\nrounds:\n" +
		"  - {on: 2030-01-01, appropriation: 1895000000.00, administration: 3.3%}\n" +
		"  - {on: 2033-01-01, appropriation: 3080000000.00, administration: 0}\napplications:\n")
	for i := range n {
		fmt.Fprintf(&s, "  - {id: A%05d, applicant: Carrier %d, customers: %d, kind: other, approved: %d.%02d}\n", i, i, i*7919%2_100_000, 500_000+i*104_729%9_000_000, i%100)
	}
	path := filepath.Join(b.TempDir(), "round.yaml")
	if err := os.WriteFile(path, []byte(s.String()), 0o666); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkAllocate10000 divides two rounds among 10,000 applications that are loaded.
func BenchmarkAllocate10000(b *testing.B) {
	var r strict.Reader
	p := Load(&r, manyApplications(b, 10_000))
	if len(r.Faults()) > 0 {
		b.Fatal(r.Faults())
	}
	b.ReportAllocs()
	for b.Loop() {
		res, err := Allocate(p)
		if err != nil || res.Rounds[0].Left != 0 {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoad10000 reads them from a file.
func BenchmarkLoad10000(b *testing.B) {
	path := manyApplications(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		var r strict.Reader
		if p := Load(&r, path); len(r.Faults()) > 0 || len(p.Applications) != 10_000 {
			b.Fatal(r.Faults())
		}
	}
}
