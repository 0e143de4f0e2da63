// Command outlines makes the outlines that pkg/report/outline embeds, from two files in TopoJSON that the README beside them
// names. It imports pkg/report/outline alone. Begin with render.
//
//	go run ./internal/tools/outlines STATES COUNTRIES OUT
package main

import (
	"bytes"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: outlines STATES COUNTRIES OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintf(os.Stderr, "outlines: error: %v\n", err)
		os.Exit(1)
	}
}

func run(statesPath, countriesPath, out string) error {
	states, err := readTopology(statesPath, "states")
	if err != nil {
		return err
	}
	countries, err := readTopology(countriesPath, "countries")
	if err != nil {
		return err
	}
	var text bytes.Buffer
	render(&text, states, countries)
	return os.WriteFile(out, text.Bytes(), 0o644)
}
