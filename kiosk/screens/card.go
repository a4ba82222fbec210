package screens

import (
	"image/color"

	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// cardPage asks for the identity card: why, and what becomes of it, stand there before it is laid. The
// way on without a card is always there.
func (b *builder) cardPage() {
	b.header(stepGo)
	fault := b.st.CardStep == visit.CardFault
	title, text := b.say("card.title"), b.say("card.text")
	if fault {
		title, text = b.say("card.fault-title"), b.say("card.fault-text")
	}
	b.greeting(title, text)

	if fault {
		b.ticketPicture(b.say("card.number-word"))
	} else {
		pad := icons.CardOnPad(b.p)
		r := scene.Rect{X: theme.Margin, Y: theme.ContentY, W: theme.ContentWidth, H: 640}
		b.add(scene.Drawing{Rect: r, Name: pad.Name, SVG: pad.SVG},
			b.strong(theme.Item).centred(scene.Rect{X: r.X + 304, Y: r.Y + 440, W: 344, H: 130}, b.say("card.pad")))
	}

	b.card(scene.Rect{X: theme.Margin, Y: 1152, W: theme.ContentWidth, H: 232})
	b.cardLine(1164, "info", b.p.SoftInk, b.say("card.why"))
	b.divider(theme.Margin+40, 1268, theme.ContentWidth-80)
	b.cardLine(1268, "tick", b.p.Pine, b.say("card.private"))
	b.cardState(scene.Rect{X: theme.Margin, Y: 1408, W: theme.ContentWidth, H: 120})

	b.back()
	if fault {
		b.next("card.without", b.say("card.without-fault"), visit.WithoutCard{})
		return
	}
	b.secondary(primaryRect(), "card.without", b.say("card.without"), visit.WithoutCard{}, theme.Item)
}

// greeting is a short title in the larger step with one sentence under it.
func (b *builder) greeting(title, text string) {
	s, lines := b.strong(theme.Hello).fit(title, theme.ContentWidth, 1, theme.Hello, theme.Title, theme.Choice)
	shapes, _ := s.lines(theme.Margin, 236+(theme.LineHeight(theme.Hello)-s.line())/2, lines)
	b.add(shapes...)
	if text == "" {
		return
	}
	under, lines := b.second().fit(text, theme.ContentWidth, 1, theme.Second, theme.Small)
	under.height = theme.Second * 1.45
	shapes, _ = under.lines(theme.Margin, 236+theme.LineHeight(theme.Hello)+14, lines)
	b.add(shapes...)
}

func (b *builder) cardLine(y float32, icon string, ink color.Color, words string) {
	stroke := float32(4)
	if icon == "tick" {
		stroke = 6
	}
	b.add(scene.Icon{Rect: scene.Rect{X: theme.Margin + 40, Y: y + 22, W: 60, H: 60}, Name: icon, Color: ink, StrokeWidth: stroke})
	s, lines := b.body().fit(words, theme.ContentWidth-80-88, 1, theme.Body, theme.Second)
	b.linesIn(scene.Rect{X: theme.Margin + 40 + 88, Y: y, H: 104}, s, lines)
}

// cardState tells how far the reading is, in words and with a dot or sign before them.
func (b *builder) cardState(r scene.Rect) {
	ground, ink, words, icon := color.Color(b.p.Sand), color.Color(b.p.Ink), "card.waiting", ""
	switch b.st.CardStep {
	case visit.CardReading:
		ground, words, icon = b.p.White, "card.reading", "card"
	case visit.CardTryAgain:
		ground, ink, words, icon = b.p.OchreTint, b.p.Ochre, "card.again", "again"
	case visit.CardFault:
		ground, ink, words, icon = b.p.OchreTint, b.p.Ochre, "card.fault", "warn"
	}
	b.add(scene.Box{Rect: r, Fill: ground, Radius: theme.CornerTile})
	x := r.X + 40
	if icon == "" {
		b.add(scene.Box{Rect: scene.Rect{X: x, Y: r.Y + r.H/2 - 10, W: 20, H: 20}, Fill: ink, Radius: 10})
		x += 48
	} else {
		b.add(scene.Icon{Rect: scene.Rect{X: x, Y: r.Y + (r.H-52)/2, W: 52, H: 52}, Name: icon, Color: ink, StrokeWidth: 4.5})
		x += 76
	}
	s, lines := style{size: theme.Item, bold: true, color: ink}.fit(b.say(words), r.X+r.W-40-x, 1, theme.Item, theme.Body)
	b.linesIn(scene.Rect{X: x, Y: r.Y, H: r.H}, s, lines)
}

// cardReadPage asks whether the card is the visitor's own, by the masked name alone, and has the card
// taken back before it is forgotten.
func (b *builder) cardReadPage() {
	b.header(stepGo)
	b.greeting(b.say("cardread.title"), "")

	panel := scene.Rect{X: theme.Margin, Y: 420, W: theme.ContentWidth, H: 520}
	b.add(scene.Box{Rect: panel, Fill: b.p.PineTint, Radius: theme.CornerPanel})
	read := style{size: theme.Body, bold: true, color: b.p.Pine}
	name, lines := style{size: theme.Number, bold: true, color: b.p.Ink, height: theme.Number * 1.3}.fit(b.st.Masked,
		panel.W-2*theme.Space44, 1, theme.Number, theme.Big, theme.ElderTitle, theme.Hello, theme.Title, theme.Choice, theme.Item)
	note := style{size: theme.Body, color: b.p.Ink}
	y := panel.Y + (panel.H-read.line()-name.line()-note.line()-16)/2
	head := scene.Rect{X: panel.X, Y: y, W: panel.W, H: read.line()}
	b.add(iconAndWords(head, read, b.say("cardread.read"), scene.Icon{Rect: scene.Rect{W: 52, H: 52}, Name: "tick", Color: b.p.Pine, StrokeWidth: 7}, 16, false)...)
	b.add(name.centred(scene.Rect{X: panel.X, Y: y + read.line() + 8, W: panel.W, H: name.line()}, lines[0]),
		note.centred(scene.Rect{X: panel.X, Y: y + read.line() + name.line() + 16, W: panel.W, H: note.line()}, b.say("cardread.masked")))

	b.takeCard(scene.Rect{X: theme.Margin, Y: 972, W: theme.ContentWidth, H: 176})
	rows := []fact{{b.say("cardread.what"), b.st.Item.PlainTitle()}}
	if w, ok := b.st.Window(b.hall); ok {
		rows = append(rows, fact{b.say("cardread.where"), b.env.Words.Place(w)})
	}
	y = b.facts(1180, factsLook{labels: 220, words: b.strong(theme.Item), row: 108}, rows)
	b.add(b.second().at(theme.Margin, y+theme.Space24, b.say("cardread.no-name")))

	no := scene.Rect{X: theme.Margin, Y: theme.ActionY, W: 320, H: theme.ActionHeight}
	b.secondary(no, "cardread.no", b.say("cardread.no"), visit.NotMe{}, theme.Item)
	b.primary(rightOf(no), "cardread.yes", b.say("cardread.yes"), visit.ItIsMe{})
}

// takeCard reminds of the card until the reader sees it gone.
func (b *builder) takeCard(r scene.Rect) {
	ground, ink, icon := b.p.OchreTint, b.p.Ochre, "idcard"
	head, under := b.say("cardread.take-back"), b.say("cardread.on-pad")
	stroke := float32(3.4)
	if !b.st.OnPad {
		ground, ink, icon, stroke = b.p.PineTint, b.p.Pine, "tick", 7
		head, under = b.say("cardread.taken"), b.say("cardread.taken-note")
	}
	b.add(scene.Box{Rect: r, Fill: ground, Radius: 28},
		scene.Icon{Rect: scene.Rect{X: r.X + 44, Y: r.Y + (r.H-96)/2, W: 96, H: 96}, Name: icon, Color: ink, Tone: b.p.White, StrokeWidth: stroke})
	title, note := b.strong(theme.Choice), b.body()
	x, y := r.X+44+96+36, r.Y+(r.H-title.line()-note.line())/2
	b.add(title.at(x, y, head), note.at(x, y+title.line(), under))
}
