package screens

import (
	"image/color"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/typeset"
	"daoyin/kiosk/visit"
)

// TestPagesKeepTheRules walks every page in every state over small and extreme content and checks
// what a person would stumble over.
func TestPagesKeepTheRules(t *testing.T) {
	for _, m := range moments() {
		t.Run(m.name, func(t *testing.T) {
			s := Build(m.at().State(), m.env)
			checkScene(t, s)
		})
	}
}

// layer is what is drawn and touched together: a page, the sheet over it, or the bar.
type layer struct {
	name    string
	shapes  []scene.Shape
	targets []scene.Target
}

func layers(s scene.Scene) []layer {
	out := []layer{{"page", s.Shapes, s.Targets}, {"bar", s.BarShapes, s.Bar}}
	if s.Sheet != nil {
		out = append(out, layer{"sheet", s.Sheet.Shapes, s.Sheet.Targets})
	}
	return out
}

func checkScene(t *testing.T, s scene.Scene) {
	t.Helper()
	checkTargets(t, s)
	for _, l := range layers(s) {
		checkTexts(t, l)
		checkTouchColour(t, l)
		if n := primaries(l); n > 1 {
			t.Errorf("%s has %d primaries", l.name, n)
		}
	}
	if s.Page != string(visit.Attract) {
		checkSampleTag(t, s)
	}
}

