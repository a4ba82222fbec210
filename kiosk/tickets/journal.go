package tickets

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	// openTimeout is how long Open waits for another process to let go of the file.
	openTimeout = time.Second
	// keep is how long tickets stay in the journal. Counters stay for ever: a
	// clock that was set back must not give a number again.
	keep = 31 * 24 * time.Hour
)

var (
	bucketTickets  = []byte("tickets")  // ID, 8 bytes big endian → Ticket as JSON
	bucketCounters = []byte("counters") // day, 0, service → last number, 8 bytes big endian
	bucketOpen     = []byte("open")     // ID of every ticket that is not settled → nothing
	bucketRuns     = []byte("runs")     // its sequence counts the openings
)

// A Journal gives out numbers and remembers what became of them. Its methods
// may be called from several goroutines; each that changes something returns
// after the change has reached the disk.
type Journal struct {
	db   *bolt.DB
	path string
	run  uint64
}

// Open opens the journal at path, making it and the folder it is in when they
// do not exist. Errors are ErrBusy, ErrDamaged, or those of the file system.
func Open(path string) (*Journal, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return nil, fmt.Errorf("failed to make the folder of the ticket journal %s; choose a place that can be written: %w", path, err)
	}
	_, err := os.Stat(path)
	fresh := errors.Is(err, fs.ErrNotExist)
	j := &Journal{path: path}
	if err := j.guard(func() (err error) {
		j.db, err = bolt.Open(path, 0o600, &bolt.Options{Timeout: openTimeout})
		if _, system := errors.AsType[syscall.Errno](err); err == nil || system || errors.Is(err, bolterrors.ErrTimeout) {
			return err
		}
		return fmt.Errorf("%s: %w (%v)", path, ErrDamaged, err) // bbolt does not like what is in it
	}); err != nil {
		return nil, err
	}
	if err := j.begin(fresh); err != nil {
		j.db.Close()
		return nil, err
	}
	return j, nil
}

// begin starts a run, before which every ticket under way is left uncertain.
func (j *Journal) begin(fresh bool) error {
	err := j.update(func(tx *bolt.Tx) error {
		for _, name := range [][]byte{bucketTickets, bucketCounters, bucketOpen, bucketRuns} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		var err error
		j.run, err = tx.Bucket(bucketRuns).NextSequence()
		return err
	})
	if err != nil || !fresh {
		return err
	}
	// A new file's name reaches the disk with its folder.
	dir, err := os.Open(filepath.Dir(j.path))
	if err != nil {
		return fmt.Errorf("failed to sync the folder of the ticket journal %s: %w", j.path, err)
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil {
		return fmt.Errorf("failed to sync the folder of the ticket journal %s: %w", j.path, err)
	}
	return nil
}

// Close closes the file. What is under way becomes uncertain.
func (j *Journal) Close() error { return j.db.Close() }

// Take takes the next number of a service, a queue's capital letter, for the
// local day of now, and journals that a ticket with it is about to be printed.
// The number is never given again, whatever becomes of the ticket.
func (j *Journal) Take(service string, now time.Time, about About) (t Ticket, err error) {
	if err := checkService(service); err != nil {
		return Ticket{}, err
	}
	err = j.update(func(tx *bolt.Tx) error {
		day := dayOf(now)
		counters := tx.Bucket(bucketCounters)
		key := append(append([]byte(day), 0), service...)
		var last uint64
		if v := counters.Get(key); v == nil {
			if err := clearOld(tx, now.Add(-keep)); err != nil {
				return err
			}
		} else if len(v) != 8 {
			return fmt.Errorf("%s: %w", j.path, ErrDamaged)
		} else {
			last = binary.BigEndian.Uint64(v)
		}
		if err := counters.Put(key, binary.BigEndian.AppendUint64(nil, last+1)); err != nil {
			return err
		}
		id, err := tx.Bucket(bucketTickets).NextSequence()
		if err != nil {
			return err
		}
		t = Ticket{ID: ID(id), Service: service, Day: day, Number: fmt.Sprintf("%s%03d", service, last+1),
			About: about, State: Taken, TakenAt: now, Run: j.run}
		return put(tx, t)
	})
	if err != nil {
		return Ticket{}, fmt.Errorf("failed to take a number: %w", err)
	}
	return t, nil
}

// Sent journals that the ticket's bytes go to a printer. It must have returned
// before the first of them does.
func (j *Journal) Sent(id ID) error {
	_, err := j.change(id, func(t *Ticket) error {
		if t.State != Taken || t.Run != j.run {
			return fmt.Errorf("ticket %s is %s and cannot be sent: %w", t.Number, t.State, ErrOrder)
		}
		t.State = Sent
		return nil
	})
	return err
}

// Settle journals what became of the paper: Printed, NotPrinted or Unknown. A
// ticket that is Printed or NotPrinted stays so; settling it the same way again
// changes nothing.
func (j *Journal) Settle(id ID, outcome State, now time.Time) error {
	_, err := j.change(id, func(t *Ticket) error {
		switch {
		case !outcome.settled() && outcome != Unknown:
			return fmt.Errorf("%q is no outcome: %w", outcome, ErrOrder)
		case t.State == outcome:
			return nil
		case t.State.settled():
			return fmt.Errorf("ticket %s is %s already and cannot become %s: %w", t.Number, t.State, outcome, ErrOrder)
		}
		t.State, t.SettledAt, t.Run = outcome, now, j.run
		return nil
	})
	return err
}

// Reprint journals that a ticket is about to be printed once more, with the
// same number and the mark 补打. Sent and Settle follow as for a new one. A
// ticket that is being printed now is refused with ErrOrder.
func (j *Journal) Reprint(id ID) (Ticket, error) {
	return j.change(id, func(t *Ticket) error {
		if (t.State == Taken || t.State == Sent) && t.Run == j.run {
			return fmt.Errorf("ticket %s is being printed: %w", t.Number, ErrOrder)
		}
		t.State, t.SettledAt, t.Run = Taken, time.Time{}, j.run
		t.Reprints++
		return nil
	})
}

// Get gives one ticket as it stands. One left over from an earlier run is Unknown.
func (j *Journal) Get(id ID) (t Ticket, err error) {
	err = j.view(func(tx *bolt.Tx) error {
		t, err = j.get(tx, id)
		return err
	})
	t.State = j.state(t)
	return t, err
}

// Uncertain lists, oldest first, the tickets of which nobody knows whether
// they came out: those settled as Unknown, and those that an earlier run had
// taken or sent and not settled. What is being printed now is not among them.
func (j *Journal) Uncertain() (list []Ticket, err error) {
	err = j.view(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketOpen).ForEach(func(key, _ []byte) error {
			t, err := j.get(tx, ID(binary.BigEndian.Uint64(key)))
			if err != nil {
				return err
			}
			if t.State = j.state(t); t.State == Unknown {
				list = append(list, t)
			}
			return nil
		})
	})
	return list, err
}

