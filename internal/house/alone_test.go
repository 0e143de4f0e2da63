package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"testing"
)

// TestAlone: the packages that trials.Main keeps from the race detector start no goroutine, and their tests do not either.
func TestAlone(t *testing.T) {
	root := filepath.Join("..", "..")
	packages := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "alone_main_test.go" {
			return err
		}
		packages++
		paths, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.go"))
		if err != nil {
			return err
		}
		for _, path := range paths {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			for _, pos := range starts(file) {
				t.Errorf("%s: starts a goroutine: remove alone_main_test.go beside it, so that the race detector sees it", fset.Position(pos))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if packages < 10 {
		t.Errorf("%d packages without the race detector: they are not found", packages)
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
