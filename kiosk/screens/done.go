package screens

import (
	"strings"

	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/typeset"
	"daoyin/kiosk/visit"
)

// donePage is the end: the number as on paper, each paper with what really became of it, the list for
// the phone, and when everything is forgotten.
func (b *builder) donePage() {
	if b.online() {
		b.brand() // nobody goes to a window
	} else {
		b.header(stepGo)
	}
	title, text := b.doneWords()
	b.greeting(title, text)

	const cardY, papersY, codeY = 436, 840, 976
	if b.st.Ticket != nil {
		b.numberCard(scene.Rect{X: theme.Margin, Y: cardY, W: theme.ContentWidth, H: 380})
	} else {
		b.facts(cardY, factsLook{labels: 220, words: b.strong(theme.Item), row: 120}, b.whatAndWhere(true))
	}
	b.papers(papersY)
	codeCard := scene.Rect{X: theme.Margin, Y: codeY, W: theme.ContentWidth, H: 376}
	if b.online() && b.st.Item.Online.Link != "" {
		b.followCard(codeCard, b.st.Item.Online.Link, b.say("done.scan-online"), b.say("done.scan-online-text"))
	} else if link := b.follow(); link != "" {
		b.followCard(codeCard, link, b.say("done.scan"), b.say("done.scan-text"))
	} else if b.st.Ticket != nil {
		b.facts(codeY, factsLook{labels: 220, words: b.strong(theme.Item), row: 120}, b.whatAndWhere(false))
	}

	b.add(scene.Icon{Rect: scene.Rect{X: theme.Margin, Y: 1388, W: 48, H: 48}, Name: "clock", Color: b.p.Ink, StrokeWidth: 4.5})
	b.leftLine(theme.Margin+66, 1384, theme.Body, "done.left-before", "done.left-after")
	b.countdown(1462)
	if words := b.takeAlong(); words != "" {
		b.add(b.second().at(theme.Margin, 1519, words))
	}

	another := scene.Rect{X: theme.Margin, Y: theme.ActionY, W: 320, H: theme.ActionHeight}
	b.secondary(another, "done.another", b.say("done.another"), visit.Another{}, theme.Item)
	end := b.say("done.end")
	if b.takeAlong() == "" {
		end = b.say("done.end-none")
	}
	b.primary(rightOf(another), "done.end", end, visit.End{})
}

// doneWords say which papers there are to take, and honestly what did not come out.
func (b *builder) doneWords() (title, text string) {
	ticket, sheet := b.st.TicketPaper, b.st.SheetPaper
	printedBoth := ticket == visit.Printed && sheet == visit.Printed
	sheetFailed := "done.sheet-failed-no-code"
	if b.follow() != "" {
		sheetFailed = "done.sheet-failed"
	}
	switch {
	case printedBoth:
		return b.say("done.title-both"), b.say("done.take")
	case ticket == visit.Printed && sheet == visit.NoPaper:
		return b.say("done.title-ticket"), b.say("done.take")
	case ticket == visit.Printed:
		return b.say("done.title-ticket"), b.say(sheetFailed)
	case b.st.Ticket != nil && ticket == visit.Unsure:
		return b.say("done.title-number"), b.say("done.ticket-unsure")
	case b.st.Ticket != nil:
		return b.say("done.title-number"), b.say("done.ticket-failed")
	case sheet == visit.Printed && b.online():
		return b.say("done.title-paper"), b.say("done.take")
	case sheet == visit.Printed:
		return b.say("done.title-sheet"), b.say("done.take")
	}
	return b.say("done.title-none"), b.say(sheetFailed)
}

// online reports that the visit came to its end with no visit to a window needed.
func (b *builder) online() bool {
	o := b.st.Checklist.Outcome
	return o != nil && o.Kind == guide.OutcomeOnline && b.st.Ticket == nil && !b.st.Insists
}

// follow is the link of the phone's page, or "".
func (b *builder) follow() string {
	if b.env.Follow == nil {
		return ""
	}
	return b.env.Follow(b.st)
}

// numberCard shows the number and the window as they stand on the ticket.
func (b *builder) numberCard(card scene.Rect) {
	b.add(scene.Box{Rect: card, Fill: b.p.White, Radius: theme.CornerPanel})
	window, known := b.st.Window(b.hall)
	plate := scene.Rect{X: card.X + card.W - 44 - 232, Y: card.Y + 57, W: 232, H: 200}
	room := card.W - 2*44
	if known {
		place := style{size: theme.Body, bold: true, color: b.p.Ink}
		place, lines := place.fit(b.env.Words.Place(window), 300, 2, theme.Body, theme.Second, theme.Small)
		plate.Y = card.Y + (card.H-plate.H-10-float32(len(lines))*place.line())/2
		plate.X = card.X + card.W - 44 - max(plate.W, place.width(lines[0])) + (max(plate.W, place.width(lines[0]))-plate.W)/2
		b.windowPlate(plate, window.ID, theme.Big, theme.ElderTitle, theme.Hello, theme.Title)
		for i, l := range lines {
			b.add(place.centred(scene.Rect{X: plate.X, Y: plate.Y + plate.H + 10 + float32(i)*place.line(), W: plate.W, H: place.line()}, l))
		}
		room = plate.X - theme.Space32 - card.X - 44
	}
	label := b.section()
	number, lines := b.strong(theme.Number).fit(b.st.Ticket.Number, room, 1, theme.Number, theme.Big, theme.ElderTitle, theme.Hello)
	called, calls := style{size: theme.Item, color: b.p.Ink}.fit(b.say("done.called"), room, 1, theme.Item, theme.Body, theme.Second)
	x := card.X + 44
	y := card.Y + (card.H-label.line()-number.line()-called.line())/2
	head := b.say("done.number")
	if b.st.Ticket.Again {
		head = b.say("done.number-again")
	}
	b.add(label.at(x, y, head), number.at(x, y+label.line(), lines[0]), called.at(x, y+label.line()+number.line(), calls[0]))
}

