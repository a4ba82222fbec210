package idcard

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// textWith makes a card's text: fields in UTF-16LE at their offsets, blanks elsewhere.
func textWith(fields map[int]string) []byte {
	text := make([]byte, 0, textLen)
	for range textLen / 2 {
		text = append(text, ' ', 0)
	}
	for at, s := range fields {
		for i, u := range utf16.Encode([]rune(s)) {
			text[at+2*i], text[at+2*i+1] = byte(u), byte(u>>8)
		}
	}
	return text
}

// The synthetic people of these tests. Region 990000 does not exist.
var (
	resident = map[int]string{0: "示例甲", 30: "2", 32: "46", 36: "19900102", 52: "某市某路一号", 122: "990000199001020020",
		158: "某市公安局", 188: "20200102", 204: "长期"}
	hmt = map[int]string{0: "示例", 30: "1", 36: "19850607", 122: "830000198506070016", 158: "某市公安局",
		188: "20190101", 204: "20240101", 220: "H01234567", 238: "01", 248: "J"}
	foreigner2017 = map[int]string{0: "SAMPLE, ADA BETA", 120: "2", 122: "XXX110090010201", 152: "XXX", 158: "艾示例",
		188: "20180101", 204: "20280101", 220: "19900102", 236: "01", 240: "1500", 248: "I"}
	foreigner2023 = map[int]string{0: "艾示例", 30: "1", 32: "00", 36: "19900102", 52: "SAMPLE, ADA BETA GAMMA DELTA EPSILO", 220: "N ZETA",
		122: "999000199001020010", 188: "20230101", 204: "20330101", 242: "XXX", 248: "Y"}
)

func parse(t testing.TB, fields map[int]string) Card {
	t.Helper()
	c, err := ParseCard(textWith(fields))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// left tells whether anything is in the card's buffer.
func left(c Card) (something bool) {
	c.hold(func(r *record) { something = *r != record{} })
	return something
}

func fieldsOut(t *testing.T, c Card, reveal bool) map[string]string {
	t.Helper()
	var out bytes.Buffer
	if err := c.WriteJSON(&out, reveal); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, out.Bytes())
	}
	return got
}

func TestFieldsOfTheFourCards(t *testing.T) {
	tests := []struct {
		name          string
		fields        map[int]string
		plain, masked map[string]string
		maskedName    string
	}{
		{"resident", resident,
			map[string]string{"type": "resident", "name": "示例甲", "sex": "女", "ethnicity": "德昂", "birth": "1990-01-02", "number": "990000199001020020", "issuer": "某市公安局", "valid_from": "2020-01-02", "valid_to": "长期"},
			map[string]string{"type": "resident", "name": "示＊甲", "sex": "女", "ethnicity": "＊＊", "birth": "1990", "number": "990***********0020", "issuer": "＊＊", "valid_from": "2020", "valid_to": "长期"},
			"示＊甲"},
		{"permit", hmt,
			map[string]string{"type": "hmt-permit", "name": "示例", "sex": "男", "birth": "1985-06-07", "number": "830000198506070016", "issuer": "某市公安局", "valid_from": "2019-01-01", "valid_to": "2024-01-01", "pass_number": "H01234567"},
			map[string]string{"type": "hmt-permit", "name": "示＊", "sex": "男", "birth": "1985", "number": "830***********0016", "issuer": "＊＊", "valid_from": "2019", "valid_to": "2024", "pass_number": "H******67"},
			"示＊"},
		{"foreigner 2017", foreigner2017,
			map[string]string{"type": "foreigner-2017", "name": "艾示例", "sex": "女", "nationality": "XXX", "birth": "1990-01-02", "number": "XXX110090010201", "issuer": "1500", "valid_from": "2018-01-01", "valid_to": "2028-01-01", "english_name": "SAMPLE, ADA BETA"},
			map[string]string{"type": "foreigner-2017", "name": "艾＊例", "sex": "女", "nationality": "XXX", "birth": "1990", "number": "XXX********0201", "issuer": "＊＊", "valid_from": "2018", "valid_to": "2028", "english_name": "S＊＊"},
			"S＊＊"},
		{"foreigner 2023", foreigner2023,
			map[string]string{"type": "foreigner-2023", "name": "艾示例", "sex": "男", "nationality": "XXX", "birth": "1990-01-02", "number": "999000199001020010", "valid_from": "2023-01-01", "valid_to": "2033-01-01", "english_name": "SAMPLE, ADA BETA GAMMA DELTA EPSILON ZETA"},
			map[string]string{"type": "foreigner-2023", "name": "艾＊例", "sex": "男", "nationality": "XXX", "birth": "1990", "number": "999***********0010", "valid_from": "2023", "valid_to": "2033", "english_name": "S＊＊"},
			"S＊＊"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := parse(t, tt.fields)
			if diff := cmp.Diff(tt.plain, fieldsOut(t, c, true)); diff != "" {
				t.Errorf("revealed (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.masked, fieldsOut(t, c, false)); diff != "" {
				t.Errorf("masked (-want +got):\n%s", diff)
			}
			if got := c.MaskedName(); got != tt.maskedName {
				t.Errorf("MaskedName = %q, want %q", got, tt.maskedName)
			}
		})
	}
}

