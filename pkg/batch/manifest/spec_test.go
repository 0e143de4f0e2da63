package manifest

import (
	"strings"
	"testing"
)

func TestParseFormats(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "json": "", "xlsx html": "html xlsx", "excel xlsx json page": "html xlsx", "cyclonedx@1.6 md": "cyclonedx@1.6 md",
	} {
		if got, err := ParseFormats(strings.Fields(text)); err != nil || strings.Join(got, " ") != want || got == nil {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"pdf":                        `format "pdf": not known (want table, `,
		"ics@9":                      `format "ics": version "9" is not known (want 2.0)`,
		"md@1":                       `format "md": version "1" is not known (want no version)`,
		"cyclonedx cyclonedx@1.6":    `formats "cyclonedx" and "cyclonedx@1.6": two versions would have files of one name`,
		"sbom@1.7 ics cyclonedx@1.6": `formats "cyclonedx@1.6" and "cyclonedx@1.7": two versions would have files of one name`,
	} {
		if got, err := ParseFormats(strings.Fields(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
}
