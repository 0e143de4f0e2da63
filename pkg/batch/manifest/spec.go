package manifest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/simulate"
)

// settings are what a manifest states of batch.Spec.
type settings []setting

type setting struct {
	key   string
	value string // as text, to compare
	at    strict.Pos
	apply func(*batch.Spec)
}

func (s *settings) add(m *strict.Map, key, value string, apply func(*batch.Spec)) {
	*s = append(*s, setting{key, value, m.At(key), apply})
}

func (s *settings) decode(m *strict.Map) {
	if m.Has("do") {
		if words := m.Strings("do"); m.IsList("do") {
			steps, err := batch.ParseSteps(words)
			if err != nil {
				m.Fault("do", "", "do %s", err)
			}
			s.add(m, "do", fmt.Sprint(steps), func(to *batch.Spec) { to.Do = steps })
		}
	}
	if m.Has("formats") {
		if words := m.Strings("formats"); m.IsList("formats") {
			formats, err := ParseFormats(words)
			if err != nil {
				m.Fault("formats", "", "%s", err)
			}
			s.add(m, "formats", fmt.Sprint(formats), func(to *batch.Spec) { to.Formats = formats })
		}
	}
	if seed, ok := strict.Parse(m, "seed", parseSeed); ok {
		s.add(m, "seed", strconv.FormatUint(seed, 10), func(to *batch.Spec) { to.Seed = seed })
	}
	if effort, ok := strict.Parse(m, "effort", parseEffort); ok {
		s.add(m, "effort", strconv.FormatInt(effort, 10), func(to *batch.Spec) { to.Effort = effort })
	}
	if runs, ok := m.Int("simulate", 0, simulate.MaxRuns); ok {
		s.add(m, "simulate", strconv.Itoa(runs), func(to *batch.Spec) { to.Runs = runs })
	}
	if day, ok := strict.Parse(m, "as_of", inventory.ParseDate); ok {
		s.add(m, "as_of", day.String(), func(to *batch.Spec) { to.AsOf = day })
	}
}

func parseSeed(s string) (uint64, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q: want a whole number from 0 to %d", s, uint64(math.MaxUint64))
	}
	return n, nil
}

func parseEffort(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q: want a whole number from 1", s)
	}
	return n, nil
}

// settle takes what a manifest states, but for what the user stated. All units of a batch share one spec, so two manifests
// must not contradict each other.
func (rd *reader) settle(file string, all settings) {
	for _, s := range all {
		if rd.o.Given[s.key] {
			continue
		}
		if other, ok := rd.stated[s.key]; ok && other != s.value {
			rd.r.Fault(s.at, "run them one after the other", "%s %s: another manifest of this batch has %s", s.key, s.value, other)
			continue
		}
		rd.stated[s.key] = s.value
		s.apply(&rd.spec)
	}
}

// ParseFormats reads formats of a plan as batch.Spec has them: each FORMAT or FORMAT@VERSION as pkg/report knows it, by its own
// name, sorted, no one twice. json is left out: every plan is written so.
func ParseFormats(words []string) ([]string, error) {
	out := []string{}
	for _, w := range words {
		name, version, stated := strings.Cut(w, "@")
		f, err := report.Find(name)
		if err != nil {
			return nil, err
		}
		if stated && !slices.Contains(f.Versions, version) {
			known := "want no version"
			if len(f.Versions) > 0 {
				known = "want " + strings.Join(f.Versions, ", ")
			}
			return nil, fmt.Errorf("format %q: version %q is not known (%s)", name, version, known)
		}
		if f.ID == "json" {
			continue
		}
		if stated {
			f.ID += "@" + version
		}
		out = append(out, f.ID)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	for i := 1; i < len(out); i++ {
		if a, _, _ := strings.Cut(out[i-1], "@"); a == strings.Split(out[i], "@")[0] {
			return nil, fmt.Errorf("formats %q and %q: two versions would have files of one name", out[i-1], out[i])
		}
	}
	return out, nil
}
