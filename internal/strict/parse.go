package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"gopkg.in/yaml.v3"
)

const (
	nullTag  = "!!null"
	mergeTag = "!!merge"
)

// parse turns text into the root nodes of its documents and gives each to the caller while the next ones are still
// text; empty documents are left out. It reports whether all of the text could be parsed.
func (r *Reader) parse(name string, data []byte, each func(root *yaml.Node) bool) bool {
	text, bad := plainText(data)
	if bad == nil {
		bad = survey(text, r.maxValues())
	}
	if bad == nil {
		if isJSON(text) {
			bad = parseJSON(text, 1, r.maxDepth(), each)
		} else {
			bad = parseYAML(text, r.maxExpand(), each)
		}
	}
	if bad != nil {
		bad.Pos.File = name
		r.keep(*bad)
	}
	return bad == nil
}

func parseYAML(text []byte, maxExpand int, each func(root *yaml.Node) bool) *Fault {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	aliases := hasAliases(text)
	for {
		doc, err := decodeYAML(dec)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return yamlFault(err, text)
		}
		if aliases {
			if bad := unfolds(&doc, maxExpand); bad != nil {
				return bad
			}
		}
		if len(doc.Content) == 1 && doc.Content[0].Tag != nullTag && !each(doc.Content[0]) {
			return nil
		}
	}
}

// decodeYAML parses the next document. The library answers some broken texts with a panic; a broken file must never end
// the program.
func decodeYAML(dec *yaml.Decoder) (doc yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	err = dec.Decode(&doc)
	return doc, err
}
