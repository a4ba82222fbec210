package search

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// workBudget bounds the letters followed for one query, so that no query, however odd, holds the
// screen up.
const workBudget = 100_000

// mostMatches is how many matches of one text are weighed; a text that repeats a character more
// often than this gains nothing by it.
const mostMatches = 24

// fieldWeight is how much a match in a field says: what a thing is called says most.
var fieldWeight = [...]float32{Title: 1, Name: 0.92, Also: 0.97, Department: 0.35, Material: 0.3}

// leastCover is the least share of the query, by weight, that a hit must cover.
const leastCover = 0.45

// search is the working memory of one query, reused by the next.
type search struct {
	matches []match
	head    []int32 // by text: its first match; -1 for none
	touched []int   // texts with matches
	hits    []hit   // by document
	found   []int   // documents with hits
	count   []int   // by text: how many matches
}

// hit is what is known of a document while its texts are weighed.
type hit struct {
	score, others float32
	cover         float32 // of the best text
	covered       uint64  // units covered by any text
	solid         uint64  // units covered by matches that are hardly chance, in any text
	apart         uint64  // units of letters covered piece by piece in what the thing is called
	word          bool    // a match is a whole word of a text
	gathered      bool    // some text holds two thirds of the query, close together and in order
	text          int32
	field         Field
	full          bool // the best text covers the whole query in one stretch
}

var pool = sync.Pool{New: func() any { return new(search) }}

// Search finds the limit best documents for what was typed: characters, pinyin, initials, the
// beginning of any, mixtures, in any order.
func (x *Index) Search(text string, limit int) Result {
	q := parse(text)
	if len(q.units) == 0 || len(x.ids) == 0 {
		return Result{}
	}
	x.weigh(&q)
	s := pool.Get().(*search)
	defer pool.Put(s)
	s.reset(len(x.words), len(x.ids))
	x.find(&q, s)
	for _, t := range s.touched {
		x.scoreText(&q, s, t)
	}
	order, scores := x.rank(&q, s)
	result := Result{Total: len(order)}
	for i, d := range order {
		if i == limit {
			break
		}
		h := &s.hits[d]
		result.Hits = append(result.Hits, Hit{
			ID: x.ids[d], Field: fieldNames[h.field], Text: x.words[h.text],
			Marks: x.marks(&q, s, int(h.text)), Score: float64(scores[d]),
		})
	}
	if q.letters {
		result.Meant = x.meant(&q, s)
	}
	return result
}

func (s *search) reset(texts, documents int) {
	s.matches, s.touched, s.found = s.matches[:0], s.touched[:0], s.found[:0]
	s.head = slices.Grow(s.head[:0], texts)[:texts]
	s.count = slices.Grow(s.count[:0], texts)[:texts]
	for i := range s.head {
		s.head[i], s.count[i] = -1, 0
	}
	s.hits = slices.Grow(s.hits[:0], documents)[:documents]
	clear(s.hits)
}

// weigh gives each unit its weight: a character that few texts hold tells much, 证 or 登 little. One
// that no text holds tells nothing about which of them is meant.
func (x *Index) weigh(q *query) {
	q.weights = make([]float32, len(q.units))
	for i, u := range q.units {
		if q.isLetter(i) {
			q.weights[i] = 2
		} else {
			q.weights[i] = 1
			if places := float64(len(x.charPlaces(u))); places > 0 {
				q.weights[i] = float32(0.6 + math.Log(1+float64(len(x.words))/(1+places)))
			}
		}
		q.total += q.weights[i]
	}
}

// find collects the matches. Characters are looked up wherever they stand in the query; letters
// first from the beginning of their run, and only if no text takes the whole run from there, from
// every letter of it, two characters at least: that is the sloppy order.
func (x *Index) find(q *query, s *search) {
	budget := workBudget
	for i := range q.units {
		if !q.isLetter(i) {
			for _, p := range x.charPlaces(q.units[i]) {
				if i > 0 && p > 0 && x.runes[p-1] == q.units[i-1] {
					continue // inside a longer match already found
				}
				x.try(q, s, i, p, 1, &budget)
			}
			continue
		}
		if i > 0 && q.isLetter(i-1) {
			continue
		}
		end := i
		for end < len(q.units) && q.isLetter(end) {
			end++
		}
		whole := false
		for _, p := range x.initialPlaces(byte(q.units[i])) {
			if x.try(q, s, i, p, min(2, end-i), &budget) >= end {
				whole = true
			}
		}
		if whole {
			continue
		}
		for j := i + 1; j+1 < end; j++ {
			for n := 1; n <= 6 && j+n < end; n++ {
				for _, p := range x.pairPlaces(byte(q.units[j]), byte(q.units[j+n])) {
					x.try(q, s, j, p, 2, &budget)
				}
			}
		}
	}
}

// try follows a match from unit i at place p and keeps it if it is at least least runes long. It
// returns the unit reached.
func (x *Index) try(q *query, s *search, i int, p uint32, least int, budget *int) int {
	to, end, sum := x.extend(q, i, p, budget)
	if to == i || int(end-p) < least && !(to == len(q.units) && i == 0) {
		return i
	}
	t := x.textAt(p)
	if s.head[t] < 0 {
		s.touched = append(s.touched, t)
	}
	if s.count[t] == mostMatches {
		return to
	}
	s.count[t]++
	s.matches = append(s.matches, match{from: i, to: to, place: p, end: end, quality: sum / float32(to-i), next: s.head[t]})
	s.head[t] = int32(len(s.matches) - 1)
	return to
}

