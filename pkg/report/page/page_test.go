package page_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/page"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

func encode(t testing.TB, d *view.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Encode(&b, d, view.Env{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// parts takes a page apart: what stands around, the data, the vendor's script, the page's own scripts.
func parts(t testing.TB, text string) (markup, data, vendor, scripts string) {
	t.Helper()
	cut := func(open string) string {
		before, rest, ok := strings.Cut(text, open)
		inside, after, closed := strings.Cut(rest, "</script>")
		if !ok || !closed {
			t.Fatalf("no %s", open)
		}
		markup += before + open + "</script>"
		text = after
		return inside
	}
	data, vendor, scripts = cut(`<script type="application/json" id="data">`), cut("<script>"), cut("<script>")
	return markup + text, data, vendor, scripts
}

func TestVendor(t *testing.T) {
	script, err := os.ReadFile("assets/vendor/echarts.min.js")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("assets/vendor/README.md")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(script)
	if !strings.Contains(string(readme), "sha256: "+hex.EncodeToString(sum[:])) {
		t.Errorf("echarts.min.js is not the file that its README names: sha256 %x", sum)
	}
	if _, _, vendor, _ := parts(t, encode(t, reporttest.Sample(t))); vendor != string(script) {
		t.Error("the page has another one than the folder")
	}
}

// TestPolicy: the digests in the policy are those of the two scripts, so that they run and nothing else does.
func TestPolicy(t *testing.T) {
	markup, _, vendor, scripts := parts(t, encode(t, reporttest.Hostile(t)))
	found := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(markup)
	if found == nil {
		t.Fatal("no policy")
	}
	want := "default-src 'none'; script-src"
	for _, s := range []string{vendor, scripts} {
		sum := sha256.Sum256([]byte(s))
		want += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	want += "; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
	if got := html.UnescapeString(found[1]); got != want {
		t.Errorf("policy\n%s\nwant\n%s", got, want)
	}
}

// TestAsksForNothing: nothing in the page names a place outside it. Names and sources of prices may, as text; they stand in the data.
func TestAsksForNothing(t *testing.T) {
	d := reporttest.Hostile(t)
	markup, data, _, scripts := parts(t, encode(t, d))
	if own := markup + scripts; regexp.MustCompile(`(?i)https?:|//[a-z0-9-]+\.[a-z]|@import|\bimport\s*\(|fetch\s*\(|XMLHttpRequest|WebSocket|sendBeacon`).MatchString(strings.ReplaceAll(own, "http-equiv", "")) {
		t.Error("the page or its scripts name a place outside")
	}
	for _, m := range regexp.MustCompile(`(?i)\s(?:src|href|action|poster|srcset)\s*=\s*["']?([^"'\s>]*)`).FindAllStringSubmatch(markup, -1) {
		if !strings.HasPrefix(m[1], "#") {
			t.Errorf("the markup asks for %q", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`(?i)url\(\s*["']?([^)"']*)`).FindAllStringSubmatch(markup+scripts, -1) {
		if !strings.HasPrefix(m[1], "data:") {
			t.Errorf("a style asks for %q", m[1])
		}
	}
	if strings.ContainsAny(data, "<>&\u2028\u2029") {
		t.Error("the data can end its script element")
	}
}

// TestHostile: names are text in the markup, and in the data without controls and changes of direction. The golden has both.
func TestHostile(t *testing.T) {
	markup, data, _, _ := parts(t, encode(t, reporttest.Hostile(t)))
	for _, part := range []string{markup, data} {
		for i, r := range part {
			if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
				t.Fatalf("character %U in %q", r, part[max(0, i-20):i])
			}
		}
	}
	if strings.Contains(markup, "alert(1)</script>") || strings.Contains(markup, "<img") {
		t.Error("a name is markup")
	}
	begin, end := strings.Index(markup, "<style>"), strings.Index(markup, "</style>")
	markup = regexp.MustCompile(`sha256-.*?&#39;`).ReplaceAllString(markup[:begin]+"<style>…"+markup[end:], "sha256-…&#39;")
	words := regexp.MustCompile(`"words":\[.*?[^\\]"\]`).FindString(data)
	reporttest.Golden(t, "hostile.txt", []byte(markup+"\n"+strings.ReplaceAll(words, `","`, "\",\n\"")+"\n"))
}

func TestDeterministic(t *testing.T) {
	first, again := encode(t, reporttest.Hostile(t)), encode(t, reporttest.Hostile(t))
	if first != again {
		t.Error("two pages of the same document differ")
	}
}

// TestSize: what is sent by e-mail stays small.
func TestSize(t *testing.T) {
	if trials.Raced {
		t.Skip("with the race detector no size is measured; without it this test runs")
	}
	if n := len(encode(t, reporttest.Operator(t, "us-carrier", nil))); n >= 2_500_000 {
		t.Errorf("us-carrier: %d bytes, want under 2,500,000", n)
	}
	if n := len(encode(t, reporttest.Large(t, 5000))); n >= 8_000_000 {
		t.Errorf("5,000 packages: %d bytes, want under 8,000,000", n)
	}
}

// TestBare: a plan without anything in it, and one without its case, have a page too.
func TestBare(t *testing.T) {
	d := reporttest.Sample(t)
	for name, bare := range map[string]*view.Document{
		"empty":   {Plan: &planner.Plan{Start: inventory.MustDate("2027-01-04"), PeriodDays: 7}, Case: d.Case},
		"no risk": {Plan: d.Plan, Case: d.Case, NoRisk: "not simulated: --simulate 0"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, data, _, _ := parts(t, encode(t, bare)); regexp.MustCompile(`"(id|start|item|element|open|rules|links|outer|category|applications)":null`).MatchString(data) {
				t.Error("a column is null, and the scripts walk over it")
			}
		})
	}
}

// TestWrite: other pages use the frame with parts of their own, and cannot break it.
func TestWrite(t *testing.T) {
	var b bytes.Buffer
	content := page.Content{Title: "a <b>", Lead: "c & d", Foot: "\x1b[2Je", Plain: []page.Row{{Label: "<i>", Value: "1", Note: "&"}}, Data: map[string]string{"x": "</script>"}}
	content.Parts = fstest.MapFS{"20.js": {Data: []byte("two();")}, "10.js": {Data: []byte("one();")}, "a.css": {Data: []byte("b{}")}, "notes.txt": {Data: []byte("not this")}}
	if err := page.Write(&b, content); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<h1>a &lt;b&gt;</h1>", "<p>c &amp; d</p>", "<p>e</p>", `<th scope="row">&lt;i&gt;</th>`, `{"x":"\u003c/script\u003e"}`, "one();\ntwo();", "b{}"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(b.String(), "not this") {
		t.Error("a file that is neither script nor style is in the page")
	}
	content.Parts = fstest.MapFS{"bad.js": {Data: []byte("'</ScRiPt>'")}}
	if err := page.Write(&b, content); err == nil || !strings.Contains(err.Error(), "</script") {
		t.Errorf("a script that ends its element: %v", err)
	}
}
