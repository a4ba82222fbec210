package visit

import (
	"daoyin/content/guide"
)

// longestQuery bounds what can be typed, in characters: longer than any item's everyday name.
const longestQuery = 30

// Do takes what the visitor did. An action that does not fit the page (a late touch) changes nothing.
func (m *Machine) Do(a Action) []Effect {
	s := &m.state
	m.touched = s.Now
	if s.Sheet != NoSheet {
		return m.doSheet(a)
	}
	switch a := a.(type) {
	case Touch:
		if s.Page == Attract {
			m.home()
		}
	case End:
		return m.wipe(Attract)
	case Another:
		return m.wipe(Home)
	case GoHome:
		if s.Page == Attract || s.Page == Printing {
			return nil
		}
		return m.wipe(Home)
	case CallGuide:
		if s.Page == Attract {
			m.home()
		}
		s.Sheet = Help
		return []Effect{Guide{}}
	case Back:
		return m.back()

	case OpenSearch, Key, Erase, ClearQuery, Digits, Meant, ShowAll:
		m.doSearch(a)
	case OpenDepartments, OpenWindows, OpenBundles, OpenEvent, OpenDepartment, OpenWindow, OpenItem, Turn:
		m.doBrowse(a)
	case Start, ShowMaterials, ShowMore, ShowWeb, Answer, Change, SkipQuestions:
		m.doItem(a)
	case Tick, ShowDetail, Ready, TakeAnyway, ToWindow, PrintSheet:
		return m.doChecklist(a)
	case WithoutSteps, TakeTicket, WithoutCard, NotMe, ItIsMe:
		return m.doTicket(a)
	}
	return nil
}

func (m *Machine) doSheet(a Action) []Effect {
	s := &m.state
	switch a := a.(type) {
	case Stay, CloseSheet:
		if s.Sheet == StillThere || s.Sheet == Help {
			s.Sheet = NoSheet
			m.recall()
		}
	case CallGuide:
		if s.Sheet != FaultSheet {
			s.Sheet = Help
		}
		return []Effect{Guide{}}
	case GoHome:
		if s.Sheet != FaultSheet {
			return m.wipe(Home)
		}
	case End:
		if s.Sheet != FaultSheet {
			return m.wipe(Attract)
		}
	case WaitForPaper:
		if s.Sheet == FaultSheet {
			s.Waiting = true
		}
	case GoWithout:
		if s.Sheet == FaultSheet {
			return m.goWithout()
		}
	case CameOut:
		if s.Sheet == FaultSheet && s.Fault == Uncertain {
			return m.cameOut(a.Yes)
		}
	}
	return nil
}

// recall brings back the fault that a help sheet had covered.
func (m *Machine) recall() {
	if m.state.Fault != NoFault {
		m.state.Sheet = FaultSheet
	}
}

func (m *Machine) doSearch(a Action) {
	s := &m.state
	if _, open := a.(OpenSearch); open {
		if s.Page != Search {
			m.push()
			s.Page, s.Query, s.PageNo = Search, "", 0
			m.search()
		}
		return
	}
	if s.Page != Search {
		return
	}
	switch a := a.(type) {
	case Key:
		if len([]rune(s.Query)) < longestQuery {
			s.Query += string(a.R)
		}
	case Erase:
		if r := []rune(s.Query); len(r) > 0 {
			s.Query = string(r[:len(r)-1])
		}
	case ClearQuery:
		s.Query = ""
	case Digits:
		s.Digits = !s.Digits
		return
	case Meant:
		s.Query = a.Words
	case ShowAll:
		if s.Query != "" {
			m.push()
			s.Page, s.PageNo = Results, 0
		}
	}
	m.search()
}

func (m *Machine) doBrowse(a Action) {
	s := &m.state
	show := func(page Page) {
		m.push()
		s.Page, s.PageNo = page, 0
	}
	list := func(title, icon string, briefs []guide.Brief) {
		show(List)
		s.ListTitle, s.ListIcon, s.Briefs = title, icon, briefs
	}
	switch a := a.(type) {
	case OpenDepartments:
		show(Departments)
	case OpenWindows:
		show(Windows)
	case OpenBundles:
		show(Bundles)
	case OpenEvent:
		for _, e := range m.know.Events() {
			if e.ID == a.ID {
				list(e.Name, e.Icon, m.know.ByEvent(a.ID))
			}
		}
	case OpenDepartment:
		for _, d := range m.know.Departments() {
			if d.ID == a.ID {
				list(d.Name, "hall", m.know.ByDepartment(a.ID))
			}
		}
	case OpenWindow:
		if w, ok := m.know.Hall().Window(a.ID); ok {
			list(w.Name, "window", m.know.ByWindow(a.ID))
			s.ListTitle = w.ID + " 号 " + w.Name
		}
	case OpenItem:
		item, err := m.know.Item(a.ID)
		if err != nil {
			return
		}
		show(ItemPage)
		s.Item, s.Answers, s.Have = item, guide.Answers{}, map[string]bool{}
		s.Asking, s.Material, s.Insists = nil, nil, false
		m.replay()
	case Turn:
		s.PageNo = max(0, s.PageNo+a.By)
	}
}

