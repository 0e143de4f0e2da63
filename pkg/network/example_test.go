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
