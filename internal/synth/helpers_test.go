package synth

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// alike compares two inventories but for places and sources.
func alike(a, b *inventory.Inventory) string {
	return cmp.Diff(a, b,
		cmp.AllowUnexported(inventory.Date{}),
		cmpopts.IgnoreTypes(strict.Pos{}),
		cmpopts.IgnoreFields(inventory.Inventory{}, "Sources"),
		cmpopts.EquateEmpty())
}

func encoded(t testing.TB, inv *inventory.Inventory) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteYAML(&b, inv); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reload writes the inventory out and loads it again without fault.
func reload(t testing.TB, inv *inventory.Inventory) *inventory.Inventory {
	t.Helper()
	var r strict.Reader
	got := inventory.Parse(&r, "inventory.yaml", encoded(t, inv))
	if err := r.Faults().Err(); err != nil {
		t.Fatalf("faults of %s: %v", inv.Operator.ID, err)
	}
	return got
}

// stranded returns the sites with subscribers from whose radio gear no walk along uplinks and links ends at a gateway:
// the definition said plainly, without a thought for speed.
func stranded(inv *inventory.Inventory, off map[string]bool) []string {
	byID := map[string]*inventory.Element{}
	basebands := map[string][]string{} // site → ids
	next := map[string][]string{}
	for i := range inv.Elements {
		e := &inv.Elements[i]
		byID[e.ID] = e
		if e.Role == "baseband" {
			basebands[e.Site] = append(basebands[e.Site], e.ID)
		}
		next[e.ID] = append(next[e.ID], e.Uplinks...)
	}
	for _, l := range inv.Links {
		next[l.A] = append(next[l.A], l.B)
		next[l.B] = append(next[l.B], l.A)
	}
	var reaches func(id string, seen map[string]bool) bool
	reaches = func(id string, seen map[string]bool) bool {
		if seen[id] || off[id] {
			return false
		}
		seen[id] = true
		if byID[id].IsGateway() {
			return true
		}
		for _, to := range next[id] {
			if reaches(to, seen) {
				return true
			}
		}
		return false
	}
	var out []string
	for i := range inv.Sites {
		served := inv.Sites[i].Subscribers == 0
		for _, id := range basebands[inv.Sites[i].ID] {
			served = served || reaches(id, map[string]bool{})
		}
		if !served {
			out = append(out, inv.Sites[i].ID)
		}
	}
	return out
}
