package main

import (
	"runtime"
	"testing"
)

func TestHighWater(t *testing.T) {
	for status, want := range map[string]int64{
		"":                                   0,
		"Name:\tschedbench\nVmRSS:\t 1 kB\n": 0,
		"VmPeak:\t 9 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n": 2 << 20,
		"VmHWM:\tunknown\n": 0,
	} {
		if got := highWater(status); got != want {
			t.Errorf("%q: %d, want %d", status, got, want)
		}
	}
}

// What was used stays in the peak after it is given back.
func TestPeakMemory(t *testing.T) {
	const size = 64 << 20
	block := make([]byte, size)
	for i := 0; i < size; i += 1 << 10 {
		block[i] = 1
	}
	runtime.KeepAlive(block)
	block = nil
	runtime.GC()
	if got := peakMemory(); got < size {
		t.Errorf("%d bytes, and %d were in use", got, size)
	}
}
