package screens_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/visit"
)

var update = flag.Bool("update", false, "write what the pages say now to testdata")

// toCard is the way of a whole visit up to the card reader.
const toCard = "attract.start home.event.birth list.item.birth item.start answer.yes answer.mother tick.certificate tick.cards tick.mother-book checklist.ready route.take"

// TestWhatPagesSay compares the words and targets of the pages of a small hall with what was
// reviewed. A way names the targets touched; what stands in parentheses happens by itself.
func TestWhatPagesSay(t *testing.T) {
	const birth = "attract.start home.event.birth list.item.birth"
	const answered = birth + " item.start answer.yes answer.mother"
	for name, way := range map[string]string{
		"attract":            "",
		"home":               "attract.start",
		"search-empty":       "attract.start home.search",
		"search-digits":      "attract.start home.search key.digits",
		"search":             "attract.start home.search key.l key.r key.q key.s",
		"search-nothing":     "attract.start home.search key.x key.x",
		"results":            "attract.start home.search key.l key.r key.q key.s search.all",
		"list":               "attract.start home.event.birth",
		"departments":        "attract.start home.departments",
		"windows":            "attract.start home.windows",
		"list-of-window":     "attract.start home.windows list.item.12",
		"item":               birth,
		"item-bundle":        "attract.start home.bundle.newborn",
		"item-no-visit":      "attract.start home.event.retire list.item.care",
		"item-not-entered":   "attract.start home.departments list.item.town list.item.bare",
		"item-unsure":        "attract.start home.departments list.item.police list.item.lost",
		"materials":          birth + " item.materials",
		"more":               birth + " item.more",
		"web":                birth + " item.web",
		"question":           birth + " item.start",
		"question-second":    birth + " item.start answer.yes",
		"checklist":          answered,
		"checklist-not-sure": birth + " item.start answer.no answer.?",
		"checklist-empty":    "attract.start home.departments list.item.town list.item.empty item.start",
		"detail":             answered + " detail.mother-book",
		"not-yet":            answered + " tick.certificate tick.cards checklist.ready",
		"no-visit":           "attract.start home.event.retire list.item.care item.start",
		"elsewhere":          "attract.start home.event.passing list.item.death item.start answer.abroad",
		"not-eligible":       "attract.start home.event.passing list.item.death item.start answer.other",
		"route":              answered + " tick.certificate tick.cards tick.mother-book checklist.ready",
		"route-step-free":    answered + " tick.certificate tick.cards tick.mother-book checklist.ready route.stepfree",
		"route-closed":       answered + " tick.certificate tick.cards tick.mother-book checklist.ready (evening)",
		"route-no-window":    "attract.start home.departments list.item.town list.item.bare item.start",
		"card":               toCard,
		"card-reading":       toCard + " (reading)",
		"card-try-again":     toCard + " (again)",
		"card-fault":         toCard + " (reader-fault)",
		"card-read":          toCard + " (seen)",
		"card-lifted":        toCard + " (seen) (lifted)",
		"printing":           toCard + " card.without (number)",
		"done":               toCard + " card.without (number) (ticket-out) (sheet-out)",
		"done-no-sheet":      toCard + " card.without (number) (ticket-out) (sheet-not)",
		"done-sheet-only":    answered + " checklist.ready notyet.print (sheet-out)",
		"fault-paper":        toCard + " card.without (number) (paper-out)",
		"fault-paper-waits":  toCard + " card.without (number) (paper-out) fault.wait",
		"fault-cover":        toCard + " card.without (number) (cover)",
		"fault-trouble":      toCard + " card.without (number) (trouble)",
		"fault-uncertain":    toCard + " card.without (number) (ticket-unsure) (sheet-not)",
		"fault-no-number":    toCard + " card.without (no-number)",
		"done-without":       toCard + " card.without (number) (paper-out) fault.go",
		"help":               birth + " bar.help",
		"still-there":        birth + " (still)",
	} {
		t.Run(name, func(t *testing.T) {
			s := screens.Build(follow(t, town(), way), env(town()))
			got := dump(s)
			file := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the page reads otherwise than %s (run with -update and review):\n%s", file, diff)
			}
		})
	}
}