func TestMaskedName(t *testing.T) {
	for name, want := range map[string]string{
		"":             "",
		"甲":            "＊",
		"示甲":           "示＊",
		"示例甲":          "示＊甲",
		"欧阳示例":         "欧＊＊例",
		"示例·示例·示例甲":    "示＊＊甲",
		"𠮷示𠮷":          "𠮷＊𠮷",
		"示例\U000E0100": "示＊", // a variation selector is no character of its own
		"示\uE000":      "示＊",
	} {
		if got := parse(t, map[int]string{0: name}).MaskedName(); got != want {
			t.Errorf("MaskedName of %q = %q, want %q", name, got, want)
		}
	}
}

func TestRareCharactersAreKept(t *testing.T) {
	text := textWith(map[int]string{0: "𠮷\uE0FF甲\"\\"})
	text[10], text[11] = 0x42, 0xD8 // half of a surrogate pair
	c, err := ParseCard(text)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := c.WriteJSON(&out, true); err != nil {
		t.Fatal(err)
	}
	if want := `"name": "𠮷` + "\uE0FF" + `甲\"\ud842"`; !strings.Contains(out.String(), want) || !json.Valid(out.Bytes()) {
		t.Errorf("got %s, want %s in it", out.String(), want)
	}
}

func TestACardDoesNotLeakWhenPrinted(t *testing.T) {
	c := parse(t, resident)
	type visit struct {
		who    Card
		Public Card
		p      *Card
	}
	v := visit{c, c, &c}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%08b", "%c", "%t", "%p", "%w", "% x"} {
		fmt.Fprintf(&out, verb+"\n", c)
		fmt.Fprintf(&out, verb+"\n", &c)
		fmt.Fprintf(&out, verb+"\n", v)
		fmt.Fprintf(&out, verb+"\n", Event{Kind: Read, Card: c})
		fmt.Fprintf(&out, verb+"\n", []any{c, map[string]Card{"c": c}})
	}
	fmt.Fprint(&out, c, &c)
	log := slog.New(slog.NewJSONHandler(&out, nil))
	log.Info("read", "card", c, "event", Event{Kind: Read, Card: c})
	slog.New(slog.NewTextHandler(&out, nil)).Info("read", "card", c, "visit", v)
	if err := json.NewEncoder(&out).Encode([]any{c, &c, v}); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"示例甲", "9900001990", "19900102", "某市", "德昂", fmt.Sprintf("%x", "示例甲"), fmt.Sprint(textWith(resident)[:6])[1:10], "3a 79", "3a79"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%q leaked", secret)
		}
	}
	if !strings.Contains(out.String(), "resident") {
		t.Error("nothing was printed")
	}
}

func TestMaskedOutputHoldsNoSecret(t *testing.T) {
	var out bytes.Buffer
	for _, fields := range []map[int]string{resident, hmt, foreigner2017, foreigner2023} {
		c := parse(t, fields)
		c.WriteJSON(&out, false)
		c.WriteText(&out, false)
	}
	for _, secret := range []string{"示例甲", "艾示例", "SAMPLE", "0102", "0607", "某", "德昂", "H01"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%q is in the masked output", secret)
		}
	}
}

