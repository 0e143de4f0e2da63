package chart_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/chart"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

func svg(t testing.TB, d *view.Document, name string) string {
	t.Helper()
	var out bytes.Buffer
	if err := chart.SVG(&out, d, view.Env{Chart: name}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func pixels(t testing.TB, d *view.Document, name string) image.Image {
	t.Helper()
	var out bytes.Buffer
	if err := chart.PNG(&out, d, view.Env{Chart: name}); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// words are the texts of an SVG; it also holds it to be well-formed, and to have no element that runs or loads anything.
func words(t testing.TB, text string) []string {
	t.Helper()
	known := map[string]bool{"svg": true, "g": true, "path": true, "text": true, "title": true, "desc": true}
	var out []string
	dec := xml.NewDecoder(strings.NewReader(text))
	inside := false
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			if inside = x.Name.Local == "text"; inside {
				out = append(out, "")
			}
			if !known[x.Name.Local] {
				t.Errorf("element %s", x.Name.Local)
			}
			for _, a := range x.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") {
					t.Errorf("attribute %s", a.Name.Local)
				}
			}
		case xml.EndElement:
			inside = false
		case xml.CharData:
			if inside {
				out[len(out)-1] += string(x)
			}
		}
	}
}

func TestGolden(t *testing.T) {
	d := reporttest.Sample(t)
	for _, name := range view.Charts {
		text := svg(t, d, name)
		reporttest.Golden(t, name+".svg", []byte(text))
		words(t, text)
		if svg(t, d, name) != text {
			t.Errorf("%s: other bytes the second time", name)
		}
	}
	reporttest.Golden(t, "hostile.svg", []byte(svg(t, reporttest.Hostile(t), "gantt")))
}

// TestHostile: names are text, whatever they are, in an SVG that every reader takes for well-formed; a picture is drawn of them too.
func TestHostile(t *testing.T) {
	d := reporttest.Hostile(t)
	for i, name := range append(reporttest.HostileNames, "a\ufffeb\uffffc", "x\" onload=\"alert(1)", `style="font-family:Liberation Sans;`) {
		d.Plan.Packages[i%len(d.Plan.Packages)].SiteName = name
		d.Plan.Operator.Name = name
		for _, which := range view.Charts {
			text := svg(t, d, which)
			all := strings.Join(words(t, text), "\n")
			if !utf8.ValidString(text) {
				t.Errorf("%s of %q: not valid UTF-8", which, name)
			}
			for _, r := range text {
				if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
					t.Fatalf("%s of %q: character %U", which, name, r)
				}
			}
			if want := strings.NewReplacer("\ufffe", "\ufffd", "\uffff", "\ufffd").Replace(strings.TrimSpace(grid.Clean(name))); len(name) < 60 && !strings.Contains(all, ": "+want) {
				t.Errorf("%s: %q is not there as text: %q", which, want, all[:80])
			}
		}
		if i%4 == 0 {
			pixels(t, d, "gantt")
		}
	}
}

// TestFigures: what is written in the charts is what the plan states, to the cent and the day.
func TestFigures(t *testing.T) {
	d := reporttest.Sample(t)
	p := d.Plan
	tot := &p.Totals
	for name, want := range map[string][]string{
		"gantt": {fmt.Sprintf("%d packages at %d sites", tot.Packages, tot.Sites), "last cutover " + tot.LastCutover.String() + ", finish " + tot.Finish.String(), "cedar-core-1  Cedar"},
		"cash": {"cost " + tot.Cost.Grouped(), "paid back within the horizon " + tot.Reimbursed.Grouped(), "lowest: " + tot.LowestCash.Grouped() + ", " + tot.LowestCashOn.String(),
			"end of the credit line, -500,000.00"},
		"exposure": {"last cutover " + tot.LastCutover.String(), grid.Group(int64(tot.CleanAtEnd)) + " at the end"},
		"outage":   {grid.Group(tot.SubscriberHours) + " subscriber-hours", "limit 1,890", "limit 3", grid.Group(int64(tot.SubscribersOut)) + ", "},
	} {
		all := strings.Join(words(t, svg(t, d, name)), "\n")
		for _, w := range want {
			if !strings.Contains(all, w) {
				t.Errorf("%s: no %q in\n%s", name, w, all)
			}
		}
	}
	for i := range p.Packages {
		if all := strings.Join(words(t, svg(t, d, "gantt")), "\n"); !strings.Contains(all, p.Packages[i].ID) {
			t.Errorf("gantt: no package %s", p.Packages[i].ID)
		}
	}
}

