package store

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daoyin/content/update"
)

const reader = 1

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(dir, reader)
	must(t, err)
	return s
}

// put has a release of some content in the store and returns its hash.
func put(t *testing.T, s *Store, content string) string {
	t.Helper()
	sum := sha256.Sum256([]byte(content))
	hash := hex.EncodeToString(sum[:])
	must(t, os.WriteFile(s.Part(hash), []byte(content), 0o600))
	must(t, s.Place(hash))
	return hash
}

var trust = update.Trust{
	Floor:   update.Floor{Anchor: "a", Root: 1, Timestamp: 7, Snapshot: 7, Targets: 7},
	Root:    []byte("root"),
	Expires: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
}

// TestMendsItself: whatever becomes of one file, the floor and the releases are still known, and
// the other file may be lost next.
func TestMendsItself(t *testing.T) {
	damages := map[string]func(*testing.T, string){
		"missing": func(t *testing.T, path string) { must(t, os.Remove(path)) },
		"empty":   func(t *testing.T, path string) { must(t, os.Truncate(path, 0)) },
		"torn":    func(t *testing.T, path string) { must(t, os.Truncate(path, 100)) },
		"altered": func(t *testing.T, path string) {
			data, err := os.ReadFile(path)
			must(t, err)
			data[len(data)/2] ^= 1
			must(t, os.WriteFile(path, data, 0o600))
		},
	}
	for name, damage := range damages {
		for i, file := range recordFiles {
			t.Run(name+" "+file, func(t *testing.T) {
				dir := t.TempDir()
				s := open(t, dir)
				first := put(t, s, "first")
				must(t, s.Switch(first))
				must(t, s.SetTrust(trust))
				second := put(t, s, "second")
				must(t, s.Switch(second))
				must(t, s.Quarantine("bad", "it says nothing"))
				damage(t, filepath.Join(dir, file))
				for range 2 { // at the second time the other file, after the first was mended
					s = open(t, dir)
					if diff := cmp.Diff(trust, s.Trust()); diff != "" {
						t.Errorf("the trust changed:\n%s", diff)
					}
					if diff := cmp.Diff([]string{second, first}, s.Usable()); diff != "" {
						t.Errorf("the releases changed:\n%s", diff)
					}
					if _, bad := s.Quarantined("bad"); !bad {
						t.Error("the release found bad is forgotten")
					}
					damage(t, filepath.Join(dir, recordFiles[1-i]))
				}
			})
		}
	}
}

// A cut between the two writings: the newer record counts, with the higher floor of both.
func TestRecordsThatDiffer(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	must(t, s.SetTrust(trust))
	old, err := os.ReadFile(filepath.Join(dir, recordFiles[0]))
	must(t, err)
	hash := put(t, s, "content")
	must(t, s.Switch(hash))
	for _, file := range recordFiles {
		must(t, os.WriteFile(filepath.Join(dir, file), old, 0o600))
		s = open(t, dir)
		if s.Current() != hash || s.Trust().Floor != trust.Floor {
			t.Errorf("with an old %s the current release is %q and the floor %+v", file, s.Current(), s.Trust().Floor)
		}
	}
}

func TestBothRecordsLost(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	whole, broken := put(t, s, "whole"), put(t, s, "broken")
	must(t, os.Chmod(s.Path(broken), 0o600))
	must(t, os.WriteFile(s.Path(broken), []byte("brok"), 0o600))
	must(t, s.SetTrust(trust))
	for _, file := range recordFiles {
		must(t, os.Truncate(filepath.Join(dir, file), 0))
	}
	s = open(t, dir)
	if diff := cmp.Diff([]string{whole}, s.Usable()); diff != "" {
		t.Error(diff)
	}
	if len(s.Remarks()) != 3 {
		t.Errorf("the log is told %q", s.Remarks())
	}
}

func TestKeepsTheOneBefore(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	a, b, c := put(t, s, "a"), put(t, s, "b"), put(t, s, "c")
	must(t, os.WriteFile(s.Part("d"), []byte("begun"), 0o600))
	for _, hash := range []string{a, b, c, c} {
		must(t, s.Switch(hash))
		if hash == a {
			b, c = put(t, s, "b"), put(t, s, "c") // the first switch cleared them away
		}
		if hash == b {
			c = put(t, s, "c")
		}
	}
	if diff := cmp.Diff([]string{c, b}, open(t, dir).Usable()); diff != "" {
		t.Error(diff)
	}
	entries, err := os.ReadDir(filepath.Join(dir, releasesFolder))
	must(t, err)
	if len(entries) != 2 {
		t.Errorf("%v are kept", entries)
	}
	must(t, s.Quarantine(c, "it says nothing"))
	if diff := cmp.Diff([]string{b}, open(t, dir).Usable()); diff != "" {
		t.Error(diff)
	}
	// A program of another layout tries again.
	later, err := Open(dir, reader+1)
	must(t, err)
	if diff := cmp.Diff([]string{c, b}, later.Usable()); diff != "" {
		t.Error(diff)
	}
	// The one that was bad is not what a kiosk falls back to after the next.
	d := put(t, s, "d")
	must(t, s.SwitchBack(b))
	must(t, s.Switch(d))
	if diff := cmp.Diff([]string{d, b}, s.Usable()); diff != "" {
		t.Error(diff)
	}
}

func TestVerify(t *testing.T) {
	s := open(t, t.TempDir())
	hash := put(t, s, "content")
	must(t, s.Verify(hash))
	must(t, os.Chmod(s.Path(hash), 0o600))
	must(t, os.WriteFile(s.Path(hash), []byte("c0ntent"), 0o600))
	if s.Verify(hash) == nil {
		t.Error("an altered release passes")
	}
	must(t, s.Remove(hash))
	must(t, s.Remove(hash))
	if s.Verify(hash) == nil {
		t.Error("a missing release passes")
	}
}

// FuzzRecord: no record makes the store panic, and what it reads it writes again.
func FuzzRecord(f *testing.F) {
	good, err := encode(record{Count: 3, Trust: trust, Current: "x", Bad: []Bad{{Hash: "y", Why: "z"}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := decode(data)
		if err != nil {
			return
		}
		again, err := encode(r)
		must(t, err)
		same, err := decode(again)
		must(t, err)
		if diff := cmp.Diff(r, same); diff != "" {
			t.Error(diff)
		}
	})
}
