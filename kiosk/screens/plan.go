package screens

import (
	"fmt"
	"image/color"
	"math"

	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/typeset"
)

// planShapes draws the hall's floor into a place: every window with its number, the one to go to
// as its sign looks (vermilion, as on the ticket), the way as an ink line, and where one stands.
// Where to is no window, the way is to the guides' desk, and that is what stands out. here is the
// label of the kiosk's place (您在这里).
func planShapes(hall *guide.Hall, to guide.Window, way guide.Route, place scene.Rect, here string, p theme.Palette) []scene.Shape {
	d := newPlanDrawing(hall, place)
	shapes := d.walls(hall, p)
	for _, w := range hall.Windows {
		shapes = append(shapes, d.window(w, w.ID == to.ID, p)...)
	}
	for _, a := range hall.Plan.Areas {
		shapes = append(shapes, d.area(a, to.ID == "", p)...)
	}
	shapes = append(shapes, d.way(way, to, p)...)
	shapes = append(shapes, d.here(hall, here, p)...)
	for _, a := range hall.Plan.Areas {
		shapes = append(shapes, d.areaName(a, p)...)
	}
	return shapes
}

// planDrawing maps the plan's units to the panel, as large as the place allows and in its middle.
type planDrawing struct {
	place  scene.Rect // the plan itself, in design pixels
	scale  float32
	inside scene.Rect // within the walls
	taken  []scene.Rect
}

func newPlanDrawing(hall *guide.Hall, place scene.Rect) *planDrawing {
	plan := hall.Plan
	scale := min(place.W/plan.Width, place.H/plan.Height)
	d := &planDrawing{scale: scale}
	d.place = scene.Rect{W: plan.Width * scale, H: plan.Height * scale}
	d.place.X = place.X + (place.W-d.place.W)/2
	d.place.Y = place.Y + (place.H-d.place.H)/2
	d.inside = d.place.Inset(theme.StrokeWall + theme.Space8)
	return d
}

func (d *planDrawing) point(x, y float32) scene.Point {
	return scene.Point{X: d.place.X + x*d.scale, Y: d.place.Y + y*d.scale}
}

func (d *planDrawing) rect(x, y, w, h float32) scene.Rect {
	at := d.point(x, y)
	return scene.Rect{X: at.X, Y: at.Y, W: w * d.scale, H: h * d.scale}
}

func (d *planDrawing) walls(hall *guide.Hall, p theme.Palette) []scene.Shape {
	outer := d.place.Inset(2)
	shapes := []scene.Shape{scene.Box{Rect: outer, Fill: p.White, Stroke: p.SoftInk, StrokeWidth: theme.StrokeWall, Radius: 28}}
	if from, to := hall.Plan.Door[0], hall.Plan.Door[1]; to > from {
		gap := scene.Rect{X: d.place.X + from*d.scale, Y: outer.Y + outer.H - theme.StrokeWall, W: (to - from) * d.scale, H: theme.StrokeWall}
		shapes = append(shapes, scene.Box{Rect: gap, Fill: p.Paper})
	}
	return shapes
}

func (d *planDrawing) window(w guide.Window, goal bool, p theme.Palette) []scene.Shape {
	r := d.rect(w.X, w.Y, w.W, w.H)
	d.taken = append(d.taken, r)
	box := scene.Box{Rect: r, Fill: p.Sand, Radius: 14}
	if !goal {
		return append([]scene.Shape{box}, d.label(w.ID, r, false, p.SoftInk, theme.Second, theme.Small, theme.Bar)...)
	}
	box.Fill = p.Vermilion
	return append([]scene.Shape{box}, d.label(w.ID, r, true, p.OnVermilion, theme.Choice, theme.Item, theme.Second, theme.Bar)...)
}

// label centres words in a box at the largest of the sizes that fits; words that fit at none are
// left out, for half a word on a plan misleads.
func (d *planDrawing) label(words string, r scene.Rect, bold bool, ink color.Color, sizes ...float32) []scene.Shape {
	for _, size := range sizes {
		if wide := typeset.Width(words, size, bold); wide <= r.W && size <= r.H {
			return []scene.Shape{scene.Text{
				X: r.X + (r.W-wide)/2, Y: r.Y + (r.H-theme.LineHeight(size))/2,
				Words: words, Size: size, LineHeight: theme.LineHeight(size), Bold: bold, Color: ink,
			}}
		}
	}
	return nil
}

// Seats are drawn as squares of seatSize with the given distances from one to the next, in units
// of a plan 952 wide as the sample hall's; a plan in other units gets its seats scaled alike.
const (
	seatSize, seatAcross, seatDown = 38, 50, 70
	seatsPlanWidth                 = 952
)

