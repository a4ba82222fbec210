package printer

import (
	"encoding/hex"

	"daoyin/devices/escpos"
)

// State is what a printer is doing or lacks, the most pressing thing first where several hold.
type State string

// The states. Only Ready and NearEnd print.
const (
	Ready      State = "ready"
	NearEnd    State = "near-end"   // prints, but the roll is nearly used up
	Out        State = "out"        // no paper
	CoverOpen  State = "cover-open" // the cover or the platen is open
	Cutter     State = "cutter"     // the cutter is stuck
	Failed     State = "error"      // an error that only switching off, or a technician, clears
	Overheated State = "overheated" // recovers by itself; also after opening while printing
	Offline    State = "offline"    // offline without saying why
	Waiting    State = "waiting"    // waits for its button to be pressed
	Unplugged  State = "unplugged"  // the port is not there or was lost
	Silent     State = "silent"     // the port is there, nothing answers: off, or a wrong cable
	Garbled    State = "garbled"    // something answers that is no printer status: a wrong speed
)

// States lists them all, in the order of the documentation.
var States = []State{Ready, NearEnd, Out, CoverOpen, Cutter, Failed, Overheated, Offline, Waiting, Unplugged, Silent, Garbled}

// Paper is what the paper sensors say.
type Paper string

// The states of the roll. PaperUnknown is for a printer that does not answer.
const (
	PaperOK      Paper = "ok"
	PaperLow     Paper = "low"
	PaperOut     Paper = "out"
	PaperUnknown Paper = "unknown"
)

// Status is what a printer said when it was last asked.
type Status struct {
	State State
	Paper Paper
	Raw   []byte // the answers to DLE EOT 1 to 4; 0 for one that did not come; empty where none came
	Err   error  // why the port is lost, for Unplugged
}

// Prints reports whether the printer takes a job.
func (s Status) Prints() bool { return s.State == Ready || s.State == NearEnd }

// Hex is Raw as hexadecimal digits.
func (s Status) Hex() string { return hex.EncodeToString(s.Raw) }

// Sentence says for the people who look after the machine what is the matter and what to do.
func (s Status) Sentence() string {
	switch s.State {
	case Ready:
		return "the printer is ready"
	case NearEnd:
		return "the printer is ready; its paper is nearly used up: have a new roll at hand"
	case Out:
		return "the printer has no paper: put a new roll in"
	case CoverOpen:
		return "the printer's cover is open: close it until it clicks"
	case Cutter:
		return "the printer's cutter is stuck: open the cover, take the paper out, close it again"
	case Failed:
		return "the printer reports an error that does not go by itself: switch it off and on, then call its service"
	case Overheated:
		return "the printer's head is too hot: it goes on by itself in a few minutes"
	case Offline:
		return "the printer is offline: press its feed or online button"
	case Waiting:
		return "the printer waits for its button to be pressed"
	case Unplugged:
		if s.Err != nil {
			return s.Err.Error()
		}
		return "the printer's port was lost: check its cable and its power"
	case Silent:
		return "the printer does not answer: check that it is switched on, and that cable and port are right"
	case Garbled:
		return "the printer's answers cannot be understood: check the configured speed (baud)"
	}
	return string(s.State)
}

// statusFrom reads the four real-time answers.
func statusFrom(raw [4]byte) Status {
	s := Status{State: Ready, Paper: PaperOK, Raw: raw[:]}
	has := func(n int, bits byte) bool { return raw[n-1]&bits != 0 }
	switch {
	case has(4, escpos.S4End) || has(2, escpos.S2PaperEnd):
		s.Paper = PaperOut
	case has(4, escpos.S4NearEnd):
		s.Paper = PaperLow
	}
	switch {
	case has(2, escpos.S2Cover):
		s.State = CoverOpen
	case has(3, escpos.S3Cutter):
		s.State = Cutter
	case has(3, escpos.S3Fatal):
		s.State = Failed
	case s.Paper == PaperOut:
		s.State = Out
	case has(3, escpos.S3Recoverable):
		s.State = Overheated
	case has(2, escpos.S2Error):
		s.State = Failed
	case has(1, escpos.S1Waiting):
		s.State = Waiting
	case has(1, escpos.S1Offline):
		s.State = Offline
	case s.Paper == PaperLow:
		s.State = NearEnd
	}
	return s
}
