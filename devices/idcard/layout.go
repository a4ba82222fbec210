package idcard

// textLen is the size of the text on every card, in bytes of UTF-16LE.
const textLen = 256

// flagAt is where the flag stands that tells the kinds apart.
const flagAt = 248

// A Kind is one of the four documents that a reader reads.
type Kind byte

const (
	Resident      Kind = iota + 1 // resident identity card
	HMTPermit                     // residence permit for Hong Kong, Macao and Taiwan residents, flag J
	Foreigner2017                 // foreigner's permanent residence card of 2017, flag I
	Foreigner2023                 // foreigner's permanent residence card of 2023, flag Y
)

func (k Kind) String() string {
	switch k {
	case Resident:
		return "resident"
	case HMTPermit:
		return "hmt-permit"
	case Foreigner2017:
		return "foreigner-2017"
	case Foreigner2023:
		return "foreigner-2023"
	}
	return "none"
}

// A span is a field's place in the text, in bytes.
type span struct{ at, len int }

func (s span) of(text []byte) []byte { return text[s.at : s.at+s.len] }

// A layout says where a kind of card has its fields; the zero span is a field
// that it does not have. The address is not among them: nothing here wants it.
type layout struct {
	name, sex, ethnicity, birth, number, issuer, from, to span
	english, englishMore, nationality, pass               span
}

var layouts = map[Kind]layout{
	Resident: {
		name: span{0, 30}, sex: span{30, 2}, ethnicity: span{32, 4}, birth: span{36, 16},
		number: span{122, 36}, issuer: span{158, 30}, from: span{188, 16}, to: span{204, 16},
	},
	HMTPermit: {
		name: span{0, 30}, sex: span{30, 2}, birth: span{36, 16},
		number: span{122, 36}, issuer: span{158, 30}, from: span{188, 16}, to: span{204, 16},
		pass: span{220, 18},
	},
	Foreigner2017: {
		english: span{0, 120}, sex: span{120, 2}, number: span{122, 30}, nationality: span{152, 6},
		name: span{158, 30}, from: span{188, 16}, to: span{204, 16}, birth: span{220, 16},
		issuer: span{240, 8},
	},
	Foreigner2023: {
		name: span{0, 30}, sex: span{30, 2}, birth: span{36, 16}, english: span{52, 70},
		number: span{122, 36}, from: span{188, 16}, to: span{204, 16},
		englishMore: span{220, 22}, nationality: span{242, 6},
	},
}

// kindOf tells a text's kind, or 0 for a flag that no known card carries.
func kindOf(text []byte) Kind {
	if text[flagAt+1] != 0 {
		return 0
	}
	switch text[flagAt] {
	case ' ', 0:
		return Resident
	case 'J':
		return HMTPermit
	case 'I':
		return Foreigner2017
	case 'Y':
		return Foreigner2023
	}
	return 0
}
