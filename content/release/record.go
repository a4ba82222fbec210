package release

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
)

// SchemaVersion is the version of the records' layout; a kiosk refuses any other.
const SchemaVersion = 1

// recordHash is how many bytes of the SHA-256 of a record stand before it. The file's own hash
// is checked when a release is taken up; this one finds what goes bad afterwards.
const recordHash = 16

// The keys of the one bucket. A single bucket, filled in the order of its keys in one
// transaction, is what makes the file the same every time.
const (
	bucket        = "release"
	keyInfo       = "info"
	keyHall       = "hall"
	keyDeps       = "departments"
	keyEvents     = "events"
	keyBundles    = "bundles"
	keyIndex      = "index"
	keyItem       = "item/"
	keyBrief      = "brief/"
	keyCode       = "code/"
	keyEvent      = "event/"
	keyDepartment = "department/"
	keyWindow     = "window/"
)

var errDamaged = errors.New("the record is damaged")

func seal(body []byte) []byte {
	sum := sha256.Sum256(body)
	return append(sum[:recordHash:recordHash], body...)
}

func unseal(record []byte) ([]byte, error) {
	if len(record) < recordHash {
		return nil, errDamaged
	}
	body := record[recordHash:]
	if sum := sha256.Sum256(body); string(sum[:recordHash]) != string(record[:recordHash]) {
		return nil, errDamaged
	}
	return body, nil
}

func encode(v any) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("failed to encode a record: %w", err)
	}
	return seal(body), nil
}

// Info is what a release says about itself.
type Info struct {
	// Date is the day of the content (YYYY-MM-DD), empty when the content names none.
	Date   string `json:"date"`
	Items  int    `json:"items"`
	Sample bool   `json:"sample,omitempty"`
	Schema int    `json:"schema"`
	// Hash is the SHA-256 of the content, in hexadecimal: two releases with the same one say the same.
	Hash string `json:"hash"`
}
