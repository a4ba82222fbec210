package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// magic begins an encoded index; its last character is the version of the format.
const magic = "daoyin-index-1\n"

// Encode writes the index as bytes: the same index gives the same bytes. All numbers are little
// endian; every section begins with its length.
func (x *Index) Encode() []byte {
	b := []byte(magic)
	b = appendStrings(b, x.ids)
	b = appendSection(b, x.flags, func(b []byte, v uint8) []byte { return append(b, v) })
	b = appendStrings(b, x.words)
	b = appendStrings(b, x.syllables)
	for _, list := range x.numbers() {
		b = appendSection(b, *list, binary.LittleEndian.AppendUint32)
	}
	for k := range x.readings {
		b = appendSection(b, x.readings[k], binary.LittleEndian.AppendUint16)
	}
	return b
}

// numbers are the sections of 32-bit numbers, in the order in which they are written.
func (x *Index) numbers() []*[]uint32 {
	return []*[]uint32{&x.start, &x.ownerStart, &x.owners, &x.runes, &x.chars, &x.charStart, &x.charPlace, &x.pairStart, &x.pairPlace}
}

func appendSection[T any](b []byte, list []T, one func([]byte, T) []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(list)))
	for _, v := range list {
		b = one(b, v)
	}
	return b
}

func appendStrings(b []byte, list []string) []byte {
	return appendSection(b, list, func(b []byte, s string) []byte {
		return append(binary.LittleEndian.AppendUint32(b, uint32(len(s))), s...)
	})
}

var errIndex = errors.New("the search index is damaged: build the release again")

// Open reads an encoded index. It copies what it keeps. Damaged bytes give an error, never an
// index that fails later.
func Open(data []byte) (*Index, error) {
	r := reader{data: data}
	if string(r.take(len(magic))) != magic {
		return nil, fmt.Errorf("%w (it does not begin as one of this version)", errIndex)
	}
	x := &Index{}
	x.ids = r.strings()
	x.flags = slices.Clone(r.take(r.count(1)))
	x.words = r.strings()
	x.syllables = r.strings()
	for _, list := range x.numbers() {
		n := r.count(4)
		raw := r.take(4 * n)
		*list = make([]uint32, n)
		for i := range *list {
			(*list)[i] = binary.LittleEndian.Uint32(raw[4*i:])
		}
	}
	for k := range x.readings {
		n := r.count(2)
		raw := r.take(2 * n)
		x.readings[k] = make([]uint16, n)
		for i := range x.readings[k] {
			x.readings[k][i] = binary.LittleEndian.Uint16(raw[2*i:])
		}
	}
	if r.failed || len(r.data) != 0 || !x.sound() {
		return nil, errIndex
	}
	return x, nil
}

// sound reports whether every reference inside the index leads somewhere.
func (x *Index) sound() bool {
	n := len(x.runes)
	if len(x.flags) != len(x.ids) || len(x.syllables) == 0 || n == 0 != (len(x.words) == 0) || n > 0 && x.runes[n-1] != 0 ||
		!ranges(x.start, len(x.words), n) || !ranges(x.ownerStart, len(x.words), len(x.owners)) ||
		!ranges(x.charStart, len(x.chars), len(x.charPlace)) || !ranges(x.pairStart, pairs, len(x.pairPlace)) ||
		!slices.IsSorted(x.chars) {
		return false
	}
	for t, words := range x.words {
		if int(x.start[t+1]-x.start[t]) != len([]rune(words))+1 || x.runes[x.start[t+1]-1] != 0 {
			return false
		}
	}
	for _, o := range x.owners {
		if int(o>>fieldBits) >= len(x.ids) || int(o&(1<<fieldBits-1)) >= len(fieldNames) {
			return false
		}
	}
	for _, places := range [][]uint32{x.charPlace, x.pairPlace} {
		for _, p := range places {
			if int(p) >= n {
				return false
			}
		}
	}
	for i, s := range x.syllables {
		if i > 0 && s == "" {
			return false
		}
	}
	for k := range x.readings {
		if len(x.readings[k]) != n {
			return false
		}
		for _, id := range x.readings[k] {
			if int(id) >= len(x.syllables) {
				return false
			}
		}
	}
	return true
}

// ranges reports whether bounds cut a list of the given length into count pieces.
func ranges(bounds []uint32, count, length int) bool {
	return len(bounds) == count+1 && bounds[0] == 0 && int(bounds[count]) == length && slices.IsSorted(bounds)
}

// reader takes bytes off the front and remembers whether there were too few.
type reader struct {
	data   []byte
	failed bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.failed = true
		return nil
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

// count reads the number of elements of a section; one that could not fit is 0 and a failure.
func (r *reader) count(size int) int {
	raw := r.take(4)
	if raw == nil {
		return 0
	}
	n := int(binary.LittleEndian.Uint32(raw))
	if n > len(r.data)/size {
		r.failed = true
		return 0
	}
	return n
}

func (r *reader) strings() []string {
	n := r.count(4)
	out := make([]string, 0, n)
	for range n {
		out = append(out, string(r.take(r.count(1))))
		if r.failed {
			return nil
		}
	}
	return out
}
