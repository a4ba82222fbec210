// Package staff is a member of staff's work at the kiosk as a state machine without a screen: the
// PIN, the overview of the devices, the guided change of the roll, the tickets of which nobody
// knows whether they came out. It knows no device and no window: it is told what was touched
// (Action) and what happened (Event), and answers with what is to be done (Effect). State is all
// that a screen needs to be drawn. Of the devices it shares only the printer's words for its state.
//
// A Machine is not safe for concurrent use: one goroutine owns it (package appliance). A visit that
// is going on when staff come is no concern of this package: it is neither shown nor changed.
package staff

import (
	"time"

	"daoyin/devices/printer"
)

// Page is what the screen shows.
type Page string

// The pages. Closed means that the screen is the public's.
const (
	Closed   Page = ""
	Enter    Page = "staff-pin"
	Overview Page = "staff"
)

// State is one moment. Screens read it and change nothing.
type State struct {
	Page Page
	// Now is the time of the last tick, Kiosk the machine's name.
	Now   time.Time
	Kiosk string

	// The PIN: Unset when the configuration has none, so that nobody enters; Typed is how many
	// figures were typed; Checking while they are compared; Wrong after a wrong PIN; Wait the
	// seconds until the next try is taken.
	Unset, Checking, Wrong bool
	Typed, Wait            int

	Printer Printer
	Reader  Reader
	Content Content
	Roll    Roll
	Test    Test
	// Doubts are the tickets of which nobody knows whether they came out, oldest first; Again is
	// the number that is being printed again, "" when none is; AgainFailed the one that could not be.
	Doubts             []Doubt
	Again, AgainFailed string
	Today              Today
	// Held is the number of the visitor whose papers wait until staff leave, "" when none do.
	Held string
}

// Printer is the printer as staff see it.
type Printer struct {
	// Fitted is whether the configuration names a printer at all; Seen whether it was asked already.
	Fitted, Seen bool
	State        printer.State
	Paper        printer.Paper
	// Since is when it was first seen in this state; zero when that was not watched.
	Since time.Time
	// Printed is when a paper last came out for certain, Changed when a roll was last put in; zero
	// when nobody remembers.
	Printed, Changed time.Time
}

// Works reports that it takes a job.
func (p Printer) Works() bool { return p.Fitted && p.Seen && printer.Status{State: p.State}.Prints() }

// Reader is the card reader as staff see it.
type Reader struct {
	Fitted bool
	State  ReaderState
	// Since is when the fault began.
	Since time.Time
	// Read and Failed count today's cards; Last is when one was last read.
	Read, Failed int
	Last         time.Time
}

// ReaderState is how the reader is.
type ReaderState string

// The reader's states. ReaderAsked: it was asked and has not answered yet.
const (
	ReaderAsked  ReaderState = "asked"
	ReaderReady  ReaderState = "ready"
	ReaderFailed ReaderState = "fault"
	ReaderInUse  ReaderState = "in-use" // by the visit that waits
)

// Content is the release as staff see it.
type Content struct {
	// Broken: there is nothing to guide with. Checked: the release's hash was compared.
	Broken, Checked bool
	Date            string // YYYY-MM-DD
	Items           int
	// Trouble is a sentence about the last look for new content: why it was refused, or that nobody
	// was reached; empty when all is well. Expired: the newest publication seen has ended; the
	// release is shown all the same.
	Trouble string
	Expired bool
}

// Doubt is a ticket of which nobody knows whether it came out. ID names it to the appliance.
type Doubt struct {
	ID     uint64
	Number string
	Taken  time.Time
	// Old: of an earlier day, whose numbers are over; it is not printed again.
	Old bool
}

// Today counts the day's tickets by what became of them. It names nobody.
type Today struct{ Taken, Printed, NotPrinted, Unknown int }
