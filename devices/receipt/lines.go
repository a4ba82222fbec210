package receipt

import (
	"strings"
	"unicode"
)

// Widths are counted in columns of 12 dots, before enlarging: an ASCII character takes one, every
// other character two, as in the fonts of Chinese printers.
func columns(r rune) int {
	if r < 0x80 {
		return 1
	}
	return 2
}

func width(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

// clean leaves what can be printed: other white becomes a space, what has no shape of its own goes.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\u3000': // the Han space is as wide as a character and may be meant so
			return r
		case unicode.IsSpace(r):
			return ' '
		case r < 0x20 || r == 0x7F, unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cc, r),
			unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, s)
}

// What must not begin a line and what must not end one (GB/T 15834-2011, 5.1, and W3C clreq 3.1.5).
const (
	noStart = "，。、；：？！）》〉」』】〕〗”’…—～·％‰℃°,.;:?!)]}>%/"
	noEnd   = "（《〈「『【〔〖“‘￥＄([{<$#"
)

// breakLines breaks one paragraph into lines of at most max columns. Words and numbers in ASCII stay
// whole unless one alone is wider than a line.
func breakLines(s string, max int) []string {
	var out []string
	for _, para := range strings.Split(clean(s), "\n") {
		out = append(out, breakParagraph(para, max)...)
	}
	return out
}

func breakParagraph(s string, max int) []string {
	if max < 2 {
		max = 2
	}
	var lines []string
	var line strings.Builder
	used := 0
	end := func() {
		lines = append(lines, strings.TrimRight(line.String(), " "))
		line.Reset()
		used = 0
	}
	for _, u := range units(s) {
		spaces, w := width(u)-width(strings.TrimLeft(u, " ")), width(u)
		if used > 0 && used+w > max {
			end()
			u, w = u[spaces:], w-spaces
		}
		for w > max { // one unit alone is wider than a line
			n := fit(u, max)
			line.WriteString(u[:n])
			end()
			u = u[n:]
			w = width(u)
		}
		line.WriteString(u)
		used += w
	}
	if used > 0 || len(lines) == 0 {
		end()
	}
	return lines
}

// fit is how many bytes of s fill max columns at most, and at least one character.
func fit(s string, max int) int {
	n := 0
	for i, r := range s {
		if n += columns(r); n > max && i > 0 {
			return i
		}
	}
	return len(s)
}

// units cuts a paragraph where a line may end. Spaces stand at the beginning of the unit after them.
func units(s string) []string {
	var out []string
	var prev rune
	for _, r := range s {
		glue := len(out) > 0 && (prev == ' ' ||
			strings.ContainsRune(noStart, r) && prev != ' ' ||
			strings.ContainsRune(noEnd, prev) ||
			r < 0x80 && prev < 0x80 && r != ' ')
		if glue {
			out[len(out)-1] += string(r)
		} else {
			out = append(out, string(r))
		}
		prev = r
	}
	return out
}
