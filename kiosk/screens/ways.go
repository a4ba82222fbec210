package screens

import (
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
)

// wayHeight is the height of a way with a note under its title.
const wayHeight = 156

// way draws one way on: an icon, what to do, a note under it, a chevron. A nil act draws it as a
// card that only says something.
func (b *builder) way(r scene.Rect, name, icon, title, note string, act any) {
	content := func(l look) []scene.Shape {
		out := []scene.Shape{scene.Icon{Rect: scene.Rect{X: r.X + 36, Y: r.Y + (r.H-72)/2, W: 72, H: 72},
			Name: icon, Color: l.accent, Tone: l.tone, StrokeWidth: 3.4}}
		x, end := r.X+36+72+32, r.X+r.W-28
		if act != nil {
			out = append(out, chevron(r, 28, 44, l.accent))
			end -= 44 + theme.Space24
		}
		size := float32(theme.Item)
		if note == "" && r.H < 140 {
			size = theme.Body
		}
		head, lines := style{size: size, bold: true, color: l.ink}.fit(title, end-x, 2, size, theme.Body, theme.Second)
		if len(lines) > 1 {
			head.height = head.size * 1.2
		}
		under := style{size: theme.Second, color: l.second, height: theme.Second * 1.35}
		var notes []string
		if note != "" {
			most := 2
			if len(lines) > 1 {
				most = 1
			}
			fitted, two := under.fit(note, end-x, most, theme.Second, theme.Small)
			if float32(len(lines))*head.line()+float32(len(two))*fitted.line() > r.H-theme.Space16 {
				fitted, two = under.fit(note, end-x, 1, theme.Second, theme.Small)
			}
			under, notes = fitted, two
		}
		high := float32(len(lines))*head.line() + float32(len(notes))*under.line()
		first, h := head.lines(x, r.Y+(r.H-high)/2, lines)
		second, _ := under.lines(x, r.Y+(r.H-high)/2+h, notes)
		return append(append(out, first...), second...)
	}
	if act == nil {
		b.card(r)
		b.add(content(look{ink: b.p.Ink, second: b.p.SoftInk, accent: b.p.SoftInk})...)
		return
	}
	b.addTarget(b.target(r, name, title, act, b.tileLook(), content))
}

// secondaryChevron is a secondary of the action row that leads back.
func (b *builder) secondaryChevron(r scene.Rect, name, label string, act any) {
	b.addTarget(b.target(r, name, label, act, b.secondaryLook(theme.CornerTile), func(l look) []scene.Shape {
		return iconAndWords(r, style{size: theme.Item, bold: true, color: l.ink}, label,
			scene.Icon{Rect: scene.Rect{W: 40, H: 40}, Name: "chevron-left", Color: l.ink, StrokeWidth: 6}, 18, false)
	}))
}

// primaryIcon is the primary of the action row with an icon before its words.
func (b *builder) primaryIcon(r scene.Rect, name, icon, label string, act any) {
	b.addTarget(b.target(r, name, label, act, b.primaryLook(theme.CornerTile), func(l look) []scene.Shape {
		return iconAndWords(r, style{size: theme.Item, bold: true, color: l.ink}, label,
			scene.Icon{Rect: scene.Rect{W: 52, H: 52}, Name: icon, Color: l.ink, Tone: b.p.TouchTint, StrokeWidth: 5}, 18, false)
	}))
}

// rightOf is what a button at the left end of the action row leaves for the primary.
func rightOf(left scene.Rect) scene.Rect {
	r := left
	r.X = left.X + left.W + theme.ActionGap
	r.W = scene.Width - theme.Margin - r.X
	return r
}
