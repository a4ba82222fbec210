package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// elsewherePage says that no window of this hall is the answer: where to go instead, or what else one
// can have.
func (b *builder) elsewherePage() {
	o := b.st.Checklist.Outcome
	if o == nil {
		return
	}
	b.header(stepAnswer)
	title := b.say("elsewhere.title")
	if o.Kind == guide.OutcomeNotEligible {
		title = b.say("elsewhere.title-not-eligible")
	}
	b.title(236, []string{title}, b.st.Item.PlainTitle())

	y := b.why(theme.ContentY, o.Text)
	if o.Kind == guide.OutcomeElsewhere {
		y = b.wherePanel(y, o.Where)
	}
	if brief, ok := b.env.Know.Brief(o.Item); ok {
		r := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: wayHeight}
		b.way(r, "elsewhere.item."+brief.ID, "document", b.say("elsewhere.instead"), brief.Title, visit.OpenItem{ID: brief.ID})
		y += wayHeight + theme.Space24
	}
	if b.hall.Desk != "" {
		b.strip(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: 104}, b.quiet(), "guide", b.say("elsewhere.desk", b.hall.Desk), theme.Second)
	}

	b.back()
	b.primaryIcon(primaryRect(), "elsewhere.print", "printer", b.say("elsewhere.print"), visit.PrintSheet{})
}

// why is the sentence that decides, on a card of its own.
func (b *builder) why(y float32, words string) float32 {
	const side, pad = 60, 40
	s, lines := b.body().fit(words, theme.ContentWidth-2*pad-side-28, 4, theme.Body, theme.Second)
	card := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: max(140, float32(len(lines))*s.line()+2*pad)}
	b.card(card)
	b.add(scene.Icon{Rect: scene.Rect{X: card.X + pad, Y: card.Y + (card.H-side)/2, W: side, H: side}, Name: "info", Color: b.p.SoftInk, StrokeWidth: 4})
	b.linesIn(scene.Rect{X: card.X + pad + side + 28, Y: card.Y, H: card.H}, s, lines)
	return card.Y + card.H + theme.Space24
}

func (b *builder) wherePanel(y float32, where string) float32 {
	if where == "" {
		where = b.say("elsewhere.unknown")
	}
	const side, pad, x = 96, 44, theme.Margin + 44 + 96 + 36
	name, lines := b.strong(theme.Choice).fit(where, scene.Width-theme.Margin-pad-x, 3, theme.Choice, theme.Item, theme.Body)
	label := style{size: theme.Second, bold: true, color: b.p.Ochre}
	high := label.line() + float32(len(lines))*name.line()
	panel := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: max(220, high+2*32)}
	b.add(scene.Box{Rect: panel, Fill: b.p.OchreTint, Radius: 28},
		scene.Icon{Rect: scene.Rect{X: panel.X + pad, Y: panel.Y + (panel.H-side)/2, W: side, H: side}, Name: "pin", Color: b.p.Ochre, Tone: b.p.White, StrokeWidth: 3.4})
	top := panel.Y + (panel.H-high)/2
	b.add(label.at(x, top, b.say("elsewhere.go")))
	shapes, _ := name.lines(x, top+label.line(), lines)
	b.add(shapes...)
	return panel.Y + panel.H + theme.Space24
}
