// Command uscarrier writes testdata/us-carrier/inventory.yaml: the towns and spans of a real network, with gear put on
// them by the rule that the README beside the data states. Begin with generate in rule.go.
//
//	go generate ./internal/tools/uscarrier
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run . ../../../testdata/us-carrier

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: uscarrier FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintf(os.Stderr, "uscarrier: error: %v\n", err)
		os.Exit(1)
	}
}

// run reads towns.csv and spans.csv in the folder and writes inventory.yaml beside them.
func run(dir string) error {
	out, err := render(dir)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "inventory.yaml"), out, 0o644)
}

// render returns what run writes.
func render(dir string) ([]byte, error) {
	m, err := readMap(dir)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := write(&out, generate(m)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
