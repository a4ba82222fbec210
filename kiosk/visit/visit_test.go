package visit

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"daoyin/content/guide"
	"daoyin/content/search"
)

// catalogue is a small synthetic release.
type catalogue struct {
	hall  guide.Hall
	items map[string]*guide.Item
}

func (c *catalogue) Hall() *guide.Hall { return &c.hall }
func (c *catalogue) Events() []guide.Event {
	return []guide.Event{{ID: "birth", Name: "出生", Icon: "birth"}}
}
func (c *catalogue) Departments() []guide.Department {
	return []guide.Department{{ID: "police", Name: "公安局"}}
}
func (c *catalogue) Bundles() []guide.Bundle { return nil }
func (c *catalogue) Item(id string) (*guide.Item, error) {
	if it, ok := c.items[id]; ok {
		return it, nil
	}
	return nil, errors.New("no such item")
}
func (c *catalogue) Brief(id string) (guide.Brief, bool) {
	it, ok := c.items[id]
	if !ok {
		return guide.Brief{}, false
	}
	return guide.Brief{ID: id, Name: it.Name}, true
}
func (c *catalogue) ByEvent(string) []guide.Brief {
	return []guide.Brief{{ID: "birth", Name: "出生登记"}}
}
func (c *catalogue) ByDepartment(string) []guide.Brief { return c.ByEvent("") }
func (c *catalogue) ByWindow(string) []guide.Brief     { return c.ByEvent("") }
func (c *catalogue) Search(q string, limit int) search.Result {
	return search.Result{Hits: []search.Hit{{ID: "birth"}}, Total: 1, Meant: []string{"出生"}}
}

func sample() *catalogue {
	everyDay := []guide.Hours{{Days: []int{1, 2, 3, 4, 5, 6, 7}, From: "09:00", To: "17:00"}}
	birth := &guide.Item{
		ID: "birth", Name: "出生登记", Windows: []string{"12"}, Queue: "A", Card: "asked", MaterialsEntered: true,
		Questions: []guide.Question{
			{ID: "married", Ask: []string{"领结婚证了吗？"}, NotSure: "先往下走", Options: []guide.Option{{ID: "yes", Text: "领了"}, {ID: "no", Text: "没领"}}},
			{ID: "book", Ask: []string{"落在谁那里？"}, NotSure: "都写上", Options: []guide.Option{{ID: "mother", Text: "妈妈的"}, {ID: "father", Text: "爸爸的"}},
				When: guide.Condition{{"married": {"yes"}}}},
		},
		Materials: []guide.Material{
			{ID: "certificate", Name: "出生医学证明", Original: 1},
			{ID: "mother-book", Name: "妈妈的户口簿", Original: 1, When: guide.Condition{{"book": {"mother"}}}},
			{ID: "father-book", Name: "爸爸的户口簿", Copies: 1, When: guide.Condition{{"book": {"father"}}}, Later: "5 天内"},
			{ID: "test", Name: "亲子鉴定", Original: 1, When: guide.Condition{{"married": {"no"}}}},
		},
	}
	online := &guide.Item{ID: "online", Name: "备案", MaterialsEntered: true, Windows: []string{"12"}, Queue: "B", Online: guide.Online{Link: "https://hall.example/x"},
		Outcomes: []guide.Outcome{{Kind: guide.OutcomeOnline, Text: "手机上就能办"}}}
	bare := &guide.Item{ID: "bare", Name: "没录入的事项"}
	return &catalogue{
		hall:  guide.Hall{Hours: everyDay, Windows: []guide.Window{{ID: "12", Name: "公安综合"}}},
		items: map[string]*guide.Item{"birth": birth, "online": online, "bare": bare},
	}
}

var morning = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

// at gives a machine on the home page at ten in the morning.
func at(t *testing.T) *Machine {
	t.Helper()
	m := New(sample(), DefaultTimes, true)
	m.Tell(Clock{morning})
	m.Do(Touch{})
	if got := m.State().Page; got != Home {
		t.Fatalf("a touch leads to %s", got)
	}
	return m
}

func do(m *Machine, actions ...Action) (out []Effect) {
	for _, a := range actions {
		out = append(out, m.Do(a)...)
	}
	return out
}

func wantPage(t *testing.T, m *Machine, want Page) {
	t.Helper()
	if got := m.State().Page; got != want {
		t.Fatalf("the page is %s, want %s", got, want)
	}
}

