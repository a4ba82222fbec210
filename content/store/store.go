// Package store is a kiosk's own folder of releases: one immutable file a release, named by its
// SHA-256 so that its name proves its content, and one small record of which of them is current,
// which came before, which were found bad, and how far trust has come (update.Trust).
//
// Whatever happens to the folder, from a power cut to a file emptied by a broken disk, opening it
// gives a usable store. The record is written twice, one file after the other, each synced and
// renamed: losing either loses nothing, least of all the version below which nothing is accepted.
package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"daoyin/content/durable"
	"daoyin/content/update"
)

const (
	releasesFolder = "releases"
	ending         = ".release"
	// maxBad bounds the list of releases found bad; the oldest entries go first.
	maxBad = 16
)

// The record's two files.
var recordFiles = []string{"state", "state.copy"}

// record is what is remembered beside the releases.
type record struct {
	// Count grows by one at each writing: of two records the higher one is newer.
	Count    uint64       `json:"count"`
	Trust    update.Trust `json:"trust"`
	Current  string       `json:"current,omitempty"`
	Previous string       `json:"previous,omitempty"`
	Bad      []Bad        `json:"bad,omitempty"`
}

// Bad is a release that is not used again.
type Bad struct {
	Hash string `json:"hash"`
	Why  string `json:"why"`
	// Reader is the layout that the program read which found it bad: one of another layout tries
	// again.
	Reader int `json:"reader"`
}

// Store is an open store. It is safe for concurrent use by one process.
type Store struct {
	dir    string
	reader int

	mu      sync.Mutex
	rec     record
	remarks []string
}

// Open opens the folder, which is made if it is not there. reader is the layout of releases that
// this program reads (release.SchemaVersion).
func Open(dir string, reader int) (*Store, error) {
	s := &Store{dir: dir, reader: reader}
	if err := os.MkdirAll(filepath.Join(dir, releasesFolder), 0o755); err != nil {
		return nil, fmt.Errorf("the folder of releases %s cannot be made, check permissions: %w", dir, err)
	}
	sound, counts := 0, map[uint64]bool{}
	for _, name := range recordFiles {
		rec, err := readRecord(filepath.Join(dir, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			s.remarks = append(s.remarks, fmt.Sprintf("%s is damaged and not used: %v", filepath.Join(dir, name), err))
			continue
		}
		sound++
		counts[rec.Count] = true
		s.merge(rec)
	}
	if sound > 0 && (sound < len(recordFiles) || len(counts) > 1) {
		// One copy is no safety: make the second one anew.
		if err := s.write(s.rec); err != nil {
			s.remarks = append(s.remarks, err.Error())
		}
	}
	if sound == 0 {
		if found := s.find(); len(found) > 0 {
			s.rec.Current = found[0]
			s.remarks = append(s.remarks, fmt.Sprintf("%s has lost its records; the newest whole release in it is used", dir))
		}
	}
	return s, nil
}

// merge takes the newer of two records, and the higher floor of both.
func (s *Store) merge(rec record) {
	older := s.rec.Trust.Floor
	if rec.Count > s.rec.Count {
		s.rec = rec
	} else {
		older = rec.Trust.Floor
	}
	if floor := &s.rec.Trust.Floor; floor.Anchor == older.Anchor {
		*floor = floor.Above(older)
	}
}

// Remarks are sentences on what was found damaged at opening.
func (s *Store) Remarks() []string { return s.remarks }

// Trust is what the last check came to.
func (s *Store) Trust() update.Trust {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rec.Trust
}

// SetTrust keeps what a check came to, if it changed.
func (s *Store) SetTrust(t update.Trust) error {
	return s.change(func(r *record) { r.Trust = t })
}

// Current is the hash of the release in use, empty when the store has none.
func (s *Store) Current() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rec.Current
}

// Usable lists what may be opened, best first: the current release and the one before it, as far
// as their files are there and were not found bad.
func (s *Store) Usable() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, hash := range []string{s.rec.Current, s.rec.Previous} {
		if hash == "" || s.bad(hash) >= 0 {
			continue
		}
		if _, err := os.Stat(s.Path(hash)); err == nil {
			out = append(out, hash)
		}
	}
	return out
}

// Path is where the release with that hash is, or would be.
func (s *Store) Path(hash string) string {
	return filepath.Join(s.dir, releasesFolder, hash+ending)
}

// Part is where the release with that hash is fetched to.
func (s *Store) Part(hash string) string { return s.Path(hash) + durable.Part }

// Place puts a fetched and synced part in its place for good.
func (s *Store) Place(hash string) error {
	err := os.Chmod(s.Part(hash), 0o444)
	if err == nil {
		err = durable.Rename(s.Part(hash), s.Path(hash))
	}
	if err != nil {
		return fmt.Errorf("the release cannot be put in place, check permissions: %w", err)
	}
	return nil
}

