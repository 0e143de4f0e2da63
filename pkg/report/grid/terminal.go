package grid

import (
	"bytes"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// Terminal writes the table for people, at most width columns wide, without lines around cells.
func (t *Table) Terminal(w io.Writer, width int) error {
	l := t.fit(width)
	var out bytes.Buffer
	table := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Settings: tw.Settings{Lines: tw.LinesNone, Separators: tw.SeparatorsNone},
		})),
		tablewriter.WithConfig(t.config(l)),
		tablewriter.WithEastAsian(tw.Off), // the same bytes whatever the user's language is
		tablewriter.WithTrimSpace(tw.Off),
	)
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = clip(c.Name, l.widths[i], false)
	}
	if err := table.Append(names); err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := table.Append(t.line(row, l)); err != nil {
			return err
		}
	}
	if t.Total != nil {
		if err := table.Append(t.line(t.Total, l)); err != nil {
			return err
		}
	}
	if err := table.Render(); err != nil {
		return err
	}
	out.WriteString(l.legend())
	return trimmed(w, out.String())
}

// line is a row as text, cut to the layout.
func (t *Table) line(row []Cell, l layout) []string {
	out := make([]string, len(t.Columns))
	for i, c := range row[:min(len(row), len(out))] {
		out[i] = clip(Clean(c.shown(l.brevity)), l.widths[i], t.Columns[i].Mid)
	}
	return out
}

func (t *Table) config(l layout) tablewriter.Config {
	cell := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
	}
	for i, c := range t.Columns {
		align, pad := tw.AlignLeft, tw.Padding{Right: strings.Repeat(" ", l.gap), Overwrite: true}
		if c.Right {
			align = tw.AlignRight
		}
		if i == len(t.Columns)-1 {
			pad = tw.PaddingNone
		}
		cell.Alignment.PerColumn = append(cell.Alignment.PerColumn, align)
		cell.Padding.PerColumn = append(cell.Padding.PerColumn, pad)
	}
	return tablewriter.Config{Header: cell, Row: cell, Footer: cell}
}

// trimmed writes text without spaces at the ends of its lines.
func trimmed(w io.Writer, text string) error {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(line, " \n"))
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}
