package search

import "strings"

// longestQuery is how many characters of a query count; the rest of a pasted essay is ignored. It
// is below 64, so that a set of them fits one word.
const longestQuery = 40

// query is what was typed, as units: Han characters, digits, and letters that may be pinyin,
// initials, or Latin letters of a name.
type query struct {
	units []uint32
	// weights say how much each unit tells about what is meant; total is their sum.
	weights []float32
	total   float32
	// letters is whether there are any.
	letters bool
}

func (q *query) isLetter(i int) bool { return q.units[i] >= 'a' && q.units[i] <= 'z' }

// fillers are words around what is meant. Longer ones come first.
var fillers = []string{
	"怎么办理", "需要什么", "在哪里办", "去哪里办", "怎么办", "怎么弄", "怎么样", "在哪办", "去哪办", "我想要", "哪里", "请问", "怎么", "怎样",
	"如何", "什么", "我要", "我想", "想要", "需要", "要带", "一下", "可以", "帮我", "给我", "吗", "呢", "啊", "吧", "了", "的", "我",
}

// parse takes off what says nothing and keeps the rest in order.
func parse(text string) query {
	units := unitsOf(text)
	bare := text
	for _, f := range fillers {
		bare = strings.ReplaceAll(bare, f, "")
	}
	if rest := unitsOf(bare); len(rest) > 0 {
		units = rest
	}
	q := query{units: units}
	for i := range units {
		q.letters = q.letters || q.isLetter(i)
	}
	return q
}

// unitsOf are the normalised characters of a text that can be looked up.
func unitsOf(text string) []uint32 {
	var out []uint32
	for _, r := range text {
		r = normal(r)
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || isHan(r) {
			out = append(out, uint32(r))
			if len(out) == longestQuery {
				break
			}
		}
	}
	return out
}

// isHan covers the unified ideographs with their extensions, and 〇.
func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x3ffff || r == '〇'
}
