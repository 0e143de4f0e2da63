package programme

import "testing"

func TestBuiltin(t *testing.T) {
	s, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if s.Programme("us-scrp") == nil {
		t.Fatal("no us-scrp")
	}
}
