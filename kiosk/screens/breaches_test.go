package screens_test

import (
	"fmt"
	"strings"
	"testing"

	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/typeset"
	"daoyin/kiosk/visit"
)

// The bounds that every page keeps, in design pixels.
const (
	leastSide    = 52
	leastForward = 84
	leastGap     = 10
	reach        = 480
)

// TestNoTouchLeadsToABrokenPage walks each library by its touches and looks for breaches.
func TestNoTouchLeadsToABrokenPage(t *testing.T) {
	for name, l := range map[string]*library{"town": town(), "extreme": extreme(), "list": listOnly()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			told := map[string]bool{}
			explore(l, 40, func(at sight, s scene.Scene) {
				for _, breach := range breaches(s, theme.Normal()) {
					key := s.Page + breach
					if s.Sheet != nil {
						key = s.Sheet.Page + breach
					}
					if !told[key] { // each once, by its shortest way
						told[key] = true
						t.Errorf("%s: page %s: %s", at, s.Page, breach)
					}
				}
			})
		})
	}
}

// TestStillThere lies over any page.
func TestStillThere(t *testing.T) {
	l := town()
	explore(l, 3, func(at sight, _ scene.Scene) {
		st := at.state
		if st.Page == visit.Attract || st.Page == visit.Done {
			return
		}
		st.Sheet, st.Left, st.Of = visit.StillThere, 30, 30
		s := screens.Build(st, env(l))
		for _, breach := range breaches(s, theme.Normal()) {
			t.Errorf("%s: %s", at, breach)
		}
		if len(s.Sheet.Targets) == 0 {
			t.Errorf("%s: the question whether somebody is there takes no answer", at)
		}
	})
}

// breaches lists what of a picture goes against the rules of the screens.
func breaches(s scene.Scene, p theme.Palette) []string {
	var out []string
	breach := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }

	shapes, targets := s.Shapes, s.Targets
	if s.Sheet != nil {
		shapes, targets = s.Sheet.Shapes, s.Sheet.Targets
	}
	targets = append(append([]scene.Target{}, targets...), s.Bar...)
	panel := scene.Rect{W: scene.Width, H: scene.Height}
	whole := func(t scene.Target) bool { return t.Name == "attract.start" } // the whole screen answers

	filled := 0
	names := map[string]bool{}
	for i, t := range targets {
		switch {
		case t.Name == "" || t.Label == "":
			breach("a target has no name or no label: %q %q", t.Name, t.Label)
		case names[t.Name]:
			breach("two targets are called %s", t.Name)
		}
		names[t.Name] = true
		if !within(panel, t.Rect) {
			breach("%s runs over the panel", t.Name)
		}
		if t.Act != nil {
			chip := strings.HasPrefix(t.Name, "search.meant.")
			switch {
			case t.W < leastSide || t.H < leastSide:
				breach("%s is too small: %g × %g", t.Name, t.W, t.H)
			case (t.W < leastForward || t.H < leastForward) && !chip:
				breach("%s is too small for the way forward: %g × %g", t.Name, t.W, t.H)
			}
			if t.Y < reach && !chip && !whole(t) && !strings.HasPrefix(t.Name, "hit.") {
				breach("%s lies at %g, out of reach", t.Name, t.Y)
			}
		}
		if filledPrimary(t, p) {
			filled++
		}
		for _, o := range targets[:i] {
			if d := apart(t.Rect, o.Rect); d < leastGap && !whole(t) && !whole(o) {
				breach("%s and %s lie %g apart", o.Name, t.Name, d)
			}
		}
		if len(t.Normal) == 0 || len(t.Pressed) == 0 {
			breach("%s shows no state", t.Name)
		}
		for _, state := range [][]scene.Shape{t.Normal, t.Pressed} {
			var inks []scene.Rect
			for _, text := range textsOf(state) {
				ink := inkOf(text)
				if !within(t.Rect, ink) && !whole(t) {
					breach("the words %q of %s run over it", text.Words, t.Name)
				}
				for _, o := range inks {
					if meet(o, ink) {
						breach("the words %q of %s overlap others", text.Words, t.Name)
					}
				}
				inks = append(inks, ink)
			}
		}
	}
	if filled > 1 {
		breach("%d primaries", filled)
	}

	static := textsOf(shapes)
	var inks []scene.Rect
	for _, text := range static {
		ink := inkOf(text)
		if !within(panel, ink) {
			breach("the words %q run over the panel", text.Words)
		}
		if text.Color == p.Touch {
			breach("the words %q are static and indigo", text.Words)
		}
		for k, o := range inks {
			if meet(o, ink) {
				breach("the words %q overlap %q", text.Words, static[k].Words)
			}
		}
		inks = append(inks, ink)
		for _, t := range targets {
			if !whole(t) && meet(t.Rect, ink) {
				breach("the words %q lie under %s", text.Words, t.Name)
			}
		}
	}

	all := append([]scene.Shape{}, shapes...)
	all = append(all, s.BarShapes...)
	for _, t := range targets {
		all = append(all, t.Normal...)
		all = append(all, t.Pressed...)
	}
	words := textsOf(all)
	for _, text := range words {
		if missing := typeset.Missing(text.Words); len(missing) > 0 {
			breach("no glyph for %q in %q", string(missing), text.Words)
		}
		if strings.ContainsAny(text.Words, "⟦⟧{}") {
			breach("a sentence is missing or unfilled: %q", text.Words)
		}
		if strings.TrimSpace(text.Words) == "" {
			breach("an empty text stands at %g, %g", text.X, text.Y)
			continue
		}
		if first := []rune(text.Words)[0]; strings.ContainsRune("。，、；：？！）”", first) && !continues(text, words) {
			breach("a line begins with %q: %q", first, text.Words)
		}
	}
	for _, shape := range all {
		if icon, ok := shape.(scene.Icon); ok && !icons.Has(icon.Name) {
			breach("no icon is called %q", icon.Name)
		}
	}
	return out
}

