package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestAlone: the packages that make test keeps from the race detector start no goroutine, and their tests do not either.
func TestAlone(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "trials", "alone.txt"))
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	for name := range strings.Lines(string(text)) {
		if strings.HasPrefix(name, "#") {
			continue
		}
		dir, ours := strings.CutPrefix(strings.TrimSpace(name), module)
		paths, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(dir), "*.go"))
		if err != nil || !ours || len(paths) == 0 {
			t.Errorf("alone.txt: %q: no package of ours: %v", strings.TrimSpace(name), err)
		}
		for _, path := range paths {
			files++
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Error(err)
				continue
			}
			for _, pos := range starts(file) {
				t.Errorf("%s: starts a goroutine: take %s out of internal/trials/alone.txt, so that the race detector sees it", fset.Position(pos), dir)
			}
		}
	}
	if files < 100 {
		t.Errorf("%d files of packages of one goroutine: that is not all of them", files)
	}
}

// starts finds what starts goroutines in a file: go statements, and calls of the names that do it by themselves.
func starts(file *ast.File) (at []token.Pos) {
	names := []string{"Go", "Parallel", "RunParallel", "AfterFunc", "NewServer", "NewTLSServer", "Serve", "ListenAndServe"}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			at = append(at, n.Pos())
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains(names, sel.Sel.Name) {
				at = append(at, n.Pos())
			}
		}
		return true
	})
	return at
}

// TestStarts: each way to start a goroutine is seen.
func TestStarts(t *testing.T) {
	for text, want := range map[string]int{
		"go f()":                  1,
		"go func() { go f() }()":  2,
		"wg.Go(func() {})":        1,
		"t.Parallel()":            1,
		"time.AfterFunc(0, nil)":  1,
		"func() { wg.Go(nil) }()": 1,
		"f(); g.Got()":            0,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc _() { "+text+" }", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(starts(file)); got != want {
			t.Errorf("%s: %d goroutines, want %d", text, got, want)
		}
	}
}
