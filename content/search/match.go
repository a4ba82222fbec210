package search

// match is a stretch of the query found as a stretch of a text.
type match struct {
	from, to   int    // in the query's units
	place, end uint32 // in the index's runes
	// quality is the mean over the units: 1 for characters and full syllables, less for initials.
	quality float32
	next    int32 // the text's next match; -1 ends
}

// How sure one letter is of what it stands for. A full syllable is nearly a character; initials
// leave more open; a piece of a syllable is a slip, except where typing has just got to.
const (
	qualityFull    = 0.95
	qualityInitial = 0.75
	qualityTyping  = 0.85
	qualityPiece   = 0.55
)

// extend follows the query from unit i and the text from place p as far as both agree. It returns
// how far that is and the sum of the units' qualities. budget bounds the work on one query.
func (x *Index) extend(q *query, i int, p uint32, budget *int) (int, uint32, float32) {
	sum := float32(0)
	for i < len(q.units) && x.runes[p] != 0 {
		if r := x.runes[p]; !q.isLetter(i) || r >= 'a' && r <= 'z' {
			if r != q.units[i] {
				break
			}
			i, p, sum = i+1, p+1, sum+1
			continue
		}
		bestI, bestP, bestSum := i, p, float32(0)
		for k := range x.readings {
			id := x.readings[k][p]
			if id == 0 || *budget <= 0 {
				continue
			}
			*budget--
			syllable := x.syllables[id]
			n := 0
			for n < len(syllable) && i+n < len(q.units) && q.units[i+n] == uint32(syllable[n]) {
				n++
			}
			for ; n > 0; n-- {
				qi, qp, qs := x.extend(q, i+n, p+1, budget)
				qs += float32(n) * x.letterQuality(q, syllable, i, n)
				if qi > bestI || qi == bestI && qs > bestSum {
					bestI, bestP, bestSum = qi, qp, qs
				}
			}
		}
		return bestI, bestP, sum + bestSum
	}
	return i, p, sum
}

// letterQuality judges n letters of the query, from unit i, as the beginning of a syllable.
func (x *Index) letterQuality(q *query, syllable string, i, n int) float32 {
	switch {
	case n == len(syllable):
		return qualityFull
	case n == 1, n == 2 && syllable[1] == 'h': // zh, ch, sh are one initial
		return qualityInitial
	case i+n == len(q.units):
		return qualityTyping
	}
	return qualityPiece
}
