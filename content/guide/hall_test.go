package guide

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestHallSaysWhetherItIsOpen(t *testing.T) {
	h := &Hall{
		Hours:  []Hours{{Days: []int{1, 2, 3, 4, 5}, From: "09:00", To: "12:00"}, {Days: []int{1, 2, 3, 4, 5}, From: "13:30", To: "17:30"}},
		Closed: []string{"2026-10-01"}, Extra: []string{"2026-10-10"}, // a Thursday off, a Saturday worked
	}
	at := func(s string) time.Time {
		out, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for now, want := range map[string]Today{
		"2026-11-20 10:00": {Open: true, Until: at("2026-11-20 12:00")},
		"2026-11-20 12:30": {Until: at("2026-11-20 13:30")},
		"2026-11-20 17:30": {NextDay: at("2026-11-23 09:00")},
		"2026-10-01 10:00": {NextDay: at("2026-10-02 09:00")},
		"2026-10-10 14:00": {Open: true, Until: at("2026-10-10 17:30")},
	} {
		if d := cmp.Diff(want, h.At(at(now))); d != "" {
			t.Errorf("%s: %s", now, d)
		}
	}
	if got := (&Hall{}).At(at("2026-11-20 10:00")); got != (Today{}) {
		t.Errorf("a hall without hours says %v", got)
	}
}

// floor is a corridor with a flight of steps, and a ramp around it:
//
//	up    . window 1
//	 |    |
//	here--a==b   (== has steps)
//	      |  |
//	      c--d
func floor() *Hall {
	return &Hall{
		Windows: []Window{{ID: "1", X: 19, Y: -20, W: 2, H: 2, Node: "b"}},
		Plan: Plan{Width: 40, Height: 40, Metres: 1, Here: "here", Facing: "right",
			Nodes: []Node{{"here", 0, 0}, {"a", 10, 0}, {"b", 20, 0}, {"c", 10, 10}, {"d", 20, 10}},
			Ways:  []Way{{A: "here", B: "a"}, {A: "a", B: "b", Steps: true}, {A: "a", B: "c"}, {A: "c", B: "d"}, {A: "d", B: "b"}}},
	}
}

func TestRoute(t *testing.T) {
	h := floor()
	short, ok := h.Route(h.Windows[0], false)
	if !ok {
		t.Fatal("there is no way to the window")
	}
	want := Route{
		Points: []Node{{"here", 0, 0}, {"a", 10, 0}, {"b", 20, 0}}, Metres: 20,
		Turns: []Turn{{Do: "ahead", Metres: 20}, {Do: "arrive-left"}},
	}
	if d := cmp.Diff(want, short); d != "" {
		t.Error(d)
	}
	free, ok := h.Route(h.Windows[0], true)
	if !ok || !free.StepFree || free.Metres != 40 {
		t.Errorf("the step-free way is %v, %v", free, ok)
	}
	var turns []string
	for _, turn := range free.Turns {
		turns = append(turns, turn.Do)
	}
	if d := cmp.Diff([]string{"ahead", "right", "left", "left", "arrive-ahead"}, turns); d != "" {
		t.Error(d)
	}
	h.Plan.Ways = h.Plan.Ways[:1]
	if _, ok := h.Route(h.Windows[0], false); ok {
		t.Error("a way is told although none leads there")
	}
	if _, ok := (&Hall{}).Route(Window{}, false); ok {
		t.Error("a way is told in a hall without a plan")
	}
}
