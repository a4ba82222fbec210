package staff

import (
	"slices"
	"time"

	"daoyin/devices/printer"
)

// enterIdle is how long the PIN's page stays untouched: whoever came upon it by chance is soon
// given the public's page back.
const enterIdle = 30 * time.Second

// Setup is what a machine begins with.
type Setup struct {
	// Kiosk is the machine's name.
	Kiosk string
	// Unset: no PIN is configured. Wrong is how many wrong ones were given in a row before the start.
	Unset bool
	Wrong int
	// Printer and Reader are whether the configuration names one.
	Printer, Reader bool
	// Idle is the stillness of hands and sensors after which the overview leaves by itself.
	Idle time.Duration
}

// Machine is the staff's side of one kiosk.
type Machine struct {
	setup Setup
	state State
	pin   PIN
	// touched is when a hand or a sensor moved last, on the clock of Clock events.
	touched time.Time
	// stopped is since when visits have found the printer unable; zero where none has.
	stopped time.Time
	guard   guard
}

// New begins closed. Wrong PINs from before the start make the first try wait as well.
func New(setup Setup, now time.Time) *Machine {
	m := &Machine{setup: setup, state: State{Now: now}}
	m.guard.resume(setup.Wrong, now)
	m.close()
	return m
}

// State returns the moment as it is. The value shares nothing with the machine that later changes.
func (m *Machine) State() State {
	s := m.state
	s.Doubts = slices.Clone(s.Doubts)
	return s
}

// close gives the page back and forgets what was typed and seen.
func (m *Machine) close() {
	m.pin.Wipe()
	m.pin = m.pin[:0]
	m.state = State{Now: m.state.Now, Kiosk: m.setup.Kiosk, Unset: m.setup.Unset,
		Printer: Printer{Fitted: m.setup.Printer}, Reader: Reader{Fitted: m.setup.Reader}}
}

// Knocked opens the PIN's page.
func (m *Machine) Knocked(now time.Time) {
	if m.state.Page != Closed {
		return
	}
	m.state.Now, m.touched = now, now
	m.state.Page = Enter
	m.state.Wait = m.guard.left(now)
}

// Stir notes that somebody touched the screen, on a target or not.
func (m *Machine) Stir() { m.touched = m.state.Now }

func (m *Machine) leave() []Effect {
	out := []Effect{Left{}}
	if m.state.Page == Overview {
		out = []Effect{Unwatch{}, Left{}}
	}
	m.close()
	return out
}

// Do takes what staff did. An action that does not fit the page changes nothing.
func (m *Machine) Do(a Action) []Effect {
	m.touched = m.state.Now
	if _, ok := a.(Leave); ok && m.state.Page != Closed {
		return m.leave()
	}
	switch m.state.Page {
	case Enter:
		return m.doEnter(a)
	case Overview:
		return m.doOverview(a)
	}
	return nil
}

func (m *Machine) doEnter(a Action) []Effect {
	s := &m.state
	if s.Unset || s.Checking || s.Wait > 0 {
		return nil
	}
	switch a := a.(type) {
	case Digit:
		if len(m.pin) < LongestPIN && a.D >= '0' && a.D <= '9' {
			m.pin = append(m.pin, a.D)
			s.Wrong = false
		}
	case Erase:
		if n := len(m.pin); n > 0 {
			m.pin[n-1] = 0
			m.pin = m.pin[:n-1]
		}
	case Submit:
		if len(m.pin) >= ShortestPIN {
			s.Checking = true
			return []Effect{CheckPIN{PIN: slices.Clone(m.pin)}}
		}
	}
	s.Typed = len(m.pin)
	return nil
}

