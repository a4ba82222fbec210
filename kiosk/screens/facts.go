package screens

import (
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
)

// fact is one labelled line of a card: 去哪里 一楼 12 号窗口.
type fact struct{ label, words string }

// factsLook is how a card of facts is set: the width of the labels' column, the words' style and
// the least height of a row.
type factsLook struct {
	labels float32
	words  style
	row    float32
}

// facts draws a white card of labelled lines from y down, each as high as its words need, with
// dividers between them, and returns where it ends.
func (b *builder) facts(y float32, l factsLook, rows []fact) float32 {
	const padX, padY = 40, 4
	type set struct {
		style style
		lines []string
		high  float32
	}
	room := theme.ContentWidth - 2*padX - l.labels
	var sets []set
	total := float32(2 * padY)
	for _, f := range rows {
		s, lines := l.words.fit(f.words, room, 3, downFrom(l.words.size)...)
		high := max(l.row, float32(len(lines))*s.line()+2*theme.Space16)
		sets = append(sets, set{s, lines, high})
		total += high
	}
	b.card(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: total})
	at := y + padY
	for i, f := range rows {
		x := float32(theme.Margin + padX)
		if i > 0 {
			b.divider(x, at, theme.ContentWidth-2*padX)
		}
		row := scene.Rect{X: x, Y: at, W: l.labels - theme.Space16, H: sets[i].high}
		label := style{size: theme.Body, color: b.p.SoftInk}
		label, lines := label.fit(f.label, row.W, 2, theme.Body, theme.Second, theme.Small)
		b.linesIn(row, label, lines)
		b.linesIn(scene.Rect{X: x + l.labels, Y: at, H: sets[i].high}, sets[i].style, sets[i].lines)
		at += sets[i].high
	}
	return y + total
}

// desk says where the guides' desk is.
func (b *builder) desk() string {
	if b.hall.Desk == "" {
		return b.say("help.desk-unknown")
	}
	return b.hall.Desk
}

// divider is the line between two rows of a card.
func (b *builder) divider(x, y, width float32) {
	b.add(scene.Box{Rect: scene.Rect{X: x, Y: y, W: width, H: 2}, Fill: b.p.Line})
}

// linesIn sets lines at the left of a row, in the middle of its height.
func (b *builder) linesIn(row scene.Rect, s style, lines []string) {
	high := float32(len(lines)) * s.line()
	shapes, _ := s.lines(row.X, row.Y+(row.H-high)/2, lines)
	b.add(shapes...)
}

// numbered draws the black disc with a step's number, its middle on a line.
func (b *builder) numbered(x, middle float32, n string) {
	const side = 52
	r := scene.Rect{X: x, Y: middle - side/2, W: side, H: side}
	b.add(scene.Box{Rect: r, Fill: b.p.Ink, Radius: side / 2},
		style{size: theme.Small, bold: true, color: b.p.White}.centred(r, n))
}

// windowPlate draws a window's number as the sign over it: white on vermilion.
func (b *builder) windowPlate(r scene.Rect, number string, sizes ...float32) {
	b.add(scene.Box{Rect: r, Fill: b.p.Vermilion, Radius: theme.CornerCell})
	s := style{bold: true, color: b.p.OnVermilion}
	for _, size := range sizes {
		s.size = size
		if s.width(number) <= r.W-theme.Space24 {
			break
		}
	}
	b.add(s.centred(r, s.cut(number, r.W)))
}

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

// primaryIcon is the primary of the action row with an icon before its words.
func (b *builder) primaryIcon(r scene.Rect, name, icon, label string, act any) {
	b.addTarget(b.target(r, name, label, act, b.primaryLook(theme.CornerTile), func(l look) []scene.Shape {
		return iconAndWords(r, style{size: theme.Item, bold: true, color: l.ink}, label,
			scene.Icon{Rect: scene.Rect{W: 52, H: 52}, Name: icon, Color: l.ink, Tone: b.p.TouchTint, StrokeWidth: 5}, 18, false)
	}))
}

// note draws a quiet line with an icon before it, of up to two lines, and returns where it ends.
func (b *builder) note(y float32, icon, words string) float32 {
	const side, x = 44, theme.Margin + 44 + 16
	s, lines := b.second().fit(words, theme.ContentWidth-side-16, 2, theme.Second, theme.Small)
	b.add(scene.Icon{Rect: scene.Rect{X: theme.Margin, Y: y + (s.line()-side)/2, W: side, H: side}, Name: icon, Color: b.p.SoftInk, StrokeWidth: 4.5})
	shapes, high := s.lines(x, y, lines)
	b.add(shapes...)
	return y + high
}

// countdown draws the bar that steps with the seconds that are left.
func (b *builder) countdown(y float32) {
	r := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: 16}
	b.add(scene.Box{Rect: r, Fill: b.p.Line, Radius: 8})
	if b.st.Of > 0 && b.st.Left > 0 {
		r.W = max(r.H, r.W*float32(min(b.st.Left, b.st.Of))/float32(b.st.Of))
		b.add(scene.Box{Rect: r, Fill: b.p.Ink, Radius: 8})
	}
}
