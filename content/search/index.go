// Package search finds items from what people type: characters, pinyin, initials, the beginning
// of any of them, mixtures, in sloppy order. The index is built once by the publisher and travels
// inside the release; a kiosk opens it and answers each keystroke from memory.
package search

import (
	"slices"

	"daoyin/content/search/pinyin"
)

// Field says what a text is to the document that holds it.
type Field uint8

// The fields, in the order of the names below.
const (
	Title Field = iota
	Name
	Also
	Department
	Material
)

var fieldNames = [...]string{"title", "name", "also", "department", "material"}

// Document is what is searched for one item or bundle.
type Document struct {
	ID     string
	Bundle bool
	// Full says that its guide was entered in full; of equals, such a one comes first.
	Full  bool
	Texts []Text
}

// Text is one of a document's searched texts.
type Text struct {
	Field Field
	Words string
}

// Index answers queries. It holds each distinct text once (forty items of one department share
// its name) as one long sequence of characters with their readings, and for every character, and
// every pair of initials, the places where it stands. It is never changed after Build or Open and
// is safe for concurrent use.
type Index struct {
	ids   []string // of documents, sorted
	flags []uint8  // of documents: flagBundle, flagFull

	words      []string // the texts as written
	start      []uint32 // where each text begins in runes, and at the end the length of runes
	ownerStart []uint32 // the owners of text t are owners[ownerStart[t]:ownerStart[t+1]]
	owners     []uint32 // document<<3 | field

	runes     []uint32    // normalised texts, each followed by a 0
	readings  [2][]uint16 // syllable ids of each rune; 0 means none
	syllables []string    // by id; the first is ""

	chars     []uint32 // the distinct runes, sorted
	charStart []uint32
	charPlace []uint32 // places in runes of each of chars
	pairStart []uint32 // 26×27+1: by initial and the next rune's initial (26: none)
	pairPlace []uint32
}

const (
	flagBundle = 1 << iota
	flagFull
)

const (
	fieldBits = 3
	initials  = 26
	noInitial = 26
	pairs     = initials * (initials + 1)
)

// Build makes the index of documents. The same documents give the same index, in whatever order
// they come.
func Build(documents []Document) *Index {
	documents = slices.Clone(documents)
	slices.SortFunc(documents, func(a, b Document) int { return compareStrings(a.ID, b.ID) })
	x := &Index{syllables: []string{""}}
	textID, syllableID := map[string]uint32{}, map[string]uint16{"": 0}
	var owners [][]uint32
	for d, doc := range documents {
		x.ids = append(x.ids, doc.ID)
		var flags uint8
		if doc.Bundle {
			flags |= flagBundle
		}
		if doc.Full {
			flags |= flagFull
		}
		x.flags = append(x.flags, flags)
		for _, t := range doc.Texts {
			if t.Words == "" {
				continue
			}
			id, ok := textID[t.Words]
			if !ok {
				id = uint32(len(x.words))
				textID[t.Words] = id
				x.addText(t.Words, syllableID)
				owners = append(owners, nil)
			}
			owner := uint32(d)<<fieldBits | uint32(t.Field)
			if !slices.Contains(owners[id], owner) {
				owners[id] = append(owners[id], owner)
			}
		}
	}
	x.start = append(x.start, uint32(len(x.runes)))
	for _, list := range owners {
		x.ownerStart = append(x.ownerStart, uint32(len(x.owners)))
		x.owners = append(x.owners, list...)
	}
	x.ownerStart = append(x.ownerStart, uint32(len(x.owners)))
	x.placeChars()
	x.placePairs()
	return x
}

func (x *Index) addText(words string, syllableID map[string]uint16) {
	x.words = append(x.words, words)
	x.start = append(x.start, uint32(len(x.runes)))
	runes := []rune(words)
	read := pinyin.Readings(runes)
	for i, r := range runes {
		x.runes = append(x.runes, uint32(normal(r)))
		for k := range x.readings {
			id := uint16(0)
			if k < len(read[i]) {
				s := read[i][k]
				known, ok := syllableID[s]
				if !ok {
					known = uint16(len(x.syllables))
					syllableID[s] = known
					x.syllables = append(x.syllables, s)
				}
				id = known
			}
			x.readings[k] = append(x.readings[k], id)
		}
	}
	x.runes = append(x.runes, 0)
	for k := range x.readings {
		x.readings[k] = append(x.readings[k], 0)
	}
}

func (x *Index) placeChars() {
	places := map[uint32][]uint32{}
	for i, r := range x.runes {
		if r != 0 {
			places[r] = append(places[r], uint32(i))
		}
	}
	for r := range places {
		x.chars = append(x.chars, r)
	}
	slices.Sort(x.chars)
	for _, r := range x.chars {
		x.charStart = append(x.charStart, uint32(len(x.charPlace)))
		x.charPlace = append(x.charPlace, places[r]...)
	}
	x.charStart = append(x.charStart, uint32(len(x.charPlace)))
}

func (x *Index) placePairs() {
	places := make([][]uint32, pairs)
	for i := range x.runes {
		for _, a := range x.initialsAt(i) {
			next := []int{noInitial}
			if i+1 < len(x.runes) {
				if n := x.initialsAt(i + 1); len(n) > 0 {
					next = n
				}
			}
			for _, b := range next {
				places[a*(initials+1)+b] = append(places[a*(initials+1)+b], uint32(i))
			}
		}
	}
	for _, list := range places {
		x.pairStart = append(x.pairStart, uint32(len(x.pairPlace)))
		x.pairPlace = append(x.pairPlace, list...)
	}
	x.pairStart = append(x.pairStart, uint32(len(x.pairPlace)))
}

// initialsAt are the distinct letters (0 to 25) with which a reading of the rune begins; a Latin
// letter begins with itself.
func (x *Index) initialsAt(place int) []int {
	if r := x.runes[place]; r >= 'a' && r <= 'z' {
		return []int{int(r - 'a')}
	}
	var out []int
	for k := range x.readings {
		if id := x.readings[k][place]; id != 0 {
			if a := int(x.syllables[id][0] - 'a'); !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// charPlaces are the places of a normalised rune.
func (x *Index) charPlaces(r uint32) []uint32 {
	i, ok := slices.BinarySearch(x.chars, r)
	if !ok {
		return nil
	}
	return x.charPlace[x.charStart[i]:x.charStart[i+1]]
}

// initialPlaces are the places of runes with that initial; pairPlaces those followed by a rune
// with the second one.
func (x *Index) initialPlaces(a byte) []uint32 {
	first := int(a-'a') * (initials + 1)
	return x.pairPlace[x.pairStart[first]:x.pairStart[first+initials+1]]
}

func (x *Index) pairPlaces(a, b byte) []uint32 {
	p := int(a-'a')*(initials+1) + int(b-'a')
	return x.pairPlace[x.pairStart[p]:x.pairStart[p+1]]
}

// textAt is the text that holds a place.
func (x *Index) textAt(place uint32) int {
	i, found := slices.BinarySearch(x.start, place)
	if !found {
		i--
	}
	return i
}

func compareStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// normal folds what a keyboard writes in several ways: upper case and full width. One rune stays
// one rune, so that marks in normalised text are marks in the text as written.
func normal(r rune) rune {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r == 'ü' || r == 'Ü':
		return 'v'
	case r == 0:
		return ' '
	}
	return r
}
