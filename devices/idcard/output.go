package idcard

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// outputSize is enough for the longest output of either form: at most 128 code
// units of up to six bytes each, and the names of the fields. A buffer that
// never grows leaves no copy behind.
const outputSize = 2048

// WriteJSON writes the card as one JSON object and a line end: type (the
// Kind), name, sex (男 or 女), ethnicity or nationality (the card's three
// letters), birth, number, issuer, valid_from, valid_to, english_name and
// pass_number, each only where the card has it. Dates are yyyy-mm-dd; 长期 stays
// 长期.
//
// Unless reveal is set, it writes what a bystander may see: names as in
// MaskedName; three characters of the number at its beginning and four at its
// end, the part by which its owner knows it and from which neither the day of
// birth nor the county can be told; years instead of days; and no
// ethnicity or issuer, which says the county.
//
// Bytes go to w directly and the buffer is wiped; what w does with them is the
// caller's business.
func (c Card) WriteJSON(w io.Writer, reveal bool) error {
	return c.write(w, reveal, "{", ", ", "}\n", func(dst []byte, key string, value func([]byte) []byte) []byte {
		dst = fmt.Appendf(dst, "%q: \"", key)
		return append(value(dst), '"')
	})
}

// WriteText writes the same fields as WriteJSON for people, one a line.
func (c Card) WriteText(w io.Writer, reveal bool) error {
	return c.write(w, reveal, "", "\n", "\n", func(dst []byte, key string, value func([]byte) []byte) []byte {
		return value(fmt.Appendf(dst, "%-13s", key))
	})
}

func (c Card) write(w io.Writer, reveal bool, head, between, tail string, pair func(dst []byte, key string, value func([]byte) []byte) []byte) error {
	var buf [outputSize]byte
	defer clear(buf[:])
	var english [textLen]byte
	defer clear(english[:])
	out := append(buf[:0], head...)
	wiped := true
	c.use(func(k Kind, text []byte) {
		wiped = false
		out = pair(out, "type", func(dst []byte) []byte { return append(dst, k.String()...) })
		for _, f := range fieldsOf(k, text, english[:0]) {
			if len(f.units) == 0 {
				continue
			}
			show := f.masked
			if reveal {
				show = f.plain
			}
			out = append(out, between...)
			out = pair(out, f.key, func(dst []byte) []byte { return show(dst, f.units) })
		}
	})
	if wiped {
		return ErrWiped
	}
	_, err := w.Write(append(out, tail...))
	return err
}

// A field is one entry of the output: its code units and its two forms.
type field struct {
	key           string
	units         []byte
	plain, masked func(dst, units []byte) []byte
}

// fieldsOf takes the card's text apart. The English name, whose two parts do
// not adjoin on every card, is put together in the given buffer.
func fieldsOf(k Kind, text, english []byte) []field {
	l := layouts[k]
	get := func(s span) []byte { return trimmed(s.of(text)) }
	english = append(append(english, l.english.of(text)...), l.englishMore.of(text)...)
	return []field{
		{"name", get(l.name), appendUnits, maskName},
		{"sex", get(l.sex), appendSex, appendSex},
		{"ethnicity", get(l.ethnicity), appendEthnicity, maskAll},
		{"nationality", get(l.nationality), appendUnits, appendUnits},
		{"birth", get(l.birth), appendDate, maskDate},
		{"number", get(l.number), appendUnits, maskNumber},
		{"issuer", get(l.issuer), appendUnits, maskAll},
		{"valid_from", get(l.from), appendDate, maskDate},
		{"valid_to", get(l.to), appendDate, maskDate},
		{"english_name", trimmed(english), appendUnits, maskEnglish},
		{"pass_number", get(l.pass), appendUnits, maskPass},
	}
}

// appendUnits writes a field as UTF-8, escaped as JSON wants it. Half of a
// surrogate pair, which UTF-8 cannot hold, is written as its JSON escape, so
// that no code unit is lost.
func appendUnits(dst, units []byte) []byte {
	eachRune(units, func(r rune, lone bool) {
		switch {
		case lone || r < ' ':
			dst = fmt.Appendf(dst, `\u%04x`, r)
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		default:
			dst = utf8.AppendRune(dst, r)
		}
	})
	return dst
}

func appendSex(dst, units []byte) []byte {
	if name := sexName(units[0]); len(units) == 2 && units[1] == 0 && name != "" {
		return append(dst, name...)
	}
	return appendUnits(dst, units)
}

func appendEthnicity(dst, units []byte) []byte {
	if len(units) == 4 && units[1] == 0 && units[3] == 0 {
		if name := ethnicName(units[0], units[2]); name != "" {
			return append(dst, name...)
		}
	}
	return appendUnits(dst, units)
}

// isDate tells whether a field is eight digits, yyyymmdd.
func isDate(units []byte) bool {
	if len(units) != 16 {
		return false
	}
	for i := 0; i < len(units); i += 2 {
		if units[i] < '0' || units[i] > '9' || units[i+1] != 0 {
			return false
		}
	}
	return true
}

func appendDate(dst, units []byte) []byte {
	if !isDate(units) {
		return appendUnits(dst, units)
	}
	dst = append(dst, units[0], units[2], units[4], units[6], '-')
	dst = append(dst, units[8], units[10], '-')
	return append(dst, units[12], units[14])
}

// maskDate leaves the year of a date, and the word 长期.
func maskDate(dst, units []byte) []byte {
	switch {
	case isDate(units):
		return appendUnits(dst, units[:8])
	case bytes.Equal(units, []byte{0x7F, 0x95, 0x1F, 0x67}): // 长期
		return appendUnits(dst, units)
	}
	return maskAll(dst, nil)
}

func maskAll(dst, _ []byte) []byte { return append(dst, "＊＊"...) }

func maskName(dst, units []byte) []byte { return appendRunes(dst, appendMaskedName(nil, units)) }

func maskEnglish(dst, units []byte) []byte {
	return appendRunes(dst, appendMasked(nil, units, 1, 0, 2))
}

func maskNumber(dst, units []byte) []byte { return maskMiddle(dst, units, 3, 4) }

func maskPass(dst, units []byte) []byte { return maskMiddle(dst, units, 1, 2) }

// maskMiddle keeps the length of a number, which is the same for all.
func maskMiddle(dst, units []byte, head, tail int) []byte {
	n := len(units) / 2
	if n <= head+tail {
		return maskAll(dst, nil)
	}
	dst = appendUnits(dst, units[:2*head])
	for range n - head - tail {
		dst = append(dst, '*')
	}
	return appendUnits(dst, units[2*(n-tail):])
}

func appendRunes(dst []byte, runes []rune) []byte {
	for _, r := range runes {
		if r < ' ' || r == '"' || r == '\\' {
			r = star // would have to be escaped, and says nothing
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}