func (m *Machine) doOverview(a Action) []Effect {
	s := &m.state
	switch a := a.(type) {
	case ChangeRoll:
		if s.Printer.Fitted && !s.Roll.Running() {
			m.begin()
		}
	case KeepRoll:
		if s.Roll.Step == OpenCover && s.Printer.Works() {
			s.Roll = Roll{}
		}
	case TestSlip:
		if s.Printer.Works() {
			if s.Roll.Running() && s.Roll.waits {
				s.Roll.Step, s.Roll.waits, s.Roll.Remark = Testing, false, NoRemark
			}
			return m.test()
		}
	case CameOut:
		if m.settle(a.ID) {
			return []Effect{Settle{ID: a.ID, CameOut: true}}
		}
	case DidNot:
		i := m.doubt(a.ID)
		switch {
		case i < 0:
		case s.Doubts[i].Old:
			m.settle(a.ID)
			return []Effect{Settle{ID: a.ID}}
		case s.Printer.Works() && s.Again == "":
			s.Again, s.AgainFailed = s.Doubts[i].Number, ""
			m.settle(a.ID)
			return []Effect{PrintAgain{ID: a.ID}}
		}
	}
	return nil
}

func (m *Machine) doubt(id uint64) int {
	return slices.IndexFunc(m.state.Doubts, func(d Doubt) bool { return d.ID == id })
}

// settle takes a ticket off the list at once; what the journal says comes with Known.
func (m *Machine) settle(id uint64) bool {
	i := m.doubt(id)
	if i < 0 {
		return false
	}
	m.state.Doubts = slices.Delete(slices.Clone(m.state.Doubts), i, i+1)
	return true
}

// Tell takes what happened.
func (m *Machine) Tell(e Event) []Effect {
	s := &m.state
	switch e := e.(type) {
	case Clock:
		return m.clock(e)
	case Checked:
		return m.checked(e)
	}
	if s.Page != Overview {
		return nil // told too late
	}
	switch e := e.(type) {
	case Sensors:
		return m.sensors(e)
	case Tested:
		return m.tested(e)
	case ReaderIs:
		s.Reader = e.Reader
	case Known:
		s.Content, s.Doubts, s.Today, s.Held = e.Content, slices.Clone(e.Doubts), e.Today, e.Held
		s.Printer.Printed, s.Printer.Changed = e.Printed, e.Changed
		m.stopped = e.Stopped
	case PrintedAgain:
		m.touched = s.Now
		s.Again, s.AgainFailed = "", ""
		if e.Outcome != printer.Printed {
			s.AgainFailed = e.Number
		}
	}
	return nil
}

func (m *Machine) clock(e Clock) []Effect {
	s := &m.state
	if s.Now.IsZero() || e.Now.Before(s.Now) || e.Now.Sub(s.Now) > m.setup.Idle {
		m.touched = e.Now // the first tick, or a clock that was set
	}
	s.Now = e.Now
	still := s.Now.Sub(m.touched)
	switch s.Page {
	case Enter:
		if s.Wait = m.guard.left(s.Now); s.Wait > 0 || s.Checking {
			// Whoever waits for a try may stay and wait, as long as it is not for minutes.
			if s.Wait > int(enterIdle.Seconds()) && still >= enterIdle {
				return m.leave()
			}
			if s.Wait <= int(enterIdle.Seconds()) {
				m.touched = s.Now
			}
			return nil
		}
		if still >= enterIdle {
			return m.leave()
		}
	case Overview:
		if s.Test == TestPrinting || s.Again != "" {
			m.touched = s.Now // it works for staff
		} else if still >= m.setup.Idle {
			return m.leave()
		}
	}
	return nil
}

// checked opens the overview, or counts a wrong PIN.
func (m *Machine) checked(e Checked) []Effect {
	s := &m.state
	m.pin.Wipe()
	m.pin = m.pin[:0]
	var out []Effect
	if e.Right {
		out = append(out, m.guard.right()...)
	} else {
		out = append(out, m.guard.wrong(s.Now)...)
	}
	if s.Page != Enter {
		return out // left meanwhile: it counts all the same
	}
	s.Typed, s.Checking, s.Wrong = 0, false, !e.Right
	s.Wait = m.guard.left(s.Now)
	m.touched = s.Now
	if e.Right {
		s.Page = Overview
		s.Wait = 0
		if s.Reader.Fitted {
			s.Reader.State = ReaderAsked
		}
		out = append(out, Watch{})
	}
	return out
}
