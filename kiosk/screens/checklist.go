package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// checklistPage is what this person brings: each thing with how many, why, and a tick; below it, apart,
// what need not be brought.
func (b *builder) checklistPage() {
	b.header(stepPrepare)
	b.checklistHead()

	c := b.st.Checklist
	var blocks []block
	for _, l := range c.Bring {
		blocks = append(blocks, b.tickBlock(b.tickRowOf(l)))
	}
	const perCard = 4
	for rest := c.Skip; len(rest) > 0; {
		n := min(perCard, len(rest))
		blocks = append(blocks, b.skipBlock(rest[:n], len(c.Skip)))
		rest = rest[n:]
	}
	b.stack(blocks, theme.ContentY, theme.ContentEnd, b.moreThings)

	b.back()
	label := b.say("checklist.ready")
	if len(c.Bring) == 0 {
		label = b.say("checklist.go-on")
	}
	b.next("checklist.ready", label, visit.Ready{})
}

func (b *builder) checklistHead() {
	const titleY, subY = 236, 340
	c := b.st.Checklist
	switch {
	case b.st.Item != nil && !b.st.Item.MaterialsEntered && len(c.Bring) == 0:
		b.title(titleY, []string{b.say("checklist.title-unknown")}, b.say("checklist.unknown"))
		return
	case len(c.Bring) == 0:
		b.title(titleY, []string{b.say("checklist.title-nothing")}, b.say("checklist.nothing"))
		return
	}
	certain := c.Certain()
	switch {
	case certain == 0:
		b.title(titleY, []string{b.say("checklist.title-maybe", len(c.Bring))}, b.say("checklist.tick"))
	case certain < len(c.Bring):
		b.title(titleY, []string{b.say("checklist.title", certain)}, b.say("checklist.and-maybe", len(c.Bring)-certain))
	default:
		b.title(titleY, []string{b.say("checklist.title", certain)}, b.say("checklist.tick"))
	}
	if certain == 0 {
		return // nothing is lacked for sure, and nothing is complete
	}
	have, lacking := 0, certain
	for _, l := range c.Bring {
		if b.st.Have[l.Material.ID] {
			have++
			if !l.Maybe {
				lacking--
			}
		}
	}
	lack, soft := b.say("checklist.lack", lacking), b.second()
	if lacking == 0 {
		lack = b.say("checklist.complete")
	}
	soft.height = theme.Second * 1.45
	end := float32(scene.Width - theme.Margin)
	b.add(soft.right(end, subY, lack))
	if have == 0 {
		return
	}
	s := style{size: theme.Second, bold: true, color: b.p.Pine, height: soft.height}
	words := b.say("checklist.have", have)
	x := end - soft.width(lack) - 28 - s.width(words)
	b.add(s.at(x, subY, words), scene.Icon{Rect: scene.Rect{X: x - 50, Y: subY + (s.height-40)/2, W: 40, H: 40}, Name: "tick", Color: b.p.Pine, StrokeWidth: 7})
}

func (b *builder) tickRowOf(l guide.Line) tickRow {
	m := l.Material
	row := tickRow{
		ID: m.ID, Pill: b.caveatOf(l), Name: m.Name, Ticked: b.st.Have[m.ID], Detail: b.say("checklist.detail"),
		How: b.env.Words.CopiesAndHandling(m), Why: b.say("checklist.why", b.env.Words.Reason(l)),
	}
	if len(l.From) > 1 {
		row.How += b.say("comma") + b.say("checklist.shared", len(l.From))
	}
	return row
}

// caveatOf is the pill of a line: that it only may be wanted comes before all else.
func (b *builder) caveatOf(l guide.Line) string {
	if l.Maybe {
		return b.say("checklist.maybe")
	}
	return b.caveat(l.Material)
}

// skipBlock is the card of what need not be brought. of is how many such things there are in all.
func (b *builder) skipBlock(lines []guide.Line, of int) block {
	const padX, head, least = 32, 18 + 49, 112
	type entry struct {
		name, why style
		names     []string
		whys      []string
		pill      string
		high      float32
	}
	var entries []entry
	high := float32(head + 6)
	for _, l := range lines {
		var e entry
		e.pill = b.term(l.Material.Waived)
		room := theme.ContentWidth - 2*padX - 48 - theme.Space24 - theme.Space24 - pillWidth(e.pill, false)
		e.name, e.names = b.strong(theme.Body).fit(l.Material.Name, room, 2, theme.Body, theme.Second)
		e.name.height = e.name.size * 1.3
		e.why, e.whys = b.small().fit(l.Material.Waived.Text, room, 2, theme.Small)
		e.high = max(least, float32(len(e.names))*e.name.line()+float32(len(e.whys))*e.why.line()+2*8)
		entries = append(entries, e)
		high += e.high + 2
	}
	high -= 2
	return block{height: high, counts: len(lines), draw: func(y float32) {
		card := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: high}
		b.card(card)
		x, width := card.X+padX, card.W-2*padX
		b.add(b.section().at(x, y+18, b.say("checklist.skip", of)))
		y += head
		for i, e := range entries {
			if i > 0 {
				b.divider(x, y, width)
				y += 2
			}
			b.add(scene.Icon{Rect: scene.Rect{X: x, Y: y + (e.high-48)/2, W: 48, H: 48}, Name: "tick", Color: b.p.Pine, StrokeWidth: 7})
			text := float32(len(e.names))*e.name.line() + float32(len(e.whys))*e.why.line()
			shapes, first := e.name.lines(x+72, y+(e.high-text)/2, e.names)
			b.add(shapes...)
			shapes, _ = e.why.lines(x+72, y+(e.high-text)/2+first, e.whys)
			b.add(shapes...)
			b.add(pill(x+width-pillWidth(e.pill, false), y+e.high/2, b.settled(), e.pill, false)...)
			y += e.high
		}
	}}
}
