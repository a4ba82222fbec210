// Package scene describes one picture of the kiosk's screen as plain values: shapes from back to
// front, and the targets a finger can touch. Pages are built as scenes and checked as scenes
// (sizes, spacing, contrast, words) without a window; package window only paints them.
//
// Lengths are design pixels: the design's panel is 1080 × 1920 at 4.03 px/mm, and the painter
// scales to whatever panel it finds. The origin is the upper left corner.
package scene

import "image/color"

// Width and Height are the design panel in design pixels, and PixelsPerMM its scale.
const (
	Width       = 1080
	Height      = 1920
	PixelsPerMM = 4.03
)

// Rect is a place on the panel, in design pixels.
type Rect struct{ X, Y, W, H float32 }

// Contains reports whether the point lies in r, the upper and left edges included.
func (r Rect) Contains(x, y float32) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Inset is r drawn in by d on every side.
func (r Rect) Inset(d float32) Rect { return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// Shape is one thing drawn: Box, Text, Icon, QR, Line or Drawing.
type Shape interface{ shape() }

// Box is a rectangle with round corners. Fill or Stroke may be nil for none. The stroke lies
// inside Rect, as a border does.
type Box struct {
	Rect
	Fill, Stroke color.Color
	StrokeWidth  float32
	Radius       float32
	// TopOnly rounds the upper two corners alone (a sheet that runs on under the bar).
	TopOnly bool
}

// Text is one line of words. It is never wrapped here: builders break lines (package typeset).
// X, Y is the upper left corner of the line box, LineHeight its height; the glyphs stand centred in it.
type Text struct {
	X, Y       float32
	Words      string
	Size       float32
	LineHeight float32 // in pixels; 0 means Size × 1.4
	Bold       bool
	Color      color.Color
	// Underline is drawn below matches in results, in the text's colour; 0 means none.
	Underline float32
}

// Icon is one drawing of the icon set (package icons) by name, square.
type Icon struct {
	Rect
	Name string
	// Color strokes the icon. Tone fills its second area; nil drops it.
	Color, Tone color.Color
	// StrokeWidth is in units of the icon's 64 grid; 0 means the set's own.
	StrokeWidth float32
}

// QR is a code drawn black on a white plate. Rect includes the quiet margin of four modules.
type QR struct {
	Rect
	Data string
}

// Line is a stroke through points, with round caps and joins.
type Line struct {
	Points []Point
	Color  color.Color
	Width  float32
}

// Point is a place in design pixels.
type Point struct{ X, Y float32 }

// Drawing is a picture of our own given as SVG text, fitted to Rect. Name tells it apart in
// checks and caches; the same name always holds the same picture.
type Drawing struct {
	Rect
	Name, SVG string
}

func (Box) shape()     {}
func (Text) shape()    {}
func (Icon) shape()    {}
func (QR) shape()      {}
func (Line) shape()    {}
func (Drawing) shape() {}

// Target is something that answers a finger. Its shapes are drawn over the scene's own; while a
// finger is on it, Pressed is drawn in place of Normal.
type Target struct {
	Rect
	// Name is stable across content and language ("home.search", "answer.yes"): what tests aim at.
	Name string
	// Label is what a person reads on it, for tests, speech and focus.
	Label string
	// Act is handed to the visit when the finger lifts inside. nil makes a target that is drawn but inert.
	Act             any
	Normal, Pressed []Shape
}

// Scene is one picture.
type Scene struct {
	// Page names it in tests, galleries and the demonstration ("home", "checklist").
	Page    string
	Ground  color.Color
	Shapes  []Shape
	Targets []Target
	// Sheet, when not nil, lies over everything but the bar: a scrim, its own shapes and targets.
	// Targets of the page below it do not answer, except those in Bar.
	Sheet *Sheet
	// Bar is the bottom bar: live even under a sheet.
	Bar []Target
	// BarShapes is drawn under the bar's targets.
	BarShapes []Shape
}

// Sheet lies over a page.
type Sheet struct {
	Page    string
	Scrim   color.Color
	Shapes  []Shape
	Targets []Target
}

// Live returns the targets that answer now: the sheet's or else the page's, then the bar's.
func (s *Scene) Live() []Target {
	front := s.Targets
	if s.Sheet != nil {
		front = s.Sheet.Targets
	}
	var live []Target
	for _, targets := range [][]Target{front, s.Bar} {
		for _, t := range targets {
			if t.Act != nil {
				live = append(live, t)
			}
		}
	}
	return live
}

// At returns the live target under a point, the last drawn first.
func (s *Scene) At(x, y float32) (Target, bool) {
	live := s.Live()
	for i := len(live) - 1; i >= 0; i-- {
		if live[i].Contains(x, y) {
			return live[i], true
		}
	}
	return Target{}, false
}
