package inventory

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"gopkg.in/yaml.v3"
)

// fleet writes an inventory of n elements, four to a site, in the style that people and exports use: about 300 bytes for
// an element.
func fleet(n int) []byte {
	var b bytes.Buffer
	b.WriteString("riprep: inventory/v1\noperator: {id: big, name: Big Rural, frn: \"0012345678\", customers: 900000, kind: etc}\nsites:\n")
	for s := range (n + 3) / 4 {
		fmt.Fprintf(&b, "  - id: site-%05d\n    name: Site number %d\n    kind: tower\n    location: {lat: %.4f, lon: %.4f}\n    region: south-east\n    subscribers: %d\n    application: A1\n",
			s, s, 30+float64(s%9000)/1000, -100+float64(s%7000)/500, s%900)
	}
	b.WriteString("elements:\n")
	roles := [4]string{"router", "baseband", "radio", "antenna"}
	for e := range n {
		site, k := e/4, e%4
		domain, up := "ran", fmt.Sprintf("e-%05d-router", site)
		if k == 0 {
			domain, up = "transport", fmt.Sprintf("e-%05d-router", max(site-1, 0)/2)
			if site == 0 {
				up = "e-00000-radio"
			}
		}
		fmt.Fprintf(&b, "  - id: e-%05d-%s\n    site: site-%05d\n    domain: %s\n    role: %s\n    vendor: Huawei\n    model: BBU3910 revision %d\n    part_number: \"0231%06d\"\n    quantity: 1\n    generations: [2g, 4g]\n    acquired: 2016-05-%02d\n    serials: [\"2102311%08d\"]\n    uplinks: [%s]\n",
			site, roles[k], site, domain, roles[k], e%7, e, 1+e%28, e, up)
	}
	return b.Bytes()
}

func BenchmarkLoad50k(b *testing.B) {
	text := fleet(50_000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r := &strict.Reader{}
		inv := Parse(r, "fleet.yaml", text)
		if len(inv.Elements) != 50_000 || r.Faults() != nil {
			b.Fatal(len(inv.Elements), r.Faults())
		}
	}
}

// What the library needs to decode the same text into plain structs, unknown keys refused: the yardstick of Load.
type (
	plainFile struct {
		Riprep   string         `yaml:"riprep"`
		Operator plainOperator  `yaml:"operator"`
		Sites    []plainSite    `yaml:"sites"`
		Elements []plainElement `yaml:"elements"`
	}
	plainOperator struct {
		ID        string `yaml:"id"`
		Name      string `yaml:"name"`
		FRN       string `yaml:"frn"`
		Customers int    `yaml:"customers"`
		Kind      string `yaml:"kind"`
	}
	plainSite struct {
		ID       string `yaml:"id"`
		Name     string `yaml:"name"`
		Kind     string `yaml:"kind"`
		Location struct {
			Lat float64 `yaml:"lat"`
			Lon float64 `yaml:"lon"`
		} `yaml:"location"`
		Region      string `yaml:"region"`
		Subscribers int    `yaml:"subscribers"`
		Application string `yaml:"application"`
	}
	plainElement struct {
		ID          string   `yaml:"id"`
		Site        string   `yaml:"site"`
		Domain      string   `yaml:"domain"`
		Role        string   `yaml:"role"`
		Vendor      string   `yaml:"vendor"`
		Model       string   `yaml:"model"`
		PartNumber  string   `yaml:"part_number"`
		Quantity    int      `yaml:"quantity"`
		Generations []string `yaml:"generations"`
		Acquired    string   `yaml:"acquired"`
		Serials     []string `yaml:"serials"`
		Uplinks     []string `yaml:"uplinks"`
	}
)

func BenchmarkYAMLv3Decode50k(b *testing.B) {
	text := fleet(50_000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		dec := yaml.NewDecoder(bytes.NewReader(text))
		dec.KnownFields(true)
		var f plainFile
		if err := dec.Decode(&f); err != nil || len(f.Elements) != 50_000 {
			b.Fatal(len(f.Elements), err)
		}
	}
}