// Verify compares a release with its name. It reads the whole file.
func (s *Store) Verify(hash string) error {
	f, err := os.Open(s.Path(hash))
	if err != nil {
		return fmt.Errorf("the release %s cannot be read: %w", s.Path(hash), err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return fmt.Errorf("the release %s cannot be read to its end: %w", s.Path(hash), err)
	}
	if hex.EncodeToString(h.Sum(nil)) != hash {
		return fmt.Errorf("the release %s is damaged: its SHA-256 is not its name; it is removed and fetched again", s.Path(hash))
	}
	return nil
}

// Remove takes a damaged release out, so that it can be fetched again.
func (s *Store) Remove(hash string) error {
	if err := os.Remove(s.Path(hash)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("a damaged release cannot be removed, check permissions: %w", err)
	}
	return nil
}

// Switch makes a release the current one, keeps the one before it, and removes all others.
func (s *Store) Switch(hash string) error {
	err := s.change(func(r *record) {
		if r.Current != hash && s.bad(r.Current) < 0 {
			r.Previous = r.Current
		}
		r.Current = hash
	})
	if err != nil {
		return err
	}
	return s.prune()
}

// SwitchBack makes a release current that is older than the one that turned out bad, which is not
// kept as the previous one.
func (s *Store) SwitchBack(hash string) error {
	return s.change(func(r *record) { r.Previous, r.Current = "", hash })
}

// Quarantine notes a release as bad: it is not opened again.
func (s *Store) Quarantine(hash, why string) error {
	return s.change(func(r *record) {
		r.Bad = slices.DeleteFunc(slices.Clone(r.Bad), func(b Bad) bool { return b.Hash == hash })
		r.Bad = append(r.Bad, Bad{Hash: hash, Why: why, Reader: s.reader})
		if len(r.Bad) > maxBad {
			r.Bad = r.Bad[len(r.Bad)-maxBad:]
		}
	})
}

// Quarantined says why a release is not used, if it is not.
func (s *Store) Quarantined(hash string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.bad(hash); i >= 0 {
		return s.rec.Bad[i].Why, true
	}
	return "", false
}

func (s *Store) bad(hash string) int {
	return slices.IndexFunc(s.rec.Bad, func(b Bad) bool { return b.Hash == hash && b.Reader == s.reader })
}

// prune removes releases and parts that nothing names. What cannot be removed stays in the way of
// nothing but space.
func (s *Store) prune() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	entries, err := os.ReadDir(filepath.Join(s.dir, releasesFolder))
	if err != nil {
		return fmt.Errorf("the folder of releases cannot be read, check permissions: %w", err)
	}
	for _, e := range entries {
		name := filepath.Join(s.dir, releasesFolder, e.Name())
		if name == s.Path(s.rec.Current) || name == s.Path(s.rec.Previous) {
			continue
		}
		if err := os.Remove(name); err != nil {
			return fmt.Errorf("an old release cannot be removed, check permissions: %w", err)
		}
	}
	return nil
}

// find lists whole releases by their names, the file that was written last first.
func (s *Store) find() []string {
	names, err := filepath.Glob(filepath.Join(s.dir, releasesFolder, "*"+ending))
	if err != nil {
		return nil // the pattern is ours
	}
	written := func(name string) int64 {
		if info, err := os.Stat(name); err == nil {
			return info.ModTime().UnixNano()
		}
		return 0
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(written(b), written(a)) })
	var out []string
	for _, name := range names {
		hash := strings.TrimSuffix(filepath.Base(name), ending)
		if s.Verify(hash) == nil {
			out = append(out, hash)
		}
	}
	return out
}

// change alters the record and writes both its files. Nothing is written when nothing changed.
func (s *Store) change(alter func(*record)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	rec := s.rec
	alter(&rec)
	before, err := encode(s.rec)
	if err != nil {
		return err
	}
	after, err := encode(rec)
	if err != nil {
		return err
	}
	if bytes.Equal(before, after) {
		return nil
	}
	rec.Count++
	return s.write(rec)
}

// write writes a record to both files. Called with the lock held.
func (s *Store) write(rec record) error {
	data, err := encode(rec)
	if err != nil {
		return err
	}
	for _, name := range recordFiles {
		if err := durable.Write(filepath.Join(s.dir, name), data, 0o644); err != nil {
			return fmt.Errorf("%s cannot be written, check permissions and free space: %w", filepath.Join(s.dir, name), err)
		}
		s.rec = rec
	}
	return nil
}

// encode writes a record as its SHA-256 and its JSON, a line each: a torn one does not fit.
func encode(r record) ([]byte, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	return fmt.Appendf(nil, "%x\n%s\n", sum, body), nil
}

func readRecord(path string) (record, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return record{}, err
	}
	return decode(data)
}

func decode(data []byte) (record, error) {
	sum, body, _ := bytes.Cut(data, []byte("\n"))
	body = bytes.TrimSuffix(body, []byte("\n"))
	want := sha256.Sum256(body)
	var r record
	if string(sum) != hex.EncodeToString(want[:]) {
		return r, errors.New("its hash does not fit")
	}
	err := json.Unmarshal(body, &r)
	return r, err
}
