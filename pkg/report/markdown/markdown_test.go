package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

func encode(t testing.TB, d *view.Document) string {
	t.Helper()
	var out bytes.Buffer
	if err := Encode(&out, d, view.Env{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// shows is the text that a reader of Markdown sees.
func shows(markdown string) string {
	var b strings.Builder
	for i := 0; i < len(markdown); i++ {
		if markdown[i] == '\\' && i+1 < len(markdown) {
			i++
		}
		b.WriteByte(markdown[i])
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(b.String())
}

// cells are those of a row of a table, as a reader sees them.
func cells(row string) []string {
	var out []string
	cell := ""
	for i := 1; i < len(row); i++ { // after the first |
		switch {
		case row[i] == '\\' && i+1 < len(row):
			cell += row[i : i+2]
			i++
		case row[i] == '|':
			out = append(out, shows(strings.TrimSpace(cell)))
			cell = ""
		default:
			cell += row[i : i+1]
		}
	}
	return out
}

// sections are the rows of the tables below each heading; every row has as many cells as its heading has.
func sections(t testing.TB, page string) map[string][][]string {
	t.Helper()
	out := map[string][][]string{}
	heading, width := "", 0
	for line := range strings.Lines(page) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "## "):
			heading, width = line[3:], 0
		case strings.HasPrefix(line, "| ---"):
		case strings.HasPrefix(line, "|"):
			row := cells(line)
			if width == 0 {
				width = len(row)
			}
			if len(row) != width || !strings.HasSuffix(line, "|") {
				t.Errorf("%s: %d cells, the heading has %d: %s", heading, len(row), width, line)
			}
			out[heading] = append(out[heading], row)
		case line == "":
			width = 0
		}
	}
	return out
}

func amount(t testing.TB, shown string) cost.Cents {
	t.Helper()
	c, err := cost.ParseCents(strings.ReplaceAll(shown, ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestGolden(t *testing.T) {
	reporttest.Golden(t, "sample.md", []byte(encode(t, reporttest.Sample(t))))
	reporttest.Golden(t, "hostile.md", []byte(encode(t, reporttest.Hostile(t))))
}

// The figures in the tables are those of the plan, to the cent and the day.
func TestFigures(t *testing.T) {
	d := reporttest.Sample(t)
	p := d.Plan
	got := sections(t, encode(t, d))

	rows := got["Work packages"][1:]
	if len(rows) != len(p.Packages) {
		t.Fatalf("%d packages", len(rows))
	}
	for i, row := range rows {
		w := &p.Packages[i]
		days := view.DatesOf(w)
		want := []string{w.ID, w.SiteName, w.Domain, w.Option, days.Start.String(), days.Cutover.String(), days.Finish.String()}
		if !slices.Equal(row[:7], want) {
			t.Errorf("%q, want %q", row[:7], want)
		}
		if amount(t, row[8]) != w.Cost || amount(t, row[9]) != w.Reimbursable || row[10] != strconv.Itoa(w.Unknown) {
			t.Errorf("%s: %q, want %s and %s", w.ID, row[8:], w.Cost, w.Reimbursable)
		}
	}

	quarters := got["Money by quarter"][1:]
	total := quarters[len(quarters)-1]
	if amount(t, total[2]) != p.Totals.Cost || amount(t, total[3]) != p.Totals.Reimbursed || amount(t, total[5]) != p.Totals.LowestCash {
		t.Errorf("all quarters: %q; the plan has cost %s, reimbursed %s, lowest cash %s", total, p.Totals.Cost, p.Totals.Reimbursed, p.Totals.LowestCash)
	}
	for i, q := range view.Quarters(p) {
		if row := quarters[i]; row[0] != q.Name || amount(t, row[1]) != q.Released || amount(t, row[2]) != q.Spend || row[6] != q.LowestCashOn.String() {
			t.Errorf("%q, want %+v", row, q)
		}
	}

	summary := got["Summary"][1:]
	for i, f := range view.Summary(d) {
		if summary[i][0] != f.Label || summary[i][2] != f.Note {
			t.Errorf("%q, want %q", summary[i], f.Label)
		}
		if cents, ok := f.Value.Amount(); ok && amount(t, summary[i][1]) != cost.Cents(cents) {
			t.Errorf("%s: %s, want %s", f.ID, summary[i][1], f.Value)
		}
	}
	for i, row := range got["Rules"][1:] {
		r := &p.Rules[i]
		if !slices.Equal(row[3:7], []string{strconv.Itoa(r.Packages), r.By.String(), r.MetOn.String(), view.RuleState(r)}) {
			t.Errorf("%q, want %+v", row, r)
		}
	}
	if want := fmt.Sprintf("Cost %s; %s are paid back within the horizon.", p.Totals.Cost.Grouped(), p.Totals.Reimbursed.Grouped()); !strings.Contains(encode(t, d), want) {
		t.Errorf("the lead does not say %q", want)
	}
	if len(got["Provenance"]) != len(p.Inputs)+len(p.Overrides)+4 {
		t.Errorf("%d rows of provenance", len(got["Provenance"]))
	}
}

var (
	ganttHead = regexp.MustCompile(`^(gantt|    title [^:;,%<>` + "`" + `]+|    dateFormat YYYY-MM-DD|    axisFormat %Y-%m|    todayMarker off|    inclusiveEndDates)$`)
	ganttTask = regexp.MustCompile(`^    (Term|core|transport|ran|access|support|other) ([^:;#]+) :(milestone, crit, )?(\d{4}-\d\d-\d\d), (\d{4}-\d\d-\d\d)$`)
	entity    = regexp.MustCompile(`#(\d+);`)
)

type task struct{ section, name, from, to string }

// tasks reads a chart by the grammar of mermaid's Gantt charts, as far as it is used; numbers of characters become these.
func tasks(t testing.TB, page string) (out []task) {
	t.Helper()
	_, chart, ok := strings.Cut(page, "\n```mermaid\n")
	if !ok {
		return nil
	}
	chart, _, ok = strings.Cut(chart, "\n```\n")
	if !ok {
		t.Fatal("the chart does not end")
	}
	plain := func(s string) string {
		return entity.ReplaceAllStringFunc(s, func(e string) string {
			n, _ := strconv.Atoi(e[1 : len(e)-1])
			return string(rune(n))
		})
	}
	section := ""
	for line := range strings.Lines(chart + "\n") {
		line = strings.TrimSuffix(line, "\n")
		bare := entity.ReplaceAllString(line, "x")
		if name, ok := strings.CutPrefix(line, "    section "); ok && !strings.ContainsAny(strings.TrimPrefix(bare, "    "), "#:;%<>`") && name != "" {
			section = plain(name)
			continue
		}
		m := ganttTask.FindStringSubmatch(bare)
		if m == nil && !ganttHead.MatchString(bare) {
			t.Fatalf("not a line of a chart: %q", line)
		}
		if m != nil {
			name, _, _ := strings.Cut(strings.TrimPrefix(line, "    "), " :")
			out = append(out, task{section, plain(name), m[4], m[5]})
		}
	}
	return out
}

// The bars have the days of the packages, and every package that is not deferred has one.
func TestGantt(t *testing.T) {
	d := reporttest.Sample(t)
	d.Plan.Packages[3].Method = "defer"
	got := tasks(t, encode(t, d))
	for i := range d.Plan.Packages {
		w := &d.Plan.Packages[i]
		days := view.DatesOf(w)
		want := task{w.Region, fmt.Sprintf("%s %s, cutover %s", w.Domain, w.ID, days.Cutover), days.Start.String(), days.Finish.String()}
		if slices.Contains(got, want) == w.Deferred() {
			t.Errorf("%+v: there %v, deferred %v", want, !w.Deferred(), w.Deferred())
		}
	}
	if term := (task{"terms", "Term A1 2028-10-31", "2028-10-31", "2028-10-31"}); !slices.Contains(got, term) || len(got) != len(d.Plan.Packages) {
		t.Errorf("%d tasks: %+v", len(got), got)
	}
}

// Many packages share bars, and the bars hold all of them.
func TestGanttOfMany(t *testing.T) {
	for _, n := range []int{48, 3000} {
		d := reporttest.Large(t, n)
		p := d.Plan
		if n == 3000 { // so many regions that their bars are joined too
			for i := range p.Packages {
				p.Packages[i].Region = fmt.Sprintf("region %d", i%100)
			}
		}
		got := tasks(t, encode(t, d))
		if len(got) < 3 || len(got) > maxBars+len(d.Case.In.Scenario.Terms) {
			t.Errorf("%d packages in %d bars", n, len(got))
		}
		packages := 0
		var last inventory.Date
		for _, x := range got {
			if x.section == "terms" {
				continue
			}
			k, err := strconv.Atoi(strings.ReplaceAll(strings.Fields(x.name)[1], ",", ""))
			if err != nil {
				t.Errorf("%q counts no packages", x.name)
			}
			packages += k
			if to := inventory.MustDate(x.to); to.After(last) {
				last = to
			}
		}
		var finish inventory.Date
		for i := range p.Packages {
			if to := view.DatesOf(&p.Packages[i]).Finish; to.After(finish) {
				finish = to
			}
		}
		if packages != len(p.Packages) || last != finish {
			t.Errorf("the bars hold %d of %d packages, to %s of %s", packages, len(p.Packages), last, finish)
		}
	}
}

// What is left out is counted.
func TestBound(t *testing.T) {
	d := reporttest.Large(t, 1000)
	page := encode(t, d)
	rows := sections(t, page)["Work packages"]
	want := "The table shows 250 rows of 1,008; 758 are left out here and stand in the tables of `-o csv=FOLDER`."
	if len(rows) != 1+maxRows || len(d.Plan.Packages) != 1008 || !strings.Contains(page, want) {
		t.Errorf("%d rows for %d packages, and not %q", len(rows), len(d.Plan.Packages), want)
	}
	if strings.Contains(encode(t, reporttest.Sample(t)), "left out") {
		t.Error("the sample leaves something out")
	}
}

func TestHostile(t *testing.T) {
	d := reporttest.Hostile(t)
	d.Plan.Packages[0].Region = "a: b; c#d, %%{init}%% ```"
	page := encode(t, d)
	for _, r := range page {
		if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) || r == '<' {
			t.Fatalf("character %U", r)
		}
	}
	rows := sections(t, page)["Work packages"][1:]
	for i := range d.Plan.Packages {
		if got, want := rows[i][1], strings.TrimSpace(sanitize.Terminal(d.Plan.Packages[i].SiteName)); got != want {
			t.Errorf("site %q, want %q", got, want)
		}
	}
	if got := tasks(t, page); !slices.ContainsFunc(got, func(x task) bool { return x.section == "a: b; c#d, %%{init}%% ```" }) {
		t.Errorf("%+v", got)
	}
	if n := strings.Count(page, "```"); n != 2 {
		t.Errorf("%d fences", n)
	}
}

// Whatever names are, the chart keeps to its grammar and every row to its cells.
func TestAnyName(t *testing.T) {
	d := reporttest.Sample(t)
	rapid.Check(t, func(rt *rapid.T) {
		d.Plan.Operator.Name = rapid.String().Draw(rt, "operator")
		d.Plan.Packages[0].ID = rapid.StringMatching(`[^\s]{1,80}`).Draw(rt, "id")
		d.Plan.Packages[1].Region = rapid.String().Draw(rt, "region")
		d.Plan.Packages[2].SiteName = "s" + rapid.String().Draw(rt, "site")
		page := encode(t, d)
		if got := tasks(t, page); len(got) != len(d.Plan.Packages)+1 {
			rt.Fatalf("%d tasks", len(got))
		}
		if got, want := sections(t, page)["Work packages"][3][1], strings.TrimSpace(sanitize.Terminal(d.Plan.Packages[2].SiteName)); got != want {
			rt.Fatalf("site %q, want %q", got, want)
		}
	})
}

func TestNothing(t *testing.T) {
	d := reporttest.Sample(t)
	d.Plan.Packages, d.Plan.Rules, d.Plan.Totals = nil, nil, planner.Totals{}
	page := encode(t, d)
	if !strings.Contains(page, "No work is planned.") || strings.Contains(page, "mermaid") || strings.Contains(page, "Work packages\n") {
		t.Error(page)
	}
}

func TestSame(t *testing.T) {
	if a, b := encode(t, reporttest.Sample(t)), encode(t, reporttest.Sample(t)); a != b {
		t.Error("the same document gives other bytes")
	}
}

// What is not known is listed, and how much of it.
func TestUnknown(t *testing.T) {
	d := reporttest.Sample(t)
	p := d.Plan
	p.Findings[0].Verdict, p.Findings[0].Settle = "unknown", "ask the maker"
	p.Packages[0].Lines = slices.Clone(p.Packages[0].Lines)
	p.Packages[0].Lines = slices.DeleteFunc(p.Packages[0].Lines, func(l cost.Line) bool { return !l.Known })
	p.Packages[0].Lines[0].Known = false
	p.Packages[0].Lines = append(p.Packages[0].Lines, p.Packages[0].Lines[0])
	p.Totals.UnknownPrices = 2
	page := encode(t, d)
	rows := sections(t, page)["Not known"]
	if len(rows) != 4 || rows[1][0] != p.Findings[0].Element || rows[1][4] != "ask the maker" || rows[3][0] != p.Packages[0].Lines[0].Name || rows[3][1] != "2" {
		t.Errorf("%q", rows)
	}
	if !strings.Contains(page, "> The price of 2 lines is not known; what they cost is in no amount.") {
		t.Error("the lead says nothing of unknown prices")
	}
}
