package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/typeset"
	"daoyin/kiosk/visit"
)

// sheetGround is a sheet from top down to the bar. The page shows through above it, so that one
// sees what is kept.
func (b *builder) sheetGround(top float32) {
	b.add(scene.Box{Rect: scene.Rect{Y: top, W: scene.Width, H: theme.BarY - top}, Fill: b.p.Paper, Radius: theme.CornerSheet, TopOnly: true})
}

// stillThereSheet has one big way to stay.
func (b *builder) stillThereSheet() {
	b.sheetGround(760)
	middle := func(y float32, s style, words string) {
		b.add(s.centred(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: s.line()}, words))
	}
	middle(811, b.strong(theme.ElderTitle), b.say("still.title"))
	words := "still.text"
	switch {
	case ticked(b.st):
		words = "still.ticked"
	case len(b.st.Answers) > 0:
		words = "still.answered"
	}
	middle(969, style{size: theme.Item, color: b.p.Ink}, b.say(words))

	stay := scene.Rect{X: theme.Margin, Y: 1100, W: theme.ContentWidth, H: 220}
	b.addTarget(b.target(stay, "still.stay", b.say("still.stay"), visit.Stay{}, b.primaryLook(40), func(l look) []scene.Shape {
		return buttonWords(stay, style{size: theme.Hello, bold: true, color: l.ink}, b.say("still.stay"))
	}))

	const lineY, lineHigh = 1364, 73
	runs := b.leftRuns(theme.Choice, "still.left-before", "still.left-after")
	_, width := typeset.Rich(0, 0, theme.Body, lineHigh, runs...)
	texts, _ := typeset.Rich((scene.Width-width)/2, lineY, theme.Body, lineHigh, runs...)
	for _, t := range texts {
		b.add(t)
	}
	b.countdown(1466)
	const endWidth = 464
	b.secondary(scene.Rect{X: (scene.Width - endWidth) / 2, Y: 1540, W: endWidth, H: theme.ActionHeight}, "still.end", b.say("still.end"), visit.End{}, theme.Item)
}

func ticked(st visit.State) bool {
	for _, have := range st.Have {
		if have {
			return true
		}
	}
	return false
}

// faultWords are the sentences of a printer's fault: with a number that is kept, and without one.
type faultWords struct{ title, text, sheetTitle, sheetText, waiting, wait string }

var faults = map[visit.Fault]faultWords{
	visit.PaperOut: {"fault.paper-out", "fault.paper-out-text", "fault.paper-out-sheet", "fault.paper-out-sheet-text",
		"fault.waiting-paper", "fault.wait-paper"},
	visit.CoverOpen: {"fault.cover-open", "fault.cover-open-text", "fault.cover-open-sheet", "fault.cover-open-sheet-text",
		"fault.waiting-cover", "fault.wait-cover"},
	visit.PrinterTrouble: {"fault.printer", "fault.printer-text", "fault.printer-sheet", "fault.printer-sheet-text",
		"fault.waiting-printer", "fault.wait-printer"},
}

// Places that all faults share.
const (
	faultTop    = 430
	faultHeadY  = 486
	faultCardY  = 706
	faultStripY = 1254
	faultGoY    = 1398
	faultWaitY  = 1572
)

// faultSheet says what is safe, then what is broken, then what to do. The visit goes on under it.
func (b *builder) faultSheet() {
	b.sheetGround(faultTop)
	switch b.st.Fault {
	case visit.Uncertain:
		b.uncertain()
	case visit.NoNumber:
		b.noNumber()
	default:
		words, ok := faults[b.st.Fault]
		if !ok {
			words = faults[visit.PrinterTrouble]
		}
		b.printerFault(words)
	}
}