func (d *planDrawing) area(a guide.PlanArea, toDesk bool, p theme.Palette) []scene.Shape {
	r := d.rect(a.X, a.Y, a.W, a.H)
	switch a.Kind {
	case "seats":
		d.taken = append(d.taken, r)
		return d.seats(r, p)
	case "desk":
		d.taken = append(d.taken, r)
		box, ink := scene.Box{Rect: r, Fill: p.Sand, Radius: min(r.W, r.H) / 2}, p.SoftInk
		if toDesk {
			box.Fill, ink = p.Ink, p.White
		}
		return append([]scene.Shape{box}, d.label(a.Name, r, toDesk, ink, theme.Body, theme.Small, theme.Bar)...)
	case "steps":
		d.taken = append(d.taken, r)
		return stairs(r, p)
	}
	return nil
}

// areaName names what has its name beside it. A name gives way to everything else on the plan.
func (d *planDrawing) areaName(a guide.PlanArea, p theme.Palette) []scene.Shape {
	r := d.rect(a.X, a.Y, a.W, a.H)
	switch a.Kind {
	case "label":
		return d.centred(a.Name, r, p)
	case "steps":
		under := scene.Rect{X: r.X, Y: r.Y + r.H, W: r.W, H: theme.LineHeight(theme.Small)}
		return d.centred(a.Name, under, p)
	}
	return nil
}

func (d *planDrawing) seats(r scene.Rect, p theme.Palette) []scene.Shape {
	unit := d.place.W / seatsPlanWidth
	size, across, down := seatSize*unit, seatAcross*unit, seatDown*unit
	var shapes []scene.Shape
	const slack = 0.5 // rounding of the last seat's edge
	for y := r.Y; y+size <= r.Y+r.H+slack; y += down {
		for x := r.X; x+size <= r.X+r.W+slack; x += across {
			shapes = append(shapes, scene.Box{Rect: scene.Rect{X: x, Y: y, W: size, H: size}, Fill: p.Sand, Radius: theme.Space8 * unit})
		}
	}
	return shapes
}

// stairs are treads across the way that leads over them, which runs along the longer side.
func stairs(r scene.Rect, p theme.Palette) []scene.Shape {
	const treads = 5
	var shapes []scene.Shape
	for i := range treads {
		at := float32(i) / (treads - 1)
		line := []scene.Point{{X: r.X + at*r.W, Y: r.Y}, {X: r.X + at*r.W, Y: r.Y + r.H}}
		if r.H > r.W {
			line = []scene.Point{{X: r.X, Y: r.Y + at*r.H}, {X: r.X + r.W, Y: r.Y + at*r.H}}
		}
		shapes = append(shapes, scene.Line{Points: line, Color: p.Edge, Width: 4})
	}
	return shapes
}

// centred sets a label around the middle of a place, wider than it where it has to be; nothing
// where something else stands there.
func (d *planDrawing) centred(words string, r scene.Rect, p theme.Palette) []scene.Shape {
	if words == "" {
		return nil
	}
	wide, high := typeset.Width(words, theme.Small, false), theme.LineHeight(theme.Small)
	at := scene.Rect{X: r.X + (r.W-wide)/2, Y: r.Y + (r.H-high)/2, W: wide, H: high}
	// The glyphs are smaller than their line box: only what they cover must be free.
	if !d.free(scene.Rect{X: at.X, Y: r.Y + (r.H-theme.Small)/2, W: wide, H: theme.Small}) {
		return nil
	}
	d.taken = append(d.taken, at)
	return []scene.Shape{scene.Text{X: at.X, Y: at.Y, Words: words, Size: theme.Small, LineHeight: high, Color: p.SoftInk}}
}

// arrow is the side of the square that the way's head is drawn in, and arrowGap what it keeps from
// the window.
const arrow, arrowGap = 60, 4

// way is the line from the kiosk to the window's edge, with a head.
func (d *planDrawing) way(way guide.Route, to guide.Window, p theme.Palette) []scene.Shape {
	if len(way.Points) == 0 {
		return nil
	}
	var points []scene.Point
	for _, n := range way.Points {
		points = append(points, d.point(n.X, n.Y))
	}
	window := d.rect(to.X, to.Y, to.W, to.H)
	last := points[len(points)-1]
	edge := scene.Point{X: clamp(last.X, window.X, window.X+window.W), Y: clamp(last.Y, window.Y, window.Y+window.H)}
	dx, dy := edge.X-last.X, edge.Y-last.Y
	along := direction(dx, dy)
	tip := scene.Point{X: edge.X - along.X*arrowGap, Y: edge.Y - along.Y*arrowGap}
	neck := scene.Point{X: tip.X - along.X*arrow/2, Y: tip.Y - along.Y*arrow/2}
	if dx != 0 && dy != 0 { // the node lies off the window's corner: go level with it first
		points = append(points, scene.Point{X: last.X + dx*abs(along.Y), Y: last.Y + dy*abs(along.X)})
	}
	if float32(math.Hypot(float64(dx), float64(dy))) > arrow/2+arrowGap {
		points = append(points, neck)
	}
	for i := 1; i < len(points); i++ {
		d.taken = append(d.taken, around(points[i-1], points[i], theme.StrokeRoute))
	}
	return []scene.Shape{
		scene.Line{Points: points, Color: p.Ink, Width: theme.StrokeRoute},
		arrowHead(tip, along, p),
	}
}

