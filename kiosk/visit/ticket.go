package visit

func (m *Machine) stopReader() []Effect {
	if !m.reader {
		return nil
	}
	m.reader = false
	return []Effect{StopReader{}}
}

func (m *Machine) startReader() []Effect {
	s := &m.state
	s.Page, s.CardStep, s.Masked, s.OnPad = Card, CardWaiting, "", false
	if m.reader {
		return nil
	}
	m.reader = true
	return []Effect{StartReader{}}
}

func (m *Machine) doTicket(a Action) []Effect {
	s := &m.state
	switch a.(type) {
	case WithoutSteps:
		if s.Page == Route {
			s.StepFree = !s.StepFree
		}
	case TakeTicket:
		if s.Page != Route || s.Item.Queue == "" || !m.know.Hall().At(s.Now).Open {
			return nil
		}
		if s.Item.Card != "" && m.cards {
			return m.startReader()
		}
		return m.takeNumber(false)
	case WithoutCard:
		if s.Page == Card {
			return append(m.stopReader(), m.takeNumber(false)...)
		}
	case NotMe:
		if s.Page == CardRead {
			return m.startReader()
		}
	case ItIsMe:
		if s.Page == CardRead {
			return append(m.stopReader(), m.takeNumber(true)...)
		}
	}
	return nil
}

// takeNumber goes to the printing page and asks for a number. The papers follow when it is there.
func (m *Machine) takeNumber(card bool) []Effect {
	s := &m.state
	s.Page, s.CardStep = Printing, CardNone
	s.TicketPaper, s.SheetPaper = Queued, Queued
	return []Effect{TakeNumber{Card: card}}
}

// Tell takes what happened.
func (m *Machine) Tell(e Event) []Effect {
	s := &m.state
	switch e := e.(type) {
	case Clock:
		return m.clock(e)
	case CardState:
		if s.Page == Card {
			s.CardStep = e.Step
			if e.Step == CardReading || e.Step == CardTryAgain {
				m.touched = s.Now // laying a card is being there
			}
		}
	case CardSeen:
		if s.Page == Card {
			m.touched = s.Now
			s.Page, s.Masked, s.OnPad = CardRead, e.Masked, true
		}
	case CardLifted:
		s.OnPad = false
		if s.Page == Card && s.CardStep == CardTryAgain {
			s.CardStep = CardWaiting
		}
	case Numbered:
		if s.Page == Printing && s.Ticket == nil {
			t := e.Ticket
			s.Ticket = &t
			return []Effect{PrintPapers{}}
		}
	case NotNumbered:
		if s.Page == Printing && s.Ticket == nil {
			s.TicketPaper, s.SheetPaper = NotPrinted, NoPaper
			s.Fault, s.Sheet = NoNumber, FaultSheet
		}
	case TicketAt:
		if s.Page == Printing || s.Page == Done {
			s.TicketPaper = e.Paper
			m.papersMoved()
		}
	case SheetAt:
		if s.Page == Printing || s.Page == Done {
			s.SheetPaper = e.Paper
			m.papersMoved()
		}
	case PrinterFault:
		if s.Page == Printing {
			s.Fault, s.Sheet = e.Fault, FaultSheet
		}
	case Mended:
		if s.Fault != NoNumber && s.Fault != Uncertain {
			m.clearFault()
		}
	}
	return nil
}

func (m *Machine) clearFault() {
	s := &m.state
	s.Fault, s.Waiting = NoFault, false
	if s.Sheet == FaultSheet {
		s.Sheet = NoSheet
	}
	m.touched = s.Now
}

// papersMoved goes to the last page when nothing more will come out by itself, and asks about a
// ticket of which nobody knows whether it came out.
func (m *Machine) papersMoved() {
	s := &m.state
	if s.Page != Printing || !s.TicketPaper.settled() || !s.SheetPaper.settled() {
		return
	}
	if s.TicketPaper == Unsure {
		s.Fault, s.Sheet = Uncertain, FaultSheet
		return
	}
	m.clearFault()
	if s.TicketPaper == NotPrinted {
		// The number is kept; the fault sheet shows it with the code until the visitor goes.
		s.Fault, s.Sheet = PrinterTrouble, FaultSheet
		return
	}
	m.finish()
}

func (m *Machine) finish() {
	s := &m.state
	s.Page, s.PageNo = Done, 0
	s.Of = int(m.times.Done.Seconds())
	s.Left = s.Of
	m.touched = s.Now
}

// goWithout leaves the fault: the visitor has the number by heart or on the phone.
func (m *Machine) goWithout() []Effect {
	s := &m.state
	var out []Effect
	if s.Fault == NoNumber {
		m.clearFault()
		s.TicketPaper = NoPaper
		s.Page = Route
		return nil
	}
	if !s.TicketPaper.settled() || !s.SheetPaper.settled() {
		out = append(out, DropPapers{})
	}
	for _, p := range []*Paper{&s.TicketPaper, &s.SheetPaper} {
		if !p.settled() {
			*p = NotPrinted
		}
	}
	m.clearFault()
	m.finish()
	return out
}

// cameOut settles an uncertain ticket by the visitor's word.
func (m *Machine) cameOut(yes bool) []Effect {
	s := &m.state
	m.clearFault()
	if yes {
		s.TicketPaper = Printed
		m.finish()
		return []Effect{Settle{CameOut: true}}
	}
	s.TicketPaper = Queued
	return []Effect{Settle{CameOut: false}, PrintPapers{}}
}
