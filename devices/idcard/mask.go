package idcard

import "unicode"

// star is the full-width asterisk, as wide as the character that it stands for.
const star = '＊'

// MaskedName gives the name the way a screen in a public hall may show it: who
// knows it recognises it, who stands beside does not learn it. Of a Chinese
// name the first and the last character remain (王＊兰; 欧＊＊例 for four and
// more, so that the length is not told either), of two characters the first
// (王＊), of a single one none. Of a foreigner's name the first letter
// remains. A wiped card has the name "".
func (c Card) MaskedName() (masked string) {
	c.use(func(k Kind, text []byte) {
		l := layouts[k]
		if english := trimmed(l.english.of(text)); len(english) > 0 {
			masked = string(appendMasked(nil, english, 1, 0, 2))
			return
		}
		masked = string(appendMaskedName(nil, trimmed(l.name.of(text))))
	})
	return masked
}

func appendMaskedName(dst []rune, field []byte) []rune {
	switch n := visible(field); n {
	case 0:
		return dst
	case 1:
		return append(dst, star)
	case 2:
		return appendMasked(dst, field, 1, 0, 1)
	case 3:
		return appendMasked(dst, field, 1, 1, 1)
	default:
		return appendMasked(dst, field, 1, 1, 2)
	}
}

// appendMasked appends the first head and the last tail characters of a field
// with stars between them. A field that would be shown whole is all stars.
func appendMasked(dst []rune, field []byte, head, tail, stars int) []rune {
	n := visible(field)
	if n <= head+tail {
		head, tail = 0, 0
	}
	i := 0
	eachRune(field, func(r rune, lone bool) {
		if unicode.Is(unicode.Variation_Selector, r) {
			return
		}
		if lone {
			r = unicode.ReplacementChar
		}
		if i < head || i >= n-tail {
			dst = append(dst, r)
		}
		i++
		if i == max(head, 1) {
			for range stars {
				dst = append(dst, star)
			}
		}
	})
	return dst
}

// visible counts the characters that take a place of their own.
func visible(field []byte) (n int) {
	eachRune(field, func(r rune, _ bool) {
		if !unicode.Is(unicode.Variation_Selector, r) {
			n++
		}
	})
	return n
}
