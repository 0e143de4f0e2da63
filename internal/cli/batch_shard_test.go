package cli

import (
	"testing"

	"github.com/riprep/riprep/pkg/failure"
)

func TestParseShard(t *testing.T) {
	slurm := map[string]string{"SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "2"}
	aws := map[string]string{"AWS_BATCH_JOB_ARRAY_INDEX": "0", "AWS_BATCH_JOB_ARRAY_SIZE": "10"}
	stepped := map[string]string{"SLURM_ARRAY_TASK_ID": "14", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "2", "SLURM_ARRAY_TASK_STEP": "4"}
	k8s := map[string]string{"JOB_COMPLETION_INDEX": "7"}
	for _, c := range []struct {
		text string
		env  map[string]string
		want string // "" for an error
	}{
		{"", nil, "all"}, {"0/3", nil, "0/3"}, {"2/3", nil, "2/3"}, {"0/1", nil, "0/1"}, {"all", slurm, "all"},
		{"3/3", nil, ""}, {"-1/3", nil, ""}, {"1", nil, ""}, {"a/b", nil, ""}, {"1/0", nil, ""}, {"/3", nil, ""}, {"1/2/3", nil, ""}, {"0/100001", nil, ""},
		{"", slurm, "3/4"}, {"1/2", slurm, "1/2"}, {"/8", slurm, "3/8"}, {"", aws, "0/10"}, {"", stepped, "3/4"},
		{"", k8s, "all"}, {"/8", k8s, "7/8"}, {"/7", k8s, ""}, {"/8", map[string]string{"NOMAD_ALLOC_INDEX": "1"}, "1/8"},
		{"", map[string]string{"SLURM_ARRAY_TASK_ID": "x", "SLURM_ARRAY_TASK_COUNT": "4"}, ""},
		{"", map[string]string{"SLURM_ARRAY_TASK_ID": "9", "SLURM_ARRAY_TASK_COUNT": "4"}, ""},
	} {
		s, from, err := parseShard(c.text, func(name string) string { return c.env[name] })
		got := s.String()
		if err != nil {
			got = ""
			if failure.CodeOf(err) != failure.Usage {
				t.Errorf("%q: code %d", c.text, failure.CodeOf(err))
			}
		}
		if got != c.want {
			t.Errorf("--shard %q with %v: %q (%v), want %q", c.text, c.env, got, err, c.want)
		}
		if err == nil && c.env != nil && got != "all" && c.text != got && from == "" {
			t.Errorf("--shard %q with %v: it is not said where %s comes from", c.text, c.env, got)
		}
	}
}

func TestMemory(t *testing.T) {
	for text, want := range map[string]int64{"2GiB": 2 << 30, "512MiB": 512 << 20, "0": 0, "3GB": 3e9, "1KiB": 1024} {
		var m memory
		if err := m.Set(text); err != nil || int64(m) != want || m.String() != text {
			t.Errorf("%s: %d, %v, shown as %s", text, m, err, m.String())
		}
	}
	for _, text := range []string{"", "2", "-1GiB", "GiB", "1.5GiB", "99999999999999GiB", "2 GiB"} {
		if err := new(memory).Set(text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}
