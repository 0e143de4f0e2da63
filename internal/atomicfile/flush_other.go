//go:build !linux

package atomicfile

import "errors"

func flush(string) error { return errors.ErrUnsupported }