func textsOf(shapes []scene.Shape) []scene.Text {
	var out []scene.Text
	for _, s := range shapes {
		if t, ok := s.(scene.Text); ok {
			out = append(out, t)
		}
	}
	return out
}

// inkOf is about where a text's glyphs are: Han characters stand on a square of their size in the
// middle of the line box.
func inkOf(t scene.Text) scene.Rect {
	line := t.LineHeight
	if line == 0 {
		line = t.Size * 1.4
	}
	const side = 0.92
	return scene.Rect{X: t.X, Y: t.Y + (line-t.Size*side)/2, W: typeset.Width(t.Words, t.Size, t.Bold), H: t.Size * side}
}

// continues reports that another text ends on the same line where this one begins.
func continues(t scene.Text, all []scene.Text) bool {
	for _, o := range all {
		end := o.X + typeset.Width(o.Words, o.Size, o.Bold)
		if o.Y+o.LineHeight/2 == t.Y+t.LineHeight/2 && end > t.X-2 && end < t.X+2 {
			return true
		}
	}
	return false
}

func within(outer, r scene.Rect) bool {
	const e = 0.6 // rounding
	return r.X >= outer.X-e && r.Y >= outer.Y-e && r.X+r.W <= outer.X+outer.W+e && r.Y+r.H <= outer.Y+outer.H+e
}

func meet(a, b scene.Rect) bool { return apart(a, b) < -1 }

// apart is how far two rectangles lie apart, negative where they overlap.
func apart(a, b scene.Rect) float32 {
	dx := max(b.X-(a.X+a.W), a.X-(b.X+b.W))
	dy := max(b.Y-(a.Y+a.H), a.Y-(b.Y+b.H))
	return max(dx, dy)
}

// filledPrimary reports a button filled with indigo all over. A switch that is on is filled too,
// and is none.
func filledPrimary(t scene.Target, p theme.Palette) bool {
	if t.H < 100 || len(t.Normal) == 0 || t.Name == "route.stepfree" {
		return false
	}
	box, ok := t.Normal[0].(scene.Box)
	return ok && box.Fill == p.Touch && box.H >= 100 && box.W >= 200
}
