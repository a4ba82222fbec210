package staff

import (
	"time"

	"daoyin/devices/printer"
)

// Event is something that happened outside the hand of staff.
type Event interface{ event() }

type (
	// Clock is the time; told once a second.
	Clock struct{ Now time.Time }
	// Checked is the answer to CheckPIN.
	Checked struct{ Right bool }
	// Sensors is what the printer says of itself.
	Sensors struct {
		State printer.State
		Paper printer.Paper
	}
	// Tested is the end of a test slip, and how the printer was at it.
	Tested struct {
		Outcome printer.Outcome
		State   printer.State
	}
	// ReaderIs tells of the card reader.
	ReaderIs struct{ Reader Reader }
	// Known is what the appliance knows by itself: told when the overview opens and whenever it changes.
	Known struct {
		Content Content
		Doubts  []Doubt
		Today   Today
		Held    string
		// Printed and Changed as in Printer; Stopped is since when visits have found it unable to
		// print, zero where none has.
		Printed, Changed, Stopped time.Time
	}
	// PrintedAgain is the end of PrintAgain.
	PrintedAgain struct {
		Number  string
		Outcome printer.Outcome
	}
)

func (Clock) event()        {}
func (Checked) event()      {}
func (Sensors) event()      {}
func (Tested) event()       {}
func (ReaderIs) event()     {}
func (Known) event()        {}
func (PrintedAgain) event() {}

// Effect is something to be done outside the machine.
type Effect interface{ effect() }

type (
	// CheckPIN compares a PIN with the configured one. The receiver wipes it.
	CheckPIN struct{ PIN PIN }
	// Count keeps how many wrong PINs were given in a row, so that switching the kiosk off and on
	// does not forget them.
	Count struct{ Wrong int }
	// Watch begins to look at the printer, the reader and the journal; Unwatch ends it.
	Watch   struct{}
	Unwatch struct{}
	// PrintTest prints a test slip.
	PrintTest struct{}
	// RollChanged keeps that a new roll was put in.
	RollChanged struct{}
	// Settle journals what became of a doubtful ticket, PrintAgain prints it again.
	Settle struct {
		ID      uint64
		CameOut bool
	}
	PrintAgain struct{ ID uint64 }
	// Left: the screen is the public's again.
	Left struct{}
)

func (CheckPIN) effect()    {}
func (Count) effect()       {}
func (Watch) effect()       {}
func (Unwatch) effect()     {}
func (PrintTest) effect()   {}
func (RollChanged) effect() {}
func (Settle) effect()      {}
func (PrintAgain) effect()  {}
func (Left) effect()        {}
