package strict

import (
	"bufio"
	"fmt"
)

// Fields writes the keys of one mapping of a YAML file, a line for each, and keeps the first thing that no file may hold in
// Err. What the writer below has to say is kept by bufio until it is flushed.
type Fields struct {
	W      *bufio.Writer
	Indent string // of the next line; Item for a mapping that is an item of a list
	Err    error
}

// Item is the Indent of the first line of an item of a list: the dash stands there.
const Item = "  - "

// Raw writes a value that needs no quotes, such as a number.
func (f *Fields) Raw(key, value string) {
	fmt.Fprintf(f.W, "%s%s: %s\n", f.Indent, key, value)
	if f.Indent != "" {
		f.Indent = "    "
	}
}

// Text writes a text, quoted where YAML asks for it; one that is empty is left out.
func (f *Fields) Text(key, value string) {
	if value == "" || f.Err != nil {
		return
	}
	if why := Refuses(value); why != "" {
		f.Err = fmt.Errorf("%s %.80q: %s", key, value, why)
		return
	}
	quoted, err := Quote(value)
	if err != nil {
		f.Err = fmt.Errorf("%s %w", key, err)
		return
	}
	f.Raw(key, quoted)
}
