package escpos

// AnswerKind tells what a printer answered.
type AnswerKind int

// The kinds of answers. Their bit patterns are those of the Epson ESC/POS command reference,
// "Identifying transmission status".
const (
	// RealTime is one byte for DLE EOT n. Which n it answers only the order of asking tells.
	RealTime AnswerKind = iota + 1
	// QueuedStatus is one byte for GS r.
	QueuedStatus
	// ProcessID is the id of a fence that has been reached.
	ProcessID
	// AutoStatus is four bytes that a printer sends by itself (GS a).
	AutoStatus
	// Block is any other block answer: its header byte and its data.
	Block
	// Pause and Resume are XOFF and XON: the printer's buffer is full, or has room again.
	Pause
	Resume
	// Noise is a byte that fits no answer: a wrong speed, or not this kind of printer.
	Noise
)

// Answer is one answer of a printer.
type Answer struct {
	Kind AnswerKind
	Data []byte
}

// maxBlock is more than the longest block answer; a longer one is a lost end.
const maxBlock = 96

// Answers takes a printer's bytes apart, however they were cut into pieces. The zero value is ready.
type Answers struct {
	block []byte // a block answer or an automatic status under way
}

// Feed returns the answers that b completes.
func (a *Answers) Feed(b []byte) []Answer {
	var out []Answer
	for _, c := range b {
		out = append(out, a.feed(c)...)
	}
	return out
}

func (a *Answers) feed(c byte) []Answer {
	switch {
	case len(a.block) > 0 && isBlockHeader(a.block[0]):
		if c != 0 {
			a.block = append(a.block, c)
			if len(a.block) <= maxBlock {
				return nil
			}
			a.block = nil
			return []Answer{{Kind: Noise, Data: []byte{c}}}
		}
		block := a.block
		a.block = nil
		if len(block) == 6 && block[0] == 0x37 && block[1] == 0x22 {
			return []Answer{{Kind: ProcessID, Data: block[2:]}}
		}
		return []Answer{{Kind: Block, Data: block}}

	case len(a.block) > 0: // the three followers of an automatic status
		if c&0x90 == 0 {
			a.block = append(a.block, c)
			if len(a.block) < 4 {
				return nil
			}
			out := []Answer{{Kind: AutoStatus, Data: a.block}}
			a.block = nil
			return out
		}
		if c&0x93 == 0x12 { // a real-time answer may come between them
			return []Answer{{Kind: RealTime, Data: []byte{c}}}
		}
		out := []Answer{{Kind: Noise, Data: a.block}}
		a.block = nil
		return append(out, a.feed(c)...)

	case c == 0x13:
		return []Answer{{Kind: Pause, Data: []byte{c}}}
	case c == 0x11:
		return []Answer{{Kind: Resume, Data: []byte{c}}}
	case isBlockHeader(c):
		a.block = []byte{c}
		return nil
	case c&0x93 == 0x12:
		return []Answer{{Kind: RealTime, Data: []byte{c}}}
	case c&0x93 == 0x10:
		a.block = []byte{c}
		return nil
	case c&0x90 == 0:
		return []Answer{{Kind: QueuedStatus, Data: []byte{c}}}
	}
	return []Answer{{Kind: Noise, Data: []byte{c}}}
}

func isBlockHeader(c byte) bool {
	switch c {
	case 0x35, 0x37, 0x3B, 0x3D, 0x5F:
		return true
	}
	return false
}

// The bits of the four real-time answers, by the number asked for.
const (
	S1Offline = 0x08
	S1Waiting = 0x20 // waits to be set online again

	S2Cover    = 0x04
	S2Feeding  = 0x08 // somebody holds the feed button
	S2PaperEnd = 0x20 // printing stopped because the paper ended
	S2Error    = 0x40

	S3Cutter      = 0x08
	S3Fatal       = 0x20
	S3Recoverable = 0x40 // recovers by itself: overheated, or opened while printing

	S4NearEnd = 0x0C
	S4End     = 0x60
)

// Fixed are the bits that every real-time answer has.
const Fixed = 0x12
