package screens_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// routeTo is the page of the way to a window of a hall.
func routeTo(t *testing.T, l *library, window string, stepFree bool) scene.Scene {
	t.Helper()
	st := follow(t, l, "attract.start home.event.birth list.item.birth item.start answer.yes answer.mother tick.certificate tick.cards tick.mother-book checklist.ready")
	item := *st.Item
	item.Windows = []string{window}
	st.Item, st.StepFree = &item, stepFree
	return screens.Build(st, env(l))
}

// stepsOf are the numbered steps of a way in order, without the spaces: a step may stand on two lines.
func stepsOf(s scene.Scene) []string {
	var steps []string
	inSteps := false
	for _, t := range textsOf(s.Shapes) {
		digit := len(t.Words) == 1 && t.Words[0] >= '1' && t.Words[0] <= '9' && t.Size == theme.Small && t.Bold
		switch {
		case digit:
			steps, inSteps = append(steps, ""), true
		case inSteps && t.Bold && t.Size >= theme.Small && t.Y > theme.ContentY:
			steps[len(steps)-1] += strings.ReplaceAll(t.Words, " ", "")
		default:
			inSteps = false
		}
	}
	return steps
}

func TestWayInWords(t *testing.T) {
	for _, test := range []struct {
		name, window string
		stepFree     bool
		want         []string
	}{
		{"over the steps", "12", false, []string{"直走14米", "向右转", "左边就是12号"}},
		{"around them", "12", true, []string{"右转走5米", "左转走4米", "左转走5米", "右转走10米", "向右转", "左边就是12号"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, stepsOf(routeTo(t, town(), test.window, test.stepFree))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLongWayIsCutShort holds that a way of many turns still ends with where to arrive.
func TestLongWayIsCutShort(t *testing.T) {
	l := town()
	zigzag := guide.Plan{Width: 952, Height: 760, Metres: 0.03, Here: "0", Facing: "up"}
	x, y := float32(300), float32(700)
	for i := range 14 {
		zigzag.Nodes = append(zigzag.Nodes, guide.Node{ID: string(rune('0' + i)), X: x, Y: y})
		if i > 0 {
			zigzag.Ways = append(zigzag.Ways, guide.Way{A: string(rune('0' + i - 1)), B: string(rune('0' + i))})
		}
		if i%2 == 0 {
			y -= 70
		} else {
			x += 70
		}
	}
	l.hall.Plan = zigzag
	l.hall.Windows[1].Node = string(rune('0' + 13))
	steps := stepsOf(routeTo(t, l, "12", false))
	if len(steps) != 8 || steps[6] != "照图上的线走" || !strings.HasSuffix(steps[7], "就是12号") {
		t.Errorf("a way of many turns is told as %q", steps)
	}
}

// TestWayEndsAtItsWindow holds that the ink line begins where one stands and its head touches the
// window that has the sign's colour.
func TestWayEndsAtItsWindow(t *testing.T) {
	p := theme.Normal()
	for _, window := range []string{"5", "12", "13"} {
		s := routeTo(t, town(), window, false)
		var sign, here scene.Rect
		var line []scene.Point
		var head scene.Rect
		for _, shape := range s.Shapes {
			switch shape := shape.(type) {
			case scene.Box:
				if shape.Fill == p.Vermilion && shape.Y > 430 {
					sign = shape.Rect
				}
				if shape.Fill == p.Ink && shape.W < 30 && shape.Radius == shape.W/2 {
					here = shape.Rect
				}
			case scene.Line:
				if shape.Color == p.Ink {
					line = shape.Points
				}
			case scene.Drawing:
				if strings.HasPrefix(shape.Name, "way-head") {
					head = shape.Rect
				}
			}
		}
		if len(line) < 2 || sign.W == 0 || here.W == 0 {
			t.Fatalf("window %s: line %v, sign %v, here %v", window, line, sign, here)
		}
		if first := line[0]; math.Hypot(float64(first.X-here.X-here.W/2), float64(first.Y-here.Y-here.H/2)) > 1 {
			t.Errorf("window %s: the line begins at %v, one stands at %v", window, first, here)
		}
		if d := apart(head, sign); d > 8 || d < -8 {
			t.Errorf("window %s: the line's head at %v is %v from the window at %v", window, head, d, sign)
		}
	}
}

// TestStepsAreOfferedOnlyWhereThereIsAChoice holds that 不走台阶 stands only on a way with steps
// that has another one without.
func TestStepsAreOfferedOnlyWhereThereIsAChoice(t *testing.T) {
	none := town()
	for i := range none.hall.Plan.Ways {
		none.hall.Plan.Ways[i].Steps = false
	}
	only := town()
	only.hall.Plan.Ways = only.hall.Plan.Ways[:1]
	only.hall.Plan.Ways = append(only.hall.Plan.Ways, town().hall.Plan.Ways[4:]...)
	for _, test := range []struct {
		name string
		l    *library
		want bool
	}{{"steps and a ramp", town(), true}, {"no steps", none, false}, {"steps alone", only, false}} {
		if got := has(routeTo(t, test.l, "12", false), "route.stepfree"); got != test.want {
			t.Errorf("%s: 不走台阶 is offered: %v, want %v", test.name, got, test.want)
		}
	}
}

// TestTicketsOnlyWhileOpen holds that a closed hall, and an item without a queue, give no ticket,
// and still print the list.
func TestTicketsOnlyWhileOpen(t *testing.T) {
	l := town()
	st := follow(t, l, "attract.start home.event.birth list.item.birth item.start answer.yes answer.mother tick.certificate tick.cards tick.mother-book checklist.ready")
	open := screens.Build(st, env(l))
	st.Now = tuesday.AddDate(0, 0, 4) // a Saturday
	closed := screens.Build(st, env(l))
	st.Now = tuesday
	item := *st.Item
	item.Queue, st.Item = "", &item
	unqueued := screens.Build(st, env(l))
	for _, test := range []struct {
		name        string
		s           scene.Scene
		take, print bool
	}{{"open", open, true, false}, {"closed", closed, false, true}, {"no queue", unqueued, false, true}} {
		if has(test.s, "route.take") != test.take || has(test.s, "route.print") != test.print {
			t.Errorf("%s: takes a ticket %v, prints %v; want %v, %v", test.name,
				has(test.s, "route.take"), has(test.s, "route.print"), test.take, test.print)
		}
	}
	if words := wordsOf(closed); !strings.Contains(words, "开门") {
		t.Errorf("a closed hall does not say when it opens:\n%s", words)
	}
	if visit.Page(closed.Page) != visit.Route {
		t.Errorf("the page is %s", closed.Page)
	}
}
