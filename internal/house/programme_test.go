package house

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/programme"
)

// programmeTables are the rows of docs/programme.md that the data of us-scrp asks for, table by table.
func programmeTables(p *programme.Programme) map[string][]string {
	read := func(v bool) string {
		if v {
			return "yes"
		}
		return "no"
	}
	out := map[string][]string{}
	add := func(table, format string, args ...any) { out[table] = append(out[table], fmt.Sprintf(format, args...)) }
	add("rules", "| `%s` | %s | %s | %s |", p.Provider.ID, "", read(p.Provider.Verified), p.Provider.Title)
	var categories []string
	for _, r := range p.Rules {
		add("rules", "| `%s` | %s | %s | %s |", r.ID, r.Answer, read(r.Verified), r.Title)
		for _, c := range r.When {
			for _, category := range c.Categories {
				if row := fmt.Sprintf("| `%s` | %s, %s |", category, r.ID, r.Answer); !slices.Contains(categories, row) {
					categories = append(categories, row)
				}
			}
		}
	}
	out["categories"] = categories
	for i := range p.Deadlines {
		d := &p.Deadlines[i]
		add("dates", "| `%s` | %s | %s |", d.ID, dueWords(d), read(d.Verified))
	}
	for _, confidence := range cost.Confidences {
		var ids []string
		note := func(id string, of programme.Provenance) {
			if of.Confidence == confidence {
				ids = append(ids, "`"+id+"`")
			}
		}
		note(p.Provider.ID, p.Provider.Provenance)
		for _, r := range p.Rules {
			note(r.ID, r.Provenance)
		}
		for _, d := range p.Deadlines {
			note(d.ID, d.Provenance)
		}
		if len(ids) > 0 {
			add("not verified", "- %s: %s", confidence, strings.Join(ids, ", "))
		}
	}
	return out
}

// dueWords says when a deadline is due.
func dueWords(d *programme.Deadline) string {
	after := strings.ReplaceAll(d.After, "_", " ")
	text := ""
	switch {
	case d.EveryDays > 0:
		text = fmt.Sprintf("every %d days after %s", d.EveryDays, after)
	case len(d.Each) > 0:
		var days []string
		for _, day := range d.Each {
			days = append(days, day.String())
		}
		text = fmt.Sprintf("%d days after each %s, from %s on", d.Days, strings.Join(days, " and "), after)
	case d.Years > 0:
		text = fmt.Sprintf("%d years after %s", d.Years, after)
	case d.Months > 0:
		text = fmt.Sprintf("%d months after %s", d.Months, after)
	case d.Days > 0:
		text = fmt.Sprintf("%d days after %s", d.Days, after)
	default:
		text = "not known: " + d.Note
	}
	text = strings.Replace(text, "1 years", "1 year", 1)
	if d.ID == "term" {
		text += ", and extensions"
	}
	if d.ExtensionDays > 0 {
		text += fmt.Sprintf(", up to %d days later on request", d.ExtensionDays)
	}
	if d.Until != "" {
		text += ", until " + strings.ReplaceAll(d.Until, "_", " ")
	}
	return text
}

// TestProgrammePage holds the tables of docs/programme.md to the data.
func TestProgrammePage(t *testing.T) {
	set, err := programme.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if ids := set.IDs(); !slices.Equal(ids, []string{"us-scrp"}) {
		t.Errorf("the page knows us-scrp alone, the data %q", ids)
	}
	page := docText(t, "programme.md")
	if !strings.Contains(page, "\nriprep is no legal advice.") {
		t.Error("programme.md does not say that it is no legal advice")
	}
	rows := 0
	for table, want := range programmeTables(set.Programme("us-scrp")) {
		if !strings.Contains(page, "\n"+strings.Join(want, "\n")+"\n\n") {
			t.Errorf("programme.md does not have the %s\n%s", table, strings.Join(want, "\n"))
		}
		if table != "not verified" {
			rows += len(want)
		}
	}
	if found := regexp.MustCompile("(?m)^\\| `[A-Za-z0-9 -]+` \\| ").FindAllString(page, -1); len(found) != rows+5 { // and the answers
		t.Errorf("%d rows, want %d", len(found), rows+5)
	}
	for _, answer := range append(slices.Clone(programme.Answers), string(cost.Unclear)) {
		if !strings.Contains(page, "\n| `"+answer+"` | ") {
			t.Errorf("programme.md has no row for the answer %s", answer)
		}
	}
}
