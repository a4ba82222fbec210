package virtual

import (
	"fmt"
	"io"
	"sync"
	"time"

	"daoyin/devices/idcard"
)

// readingTime is how long a card takes to be read, besides the time on the line.
const readingTime = 200 * time.Millisecond

// ReaderConfig says how a virtual card reader behaves.
type ReaderConfig struct {
	Baud  int  // how fast it talks; 115200 when 0
	Stray bool // it sends stray bytes around every answer, as real ones do at times
}

// Reader is a virtual identity card reader with a SAM-A security module, as
// package idcard describes it, seen from the other end. It is a [CardReader].
type Reader struct {
	cfg ReaderConfig

	mu   sync.Mutex
	card *laidCard // nil when nothing lies on it
}

// laidCard is a card on the reader, and how far the dialogue about it has come.
type laidCard struct {
	text            []byte
	refusal         idcard.Code // what reading it is answered with, 0 when it can be read
	found, selected bool
	spent           bool // read, well or badly: not found again until it was lifted
}

// NewReader gives a reader on which no card lies.
func NewReader(cfg ReaderConfig) *Reader {
	if cfg.Baud <= 0 {
		cfg.Baud = 115200
	}
	return &Reader{cfg: cfg}
}

// Lay puts a card on the reader: one of [CardNames], or one described in a JSON
// file (see [Card]).
func (r *Reader) Lay(card string) error {
	laid, err := findCard(card)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.card != nil {
		return fmt.Errorf("a card lies on the reader already; lift it first with: card lift")
	}
	r.card = laid
	return nil
}

// Lift takes the card away.
func (r *Reader) Lift() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.card == nil {
		return fmt.Errorf("no card lies on the reader; lay one with: card lay resident")
	}
	r.card = nil
	return nil
}

// Serve answers the commands that come over the line until reading from or
// writing to it fails.
func (r *Reader) Serve(line io.ReadWriter) error {
	var scan idcard.Scanner
	var piece [256]byte
	for {
		n, err := line.Read(piece[:])
		if err != nil {
			return fmt.Errorf("failed to read from the virtual reader's line: %w", err)
		}
		var answers [][]byte
		scan.Scan(piece[:n], func(payload []byte) { answers = append(answers, r.answer(payload)) })
		for _, a := range answers {
			if err := r.send(line, a); err != nil {
				return fmt.Errorf("failed to write to the virtual reader's line: %w", err)
			}
		}
	}
}

// send writes the answer's frame as fast as the line carries it: ten bits a byte.
func (r *Reader) send(line io.Writer, payload []byte) error {
	frame := idcard.AppendFrame(nil, payload)
	if r.cfg.Stray {
		frame = append(append([]byte{0x00, 0xAA, 0xAA}, frame...), 0xFF, 0xAA)
	}
	for len(frame) > 0 {
		n := min(len(frame), 64)
		if _, err := line.Write(frame[:n]); err != nil {
			return err
		}
		time.Sleep(time.Duration(n) * 10 * time.Second / time.Duration(r.cfg.Baud))
		frame = frame[n:]
	}
	return nil
}

// answer gives the payload of the answer to a request.
func (r *Reader) answer(request []byte) []byte {
	code := func(c idcard.Code, data ...byte) []byte { return append([]byte{0, 0, byte(c)}, data...) }
	if len(request) < 2 {
		return code(0x11)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.card
	switch idcard.Command(request[:2]) {
	case idcard.Reset, idcard.GetStatus:
		return code(idcard.Done)
	case idcard.GetSAMNumber:
		return code(idcard.Done, 5, 0, 1, 0, 0x88, 0xD8, 0x34, 0x01, 0x39, 0x30, 0, 0, 0xD2, 2, 0x96, 0x49)
	case idcard.FindCard:
		if c == nil || c.spent {
			return code(idcard.NoCard)
		}
		c.found, c.selected = true, false
		return code(idcard.Found, 0, 0, 0, 0)
	case idcard.SelectCard:
		if c == nil || !c.found {
			return code(idcard.SelectFailed)
		}
		c.selected = true
		return code(idcard.Done, make([]byte, 8)...)
	case idcard.ReadBaseInfo:
		if c == nil || !c.selected || c.spent {
			return code(idcard.ReadFailed)
		}
		time.Sleep(readingTime)
		c.spent = true
		if c.refusal != 0 {
			return code(c.refusal)
		}
		info := append([]byte{0x01, 0x00, 0x04, 0x00}, c.text...)
		return code(idcard.Done, append(info, photograph()...)...)
	case idcard.ReadNewAddress:
		if c == nil || !c.selected {
			return code(idcard.ReadFailed)
		}
		return code(idcard.NoContent)
	}
	return code(0x21)
}

// photograph gives 1,024 bytes that are nobody's picture, with preambles of the
// protocol among them.
func photograph() []byte {
	p := make([]byte, 1024)
	for i := range p {
		p[i] = byte(i * i >> 3)
	}
	copy(p[100:], []byte{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x04})
	return p
}
