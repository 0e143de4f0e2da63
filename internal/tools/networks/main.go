// Command networks writes the inventory.yaml of each sample operator in testdata that stands on a published map of a real
// network: the towns and spans that towns.csv and spans.csv state, with gear put on them by the rule that
// testdata/us-carrier/README.md states. Begin with generate in rule.go; carrier.go says what is a carrier's own, and each
// has a file with it.
//
//	go generate ./internal/tools/networks
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run . ../../../testdata

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: networks TESTDATA")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintf(os.Stderr, "networks: error: %v\n", err)
		os.Exit(1)
	}
}

// run writes what is generated, below the folder testdata.
func run(testdata string) error {
	for _, c := range carriers {
		out, err := c.render(filepath.Join(testdata, filepath.FromSlash(c.maps)))
		if err != nil {
			return err
		}
		for _, dir := range c.folders {
			if err := os.WriteFile(filepath.Join(testdata, filepath.FromSlash(dir), "inventory.yaml"), out, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// render reads towns.csv and spans.csv in the folder and returns the inventory.
func (of *carrier) render(dir string) ([]byte, error) {
	m, err := readMap(dir)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := of.write(&out, of.generate(m)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
