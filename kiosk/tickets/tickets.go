// Package tickets gives out queue numbers so that none is ever given twice and
// none that reached paper is forgotten, whenever the power fails.
//
// A [Journal] is one bbolt file, synced to the disk at every step. For each
// ticket the caller goes through three of them, in this order:
//
//	t, err := j.Take("A", now, about) // the number is taken and stays taken
//	err = j.Sent(t.ID)                // before the first byte goes to the printer
//	err = j.Settle(t.ID, outcome)     // what became of the paper
//
// A ticket whose outcome is missing, because the kiosk was killed or because
// the printer could not say, is uncertain: it is listed by [Journal.Uncertain]
// until somebody settles it, and is never printed again by itself. Its number
// is not given to anybody else in either case.
//
// The journal holds nothing personal: service, item, window, number, times and
// a hash of the follow-up link. That one person has one live ticket for a
// service is remembered by [Live], in memory only.
package tickets

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ID names a ticket within its journal. No ticket has the ID 0.
type ID uint64

// A State is how far a ticket has come.
type State string

const (
	Taken      State = "taken"       // the number is taken, nothing was sent to a printer
	Sent       State = "sent"        // bytes may have reached a printer
	Printed    State = "printed"     // the paper came out
	NotPrinted State = "not-printed" // for certain no paper came out
	Unknown    State = "unknown"     // nobody knows; ask
)

// settled tells whether nothing is left to find out.
func (s State) settled() bool { return s == Printed || s == NotPrinted }

// About is what a ticket is for. Nothing in it may tell who took it.
type About struct {
	Item     string `json:"item,omitempty"`     // the item's code
	Window   string `json:"window,omitempty"`   // the window's id
	Followup string `json:"followup,omitempty"` // a hash of the follow-up link
}

// A Ticket is one number given out.
type Ticket struct {
	ID      ID     `json:"id"`
	Service string `json:"service"` // the queue's letter
	Day     string `json:"day"`     // yyyy-mm-dd, local
	Number  string `json:"number"`  // as printed: A035
	About
	State     State     `json:"state"`
	TakenAt   time.Time `json:"taken_at"`
	SettledAt time.Time `json:"settled_at,omitzero"`
	// Reprints counts how often it was asked for again. A ticket with any is
	// printed with the mark 补打.
	Reprints int `json:"reprints,omitempty"`
	// Run is the opening of the journal in which it was last worked on.
	Run uint64 `json:"run"`
}

var (
	// ErrBusy: another process has the journal open.
	ErrBusy = errors.New("another program has the ticket journal open; end the other kiosk first")
	// ErrDamaged: the file is not a journal, or not a whole one.
	ErrDamaged = errors.New("the ticket journal is damaged; move it aside for examination and start again, and expect today's numbers to begin anew")
	// ErrNoTicket: no ticket has that ID.
	ErrNoTicket = errors.New("the journal has no such ticket; it may have been cleared after its time")
	// ErrOrder: the step does not follow from the ticket's state.
	ErrOrder = errors.New("this cannot follow; call Take, Sent and Settle in this order, and Reprint after Settle")
)

// checkService wants what can stand before the digits on paper and in a key.
func checkService(service string) error {
	if service == "" || len(service) > 8 || strings.ContainsFunc(service, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return fmt.Errorf("%q is no letter for a queue; use one to eight capital letters", service)
	}
	return nil
}

// dayOf is the day on which a number counts: the hall's own.
func dayOf(t time.Time) string { return t.Format(time.DateOnly) }
