package strict

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// plainText makes UTF-8 of what an editor or a spreadsheet may have saved: it takes a byte order mark off and turns
// UTF-16 round. UTF-16 without a mark is known by the zero byte in its first character, which every file of ours has.
func plainText(data []byte) ([]byte, *Fault) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}):
		return nil, &Fault{Message: "text in UTF-32", Hint: "save the file as UTF-8"}
	case bytes.HasPrefix(data, []byte{0xef, 0xbb, 0xbf}):
		return data[3:], nil
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return fromUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return fromUTF16(data[2:], binary.BigEndian)
	case len(data) >= 2 && data[0] != 0 && data[1] == 0:
		return fromUTF16(data, binary.LittleEndian)
	case len(data) >= 2 && data[0] == 0 && data[1] != 0:
		return fromUTF16(data, binary.BigEndian)
	}
	return data, nil
}

func fromUTF16(data []byte, order binary.ByteOrder) ([]byte, *Fault) {
	out := make([]byte, 0, len(data)/2+len(data)/8)
	line, column := 1, 1
	for i := 0; i < len(data); i += 2 {
		c := utf8.RuneError
		if i+1 < len(data) {
			c = rune(order.Uint16(data[i:]))
		}
		if utf16.IsSurrogate(c) {
			second := rune(0)
			if i+3 < len(data) {
				second = rune(order.Uint16(data[i+2:]))
			}
			c = utf16.DecodeRune(c, second)
			i += 2
		}
		if c == utf8.RuneError {
			return nil, &Fault{Pos: Pos{Line: line, Column: column}, Message: "not valid UTF-16", Hint: "was the file cut off? save it again as UTF-8"}
		}
		out = utf8.AppendRune(out, c)
		column++
		if c == '\n' {
			line, column = line+1, 1
		}
	}
	return out, nil
}

// survey looks over the text before a parser does: it must be UTF-8 without control characters, and must not hold so
// many values that the tree of them would not fit into memory. Every value stands behind one of the marks counted here,
// so their number bounds the tree; the parser itself has no such limit.
func survey(text []byte, maxValues int) *Fault {
	values := 0
	for i := 0; i < len(text); i++ {
		switch mark[text[i]] {
		case isPlain:
		case isMark:
			values++
		case isDash:
			if i+1 == len(text) || text[i+1] <= ' ' {
				values++
			}
		case isControl:
			at := place(text, i)
			if text[i] == 0 {
				return &Fault{Pos: at, Message: "a NUL byte", Hint: "is this a text file? save it as UTF-8"}
			}
			return &Fault{Pos: at, Message: fmt.Sprintf("a control character (%U)", text[i]), Hint: "take it out"}
		case isWide:
			c, size := utf8.DecodeRune(text[i:])
			if c == utf8.RuneError && size <= 1 {
				return &Fault{Pos: place(text, i), Message: fmt.Sprintf("not valid UTF-8 (byte 0x%02x)", text[i]), Hint: "save the file as UTF-8"}
			}
			if hidden(c) && c != 0xfeff && c != 0x85 && c != 0x2028 && c != 0x2029 || c == 0xfffe || c == 0xffff {
				return &Fault{Pos: place(text, i), Message: fmt.Sprintf("a character that hides or turns text (%U)", c), Hint: "take it out"}
			}
			i += size - 1
		}
	}
	if values > maxValues {
		return &Fault{
			Message: fmt.Sprintf("holds about %d values, more than the limit of %d", values, maxValues),
			Hint:    "give each carrier a file of its own",
		}
	}
	return nil
}

const (
	isPlain = iota
	isMark
	isDash
	isControl
	isWide
)

var mark = func() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c == '\n' || c == '\r' || c == '\t':
		case c < ' ' || c == 0x7f:
			t[c] = isControl
		case c >= utf8.RuneSelf:
			t[c] = isWide
		case bytes.IndexByte([]byte(",:?[{"), byte(c)) >= 0:
			t[c] = isMark
		case c == '-':
			t[c] = isDash
		}
	}
	return t
}()

// place turns an offset into a line and a column of characters, both from 1.
func place(text []byte, offset int) Pos {
	before := text[:min(offset, len(text))]
	line := 1 + bytes.Count(before, []byte{'\n'})
	return Pos{Line: line, Column: 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])}
}

// PlainText reads a file that is not YAML or JSON, such as a spreadsheet's CSV, into UTF-8 without a byte order mark. Size
// and kind of file are looked at as in File, and its digest is kept; what the text holds is the caller's business, and may
// be anything: also control characters, and bytes that are no UTF-8. It reports whether the file could be read.
func (r *Reader) PlainText(path, kind string) ([]byte, bool) {
	data, bad := r.read(path)
	if bad == nil {
		sum := sha256.Sum256(data)
		r.sources = append(r.sources, Source{Path: path, Kind: kind, SHA256: hex.EncodeToString(sum[:])})
		data, bad = plainText(data)
	}
	if bad != nil {
		bad.Pos.File = path
		r.keep(*bad)
		return nil, false
	}
	return data, true
}
