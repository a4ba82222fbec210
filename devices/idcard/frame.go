package idcard

import (
	"bytes"
	"encoding/binary"
)

// maxLen is the largest Len that the protocol has: basic information with text,
// photograph and two fingerprints. What claims to be longer is noise.
const maxLen = 0x090A

// minLen is the smallest Len, that of a request: command, parameter, XOR.
const minLen = 3

const headLen = 7 // the preamble and Len

var preamble = []byte{0xAA, 0xAA, 0xAA, 0x96, 0x69}

// AppendFrame appends the frame with the payload, which is what stands between
// Len and XOR, to dst.
func AppendFrame(dst, payload []byte) []byte {
	dst = append(dst, preamble...)
	start := len(dst)
	dst = binary.BigEndian.AppendUint16(dst, uint16(len(payload)+1))
	dst = append(dst, payload...)
	return append(dst, xor(dst[start:]))
}

func xor(p []byte) (sum byte) {
	for _, b := range p {
		sum ^= b
	}
	return sum
}

// A Scanner finds frames in a stream that arrives in pieces of any size and
// with noise in it. The zero value is ready. It keeps at most one unfinished
// frame, and nothing of a frame that it has handed out.
type Scanner struct {
	buf  [2 * (headLen + maxLen)]byte
	n    int // bytes of buf in use
	lost int
}

// Scan takes the next piece and calls found with the payload of each frame
// that is complete now, in order. The payload is only valid during the call and
// is overwritten with zeros after it. p itself is left as it is.
func (s *Scanner) Scan(p []byte, found func(payload []byte)) {
	for len(p) > 0 {
		n := copy(s.buf[s.n:], p)
		s.n += n
		p = p[n:]
		s.extract(found)
	}
}

// Lost counts the bytes since the last Reset that belonged to no frame.
func (s *Scanner) Lost() int { return s.lost }

// Reset forgets, and wipes, whatever was unfinished.
func (s *Scanner) Reset() {
	clear(s.buf[:])
	s.n, s.lost = 0, 0
}

// Resync gives up the unfinished frame whose end does not come, and looks for
// frames behind its beginning: noise can look like the head of a long frame.
func (s *Scanner) Resync(found func(payload []byte)) {
	for s.n > 0 {
		s.skip(1)
		s.extract(found)
	}
}

// extract hands out frames until the buffer is empty or begins with a part of one.
func (s *Scanner) extract(found func([]byte)) {
	for {
		b := s.buf[:s.n]
		if at := bytes.Index(b, preamble); at > 0 {
			s.skip(at)
			continue
		} else if at < 0 {
			s.skip(s.n - overlap(b))
			return
		}
		if s.n < headLen {
			return
		}
		l := int(binary.BigEndian.Uint16(b[len(preamble):]))
		if l < minLen || l > maxLen {
			s.skip(1)
			continue
		}
		end := headLen + l
		if s.n < end {
			return
		}
		if xor(b[len(preamble):end]) != 0 {
			s.skip(1) // a true frame may begin inside the damaged one
			continue
		}
		found(b[headLen : end-1 : end-1])
		s.drop(end)
	}
}

// overlap is how many bytes at the end of b may be the beginning of a preamble.
func overlap(b []byte) int {
	for k := min(len(preamble)-1, len(b)); k > 0; k-- {
		if bytes.Equal(b[len(b)-k:], preamble[:k]) {
			return k
		}
	}
	return 0
}

func (s *Scanner) skip(n int) {
	s.lost += n
	s.drop(n)
}

func (s *Scanner) drop(n int) {
	rest := copy(s.buf[:], s.buf[n:s.n])
	clear(s.buf[rest:s.n])
	s.n = rest
}