// TestPNG: the picture has its size, and is drawn: ink of several colours on paper.
func TestPNG(t *testing.T) {
	d := reporttest.Sample(t)
	for _, name := range view.Charts {
		img := pixels(t, d, name)
		if size := img.Bounds().Size(); size.X != 1200 || name != "gantt" && size.Y != 675 {
			t.Errorf("%s: %v", name, size)
		}
		if n := colours(img); n < 5 {
			t.Errorf("%s: %d colours that fill more than a line", name, n)
		}
	}
}

// colours counts those that cover at least 300 pixels.
func colours(img image.Image) (n int) {
	count := map[color.Color]int{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			count[img.At(x, y)]++
		}
	}
	for _, k := range count {
		if k >= 300 {
			n++
		}
	}
	return n
}

// TestMissing: letters that the font does not have are told of in the picture, and only there: the reader's fonts show an SVG.
func TestMissing(t *testing.T) {
	d := reporttest.Sample(t)
	before := pixels(t, d, "cash")
	d.Plan.Operator.Name = "华为"
	after := pixels(t, d, "cash")
	foot := func(img image.Image) (dark int) {
		for y := 650; y < 670; y++ {
			for x := range 1200 {
				if r, _, _, _ := img.At(x, y).RGBA(); r < 0xc000 {
					dark++
				}
			}
		}
		return dark
	}
	if foot(after) < foot(before)+200 {
		t.Errorf("the picture does not say that letters are missing: %d points of ink, %d before", foot(after), foot(before))
	}
	title := func(img image.Image) (dark int) { // where the name begins
		for y := 24; y < 44; y++ {
			for x := 90; x < 130; x++ {
				if r, _, _, _ := img.At(x, y).RGBA(); r < 0xc000 {
					dark++
				}
			}
		}
		return dark
	}
	if title(after) < 30 {
		t.Error("letters that are missing leave no mark")
	}
	if text := svg(t, d, "cash"); !strings.Contains(text, "华为") || strings.Contains(text, "A box stands") {
		t.Error("an SVG has its text as it is")
	}
}

// TestLarge: many packages share rows, and the sheet stays as high as a sheet is. It has the same bytes each time.
func TestLarge(t *testing.T) {
	d := reporttest.Large(t, 2000)
	text := svg(t, d, "gantt")
	if len(text) > 400_000 {
		t.Errorf("%d bytes", len(text))
	}
	for range 5 {
		if svg(t, d, "gantt") != text {
			t.Fatal("other bytes")
		}
	}
	if h := pixels(t, d, "gantt").Bounds().Dy(); h > 1400 {
		t.Errorf("%d pixels high", h)
	}
	few := reporttest.Large(t, 50)
	if all := strings.Join(words(t, svg(t, few, "gantt")), "\n"); !strings.Contains(all, "birch-bbu-0") || strings.Contains(all, "ran region") {
		t.Error("60 packages have a row each")
	}
}

// TestBare: a plan without anything, and one without its case, are charts all the same.
func TestBare(t *testing.T) {
	full := *reporttest.Sample(t)
	full.Case = nil
	for _, d := range []*view.Document{{Plan: &planner.Plan{}}, {Plan: &planner.Plan{PeriodDays: 7}}, &full} {
		for _, name := range view.Charts {
			words(t, svg(t, d, name))
			pixels(t, d, name)
		}
	}
	if err := chart.SVG(io.Discard, &full, view.Env{Chart: "pie"}); err == nil || !strings.Contains(err.Error(), `chart "pie": not known`) {
		t.Error(err)
	}
}

// TestCredit: a credit line far below the cash is in the picture all the same.
func TestCredit(t *testing.T) {
	d := reporttest.Operator(t, "first-look", func(in *planner.Inputs) { in.Scenario.Funding.Credit.Limit = 9_000_000_00 })
	if all := strings.Join(words(t, svg(t, d, "cash")), "\n"); !strings.Contains(all, "end of the credit line, -9,000,000.00") || !strings.Contains(all, "-10,000,000") {
		t.Errorf("no axis down to the line:\n%s", all)
	}
}

// TestFiles: a folder has all of them.
func TestFiles(t *testing.T) {
	d := reporttest.Sample(t)
	files, err := chart.SVGFiles(d, view.Env{})
	if err != nil || len(files) != len(view.Charts) {
		t.Fatal(len(files), err)
	}
	for i, f := range files {
		var out bytes.Buffer
		if err := f.Encode(&out); err != nil || f.Name != view.Charts[i]+".svg" || out.String() != svg(t, d, view.Charts[i]) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if files, err = chart.PNGFiles(d, view.Env{}); err != nil || files[1].Name != "cash.png" {
		t.Error(err)
	}
}
