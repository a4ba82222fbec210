// Package release is what a hall's content becomes for a kiosk: one immutable file that is built
// reproducibly, verified by the hash beside it, opened read-only at once and never trusted
// blindly, because bbolt itself notices neither a flipped bit nor a missing tail.
package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"daoyin/content/guide"
	"daoyin/content/search"
)

// ErrNoItem means that the release holds no item or bundle of that id or code.
var ErrNoItem = errors.New("the release holds no such item")

var errClosed = errors.New("the release was closed")

// Release is an open release. It is safe for concurrent use.
type Release struct {
	path string
	db   *bolt.DB
	// One transaction for as long as the file is open: beginning one reads the file under a lock
	// of bbolt's, which a fault there would leave locked for ever. A transaction is for one
	// goroutine at a time.
	mu          sync.Mutex
	tx          *bolt.Tx
	bucket      *bolt.Bucket
	info        Info
	hall        guide.Hall
	departments []guide.Department
	events      []guide.Event
	bundles     []guide.Bundle
	index       *search.Index
}

// lockTimeout is how long to wait for a writer of the same file. Nothing writes a release in
// place, so that whoever holds the lock is at fault.
const lockTimeout = time.Second

// Open opens the release at path without verifying the whole file (Verify does). What it reads
// is checked record by record.
func Open(path string) (r *Release, err error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, fault(ErrMissing, "the release %s is not there: copy it to that place, or build it with contentctl build", path)
	}
	r = &Release{path: path}
	defer func() {
		if err != nil && r != nil {
			r.Close()
			r = nil
		}
	}()
	if err := guarded(r.begin); err != nil {
		return r, fmt.Errorf("the release %s cannot be opened, copy it again: %w", path, err)
	}
	if err := r.read(keyInfo, &r.info); err != nil {
		return r, err
	}
	if r.info.Schema != SchemaVersion {
		return r, fmt.Errorf("the release %s has the layout %d and this program reads %d: build it again with the contentctl of this version", path, r.info.Schema, SchemaVersion)
	}
	for key, into := range map[string]any{keyHall: &r.hall, keyDeps: &r.departments, keyEvents: &r.events, keyBundles: &r.bundles} {
		if err := r.read(key, into); err != nil {
			return r, err
		}
	}
	err = r.record(keyIndex, func(body []byte) error {
		r.index, err = search.Open(body)
		return err
	})
	return r, err
}

// begin opens the file and its transaction. The fields are set only when nothing can block their
// closing any more.
func (r *Release) begin() error {
	db, err := bolt.Open(r.path, 0o444, &bolt.Options{ReadOnly: true, Timeout: lockTimeout})
	if err != nil {
		return err
	}
	tx, err := db.Begin(false)
	if err != nil {
		db.Close() // the first error is the one to tell
		return err
	}
	r.db, r.tx = db, tx
	r.bucket = tx.Bucket([]byte(bucket))
	if r.bucket == nil {
		return errDamaged
	}
	return nil
}

// Close closes the file; nothing may be read of it any more. What was read stays valid.
func (r *Release) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.db == nil {
		return nil
	}
	db := r.db
	r.db, r.bucket = nil, nil
	if err := r.tx.Rollback(); err != nil {
		return err
	}
	return db.Close()
}

// Info says what the release is.
func (r *Release) Info() Info { return r.info }

// Hall, Departments, Events and Bundles are read once; they are not to be changed.
func (r *Release) Hall() *guide.Hall { return &r.hall }

// Departments are in the order of the operators' list.
func (r *Release) Departments() []guide.Department { return r.departments }

// Events are in the order of the operators' list.
func (r *Release) Events() []guide.Event { return r.events }

// Bundles are sorted by id.
func (r *Release) Bundles() []guide.Bundle { return r.bundles }

// Item reads an item, or a bundle's combined item, by id. The value is the caller's own. The
// error wraps ErrNoItem when there is none, and says otherwise what is broken.
func (r *Release) Item(id string) (*guide.Item, error) {
	var it guide.Item
	if err := r.read(keyItem+id, &it); err != nil {
		return nil, err
	}
	return &it, nil
}

// Find reads an item or bundle by its id or its official code.
func (r *Release) Find(idOrCode string) (*guide.Item, error) {
	it, err := r.Item(idOrCode)
	if !errors.Is(err, ErrNoItem) {
		return it, err
	}
	var id string
	if err := r.read(keyCode+idOrCode, &id); err != nil {
		return nil, err
	}
	return r.Item(id)
}

// Brief is how lists show an item or bundle; it reports false when there is none or it cannot be read.
func (r *Release) Brief(id string) (guide.Brief, bool) {
	var b guide.Brief
	err := r.read(keyBrief+id, &b)
	return b, err == nil
}

// ByDepartment lists a department's items. Lists have bundles first and go by the sound of the
// title; one that is not there, or cannot be read, is empty.
func (r *Release) ByDepartment(id string) []guide.Brief { return r.list(keyDepartment + id) }

// ByEvent lists what belongs to a life event.
func (r *Release) ByEvent(id string) []guide.Brief { return r.list(keyEvent + id) }

// ByWindow lists what a window takes.
func (r *Release) ByWindow(id string) []guide.Brief { return r.list(keyWindow + id) }

func (r *Release) list(key string) []guide.Brief {
	var out []guide.Brief
	if r.read(key, &out) != nil {
		return nil
	}
	return out
}

// Search answers from memory; see search.Index.
func (r *Release) Search(query string, limit int) search.Result {
	return r.index.Search(query, limit)
}

// read decodes a record.
func (r *Release) read(key string, into any) error {
	return r.record(key, func(body []byte) error { return json.Unmarshal(body, into) })
}

// record hands a record's checked body to use, which must not keep it.
func (r *Release) record(key string, use func(body []byte) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	err := guarded(func() error {
		if r.bucket == nil {
			return errClosed
		}
		record := r.bucket.Get([]byte(key))
		if record == nil {
			return ErrNoItem
		}
		body, err := unseal(record)
		if err != nil {
			return err
		}
		return use(body)
	})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrNoItem):
		return fmt.Errorf("%w: %s", ErrNoItem, key)
	case errors.Is(err, errClosed):
		return fmt.Errorf("%w: %s", errClosed, r.path)
	}
	return fmt.Errorf("the release %s is damaged at %s, copy it again: %w", r.path, key, err)
}

// guarded turns what bbolt does with a damaged file into an error: it panics on a page that makes
// no sense, and reading past the end of a mapped file that was cut short is a memory fault.
func guarded(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w (%v)", errDamaged, p)
		}
	}()
	return do()
}
