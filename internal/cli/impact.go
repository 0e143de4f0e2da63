package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

type impactOptions struct {
	app *app

	dir string
	off []string
	out rowFormat
}

func newImpact(a *app) *cobra.Command {
	o := &impactOptions{app: a}
	cmd := &cobra.Command{
		Use:   "impact DIR [flags]",
		Short: "show who loses service when",
		Long: `Shows for every work package who is out of service while its elements are off, largest first: the subscribers and
sites that it cuts off alone, and the subscribers whose working path crosses it. With --off it shows the joint
loss of the elements named.`,
		Example: `  riprep impact my-network
  riprep impact my-network --off alder-rtr,birch-rtr`,
		Args: exactly("DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run()
		},
	}
	o.out.flag(cmd)
	cmd.Flags().StringSliceVar(&o.off, "off", nil, "`ELEMENTS` that are off together, by id, with commas between")
	return cmd
}

func (o *impactOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	c, err := loadCase(o.dir, nil)
	if err != nil {
		return err
	}
	if len(o.off) > 0 {
		return o.joint(c)
	}
	return o.out.write(o.app, o.table(c.ImpactRows()), "impact/v1")
}

// table has a row for each package. People are spared the domain and the count of elements, to keep the ids whole.
func (o *impactOptions) table(rows []planner.ImpactRow) *grid.Table {
	if o.out.forPeople() {
		t := &grid.Table{Columns: []grid.Column{
			grid.ID("package"), grid.ID("site"), grid.Right("subscribers"), grid.Right("sites"), grid.Right("crossing"),
			grid.Left("only 911"), grid.ID("hangs on"),
		}}
		for _, r := range rows {
			t.Add(grid.Text(r.Package), grid.Text(r.Site), grid.Int(r.Subscribers), grid.Int(r.Sites), grid.Int(r.Crossing),
				yes(r.Sole), grid.Text(r.HangsOn))
		}
		return t
	}
	t := &grid.Table{}
	for _, name := range []string{
		"package", "site", "site_name", "domain", "elements", "subscribers", "sites", "crossing", "only_911", "hangs_on",
	} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	for _, r := range rows {
		t.Add(grid.Text(r.Package), grid.Text(r.Site), grid.Text(r.SiteName), grid.Text(r.Domain), grid.Int(r.Elements),
			grid.Int(r.Subscribers), grid.Int(r.Sites), grid.Int(r.Crossing), yes(r.Sole), grid.Text(r.HangsOn))
	}
	return t
}

// joint shows what is lost with some elements off together.
func (o *impactOptions) joint(c *planner.Case) error {
	loss, sites, err := c.ImpactOf(o.off)
	if err != nil {
		return usage("riprep screen --all lists the elements", fmt.Errorf("--off: %w", err))
	}
	if o.out.forPeople() {
		text := fmt.Sprintf("with %s off: %s subscribers at %d sites out of service", strings.Join(o.off, ", "), grid.Group(int64(loss.Subscribers)), loss.Sites)
		if loss.Sole {
			text += ", among them the only 911 coverage of a place"
		}
		if len(sites) > 0 {
			text += "\nsites: " + strings.Join(sites, ", ")
		}
		var b strings.Builder
		for line := range strings.SplitSeq(text, "\n") {
			b.WriteString(strings.Join(grid.Wrap(sanitize.Terminal(line), max(80, o.app.Width)), "\n") + "\n")
		}
		return o.app.print(b.String())
	}
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("off"), grid.Right("elements"), grid.Right("subscribers"), grid.Right("sites"), grid.Left("only_911"), grid.Left("sites_out"),
	}}
	t.Add(grid.Text(strings.Join(o.off, " ")), grid.Int(loss.Elements), grid.Int(loss.Subscribers), grid.Int(loss.Sites), yes(loss.Sole), grid.Text(strings.Join(sites, " ")))
	return o.out.write(o.app, t, "impact-off/v1")
}
