package staff

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// PIN is a PIN as it was typed. It prints as nothing but its kind, so that no log can hold one.
type PIN []byte

// Format prints no figure, whatever the verb.
func (PIN) Format(f fmt.State, _ rune) { fmt.Fprint(f, "PIN") }

// Wipe forgets it.
func (p PIN) Wipe() { clear(p) }

// Lengths of a PIN, in figures.
const (
	ShortestPIN = 6
	LongestPIN  = 12
)

// The cost of a hash: RFC 9106, section 4, second recommended option. It takes about a tenth of a
// second, which a finger does not notice and a thief of the configuration does.
const (
	hashTime    = 3
	hashMemory  = 64 * 1024 // KiB
	hashThreads = 4
	saltLength  = 16
	keyLength   = 32
)

// The most that a hash in a configuration may cost: more would stop the kiosk.
const (
	mostTime   = 16
	mostMemory = 1024 * 1024 // KiB
)

// CheckNew says what is wrong with a new PIN, as a sentence; nil when it will do.
func CheckNew(pin PIN) error {
	if len(pin) < ShortestPIN || len(pin) > LongestPIN {
		return fmt.Errorf("a PIN has %d to %d figures; this one has %d characters", ShortestPIN, LongestPIN, len(pin))
	}
	same, up, down := true, true, true
	for i, d := range pin {
		if d < '0' || d > '9' {
			return errors.New("a PIN has figures alone (0 to 9), because the kiosk shows no other keys for it")
		}
		if i > 0 {
			step := int(d) - int(pin[i-1])
			same, up, down = same && step == 0, up && step == 1, down && step == -1
		}
	}
	if same || up || down {
		return errors.New("this PIN is the first that anybody tries; choose one without a row of the same or of following figures")
	}
	return nil
}

// Hash makes what stands in the configuration: argon2id (RFC 9106) as a PHC string,
// $argon2id$v=19$m=…,t=…,p=…$salt$key with salt and key in base64 without padding.
func Hash(pin PIN) string {
	salt := make([]byte, saltLength)
	rand.Read(salt) // never fails
	key := argon2.IDKey(pin, salt, hashTime, hashMemory, hashThreads, keyLength)
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashTime, hashThreads, enc.EncodeToString(salt), enc.EncodeToString(key))
}

// Secret is a hash taken apart.
type Secret struct {
	time, memory uint32
	threads      uint8
	salt, key    []byte
}

// ParseSecret reads what Hash wrote. The error is a sentence that says what is wrong with it, and
// shows nothing of it.
func ParseSecret(text string) (Secret, error) {
	const remedy = "set it with `kiosk set-pin`"
	var s Secret
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return s, errors.New("this is no argon2id hash of a PIN; " + remedy)
	}
	if parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return s, errors.New("the hash of the PIN is of another version of argon2id; " + remedy)
	}
	cost := fmt.Sprintf("m=%d,t=%d,p=%d", 0, 0, 0)
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &s.memory, &s.time, &s.threads); err == nil {
		cost = fmt.Sprintf("m=%d,t=%d,p=%d", s.memory, s.time, s.threads)
	}
	if cost != parts[3] || s.time < 1 || s.time > mostTime || s.threads < 1 || s.memory < 8*uint32(s.threads) || s.memory > mostMemory {
		return Secret{}, errors.New("the cost in the hash of the PIN is out of bounds; " + remedy)
	}
	var errSalt, errKey error
	s.salt, errSalt = base64.RawStdEncoding.Strict().DecodeString(parts[4])
	s.key, errKey = base64.RawStdEncoding.Strict().DecodeString(parts[5])
	if errSalt != nil || errKey != nil || len(s.salt) < 8 || len(s.salt) > 64 || len(s.key) < 16 || len(s.key) > 64 {
		return Secret{}, errors.New("the hash of the PIN is not whole; " + remedy)
	}
	return s, nil
}

// Matches reports whether the PIN is the one that was hashed. It takes as long for a wrong one.
func (s Secret) Matches(pin PIN) bool {
	key := argon2.IDKey(pin, s.salt, s.time, s.memory, s.threads, uint32(len(s.key)))
	return subtle.ConstantTimeCompare(key, s.key) == 1
}