// direction is the unit step along the larger of two distances; up where both are nothing.
func direction(dx, dy float32) scene.Point {
	switch {
	case dx == 0 && dy == 0:
		return scene.Point{Y: -1}
	case abs(dx) > abs(dy):
		return scene.Point{X: dx / abs(dx)}
	default:
		return scene.Point{Y: dy / abs(dy)}
	}
}

// arrowHead points along an axis with its tip at a point.
func arrowHead(tip, along scene.Point, p theme.Palette) scene.Shape {
	turn := math.Round(math.Atan2(float64(along.X), float64(-along.Y)) * 180 / math.Pi) // 0 points up
	middle := scene.Point{X: tip.X - along.X*arrow/2, Y: tip.Y - along.Y*arrow/2}
	ink := fmt.Sprintf("#%02X%02X%02X", p.Ink.R, p.Ink.G, p.Ink.B)
	return scene.Drawing{
		Rect: scene.Rect{X: middle.X - arrow/2, Y: middle.Y - arrow/2, W: arrow, H: arrow},
		Name: fmt.Sprintf("way-head-%g", turn),
		SVG: fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><path transform="rotate(%g 30 30)" d="M30 4L6 38h48z" fill="%s" stroke="%s" stroke-width="6" stroke-linejoin="round"/></svg>`,
			turn, ink, ink),
	}
}

// here marks the kiosk: a ring with a dot, and its label where nothing else stands.
func (d *planDrawing) here(hall *guide.Hall, label string, p theme.Palette) []scene.Shape {
	var node guide.Node
	for _, n := range hall.Plan.Nodes {
		if n.ID == hall.Plan.Here {
			node = n
		}
	}
	if node.ID == "" {
		return nil
	}
	unit := clamp(d.scale, 0.7, 1)
	ring, dot := 39*unit, 14*unit
	at := d.point(node.X, node.Y)
	shapes := []scene.Shape{
		scene.Box{Rect: square(at, ring), Fill: p.White, Stroke: p.Ink, StrokeWidth: 10 * unit, Radius: ring},
		scene.Box{Rect: square(at, dot), Fill: p.Ink, Radius: dot},
	}
	d.taken = append(d.taken, square(at, ring))
	gap := ring + theme.Space12
	for _, size := range []float32{theme.Body, theme.Small} {
		wide, high := typeset.Width(label, size, true), theme.LineHeight(size)
		for _, r := range []scene.Rect{
			{X: at.X + gap, Y: at.Y - high/2, W: wide, H: high},
			{X: at.X - gap - wide, Y: at.Y - high/2, W: wide, H: high},
			{X: at.X - wide/2, Y: at.Y + ring + theme.Space8, W: wide, H: high},
			{X: at.X - wide/2, Y: at.Y - ring - theme.Space8 - high, W: wide, H: high},
		} {
			if !d.free(r) {
				continue
			}
			d.taken = append(d.taken, r)
			return append(shapes, scene.Text{X: r.X, Y: r.Y, Words: label, Size: size, LineHeight: high, Bold: true, Color: p.Ink})
		}
	}
	return shapes
}

func (d *planDrawing) free(r scene.Rect) bool {
	if r.X < d.inside.X || r.Y < d.inside.Y || r.X+r.W > d.inside.X+d.inside.W || r.Y+r.H > d.inside.Y+d.inside.H {
		return false
	}
	for _, t := range d.taken {
		if overlap(r, t) {
			return false
		}
	}
	return true
}

func overlap(a, b scene.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// around is the rectangle that a stroke between two points covers.
func around(a, b scene.Point, width float32) scene.Rect {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return scene.Rect{X: x - width/2, Y: y - width/2, W: abs(a.X-b.X) + width, H: abs(a.Y-b.Y) + width}
}

func square(at scene.Point, half float32) scene.Rect {
	return scene.Rect{X: at.X - half, Y: at.Y - half, W: 2 * half, H: 2 * half}
}

func abs(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
}

func clamp(v, low, high float32) float32 { return max(low, min(v, high)) }
