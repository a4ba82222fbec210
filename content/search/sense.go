package search

import "math/bits"

// What is found by chance is worse than nothing found: it makes people doubt the rest. A text of
// twenty characters holds most single characters' neighbours and many pairs of initials, so the
// parts of the query that count are those that hardly meet by chance.

// sureLetters is the quality from which letters are syllables written out.
const sureLetters = 0.9

// unitSet is the set of the units from one to before another.
func unitSet(from, to int) uint64 { return 1<<to - 1<<from }

// lettersSet are the units that are letters.
func (q *query) lettersSet() uint64 {
	var out uint64
	for i := range q.units {
		if q.isLetter(i) {
			out |= 1 << i
		}
	}
	return out
}

// isSolid reports that a match is hardly chance: two characters in a row, or one that stands alone
// in the query; letters of a run all taken, or syllables written out.
func (q *query) isSolid(m match) bool {
	if q.isLetter(m.from) && m.from > 0 && q.isLetter(m.from-1) || q.isLetter(m.to-1) && m.to < len(q.units) && q.isLetter(m.to) {
		return m.quality >= sureLetters && m.end-m.place >= 2
	}
	if m.to-m.from > 1 || q.isLetter(m.from) {
		return true
	}
	return (m.from == 0 || q.isLetter(m.from-1)) && (m.to == len(q.units) || q.isLetter(m.to))
}

// isPiece reports that a match takes two different letters at least: one of several pieces of a run
// typed in another order, or with something left out. zz stands in too many places to be one.
func (q *query) isPiece(m match) bool {
	for i := m.from + 1; i < m.to; i++ {
		if q.units[i] != q.units[m.from] {
			return true
		}
	}
	return false
}

// isGathered reports that the matches of one text hold two thirds of the query, in its order and no
// further apart than an abbreviation's characters are.
func (q *query) isGathered(chosen []match) bool {
	n := 0
	for i, m := range chosen {
		n += m.to - m.from
		if i > 0 && m.place < chosen[i-1].end {
			return false
		}
	}
	if len(chosen) == 0 || 3*n < 2*len(q.units) {
		return false
	}
	return int(chosen[len(chosen)-1].end-chosen[0].place) <= 3*len(q.units)
}

// isGood reports that a document answers the query: all of its letters stand in matches that are
// hardly chance, and so do two thirds of it, or a whole word of the text (落户 of 新生儿落户).
func (q *query) isGood(h *hit) bool {
	letters := q.lettersSet()
	return h.solid&letters == letters && (h.word || 3*bits.OnesCount64(h.solid) >= 2*len(q.units))
}

// isWhole reports that a match is a word of the text, of two characters or more, and one that says
// something: of 登记 every list is full.
func (x *Index) isWhole(q *query, t int, m match) bool {
	if m.end-m.place < 2 || q.isLetter(m.from) || q.isLetter(m.to-1) {
		return false
	}
	fewest := len(x.runes)
	for i := m.from; i < m.to; i++ {
		fewest = min(fewest, len(x.charPlaces(q.units[i])))
	}
	if fewest > max(3, len(x.words)/12) {
		return false
	}
	begins, ends := x.breaks(t, m.place, m.end)
	return begins && ends
}

// isFair reports that a document may be shown where none is good: all letters are found, if in
// pieces, and two thirds of the query close together.
func (q *query) isFair(h *hit) bool {
	letters := q.lettersSet()
	if (h.solid|h.apart)&letters != letters {
		return false
	}
	return h.gathered || letters != 0 && 3*bits.OnesCount64(h.solid|h.apart) >= 2*len(q.units)
}
