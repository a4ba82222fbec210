package scene_test

import (
	"testing"

	"daoyin/kiosk/scene"
)

func page(name string, targets ...scene.Target) *scene.Scene {
	return &scene.Scene{Page: name, Targets: targets}
}

func at(name string, x, y float32) scene.Target {
	return scene.Target{Rect: scene.Rect{X: x, Y: y, W: 100, H: 100}, Name: name, Act: name}
}

func TestFinger(t *testing.T) {
	type point [2]float32
	for _, test := range []struct {
		name string
		path []point // down, moves, up
		want string  // what acts; "" for nothing
	}{
		{"tap", []point{{50, 50}, {50, 50}}, "a"},
		{"tap with jitter", []point{{50, 50}, {56, 42}, {53, 47}}, "a"},
		{"jitter over the edge", []point{{99, 50}, {106, 50}}, "a"},
		{"drag out", []point{{50, 50}, {300, 50}}, ""},
		{"out and back", []point{{50, 50}, {300, 50}, {60, 60}}, "a"},
		{"down outside, up inside", []point{{150, 50}, {50, 50}}, ""},
		{"from one target to the next", []point{{50, 50}, {250, 50}}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := page("p", at("a", 0, 0), at("b", 200, 0))
			var f scene.Finger
			f.Down(s, test.path[0][0], test.path[0][1])
			last := test.path[len(test.path)-1]
			for _, p := range test.path[1:] {
				f.Move(p[0], p[1])
			}
			target, acts := f.Up(last[0], last[1])
			if got := target.Name; acts != (test.want != "") || acts && got != test.want {
				t.Errorf("acted %v on %q, want %q", acts, got, test.want)
			}
			if _, again := f.Up(last[0], last[1]); again {
				t.Error("acted a second time")
			}
		})
	}
}

func TestPressedLeavesWithTheFinger(t *testing.T) {
	s := page("p", at("a", 0, 0))
	var f scene.Finger
	if !f.Down(s, 50, 50) {
		t.Fatal("nothing pressed")
	}
	if !f.Move(300, 50) {
		t.Error("leaving changed nothing")
	}
	if _, pressed := f.Pressed(); pressed {
		t.Error("still pressed with the finger outside")
	}
	if !f.Move(50, 50) {
		t.Error("coming back changed nothing")
	}
	if _, pressed := f.Pressed(); !pressed {
		t.Error("not pressed with the finger back inside")
	}
}

func TestSceneChangesUnderAFinger(t *testing.T) {
	moved := at("a", 0, 20)
	changed := at("a", 0, 0)
	changed.Act = "something else"
	under := page("p", at("a", 0, 0))
	under.Sheet = &scene.Sheet{Page: "fault"}
	for _, test := range []struct {
		name string
		next *scene.Scene
		acts bool
	}{
		{"same page, the clock has moved on", page("p", at("b", 200, 0), at("a", 0, 0)), true},
		{"another page with the same button", page("q", at("a", 0, 0)), false},
		{"the button has moved", page("p", moved), false},
		{"the button means another thing", page("p", changed), false},
		{"the button is gone", page("p"), false},
		{"a sheet lies over it", under, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			first := page("p", at("a", 0, 0))
			var f scene.Finger
			f.Down(first, 50, 50)
			f.Shown(first, test.next)
			if _, acts := f.Up(50, 50); acts != test.acts {
				t.Errorf("acted: %v, want %v", acts, test.acts)
			}
		})
	}
}

func TestLiveTargetsUnderASheet(t *testing.T) {
	s := page("p", at("under", 0, 0))
	s.Bar = []scene.Target{at("bar", 0, 200)}
	s.Sheet = &scene.Sheet{Targets: []scene.Target{at("over", 0, 0), {Name: "inert", Rect: scene.Rect{W: 100, H: 100}}}}
	if got, ok := s.At(50, 50); !ok || got.Name != "over" {
		t.Errorf("the sheet's target must answer, got %q", got.Name)
	}
	if got, ok := s.At(50, 250); !ok || got.Name != "bar" {
		t.Errorf("the bar must answer under a sheet, got %q", got.Name)
	}
	s.Sheet.Targets = nil
	if got, ok := s.At(50, 50); ok {
		t.Errorf("%q answers from below the sheet", got.Name)
	}
}
