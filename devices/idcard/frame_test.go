package idcard

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// collect gives copies of the payloads found in the pieces.
func collect(s *Scanner, pieces ...[]byte) [][]byte {
	var got [][]byte
	for _, p := range pieces {
		s.Scan(p, func(payload []byte) { got = append(got, bytes.Clone(payload)) })
	}
	return got
}

// baseInfo is the payload of an answer with the card's information.
func baseInfo(text []byte) []byte {
	p := append([]byte{0, 0, 0x90, 0x01, 0x00, 0x04, 0x00}, text...)
	return append(p, bytes.Repeat([]byte{0xAA}, 1024)...) // a photograph that looks like preambles
}

func TestRequestsAsTheyAreKnown(t *testing.T) {
	for c, want := range map[Command]string{
		Reset:          "AAAAAA9669 0003 10FF EC",
		GetStatus:      "AAAAAA9669 0003 11FF ED",
		GetSAMNumber:   "AAAAAA9669 0003 12FF EE",
		FindCard:       "AAAAAA9669 0003 2001 22",
		SelectCard:     "AAAAAA9669 0003 2002 21",
		ReadBaseInfo:   "AAAAAA9669 0003 3001 32",
		ReadNewAddress: "AAAAAA9669 0003 3003 30",
	} {
		if got := c.Frame(); !bytes.Equal(got, unhex(t, want)) {
			t.Errorf("%x = % X, want %s", c, got, want)
		}
	}
}

func TestAnswersAsTheyAreKnown(t *testing.T) {
	var s Scanner
	for frame, want := range map[string]Code{
		"AAAAAA9669 0008 00009F 00000000 97":         Found,
		"AAAAAA9669 000C 000090 0000000000000000 9C": Done,
		"AAAAAA9669 0004 000080 84":                  NoCard,
		"AAAAAA9669 0004 000081 85":                  SelectFailed,
		"AAAAAA9669 0004 000041 45":                  ReadFailed,
		"AAAAAA9669 0004 000031 35":                  NotAuthenticated,
	} {
		got := collect(&s, unhex(t, frame))
		if len(got) != 1 {
			t.Errorf("%s: found %d frames", frame, len(got))
			continue
		}
		if code, _, ok := splitAnswer(got[0]); !ok || code != want {
			t.Errorf("%s = %02X, want %02X", frame, byte(code), byte(want))
		}
	}
	if frame := AppendFrame(nil, baseInfo(textWith(resident))); len(frame) != 1295 {
		t.Errorf("the information has %d bytes, want 1295", len(frame))
	}
}

