package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/pool"
)

// TestLaunch: this program is a worker of a batch when it is told to be one, and answers for the unit that it is given.
func TestLaunch(t *testing.T) {
	text := []byte("no inventory")
	sum := sha256.Sum256(text)
	u := &batch.Unit{
		Operator: "op", Scenario: "scenario", InventoryFile: "inventory.yaml", ScenarioFile: "inventory.yaml", Spec: &batch.Spec{Do: []batch.Step{batch.Screen}},
		Files: []batch.File{{Path: "inventory.yaml", Size: int64(len(text)), SHA256: hex.EncodeToString(sum[:])}},
	}
	u.Identify()
	slot := pool.NewSlot((&app{}).launch, pool.Limits{})
	defer slot.Close()
	for range 2 {
		r := slot.Do(t.Context(), &batch.Task{Unit: u, Data: map[string][]byte{"inventory.yaml": text}, Cores: 1})
		if f := r.Outcome.Failure; r.Outcome.Unit != u.ID || f == nil || f.Kind == batch.FailCrash {
			t.Errorf("%+v", f)
		}
	}
}
