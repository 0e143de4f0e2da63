package rollup

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Shard is a folder of results that is joined with others, and what its batch.json holds.
type Shard struct {
	Dir   string
	About []byte
}

// shardKey is the key of batch.json that says which shard of how many a folder is, as "i/n" with i from 0.
const shardKey = "shard"

// Check says whether folders of results belong together: all that their batch.json says has to be the same, but for which shard
// they are. The error names two folders and what differs first. missing are the shards of n, from 0, that no folder is; n is 0
// where no folder says that it is a shard.
func Check(shards []Shard) (missing []int, n int, err error) {
	seen := map[int]bool{}
	var first map[string]any
	for i, s := range shards {
		about := map[string]any{}
		d := json.NewDecoder(bytes.NewReader(s.About))
		d.UseNumber() // a seed has 64 bits
		if err := d.Decode(&about); err != nil {
			return nil, 0, fmt.Errorf("%s/batch.json: %w", s.Dir, err)
		}
		which, stated := about[shardKey]
		delete(about, shardKey)
		if i == 0 {
			first = about
		} else if what := differ("", first, about); what != "" {
			return nil, 0, fmt.Errorf("%s and %s are not of one batch: %s", shards[0].Dir, s.Dir, what)
		}
		if stated && which != nil {
			k, of, err := parseShard(which)
			if err != nil {
				return nil, 0, fmt.Errorf("%s/batch.json: %w", s.Dir, err)
			}
			if n != 0 && of != n {
				return nil, 0, fmt.Errorf("%s and %s are not of one batch: one of %d shards, and one of %d", shards[0].Dir, s.Dir, n, of)
			}
			n, seen[k] = of, true
		}
	}
	for k := range n {
		if !seen[k] {
			missing = append(missing, k)
		}
	}
	return missing, n, nil
}

// maxShards bounds what a file can make Check list.
const maxShards = 1_000_000

func parseShard(v any) (k, n int, err error) {
	s, _ := v.(string)
	a, b, _ := strings.Cut(s, "/")
	k, err = strconv.Atoi(a)
	if err == nil {
		n, err = strconv.Atoi(b)
	}
	if err != nil || k < 0 || k >= n || n > maxShards {
		return 0, 0, fmt.Errorf("shard %q: want i/n, such as 0/3", fmt.Sprint(v))
	}
	return k, n, nil
}

// differ names the first thing that two values do not share, "" where they are the same.
func differ(path string, a, b any) string {
	x, ok := a.(map[string]any)
	y, too := b.(map[string]any)
	if !ok || !too {
		one, _ := json.Marshal(a)
		other, _ := json.Marshal(b)
		if bytes.Equal(one, other) {
			return ""
		}
		return fmt.Sprintf("%s is %.80s, and %.80s", strings.TrimPrefix(path, "."), one, other)
	}
	keys := map[string]bool{}
	for k := range x {
		keys[k] = true
	}
	for k := range y {
		keys[k] = true
	}
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if what := differ(path+"."+k, x[k], y[k]); what != "" {
			return what
		}
	}
	return ""
}
