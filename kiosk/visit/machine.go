package visit

import (
	"time"

	"daoyin/content/guide"
	"daoyin/content/search"
)

// Times are the waiting times of a visit.
type Times struct {
	// Idle is the stillness after which 您还在吗 appears, Warn how long it stays before the wipe,
	// Done how long the last page stays.
	Idle, Warn, Done time.Duration
}

// DefaultTimes are those of the normal mode.
var DefaultTimes = Times{Idle: 60 * time.Second, Warn: 30 * time.Second, Done: 30 * time.Second}

// Machine runs one kiosk's visits, one after the other.
type Machine struct {
	know  Knowledge
	times Times
	// cards is whether this kiosk has a card reader; without one no ticket asks for a card.
	cards bool
	state State
	// trail are the pages one came from while browsing, for Back.
	trail []place
	// touched is when the visitor last did something, on the clock of Clock events.
	touched time.Time
	// reader is whether the card reader was started.
	reader bool
}

// place is a browsing page as Back returns to it.
type place struct {
	page      Page
	query     string
	title     string
	icon      string
	briefs    []guide.Brief
	pageNo    int
	item      *guide.Item
	answers   guide.Answers
	have      map[string]bool
	asking    *guide.Question
	material  *guide.Material
	checklist guide.Checklist
}

// New starts at the attract page. cards is whether the kiosk has a card reader.
func New(know Knowledge, times Times, cards bool) *Machine {
	m := &Machine{know: know, times: times, cards: cards}
	m.state = State{Page: Attract}
	return m
}

// State returns the moment as it is. The value shares no map with the machine that later changes.
func (m *Machine) State() State {
	s := m.state
	s.Answers = copyMap(s.Answers)
	s.Have = copyMap(s.Have)
	return s
}

func copyMap[M ~map[K]V, K comparable, V any](in M) M {
	if in == nil {
		return nil
	}
	out := make(M, len(in))
	for k, v := range in {
		out[k] = v
	}
	return out
}

// SetKnowledge changes the release. It is refused (false) while a visitor is there.
func (m *Machine) SetKnowledge(know Knowledge) bool {
	if m.state.Page != Attract {
		return false
	}
	m.know = know
	return true
}

// wipe forgets everything of the person and shows page.
func (m *Machine) wipe(page Page) []Effect {
	var out []Effect
	if m.reader {
		m.reader = false
		out = append(out, StopReader{})
	}
	now := m.state.Now
	m.state = State{Page: page, Now: now}
	m.trail = nil
	m.touched = now
	return append(out, Wiped{})
}

// push remembers the browsing page that is left.
func (m *Machine) push() {
	s := &m.state
	m.trail = append(m.trail, place{s.Page, s.Query, s.ListTitle, s.ListIcon, s.Briefs, s.PageNo,
		s.Item, copyMap(s.Answers), copyMap(s.Have), s.Asking, s.Material, s.Checklist})
}

// pop returns to the page that was left last, or home.
func (m *Machine) pop() {
	s := &m.state
	if len(m.trail) == 0 {
		m.home()
		return
	}
	p := m.trail[len(m.trail)-1]
	m.trail = m.trail[:len(m.trail)-1]
	s.Page, s.Query, s.ListTitle, s.ListIcon, s.Briefs, s.PageNo = p.page, p.query, p.title, p.icon, p.briefs, p.pageNo
	s.Item, s.Answers, s.Have, s.Asking, s.Material, s.Checklist = p.item, p.answers, p.have, p.asking, p.material, p.checklist
	if s.Page == Search || s.Page == Results {
		m.search()
	}
}

// home shows the home page with nothing chosen. A number that was taken is not forgotten by it:
// it is on paper or in the journal already.
func (m *Machine) home() {
	m.state = State{Page: Home, Now: m.state.Now}
	m.trail = nil
}

// Visible limits of one answer to the search page, and of the list of all results.
const (
	liveHits = 8
	allHits  = 60
)

func (m *Machine) search() {
	s := &m.state
	limit := liveHits
	if s.Page == Results {
		limit = allHits
	}
	if s.Query == "" {
		s.Result = search.Result{}
		return
	}
	s.Result = m.know.Search(s.Query, limit)
	if s.Page == Results {
		s.Briefs = nil
		for _, h := range s.Result.Hits {
			if b, ok := m.know.Brief(h.ID); ok {
				s.Briefs = append(s.Briefs, b)
			}
		}
	}
}

func (m *Machine) replay() {
	m.state.Checklist = guide.Compute(m.state.Item, m.state.Answers)
}
