package cyclonedx

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/report/view"
)

// Versions are those of the specification that are written, the newest first.
var Versions = []string{"1.7", "1.6"}

// Encode writes one bill of both states: the property riprep:state of a component says whether it is there before the plan,
// after it, or both. The error is of w, or names a version that is not written.
func Encode(w io.Writer, d *view.Document, env view.Env) error {
	return write(w, newBuilder(d).bom(""), env.Version)
}

// Files writes one bill of each state: before.cdx.json with the network as it is, after.cdx.json as the plan leaves it.
func Files(d *view.Document, env view.Env) ([]view.File, error) {
	b := newBuilder(d)
	var files []view.File
	for _, state := range []string{stateBefore, stateAfter} {
		files = append(files, view.File{Name: state + ".cdx.json", Encode: func(w io.Writer) error { return write(w, b.bom(state), env.Version) }})
	}
	return files, nil
}

// bom makes the bill of a state, or of both where that is "".
func (b *builder) bom(state string) *cdx.BOM {
	p := b.d.Plan
	shown := func(ref string) bool {
		s, ok := b.state[ref]
		return ok && (state == "" || s == state || s == stateBoth)
	}
	var components []cdx.Component
	for _, c := range b.all {
		if shown(c.BOMRef) {
			components = append(components, c)
		}
	}
	root := "network:" + p.Operator.ID
	network := device(root, "", view.OperatorName(p), "the network of "+p.Operator.ID, nil)
	network.Manufacturer, network.Supplier = nil, nil
	var meta properties
	meta.add("riprep:states", map[string]string{"": "before and after", stateBefore: "before", stateAfter: "after"}[state])
	meta.day("riprep:start", p.Start)
	meta.day("riprep:finish", p.Totals.Finish)
	for _, in := range p.Inputs {
		meta.add("riprep:input", in.Kind+" sha256:"+in.SHA256)
	}
	bom := cdx.NewBOM()
	bom.Metadata = &cdx.Metadata{
		Lifecycles: lifecycles(state),
		Tools:      &cdx.ToolsChoice{Components: &[]cdx.Component{{Type: cdx.ComponentTypeApplication, Name: "riprep", Version: sanitize.Terminal(p.Engine.Version)}}},
		Component:  &network,
		Properties: meta.list(),
	}
	bom.Components = &components
	bom.Dependencies = b.dependencies(root, shown)
	return bom
}

// lifecycles say it in CycloneDX's own words: what is there is in operation, what comes is proposed.
func lifecycles(state string) *[]cdx.Lifecycle {
	var out []cdx.Lifecycle
	if state != stateAfter {
		out = append(out, cdx.Lifecycle{Phase: cdx.LifecyclePhaseOperations})
	}
	if state != stateBefore {
		out = append(out, cdx.Lifecycle{Phase: cdx.LifecyclePhaseDesign})
	}
	return &out
}

// write gives the bill its serial number and writes it. The number is a UUID of the kind that is free in its form (version 8),
// of the SHA-256 of the bill without it, so that the same content has the same in every version of the specification.
func write(w io.Writer, bom *cdx.BOM, version string) error {
	var text bytes.Buffer
	if err := cdx.NewBOMEncoder(&text, cdx.BOMFileFormatJSON).Encode(bom); err != nil {
		return err
	}
	sum := sha256.Sum256(text.Bytes())
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	bom.SerialNumber = fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
	e := cdx.NewBOMEncoder(w, cdx.BOMFileFormatJSON).SetPretty(true)
	switch version {
	case "", "1.7":
		return e.Encode(bom)
	case "1.6":
		return e.EncodeVersion(bom, cdx.SpecVersion1_6)
	}
	return fmt.Errorf("version %q: not known (want 1.7 or 1.6)", version)
}