func TestWipe(t *testing.T) {
	c := parse(t, resident)
	copied := c
	zero := [32]byte{}
	if c.Digest([]byte("key")) == zero || c.MaskedName() == "" {
		t.Fatal("the card is empty before it is wiped")
	}
	c.Wipe()
	if left(c) {
		t.Error("something is left in the buffer")
	}
	if copied.Kind() != 0 || copied.MaskedName() != "" || copied.Digest([]byte("key")) != zero || copied.NumberValid() {
		t.Error("a copy of the card still tells something")
	}
	if err := copied.WriteJSON(&bytes.Buffer{}, true); !errors.Is(err, ErrWiped) {
		t.Errorf("WriteJSON = %v, want ErrWiped", err)
	}
	c.Wipe()
	Card{}.Wipe()
}

func TestDigestTellsPeopleApart(t *testing.T) {
	a, b, key := parse(t, resident), parse(t, hmt), []byte("today")
	renamed := map[int]string{0: "示例乙", 122: resident[122]}
	switch {
	case a.Digest(key) == b.Digest(key):
		t.Error("two people have one digest")
	case a.Digest(key) == a.Digest([]byte("tomorrow")):
		t.Error("the key makes no difference")
	case a.Digest(key) != parse(t, renamed).Digest(key):
		t.Error("one number has two digests")
	}
}

func TestParseCardRefuses(t *testing.T) {
	if _, err := ParseCard(textWith(map[int]string{248: "Q"})); !errors.Is(err, ErrUnknownCard) {
		t.Errorf("an unknown flag: %v", err)
	}
	for _, n := range []int{0, 255, 257} {
		if _, err := ParseCard(make([]byte, n)); !errors.Is(err, ErrGarbled) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func TestValidNumber(t *testing.T) {
	for number, want := range map[string]bool{
		"11010519491231002X":  true,
		"11010519491231002x":  false,
		"110105194912310021":  false,
		"990000199001020020":  true,
		"99000019900102002":   false,
		"":                    false,
		"1101051949123100２X":  false,
		"A10105194912310021":  false,
		"11010519491231002X ": false,
	} {
		if got := ValidNumber([]byte(number)); got != want {
			t.Errorf("ValidNumber(%q) = %v", number, got)
		}
	}
	if !parse(t, resident).NumberValid() || !parse(t, foreigner2017).NumberValid() || !parse(t, foreigner2023).NumberValid() {
		t.Error("a valid number is refused")
	}
	if parse(t, map[int]string{122: "990000199001020021"}).NumberValid() || parse(t, map[int]string{122: "９９0000199001020020"}).NumberValid() {
		t.Error("a wrong number is accepted")
	}
}

// One wrong digit and two neighbours exchanged are what the check digit is for.
func TestCheckDigitFindsSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := make([]byte, 17, 18)
		for i := range number {
			number[i] = '0' + rapid.Byte().Draw(t, "digit")%10
		}
		digit, _ := CheckDigit(number)
		number = append(number, digit)
		if !ValidNumber(number) {
			t.Fatalf("%s is not valid", number)
		}
		i := rapid.IntRange(0, 16).Draw(t, "place")
		slip := append([]byte{}, number...)
		if other := '0' + rapid.Byte().Draw(t, "other")%10; other != slip[i] {
			slip[i] = other
			if ValidNumber(slip) {
				t.Fatalf("%s passes for %s", slip, number)
			}
		}
		slip = append(slip[:0], number...)
		if slip[i], slip[i+1] = slip[i+1], slip[i]; slip[i] != slip[i+1] && slip[i] != 'X' && ValidNumber(slip) {
			t.Fatalf("%s passes for %s", slip, number)
		}
	})
}

// Whatever a card holds, the output is JSON and fits the buffer that never grows.
func FuzzCard(f *testing.F) {
	for _, fields := range []map[int]string{resident, hmt, foreigner2017, foreigner2023} {
		f.Add(textWith(fields))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := ParseCard(text)
		if err != nil {
			return
		}
		c.MaskedName()
		for _, reveal := range []bool{false, true} {
			var out bytes.Buffer
			if err := c.WriteJSON(&out, reveal); err != nil {
				t.Fatal(err)
			}
			if !json.Valid(out.Bytes()) {
				t.Fatalf("not JSON: %s", out.Bytes())
			}
			if out.Len() > outputSize {
				t.Fatalf("the output has %d bytes", out.Len())
			}
		}
		c.Wipe()
		if left(c) {
			t.Fatal("something is left after Wipe")
		}
	})
}
