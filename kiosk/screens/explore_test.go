package screens_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/visit"
)

// move is one thing that happens to a visit: a touch on a target, or an event of a device.
type move struct {
	name  string
	act   visit.Action
	event visit.Event
}

// sight is a state that was reached, with the way there.
type sight struct {
	way   []move
	state visit.State
}

func (s sight) String() string {
	names := make([]string, len(s.way))
	for i, m := range s.way {
		names[i] = m.name
	}
	return strings.Join(names, " > ")
}

// walk replays a way from the first page on and returns the state with what the last move asked for.
func walk(l *library, way []move) (visit.State, []visit.Effect) {
	m := visit.New(l, visit.DefaultTimes, true)
	m.Tell(visit.Clock{Now: tuesday})
	var effects []visit.Effect
	for _, mv := range way {
		if mv.event != nil {
			effects = m.Tell(mv.event)
		} else {
			effects = m.Do(mv.act)
		}
	}
	return m.State(), effects
}

// happenings are the events that may come on a page.
func happenings(st visit.State) []move {
	tell := func(name string, e visit.Event) move { return move{name: "(" + name + ")", event: e} }
	switch {
	case st.Page == visit.Card:
		return []move{tell("reading", visit.CardState{Step: visit.CardReading}), tell("again", visit.CardState{Step: visit.CardTryAgain}),
			tell("reader-fault", visit.CardState{Step: visit.CardFault}), tell("seen", visit.CardSeen{Masked: "欧阳＊＊"})}
	case st.Page == visit.CardRead:
		return []move{tell("lifted", visit.CardLifted{})}
	case st.Page == visit.Printing && st.Ticket == nil && st.TicketPaper == visit.Queued:
		return []move{tell("number", visit.Numbered{Ticket: visit.Ticket{Number: "A035", Window: st.Item.Windows[0], Taken: tuesday}}), tell("no-number", visit.NotNumbered{})}
	case st.Page == visit.Printing:
		return []move{tell("ticket-out", visit.TicketAt{Paper: visit.Printed}), tell("ticket-unsure", visit.TicketAt{Paper: visit.Unsure}), tell("ticket-not", visit.TicketAt{Paper: visit.NotPrinted}),
			tell("sheet-out", visit.SheetAt{Paper: visit.Printed}), tell("sheet-not", visit.SheetAt{Paper: visit.NotPrinted}),
			tell("paper-out", visit.PrinterFault{Fault: visit.PaperOut}), tell("cover", visit.PrinterFault{Fault: visit.CoverOpen}), tell("trouble", visit.PrinterFault{Fault: visit.PrinterTrouble}), tell("mended", visit.Mended{})}
	}
	return nil
}

// look tells states apart by what a page shows, so that the walk does not see one twice.
func lookOf(st visit.State) string {
	id, asking, material := "", "", ""
	if st.Item != nil {
		id = st.Item.ID
	}
	if st.Asking != nil {
		asking = st.Asking.ID
	}
	if st.Material != nil {
		material = st.Material.ID
	}
	var have []string
	for k, v := range st.Have {
		if v {
			have = append(have, k)
		}
	}
	sort.Strings(have)
	number := ""
	if st.Ticket != nil {
		number = st.Ticket.Number
	}
	return fmt.Sprint(st.Page, st.Sheet, st.Query, st.Digits, st.ListTitle, st.PageNo, id, asking, material, len(st.Checklist.Asked), len(have), st.StepFree,
		st.CardStep, st.OnPad, number, st.TicketPaper, st.SheetPaper, st.Fault, st.Waiting)
}

// explore walks a library's pages by touching every target of every page it comes to, breadth
// first, and hands each page to see. perPage bounds how many looks of one page are gone on from.
func explore(l *library, perPage int, see func(sight, scene.Scene)) {
	st, _ := walk(l, nil)
	queue := []sight{{state: st}}
	seen := map[string]bool{lookOf(st): true}
	gone := map[visit.Page]int{}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		s := screens.Build(at.state, env(l))
		see(at, s)
		gone[at.state.Page]++
		if gone[at.state.Page] > perPage {
			continue
		}
		moves := happenings(at.state)
		for _, t := range s.Live() {
			if strings.HasPrefix(t.Name, "key.") && len(at.state.Query) >= 1 && t.Name != "key.digits" {
				continue // one letter shows what another would
			}
			moves = append(moves, move{name: t.Name, act: t.Act.(visit.Action)})
		}
		for _, mv := range moves {
			way := append(append([]move{}, at.way...), mv)
			next, _ := walk(l, way)
			if look := lookOf(next); !seen[look] {
				seen[look] = true
				queue = append(queue, sight{way, next})
			}
		}
	}
}

var allPages = []visit.Page{visit.Attract, visit.Home, visit.Search, visit.Results, visit.List, visit.Departments, visit.Windows, visit.Bundles,
	visit.ItemPage, visit.Materials, visit.More, visit.Web, visit.Question, visit.Checklist, visit.Detail, visit.NotYet, visit.NoVisit, visit.Elsewhere,
	visit.Route, visit.Card, visit.CardRead, visit.Printing, visit.Done}

// TestEveryTargetDoesSomething touches every target of every page: the visit takes each.
func TestEveryTargetDoesSomething(t *testing.T) {
	reached := map[visit.Page]bool{}
	for _, l := range []*library{town(), extreme()} {
		touchEverything(t, l, reached)
	}
	for _, page := range allPages {
		if !reached[page] {
			t.Errorf("no touch leads to the page %s", page)
		}
	}
}

func touchEverything(t *testing.T, l *library, reached map[visit.Page]bool) {
	idle := func(name string) bool { // keys that lead nowhere stay live, and so does a wait that was asked for
		return strings.HasPrefix(name, "key.") || strings.HasPrefix(name, "search.meant.") || name == "fault.wait"
	}
	explore(l, 12, func(at sight, s scene.Scene) {
		reached[at.state.Page] = true
		for _, target := range s.Live() {
			act, ok := target.Act.(visit.Action)
			if !ok {
				t.Fatalf("%s: %s carries %T, which no visit takes", at, target.Name, target.Act)
			}
			next, effects := walk(l, append(append([]move{}, at.way...), move{name: target.Name, act: act}))
			if len(effects) == 0 && cmp.Equal(at.state, next) && !idle(target.Name) {
				t.Errorf("%s: touching %s on page %s changes nothing", at, target.Name, at.state.Page)
			}
		}
	})
}
