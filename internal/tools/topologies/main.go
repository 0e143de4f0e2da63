// Command topologies counts what cuts a network, for every map of a folder in the Graph Modelling Language, as the Internet
// Topology Zoo has them: towns and spans that cut it alone and in pairs. Begin with measure in measure.go.
//
// With two arguments it writes a map down as the sample operators of testdata have it, see writeCSV in csv.go.
//
//	go run ./internal/tools/topologies FOLDER
//	go run ./internal/tools/topologies MAP.gml FOLDER
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	var err error
	switch len(os.Args) {
	case 2:
		err = run(os.Args[1], os.Stdout)
	case 3:
		err = convert(os.Args[1], os.Args[2])
	default:
		fmt.Fprintln(os.Stderr, "usage: topologies FOLDER | topologies MAP.gml FOLDER")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "topologies: error: %v\n", err)
		os.Exit(1)
	}
}

// run writes a row for every map of the folder, by name.
func run(dir string, out io.Writer) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.gml"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("%s: no file *.gml", dir)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "map\ttowns\tspans\ttowns that cut\tspans that cut\tsingle points\tpairs of towns\tof spans\tof both\ttime\t")
	for _, file := range files {
		m, err := readMap(file)
		if err != nil {
			return err
		}
		from := time.Now()
		r := measure(m)
		took := time.Since(from).Round(10 * time.Microsecond)
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t\n", strings.TrimSuffix(filepath.Base(file), ".gml"),
			r.towns, r.spans, r.cutTowns, r.cutSpans, r.singlePoints, r.townPairs, r.spanPairs, r.mixedPairs, took)
	}
	return w.Flush()
}
