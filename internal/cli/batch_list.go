package cli

import (
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/report/grid"
)

// listUnits shows what would be done.
func (o *batchOptions) listUnits(units []*batch.Unit) error {
	var format rowFormat
	if err := format.parse(o.app); err != nil {
		return err
	}
	t := &grid.Table{Columns: []grid.Column{grid.ID("unit"), grid.Left("operator"), grid.Left("scenario"), grid.Left("set"), grid.Right("files"), grid.Right("bytes"), grid.Left("fault")}}
	for _, u := range units {
		fault := ""
		if u.Fault != nil && len(u.Fault.Errors) > 0 {
			fault = u.Fault.Errors[0].Message
		}
		set := ""
		for i, s := range u.Set {
			if i > 0 {
				set += " "
			}
			set += s.String()
		}
		t.Add(grid.Text(u.ID), grid.Text(u.Operator), grid.Text(u.Scenario), grid.Text(set), grid.Int(len(u.Files)), grid.Int(u.Size()), grid.Text(fault))
	}
	return format.write(o.app, t, "")
}
