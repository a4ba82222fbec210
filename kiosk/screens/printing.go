package screens

import (
	"image/color"

	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// printingPage shows how far each paper is. It has no buttons, because nothing needs doing, and the
// visit's stillness is not counted meanwhile.
func (b *builder) printingPage() {
	b.header(stepGo)
	title := b.say("printing.title")
	if b.st.Ticket == nil && b.st.TicketPaper == visit.Queued {
		title = b.say("printing.number")
	}
	b.greeting(title, b.say("printing.text"))

	words := ""
	switch {
	case b.st.Ticket != nil:
		words = b.st.Ticket.Number
	case b.st.TicketPaper == visit.NoPaper:
		words = b.say("printing.sheet-word")
	}
	b.ticketPicture(words)

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
	const top, pad, row = 1112, 40, 140
	b.card(scene.Rect{X: theme.Margin, Y: top, W: theme.ContentWidth, H: 8 + row*float32(len(papers))})
	y := float32(top + 4)
	for i, p := range papers {
		if i > 0 {
			b.divider(theme.Margin+pad, y, theme.ContentWidth-2*pad)
		}
		icon, ink, words := b.paperLook(p.at)
		stroke := float32(4)
		if icon == "tick" {
			stroke = 7
		}
		x := float32(theme.Margin + pad)
		b.add(scene.Icon{Rect: scene.Rect{X: x, Y: y + (row-64)/2, W: 64, H: 64}, Name: icon, Color: ink, Tone: b.p.TouchTint, StrokeWidth: stroke})
		b.linesIn(scene.Rect{X: x + 92, Y: y, H: row}, b.strong(theme.Item), []string{p.name})
		state := style{size: theme.Body, color: ink, bold: icon != "printer"}
		b.add(state.right(theme.Margin+theme.ContentWidth-pad, y+(row-state.line())/2, words))
		y += row
	}
	b.add(style{size: theme.Body, color: b.p.SoftInk, height: theme.Body * 1.5}.at(theme.Margin, y+4+40, b.say("printing.patience")))
}

// ticketPicture shows a paper coming out below the screen, with words on it.
func (b *builder) ticketPicture(words string) {
	slot := icons.TicketComingOut(b.p)
	r := scene.Rect{X: theme.Margin, Y: theme.ContentY, W: theme.ContentWidth, H: 600}
	b.add(scene.Drawing{Rect: r, Name: slot.Name, SVG: slot.SVG})
	if words != "" {
		s, lines := b.strong(theme.ElderTitle).fit(words, 320, 1, theme.ElderTitle, theme.Hello, theme.Title, theme.Choice)
		b.add(s.centred(scene.Rect{X: r.X + 296, Y: r.Y + 244, W: 360, H: 172}, lines[0]))
	}
}

// paperLook is how the state of a paper is shown: a sign, its colour and the words.
func (b *builder) paperLook(p visit.Paper) (icon string, ink color.Color, words string) {
	switch p {
	case visit.Printed:
		return "tick", b.p.Pine, b.say("printing.printed")
	case visit.NotPrinted:
		return "warn", b.p.Ochre, b.say("printing.not-printed")
	case visit.Unsure:
		return "warn", b.p.Ochre, b.say("printing.unsure")
	case visit.OnTheWay:
		return "printer", b.p.SoftInk, b.say("printing.on-the-way")
	default:
		return "printer", b.p.SoftInk, b.say("printing.queued")
	}
}
