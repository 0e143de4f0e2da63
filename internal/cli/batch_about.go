package cli

import (
	"encoding/json"
	"fmt"

	"github.com/riprep/riprep/pkg/batch"
)

// batchAbout is batch.json, which says what a folder of results holds. But for the shard it is the same for each part of a batch,
// so that parts can be told to belong together.
type batchAbout struct {
	Riprep   string       `json:"riprep"`
	Engine   string       `json:"engine"`
	Rules    string       `json:"rules"` // digest of what is built in
	Do       []batch.Step `json:"do"`
	Formats  []string     `json:"formats"`
	Seed     uint64       `json:"seed"`
	Effort   int64        `json:"effort"`
	Simulate int          `json:"simulate"`
	AsOf     batch.Day    `json:"as_of"`
	Shard    string       `json:"shard,omitempty"` // such as 0/3
}

const aboutKind = "batch-run/v1"

func aboutBatch(spec *batch.Spec, part shard) batchAbout {
	b := batchAbout{aboutKind, spec.Engine, spec.Rules, spec.Do, append([]string{}, spec.Formats...), spec.Seed, spec.Effort, spec.Runs, batch.Day{Date: spec.AsOf}, ""}
	if part.Count > 0 {
		b.Shard = part.String()
	}
	return b
}

func (b batchAbout) encode() ([]byte, error) {
	text, err := json.MarshalIndent(b, "", " ")
	return append(text, '\n'), err
}

// decodeAbout reads batch.json back.
func decodeAbout(text []byte) (b batchAbout, err error) {
	if err = json.Unmarshal(text, &b); err == nil && b.Riprep != aboutKind {
		err = fmt.Errorf("riprep %q: want %s", b.Riprep, aboutKind)
	}
	return b, err
}
