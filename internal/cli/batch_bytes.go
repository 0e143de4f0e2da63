package cli

import (
	"fmt"
	"strconv"
	"strings"
)

// memory is a flag of a number of bytes, as people write it: 2GiB, 512MiB, 0 for no limit.
type memory int64

var memoryUnits = []struct {
	name  string
	bytes int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}}

// Set reads the flag.
func (m *memory) Set(text string) error {
	number, unit := text, int64(1)
	for _, u := range memoryUnits {
		if rest, ok := strings.CutSuffix(text, u.name); ok {
			number, unit = rest, u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 0 || n > (1<<50)/unit || unit == 1 && n != 0 {
		return fmt.Errorf("%q: want a size such as 2GiB or 512MiB, or 0 for no limit", text)
	}
	*m = memory(n * unit)
	return nil
}

// Type names the kind of flag.
func (m *memory) Type() string { return "size" }

func (m *memory) String() string {
	for _, u := range memoryUnits {
		if n := int64(*m); n > 0 && n%u.bytes == 0 {
			return strconv.FormatInt(n/u.bytes, 10) + u.name
		}
	}
	return "0"
}