func TestWholeVisit(t *testing.T) {
	m := at(t)
	do(m, OpenSearch{}, Key{'s'}, Key{'h'})
	if got := m.State().Result.Total; got != 1 {
		t.Fatalf("%d results while typing", got)
	}
	do(m, OpenItem{"birth"}, Start{}, Answer{"married", "yes"}, Answer{"book", "mother"})
	wantPage(t, m, Checklist)
	do(m, Tick{"certificate"}, Ready{})
	wantPage(t, m, NotYet)
	if got := m.State().Missing(); len(got) != 1 || got[0].Material.ID != "mother-book" {
		t.Fatalf("missing: %v", got)
	}
	do(m, Back{}, Tick{"mother-book"}, Ready{})
	wantPage(t, m, Route)
	if diff := cmp.Diff([]Effect{StartReader{}}, do(m, TakeTicket{})); diff != "" {
		t.Fatal(diff)
	}
	m.Tell(CardState{CardReading})
	m.Tell(CardSeen{Masked: "示＊甲"})
	wantPage(t, m, CardRead)
	if diff := cmp.Diff([]Effect{StopReader{}, TakeNumber{Card: true}}, do(m, ItIsMe{})); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff([]Effect{PrintPapers{}}, m.Tell(Numbered{Ticket{Number: "A001", Window: "12"}})); diff != "" {
		t.Fatal(diff)
	}
	m.Tell(TicketAt{Printed})
	wantPage(t, m, Printing)
	m.Tell(SheetAt{Printed})
	wantPage(t, m, Done)
	effects := do(m, End{})
	if diff := cmp.Diff([]Effect{Wiped{}}, effects); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff(State{Page: Attract, Now: morning}, m.State()); diff != "" {
		t.Errorf("something of the visit is left:\n%s", diff)
	}
}

func TestChangedAnswerDropsAndRevives(t *testing.T) {
	m := at(t)
	do(m, OpenItem{"birth"}, Start{}, Answer{"married", "yes"}, Answer{"book", "mother"}, Tick{"mother-book"})
	do(m, Back{}, Change{"married"}, Answer{"married", "no"})
	wantPage(t, m, Checklist)
	s := m.State()
	if len(s.Checklist.Dropped) != 1 || s.Checklist.Dropped[0].Question.ID != "book" {
		t.Fatalf("dropped: %v", s.Checklist.Dropped)
	}
	do(m, Change{"married"}, Answer{"married", "yes"})
	wantPage(t, m, Checklist)
	s = m.State()
	if len(s.Checklist.Bring) != 2 || !s.Have["mother-book"] {
		t.Errorf("changing back does not bring back the list and its ticks: %v %v", s.Checklist.Bring, s.Have)
	}
}

func TestSkippingAnswersNotSure(t *testing.T) {
	m := at(t)
	do(m, OpenItem{"birth"}, Start{}, SkipQuestions{})
	wantPage(t, m, Checklist)
	for _, l := range m.State().Checklist.Bring[1:] {
		if !l.Maybe {
			t.Errorf("%s is not marked as depending", l.Material.Name)
		}
	}
}

func TestBackFromAnotherItemFindsTheMaterialAgain(t *testing.T) {
	m := at(t)
	do(m, OpenItem{"birth"}, Start{}, Answer{"married", "yes"}, Answer{"book", "mother"}, ShowDetail{"mother-book"})
	do(m, OpenItem{"bare"}, Back{})
	wantPage(t, m, Detail)
	s := m.State()
	if s.Material == nil || s.Material.ID != "mother-book" || s.Item.ID != "birth" || s.Answers["book"] != "mother" {
		t.Errorf("the page one came from is not as it was: %+v", s)
	}
}

func TestNoVisitNeeded(t *testing.T) {
	m := at(t)
	do(m, OpenItem{"online"}, Start{})
	wantPage(t, m, NoVisit)
	do(m, ToWindow{})
	wantPage(t, m, Checklist)
}

func TestNothingEnteredShowsNoEmptyChecklist(t *testing.T) {
	m := at(t)
	do(m, OpenItem{"bare"}, Start{})
	wantPage(t, m, Route)
	do(m, Back{})
	wantPage(t, m, ItemPage)
}

func TestClosedHallGivesNoTicket(t *testing.T) {
	m := New(sample(), DefaultTimes, true)
	m.Tell(Clock{morning.Add(9 * time.Hour)})
	do(m, Touch{}, OpenItem{"birth"}, Start{}, Answer{"married", "yes"}, Answer{"book", "mother"}, Tick{"certificate"}, Tick{"mother-book"}, Ready{})
	if e := do(m, TakeTicket{}); e != nil {
		t.Errorf("a ticket is taken after hours: %v", e)
	}
	wantPage(t, m, Route)
}

// toPrinting brings a visit to where the ticket is being printed.
func toPrinting(t *testing.T) *Machine {
	m := at(t)
	do(m, OpenItem{"birth"}, Start{}, Answer{"married", "yes"}, Answer{"book", "mother"}, Tick{"certificate"}, Tick{"mother-book"}, Ready{}, TakeTicket{}, WithoutCard{})
	m.Tell(Numbered{Ticket{Number: "A001", Window: "12"}})
	m.Tell(TicketAt{OnTheWay})
	return m
}

