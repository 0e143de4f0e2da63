package work

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/programme"
	"github.com/riprep/riprep/pkg/filing"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
)

// Builtins is the SHA-256, in hex, of all rules, vendors, programmes, prices, products and forms that are built in, by the names
// and the bytes of their files.
func Builtins() string { return builtins() }

var builtins = sync.OnceValue(func() string { return digestOf(builtinSources()) })

// builtinSources are the files that are built in.
func builtinSources() []strict.Source {
	var r strict.Reader
	policy.Load(&r)
	programme.Load(&r)
	cost.LoadCatalog(&r)
	products.Load(&r)
	return slices.Concat(r.Sources(), filing.BuiltinSources())
}

// digestOf is a digest of files, in whatever order they are read.
func digestOf(sources []strict.Source) string {
	var lines []string
	for _, s := range sources {
		lines = append(lines, s.Path+" "+s.SHA256)
	}
	slices.Sort(lines)
	h := sha256.New()
	for _, line := range lines {
		fmt.Fprintln(h, line)
	}
	return hex.EncodeToString(h.Sum(nil))
}
