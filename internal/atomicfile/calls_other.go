//go:build !linux

package atomicfile

import (
	"io"
	"io/fs"
	"os"
)

func open(name string) (io.ReadCloser, error) { return os.Open(name) }

func createNew(name string, perm fs.FileMode) (File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
}

func rename(from, to string) error { return os.Rename(from, to) }
