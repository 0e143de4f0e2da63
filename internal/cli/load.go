package cli

import (
	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

// settings is the flag --set, which changes fields of the scenario.
type settings struct{ texts []string }

func (s *settings) flag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&s.texts, "set", nil, "change a `FIELD=VALUE` of the scenario, such as crews.tower=3 (repeatable)")
}

func (s *settings) overrides() ([]scenario.Override, error) {
	var out []scenario.Override
	for _, text := range s.texts {
		o, err := scenario.ParseOverride(text)
		if err != nil {
			return nil, usage("", err)
		}
		out = append(out, o)
	}
	return out, nil
}

// scenarioFlag is the flag --scenario, for an operator with more scenarios than that of the folder.
func scenarioFlag(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "scenario", "", "read the scenario from `FILE` (default: scenario.yaml of DIR)")
}

// loadInputs reads an operator's files, and beside the scenario's regimes those of also.
func loadInputs(files planner.Files, overrides []scenario.Override, also ...string) (*planner.Inputs, error) {
	var r strict.Reader
	in := planner.LoadFiles(&r, files, overrides, also...)
	return in, r.Faults().Err()
}

// loadCase reads an operator's files and works out what follows from them.
func loadCase(files planner.Files, overrides []scenario.Override) (*planner.Case, error) {
	in, err := loadInputs(files, overrides)
	if err != nil {
		return nil, err
	}
	c, err := planner.NewCase(in)
	if err != nil {
		return nil, input(err)
	}
	return c, nil
}
