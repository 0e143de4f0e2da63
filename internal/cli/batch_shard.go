package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// shard is the part of a batch that this run does: those units whose id falls to Index of Count. The zero shard is all.
type shard struct{ Index, Count int }

func (s shard) String() string {
	if s.Count == 0 {
		return "all"
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Count)
}

// maxShards bounds how many parts a batch may have.
const maxShards = 100_000

// arrays are the variables in which schedulers tell a job of an array which one it is. size is "" where the scheduler does
// not say how many there are; first and step are those of the lowest index and of the distance between two, where these need
// not be 0 and 1.
var arrays = []struct{ index, size, first, step string }{
	{"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP"}, // Slurm
	{"AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", "", ""},                                  // AWS Batch
	{"JOB_COMPLETION_INDEX", "", "", ""},                                                               // Kubernetes, an Indexed Job
	{"NOMAD_ALLOC_INDEX", "", "", ""},                                                                  // Nomad
}

// parseShard reads i/n, or /n with the index from an array's variables. Where nothing is asked, a job of an array whose
// variables say both does its part; from says which variables those were, "" where the user said it.
func parseShard(text string, getenv func(string) string) (s shard, from string, err error) {
	index, count, ok := strings.Cut(text, "/")
	switch {
	case text == "all":
		return shard{}, "", nil
	case text == "":
		return shardOfArray(0, getenv)
	case !ok:
		return s, "", errShard(text)
	}
	if s.Count, err = strconv.Atoi(count); err != nil || s.Count < 1 || s.Count > maxShards {
		return shard{}, "", errShard(text)
	}
	if index == "" {
		s, from, err = shardOfArray(s.Count, getenv)
		if err == nil && from == "" {
			err = usage("give it as i/n", fmt.Errorf("--shard %q: no variable of a scheduler says which part this is", text))
		}
		return s, from, err
	}
	if s.Index, err = strconv.Atoi(index); err != nil || s.Index < 0 || s.Index >= s.Count {
		return shard{}, "", errShard(text)
	}
	return s, "", nil
}

func errShard(text string) error {
	return usage("parts are counted from 0: --shard 0/3, 1/3 and 2/3", fmt.Errorf("--shard %q: want i/n, with 0 <= i < n <= %d", text, maxShards))
}

// shardOfArray asks the variables of schedulers. count is how many parts there are, 0 where the variables have to say it.
func shardOfArray(count int, getenv func(string) string) (shard, string, error) {
	for _, v := range arrays {
		if getenv(v.index) == "" || count == 0 && v.size == "" {
			continue
		}
		index, err := arrayNumber(v.index, getenv)
		if err != nil {
			return shard{}, "", err
		}
		from := v.index
		for _, of := range []struct {
			name  string
			apply func(n int)
		}{{v.first, func(n int) { index -= n }}, {v.step, func(n int) { index /= max(1, n) }}} {
			if of.name == "" || getenv(of.name) == "" {
				continue
			}
			n, err := arrayNumber(of.name, getenv)
			if err != nil {
				return shard{}, "", err
			}
			of.apply(n)
		}
		n := count
		if n == 0 {
			if n, err = arrayNumber(v.size, getenv); err != nil {
				return shard{}, "", err
			}
			from += " and " + v.size
		}
		if index < 0 || index >= n || n > maxShards {
			return shard{}, "", usage("--shard i/n says it in their place, --shard all does everything",
				fmt.Errorf("%s: part %d of %d, counted from 0: there is none", from, index, n))
		}
		return shard{index, n}, from, nil
	}
	return shard{}, "", nil
}

func arrayNumber(name string, getenv func(string) string) (int, error) {
	n, err := strconv.Atoi(getenv(name))
	if err != nil {
		err = usage("--shard i/n says it in its place, --shard all does everything", fmt.Errorf("%s=%q: %w", name, getenv(name), errors.New("not a number")))
	}
	return n, err
}