// whatAndWhere are the visit's facts where there is no number card, or no code.
func (b *builder) whatAndWhere(hours bool) []fact {
	rows := []fact{{b.say("cardread.what"), b.st.Item.PlainTitle()}}
	if b.online() {
		return append(rows, fact{b.say("cardread.where"), b.say("done.at-home")})
	}
	if w, ok := b.st.Window(b.hall); ok {
		rows = append(rows, fact{b.say("cardread.where"), b.env.Words.Place(w)})
	}
	if hours {
		rows = append(rows, fact{b.say("done.hours"), b.env.Words.Today(b.hall, b.st.Now)})
	}
	return rows
}

// papers shows what became of each paper: 打好了 only for what the printer has proved.
func (b *builder) papers(y float32) {
	type paper struct {
		name string
		at   visit.Paper
	}
	var papers []paper
	if b.st.TicketPaper != visit.NoPaper {
		papers = append(papers, paper{b.say("printing.ticket"), b.st.TicketPaper})
	}
	if b.st.SheetPaper != visit.NoPaper {
		papers = append(papers, paper{b.say("printing.sheet"), b.st.SheetPaper})
	}
	for i, p := range papers {
		width := theme.Columns(len(papers))
		r := scene.Rect{X: theme.Margin + float32(i)*(width+theme.Gutter), Y: y, W: width, H: 112}
		icon, ink, words := b.paperLook(p.at)
		ground := b.p.PineTint
		if p.at == visit.Printed {
			words = b.say("done.printed")
		} else {
			ground = b.p.OchreTint
		}
		b.add(scene.Box{Rect: r, Fill: ground, Radius: theme.CornerTile},
			scene.Icon{Rect: scene.Rect{X: r.X + 32, Y: r.Y + 30, W: 52, H: 52}, Name: icon, Color: ink, StrokeWidth: 5})
		texts, _ := typeset.Rich(r.X+104, r.Y+28, theme.Body, theme.LineHeight(theme.Body),
			typeset.Run{Words: p.name, Bold: true, Color: b.p.Ink},
			typeset.Run{Words: "  " + words, Color: b.p.SoftInk, Size: theme.Second})
		for _, t := range texts {
			b.add(t)
		}
	}
}

// followCard holds the code under which the phone shows the same list.
func (b *builder) followCard(card scene.Rect, link, title, say string) {
	b.card(card)
	const code, inset = 356, 10 // the plate's corners stay within the card's
	b.add(scene.QR{Rect: scene.Rect{X: card.X + inset, Y: card.Y + (card.H-code)/2, W: code, H: code}, Data: link})
	x := card.X + inset + code + 28
	head := style{size: theme.Item, bold: true, color: b.p.Ink, height: theme.Item * 1.35}
	text := style{size: theme.Body, color: b.p.Ink, height: theme.Body * 1.45}
	note := b.second()
	lines := text.wrap(say, card.X+card.W-theme.Space32-x)
	y := card.Y + (card.H-head.line()-float32(len(lines))*text.line()-note.line()-22)/2
	b.add(head.at(x, y, title))
	y += head.line() + 8
	shapes, high := text.lines(x, y, lines)
	b.add(shapes...)
	b.add(note.at(x, y+high+14, b.say("done.private")))
}

// leftLine says how many seconds are left, the figure bold; it returns where the line ends.
func (b *builder) leftLine(x, y, size float32, before, after string) float32 {
	texts, end := typeset.Rich(x, y, size, theme.LineHeight(size), b.leftRuns(size, before, after)...)
	for _, t := range texts {
		b.add(t)
	}
	return end
}

func (b *builder) leftRuns(size float32, before, after string) []typeset.Run {
	return []typeset.Run{
		{Words: b.say(before), Color: b.p.Ink},
		{Words: b.say("seconds", max(0, b.st.Left)), Bold: true, Color: b.p.Ink, Size: size},
		{Words: b.say(after), Color: b.p.Ink},
	}
}

// takeAlong asks after everything that could be left behind.
func (b *builder) takeAlong() string {
	var things []string
	if b.st.Masked != "" {
		things = append(things, b.say("done.id-card"))
	}
	if b.st.TicketPaper == visit.Printed {
		things = append(things, b.say("done.ticket"))
	}
	if b.st.SheetPaper == visit.Printed {
		things = append(things, b.say("done.sheet"))
	}
	switch len(things) {
	case 0:
		return ""
	case 1:
		return b.say("done.taken-one", things[0])
	}
	return b.say("done.taken", strings.Join(things, b.say("list.enum")))
}
