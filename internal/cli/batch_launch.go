package cli

import (
	"os"
	"os/exec"
	"runtime"

	"github.com/riprep/riprep/pkg/batch/pool"
)

// launch starts a worker of a batch: this program again, as riprep batch child.
func (a *app) launch() (pool.Worker, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if runtime.GOOS == "linux" {
		// The program that runs, also where its file was replaced since: workers of another version would make other results.
		self = "/proc/self/exe"
	}
	cmd := exec.Command(self, "batch", "child")
	cmd.Args[0] = "riprep"
	return pool.Start(cmd)
}