// follow touches the named targets one after the other.
func follow(t *testing.T, l *library, way string) visit.State {
	t.Helper()
	m := visit.New(l, visit.DefaultTimes, true)
	m.Tell(visit.Clock{Now: tuesday})
	for _, step := range strings.Fields(way) {
		switch step {
		case "(evening)":
			m.Tell(visit.Clock{Now: tuesday.Add(6 * time.Hour)})
			continue
		case "(still)":
			for n := range 61 {
				m.Tell(visit.Clock{Now: tuesday.Add(time.Duration(n) * time.Second)})
			}
			continue
		}
		st := m.State()
		if strings.HasPrefix(step, "(") {
			event, ok := happening(st, step)
			if !ok {
				t.Fatalf("%s: nothing called %s happens on page %s", way, step, st.Page)
			}
			m.Tell(event)
			continue
		}
		s := screens.Build(st, env(l))
		touched := false
		for _, target := range s.Live() {
			if target.Name == step {
				m.Do(target.Act.(visit.Action))
				touched = true
			}
		}
		if !touched {
			t.Fatalf("%s: page %s has no target %s:\n%s", way, st.Page, step, dump(s))
		}
	}
	return m.State()
}

func happening(st visit.State, name string) (visit.Event, bool) {
	for _, m := range happenings(st) {
		if m.name == name {
			return m.event, true
		}
	}
	return nil, false
}

// dump writes a picture as text: its words in reading order, then its targets.
func dump(s scene.Scene) string {
	var out strings.Builder
	shapes, targets := s.Shapes, s.Targets
	fmt.Fprintf(&out, "page %s", s.Page)
	if s.Sheet != nil {
		shapes, targets = s.Sheet.Shapes, s.Sheet.Targets
		fmt.Fprintf(&out, ", sheet %s", s.Sheet.Page)
	}
	out.WriteString("\n\n")
	all := append([]scene.Shape{}, shapes...)
	all = append(all, s.BarShapes...)
	targets = append(append([]scene.Target{}, targets...), s.Bar...)
	for _, t := range targets {
		if !strings.HasPrefix(t.Name, "key.") {
			all = append(all, t.Normal...)
		}
	}
	type line struct {
		middle float32
		texts  []scene.Text
	}
	var lines []line
	for _, t := range textsOf(all) {
		middle := t.Y + t.LineHeight/2
		placed := false
		for i := range lines {
			if d := lines[i].middle - middle; d > -8 && d < 8 {
				lines[i].texts = append(lines[i].texts, t)
				placed = true
				break
			}
		}
		if !placed {
			lines = append(lines, line{middle, []scene.Text{t}})
		}
	}
	sort.SliceStable(lines, func(a, b int) bool { return lines[a].middle < lines[b].middle })
	for _, l := range lines {
		sort.SliceStable(l.texts, func(a, b int) bool { return l.texts[a].X < l.texts[b].X })
		var words []string
		for _, t := range l.texts {
			words = append(words, t.Words)
		}
		fmt.Fprintf(&out, "%4.0f  %s\n", l.middle, strings.Join(words, " | "))
	}
	for _, shape := range all {
		if qr, ok := shape.(scene.QR); ok {
			fmt.Fprintf(&out, "%4.0f  code of %s\n", qr.Y, qr.Data)
		}
	}
	out.WriteString("\n")
	for _, t := range targets {
		inert := ""
		if t.Act == nil {
			inert = ", inert"
		}
		fmt.Fprintf(&out, "%s at %.0f,%.0f, %.0f × %.0f: %s%s\n", t.Name, t.X, t.Y, t.W, t.H, t.Label, inert)
	}
	return out.String()
}
