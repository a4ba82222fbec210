package visit

import "time"

// Event is something that happened outside the visitor's hand.
type Event interface{ event() }

type (
	// Clock is the time; told once a second, and once before anything else.
	Clock struct{ Now time.Time }

	// CardState tells how far the reading of the card is.
	CardState struct{ Step CardStep }
	// CardSeen: the card was read. Masked is all that the visit learns of it.
	CardSeen struct{ Masked string }
	// CardLifted: the card left the reader.
	CardLifted struct{}

	// Numbered: a number was taken and journaled. NotNumbered: it could not be.
	Numbered    struct{ Ticket Ticket }
	NotNumbered struct{}

	// TicketAt and SheetAt tell how far a paper is.
	TicketAt struct{ Paper Paper }
	SheetAt  struct{ Paper Paper }
	// PrinterFault tells that the running job is held up, and Mended that it goes on.
	PrinterFault struct{ Fault Fault }
	Mended       struct{}
)

func (Clock) event()        {}
func (CardState) event()    {}
func (CardSeen) event()     {}
func (CardLifted) event()   {}
func (Numbered) event()     {}
func (NotNumbered) event()  {}
func (TicketAt) event()     {}
func (SheetAt) event()      {}
func (PrinterFault) event() {}
func (Mended) event()       {}

// Effect is something to be done outside the visit.
type Effect interface{ effect() }

type (
	// StartReader and StopReader turn the card reader on and off.
	StartReader struct{}
	StopReader  struct{}
	// TakeNumber asks for a number for the state's item. Card is whether the identity card read last
	// stands for the person; else it was none, or somebody else's.
	TakeNumber struct{ Card bool }
	// PrintPapers prints what is Queued of ticket and sheet, in that order.
	PrintPapers struct{}
	// DropPapers gives up what is not yet on paper: the visitor goes without it.
	DropPapers struct{}
	// Settle tells that the visitor saw the uncertain ticket come out, or not.
	Settle struct{ CameOut bool }
	// Guide calls a guide to this kiosk.
	Guide struct{}
	// Wiped: the visit is over and everything of the person has to go.
	Wiped struct{}
)

func (StartReader) effect() {}
func (StopReader) effect()  {}
func (TakeNumber) effect()  {}
func (PrintPapers) effect() {}
func (DropPapers) effect()  {}
func (Settle) effect()      {}
func (Guide) effect()       {}
func (Wiped) effect()       {}
