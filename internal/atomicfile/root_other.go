//go:build !linux

package atomicfile

import "os"

func folderOf(*os.Root) *os.File { return nil }

func (r *Root) quick(string) *Opened { return nil }

func (r *Root) quickFolder(string) *os.File { return nil }
