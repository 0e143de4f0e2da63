package page

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
)

//go:embed assets/page.html assets/frame assets/vendor
var assets embed.FS

// Content is what stands in a frame.
type Content struct {
	Title string // of the window, and the first heading
	Lead  string // a line below it
	Foot  string // a line at the end: what made the page
	Plain []Row  // what is shown where scripts do not run, such as in the preview of a mail
	Data  any    // R.data of the scripts; must encode as JSON
	Parts fs.FS  // *.js and *.css in its top folder, which register the sections of the page (R.section)
}

// Row is a label with its value and what is to be known of it.
type Row struct{ Label, Value, Note string }

// Write writes a page that asks for nothing outside itself: scripts, styles and data stand in it, and its security policy
// forbids the rest. Only scripts that were there when it was written run, by their digests. Words of Content may hold anything.
func Write(w io.Writer, c Content) error {
	vendor, err := fs.ReadFile(assets, "assets/vendor/echarts.min.js")
	if err != nil {
		return err
	}
	frame, err := fs.Sub(assets, "assets/frame")
	if err != nil {
		return err
	}
	var styles, scripts strings.Builder
	for _, folder := range []fs.FS{frame, c.Parts} {
		if err := join(&styles, folder, ".css"); err != nil {
			return err
		}
		if err := join(&scripts, folder, ".js"); err != nil {
			return err
		}
	}
	data, err := json.Marshal(c.Data) // <, > and & are escaped, so that no name ends the script element
	if err != nil {
		return err
	}
	t, err := template.ParseFS(assets, "assets/page.html")
	if err != nil {
		return err
	}
	rows := make([]Row, len(c.Plain))
	for i, r := range c.Plain {
		rows[i] = Row{sanitize.Terminal(r.Label), sanitize.Terminal(r.Value), sanitize.Terminal(r.Note)}
	}
	return t.Execute(w, struct {
		Title, Lead, Foot, Policy string
		Plain                     []Row
		Styles                    template.CSS
		Data, Vendor, Scripts     template.JS
	}{
		sanitize.Terminal(c.Title), sanitize.Terminal(c.Lead), sanitize.Terminal(c.Foot), policy(string(vendor), scripts.String()), rows,
		template.CSS(styles.String()), template.JS(data), template.JS(vendor), template.JS(scripts.String()),
	})
}

// join adds the files of a folder that end in ext, in the order of their names.
func join(b *strings.Builder, folder fs.FS, ext string) error {
	files, err := fs.ReadDir(folder, ".")
	if err != nil {
		return err
	}
	for _, f := range files {
		if path.Ext(f.Name()) != ext {
			continue
		}
		text, err := fs.ReadFile(folder, f.Name())
		if err != nil {
			return err
		}
		b.WriteByte('\n')
		b.Write(text)
	}
	if ext == ".js" && strings.Contains(strings.ToLower(b.String()), "</script") {
		return fmt.Errorf("a script of the page holds </script, which would end it")
	}
	return nil
}

// policy is the page's Content-Security-Policy: nothing from anywhere, the scripts alone that have these texts. Styles are set by
// the charts too.
func policy(scripts ...string) string {
	var b strings.Builder
	b.WriteString("default-src 'none'; script-src")
	for _, s := range scripts {
		sum := sha256.Sum256([]byte(s))
		fmt.Fprintf(&b, " 'sha256-%s'", base64.StdEncoding.EncodeToString(sum[:]))
	}
	b.WriteString("; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'")
	return b.String()
}
