package tickets

import (
	"crypto/rand"
	"sync"
	"time"
)

// Live remembers who has a live ticket for which service, without knowing who
// they are: a person is a digest under a key that is made at random for each
// day, is never written down, and is forgotten with all digests when the day or
// the program ends. The zero value is ready, and may be used by several
// goroutines.
type Live struct {
	mu   sync.Mutex
	day  string
	key  [32]byte
	held map[holding]ID
}

type holding struct {
	person  [32]byte
	service string
}

// Key gives the key for the local day of now, to make a person's digest with.
func (l *Live) Key(now time.Time) []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	if day := dayOf(now); day != l.day {
		rand.Read(l.key[:]) // never fails
		l.day = day
		l.held = map[holding]ID{}
	}
	key := l.key
	return key[:]
}

// Live gives the ticket that the person with that digest holds for a service.
// The zero digest is nobody.
func (l *Live) Live(person [32]byte, service string) (ID, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	id, ok := l.held[holding{person, service}]
	return id, ok
}

// Hold notes that the person has this ticket for the service.
func (l *Live) Hold(person [32]byte, service string, id ID) {
	if person == [32]byte{} {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		l.held = map[holding]ID{} // a digest without Key: it was made with a key of its own
	}
	l.held[holding{person, service}] = id
}

// Release forgets who held a ticket: it was called, or never came out.
func (l *Live) Release(id ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for h, held := range l.held {
		if held == id {
			delete(l.held, h)
		}
	}
}
