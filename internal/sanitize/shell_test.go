package sanitize

import "testing"

func TestShell(t *testing.T) {
	for word, want := range map[string]string{
		"": "''", "crews.tower=3": "crews.tower=3", "funding.reimbursement.proration=39.5%": "funding.reimbursement.proration=39.5%",
		"a b": "'a b'", "it's": `'it'\''s'`, "$(rm)": "'$(rm)'", "0.395|1.0": "'0.395|1.0'", "~": "'~'", "grün": "'grün'", "a\nb": "'a\nb'",
	} {
		if got := Shell(word); got != want {
			t.Errorf("%q: %s, want %s", word, got, want)
		}
	}
}
