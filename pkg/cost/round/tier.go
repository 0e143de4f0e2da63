package round

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// OtherKind is the kind of an applicant that no tier names; it is said so that no tier by kind is left open.
const OtherKind = "other"

//go:embed data/us-scrp.yaml
var builtinSCRP []byte

// builtins are the tiers that riprep brings, by programme: files of kind round/v1 without rounds and applications.
var builtins = map[string][]byte{"us-scrp": builtinSCRP}

// builtinTiers reads the tiers of a programme, nil where none are built in.
func builtinTiers(r *strict.Reader, programme string) []Tier {
	text, ok := builtins[programme]
	if !ok {
		return nil
	}
	var f file
	r.Bytes("builtin:rounds/"+programme+".yaml", text, roundKind, f.decode)
	return f.Tiers
}

// Tiers are those that are built in for a programme, in the order of their priority; nil where none are.
func Tiers(programme string) []Tier { return builtinTiers(new(strict.Reader), programme) }

// Place is the first tier that takes an application. Where one before it, or it, depends on what is not known, the tier is nil
// and missing says what would have to be stated, such as "customers"; where no tier takes it, both are empty.
func Place(tiers []Tier, a *Application) (tier *Tier, missing string) {
	id, missing := place(tiers, a)
	for i := range tiers {
		if tiers[i].ID == id {
			return &tiers[i], missing
		}
	}
	return nil, missing
}

// Kinds are the words that an application can have for its kind under tiers.
func Kinds(tiers []Tier) []string { return kinds(tiers) }

// answer is whether an application belongs to a tier.
type answer int8

const (
	no answer = iota
	yes
	unknown
)

// takes says whether the tier takes an application, by what is known of it.
func (t *Tier) takes(a *Application) answer {
	out := yes
	if t.CustomersMax != nil {
		switch {
		case a.Customers == nil:
			out = unknown
		case *a.Customers > *t.CustomersMax:
			return no
		}
	}
	if len(t.Kinds) > 0 {
		switch {
		case a.Kind == "":
			out = unknown
		case !slices.Contains(t.Kinds, a.Kind):
			return no
		}
	}
	return out
}

// place is the first tier that takes an application. Where one before it, or it, depends on what is not known, the answer
// is "" and what would have to be stated; where no tier takes it, both are "".
func place(tiers []Tier, a *Application) (tier, missing string) {
	for i := range tiers {
		t := &tiers[i]
		switch t.takes(a) {
		case yes:
			return t.ID, ""
		case unknown:
			var keys []string
			if t.CustomersMax != nil && a.Customers == nil {
				keys = append(keys, "customers")
			}
			if len(t.Kinds) > 0 && a.Kind == "" {
				keys = append(keys, "kind")
			}
			return "", strings.Join(keys, " and ")
		}
	}
	return "", ""
}

// kinds are the words that an application can have for its kind.
func kinds(tiers []Tier) []string {
	var out []string
	for _, t := range tiers {
		out = append(out, t.Kinds...)
	}
	slices.Sort(out)
	return append(slices.Compact(out), OtherKind)
}
