package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestEveryCommandRaced: each command is in a script that the race detector looks at, and testdata/alone.txt names no script that is
// not there.
func TestEveryCommandRaced(t *testing.T) {
	list, err := os.ReadFile(filepath.Join("testdata", "alone.txt"))
	if err != nil {
		t.Fatal(err)
	}
	alone := map[string]bool{}
	for line := range strings.Lines(string(list)) {
		if name := strings.TrimSpace(line); !strings.HasPrefix(name, "#") {
			alone[name] = true
		}
	}
	paths, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var raced strings.Builder
	for _, path := range paths {
		if name := strings.TrimSuffix(filepath.Base(path), ".txtar"); alone[name] {
			delete(alone, name)
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		raced.Write(text)
	}
	for name := range alone {
		t.Errorf("alone.txt: no script %q", name)
	}
	commands := 0
	var look func(*cobra.Command)
	look = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			look(sub)
		}
		if c.Hidden || c.HasSubCommands() && !c.Runnable() || !c.HasParent() {
			return
		}
		commands++
		_, args, _ := strings.Cut(c.CommandPath(), " ")
		if !regexp.MustCompile(`(?m)^(exec riprep|code [0-9]+) ` + args + `\b`).MatchString(raced.String()) {
			t.Errorf("%s: in no script that the race detector looks at: testdata/script/each-command.txtar has the others", c.CommandPath())
		}
	}
	look(newRoot(&app{}))
	if commands < 20 {
		t.Errorf("%d commands", commands)
	}
}
