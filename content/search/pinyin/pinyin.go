// Package pinyin says how a Chinese text is read, character by character, for search and for
// names in letters. A dictionary of single characters reads 会计 as hui ji and 银行 as yin xing;
// here a reviewed table of phrases decides first, and a few characters keep two readings where no
// phrase decides.
package pinyin

import (
	"strings"

	gopinyin "github.com/mozillazg/go-pinyin"
)

// Readings returns, for every rune of the text, its readings in letters without tones (ü is
// written v, as on keyboards), the likeliest first, at most two. A rune without a reading (Latin,
// digit, punctuation) has none.
func Readings(text []rune) [][]string {
	out := make([][]string, len(text))
	for i := 0; i < len(text); {
		if n, syllables := phraseAt(text[i:]); n > 0 {
			for k, s := range syllables {
				out[i+k] = []string{s}
			}
			i += n
			continue
		}
		out[i] = single(text[i])
		i++
	}
	return out
}

// Slug writes the first readings one after the other, as an id is made of a name: letters and
// digits only.
func Slug(text string) string {
	runes := []rune(text)
	var b strings.Builder
	for i, readings := range Readings(runes) {
		switch r := runes[i]; {
		case len(readings) > 0:
			b.WriteString(readings[0])
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			b.WriteRune(r)
		}
	}
	return b.String()
}

var arguments = gopinyin.NewArgs()

func single(r rune) []string {
	if two, ok := several[r]; ok {
		return two
	}
	// Only the dictionary's first reading: the others are mostly of old or rare words.
	read := gopinyin.SinglePinyin(r, arguments)
	if len(read) == 0 {
		return nil
	}
	return []string{strings.ReplaceAll(read[0], "ü", "v")}
}

// phraseAt is the longest phrase at the beginning of the text, with its length in runes.
func phraseAt(text []rune) (int, []string) {
	for n := min(longestPhrase, len(text)); n >= 2; n-- {
		if syllables, ok := phrases[string(text[:n])]; ok {
			return n, syllables
		}
	}
	return 0, nil
}
