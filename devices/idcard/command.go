package idcard

import (
	"encoding/binary"
	"fmt"
)

// A Command is what follows Len in a request: command and parameter.
type Command [2]byte

// The commands of a SAM-A reader.
var (
	Reset          = Command{0x10, 0xFF}
	GetStatus      = Command{0x11, 0xFF}
	GetSAMNumber   = Command{0x12, 0xFF}
	FindCard       = Command{0x20, 0x01}
	SelectCard     = Command{0x20, 0x02}
	ReadBaseInfo   = Command{0x30, 0x01}
	ReadNewAddress = Command{0x30, 0x03}
)

// Frame gives the whole request.
func (c Command) Frame() []byte { return AppendFrame(nil, c[:]) }

// A Code is the third status byte of an answer, the reader's own word. (The
// first two come from the card and may be anything.)
type Code byte

// The codes that change what happens next.
const (
	NotAuthenticated Code = 0x31 // the card rejects the reader
	CardRejected     Code = 0x32 // the reader rejects the card
	InfoUnverified   Code = 0x33 // the information's signature does not fit
	WrongCard        Code = 0x40
	ReadFailed       Code = 0x41
	RandomFailed     Code = 0x47 // no random number from the card
	SelfTestFailed   Code = 0x60
	NotAuthorised    Code = 0x66
	NoCard           Code = 0x80
	SelectFailed     Code = 0x81
	Done             Code = 0x90
	NoContent        Code = 0x91 // done, and the card has no such information
	Found            Code = 0x9F
)

func (c Code) String() string {
	switch c {
	case 0x10:
		return "it received a wrong checksum"
	case 0x11:
		return "it received a wrong length"
	case 0x21:
		return "it does not know the command"
	case 0x24:
		return "it met an error that it does not know"
	case NotAuthenticated:
		return "the card does not accept the reader"
	case CardRejected:
		return "the reader does not accept the card"
	case InfoUnverified:
		return "the card's information could not be verified"
	case WrongCard:
		return "it is the wrong kind of card"
	case ReadFailed:
		return "the card could not be read"
	case RandomFailed:
		return "the card gave no random number"
	case SelfTestFailed:
		return "its self test failed; switch it off and on, and replace it if that does not help"
	case NotAuthorised:
		return "its security module is not authorised; ask its maker"
	case NoCard:
		return "no card is on the reader"
	case SelectFailed:
		return "the card could not be selected"
	case Done, NoContent, Found:
		return "done"
	}
	return fmt.Sprintf("code %02X", byte(c))
}

// layAgain tells whether lifting the card and laying it again is what helps.
func (c Code) layAgain() bool {
	switch c {
	case NotAuthenticated, CardRejected, InfoUnverified, WrongCard, ReadFailed, RandomFailed, SelectFailed, NoCard:
		return true
	}
	return false
}

// splitAnswer takes an answer's payload apart. It reports false when it is too
// short to be one.
func splitAnswer(payload []byte) (Code, []byte, bool) {
	if len(payload) < 3 {
		return 0, nil, false
	}
	return Code(payload[2]), payload[3:], true
}

// textOf finds the card's text in the data of an answer to ReadBaseInfo: two
// sizes, then the text and the photograph, each as long as its size says.
func textOf(data []byte) ([]byte, error) {
	if len(data) < 4 {
		return nil, fmt.Errorf("%w: the information has no sizes", ErrGarbled)
	}
	text, photo := int(binary.BigEndian.Uint16(data)), int(binary.BigEndian.Uint16(data[2:]))
	if len(data) != 4+text+photo {
		return nil, fmt.Errorf("%w: the information has %d bytes and should have %d + %d", ErrGarbled, len(data)-4, text, photo)
	}
	if text < textLen {
		return nil, fmt.Errorf("%w: the card's text has %d bytes instead of %d", ErrGarbled, text, textLen)
	}
	return data[4 : 4+textLen], nil
}

// formatSAMNumber writes the 16 bytes of a security module's number the way it
// is printed on the module: two digits, a point, a date, and two serial numbers.
func formatSAMNumber(data []byte) (string, error) {
	if len(data) != 16 {
		return "", fmt.Errorf("%w: the SAM number has %d bytes instead of 16", ErrGarbled, len(data))
	}
	le := binary.LittleEndian
	return fmt.Sprintf("%02d.%02d-%d-%010d-%010d", le.Uint16(data), le.Uint16(data[2:]), le.Uint32(data[4:]), le.Uint32(data[8:]), le.Uint32(data[12:])), nil
}
