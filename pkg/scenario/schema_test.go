package scenario

import (
	"slices"
	"testing"
)

func TestSchemaKeys(t *testing.T) {
	keys := SchemaKeys()
	if !slices.Contains(keys["scenario"], "horizon") || !slices.Contains(keys["release"], "amount") || !slices.Contains(keys["outage"], "sole_emergency") {
		t.Errorf("keys are missing: %v", keys)
	}
}
