package window

import (
	"encoding/json"
	"io"
	"math"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/window/paint"
)

// Observation is what one line of Options.Observe says about a painted scene.
type Observation struct {
	// Page and Sheet are the names of the page and of the sheet over it, if there is one.
	Page  string `json:"page"`
	Sheet string `json:"sheet,omitempty"`
	// Targets are what answers to a finger now, in the order they were drawn.
	Targets []ObservedTarget `json:"targets"`
	// Words are the lines of text in the order they were drawn, those of the page below a sheet too.
	Words []string `json:"words"`
}

// ObservedTarget is a target and its place in window pixels.
type ObservedTarget struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	X     int    `json:"x"`
	Y     int    `json:"y"`
	W     int    `json:"w"`
	H     int    `json:"h"`
}

// observe writes one line. A reader that has gone is no reason to disturb the kiosk.
func observe(to io.Writer, s *scene.Scene, painter *paint.Painter) {
	seen := Observation{Page: s.Page, Targets: []ObservedTarget{}, Words: []string{}}
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
		seen.Targets = append(seen.Targets, ObservedTarget{t.Name, t.Label, whole(r.X), whole(r.Y), whole(r.W), whole(r.H)})
	}
	line, err := json.Marshal(seen)
	if err != nil {
		return
	}
	_, _ = to.Write(append(line, '\n'))
}
