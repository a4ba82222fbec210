package visit

import "time"

// clock watches stillness. Counted time stands while a paper is on its way or held up: a visitor who
// waits for us is not gone. A fault of which nothing more will come is a page like any other, or
// the number would stand on the screen until the next visitor touches it.
func (m *Machine) clock(e Clock) []Effect {
	s := &m.state
	if s.Now.IsZero() || e.Now.Before(s.Now) || e.Now.Sub(s.Now) > m.times.Idle {
		// The first tick, or a clock that was set: stillness is counted anew.
		m.touched = e.Now
	}
	s.Now = e.Now
	still := s.Now.Sub(m.touched)
	switch {
	case s.Page == Attract:
		return nil
	case s.Page == Printing && !(s.TicketPaper.settled() && s.SheetPaper.settled()):
		m.touched = s.Now
		return nil
	case s.Page == Done:
		s.Left = seconds(m.times.Done - still)
		if s.Left <= 0 {
			return m.wipe(Attract)
		}
	case still >= m.times.Idle+m.times.Warn:
		return m.wipe(Attract)
	case still >= m.times.Idle:
		if s.Page == Home && s.Sheet == NoSheet { // nothing to lose: no question asked
			return m.wipe(Attract)
		}
		s.Sheet = StillThere
		s.Of = int(m.times.Warn.Seconds())
		s.Left = seconds(m.times.Idle + m.times.Warn - still)
	}
	return nil
}

// Stir notes that somebody is there: the screen was touched, on a target or not. It does not
// answer 您还在吗, whose count goes on until its button is touched.
func (m *Machine) Stir() {
	if m.state.Sheet != StillThere && m.state.Page != Done {
		m.touched = m.state.Now
	}
}

// Resume counts stillness anew: the screen showed something else than the visit until now.
func (m *Machine) Resume(now time.Time) {
	m.state.Now, m.touched = now, now
	if m.state.Sheet == StillThere {
		m.state.Sheet = NoSheet
		m.recall()
	}
}

// seconds rounds up, so that a count begins with the whole number and ends at zero.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