func (m *Machine) doItem(a Action) {
	s := &m.state
	if s.Item == nil || s.Ticket != nil {
		return
	}
	switch a := a.(type) {
	case Start:
		if s.Page == ItemPage || s.Page == Materials {
			s.PageNo = 0
			m.goOn()
		}
	case ShowMaterials:
		m.push()
		s.Page, s.PageNo = Materials, 0
	case ShowMore:
		m.push()
		s.Page, s.PageNo = More, 0
	case ShowWeb:
		if s.Item.Online.Link != "" {
			m.push()
			s.Page = Web
		}
	case Answer:
		if s.Page != Question || s.Asking == nil || s.Asking.ID != a.Question {
			return
		}
		if _, ok := s.Asking.Option(a.Option); !ok && a.Option != guide.NotSure {
			return
		}
		s.Answers[a.Question] = a.Option
		m.replay()
		m.goOn()
	case Change:
		for _, asked := range s.Checklist.Asked {
			if asked.Question.ID == a.Question {
				s.Page, s.Asking, s.PageNo = Question, asked.Question, 0
			}
		}
	case SkipQuestions:
		for s.Checklist.Next() != nil {
			s.Answers[s.Checklist.Next().ID] = guide.NotSure
			m.replay()
		}
		m.goOn()
	}
}

// goOn shows what the answers come to, or the first question that is open.
func (m *Machine) goOn() {
	s := &m.state
	m.replay()
	s.PageNo = 0
	s.Asking = nil
	o := s.Checklist.Outcome
	switch q := s.Checklist.Next(); {
	case o != nil && o.Kind == guide.OutcomeOnline && !s.Insists:
		s.Page = NoVisit // said as soon as it is known: no further question is asked
	case o != nil && o.Kind != guide.OutcomeOnline:
		s.Page = Elsewhere
	case q != nil:
		s.Page, s.Asking = Question, q
	case s.Item.MaterialsEntered:
		s.Page = Checklist
	default:
		s.Page = Route // nothing is known of the materials: the item's page has said so
	}
}

func (m *Machine) doChecklist(a Action) []Effect {
	s := &m.state
	if s.Item == nil {
		return nil
	}
	switch a := a.(type) {
	case Tick:
		for _, l := range s.Checklist.Bring {
			if l.Material.ID == a.Material && (s.Page == Checklist || s.Page == Detail) {
				s.Have[a.Material] = !s.Have[a.Material]
			}
		}
	case ShowDetail:
		for i := range s.Item.Materials {
			if s.Item.Materials[i].ID == a.Material {
				m.push()
				s.Page, s.Material = Detail, &s.Item.Materials[i]
			}
		}
	case Ready:
		if s.Page != Checklist {
			return nil
		}
		s.PageNo = 0
		if len(s.Missing()) > 0 {
			s.Page = NotYet
		} else {
			s.Page = Route
		}
	case TakeAnyway:
		if s.Page == NotYet {
			s.Page = Route
		}
	case ToWindow:
		if s.Page == NoVisit {
			s.Insists = true
			m.goOn()
		}
	case PrintSheet:
		switch s.Page {
		case NotYet, NoVisit, Route, Elsewhere, Checklist, Materials, Web:
			s.Page, s.SheetPaper = Printing, Queued
			return []Effect{PrintPapers{}}
		}
	}
	return nil
}

// back goes one page back: along the trail while browsing, by the way of the visit after that.
func (m *Machine) back() []Effect {
	s := &m.state
	switch s.Page {
	case Attract, Home, Printing, Done:
	case Question:
		m.previousQuestion()
	case Checklist, NoVisit, Elsewhere:
		s.Page, s.Asking, s.PageNo = ItemPage, nil, 0
		for _, a := range s.Checklist.Asked {
			if a.Answer != "" {
				s.Page, s.Asking = Question, a.Question
			}
		}
	case NotYet:
		s.Page, s.PageNo = Checklist, 0
	case Route:
		switch {
		case !s.Item.MaterialsEntered:
			s.Page = ItemPage
		case len(s.Missing()) > 0:
			s.Page = NotYet
		default:
			s.Page, s.PageNo = Checklist, 0
		}
	case Card, CardRead:
		s.Page, s.CardStep, s.Masked, s.OnPad = Route, CardNone, "", false
		return m.stopReader()
	case Detail, Materials, More, Web:
		have, answers := s.Have, s.Answers
		m.pop()
		s.Have, s.Answers = have, answers // ticked on the page of the material: kept
	default:
		m.pop()
	}
	return nil
}

func (m *Machine) previousQuestion() {
	s := &m.state
	for i, a := range s.Checklist.Asked {
		if a.Question == s.Asking && i > 0 {
			s.Asking = s.Checklist.Asked[i-1].Question
			return
		}
	}
	s.Page, s.Asking = ItemPage, nil
}
