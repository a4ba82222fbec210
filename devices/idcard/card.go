package idcard

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"unicode/utf16"
)

// A Card is what was read from an identity card, until it is wiped. Copies of
// a Card share one buffer, so that wiping one wipes all. It may be used by
// several goroutines. The zero Card is a wiped one.
type Card struct {
	// box holds the one record; who takes it out has it alone. It is a channel
	// because package fmt follows a pointer, with a verb that does not fit, even
	// in a field that is not exported, and never looks into a channel.
	box chan *record
}

type record struct {
	kind Kind // 0 when wiped
	text [textLen]byte
}

// ParseCard makes a Card from the 256 bytes of text that a reader sends. It
// keeps a copy; wiping text remains the caller's business. The error is
// ErrUnknownCard, or ErrGarbled for a wrong length.
func ParseCard(text []byte) (Card, error) {
	if len(text) != textLen {
		return Card{}, fmt.Errorf("%w: the card's text has %d bytes instead of %d", ErrGarbled, len(text), textLen)
	}
	kind := kindOf(text)
	if kind == 0 {
		return Card{}, ErrUnknownCard
	}
	r := &record{kind: kind}
	copy(r.text[:], text)
	c := Card{box: make(chan *record, 1)}
	c.box <- r
	return c, nil
}

// Wipe overwrites everything that is known of the card.
func (c Card) Wipe() {
	c.hold(func(r *record) { *r = record{} })
}

// hold calls f with the record while nobody else has it.
func (c Card) hold(f func(*record)) {
	if c.box == nil {
		return
	}
	r := <-c.box
	defer func() { c.box <- r }()
	f(r)
}

// use calls f with the card's kind and text, unless it was wiped.
func (c Card) use(f func(k Kind, text []byte)) {
	c.hold(func(r *record) {
		if r.kind != 0 {
			f(r.kind, r.text[:])
		}
	})
}

// Kind tells what was read, or 0 for a wiped card.
func (c Card) Kind() (kind Kind) {
	c.use(func(k Kind, _ []byte) { kind = k })
	return kind
}

// Digest is HMAC-SHA256 over the card's number under key. It tells two cards
// apart without telling whose they are, as long as the key stays secret and is
// forgotten in time: there are few enough numbers to try them all. A wiped card
// has the zero digest.
func (c Card) Digest(key []byte) (sum [sha256.Size]byte) {
	c.use(func(k Kind, text []byte) {
		mac := hmac.New(sha256.New, key)
		mac.Write(trimmed(layouts[k].number.of(text)))
		mac.Sum(sum[:0])
	})
	return sum
}

// NumberValid tells whether the number has the check digit of GB 11643. The
// numbers of the 2017 cards of foreigners have another form, and count as valid
// when they are complete.
func (c Card) NumberValid() (valid bool) {
	c.use(func(k Kind, text []byte) {
		units := trimmed(layouts[k].number.of(text))
		if k == Foreigner2017 {
			valid = len(units) == 2*15
			return
		}
		var ascii [18]byte
		defer clear(ascii[:])
		if len(units) != 2*len(ascii) {
			return
		}
		for i := range ascii {
			if units[2*i+1] != 0 {
				return
			}
			ascii[i] = units[2*i]
		}
		valid = ValidNumber(ascii[:])
	})
	return valid
}

// trimmed cuts blanks off the end of a field of UTF-16LE units. Nothing else
// is dropped: names hold rare and private characters.
func trimmed(field []byte) []byte {
	for n := len(field); n >= 2; n -= 2 {
		if u := binary.LittleEndian.Uint16(field[n-2:]); u != ' ' && u != 0 {
			return field[:n]
		}
	}
	return nil
}

// eachRune calls f with every character of a field, and with its code unit
// instead, and lone set, where half of a surrogate pair stands alone.
func eachRune(field []byte, f func(r rune, lone bool)) {
	for i := 0; i+1 < len(field); i += 2 {
		u := rune(binary.LittleEndian.Uint16(field[i:]))
		if !utf16.IsSurrogate(u) {
			f(u, false)
			continue
		}
		if i+3 < len(field) {
			if r := utf16.DecodeRune(u, rune(binary.LittleEndian.Uint16(field[i+2:]))); r != '\uFFFD' {
				f(r, false)
				i += 2
				continue
			}
		}
		f(u, true)
	}
}

// String names the kind and nothing of the person.
func (c Card) String() string { return "identity card (" + c.Kind().String() + ", contents hidden)" }

// GoString is String, for %#v.
func (c Card) GoString() string { return c.String() }

// Format is String for every verb and flag.
func (c Card) Format(s fmt.State, _ rune) { io.WriteString(s, c.String()) }

// LogValue is String, for package slog.
func (c Card) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText is String, for encoders of every kind. WriteJSON writes the fields.
func (c Card) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
