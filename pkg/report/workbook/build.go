package workbook

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/riprep/riprep/pkg/inventory"
)

// book is a workbook that is being written.
type book struct {
	file   *excelize.File
	styles styles
	sheets []*sheet
	head   head
}

// head is what stands above the summary and in the properties of the file.
type head struct {
	title, about string // of the summary
	name         string // of the file, among its properties
	on           inventory.Date
	groups       []Group
	checks       map[string]Check // by the id of the figure
}

// build writes the workbook. The sheets are measured.
func build(h head, sheets []*sheet) (data []byte, err error) {
	b := &book{file: excelize.NewFile(), sheets: sheets, head: h}
	defer func() {
		if e := b.file.Close(); err == nil {
			err = e
		}
	}()
	if b.styles, err = newStyles(b.file); err != nil {
		return nil, err
	}
	for i, s := range sheets {
		if i == 0 {
			err = b.file.SetSheetName("Sheet1", s.name)
		} else {
			_, err = b.file.NewSheet(s.name)
		}
		if err != nil {
			return nil, fmt.Errorf("sheet %q: %w", s.name, err)
		}
	}
	for i, s := range sheets {
		if i == 0 {
			err = b.summary(s)
		} else {
			err = b.table(s)
		}
		if err != nil {
			return nil, fmt.Errorf("sheet %q: %w", s.name, err)
		}
	}
	if err := b.properties(); err != nil {
		return nil, err
	}
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newArchive(w) })
	var out bytes.Buffer
	if err := b.file.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// properties are those of the file. The library's own would have a day of 2006; here it is that of the document, or none.
func (b *book) properties() error {
	var title strings.Builder
	if err := xml.EscapeText(&title, []byte(b.head.name)); err != nil {
		return err
	}
	days := ""
	if on := b.head.on; !on.IsZero() {
		for _, name := range []string{"created", "modified"} {
			days += fmt.Sprintf(`<dcterms:%s xsi:type="dcterms:W3CDTF">%sT00:00:00Z</dcterms:%[1]s>`, name, on)
		}
	}
	b.file.Pkg.Store("docProps/core.xml", []byte(xml.Header+
		`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" `+
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+
		`<dc:title>`+title.String()+`</dc:title><dc:creator>riprep</dc:creator>`+days+`</cp:coreProperties>`))
	b.file.Pkg.Store("docProps/app.xml", []byte(xml.Header+
		`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>riprep</Application></Properties>`))
	calculate := true
	return b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &calculate})
}

// page is how a sheet is printed: across the page, as wide as it is, with the rows up to the headings on each of its pages.
func (b *book) page(s *sheet, width float64, repeat int) error {
	paper, orientation, one, all := letter, "landscape", 1, 0
	if width > 170 {
		paper = tabloid
	}
	if err := b.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &one, FitToHeight: &all}); err != nil {
		return err
	}
	fit, side, edge, foot, tab := true, 0.4, 0.6, 0.3, "FF"+s.tab
	if err := b.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit, TabColorRGB: &tab}); err != nil {
		return err
	}
	if err := b.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge, Header: &foot, Footer: &foot}); err != nil {
		return err
	}
	if err := b.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&Rpage &P of &N"}); err != nil {
		return err
	}
	return b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$%d", s.name, repeat), Scope: s.name,
	})
}

// Sizes of paper as a spreadsheet numbers them: 8.5 × 11 and 11 × 17 inches.
const (
	letter  = 1
	tabloid = 3
)
