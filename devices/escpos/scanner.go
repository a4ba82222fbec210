package escpos

// Op names a command that a [Scanner] found.
type Op int

// The commands. Arg of a [Command] is what follows the name, without length bytes where noted.
const (
	OpNone        Op = iota
	OpText           // one ASCII or other single-byte character
	OpChinese        // two bytes of one Chinese character
	OpLF             // print the line
	OpCR             // no effect on a printer set to ignore it
	OpHT             // tab
	OpFF             // print the page
	OpCAN            // cancel the page
	OpInit           // ESC @
	OpBold           // ESC E n
	OpDouble         // ESC G n
	OpAlign          // ESC a n
	OpSpacing        // ESC 3 n
	OpSpacingStd     // ESC 2
	OpFeedDots       // ESC J n
	OpFeedLines      // ESC d n
	OpPrintMode      // ESC ! n
	OpRight          // ESC SP n
	OpX              // ESC $ nL nH
	OpPage           // ESC L
	OpStandard       // ESC S
	OpPageArea       // ESC W, eight bytes
	OpPageTurn       // ESC T n
	OpY              // GS $ nL nH
	OpSize           // GS ! n
	OpReverse        // GS B n
	OpCut            // GS V m, or GS V m n
	OpRaster         // GS v 0 m xL xH yL yH data
	OpQR             // GS ( k: cn, fn and data
	OpFence          // GS ( H: fn, m and the id
	OpGroup          // another GS ( x: x, then its data
	OpQuery          // GS r n
	OpAuto           // GS a n
	OpChineseOn      // FS &
	OpChineseOff     // FS .
	OpChineseMode    // FS ! n
	OpQuadruple      // FS W n
	OpChinesePad     // FS S n1 n2
	OpGlyph          // FS 2 c1 c2 and 72 bytes
	OpStatus         // DLE EOT n: answered when it came in, nothing left to do
	OpRecover        // DLE ENQ n: as above
	OpPulse          // DLE DC4 …: as above
	OpUnknown        // a command byte pair that this package does not know
)

// Command is one command of a stream.
type Command struct {
	Op  Op
	Arg []byte // a part of Raw
	Raw []byte // all its bytes
}

// fixed holds the commands that begin with a control byte and a letter, and have n more bytes.
var fixed = map[[2]byte]struct {
	op Op
	n  int
}{
	{ESC, '@'}: {OpInit, 0}, {ESC, 'E'}: {OpBold, 1}, {ESC, 'G'}: {OpDouble, 1},
	{ESC, 'a'}: {OpAlign, 1}, {ESC, '3'}: {OpSpacing, 1}, {ESC, '2'}: {OpSpacingStd, 0},
	{ESC, 'J'}: {OpFeedDots, 1}, {ESC, 'd'}: {OpFeedLines, 1}, {ESC, '!'}: {OpPrintMode, 1},
	{ESC, ' '}: {OpRight, 1}, {ESC, '$'}: {OpX, 2}, {ESC, 'L'}: {OpPage, 0}, {ESC, 'S'}: {OpStandard, 0},
	{ESC, 'W'}: {OpPageArea, 8}, {ESC, 'T'}: {OpPageTurn, 1},
	{GS, '$'}: {OpY, 2}, {GS, '!'}: {OpSize, 1}, {GS, 'B'}: {OpReverse, 1}, {GS, 'r'}: {OpQuery, 1},
	{GS, 'a'}: {OpAuto, 1},
	{FS, '&'}: {OpChineseOn, 0}, {FS, '.'}: {OpChineseOff, 0}, {FS, '!'}: {OpChineseMode, 1},
	{FS, 'W'}: {OpQuadruple, 1}, {FS, 'S'}: {OpChinesePad, 2}, {FS, '2'}: {OpGlyph, 74},
	{DLE, EOT}: {OpStatus, 1}, {DLE, ENQ}: {OpRecover, 1},
}

// Scanner takes a stream of printer bytes apart. It remembers whether Chinese characters are on, which
// decides how long a character is. Use [NewScanner].
type Scanner struct {
	Chinese bool
}

// NewScanner returns a scanner for a printer that was just switched on. A Chinese model begins with
// Chinese characters on.
func NewScanner() *Scanner { return &Scanner{Chinese: true} }

// Next returns the command at the beginning of b. Its Raw is empty where b ends within a command;
// need is then how many bytes at least are missing.
func (s *Scanner) Next(b []byte) (c Command, need int) {
	c, need = s.next(b)
	if need > 0 {
		return Command{}, need
	}
	switch c.Op {
	case OpChineseOn, OpInit:
		s.Chinese = true
	case OpChineseOff:
		s.Chinese = false
	}
	return c, 0
}

func (s *Scanner) next(b []byte) (Command, int) {
	if len(b) == 0 {
		return Command{}, 1
	}
	single := func(op Op) (Command, int) { return Command{op, b[:1], b[:1]}, 0 }
	switch c := b[0]; {
	case c == LF:
		return single(OpLF)
	case c == CR:
		return single(OpCR)
	case c == HT:
		return single(OpHT)
	case c == FF:
		return single(OpFF)
	case c == CAN:
		return single(OpCAN)
	case c == ESC || c == GS || c == FS || c == DLE:
		return s.command(b)
	case c < 0x20:
		return single(OpUnknown)
	case s.Chinese && c >= 0x81 && c <= 0xFE:
		if len(b) < 2 {
			return Command{}, 1
		}
		if b[1] < 0x40 || b[1] == 0x7F || b[1] == 0xFF {
			return single(OpText)
		}
		return Command{OpChinese, b[:2], b[:2]}, 0
	}
	return single(OpText)
}

func (s *Scanner) command(b []byte) (Command, int) {
	if len(b) < 2 {
		return Command{}, 1
	}
	take := func(op Op, skip, n int) (Command, int) {
		if len(b) < skip+n {
			return Command{}, skip + n - len(b)
		}
		return Command{op, b[skip : skip+n], b[:skip+n]}, 0
	}
	if f, ok := fixed[[2]byte{b[0], b[1]}]; ok {
		return take(f.op, 2, f.n)
	}
	switch [2]byte{b[0], b[1]} {
	case [2]byte{GS, 'V'}:
		if len(b) < 3 {
			return Command{}, 1
		}
		if b[2] == 'A' || b[2] == 'B' {
			return take(OpCut, 2, 2)
		}
		return take(OpCut, 2, 1)
	case [2]byte{GS, 'v'}:
		if len(b) < 8 {
			return Command{}, 8 - len(b)
		}
		return take(OpRaster, 3, 5+(int(b[4])|int(b[5])<<8)*(int(b[6])|int(b[7])<<8))
	case [2]byte{GS, '('}:
		if len(b) < 5 {
			return Command{}, 5 - len(b)
		}
		n := int(b[3]) | int(b[4])<<8
		switch b[2] {
		case 'k':
			return take(OpQR, 5, n)
		case 'H':
			return take(OpFence, 5, n)
		}
		c, need := take(OpGroup, 2, 3+n)
		return c, need
	case [2]byte{DLE, DC4}:
		if len(b) < 3 {
			return Command{}, 1
		}
		if b[2] == 8 { // clear buffers: seven fixed bytes follow
			return take(OpPulse, 2, 8)
		}
		return take(OpPulse, 2, 3)
	}
	if b[0] == DLE {
		return Command{OpUnknown, b[:1], b[:1]}, 0
	}
	return Command{OpUnknown, b[:2], b[:2]}, 0
}