func TestPaperOutLiesOverTheVisit(t *testing.T) {
	m := toPrinting(t)
	m.Tell(PrinterFault{PaperOut})
	if s := m.State(); s.Sheet != FaultSheet || s.Page != Printing || s.Ticket.Number != "A001" {
		t.Fatalf("got %+v", s)
	}
	do(m, WaitForPaper{})
	m.Tell(Clock{morning.Add(20 * time.Minute)})
	if m.State().Page != Printing {
		t.Fatal("stillness ended a visit that waits for paper")
	}
	m.Tell(Mended{})
	m.Tell(TicketAt{Printed})
	m.Tell(SheetAt{Printed})
	wantPage(t, m, Done)
	if s := m.State(); s.Sheet != NoSheet {
		t.Errorf("the fault sheet stays: %s", s.Sheet)
	}
}

func TestGoingWithoutPaperKeepsTheNumber(t *testing.T) {
	m := toPrinting(t)
	m.Tell(PrinterFault{PaperOut})
	if diff := cmp.Diff([]Effect{DropPapers{}}, do(m, GoWithout{})); diff != "" {
		t.Fatal(diff)
	}
	s := m.State()
	if s.Page != Done || s.Ticket.Number != "A001" || s.TicketPaper != NotPrinted {
		t.Errorf("got %+v", s)
	}
}

func TestUncertainTicketIsAskedAbout(t *testing.T) {
	m := toPrinting(t)
	m.Tell(TicketAt{Unsure})
	m.Tell(SheetAt{NotPrinted})
	if s := m.State(); s.Fault != Uncertain || s.Sheet != FaultSheet {
		t.Fatalf("got %+v", s)
	}
	if diff := cmp.Diff([]Effect{Settle{CameOut: false}, PrintPapers{}}, do(m, CameOut{Yes: false})); diff != "" {
		t.Fatal(diff)
	}
	m.Tell(TicketAt{Unsure})
	if diff := cmp.Diff([]Effect{Settle{CameOut: true}}, do(m, CameOut{Yes: true})); diff != "" {
		t.Fatal(diff)
	}
	wantPage(t, m, Done)
}

func TestStillness(t *testing.T) {
	m := at(t)
	do(m, OpenItem{"birth"}, Start{}, Answer{"married", "yes"})
	tick := func(seconds int) []Effect { return m.Tell(Clock{morning.Add(time.Duration(seconds) * time.Second)}) }
	for s := 1; s < 60; s++ {
		tick(s)
	}
	if m.State().Sheet != NoSheet {
		t.Fatal("the question comes too early")
	}
	tick(60)
	if s := m.State(); s.Sheet != StillThere || s.Left != 30 {
		t.Fatalf("after a minute: sheet %q, %d seconds left", s.Sheet, s.Left)
	}
	tick(75)
	do(m, Stay{})
	if s := m.State(); s.Sheet != NoSheet || s.Page != Question || s.Answers["married"] != "yes" {
		t.Fatalf("staying lost something: %+v", s)
	}
	var effects []Effect
	for s := 76; s <= 75+90; s++ {
		effects = append(effects, tick(s)...)
	}
	if diff := cmp.Diff([]Effect{Wiped{}}, effects); diff != "" {
		t.Error(diff)
	}
	wantPage(t, m, Attract)
}

func TestAFaultLeftAloneIsWiped(t *testing.T) {
	for _, tt := range []struct {
		name  string
		paper Paper
		fault Fault
	}{{"not printed", NotPrinted, PrinterTrouble}, {"uncertain", Unsure, Uncertain}} {
		t.Run(tt.name, func(t *testing.T) {
			m := toPrinting(t)
			m.Tell(TicketAt{tt.paper})
			m.Tell(SheetAt{NotPrinted})
			tick := func(seconds int) []Effect { return m.Tell(Clock{morning.Add(time.Duration(seconds) * time.Second)}) }
			for s := 1; s <= 60; s++ {
				tick(s)
			}
			if got := m.State().Sheet; got != StillThere {
				t.Fatalf("after a minute the sheet is %q", got)
			}
			do(m, Stay{})
			if s := m.State(); s.Sheet != FaultSheet || s.Fault != tt.fault {
				t.Fatalf("who stays no longer sees the fault: %q %q", s.Sheet, s.Fault)
			}
			var effects []Effect
			for s := 61; s <= 61+90; s++ {
				effects = append(effects, tick(s)...)
			}
			if diff := cmp.Diff([]Effect{Wiped{}}, effects); diff != "" {
				t.Error(diff)
			}
			wantPage(t, m, Attract)
		})
	}
}

