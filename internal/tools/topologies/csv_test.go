package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestConvert(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "pond.gml")
	write := func(text string) {
		if err := os.WriteFile(source, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// A degree of longitude on the equator is 111.195 km.
	write(`graph [
		node [ id 4 label "West, pier" Latitude 0 Longitude -1.50 ] node [ id 6 label "East" Latitude 0 Longitude -0.5 ] node [ id 9 label "9" hyperedge 1 ]
		edge [ source 6 target 4 ] edge [ source 4 target 6 ] edge [ source 9 target 6 ] ]`)
	if err := convert(source, dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"towns.csv": "id,label,lat,lon,junction\n0,\"West, pier\",0,-1.50,\n1,East,0,-0.5,\n2,9,,,yes\n",
		"spans.csv": "a,b,km\n0,1,111.2\n1,2,\n",
	} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s:\n%swant\n%s", name, got, want)
		}
	}

	for _, c := range []struct{ node, want string }{
		{"id 4 Latitude north Longitude 3", `node 4: Latitude "north": not a number`},
		{"id 4 Latitude 3", `node 4: Longitude "": not a number`},
	} {
		write("graph [ node [ " + c.node + " ] ]")
		if err := convert(source, dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.node, err, c.want)
		}
	}
	if err := convert(filepath.Join(dir, "none.gml"), dir); err == nil {
		t.Error("a map that is not there is no error")
	}
}

// The sample operators stand on the maps as they were published.
func TestSamplesArePublishedMaps(t *testing.T) {
	source := published(t)
	for name, folder := range map[string]string{
		"UsCarrier.gml": "us-carrier", "Syringa.gml": "networks/syringa", "VisionNet.gml": "networks/vision-net", "Noel.gml": "networks/noel",
	} {
		dir := t.TempDir()
		if err := convert(filepath.Join(source, name), dir); err != nil {
			t.Error(err)
			continue
		}
		for _, file := range []string{"towns.csv", "spans.csv"} {
			got, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", filepath.FromSlash(folder), file))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("testdata/%s/%s is not what %s gives", folder, file, name)
			}
		}
	}
}