func (b *builder) printerFault(w faultWords) {
	numbered := b.st.Ticket != nil
	title, text, leave := w.sheetTitle, w.sheetText, "fault.go-sheet"
	if numbered {
		title, text, leave = w.title, w.text, "fault.go"
	}
	b.faultHead(b.say(title), b.say(text))
	b.keptCard()

	strip := scene.Rect{X: theme.Margin, Y: faultStripY, W: theme.ContentWidth, H: 104}
	if b.st.Waiting {
		b.strip(strip, b.settled(), "tick", b.say(w.waiting), theme.Body)
	} else if b.hall.Desk != "" {
		b.strip(strip, tint{b.p.Sand, b.p.Ink}, "guide", b.say("fault.tell-desk", b.hall.Desk), theme.Body)
	}
	b.primarySized(scene.Rect{X: theme.Margin, Y: faultGoY, W: theme.ContentWidth, H: 148}, "fault.go", b.say(leave), visit.GoWithout{}, theme.Choice)
	if b.stillToPrint() && !b.st.Waiting {
		b.secondary(scene.Rect{X: theme.Margin, Y: faultWaitY, W: theme.ContentWidth, H: 128}, "fault.wait", b.say(w.wait), visit.WaitForPaper{}, theme.Item)
	}
}

// stillToPrint reports that waiting makes sense: something will be printed once the fault is mended.
func (b *builder) stillToPrint() bool {
	for _, p := range []visit.Paper{b.st.TicketPaper, b.st.SheetPaper} {
		if p == visit.Queued || p == visit.OnTheWay {
			return true
		}
	}
	return false
}

func (b *builder) faultHead(title, text string) {
	plate := scene.Rect{X: theme.Margin, Y: faultHeadY, W: 176, H: 176}
	b.add(scene.Box{Rect: plate, Fill: b.p.OchreTint, Radius: theme.CornerPanel})
	if b.st.Fault == visit.NoNumber { // not the printer's
		b.add(scene.Icon{Rect: plate.Inset(32), Name: "warn", Color: b.p.Ochre, StrokeWidth: 3.2})
	} else {
		printer := icons.PrinterWantsHelp(b.p)
		b.add(scene.Drawing{Rect: plate.Inset(24), Name: printer.Name, SVG: printer.SVG})
	}
	x := plate.X + plate.W + 40
	room := scene.Width - theme.Margin - x
	head, heads := b.strong(theme.Title).fit(title, room, 1, theme.Title, theme.Choice)
	under, unders := style{size: theme.Body, color: b.p.SoftInk}.fit(text, room, 2, theme.Body, theme.Second)
	y := plate.Y + (plate.H-head.line()-6-float32(len(unders))*under.line())/2
	b.add(head.at(x, y, heads[0]))
	shapes, _ := under.lines(x, y+head.line()+6, unders)
	b.add(shapes...)
}

// keptCard shows what is kept: the number, large enough to be photographed, and the code.
func (b *builder) keptCard() {
	card := scene.Rect{X: theme.Margin, Y: faultCardY, W: theme.ContentWidth, H: 520}
	b.add(scene.Box{Rect: card, Fill: b.p.White, Radius: theme.CornerPanel})
	const code = 496
	x, room := card.X+44, card.W-88
	link := b.follow()
	if link != "" {
		b.add(scene.QR{Rect: scene.Rect{X: card.X + 12, Y: card.Y + 12, W: code, H: code}, Data: link})
		x = card.X + 12 + code + 8
		room = card.X + card.W - 32 - x
	}
	type piece struct {
		s     style
		lines []string
		gap   float32
	}
	var pieces []piece
	add := func(gap float32, s style, words string, most int, sizes ...float32) {
		s, lines := s.fit(words, room, most, sizes...)
		pieces = append(pieces, piece{s, lines, gap})
	}
	soft := style{size: theme.Body, color: b.p.SoftInk}
	if t := b.st.Ticket; t != nil {
		add(0, b.section(), b.say("fault.number"), 1, theme.Second)
		add(0, b.strong(theme.Big), t.Number, 1, theme.Big, theme.ElderTitle, theme.Hello, theme.Title)
		if w, ok := b.st.Window(b.hall); ok {
			add(0, style{size: theme.Item, color: b.p.Ink}, b.env.Words.Place(w), 1, theme.Item, theme.Body, theme.Second)
		}
		remember := b.say("fault.remember")
		if link == "" {
			remember = b.say("fault.remember-only")
		}
		add(26, soft, remember, 2, theme.Body, theme.Second)
	} else {
		add(0, b.strong(theme.Choice), b.st.Item.PlainTitle(), 3, theme.Choice, theme.Item, theme.Body)
		carry := b.say("fault.carry")
		if link == "" {
			carry = b.say("help.desk", b.desk())
		}
		add(26, soft, carry, 2, theme.Body, theme.Second)
	}
	var high float32
	for _, p := range pieces {
		high += p.gap + float32(len(p.lines))*p.s.line()
	}
	y := card.Y + (card.H-high)/2
	for _, p := range pieces {
		y += p.gap
		shapes, h := p.s.lines(x, y, p.lines)
		b.add(shapes...)
		y += h
	}
}

