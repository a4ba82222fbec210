package search

import (
	"cmp"
	"slices"
)

// mostMeant is how many readings of letters are offered.
const mostMeant = 3

// meantWeight prefers the words people use over official ones.
var meantWeight = [...]float32{Title: 1.1, Name: 0.8, Also: 1.3, Department: 0.6, Material: 0.6}

// meant lists the words that the letters of the whole query may stand for, as they occur in the
// texts, best first: whole words, never a piece of one.
func (x *Index) meant(q *query, s *search) []string {
	type word struct {
		text  string
		score float32
	}
	var words []word
	at := map[string]int{}
	for _, m := range s.matches {
		if m.from != 0 || m.to != len(q.units) || m.end-m.place < 2 {
			continue
		}
		t := x.textAt(m.place)
		if begins, ends := x.breaks(t, m.place, m.end); !begins || !ends {
			continue
		}
		weight := float32(0)
		for _, o := range x.owners[x.ownerStart[t]:x.ownerStart[t+1]] {
			weight = max(weight, meantWeight[o&(1<<fieldBits-1)])
		}
		score := weight * m.quality
		if m.place == x.start[t] { // a word begins where its text begins; elsewhere that is a guess
			score *= 1.4
		}
		if x.runes[m.end] == 0 {
			score *= 1.2
		}
		text := string([]rune(x.words[t])[m.place-x.start[t] : m.end-x.start[t]])
		if slices.Contains(fillers, text) {
			continue
		}
		i, ok := at[text]
		if !ok {
			i = len(words)
			at[text] = i
			words = append(words, word{text: text})
		}
		// Each further place where it stands says a little more.
		words[i].score = max(words[i].score, score) + 0.02
	}
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.score, a.score), compareStrings(a.text, b.text))
	})
	out := make([]string, 0, mostMeant)
	for _, w := range words[:min(mostMeant, len(words))] {
		out = append(out, w.text)
	}
	return out
}
