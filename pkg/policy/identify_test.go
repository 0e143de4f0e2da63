package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
)

func TestIdentify(t *testing.T) {
	r := builtin(t)
	const e = enterprises
	for _, c := range []struct {
		vendor, model, part, object string
		want                        string // maker or ?candidate, method, confidence, family, domain, role
	}{
		{"Huawei", "BBU3910", "", "", "Huawei Technologies exact certain bbu ran baseband"},
		{"Huawei Tech. Co", "S5720-28X", "", "", "Huawei Technologies alias certain s-series transport switch"},
		{"Huawei Device", "", "", "", "Huawei Technologies affiliate high"},
		{"ZTE", "ZXSDR R8882", "", "", "ZTE exact certain zxsdr-rru ran radio"},
		{"Netas", "", "", "", "ZTE affiliate medium"},
		{"H3C", "MSR3620", "", "", "H3C apart high h3c-msr transport router"},
		{"H3C", "S5560", "", "", "H3C apart high h3c-switch transport switch"},
		{"", "Huawei BBU3910", "", "", "Huawei Technologies signs high bbu ran baseband"},
		{"", "BBU3910", "", "", "?Huawei Technologies model medium bbu ran baseband"},
		{"", "S5720", "", "", "?Huawei Technologies model low"}, // others use the name: what it is cannot be told
		{"", "S5720", "", e + "2011.2.23", "Huawei Technologies snmp high s-series transport switch"},
		{"", "", "", e + "2011.10.1.43", "?Huawei Technologies snmp low"},
		{"", "", "", e + "25506.1", "H3C snmp high"},
		{"", "", "02350TKK", "", "?Huawei Technologies model medium part-atn910c transport router"},
		{"", "ATN910C-B", "02350TKK", "", "Huawei Technologies signs high atn transport router"},
		{"", "UBBPg3", "03058627", "", "?Huawei Technologies model medium bbu-board ran baseband"},
		{"Huawie", "BBU3910", "", "", "?Huawei Technologies near low bbu ran baseband"},
		{"Nokia", "7705 SAR-8", "", "", "Nokia exact certain sar transport router"},
		{"Nokia", "BBU3910", "", "", "?Nokia model medium"},
		{"Nokia", "7705 SAR-8", "", e + "2011.2.23", "?Nokia snmp medium sar transport router"},
		{"Acme", "BBU3910", "", "", "?Huawei Technologies model medium bbu ran baseband"},
		{"Acme", "Rocket", "", "", "unlisted certain"},
		{"FS", "Huawei compatible SFP", "", "", "unlisted certain"},
		{"Annke", "", "", "", "?Hangzhou Hikvision oem medium"},
		{"", "", "", "", "unstated low"},
		{strings.Repeat("Huawei", 1<<18), strings.Repeat("BBU3910 ", 1<<16), strings.Repeat("0", 1<<16), "", "unstated low"},
		{"Ericsson", "Router 6672", "", "", "Ericsson exact certain router transport router"},
		{"Samsung", "", "", "", "Samsung exact medium"},
	} {
		id := r.Identify(c.vendor, c.model, c.part, c.object)
		who := id.Vendor
		if id.Candidate != "" {
			who = "?" + id.Candidate
		}
		got := strings.Join(strings.Fields(strings.Join([]string{who, string(id.Method), string(id.Confidence), id.Family, id.Domain, id.Role}, " ")), " ")
		if got != c.want || id.Evidence == "" || len(id.Evidence) > 1<<10 {
			t.Errorf("%q %q %q %q: %s\nwant %s (%s)", clip(c.vendor), clip(c.model), clip(c.part), c.object, got, c.want, id.Evidence)
		}
	}
}

// TestConfidence holds the words and the methods together: every method has one, and doubt about the datum lowers it.
func TestConfidence(t *testing.T) {
	methods := []Method{ByExact, ByAlias, ByAffiliate, ByBrand, ByEnterprise, BySigns, ByPart, ByOEM, ByModel, ByContains, ByNear, ByLookalike, ByOrigin, Apart, Unlisted, Unstated}
	for _, m := range methods {
		if !slices.Contains(ConfidenceWords(), string(confidence(m, Provenance{Verified: true}))) {
			t.Errorf("%s has no confidence", m)
		}
		for _, word := range Confidences {
			got := confidence(m, Provenance{Confidence: word})
			if slices.Index(ConfidenceWords(), string(got)) < slices.Index(ConfidenceWords(), word) {
				t.Errorf("%s with %s: %s", m, word, got)
			}
		}
	}
	if len(certainty) != len(methods) {
		t.Errorf("%d methods, %d confidences", len(methods), len(certainty))
	}
	if c := confidence(ByExact, Provenance{Verified: true}); c != Certain {
		t.Errorf("%s", c)
	}
}

// TestEnterprises breaks the numbers of a user's vendor.
func TestEnterprises(t *testing.T) {
	with := func(snmp string) string {
		return strings.Replace(mine, "    aliases: [Acme]\n", "    aliases: [Acme]\n    snmp: ["+snmp+"]\n", 1)
	}
	for snmp, want := range map[string]string{
		"{number: 32473, source: s, verified: true}":                                        "",
		"{number: \"32473.10\", source: s, verified: true}":                                 "",
		"{number: 2011, source: s, verified: true}":                                         `number 2011 of "huawei": stands for "acme" already`,
		"{number: 02011, source: s, verified: true}":                                        `number "02011": not an enterprise number`,
		"{number: .2011, source: s, verified: true}":                                        `number ".2011": not an enterprise number`,
		"{number: 1.2.3.4.5.6.7.8.9, source: s, verified: true}":                            "not an enterprise number",
		"{number: 4294967296, source: s, verified: true}":                                   "not an enterprise number",
		"{number: x, source: s, verified: true}":                                            "not an enterprise number",
		"{source: s, verified: true}":                                                       `no key "number"`,
		"{number: 1, source: s, verified: false}":                                           "without a confidence",
		"{number: 1, source: s, verified: true}, {number: 1, source: s, verified: true}":    `number 1 of "acme": stands for "acme" already`,
		"{number: 1, owner: x, source: s, verified: true}":                                  `unknown key "owner"`,
		"{number: 32473, source: s, verified: true, shared: maybe}":                         "not a yes or no",
		"{number: 32473, source: s, verified: true, shared: true, note: kept for examples}": "",
	} {
		var r strict.Reader
		Load(&r, write(t, "f.yaml", with(snmp)))
		got := ""
		if err := r.Faults().Err(); err != nil {
			got = err.Error()
		}
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %s\nwant %s", snmp, got, want)
		}
	}
	x := enterpriseIndex{"2011": {vendor: &Vendor{ID: "a"}}, "2011.10": {vendor: &Vendor{ID: "b"}}}
	for object, want := range map[string]string{
		enterprises + "2011": "a", enterprises + "2011.2": "a", enterprises + "2011.10": "b", enterprises + "2011.10.1": "b", enterprises + "2011.1": "a",
		enterprises + "20111": "", enterprises + "201": "", enterprises: "", "2011": "", "": "", "1.3.6.1.4.1": "", enterprises + strings.Repeat("1.", 1<<16): "",
	} {
		h, ok := x.match(object)
		if got := ""; ok != (want != "") || ok && h.vendor.ID != want {
			t.Errorf("%s: %v %q, want %q", clip(object), h, got, want)
		}
	}
}
