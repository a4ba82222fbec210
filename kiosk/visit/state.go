// Package visit is one citizen's visit as a state machine without a screen: searching, answering,
// the checklist, the identity card, the ticket, the papers, the end. It knows no device and no
// window: it is told what the visitor did (Action) and what happened (Event), and answers with
// what is to be done (Effect). State is all that a screen needs to be drawn.
//
// A Machine is not safe for concurrent use: one goroutine owns it (package appliance).
//
// Everything of the person lives in State and dies with it: ending a visit replaces the State
// with a new one, and no part of it is kept elsewhere.
package visit

import (
	"time"

	"daoyin/content/guide"
	"daoyin/content/search"
)

// Knowledge is what a visit asks of the release.
type Knowledge interface {
	Hall() *guide.Hall
	Events() []guide.Event
	Departments() []guide.Department
	Bundles() []guide.Bundle
	// Item returns an item or a bundle's combined item.
	Item(id string) (*guide.Item, error)
	Brief(id string) (guide.Brief, bool)
	ByEvent(id string) []guide.Brief
	ByDepartment(id string) []guide.Brief
	ByWindow(id string) []guide.Brief
	Search(query string, limit int) search.Result
}

// Page is what the screen shows.
type Page string

// The pages.
const (
	Attract     Page = "attract"
	Home        Page = "home"
	Search      Page = "search"      // keyboard and results as one types
	Results     Page = "results"     // all results of the search
	List        Page = "list"        // items of a life event, department or window
	Departments Page = "departments" // directory
	Windows     Page = "windows"     // directory
	Bundles     Page = "bundles"     // directory
	ItemPage    Page = "item"        // the item in short
	Materials   Page = "materials"   // all materials, whatever the answers
	More        Page = "more"        // details, basis, telephone
	Web         Page = "web"         // the code of the item's online page
	Question    Page = "question"
	Checklist   Page = "checklist"
	Detail      Page = "detail" // one material
	NotYet      Page = "not-yet"
	NoVisit     Page = "no-visit"
	Elsewhere   Page = "elsewhere" // not in this hall, or not for this person
	Route       Page = "route"
	Card        Page = "card"      // lay the identity card
	CardRead    Page = "card-read" // is it you?
	Printing    Page = "printing"
	Done        Page = "done"
)

// Sheet is what lies over the page.
type Sheet string

// The sheets.
const (
	NoSheet    Sheet = ""
	StillThere Sheet = "still-there"
	FaultSheet Sheet = "fault"
	Help       Sheet = "help" // where the guides' desk is
)

// State is one moment of a visit. Screens read it and change nothing.
type State struct {
	Page  Page
	Sheet Sheet
	// Now is the time of the last tick.
	Now time.Time

	// Searching.
	Query  string
	Result search.Result
	Digits bool // the keyboard shows figures

	// Lists: what is listed, and the page of it that is shown (from 0).
	ListTitle string
	ListIcon  string
	Briefs    []guide.Brief
	PageNo    int

	// The item and the answers.
	Item      *guide.Item
	Answers   guide.Answers
	Checklist guide.Checklist
	// Asking is the question on the page Question.
	Asking *guide.Question
	// Have are the materials ticked, by id.
	Have map[string]bool
	// Insists is set when the visitor wants the window although no visit is needed.
	Insists bool
	// Material is the one on the page Detail.
	Material *guide.Material

	// The way and the ticket.
	StepFree bool
	CardStep CardStep
	// Masked is the card's name as it may be seen by bystanders (王＊兰). Nothing else of the card is kept.
	Masked string
	// OnPad is whether the card still lies on the reader.
	OnPad  bool
	Ticket *Ticket
	// TicketPaper and SheetPaper say how far each paper is.
	TicketPaper, SheetPaper Paper
	// Fault is the fault that the sheet tells of; Waiting is set while the visitor waits for it to be mended.
	Fault   Fault
	Waiting bool
	// Left counts the seconds until the visit ends by itself, on Done and under StillThere; Of is
	// the count it began with.
	Left, Of int
}

// CardStep is how far the reading of the card is.
type CardStep string

// The steps of reading a card.
const (
	CardNone     CardStep = ""
	CardWaiting  CardStep = "waiting"
	CardReading  CardStep = "reading"
	CardTryAgain CardStep = "try-again" // lift and lay again
	CardFault    CardStep = "fault"     // the reader does not answer
)

// Ticket is a queue number as the visitor sees it.
type Ticket struct {
	Number string
	Window string // window id
	Taken  time.Time
	// Again is set on a number that was taken before by the same person.
	Again bool
}

// Paper is how far a paper is.
type Paper string

// The states of a paper.
const (
	NoPaper    Paper = ""
	Queued     Paper = "queued"
	OnTheWay   Paper = "printing"
	Printed    Paper = "printed"
	NotPrinted Paper = "not-printed"
	Unsure     Paper = "unknown"
)

// settled reports that nothing more will happen to the paper by itself.
func (p Paper) settled() bool { return p != Queued && p != OnTheWay }

// Fault is a device fault as it concerns the visitor.
type Fault string

// The faults.
const (
	NoFault        Fault = ""
	PaperOut       Fault = "paper-out"
	CoverOpen      Fault = "cover-open"
	PrinterTrouble Fault = "printer" // anything else: jam, silent, unplugged
	Uncertain      Fault = "uncertain"
	NoNumber       Fault = "no-number" // a ticket could not be taken
)

// Missing are the materials not ticked that may not follow later.
func (s State) Missing() []guide.Line { return s.Checklist.Missing(s.Have) }

// Window is the window to go to, of the hall's windows that take the item.
func (s State) Window(h *guide.Hall) (guide.Window, bool) {
	if s.Ticket != nil {
		return h.Window(s.Ticket.Window)
	}
	if s.Item == nil || len(s.Item.Windows) == 0 {
		return guide.Window{}, false
	}
	return h.Window(s.Item.Windows[0])
}
