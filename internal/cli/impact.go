package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

type impactOptions struct {
	app *app

	dir   string
	off   []string
	paths string
	cuts  bool
	most  int
	out   rowFormat
}

func newImpact(a *app) *cobra.Command {
	o := &impactOptions{app: a}
	cmd := &cobra.Command{
		Use:   "impact DIR [flags]",
		Short: "show who loses service when",
		Long: `Shows for every work package who is out of service while its elements are off, largest first: the subscribers and
sites that it cuts off alone, and the subscribers whose working path crosses it.

With --off it shows the joint loss of the elements and links named. A link is named after its two elements, a--b;
that is all links between them, and a--b:fiber those of one kind.

With --cuts it shows the single points of failure, and the pairs of elements and links that cut off together what
neither does alone.

With --paths it shows what the traffic of a site crosses, element by element, whether that is clean of covered gear,
and whether there is a clean path at all. The function of an element is transmission (radio, transport, access),
control (controllers, core, management, firewall, timing), storage (subscriber data) or computing (servers, support).`,
		Example: `  riprep impact my-network
  riprep impact my-network --off alder-rtr,birch-rtr
  riprep impact my-network --off alder-rtr--birch-rtr
  riprep impact my-network --cuts --most 50
  riprep impact my-network --paths birch`,
		Args: exactly("DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = args[0]
			if cmd.Flags().Changed("most") && !o.cuts {
				return usage("", errors.New("--most: only with --cuts"))
			}
			for _, name := range []string{"off", "paths"} { // an empty variable of a script must not ask for something else
				if flag := cmd.Flags().Lookup(name); flag.Changed && strings.Trim(flag.Value.String(), "[], ") == "" {
					return usage("", fmt.Errorf("--%s: names nothing", name))
				}
			}
			return o.run()
		},
	}
	o.out.flag(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&o.off, "off", nil, "`NAMES` of elements and links (a--b) that are off together, with commas between")
	f.StringVar(&o.paths, "paths", "", "show what the traffic of a `SITE` crosses")
	f.BoolVar(&o.cuts, "cuts", false, "show single points of failure, and pairs that cut somebody off together")
	f.IntVar(&o.most, "most", 20, "with --cuts: show at most `N` points and N pairs")
	return cmd
}

func (o *impactOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	asked := 0
	for _, is := range []bool{len(o.off) > 0, o.paths != "", o.cuts} {
		if is {
			asked++
		}
	}
	if asked > 1 {
		return usage("", errors.New("--off, --paths and --cuts: one at a time"))
	}
	if o.most < 1 {
		return usage("", fmt.Errorf("--most %d: want 1 or more", o.most))
	}
	c, err := loadCase(planner.Files{Dir: o.dir}, nil)
	if err != nil {
		return err
	}
	o.app.warnOdd(c.In)
	switch {
	case len(o.off) > 0:
		return o.joint(c)
	case o.paths != "":
		return o.follow(c)
	case o.cuts:
		return o.showCuts(c)
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
				grid.YesNo(r.Sole), grid.Text(r.HangsOn))
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
			grid.Int(r.Subscribers), grid.Int(r.Sites), grid.Int(r.Crossing), grid.YesNo(r.Sole), grid.Text(r.HangsOn))
	}
	return t
}
