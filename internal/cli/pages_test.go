package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// pages are the files for people: README.md, those of docs, and those that lie beside samples.
func pages(t *testing.T) map[string]string {
	t.Helper()
	top := filepath.Join("..", "..")
	out := map[string]string{}
	for _, from := range []string{"README.md", "docs", "testdata"} {
		err := filepath.WalkDir(filepath.Join(top, from), func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".md" {
				return err
			}
			text, err := os.ReadFile(path)
			name, _ := filepath.Rel(top, path)
			out[filepath.ToSlash(name)] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

var (
	fences     = regexp.MustCompile("(?ms)^```[a-z]*\n(.*?)^```")
	inlines    = regexp.MustCompile("`([^`\n]+)`")
	ownCall    = regexp.MustCompile(`(?:^|[\s"'(/])riprep((?:\s+[^\s|;#&>)]+)+)`)
	lineJoin   = regexp.MustCompile(`\\\n\s*`)
	isFlag     = regexp.MustCompile(`^--?[a-z]`)
	isWord     = regexp.MustCompile(`^[a-z]+$`)
	notIn      = regexp.MustCompile(`[^a-z-].*$`)
	otherFlags = []string{"--array", "--jobs", "--signal", "--transferfile"} // of the schedulers in docs/recipes
)

// TestPagesFlags reads the pages for people as they do: each riprep command that they show must be there, with each flag that it
// is given, and a flag that stands alone must be one of some command.
func TestPagesFlags(t *testing.T) {
	root := newRoot(&app{})
	var every []*cobra.Command
	named := map[string][]*cobra.Command{}
	var gather func(*cobra.Command)
	gather = func(c *cobra.Command) {
		every = append(every, c)
		named[c.Name()] = append(named[c.Name()], c)
		for _, sub := range c.Commands() {
			gather(sub)
		}
	}
	gather(root)
	calls, lone := 0, 0
	for name, text := range pages(t) {
		var lines, words []string
		for _, m := range fences.FindAllStringSubmatch(text, -1) {
			lines = append(lines, strings.Split(lineJoin.ReplaceAllString(m[1], " "), "\n")...)
		}
		for _, m := range inlines.FindAllStringSubmatch(fences.ReplaceAllString(text, ""), -1) {
			words = append(words, m[1])
		}
		for _, line := range append(lines, words...) {
			for _, m := range ownCall.FindAllStringSubmatch(line, -1) {
				args := strings.Fields(m[1])
				if !isWord.MatchString(args[0]) {
					continue // riprep: error: …, and where riprep is the name of something else
				}
				calls++
				cmd, rest, err := root.Find(args)
				if err != nil || cmd == root {
					t.Errorf("%s: %q: no such command", name, "riprep "+args[0])
					continue
				}
				for _, f := range rest {
					if isFlag.MatchString(f) && !has(cmd, f) {
						t.Errorf("%s: %q: no flag %s", name, cmd.CommandPath(), f)
					}
				}
			}
		}
		for _, code := range words {
			args := strings.Fields(code)
			commands := named[args[0]]
			if args[0] == root.Name() {
				continue // looked at
			}
			if isFlag.MatchString(args[0]) {
				commands, args = every, append([]string{""}, args...)
			}
			for _, f := range args[1:] {
				if len(commands) == 0 || !strings.HasPrefix(f, "--") || len(f) < 4 {
					continue
				}
				lone++
				if !slices.Contains(otherFlags, notIn.ReplaceAllString(f, "")) && !slices.ContainsFunc(commands, func(c *cobra.Command) bool { return has(c, f) }) {
					t.Errorf("%s: `%s`: no flag %s", name, code, f)
				}
			}
		}
	}
	if calls < 90 || lone < 80 {
		t.Errorf("only %d commands and %d flags found: the test does not see the pages", calls, lone)
	}
}

// has reports whether a command has a flag, written as on a command line.
func has(c *cobra.Command, f string) bool {
	name := notIn.ReplaceAllString(f, "")
	if name == "--help" || name == "-h" {
		return true
	}
	if long, ok := strings.CutPrefix(name, "--"); ok {
		return c.Flag(long) != nil || c == c.Root() && long == "version"
	}
	c.InheritedFlags() // merges those of the commands above
	return c.Flags().ShorthandLookup(name[1:2]) != nil
}
