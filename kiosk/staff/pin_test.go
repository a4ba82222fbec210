package staff

import (
	"fmt"
	"strings"
	"testing"
)

func TestPINIsHashedAndFound(t *testing.T) {
	hash := Hash(PIN("271828"))
	if strings.Contains(hash, "271828") || hash == Hash(PIN("271828")) {
		t.Errorf("the hash %s gives the PIN away, or has no salt of its own", hash)
	}
	s, err := ParseSecret(hash)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Matches(PIN("271828")) {
		t.Error("the right PIN is refused")
	}
	for _, wrong := range []string{"", "27182", "271829", "2718280"} {
		if s.Matches(PIN(wrong)) {
			t.Errorf("%q is taken", wrong)
		}
	}
}

// The vector is that of RFC 9106's reference implementation: argon2id, m=65536, t=2, p=1,
// "password" with the salt "somesalt".
func TestHashesOfOthersAreRead(t *testing.T) {
	s, err := ParseSecret("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	if err != nil {
		t.Fatal(err)
	}
	if !s.Matches(PIN("password")) {
		t.Error("the reference vector does not match")
	}
}

func TestDamagedHashesAreRefused(t *testing.T) {
	for _, text := range []string{"", "271828", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=65536,t=2,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=65536,t=2,p=1 $c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdX", "$argon2id$v=19$m=65536,t=2,p=1$$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"} {
		_, err := ParseSecret(text)
		if err == nil {
			t.Errorf("%s is taken", text)
		} else if !strings.Contains(err.Error(), "kiosk set-pin") || text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("the sentence names no remedy, or shows the hash: %v", err)
		}
	}
}

func FuzzParseSecret(f *testing.F) {
	f.Add("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	f.Add("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSecret(text)
		if err == nil && (s.time > mostTime || s.memory > mostMemory || len(s.key) < 16) {
			t.Errorf("%q is taken: %+v", text, s)
		}
	})
}

func TestNewPINs(t *testing.T) {
	for pin, good := range map[string]bool{"271828": true, "90210734": true, "12345": false, "1234567890123": false, "123456": false, "987654": false,
		"000000": false, "27182a": false, "２７１８２８": false} {
		if err := CheckNew(PIN(pin)); (err == nil) != good {
			t.Errorf("%s: %v", pin, err)
		}
	}
}

func TestAPINIsNeverPrinted(t *testing.T) {
	p := CheckPIN{PIN: PIN("271828")}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, p.PIN) + fmt.Sprintf(verb, p); strings.Contains(got, "271828") || strings.Contains(got, "50") {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}
