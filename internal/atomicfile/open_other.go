//go:build !linux

package atomicfile

import (
	"io"
	"os"
)

func open(name string) (io.ReadCloser, error) { return os.Open(name) }
