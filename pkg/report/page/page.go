// Package page writes a plan as one HTML file that opens without a network: from a disk, from an e-mail, on a telephone.
//
// Begin with Encode in this file. The page is a frame, the data as JSON, and scripts that draw from it:
//
//	frame.go    the frame that any page of riprep has: styles, scripts, security policy; compare's page uses it too
//	data.go     the data of a plan's page; each part has a file data_*.go of its own
//	words.go    the one door through which names come into the data
//	assets      page.html, frame/ (what every page has), plan/ (the parts of a plan's page), vendor/ (Apache ECharts)
//
// The scripts are plain JavaScript without a build step; files of a folder are joined in the order of their names. What a part of the
// page needs to know of the others stands in assets/frame/10-core.js.
package page

import (
	"embed"
	"io"
	"io/fs"

	"github.com/riprep/riprep/pkg/report/view"
)

//go:embed assets/plan
var planAssets embed.FS

// Encode writes the page of a plan. The same document gives the same bytes.
func Encode(w io.Writer, d *view.Document, _ view.Env) error {
	data, err := newData(d)
	if err != nil {
		return err
	}
	parts, err := fs.Sub(planAssets, "assets/plan")
	if err != nil {
		return err
	}
	return Write(w, Content{
		Title: data.Meta.Title,
		Lead:  data.Meta.Lead,
		Foot:  data.Meta.Foot,
		Plain: plain(d),
		Data:  data,
		Parts: parts,
	})
}
