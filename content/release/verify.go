package release

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// sizeComment begins the line of the hash file that holds the release's size in bytes; sha256sum
// passes over it. It tells a copy cut short from one that was altered.
const sizeComment = "# bytes: "

func hashPath(path string) string { return path + ".sha256" }

// Errors that Verify wraps, for callers that act on the difference.
var (
	ErrMissing   = errors.New("missing")
	ErrTruncated = errors.New("truncated")
	ErrAltered   = errors.New("altered")
)

// faulty is one of the errors above, told in a sentence that names the file and the remedy.
type faulty struct {
	kind     error
	sentence string
}

func (f *faulty) Error() string { return f.sentence }
func (f *faulty) Unwrap() error { return f.kind }

func fault(kind error, format string, args ...any) error {
	return &faulty{kind: kind, sentence: fmt.Sprintf(format, args...)}
}

// Verify compares the release at path with the hash beside it. It reads the whole file.
func Verify(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return fault(ErrMissing, "the release %s is not there: copy it to that place, or build it with contentctl build", path)
	}
	if err != nil {
		return fmt.Errorf("the release %s cannot be read, check its permissions: %w", path, err)
	}
	defer f.Close()
	want, size, err := readHash(path)
	if err != nil {
		return err
	}
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return fmt.Errorf("the release %s cannot be read to its end, copy it again: %w", path, err)
	}
	switch {
	case size >= 0 && n < size:
		return fault(ErrTruncated, "the release %s is cut short (%d of %d bytes): copy it again", path, n, size)
	case hex.EncodeToString(h.Sum(nil)) != want:
		return fault(ErrAltered, "the release %s was altered: its SHA-256 is not the one in %s; copy both again", path, hashPath(path))
	}
	return nil
}

// readHash reads the hash file: the hash in lower case, and the size or -1.
func readHash(path string) (string, int64, error) {
	data, err := os.ReadFile(hashPath(path))
	if errors.Is(err, os.ErrNotExist) {
		return "", 0, fault(ErrMissing, "the hash %s is not there: copy it along with the release", hashPath(path))
	}
	if err != nil {
		return "", 0, fmt.Errorf("the hash %s cannot be read, check its permissions: %w", hashPath(path), err)
	}
	size := int64(-1)
	for line := range strings.Lines(string(data)) {
		if s, ok := strings.CutPrefix(line, sizeComment); ok {
			if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64); err == nil {
				size = n
			}
			continue
		}
		sum, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if raw, err := hex.DecodeString(sum); err == nil && len(raw) == sha256.Size {
			return strings.ToLower(sum), size, nil
		}
	}
	return "", 0, fault(ErrAltered, "the hash %s does not hold a SHA-256: copy it again", hashPath(path))
}
