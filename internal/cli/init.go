package cli

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/sanitize"
)

//go:embed starter/*.yaml
var starter embed.FS

// starterFiles are written in this order.
var starterFiles = []string{"inventory.yaml", "scenario.yaml"}

func newInit(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "write a first operator to start from",
		Long: `Writes inventory.yaml and scenario.yaml with comments into a folder, which is made where it is not there. Nothing that
exists is overwritten. riprep plan DIR accepts the files as they are.`,
		Args: exactly("DIR"),
		RunE: func(_ *cobra.Command, args []string) error { return a.init(args[0]) },
	}
}

func (a *app) init(dir string) error {
	for _, name := range starterFiles {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err == nil {
			return usage("give another folder, or move the file away", fmt.Errorf("%s: is there already, and is not overwritten", path))
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("init: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("init: %w", err)
	}
	for _, name := range starterFiles {
		text, err := starter.ReadFile("starter/" + name)
		if err != nil {
			return err
		}
		if err := a.writeFile(filepath.Join(dir, name), text); err != nil {
			return err
		}
	}
	return a.print(fmt.Sprintf("wrote %s and %s\nnow: riprep plan %s\n",
		filepath.Join(dir, starterFiles[0]), filepath.Join(dir, starterFiles[1]), sanitize.Shell(dir)))
}