// lesser reports targets that are not on the way forward, or stand in the reading zone by design.
func lesser(name string) bool {
	for _, prefix := range []string{"search.", "key.", "home.search"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func checkTargets(t *testing.T, s scene.Scene) {
	t.Helper()
	panel := scene.Rect{W: scene.Width, H: scene.Height}
	seen := map[string]bool{}
	live := s.Live()
	for i, a := range live {
		if seen[a.Name] {
			t.Errorf("two targets are called %s", a.Name)
		}
		seen[a.Name] = true
		least := float32(84)
		if lesser(a.Name) {
			least = theme.MinTarget
		}
		if a.W < least || a.H < least {
			t.Errorf("%s is %v × %v, smaller than %v", a.Name, a.W, a.H, least)
		}
		if !inside(a.Rect, panel) {
			t.Errorf("%s at %v leaves the panel", a.Name, a.Rect)
		}
		if a.Y < theme.ContentY && !lesser(a.Name) && s.Page != string(visit.Attract) {
			t.Errorf("%s at %v is to be touched in the reading zone", a.Name, a.Rect)
		}
		if a.Label == "" {
			t.Errorf("%s has no label", a.Name)
		}
		if cmp.Equal(a.Normal, a.Pressed, cmp.AllowUnexported()) {
			t.Errorf("%s looks the same under a finger", a.Name)
		}
		if s.Page == string(visit.Attract) {
			continue // the whole picture answers, and the bar within it
		}
		for _, b := range live[i+1:] {
			const gap = 10
			if overlap(a.Rect.Inset(-gap/2), b.Rect.Inset(-gap/2)) {
				t.Errorf("%s at %v and %s at %v are less than %d apart", a.Name, a.Rect, b.Name, b.Rect, gap)
			}
		}
	}
}

func inside(r, in scene.Rect) bool {
	const slack = 0.01
	return r.X >= in.X-slack && r.Y >= in.Y-slack && r.X+r.W <= in.X+in.W+slack && r.Y+r.H <= in.Y+in.H+slack
}

// ink is about what a line of words covers: the em square, a little less high.
func ink(t scene.Text) scene.Rect {
	high := t.LineHeight
	if high == 0 {
		high = t.Size * 1.4
	}
	const body = 0.86 // of the em, which Han characters fill
	return scene.Rect{X: t.X, Y: t.Y + high/2 - t.Size*body/2, W: typeset.Width(t.Words, t.Size, t.Bold), H: t.Size * body}
}

func texts(shapes []scene.Shape) []scene.Text {
	var out []scene.Text
	for _, s := range shapes {
		if t, ok := s.(scene.Text); ok && t.Words != "" {
			out = append(out, t)
		}
	}
	return out
}

func checkTexts(t *testing.T, l layer) {
	t.Helper()
	panel := scene.Rect{W: scene.Width, H: scene.Height}
	static := texts(l.shapes)
	all := append([]scene.Text(nil), static...)
	for _, target := range l.targets {
		for _, state := range [][]scene.Shape{target.Normal, target.Pressed} {
			for _, text := range texts(state) {
				if !inside(ink(text), target.Rect) {
					t.Errorf("%s: %q at %v leaves its target %s at %v", l.name, text.Words, ink(text), target.Name, target.Rect)
				}
			}
		}
		all = append(all, texts(target.Normal)...)
		if target.Act == nil {
			continue
		}
		for _, text := range static {
			if overlap(ink(text), target.Rect) && l.name != "page" || overlap(ink(text), target.Rect) && target.H < scene.Height/2 {
				t.Errorf("%s: %q at %v lies under the target %s at %v", l.name, text.Words, ink(text), target.Name, target.Rect)
			}
		}
	}
	for i, a := range all {
		if !inside(ink(a), panel) {
			t.Errorf("%s: %q at %v leaves the panel", l.name, a.Words, ink(a))
		}
		if missing := typeset.Missing(a.Words); missing != nil {
			t.Errorf("%s: %q has %q, which no font draws", l.name, a.Words, missing)
		}
		if strings.ContainsAny(a.Words, "⟦⟧") {
			t.Errorf("%s: the catalogue has no %s", l.name, a.Words)
		}
		if strings.Contains(a.Words, "{") {
			t.Errorf("%s: %q has a place that was not filled", l.name, a.Words)
		}
		if first := []rune(a.Words)[0]; strings.ContainsRune("。，、）」？！：；", first) {
			t.Errorf("%s: a line begins with %q: %q", l.name, first, a.Words)
		}
		for _, b := range all[i+1:] {
			if overlap(ink(a), ink(b)) {
				t.Errorf("%s: %q at %v and %q at %v overlap", l.name, a.Words, ink(a), b.Words, ink(b))
			}
		}
	}
}

// checkTouchColour holds that nothing static has the colour of what can be touched.
func checkTouchColour(t *testing.T, l layer) {
	t.Helper()
	touch := theme.Normal().Touch
	is := func(c color.Color) bool { return c != nil && c == color.Color(touch) }
	for _, s := range l.shapes {
		switch s := s.(type) {
		case scene.Text:
			if is(s.Color) {
				t.Errorf("%s: the static words %q look as if they could be touched", l.name, s.Words)
			}
		case scene.Box:
			if is(s.Fill) || is(s.Stroke) {
				t.Errorf("%s: a static box at %v looks as if it could be touched", l.name, s.Rect)
			}
		case scene.Icon:
			if is(s.Color) {
				t.Errorf("%s: the static icon %s looks as if it could be touched", l.name, s.Name)
			}
		}
	}
}

// primaries counts filled indigo buttons. What is switched on or chosen is filled too, and is no primary.
func primaries(l layer) int {
	n := 0
	for _, target := range l.targets {
		if target.Name == "route.stepfree" || strings.HasPrefix(target.Name, "search.meant") || target.Act == nil || len(target.Normal) == 0 {
			continue
		}
		if box, ok := target.Normal[0].(scene.Box); ok && box.Fill == color.Color(theme.Normal().Touch) {
			n++
		}
	}
	return n
}

func checkSampleTag(t *testing.T, s scene.Scene) {
	t.Helper()
	for _, text := range texts(s.Shapes) {
		if text.Words == "示例" {
			return
		}
	}
	t.Error("示例 does not stand on the page")
}

// TestTargetsDoSomething touches every target of every page: each changes the visit or has an effect.
func TestTargetsDoSomething(t *testing.T) {
	for _, m := range moments() {
		t.Run(m.name, func(t *testing.T) {
			machine := m.at()
			before := machine.State()
			s := Build(before, m.env)
			for _, target := range s.Live() {
				action, ok := target.Act.(visit.Action)
				if !ok {
					t.Errorf("%s hands %T to the visit, which is no action of it", target.Name, target.Act)
					continue
				}
				if strings.HasPrefix(target.Name, "key.") {
					continue // a key that leads nowhere stays live
				}
				touched := m.at()
				effects := touched.Do(action)
				if len(effects) == 0 && cmp.Equal(before, touched.State()) {
					t.Errorf("touching %s (%#v) does nothing", target.Name, action)
				}
			}
		})
	}
}

// TestEqualMomentsGiveEqualPictures holds that a scene depends on the moment alone.
func TestEqualMomentsGiveEqualPictures(t *testing.T) {
	for _, m := range moments() {
		first, second := Build(m.at().State(), m.env), Build(m.at().State(), m.env)
		if diff := cmp.Diff(first, second); diff != "" {
			t.Errorf("%s is drawn in two ways:\n%s", m.name, diff)
		}
	}
}
