package screens

import (
	"strconv"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// webPage shows the code of the item's online page, with what to do there.
func (b *builder) webPage() {
	it := b.st.Item
	b.header(stepChoose)
	sub := it.PlainTitle()
	if it.Online.Extent.Known() {
		sub = it.Online.Extent.Text
	}
	b.title(240, []string{b.say("web.title")}, sub)

	const side = 440
	card := scene.Rect{X: theme.Margin, Y: theme.ContentY, W: theme.ContentWidth, H: side + 2*44}
	b.card(card)
	b.add(scene.QR{Rect: scene.Rect{X: card.X + 44, Y: card.Y + 44, W: side, H: side}, Data: it.Online.Link})
	x := card.X + 44 + side + 44
	width := card.X + card.W - 36 - x
	head := b.strong(theme.Item)
	y := card.Y + 84
	y += b.write(x, y, width, head, b.say("web.scan")) + 20
	b.write(x, y, width, b.second(), b.say("web.scan-note"))

	end := card.Y + card.H + blockGap
	steps := it.Online.Steps
	if len(steps) == 0 {
		steps = []string{b.say("web.step-scan"), b.say("web.step-sign-in"), b.say("web.step-follow")}
	}
	numbered := make([]string, len(steps))
	for i, s := range steps {
		numbered[i] = strconv.Itoa(i+1) + ". " + s
	}
	rows := b.wordsBlocks(b.say("web.steps"), numbered)
	rows = append(rows, b.stripBlock(b.quiet(), "guide", b.say("web.no-phone"), 96))
	b.stack(rows, end, theme.ContentEnd, func(int) string { return b.say("more.next") })
	b.back()
	b.next("primary", b.say("web.print"), visit.PrintSheet{})
}
