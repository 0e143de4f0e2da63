package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// joint shows what is lost with some elements and links off together.
func (o *impactOptions) joint(c *planner.Case) error {
	loss, err := c.ImpactOf(o.off)
	if err != nil {
		hint := "riprep screen --all lists the elements; a link is named after its two elements, a--b"
		var unknown *planner.UnknownThing
		if errors.As(err, &unknown) && unknown.Near != "" {
			hint = fmt.Sprintf("did you mean %q?", unknown.Near)
		}
		return usage(hint, fmt.Errorf("--off: %w", err))
	}
	if o.out.forPeople() {
		return o.say(jointText(o.off, loss), sitesText(loss.SitesOut))
	}
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("off"), grid.Right("elements"), grid.Right("subscribers"), grid.Right("sites"), grid.Left("only_911"), grid.Left("sites_out"),
		grid.Right("links"), grid.Right("degraded"), grid.Right("emergency_only"), grid.Right("no_emergency"), grid.Right("emergency_unstated"),
	}}
	t.Add(grid.Text(strings.Join(o.off, " ")), grid.Int(loss.Elements), grid.Int(loss.Subscribers), grid.Int(loss.Sites), grid.YesNo(loss.Sole),
		grid.Text(strings.Join(loss.SitesOut, " ")), grid.Int(loss.Links), grid.Int(loss.Degraded), grid.Int(loss.EmergencyOnly),
		grid.Int(loss.NoEmergency), grid.Int(loss.Unstated))
	return o.out.write(o.app, t, "impact-off/v1")
}

func jointText(off []string, l planner.JointLoss) string {
	n := func(n int) string { return grid.Group(int64(n)) }
	text := fmt.Sprintf("with %s off: %s at %s out of service", strings.Join(off, ", "), some(l.Subscribers, "subscriber"), some(l.Sites, "site"))
	if l.Degraded > 0 {
		text = fmt.Sprintf("with %s off: %s out of service; %s off, and %s in service without a generation",
			strings.Join(off, ", "), some(l.Subscribers, "subscriber"), some(l.Sites, "site"), some(l.Degraded, "site"))
	}
	if l.NoEmergency > 0 {
		text += fmt.Sprintf(", %s of them without any 911 coverage", n(l.NoEmergency))
	}
	if l.EmergencyOnly > 0 {
		text += fmt.Sprintf(", %s can reach 911 by another carrier", n(l.EmergencyOnly))
	}
	if l.Unstated > 0 {
		text += fmt.Sprintf("; of %s it is not stated whether another carrier takes their 911 calls", n(l.Unstated))
	}
	return text
}

func sitesText(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return "sites: " + strings.Join(ids, ", ")
}

// say writes sentences for people, each on a line of its own, wrapped; empty ones are left out.
func (o *impactOptions) say(texts ...string) error {
	var b strings.Builder
	for _, text := range texts {
		if text != "" {
			b.WriteString(strings.Join(grid.Wrap(sanitize.Terminal(text), max(80, o.app.Width)), "\n") + "\n")
		}
	}
	return o.app.print(b.String())
}
