package main

import (
	"os"
	"runtime/metrics"
	"strconv"
	"strings"
)

// peakMemory is the most memory that the process had resident so far, in bytes. Where the system does not tell, it is what
// the runtime has mapped, which is never less than its own peak.
func peakMemory() int64 {
	if text, err := os.ReadFile("/proc/self/status"); err == nil {
		if n := highWater(string(text)); n > 0 {
			return n
		}
	}
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// highWater reads the line "VmHWM: n kB" of a process's status; 0 where there is none.
func highWater(status string) int64 {
	for line := range strings.Lines(status) {
		rest, ok := strings.CutPrefix(line, "VmHWM:")
		if !ok {
			continue
		}
		kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
		if err == nil {
			return kb << 10
		}
	}
	return 0
}
