package typeset

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// Wrap breaks words into lines no wider than width at a type size, ragged right.
//
// Lines break where Unicode Standard Annex 14 allows it, so 。，、）」？！ never begin a line and （「
// never end one; Latin words and figures stay whole, and a figure stays with its unit ("5 天").
// A newline always breaks. A zero width space (U+200B) marks a place where content would rather
// break; it is not in the lines. Only what is wider than a whole line is broken inside. Spaces at
// line ends are dropped, and nothing else is. Empty words make no line.
func Wrap(words string, size float32, isBold bool, width float32) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(words, "\n") {
		if words == "" {
			break
		}
		lines = append(lines, wrapParagraph(paragraph, size, isBold, width)...)
	}
	return lines
}

// Fit chooses the first of the sizes (largest first) at which words take no more than the given
// number of lines of the width, and returns it with the lines. Where even the last size does not
// fit, it is returned with as many lines as it takes.
//
// Where words hold zero width spaces, a smaller size that breaks only there goes before a larger
// one that breaks elsewhere.
func Fit(words string, isBold bool, width float32, most int, sizes ...float32) (float32, []string) {
	for _, size := range sizes {
		if lines, ok := wrapAtSense(words, size, isBold, width); ok && len(lines) <= most {
			return size, lines
		}
	}
	var size float32
	var lines []string
	for _, size = range sizes {
		if lines = Wrap(words, size, isBold, width); len(lines) <= most {
			break
		}
	}
	return size, lines
}

// wrapAtSense breaks only at newlines and at the places content has marked; false when that does
// not keep the width.
func wrapAtSense(words string, size float32, isBold bool, width float32) ([]string, bool) {
	var lines []string
	for paragraph := range strings.SplitSeq(words, "\n") {
		line := ""
		for part := range strings.SplitSeq(paragraph, "\u200b") {
			if Width(part, size, isBold) > width {
				return nil, false
			}
			if line != "" && Width(line+part, size, isBold) > width {
				lines = append(lines, clean([]rune(line)))
				line = ""
			}
			// The mark is a wish, not a newline: parts that fit share a line.
			line += part
		}
		lines = append(lines, clean([]rune(line)))
	}
	return lines, true
}

// Strength of a place between two runes as a line break.
const (
	never  = iota // would begin a line with a comma, or split a grapheme
	forced        // inside a word: only when the word alone is wider than a line
	meagre        // allowed, but parts what belongs together
	good
)

func wrapParagraph(paragraph string, size float32, isBold bool, width float32) []string {
	runes := []rune(paragraph)
	if len(runes) == 0 {
		return []string{""}
	}
	breaks := strengths(runes)
	f := faceFor(isBold)

	var lines []string
	for start := 0; start < len(runes); {
		end := fill(f, runes, breaks, start, size, width)
		if next := afterSpaces(runes, end); next < len(runes) && len(runes)-next < leastTail {
			end = keepCompany(f, runes, breaks, start, end, size, width)
		}
		lines = append(lines, clean(runes[start:end]))
		start = afterSpaces(runes, end)
	}
	return lines
}

// leastTail is how many runes a last line has at least, where the line above can spare some.
const leastTail = 3

// keepCompany ends the last line but one earlier, so that a last
// line of one or two runes ("吗？") gets company; it never empties more than half a line.
func keepCompany(f *face, runes []rune, breaks []uint8, start, end int, size, width float32) int {
	for at := end - 1; at > (start+end)/2; at-- {
		if breaks[at] != good {
			continue
		}
		tail := runes[afterSpaces(runes, at):]
		if f.reach(tail)*size > width {
			return end
		}
		if len(tail) >= leastTail {
			return at
		}
	}
	return end
}

func afterSpaces(runes []rune, at int) int {
	for at < len(runes) && unicode.IsSpace(runes[at]) {
		at++
	}
	return at
}

// fill returns where the line that begins at start ends: the last place of the best strength that
// still fits, or the first one at all when nothing fits.
func fill(f *face, runes []rune, breaks []uint8, start int, size, width float32) int {
	limit := width / size
	var reach float32 // of everything up to and with the rune at i
	var last [good + 1]int
	for i := start; i < len(runes); i++ {
		advance := f.advance(runes[i])
		if i > start {
			advance += f.kern(runes[i-1], runes[i])
		}
		reach += advance
		// A space may hang over the edge: it is dropped there.
		if reach > limit+1e-4 && !unicode.IsSpace(runes[i]) {
			for strength := good; strength > never; strength-- {
				if last[strength] > start {
					return last[strength]
				}
			}
			// Not even the first place fits: the line runs over up to it.
			for end := i; end < len(runes); end++ {
				if end > start && breaks[end] != never {
					return end
				}
			}
			return len(runes)
		}
		last[breaks[i+1]] = i + 1
	}
	return len(runes)
}

// strengths says for every place before runes[i] (and after the last) how well a line breaks there.
func strengths(runes []rune) []uint8 {
	breaks := make([]uint8, len(runes)+1)
	var seg segmenter.Segmenter
	seg.Init(runes)
	for graphemes := seg.GraphemeIterator(); graphemes.Next(); {
		at := graphemes.Grapheme().Offset
		if at > 0 && !glued(runes, at) {
			breaks[at] = forced
		}
	}
	for lines := seg.LineIterator(); lines.Next(); {
		line := lines.Line()
		at := line.Offset + len(line.Text)
		if at == len(runes) || glued(runes, at) {
			continue
		}
		breaks[at] = good
		if partsFigure(runes, at) {
			breaks[at] = meagre
		}
	}
	// The annex glues quotation marks to both sides, as it cannot know on which they open. In
	// Chinese text “ opens and ” closes.
	for at := 1; at < len(runes); at++ {
		if runes[at] == '“' && han(runes[at-1]) || runes[at-1] == '”' && han(runes[at]) {
			breaks[at] = good
		}
	}
	breaks[len(runes)] = good
	return breaks
}

// partsFigure reports a place between a figure and its unit, with or without a space: "5 天", "30 MB", "3份".
func partsFigure(runes []rune, at int) bool {
	before := at - 1
	for before >= 0 && runes[before] == ' ' {
		before--
	}
	return before >= 0 && unicode.IsDigit(runes[before]) && unicode.IsLetter(runes[at])
}

// glued reports a place before a mark that begins no line or after one that ends none, whatever
// invisible marks lie between.
func glued(runes []rune, at int) bool {
	before, after := at-1, at
	for before > 0 && invisible(runes[before]) {
		before--
	}
	for after < len(runes)-1 && invisible(runes[after]) {
		after++
	}
	return endsNoLine(runes[before]) || beginsNoLine(runes[after])
}

func beginsNoLine(r rune) bool {
	return strings.ContainsRune("。，、；：？！）】》〉」』’”…—·％℃,.;:?!)]}%", r)
}

func endsNoLine(r rune) bool { return strings.ContainsRune("（【《〈「『‘“￥([{", r) }

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// clean makes a line of runes: without the marks for breaking and without the spaces at its end.
func clean(runes []rune) string {
	var line strings.Builder
	for _, r := range runes {
		if !invisible(r) {
			line.WriteRune(r)
		}
	}
	return strings.TrimRightFunc(line.String(), unicode.IsSpace)
}