func TestSetClockDoesNotWipe(t *testing.T) {
	m := at(t)
	do(m, OpenItem{"birth"}, Start{})
	m.Tell(Clock{morning.Add(48 * time.Hour)}) // the clock was corrected
	wantPage(t, m, Question)
	m.Tell(Clock{morning.Add(-48 * time.Hour)})
	wantPage(t, m, Question)
}

// TestAnythingGoes: whatever is touched and whatever happens, in any order, the machine keeps its
// promises: it does not panic, a wiped state is empty, a number is asked for only from a visit
// that has none, and papers are printed only while the printing page shows.
func TestAnythingGoes(t *testing.T) {
	actions := []Action{Touch{}, GoHome{}, Back{}, Stay{}, End{}, Another{}, CallGuide{}, CloseSheet{}, OpenSearch{}, Key{'a'}, Erase{}, ClearQuery{}, Digits{}, Meant{"出生"}, ShowAll{},
		OpenDepartments{}, OpenWindows{}, OpenBundles{}, OpenEvent{"birth"}, OpenDepartment{"police"}, OpenWindow{"12"}, OpenItem{"birth"}, OpenItem{"online"}, OpenItem{"bare"}, OpenItem{"none"}, Turn{1}, Turn{-1},
		Start{}, ShowMaterials{}, ShowMore{}, ShowWeb{}, Answer{"married", "yes"}, Answer{"married", "no"}, Answer{"book", "mother"}, Answer{"book", guide.NotSure}, Answer{"book", "x"}, Change{"married"}, Change{"book"}, SkipQuestions{},
		Tick{"certificate"}, Tick{"mother-book"}, Tick{"none"}, ShowDetail{"certificate"}, ShowDetail{"none"}, Ready{}, TakeAnyway{}, ToWindow{}, PrintSheet{}, WithoutSteps{}, TakeTicket{}, WithoutCard{}, NotMe{}, ItIsMe{}, WaitForPaper{}, GoWithout{}, CameOut{true}, CameOut{false}}
	papers := []Paper{Queued, OnTheWay, Printed, NotPrinted, Unsure}
	events := []Event{CardState{CardWaiting}, CardState{CardTryAgain}, CardState{CardFault}, CardSeen{"示＊"}, CardLifted{}, Numbered{Ticket{Number: "A001", Window: "12"}}, NotNumbered{}, PrinterFault{PaperOut}, PrinterFault{PrinterTrouble}, Mended{}}
	for _, p := range papers {
		events = append(events, TicketAt{p}, SheetAt{p})
	}
	rapid.Check(t, func(rt *rapid.T) {
		m := New(sample(), DefaultTimes, true)
		now := morning
		m.Tell(Clock{now})
		reading := false
		for range rapid.IntRange(1, 80).Draw(rt, "steps") {
			before := m.State()
			var effects []Effect
			switch rapid.IntRange(0, 3).Draw(rt, "kind") {
			case 0, 1:
				effects = m.Do(rapid.SampledFrom(actions).Draw(rt, "action"))
			case 2:
				effects = m.Tell(rapid.SampledFrom(events).Draw(rt, "event"))
			default:
				now = now.Add(time.Duration(rapid.IntRange(1, 40).Draw(rt, "seconds")) * time.Second)
				effects = m.Tell(Clock{now})
			}
			after := m.State()
			for _, e := range effects {
				switch e.(type) {
				case StartReader:
					if reading {
						rt.Fatal("the reader is started twice")
					}
					reading = true
				case StopReader:
					if !reading {
						rt.Fatal("the reader is stopped twice")
					}
					reading = false
				case TakeNumber:
					if before.Ticket != nil {
						rt.Fatal("a second number in one visit")
					}
				case PrintPapers:
					if after.Page != Printing {
						rt.Fatalf("printing on page %s", after.Page)
					}
				case Wiped:
					if diff := cmp.Diff(State{Page: after.Page, Now: after.Now}, after); diff != "" {
						rt.Fatalf("left after a wipe:\n%s", diff)
					}
				}
			}
			if after.Page == Attract && (after.Sheet != NoSheet || reading) {
				rt.Fatal("the attract page is not clean")
			}
			switch after.Page {
			case ItemPage, Question, Checklist, NotYet, NoVisit, Route, Card, CardRead:
				if after.Item == nil {
					rt.Fatalf("page %s without an item", after.Page)
				}
			}
			if after.Page == Detail && after.Material == nil {
				rt.Fatal("a page of a material without one")
			}
			if after.Page == Question && after.Asking == nil {
				rt.Fatal("a question page without a question")
			}
			if after.Masked != "" && after.Page == Home {
				rt.Fatal("a name on the home page")
			}
		}
	})
}