// state is what a ticket's recorded state means in this run.
func (j *Journal) state(t Ticket) State {
	if (t.State == Taken || t.State == Sent) && t.Run != j.run {
		return Unknown
	}
	return t.State
}

func (j *Journal) change(id ID, f func(*Ticket) error) (t Ticket, err error) {
	err = j.update(func(tx *bolt.Tx) error {
		if t, err = j.get(tx, id); err != nil {
			return err
		}
		if err := f(&t); err != nil {
			return err
		}
		return put(tx, t)
	})
	if err != nil {
		return Ticket{}, err
	}
	return t, nil
}

func idKey(id ID) []byte { return binary.BigEndian.AppendUint64(nil, uint64(id)) }

func (j *Journal) get(tx *bolt.Tx, id ID) (t Ticket, err error) {
	data := tx.Bucket(bucketTickets).Get(idKey(id))
	if data == nil {
		return Ticket{}, fmt.Errorf("ticket %d: %w", id, ErrNoTicket)
	}
	if err := json.Unmarshal(data, &t); err != nil {
		return Ticket{}, fmt.Errorf("%s, ticket %d: %w", j.path, id, ErrDamaged)
	}
	return t, nil
}

func put(tx *bolt.Tx, t Ticket) error {
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	open := tx.Bucket(bucketOpen)
	if t.State.settled() {
		err = open.Delete(idKey(t.ID))
	} else {
		err = open.Put(idKey(t.ID), nil)
	}
	return errors.Join(err, tx.Bucket(bucketTickets).Put(idKey(t.ID), data))
}

// clearOld removes the tickets taken before a time, which bounds the file.
func clearOld(tx *bolt.Tx, before time.Time) error {
	c := tx.Bucket(bucketTickets).Cursor()
	for key, data := c.First(); key != nil; key, data = c.First() {
		var t Ticket
		if err := json.Unmarshal(data, &t); err == nil && !t.TakenAt.Before(before) {
			return nil
		}
		if err := tx.Bucket(bucketOpen).Delete(key); err != nil {
			return err
		}
		if err := c.Delete(); err != nil {
			return err
		}
	}
	return nil
}

func (j *Journal) update(f func(*bolt.Tx) error) error {
	return j.guard(func() error { return j.db.Update(f) })
}

func (j *Journal) view(f func(*bolt.Tx) error) error {
	return j.guard(func() error { return j.db.View(f) })
}

// guard turns what bbolt does with a damaged file into ErrDamaged: it has no
// checksums on its pages, and a truncated file makes it panic or touch memory
// that is not there.
func (j *Journal) guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: %w (%v)", j.path, ErrDamaged, p)
		}
	}()
	err = f()
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("%s: %w", j.path, ErrBusy)
	}
	return err
}
