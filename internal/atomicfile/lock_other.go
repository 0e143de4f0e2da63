//go:build !unix || solaris || aix

package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// lock takes a file by making it: where the process ends before it gives it back, the file must be removed by hand.
func lock(name string) (io.Closer, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil, ErrLocked
	}
	if err != nil {
		return nil, err
	}
	return held{f}, nil
}

type held struct{ *os.File }

func (h held) Close() error {
	h.File.Close()
	return os.Remove(h.Name())
}
