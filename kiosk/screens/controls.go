package screens

import (
	"image/color"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// look is one state of a control: its ground, its outline and what stands on it. A nil colour
// draws nothing.
type look struct {
	fill, stroke color.Color
	width        float32 // of the stroke
	radius       float32
	// ink is the colour of its first words, second of the words under them, accent of its chevron
	// or icon, tone of the icon's second area. Where second or accent is nil, ink stands for it.
	ink, second, accent, tone color.Color
	// ring is drawn inside a pressed primary.
	ring color.Color
	// down is set on the look under a finger.
	down bool
}

// looks are the two states of a control.
type looks struct{ normal, pressed look }

func (l look) ground(r scene.Rect) []scene.Shape {
	if l.fill == nil && l.stroke == nil {
		return nil
	}
	out := []scene.Shape{scene.Box{Rect: r, Fill: l.fill, Stroke: l.stroke, StrokeWidth: l.width, Radius: l.radius}}
	if l.ring != nil {
		out = append(out, scene.Box{Rect: r, Stroke: l.ring, StrokeWidth: theme.StrokeRing, Radius: l.radius})
	}
	return out
}

// target makes a control of a rectangle: its ground in both states and what stands on it.
func (b *builder) target(r scene.Rect, name, label string, act any, states looks, content func(look) []scene.Shape) scene.Target {
	draw := func(l look) []scene.Shape {
		if l.second == nil {
			l.second = l.ink
		}
		if l.accent == nil {
			l.accent = l.ink
		}
		return append(l.ground(r), content(l)...)
	}
	states.pressed.down = true
	return scene.Target{Rect: r, Name: name, Label: label, Act: act, Normal: draw(states.normal), Pressed: draw(states.pressed)}
}

func (b *builder) primaryLook(radius float32) looks {
	return looks{
		normal:  look{fill: b.p.Touch, ink: b.p.OnTouch, radius: radius},
		pressed: look{fill: b.p.TouchPressed, ring: b.p.PressRing, ink: b.p.OnTouch, radius: radius},
	}
}

func (b *builder) secondaryLook(radius float32) looks {
	return looks{
		normal:  look{fill: b.p.White, stroke: b.p.Touch, width: theme.StrokeSecondary, ink: b.p.Touch, tone: b.p.TouchTint, radius: radius},
		pressed: look{fill: b.p.Touch, ink: b.p.OnTouch, radius: radius},
	}
}

func (b *builder) disabledLook(radius float32) looks {
	l := look{fill: b.p.Sand, ink: b.p.SoftInk, radius: radius}
	return looks{normal: l, pressed: l}
}

// tileLook is a white card with an outline that says it can be touched; answerLook the same with
// the indigo outline of an answer.
func (b *builder) tileLook() looks {
	normal := look{fill: b.p.White, stroke: b.p.Edge, width: theme.StrokeTile, radius: theme.CornerTile,
		ink: b.p.Ink, second: b.p.SoftInk, accent: b.p.Touch, tone: b.p.TouchTint}
	pressed := normal
	pressed.fill, pressed.stroke, pressed.width, pressed.tone = b.p.TouchTint, b.p.Touch, theme.StrokeBox, b.p.White
	return looks{normal, pressed}
}

func (b *builder) answerLook() looks {
	l := b.tileLook()
	l.normal.stroke, l.normal.width = b.p.Touch, theme.StrokeSecondary
	return l
}

// primary draws the one filled button of a page. A nil act draws it disabled.
func (b *builder) primary(r scene.Rect, name, label string, act any) {
	b.primarySized(r, name, label, act, theme.Item)
}

// primarySized is a primary with words of another step of type.
func (b *builder) primarySized(r scene.Rect, name, label string, act any, size float32) {
	states := b.primaryLook(theme.CornerTile)
	if act == nil {
		states = b.disabledLook(theme.CornerTile)
	}
	b.addTarget(b.target(r, name, label, act, states, func(l look) []scene.Shape {
		return buttonWords(r, style{size: size, bold: true, color: l.ink}, label)
	}))
}

// next is the primary at its place in the action row.
func (b *builder) next(name, label string, act any) { b.primary(primaryRect(), name, label, act) }

// secondary draws a white button with an indigo outline, its words of a given step of type.
func (b *builder) secondary(r scene.Rect, name, label string, act any, size float32) {
	b.addTarget(b.target(r, name, label, act, b.secondaryLook(theme.CornerTile), func(l look) []scene.Shape {
		return buttonWords(r, style{size: size, bold: true, color: l.ink}, label)
	}))
}

// secondaryIcon is a secondary with an icon before its words, or a chevron (after true) behind them.
func (b *builder) secondaryIcon(r scene.Rect, name, label string, act any, size float32, icon string, after bool) {
	b.addTarget(b.target(r, name, label, act, b.secondaryLook(theme.CornerTile), func(l look) []scene.Shape {
		side, stroke, gap := float32(48), float32(4), float32(14)
		if after {
			side, stroke, gap = 36, 6, 18
		}
		return iconAndWords(r, style{size: size, bold: true, color: l.ink}, label,
			scene.Icon{Rect: scene.Rect{W: side, H: side}, Name: icon, Color: l.ink, Tone: l.tone, StrokeWidth: stroke}, gap, after)
	}))
}

// buttonWords sets a button's label in its middle: on one line, at the last on two, one or two
// steps smaller where it is long.
func buttonWords(r scene.Rect, s style, label string) []scene.Shape {
	sizes := downFrom(s.size)
	width := r.W - 2*theme.Space16
	fitted, lines := s.fit(label, width, 1, sizes[:min(2, len(sizes))]...)
	if fitted.width(label) > width {
		fitted, lines = s.fit(label, width, 2, sizes[min(1, len(sizes)-1):]...)
	}
	fitted.height = fitted.size * 1.2
	top := r.Y + (r.H-float32(len(lines))*fitted.height)/2
	var out []scene.Shape
	for i, l := range lines {
		out = append(out, fitted.at(r.X+(r.W-fitted.width(l))/2, top+float32(i)*fitted.height, l))
	}
	return out
}

// iconAndWords sets an icon beside one line of words, both in the middle of r; after puts the icon
// behind the words.
func iconAndWords(r scene.Rect, s style, words string, icon scene.Icon, gap float32, after bool) []scene.Shape {
	room := r.W - icon.W - gap - theme.Space24
	s, lines := s.fit(words, room, 1, downFrom(s.size)...)
	words = lines[0]
	width := s.width(words)
	x := r.X + (r.W-icon.W-gap-width)/2
	icon.Y = r.Y + (r.H-icon.H)/2
	textX := x + icon.W + gap
	icon.X = x
	if after {
		textX, icon.X = x, x+width+gap
	}
	return []scene.Shape{icon, s.at(textX, r.Y+(r.H-s.line())/2, words)}
}

// chevron is the sign at the right end of what leads on.
func chevron(r scene.Rect, inset, side float32, c color.Color) scene.Icon {
	return scene.Icon{Rect: scene.Rect{X: r.X + r.W - inset - side, Y: r.Y + (r.H-side)/2, W: side, H: side},
		Name: "chevron-right", Color: c, StrokeWidth: 6}
}

// answerHeight is the height of an answer of the full width with these words.
func (b *builder) answerHeight(text, note string) float32 {
	_, lines, noteLines := b.answerLines(text, note)
	s := b.second()
	s.height = theme.Second * 1.3
	head := float32(len(lines)) * theme.Choice * 1.3
	return max(theme.AnswerHeight, head+float32(len(noteLines))*s.height+2*theme.Space16)
}

func (b *builder) answerLines(text, note string) (style, []string, []string) {
	const width = theme.ContentWidth - 44 - 36 - 48 - theme.Space24
	s, lines := b.strong(theme.Choice).fit(text, width, 2, theme.Choice, theme.Item)
	if note == "" {
		return s, lines, nil
	}
	_, noteLines := b.second().fit(note, width, 2, theme.Second)
	return s, lines, noteLines
}

// answer draws one answer: one touch answers and goes on.
func (b *builder) answer(r scene.Rect, name, text, note string, act any) {
	s, lines, noteLines := b.answerLines(text, note)
	b.addTarget(b.target(r, name, text, act, b.answerLook(), func(l look) []scene.Shape {
		s.color = l.ink
		n := b.second()
		n.height, n.color = theme.Second*1.3, l.second
		height := float32(len(lines))*s.line() + float32(len(noteLines))*n.line()
		shapes, first := s.lines(r.X+44, r.Y+(r.H-height)/2, lines)
		more, _ := n.lines(r.X+44, r.Y+(r.H-height)/2+first, noteLines)
		return append(append(shapes, more...), chevron(r, 36, 48, l.accent))
	}))
}

// detailLink draws a word with a chevron and no outline; its target is 136 × 120 about the middle
// of the right end of row.
func (b *builder) detailLink(row scene.Rect, name, label string, act any) {
	r := scene.Rect{X: row.X + row.W - 28 - 136, Y: row.Y + (row.H-120)/2, W: 136, H: 120}
	states := looks{
		normal:  look{ink: b.p.Touch, radius: theme.CornerCell},
		pressed: look{fill: b.p.TouchTint, ink: b.p.Touch, radius: theme.CornerCell},
	}
	b.addTarget(b.target(r, name, label, act, states, func(l look) []scene.Shape {
		s := style{size: theme.Second, bold: true, color: l.ink}
		end := r.X + r.W
		return []scene.Shape{
			s.right(end-36-6, r.Y+(r.H-s.line())/2, label),
			scene.Icon{Rect: scene.Rect{X: end - 36, Y: r.Y + (r.H-36)/2, W: 36, H: 36}, Name: "chevron-right", Color: l.accent, StrokeWidth: 6},
		}
	}))
}

// tint is a ground with the colour of words on it: what a pill or strip means.
type tint struct{ ground, words color.Color }

func (b *builder) settled() tint { return tint{b.p.PineTint, b.p.Pine} }
func (b *builder) look() tint    { return tint{b.p.OchreTint, b.p.Ochre} }
func (b *builder) quiet() tint   { return tint{b.p.Sand, b.p.SoftInk} }

// pillHeight is the height of a pill.
const pillHeight = theme.Small + 20

// pillWidth is the width of a pill with these words, with a tick before them or not.
func pillWidth(words string, tick bool) float32 {
	w := style{size: theme.Small, bold: true}.width(words) + 32
	if tick {
		w += 32 + 8
	}
	return w
}

// pill makes a few words on a tint, which cannot be touched; y is its middle. tick puts a tick
// before the words.
func pill(x, middle float32, t tint, words string, tick bool) []scene.Shape {
	r := scene.Rect{X: x, Y: middle - pillHeight/2, W: pillWidth(words, tick), H: pillHeight}
	s := style{size: theme.Small, bold: true, color: t.words, height: theme.Small}
	out := []scene.Shape{scene.Box{Rect: r, Fill: t.ground, Radius: theme.CornerPill}}
	x += 16
	if tick {
		out = append(out, scene.Icon{Rect: scene.Rect{X: x, Y: middle - 16, W: 32, H: 32}, Name: "tick", Color: t.words, StrokeWidth: 8})
		x += 40
	}
	return append(out, s.at(x, middle-s.line()/2, words))
}

// chip draws a suggestion that can be touched, chosen with a tick; it returns its width.
func (b *builder) chip(x, y float32, name, label string, chosen bool, act any) float32 {
	s := style{size: theme.Second, bold: true}
	r := scene.Rect{X: x, Y: y, W: chipWidth(label, chosen), H: theme.ChipHeight}
	states := b.secondaryLook(theme.CornerPill)
	if chosen {
		states = b.primaryLook(theme.CornerPill)
	}
	b.addTarget(b.target(r, name, label, act, states, func(l look) []scene.Shape {
		s.color = l.ink
		if !chosen {
			return []scene.Shape{s.centred(r, label)}
		}
		return iconAndWords(r, s, label, scene.Icon{Rect: scene.Rect{W: 36, H: 36}, Name: "tick", Color: l.ink, StrokeWidth: 7}, 8, false)
	}))
	return r.W
}

func chipWidth(label string, chosen bool) float32 {
	w := style{size: theme.Second, bold: true}.width(label) + 50
	if chosen {
		w += 44
	}
	return w
}

// card draws a static white ground. It has no outline: an outline means that a thing can be touched.
func (b *builder) card(r scene.Rect) {
	b.add(scene.Box{Rect: r, Fill: b.p.White, Radius: theme.CornerTile})
}

// strip draws one static line of meaning: a tinted ground with an icon and words of up to two lines.
func (b *builder) strip(r scene.Rect, t tint, icon, words string, size float32) {
	b.add(scene.Box{Rect: r, Fill: t.ground, Radius: 16})
	const side = 40
	b.add(scene.Icon{Rect: scene.Rect{X: r.X + 28, Y: r.Y + (r.H-side)/2, W: side, H: side}, Name: icon, Color: t.words, StrokeWidth: 5})
	s, lines := style{size: size, color: t.words}.fit(words, r.W-28-side-18-28, 2, size, theme.Small)
	if len(lines) > 1 {
		s.height = s.size * 1.25
	}
	shapes, height := s.lines(r.X+28+side+18, 0, lines)
	for _, shape := range shapes {
		text := shape.(scene.Text)
		text.Y += r.Y + (r.H-height)/2
		b.add(text)
	}
}

// tickRow is one material of a checklist: the whole row ticks, 详情 at its right end opens it.
type tickRow struct {
	ID             string // of the material
	Name, How, Why string
	Pill           string // behind How, as something to look at; "" for none
	Ticked         bool
	Detail         string // the word of the detail link
	nameLines      []string
	nameStyle      style
	howLines       []string
	whyLines       []string
	pillUnder      bool
}

// tickTextWidth is how much of a tick row is for words.
const tickTextWidth = theme.ContentWidth - 32 - theme.TickBox - 32 - 136 - 28 - 12

func (b *builder) set(row tickRow) tickRow {
	row.nameStyle, row.nameLines = b.strong(theme.Item).fit(row.Name, tickTextWidth, 2, theme.Item, theme.Body, theme.Second)
	how := style{size: theme.Second}
	if row.How != "" {
		_, row.howLines = how.fit(row.How, tickTextWidth, 2, theme.Second)
	}
	if row.Pill != "" {
		end := float32(0)
		if len(row.howLines) == 1 {
			end = how.width(row.howLines[0]) + 18
		}
		row.pillUnder = len(row.howLines) != 1 || end+pillWidth(row.Pill, false) > tickTextWidth
	}
	if row.Why != "" {
		_, row.whyLines = style{size: theme.Small}.fit(row.Why, tickTextWidth, 2, theme.Small)
	}
	return row
}

func (row tickRow) text() float32 {
	h := float32(len(row.nameLines))*row.nameStyle.line() + float32(len(row.howLines))*theme.Second*1.35 + float32(len(row.whyLines))*theme.Small*1.4
	if row.pillUnder {
		h += pillHeight + 8
	}
	return h
}

// tickBlock makes a row of a checklist.
func (b *builder) tickBlock(row tickRow) block {
	row = b.set(row)
	height := max(184, row.text()+2*theme.Space16)
	return block{height: height, counts: 1, draw: func(y float32) {
		b.drawTickRow(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: height}, row)
	}}
}

