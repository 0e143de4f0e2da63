package inventory

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// ParseCountry reads an ISO 3166-1 alpha-2 code. Whether a country has it is not looked at.
func ParseCountry(s string) (string, error) {
	if len(s) != 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z' {
		return "", fmt.Errorf("%q: not a country (want the two capitals of ISO 3166, such as US)", s)
	}
	return s, nil
}

// ParseObjectID reads an SNMP object identifier of an enterprise, with or without a dot or "iso" before it, into the form
// "1.3.6.1.4.1.2011.2.23".
func ParseObjectID(s string) (string, error) {
	const enterprises = "1.3.6.1.4.1."
	fault := fmt.Errorf("%q: not the object identifier of an enterprise (want %sN…)", s, enterprises)
	id := strings.TrimPrefix(s, ".")
	if rest, ok := strings.CutPrefix(id, "iso."); ok {
		id = "1." + rest
	}
	if rest, ok := strings.CutPrefix(id, "enterprises."); ok {
		id = enterprises + rest
	}
	rest, ok := strings.CutPrefix(id, enterprises)
	if !ok || len(id) > 128 {
		return "", fault
	}
	for _, part := range strings.Split(rest, ".") {
		if _, err := strconv.ParseUint(part, 10, 32); err != nil || len(part) > 1 && part[0] == '0' {
			return "", fault
		}
	}
	return id, nil
}

// Bands reads a list of radio bands by the names that 3GPP gives them: b1 to b110 (UMTS and LTE), n1 to n263 (NR).
func Bands(m *strict.Map, key string) []string {
	var out []string
	for _, s := range m.Strings(key) {
		if !isBand(s) {
			m.Fault(key, "", "%s %q: not a band (want a name of 3GPP's, such as b41 or n78)", key, s)
			continue
		}
		out = append(out, s)
	}
	return out
}

func isBand(s string) bool {
	if len(s) < 2 || s[1] == '0' {
		return false
	}
	n, err := strconv.ParseUint(s[1:], 10, 16)
	return err == nil && (s[0] == 'b' && n <= 110 || s[0] == 'n' && n <= 263)
}

// ParseState reads a state, province or other part of a country in the letters and digits of ISO 3166-2 after the country,
// such as GA.
func ParseState(s string) (string, error) {
	if len(s) < 1 || len(s) > 3 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return "", fmt.Errorf("%q: not a state (want one to three capitals or digits of ISO 3166-2, such as GA)", s)
	}
	return s, nil
}
