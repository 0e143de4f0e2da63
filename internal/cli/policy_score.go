package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
)

type policyScoreOptions struct {
	app *app

	file     string
	criteria string
	out      rowFormat
}

func newPolicyScore(a *app) *cobra.Command {
	o := &policyScoreOptions{app: a}
	cmd := &cobra.Command{
		Use:   "score FILE [flags]",
		Short: "count the answers to a questionnaire about a vendor",
		Long: `Reads answers to a questionnaire about one vendor (answers/v1), and counts per group what is met, not met and unknown,
with the range of the share met: each unknown counted as not met, and each as met. It is a questionnaire and no
verdict: it makes nothing covered and clears nothing.`,
		Args: exactly("FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.file = args[0]
			return o.run()
		},
	}
	o.out.flag(cmd)
	cmd.Flags().StringVar(&o.criteria, "criteria", "prague", "the questionnaire: a built-in one by its `ID`, or the path of a criteria/v1 file")
	return cmd
}

func (o *policyScoreOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	if o.criteria == "" {
		return usage("", errors.New("--criteria: names nothing"))
	}
	var r strict.Reader
	c := policy.LoadCriteria(&r, o.criteria)
	var answers *policy.Answers
	if c != nil {
		answers = policy.LoadAnswers(&r, o.file, c)
	}
	if err := r.Faults().Err(); err != nil {
		return err
	}
	card := c.Score(answers)
	if !o.out.forPeople() {
		return o.out.write(o.app, scoreTable(&card), "policy-score/v1")
	}
	return o.show(c, &card)
}

// scoreTable has a row for each question.
func scoreTable(card *policy.Scorecard) *grid.Table {
	t := &grid.Table{}
	for _, name := range []string{"group", "criterion", "question", "trust", "answer", "met", "evidence", "source", "verified"} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	t.Facts = []grid.Fact{
		{Name: "criteria", Value: grid.Text(card.Criteria)}, {Name: "vendor", Value: grid.Text(card.Vendor)},
		{Name: "met", Value: grid.Int(card.All.Met)}, {Name: "not_met", Value: grid.Int(card.All.NotMet)},
		{Name: "unknown", Value: grid.Int(card.All.Unknown)}, {Name: "low_percent", Value: grid.Text(percent(card.All.Low()))},
		{Name: "high_percent", Value: grid.Text(percent(card.All.High()))}, {Name: "no_verdict", Value: grid.Text(card.NoVerdict)},
	}
	for i := range card.Groups {
		g := &card.Groups[i]
		for _, a := range g.Answers {
			t.Add(grid.Text(g.ID), grid.Text(a.Criterion.ID), grid.Text(a.Criterion.Question), grid.Text(a.Criterion.Trust.String()),
				grid.Text(a.Answer.String()), grid.Text(a.Met.String()), grid.Text(a.Evidence), grid.Text(a.Criterion.Source), grid.YesNo(a.Criterion.Verified))
		}
	}
	return t
}

func (o *policyScoreOptions) show(c *policy.Criteria, card *policy.Scorecard) error {
	p := o.app.page()
	for _, line := range grid.Wrap(grid.Clean(card.Vendor+": "+card.Title), p.Width) {
		p.Write(line + "\n")
	}
	p.Say("%s", card.NoVerdict)
	p.Say("the questions were checked until %s", c.Checked)
	p.Heading("groups")
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("group"), grid.Right("met"), grid.Right("not met"), grid.Right("unknown"), grid.Right("share met"),
	}}
	line := func(name string, s policy.Score) []grid.Cell {
		share := fmt.Sprintf("%d%% to %d%%", s.Low()/100, (s.High()+99)/100)
		return []grid.Cell{grid.Text(name), grid.Int(s.Met), grid.Int(s.NotMet), grid.Int(s.Unknown), grid.Text(share)}
	}
	for i := range card.Groups {
		t.Add(line(card.Groups[i].Title, card.Groups[i].Score)...)
	}
	t.Total = line("all", card.All)
	p.Table(t)
	for _, part := range []struct {
		heading string
		met     policy.Answer
	}{{"not met", policy.No}, {"not known", policy.NotKnown}, {"met", policy.Yes}} {
		said := false
		for i := range card.Groups {
			for _, a := range card.Groups[i].Answers {
				if a.Met != part.met {
					continue
				}
				if !said {
					p.Heading(part.heading)
				}
				said = true
				text := a.Criterion.Question
				if a.Answer != policy.NotKnown {
					text += " " + a.Answer.String()
				}
				if a.Evidence != "" {
					text += ": " + a.Evidence
				}
				p.Hang("- ", text)
			}
		}
	}
	return p.print()
}
