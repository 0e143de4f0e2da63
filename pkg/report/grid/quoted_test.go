package grid

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// TestQuoted wants what encoding/json writes, of every string.
func TestQuoted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~]{0,12}`), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 12), func(b []byte) string { return string(b) })).Draw(t, "text")
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := quoted(s); got != string(want) {
			t.Fatalf("%q is %s, want %s", s, got, want)
		}
	})
}
