// Package upkeep remembers between runs what staff did to a kiosk: when a roll was changed, and how
// many wrong PINs were given in a row. It is one small file of JSON, bounded, replaced as a whole,
// and holds nobody's name: with one PIN nobody knows who it was.
package upkeep

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// keep is how many changes of the roll are kept: a busy kiosk's year.
const keep = 500

// largest is how much is read of a file: far more than keep changes take.
const largest = 1 << 20

// Book is the record. Its methods may be called from several goroutines; each that changes
// something returns after it has reached the disk.
type Book struct {
	path string
	mu   sync.Mutex
	held record
}

type record struct {
	// Wrong counts wrong PINs in a row.
	Wrong int `json:"wrong_pins"`
	// Rolls are the times of changes of the roll, oldest first.
	Rolls []time.Time `json:"rolls"`
}

// Open reads the record at path. A file that does not exist is an empty record. One that cannot be
// understood is one as well and comes with an error that says so: nothing in it is worth a kiosk
// that does not start. The book is never nil.
func Open(path string) (*Book, error) {
	b := &Book{path: path}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err != nil {
		return b, fmt.Errorf("the record of the upkeep cannot be read and begins anew: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.Size() > largest {
		err = errors.New("it is too large")
	}
	if err == nil {
		err = json.NewDecoder(f).Decode(&b.held)
	}
	if err == nil && b.held.Wrong < 0 {
		err = errors.New("it counts less than nothing")
	}
	if err != nil {
		b.held = record{}
		return b, fmt.Errorf("the record of the upkeep %s is damaged and begins anew: %w", path, err)
	}
	return b, nil
}

// Wrong is how many wrong PINs were given in a row.
func (b *Book) Wrong() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.held.Wrong
}

// SetWrong keeps that number.
func (b *Book) SetWrong(n int) error {
	return b.change(func(r *record) { r.Wrong = n })
}

// LastRoll is when a roll was last changed, zero when nobody remembers.
func (b *Book) LastRoll() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := len(b.held.Rolls); n > 0 {
		return b.held.Rolls[n-1]
	}
	return time.Time{}
}

// AddRoll keeps that a roll was changed.
func (b *Book) AddRoll(at time.Time) error {
	return b.change(func(r *record) {
		r.Rolls = append(r.Rolls, at)
		if extra := len(r.Rolls) - keep; extra > 0 {
			r.Rolls = append([]time.Time(nil), r.Rolls[extra:]...)
		}
	})
}

// change changes the record in memory in any case, and on the disk as a whole or not at all.
func (b *Book) change(f func(*record)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	f(&b.held)
	data, err := json.Marshal(b.held)
	if err == nil {
		err = replace(b.path, data)
	}
	if err != nil {
		return fmt.Errorf("failed to write the record of the upkeep %s; choose a place that can be written: %w", b.path, err)
	}
	return nil
}

func replace(path string, data []byte) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".upkeep-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
