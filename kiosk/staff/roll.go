package staff

import "daoyin/devices/printer"

// Step is how far the change of the roll is. The printer's own sensors move it, never a touch.
type Step int

// The steps, in their order.
const (
	NoChange  Step = iota
	OpenCover      // to be done: open the cover
	TakeOut        // take the old roll or its core out
	PutIn          // put the new roll in
	CloseUp        // close the cover
	Testing        // the test slip is being printed
	Changed        // the test slip is out: ready
)

// Remark is what is said of an order that is not the usual one.
type Remark string

// The remarks.
const (
	NoRemark Remark = ""
	// StillOut: the cover was closed, and there is no paper.
	StillOut Remark = "still-out"
	// OldRoll: paper is there, but nobody saw the old roll leave.
	OldRoll Remark = "old-roll"
	// OutAgain: the new roll was in and is out again.
	OutAgain Remark = "out-again"
	// OpenAgain: the cover was opened while the test slip was to be printed.
	OpenAgain Remark = "open-again"
	// NotOpened: the paper is in, and nobody saw the cover open.
	NotOpened Remark = "not-opened"
	// Stuck: the printer has something else than its paper; its line says what.
	Stuck Remark = "stuck"
	// Unproved: nobody knows whether the test slip came out.
	Unproved Remark = "unproved"
)

// Roll is the guided change of the roll.
type Roll struct {
	Step   Step
	Remark Remark
	// Cover and Paper are what the sensors say now: the cover stands open; there is paper.
	Cover, Paper bool
	// Emptied: since the change began the printer was seen without paper. Opened: with its cover open.
	// waits: a test slip was not proved, and the next one waits for a hand.
	Emptied, Opened bool
	waits           bool
}

// Running reports that a change is under way.
func (r Roll) Running() bool { return r.Step != NoChange && r.Step != Changed }

// begin starts a change. Where the sensors stand already is taken from the next look at them.
func (m *Machine) begin() { m.state.Roll = Roll{Step: OpenCover} }

// sensors moves the change on, back, or to where the sensors say that it is: hands do not always
// keep the order, and a quick hand is faster than our looks.
func (m *Machine) sensors(e Sensors) []Effect {
	s := &m.state
	if !s.Printer.Seen || s.Printer.State != e.State || s.Printer.Paper != e.Paper {
		m.touched = s.Now // a sensor that changes is a hand at the printer
		if s.Printer.State != e.State {
			s.Printer.Since = s.Now
			if !s.Printer.Seen {
				s.Printer.Since = m.stopped
			}
		}
	}
	s.Printer.Seen, s.Printer.State, s.Printer.Paper = true, e.State, e.Paper
	r := &s.Roll
	open := e.State == printer.CoverOpen
	if !r.Running() {
		// An open cover or an empty printer asks for the change by itself.
		if !open && e.State != printer.Out {
			return nil
		}
		m.begin()
	}
	if e.Paper == printer.PaperUnknown {
		r.Remark = Stuck // it does not answer: the step stays, the printer's line says what to do
		return nil
	}
	if r.Remark == Stuck {
		r.Remark = NoRemark
	}
	out := e.Paper == printer.PaperOut
	was := r.Step
	r.Cover, r.Paper = open, !out
	r.Opened, r.Emptied, r.waits = r.Opened || open, r.Emptied || out, r.waits && !open && !out
	switch {
	case was == Testing && (open || out):
		r.Step, r.Remark = CloseUp, OpenAgain
		if out {
			r.Step, r.Remark = PutIn, StillOut
			if !open {
				r.Step = OpenCover
			}
		}
	case was == Testing:
	case open && out:
		if was == CloseUp {
			r.Remark = OutAgain
		} else if r.Remark != OutAgain {
			r.Remark = NoRemark
		}
		r.Step = PutIn
	case open && r.Emptied:
		r.Step = CloseUp
		if r.Remark != OpenAgain {
			r.Remark = NoRemark
		}
	case open:
		r.Step = TakeOut
		if r.Remark != OpenAgain {
			r.Remark = NoRemark
		}
	case out:
		if r.Opened {
			r.Remark = StillOut
		}
		r.Step = OpenCover
	case !s.Printer.Works():
		r.Remark = Stuck
		if r.Opened || r.Emptied {
			r.Step = CloseUp
		}
	case r.waits:
	case r.Opened || r.Emptied: // closed, with paper
		r.Step, r.Remark = Testing, NoRemark
		switch {
		case !r.Opened:
			r.Remark = NotOpened
		case !r.Emptied:
			r.Remark = OldRoll
		}
		return m.test()
	}
	return nil
}

// Test is how the last test slip is.
type Test string

// The states of a test slip.
const (
	NoTest       Test = ""
	TestPrinting Test = "printing"
	TestPrinted  Test = "printed"
	TestUnknown  Test = "unknown"
	TestNot      Test = "not-printed"
)

func (m *Machine) test() []Effect {
	if m.state.Test == TestPrinting {
		return nil
	}
	m.state.Test = TestPrinting
	return []Effect{PrintTest{}}
}

// tested ends a test slip: a change of the roll is over only when one came out.
func (m *Machine) tested(e Tested) []Effect {
	s := &m.state
	m.touched = s.Now
	switch e.Outcome {
	case printer.Printed:
		s.Test = TestPrinted
		s.Printer.Printed = s.Now
	case printer.NotPrinted:
		s.Test = TestNot
	default:
		s.Test = TestUnknown
	}
	r := &s.Roll
	if r.Step != Testing {
		return nil
	}
	if s.Test == TestPrinted {
		r.Step = Changed
		if r.Remark == OldRoll {
			return nil
		}
		s.Printer.Changed = s.Now
		return []Effect{RollChanged{}}
	}
	// The step goes back to what the printer lacks; the next look at its sensors says it closer.
	r.Step = CloseUp
	switch {
	case e.State == printer.Out:
		r.Step, r.Remark = OpenCover, StillOut
	case e.State == printer.CoverOpen:
		r.Remark = OpenAgain
	case !(printer.Status{State: e.State}).Prints():
		r.Remark = Stuck
	default:
		// It says that it prints and does not prove it: slip after slip would help nobody.
		r.Remark, r.waits = Unproved, true
	}
	return nil
}
