package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
)

// materialsPage lists everything an item may ask for, with the answers that ask for it, for those who
// want to see it all before they answer.
func (b *builder) materialsPage() {
	b.header(stepChoose)
	cases := guide.Everything(b.st.Item)
	note := b.say("materials.note")
	if n, _ := b.questions(); n == 0 {
		note = b.say("materials.note-all")
	}
	b.title(240, []string{b.say("materials.title", len(cases))}, note)
	var rows []block
	for _, c := range cases {
		rows = append(rows, b.caseBlock(c))
	}
	b.stack(rows, theme.ContentY, theme.ContentEnd, b.moreThings)
	b.back()
	label, act := b.startLabel()
	b.next("item.start", label, act)
}

// caseBlock is one material with when it is wanted: a static card.
func (b *builder) caseBlock(c guide.Wanted) block {
	const x, width = theme.Margin + 36, theme.ContentWidth - 72
	m := c.Material
	words, t, tick := b.caveat(m), b.look(), false
	if m.Waived != nil {
		words, t, tick = b.term(m.Waived), b.settled(), true
	}
	nameWidth := float32(width)
	if words != "" {
		nameWidth -= pillWidth(words, tick) + theme.Space24
	}
	name, nameLines := b.strong(theme.Item).fit(m.Name, nameWidth, 2, theme.Item, theme.Body, theme.Second)
	how := b.body()
	how.size = theme.Second
	how.height = theme.Second * 1.35
	_, howLines := how.fit(b.env.Words.CopiesAndHandling(m), width, 2, theme.Second)
	var onlyLines []string
	only := b.small()
	if len(c.Only) > 0 {
		only.height = theme.Small * 1.4
		_, onlyLines = only.fit(b.say("materials.only", b.env.Words.Cases(c.Only)), width, 2, theme.Small)
	}
	text := float32(len(nameLines))*name.line() + float32(len(howLines))*how.line() + float32(len(onlyLines))*only.line()
	height := max(108, text+2*20)
	return block{height: height, counts: 1, draw: func(y float32) {
		r := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: height}
		b.card(r)
		at := y + (height-text)/2
		shapes, h := name.lines(x, at, nameLines)
		b.add(shapes...)
		if words != "" {
			b.add(pill(x+width-pillWidth(words, tick), at+name.line()/2, t, words, tick)...)
		}
		at += h
		shapes, h = how.lines(x, at, howLines)
		b.add(shapes...)
		shapes, _ = only.lines(x, at+h, onlyLines)
		b.add(shapes...)
	}}
}
