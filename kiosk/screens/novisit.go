package screens

import (
	"strconv"

	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// noVisitPage is the good news: nothing to queue for. It is the one page with a coloured title.
func (b *builder) noVisitPage() {
	b.brand()
	b.add(scene.Box{Rect: scene.Rect{Y: 120, W: scene.Width, H: 404}, Fill: b.p.PineTint})
	name, lines := style{size: theme.Body, bold: true, color: b.p.Pine}.fit(b.st.Item.PlainTitle(), theme.ContentWidth, 2, theme.Body, theme.Second, theme.Small)
	if len(lines) > 1 {
		name.height = name.size * 1.2
	}
	b.linesIn(scene.Rect{X: theme.Margin, Y: 134, H: 96}, name, lines)
	title, text := b.say("novisit.title"), b.say("novisit.text")
	switch o := b.st.Checklist.Outcome; {
	case o == nil:
	case o.Standing != guide.Settled: // said of many places, not known of this one
		title, text = b.say("novisit.title-likely"), b.say("novisit.text-likely")
	case o.Text != "":
		text = o.Text
	}
	b.add(style{size: theme.Big, bold: true, color: b.p.Pine}.at(theme.Margin, 226, title))
	sentence, lines := b.body().fit(text, theme.ContentWidth, 2, theme.Body, theme.Second)
	shapes, _ := sentence.lines(theme.Margin, 406, lines)
	b.add(shapes...)

	link := b.st.Item.Online.Link
	b.onlineCard(scene.Rect{X: theme.Margin, Y: 564, W: theme.ContentWidth, H: 560}, link)
	b.onlineFigures(1148)

	b.way(scene.Rect{X: theme.Margin, Y: 1292, W: theme.ContentWidth, H: 140}, "novisit.help", "guide",
		b.say("novisit.help"), b.say("novisit.help-note", b.desk()), visit.CallGuide{})
	b.way(scene.Rect{X: theme.Margin, Y: 1448, W: theme.ContentWidth, H: 120}, "novisit.window", "window",
		b.say("novisit.window"), "", visit.ToWindow{})

	b.back()
	label := b.say("novisit.print")
	if link == "" {
		label = b.say("novisit.print-sheet")
	}
	b.primaryIcon(primaryRect(), "novisit.print", "printer", label, visit.PrintSheet{})
}

// onlineCard holds the code of the online service and what to do there.
func (b *builder) onlineCard(card scene.Rect, link string) {
	b.card(card)
	const code, gap = 528, 24
	x, room := card.X+48, card.W-96
	head := []string{b.say("novisit.no-link-1"), b.say("novisit.no-link-2")}
	steps := []string{b.say("novisit.no-link", b.desk())}
	if link != "" {
		b.add(scene.QR{Rect: scene.Rect{X: card.X + 16, Y: card.Y + (card.H-code)/2, W: code, H: code}, Data: link})
		x = card.X + 16 + code + gap
		room = card.X + card.W - 40 - x
		head = []string{b.say("novisit.scan-1"), b.say("novisit.scan-2")}
		steps = b.st.Item.Online.Steps
		if len(steps) == 0 {
			steps = []string{b.say("novisit.step")}
		}
	}
	// As many steps as stand in the card; where there are more, the page itself tells them.
	title := b.strong(theme.Choice)
	const disc, between = 52 + 20, 22
	type step struct {
		style style
		lines []string
		high  float32
	}
	var set []step
	high := float32(len(head)) * title.line()
	for _, words := range steps {
		s, lines := b.body().fit(words, room-disc, 2, theme.Body, theme.Second, theme.Small)
		if len(lines) > 1 {
			s.height = s.size * 1.25
		}
		one := step{s, lines, max(52, float32(len(lines))*s.line())}
		if high+between+one.high > card.H-2*theme.Space32 {
			break
		}
		set = append(set, one)
		high += between + one.high
	}
	y := card.Y + (card.H-high)/2
	shapes, used := title.lines(x, y, head)
	b.add(shapes...)
	y += used
	for i, s := range set {
		y += between
		if link != "" {
			b.numbered(x, y+s.high/2, strconv.Itoa(i+1))
			b.linesIn(scene.Rect{X: x + disc, Y: y, H: s.high}, s.style, s.lines)
		} else {
			b.linesIn(scene.Rect{X: x, Y: y, H: s.high}, s.style, s.lines)
		}
		y += s.high
	}
}

// onlineFigures are what it costs, how long it takes, and that it is done at home.
func (b *builder) onlineFigures(y float32) {
	known := func(f guide.Fact, otherwise string) string {
		if f.Known() {
			return f.Text
		}
		return b.say(otherwise)
	}
	for i, f := range []struct{ icon, words string }{
		{"yuan", known(b.st.Item.Fee, "novisit.fee-unknown")},
		{"clock", known(b.st.Item.Time, "novisit.time-unknown")},
		{"home", b.say("novisit.at-home")},
	} {
		width := theme.Columns(3)
		r := scene.Rect{X: theme.Margin + float32(i)*(width+theme.Gutter), Y: y, W: width, H: 108}
		b.add(scene.Box{Rect: r, Fill: b.p.Sand, Radius: theme.CornerCell})
		b.add(iconAndWords(r, b.body(), f.words, scene.Icon{Rect: scene.Rect{W: 48, H: 48}, Name: f.icon, Color: b.p.Ink, StrokeWidth: 4.5}, 16, false)...)
	}
}