// uncertain asks what no sensor can tell. A second paper carries the same number.
func (b *builder) uncertain() {
	b.faultHead(b.say("fault.uncertain"), b.say("fault.uncertain-text"))
	b.keptCard()
	b.strip(scene.Rect{X: theme.Margin, Y: faultStripY, W: theme.ContentWidth, H: 104}, tint{b.p.Sand, b.p.Ink}, "info", b.say("fault.no-note"), theme.Body)
	b.primarySized(scene.Rect{X: theme.Margin, Y: faultGoY, W: theme.ContentWidth, H: 148}, "fault.yes", b.say("fault.yes"), visit.CameOut{Yes: true}, theme.Choice)
	b.secondary(scene.Rect{X: theme.Margin, Y: faultWaitY, W: theme.ContentWidth, H: 128}, "fault.no", b.say("fault.no"), visit.CameOut{Yes: false}, theme.Item)
}

// noNumber sends to the guides' desk: the way is known all the same.
func (b *builder) noNumber() {
	b.faultHead(b.say("fault.no-number"), b.say("fault.no-number-text"))
	const planHigh, stripY, goY = 648, 1380, 1512
	b.deskPlan(scene.Rect{X: theme.Margin, Y: faultCardY, W: theme.ContentWidth, H: planHigh})
	b.strip(scene.Rect{X: theme.Margin, Y: stripY, W: theme.ContentWidth, H: 104}, b.look(), "guide", b.say("fault.no-number-desk", b.desk()), theme.Body)
	b.primarySized(scene.Rect{X: theme.Margin, Y: goY, W: theme.ContentWidth, H: 148}, "fault.go", b.say("fault.go-route"), visit.GoWithout{}, theme.Choice)
}

// deskPlan shows the floor with the guides' desk and where one stands; nothing where the hall has
// no plan.
func (b *builder) deskPlan(place scene.Rect) bool {
	if b.hall.Plan.Width <= 0 || b.hall.Plan.Height <= 0 {
		return false
	}
	var way guide.Route
	to, shown := b.hall.DeskPlace()
	if shown { // without steps: who asks for help may need that
		way, _ = b.hall.Route(to, true)
	}
	b.add(planShapes(b.hall, to, way, place, b.say("route.here"), b.p)...)
	return true
}

// helpSheet tells where people help. This kiosk cannot call anybody, and does not pretend to.
func (b *builder) helpSheet() {
	b.sheetGround(faultTop)
	const closeY = 1576
	head, heads := b.strong(theme.Title).fit(b.say("help.title"), theme.ContentWidth, 2, theme.Title, theme.Choice)
	shapes, high := head.lines(theme.Margin, faultHeadY, heads)
	b.add(shapes...)
	y := faultHeadY + high + theme.Space8
	desk, lines := style{size: theme.Item, color: b.p.Ink}.fit(b.say("help.desk", b.desk()), theme.ContentWidth, 2, theme.Item, theme.Body)
	shapes, high = desk.lines(theme.Margin, y, lines)
	b.add(shapes...)
	y += high
	if b.hall.Phone.Known() {
		phone := b.body()
		b.add(phone.at(theme.Margin, y, phone.cut(b.say("help.phone", b.hall.Phone.Text), theme.ContentWidth)))
		y += phone.line()
	}
	y += theme.Space24
	if !b.deskPlan(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: closeY - theme.Space24 - y}) {
		b.add(scene.Icon{Rect: scene.Rect{X: (scene.Width - 320) / 2, Y: y + 80, W: 320, H: 320}, Name: "guide", Color: b.p.Ink, StrokeWidth: 2.4})
	}
	b.primarySized(scene.Rect{X: theme.Margin, Y: closeY, W: theme.ContentWidth, H: 148}, "help.close", b.say("help.close"), visit.CloseSheet{}, theme.Choice)
}
