package results

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/batch"
)

const (
	commandName = "command"
	inputName   = "input"
	maxKept     = 64 << 20 // bytes of input that the quarantine keeps of a unit
)

// keepInput is what stands in the quarantine beside a failed unit's outcome: its input, where that is known and not too large,
// and how to do it again.
func keepInput(u *batch.Unit, t *batch.Task) []file {
	var files []file
	kept := false
	if t != nil && len(t.Data) > 0 {
		var size int64
		for name, data := range t.Data {
			size += int64(len(data))
			files = append(files, file{inputName + "/" + name, data})
			if !goodName(name) {
				size = maxKept + 1
			}
		}
		kept = size <= maxKept
	}
	if !kept {
		files = nil
	}
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return withSums(append(files, file{commandName, []byte(command(u, kept))}))
}

// command is a script for a shell that does a unit's steps with riprep's commands for one operator.
func command(u *batch.Unit, kept bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s, scenario %q: to do it again by hand\n", u.Folder(), u.Scenario)
	below := func(name string) string { return path.Join(".", name) }
	if kept {
		b.WriteString("# from the folder that this file is in\n")
		below = func(name string) string { return path.Join(inputName, name) }
	} else {
		b.WriteString("# its input is not kept here; from the folder that the paths of the batch are below\n")
	}
	dir := below(u.Dir)
	own := func(name, base string) bool {
		return path.Dir(below(name)) == dir && strings.TrimSuffix(path.Base(name), path.Ext(name)) == base
	}
	if !own(u.InventoryFile, "inventory") || !own(u.ScenarioFile, "scenario") {
		// the commands for one operator take a folder in which these have their usual names
		b.WriteString("mkdir again\n")
		if u.Dir != "" && u.Dir != "." || kept {
			fmt.Fprintf(&b, "cp -R %s again\n", sanitize.Shell(dir+"/."))
			b.WriteString("rm -f again/inventory.* again/scenario.*\n")
		}
		fmt.Fprintf(&b, "cp %s %s\n", sanitize.Shell(below(u.InventoryFile)), sanitize.Shell("again/inventory"+path.Ext(u.InventoryFile)))
		fmt.Fprintf(&b, "cp %s %s\n", sanitize.Shell(below(u.ScenarioFile)), sanitize.Shell("again/scenario"+path.Ext(u.ScenarioFile)))
		dir = "again"
	}
	var set []string
	for _, o := range u.Set {
		set = append(set, "--set", o.String())
	}
	if u.Spec == nil {
		return b.String()
	}
	for _, step := range u.Spec.Do {
		words := []string{"riprep", string(step), dir}
		if step != batch.Screen { // its --as-of is the start, which no change of the limits moves
			words = append(words, set...)
		}
		if step == batch.Plan {
			words = append(words, planFlags(u.Spec)...)
		}
		for i, w := range words {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(sanitize.Shell(w))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func planFlags(s *batch.Spec) []string {
	words := []string{"--seed", strconv.FormatUint(s.Seed, 10), "--effort", strconv.FormatInt(s.Effort, 10)}
	if len(s.Formats) == 0 {
		return words
	}
	words = append(words, "--simulate", strconv.Itoa(s.Runs))
	if !s.AsOf.IsZero() {
		words = append(words, "--as-of", s.AsOf.String())
	}
	for _, f := range s.Formats {
		name, _, _ := strings.Cut(f, "@")
		words = append(words, "-o", f+"=plan."+name)
	}
	return words
}
