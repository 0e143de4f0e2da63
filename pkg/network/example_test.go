package network_test

import (
	"fmt"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/network"
)

// Three towers on a ring: any one router takes its own tower out of service, two take the tower between them along.
func Example() {
	inv := &inventory.Inventory{
		Sites: []inventory.Site{
			{ID: "nahunta", Subscribers: 1240},
			{ID: "hoboken", Subscribers: 310},
			{ID: "waycross", Subscribers: 2800},
			{ID: "office"},
		},
		Elements: []inventory.Element{
			{ID: "nahunta-csr", Site: "nahunta", Domain: "transport", Role: "router"},
			{ID: "hoboken-csr", Site: "hoboken", Domain: "transport", Role: "router"},
			{ID: "waycross-csr", Site: "waycross", Domain: "transport", Role: "router"},
			{ID: "nahunta-bbu", Site: "nahunta", Domain: "ran", Role: "baseband", Uplinks: []string{"nahunta-csr"}},
			{ID: "hoboken-bbu", Site: "hoboken", Domain: "ran", Role: "baseband", Uplinks: []string{"hoboken-csr"}},
			{ID: "waycross-bbu", Site: "waycross", Domain: "ran", Role: "baseband", Uplinks: []string{"waycross-csr"}},
			{ID: "core", Site: "office", Domain: "core", Role: "packet-core"},
		},
		Links: []inventory.Link{
			{A: "core", B: "nahunta-csr", Kind: "fiber"},
			{A: "nahunta-csr", B: "hoboken-csr", Kind: "fiber"},
			{A: "hoboken-csr", B: "waycross-csr", Kind: "fiber"},
			{A: "waycross-csr", B: "core", Kind: "fiber"},
		},
	}
	n := network.New(inv)
	fmt.Println("nahunta-csr off:", n.Lost([]int{0}))
	fmt.Println("waycross-csr off:", n.Lost([]int{2}))

	loss, sites := n.Impact([]int{0, 2})
	fmt.Println("both off:", loss)
	for _, s := range sites {
		fmt.Println("  without service:", inv.Sites[s].ID)
	}
	fmt.Println("everything hangs on the core:", n.SinglePoints())
	// Output:
	// nahunta-csr off: {1240 1 0 0 0}
	// waycross-csr off: {2800 1 0 0 0}
	// both off: {4350 3 0 0 0}
	//   without service: nahunta
	//   without service: hoboken
	//   without service: waycross
	// everything hangs on the core: [{6 {4350 3 0 0 0}}]
}

// A tower offers an old generation that needs a controller; a tracker follows what is switched off.
func ExampleTracker() {
	inv := &inventory.Inventory{
		Sites: []inventory.Site{
			{ID: "nahunta", Subscribers: 1240, Emergency: "sole", Only: []inventory.Only{{Generation: "2g", Subscribers: 90}}},
			{ID: "office"},
		},
		Elements: []inventory.Element{
			{ID: "core", Site: "office", Domain: "core", Role: "packet-core"},
			{ID: "bsc", Site: "office", Domain: "ran", Role: "controller", Uplinks: []string{"core"}},
			{ID: "bbu", Site: "nahunta", Domain: "ran", Role: "baseband", Generations: []string{"2g", "4g"},
				Needs: []inventory.Need{{Generations: []string{"2g"}, On: []string{"bsc"}}}},
		},
		Links: []inventory.Link{
			{A: "bbu", B: "core", Kind: "fiber"},
			{A: "bbu", B: "core", Kind: "microwave"},
		},
	}
	n := network.New(inv)
	t := n.NewTracker()
	t.Off(1)
	fmt.Printf("controller off: %+v\n", t.Loss())
	t.Off(n.LinkThing(0))
	fmt.Printf("and the fibre: %+v\n", t.Loss())
	t.Off(n.LinkThing(1))
	fmt.Printf("and the microwave: %+v\n", t.Loss())
	for _, pair := range first(n.CutPairs(network.PairOptions{})) {
		fmt.Println("together:", pair.A, pair.B, pair.Extra.Subscribers)
	}
	// Output:
	// controller off: {Subscribers:90 Sites:0 Degraded:1 EmergencyOnly:0 NoEmergency:0}
	// and the fibre: {Subscribers:90 Sites:0 Degraded:1 EmergencyOnly:0 NoEmergency:0}
	// and the microwave: {Subscribers:1240 Sites:1 Degraded:0 EmergencyOnly:0 NoEmergency:1240}
	// together: 3 4 1240
}

func first[T, U any](t T, _ U) T { return t }