// cover chooses matches of a text that overlap neither in the query nor in the text, the weightiest
// first, in the order of the query.
func (x *Index) cover(q *query, s *search, t int, into []match) []match {
	var all [mostMatches]match
	list := all[:0]
	for i := s.head[t]; i >= 0; i = s.matches[i].next {
		list = append(list, s.matches[i])
	}
	slices.SortFunc(list, func(a, b match) int {
		return cmp.Or(cmp.Compare(q.weight(b)*b.quality, q.weight(a)*a.quality), cmp.Compare(a.from, b.from), cmp.Compare(a.place, b.place))
	})
	for _, m := range list {
		free := true
		for _, o := range into {
			if m.from < o.to && o.from < m.to || m.place < o.end && o.place < m.end {
				free = false
				break
			}
		}
		if free {
			into = append(into, m)
		}
	}
	slices.SortFunc(into, func(a, b match) int { return cmp.Compare(a.from, b.from) })
	return into
}

// weight is the weight of the units that a match covers.
func (q *query) weight(m match) float32 {
	sum := float32(0)
	for i := m.from; i < m.to; i++ {
		sum += q.weights[i]
	}
	return sum
}

// scoreText weighs one text and credits the documents that own it.
func (x *Index) scoreText(q *query, s *search, t int) {
	var room [mostMatches]match
	chosen := x.cover(q, s, t, room[:0])
	var covered, solid, apart uint64
	weight, good := float32(0), float32(0)
	matched, breaks := 0, 0
	word := false
	for i, m := range chosen {
		w := q.weight(m)
		weight += w
		good += w * m.quality
		matched += int(m.end - m.place)
		units := unitSet(m.from, m.to)
		covered |= units
		if q.isSolid(m) {
			solid |= units
			word = word || 3*(m.to-m.from) < 2*len(q.units) && x.isWhole(q, t, m)
		}
		if q.isPiece(m) {
			apart |= units
		}
		if i > 0 {
			breaks++
			if m.place < chosen[i-1].place { // another order than asked
				breaks++
			}
		}
	}
	gathered := q.isGathered(chosen)
	length := int(x.start[t+1]-x.start[t]) - 1
	share := good / q.total
	// Of texts that hold all of it, the one that holds little else is meant; one that begins
	// with it comes before one that has it somewhere.
	density := float32(matched) / float32(length)
	shape := 0.62 + 0.28*density
	if len(chosen) == 1 && chosen[0].place == x.start[t] {
		shape += 0.06
		if matched == length {
			shape += 0.04
		}
	}
	base := share * float32(math.Sqrt(float64(weight/q.total))) * shape / (1 + 0.08*float32(breaks))
	for _, o := range x.owners[x.ownerStart[t]:x.ownerStart[t+1]] {
		d, field := int(o>>fieldBits), Field(o&(1<<fieldBits-1))
		h := &s.hits[d]
		if h.covered == 0 {
			s.found = append(s.found, d)
		}
		h.covered |= covered
		h.solid |= solid
		h.word = h.word || word
		h.gathered = h.gathered || gathered
		if field <= Also {
			h.apart |= apart
		}
		score := base * fieldWeight[field]
		if score > h.score {
			h.others += h.score
			h.score, h.text, h.field, h.cover = score, int32(t), field, weight/q.total
			h.full = len(chosen) == 1 && weight == q.total
		} else {
			h.others += score
		}
	}
}

// rank orders the documents that cover enough of the query, best first.
func (x *Index) rank(q *query, s *search) ([]int, map[int]float32) {
	scores := make(map[int]float32, len(s.found))
	top := float32(0)
	good := slices.ContainsFunc(s.found, func(d int) bool { return q.isGood(&s.hits[d]) })
	for _, d := range s.found {
		h := &s.hits[d]
		if good && !q.isGood(h) || !good && !q.isFair(h) {
			continue
		}
		all := float32(0)
		for i, w := range q.weights {
			if h.covered&(1<<i) != 0 {
				all += w
			}
		}
		all /= q.total
		if all < leastCover || h.cover < leastCover/2 {
			continue
		}
		// What only other texts of it cover (the department, a material) counts for half.
		score := h.score + 0.5*(all-h.cover)*h.score + 0.08*min(h.others, h.score)
		switch {
		case x.flags[d]&flagBundle != 0 && h.full && h.field <= Also:
			score += 0.5 // a bundle that covers the word comes before its parts
		case x.flags[d]&flagFull != 0:
			score += 0.03
		}
		scores[d] = score
		top = max(top, score)
	}
	order := make([]int, 0, len(scores))
	for _, d := range s.found {
		if score, ok := scores[d]; ok && score >= 0.3*top {
			order = append(order, d)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(len(x.words[s.hits[a].text]), len(x.words[s.hits[b].text])), cmp.Compare(a, b))
	})
	return order, scores
}

// marks are the spans of a text that the query matched, in runes, in the order of the text,
// neighbours joined.
func (x *Index) marks(q *query, s *search, t int) [][2]int {
	chosen := x.cover(q, s, t, nil)
	slices.SortFunc(chosen, func(a, b match) int { return cmp.Compare(a.place, b.place) })
	var out [][2]int
	for _, m := range chosen {
		from, to := int(m.place-x.start[t]), int(m.end-x.start[t])
		if n := len(out); n > 0 && out[n-1][1] == from {
			out[n-1][1] = to
		} else {
			out = append(out, [2]int{from, to})
		}
	}
	return out
}