func TestScannerFindsFramesAmongNoise(t *testing.T) {
	found := []byte{0, 0, 0x9F, 0, 0, 0, 0}
	info := baseInfo(textWith(resident))
	frame := func(p []byte) []byte { return AppendFrame(nil, p) }
	damaged := frame(info)
	damaged[300] ^= 1
	tests := []struct {
		name   string
		stream []byte
		want   [][]byte
	}{
		{"one", frame(found), [][]byte{found}},
		{"the longest", frame(make([]byte, maxLen-1)), [][]byte{make([]byte, maxLen-1)}},
		{"two", append(frame(found), frame(info)...), [][]byte{found, info}},
		{"noise around", append(append([]byte("\x00\xAA\xAAxyz"), frame(found)...), 0xAA, 0xAA), [][]byte{found}},
		{"half a preamble before", append([]byte{0xAA, 0xAA}, frame(found)...), [][]byte{found}},
		{"a preamble cut short", append([]byte{0xAA, 0xAA, 0xAA, 0x96}, frame(found)...), [][]byte{found}},
		{"a length too large", append(unhex(t, "AAAAAA9669FFFF"), frame(found)...), [][]byte{found}},
		{"a length too small", append(unhex(t, "AAAAAA96690001"), frame(found)...), [][]byte{found}},
		{"a damaged one, then a good one", append(damaged, frame(info)...), [][]byte{info}},
		{"a good one inside a false one", append(unhex(t, "AAAAAA96690015 11"), append(frame(found), 1, 2, 3, 4, 5)...), [][]byte{found}},
		{"preambles only", bytes.Repeat(preamble, 2000), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var whole, single Scanner
			if diff := cmp.Diff(tt.want, collect(&whole, tt.stream)); diff != "" {
				t.Errorf("in one piece (-want +got):\n%s", diff)
			}
			var bytewise [][]byte
			for _, b := range tt.stream {
				bytewise = append(bytewise, collect(&single, []byte{b})...)
			}
			if diff := cmp.Diff(tt.want, bytewise); diff != "" {
				t.Errorf("byte by byte (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnAnswerCutAnywhereIsTheSame(t *testing.T) {
	info := baseInfo(textWith(resident))
	stream := append([]byte{0x55}, AppendFrame(nil, info)...)
	var s Scanner
	for cut := range len(stream) + 1 {
		if got := collect(&s, stream[:cut], stream[cut:]); len(got) != 1 || !bytes.Equal(got[0], info) {
			t.Fatalf("cut at %d: found %d frames, or a wrong one", cut, len(got))
		}
	}
}

func TestResyncFindsWhatAFalseHeadHid(t *testing.T) {
	found := []byte{0, 0, 0x9F, 0, 0, 0, 0}
	var s Scanner
	if got := collect(&s, append(unhex(t, "AAAAAA96690800"), AppendFrame(nil, found)...)); got != nil {
		t.Fatalf("found %x before the false frame could have ended", got)
	}
	var got [][]byte
	s.Resync(func(p []byte) { got = append(got, bytes.Clone(p)) })
	if diff := cmp.Diff([][]byte{found}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScannerKeepsNothing(t *testing.T) {
	var s Scanner
	s.Scan(append(AppendFrame(nil, baseInfo(textWith(resident))), "noise"...), func([]byte) {})
	if s.buf != (Scanner{}.buf) {
		t.Error("something of the card is left in the scanner")
	}
	s.Scan(AppendFrame(nil, baseInfo(textWith(resident)))[:700], func([]byte) {})
	s.Reset()
	if s != (Scanner{}) {
		t.Error("something of the card is left after Reset")
	}
}

// Frames come out in order whatever lies between them and however they are cut,
// as long as the noise holds no preamble.
func TestScannerProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		payload := rapid.SliceOfN(rapid.Byte(), minLen-1, 300)
		noise := rapid.SliceOfN(rapid.ByteRange(0, 0x95), 0, 20)
		var stream []byte
		var want [][]byte
		for _, p := range rapid.SliceOfN(payload, 0, 5).Draw(t, "payloads") {
			stream = append(stream, noise.Draw(t, "noise")...)
			stream = AppendFrame(stream, p)
			want = append(want, p)
		}
		var s Scanner
		var got [][]byte
		for rest := stream; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "piece")
			got = append(got, collect(&s, rest[:n])...)
			rest = rest[n:]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestSizesInsideAreBelieved(t *testing.T) {
	text := textWith(resident)
	data := func(textSize, photoSize int, bytes []byte) []byte {
		return append([]byte{byte(textSize >> 8), byte(textSize), byte(photoSize >> 8), byte(photoSize)}, bytes...)
	}
	if got, err := textOf(data(256, 0, text)); err != nil || !bytes.Equal(got, text) {
		t.Errorf("a card without photograph: %v", err)
	}
	if got, err := textOf(data(258, 4, append(bytes.Clone(text), 1, 2, 3, 4, 5, 6))); err != nil || !bytes.Equal(got, text) {
		t.Errorf("a longer text: %v", err)
	}
	for name, d := range map[string][]byte{
		"empty": nil, "sizes only": data(256, 1024, nil), "too short": data(256, 1024, text), "too long": data(256, 0, append(bytes.Clone(text), 0)), "a short text": data(128, 128, text),
	} {
		if _, err := textOf(d); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestSAMNumber(t *testing.T) {
	got, err := formatSAMNumber(unhex(t, "0500 0100 88D83401 39300000 D2029649"))
	if want := "05.01-20240520-0000012345-1234567890"; err != nil || got != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
	if _, err := formatSAMNumber(nil); err == nil {
		t.Error("an empty number was accepted")
	}
}

// Any stream, in any two pieces, gives the frames that it gives as a whole, and
// each of them is really there.
func FuzzScanner(f *testing.F) {
	f.Add(AppendFrame([]byte{0xAA, 1}, []byte{0, 0, 0x80}), uint(7))
	f.Add(AppendFrame(nil, baseInfo(textWith(resident))), uint(1000))
	f.Add(unhex(f, "AAAAAA96690015 11 AAAAAA9669000400008084"), uint(3))
	f.Fuzz(func(t *testing.T, stream []byte, cut uint) {
		var whole, parts Scanner
		at := int(cut % uint(len(stream)+1))
		want, got := collect(&whole, stream), collect(&parts, stream[:at], stream[at:])
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("cut at %d (-whole +parts):\n%s", at, diff)
		}
		for _, p := range want {
			if !bytes.Contains(stream, AppendFrame(nil, p)) {
				t.Fatalf("%x is not in the stream", p)
			}
			if code, data, ok := splitAnswer(p); ok && code == Done {
				if text, err := textOf(data); err == nil {
					if c, err := ParseCard(text); err == nil {
						c.Wipe()
					}
				}
			}
		}
	})
}

func BenchmarkScanner(b *testing.B) {
	for name, stream := range map[string][]byte{
		"information": AppendFrame(nil, baseInfo(textWith(resident))),
		"falseHeads":  bytes.Repeat(unhex(b, "AAAAAA96690909"), 187),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(stream)))
			var s Scanner
			for b.Loop() {
				s.Scan(stream, func([]byte) {})
			}
		})
	}
}
