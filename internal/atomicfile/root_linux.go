package atomicfile

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

func folderOf(r *os.Root) *os.File {
	dir, err := r.Open(".")
	if err != nil {
		return nil
	}
	return dir
}

// beneath is what the system may go through on the way to a name: what RESOLVE_BENEATH refuses, os.Root refuses, too.
const beneath = unix.RESOLVE_BENEATH | unix.RESOLVE_NO_MAGICLINKS

// openBelow opens a name in one call. Whatever the error, os.Root is asked next, and says it in its words.
func (r *Root) openBelow(name string, flags uint64) (fd int, ok bool) {
	if r.dir == nil {
		return 0, false
	}
	how := unix.OpenHow{Flags: flags | unix.O_RDONLY | unix.O_CLOEXEC, Resolve: beneath}
	fd, err := unix.Openat2(int(r.dir.Fd()), name, &how)
	return fd, err == nil
}

// quick opens an ordinary file; nil for all else.
func (r *Root) quick(name string) *Opened {
	fd, ok := r.openBelow(name, unix.O_NONBLOCK)
	if !ok {
		return nil
	}
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil || st.Mode&unix.S_IFMT != unix.S_IFREG {
		unix.Close(fd)
		return nil
	}
	return &Opened{ReadCloser: descriptor(fd), Size: st.Size}
}

// quickFolder opens a folder; nil for all else.
func (r *Root) quickFolder(name string) *os.File {
	fd, ok := r.openBelow(name, unix.O_DIRECTORY)
	if !ok {
		return nil
	}
	return os.NewFile(uintptr(fd), filepath.Join(r.Name(), filepath.FromSlash(name)))
}
