package escpos

import (
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Charset is the set of characters that a printer's own font is vouched to hold.
type Charset string

// The charsets, each containing the one before. All are sent as GB 18030, whose one- and two-byte
// part they are.
const (
	ASCII   Charset = "ascii"
	GB2312  Charset = "gb2312"
	GBK     Charset = "gbk"
	GB18030 Charset = "gb18030" // its two-byte part; printers have no four-byte characters
)

// Encode returns the bytes of r, or false where the printer's font does not hold it.
func (c Charset) Encode(r rune) ([]byte, bool) {
	if r >= 0x20 && r < 0x7F {
		return []byte{byte(r)}, true
	}
	if r < 0x80 || c == ASCII || unicode.Is(unicode.Co, r) {
		return nil, false
	}
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(string(r)))
	if err != nil || len(b) != 2 || b[0] == GlyphRow && b[1] >= GlyphFirst {
		return nil, false
	}
	switch c {
	case GB2312:
		if !inGB2312(b[0], b[1]) {
			return nil, false
		}
	case GBK:
		// The characters that GB 18030 added in two bytes: the euro sign, small letter forms and radicals.
		if b[0] == 0xA2 && b[1] == 0xE3 || b[0] == 0xA8 && b[1] == 0xBF || b[0] == 0xFE {
			return nil, false
		}
	}
	return b, true
}

// Decode returns the character that two bytes stand for, or false for none.
func Decode(b1, b2 byte) (rune, bool) {
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes([]byte{b1, b2})
	if err != nil {
		return 0, false
	}
	r := []rune(string(out))
	if len(r) != 1 || r[0] == unicode.ReplacementChar {
		return 0, false
	}
	return r[0], true
}

// inGB2312 knows the filled places of the GB 2312-1980 table, as its EUC bytes.
func inGB2312(b1, b2 byte) bool {
	if b2 < 0xA1 || b2 > 0xFE {
		return false
	}
	in := func(lo, hi byte) bool { return b2 >= lo && b2 <= hi }
	switch b1 {
	case 0xA1, 0xA3:
		return true
	case 0xA2:
		return in(0xB1, 0xE2) || in(0xE5, 0xEE) || in(0xF1, 0xFC)
	case 0xA4:
		return in(0xA1, 0xF3)
	case 0xA5:
		return in(0xA1, 0xF6)
	case 0xA6:
		return in(0xA1, 0xB8) || in(0xC1, 0xD8)
	case 0xA7:
		return in(0xA1, 0xC1) || in(0xD1, 0xF1)
	case 0xA8:
		return in(0xA1, 0xBA) || in(0xC5, 0xE9)
	case 0xA9:
		return in(0xA4, 0xEF)
	case 0xD7:
		return in(0xA1, 0xF9)
	}
	return b1 >= 0xB0 && b1 <= 0xF7
}