func (b *builder) drawTickRow(row scene.Rect, t tickRow) {
	ground := look{fill: b.p.White, stroke: b.p.Edge, width: theme.StrokeTile, radius: theme.CornerTile, ink: b.p.Ink, second: b.p.SoftInk, accent: b.p.Touch}
	if t.Ticked {
		ground.fill, ground.stroke, ground.accent = b.p.PineTint, b.p.Pine, b.p.Pine
	}
	pressed := ground
	pressed.down = true
	draw := func(l look) []scene.Shape {
		out := l.ground(row)
		box := scene.Rect{X: row.X + 32, Y: row.Y + (row.H-theme.TickBox)/2, W: theme.TickBox, H: theme.TickBox}
		mark := scene.Box{Rect: box, Fill: b.p.White, Stroke: l.accent, StrokeWidth: theme.StrokeBox, Radius: theme.CornerKey}
		if t.Ticked {
			mark.Fill = b.p.Pine
		}
		if l.down {
			mark.StrokeWidth = theme.StrokePressBox
			mark.Fill, mark.Stroke = b.p.TouchTint, b.p.Touch
		}
		out = append(out, mark)
		if t.Ticked {
			c := b.p.OnPine
			if l.down {
				c = b.p.Touch
			}
			out = append(out, scene.Icon{Rect: box.Inset(10), Name: "tick", Color: c, StrokeWidth: 8})
		}
		x, y := box.X+box.W+32, row.Y+(row.H-t.text())/2
		t.nameStyle.color = l.ink
		shapes, h := t.nameStyle.lines(x, y, t.nameLines)
		out, y = append(out, shapes...), y+h
		how := style{size: theme.Second, color: l.ink, height: theme.Second * 1.35}
		shapes, h = how.lines(x, y, t.howLines)
		out = append(out, shapes...)
		if t.Pill != "" && !t.pillUnder {
			out = append(out, pill(x+how.width(t.howLines[0])+18, y+h/2, b.look(), t.Pill, false)...)
		}
		y += h
		if t.pillUnder {
			out = append(out, pill(x, y+4+pillHeight/2, b.look(), t.Pill, false)...)
			y += pillHeight + 8
		}
		shapes, _ = style{size: theme.Small, color: l.second, height: theme.Small * 1.4}.lines(x, y, t.whyLines)
		return append(out, shapes...)
	}
	touch := row
	touch.W -= 28 + 136 + theme.MinGap
	b.addTarget(scene.Target{Rect: touch, Name: "tick." + t.ID, Label: t.Name, Act: visit.Tick{Material: t.ID}, Normal: draw(ground), Pressed: draw(pressed)})
	b.detailLink(row, "detail."+t.ID, t.Detail, visit.ShowDetail{Material: t.ID})
}
