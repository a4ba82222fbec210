package window

import (
	"encoding/json"
	"io"
	"math"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/window/paint"
)

// observe writes one line. A reader that has gone is no reason to disturb the kiosk.
func observe(to io.Writer, s *scene.Scene, painter *paint.Painter) {
	seen := scene.Observation{Page: s.Page, Targets: []scene.ObservedTarget{}, Words: []string{}}
	collect := func(shapes []scene.Shape) {
		for _, shape := range shapes {
			if text, ok := shape.(scene.Text); ok && text.Words != "" {
				seen.Words = append(seen.Words, text.Words)
			}
		}
	}
	ofTargets := func(targets []scene.Target) {
		for _, t := range targets {
			collect(t.Normal)
		}
	}
	collect(s.Shapes)
	ofTargets(s.Targets)
	if s.Sheet != nil {
		seen.Sheet = s.Sheet.Page
		collect(s.Sheet.Shapes)
		ofTargets(s.Sheet.Targets)
	}
	collect(s.BarShapes)
	ofTargets(s.Bar)
	for _, t := range s.Live() {
		r := painter.ToWindow(t.Rect)
		whole := func(v float32) int { return int(math.Round(float64(v))) }
		seen.Targets = append(seen.Targets, scene.ObservedTarget{Name: t.Name, Label: t.Label, X: whole(r.X), Y: whole(r.Y), W: whole(r.W), H: whole(r.H)})
	}
	line, err := json.Marshal(seen)
	if err != nil {
		return
	}
	_, _ = to.Write(append(line, '\n'))
}
