package screens

import (
	"strings"

	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// questionPage asks one thing. An answer goes on by itself; what was answered before can be changed
// from the card at the foot, nearest to the hand.
func (b *builder) questionPage() {
	q := b.st.Asking
	if q == nil {
		return
	}
	b.header(stepAnswer)
	before, nth, total := b.askedBefore(q)
	count := b.say("ask.nth", nth, total)
	if b.mayBeFewer(q) {
		count = b.say("ask.nth-most", nth, total)
	}
	b.add(b.section().at(theme.Margin, 228, count))
	b.title(276, q.Ask, "")

	top := float32(566)
	if q.Why != "" {
		end := b.note(theme.ContentY, "info", b.say("ask.why", strings.TrimRight(q.Why, "。")))
		top = max(top, end+36)
	}
	if end := b.answers(q, top); end > 0 {
		b.answeredBefore(before, end)
	}

	label := b.say("chrome.back")
	if nth > 1 {
		label = b.say("ask.previous")
	}
	rest := b.backSaying(label, visit.Back{})
	b.secondary(rest, "question.skip", b.say("ask.skip"), visit.SkipQuestions{}, theme.Body)
}

// askedBefore returns the answered questions that come before q, q's place among all, and how many
// there are at most.
func (b *builder) askedBefore(q *guide.Question) (before []guide.Asked, nth, total int) {
	asked := b.st.Checklist.Asked
	for i, a := range asked {
		if a.Question.ID == q.ID {
			before, nth = asked[:i], i+1
		}
	}
	total = len(asked)
	if n := b.st.Checklist.Remaining(); n > 0 {
		total += n - 1
	}
	return before, max(nth, 1), max(total, nth)
}

// mayBeFewer reports that a question after q is asked only after some answers, so that their number
// is not known yet.
func (b *builder) mayBeFewer(q *guide.Question) bool {
	later := false
	for i := range b.st.Item.Questions {
		other := &b.st.Item.Questions[i]
		if later && len(other.When) > 0 && !b.st.Checklist.Settled(other) {
			return true
		}
		later = later || other.ID == q.ID
	}
	return false
}

// answers draws the answers from top down and returns where they end, or 0 where they had to be
// paged and nothing else fits below.
func (b *builder) answers(q *guide.Question, top float32) float32 {
	const gap = 20
	options := append([]guide.Option(nil), q.Options...)
	if q.NotSure != "" {
		options = append(options, guide.Option{ID: guide.NotSure, Text: b.say("question.not-sure"), Note: q.NotSure})
	}
	var blocks []block
	high := float32(-gap)
	for _, o := range options {
		h := b.answerHeight(o.Text, o.Note)
		blocks = append(blocks, block{height: h, counts: 1, draw: func(y float32) {
			b.answer(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: h}, "answer."+o.ID, o.Text, o.Note,
				visit.Answer{Question: q.ID, Option: o.ID})
		}})
		high += h + gap
	}
	if top+high > theme.ContentEnd {
		b.stack(blocks, top, theme.ContentEnd, func(n int) string { return b.say("ask.more", n) })
		return 0
	}
	y := top
	for _, bl := range blocks {
		bl.draw(y)
		y += bl.height + gap
	}
	return y - gap
}

// answeredBefore lists the last answers with a way to change each, as many as fit under the answers.
func (b *builder) answeredBefore(before []guide.Asked, above float32) {
	const (
		foot        = 1584
		pad, head   = 20, 55
		row         = 104
		changeWidth = 140
		words       = 340
	)
	n := min(len(before), int((foot-above-theme.Space24-2*pad-head)/row))
	if n <= 0 {
		return
	}
	card := scene.Rect{X: theme.Margin, W: theme.ContentWidth, H: 2*pad + head + float32(n)*row}
	card.Y = foot - card.H
	b.card(card)
	label := b.say("ask.before")
	if dropped := len(b.st.Checklist.Dropped); dropped > 0 {
		label = b.say("ask.before-dropped", dropped)
	}
	x := card.X + 36
	b.add(b.section().at(x, card.Y+pad, label))
	y := card.Y + pad + head
	for i, a := range before[len(before)-n:] {
		if i > 0 {
			b.divider(x, y, card.W-36-pad)
		}
		change := scene.Rect{X: card.X + card.W - pad - changeWidth, Y: y + (row-theme.SecondaryHeight)/2, W: changeWidth, H: theme.SecondaryHeight}
		asked, lines := b.second().fit(a.Question.ShortText(), words-theme.Space16, 2, theme.Second, theme.Small)
		b.linesIn(scene.Rect{X: x, Y: y, H: row}, asked, lines)
		answer, lines := b.strong(theme.Body).fit(a.AnswerText(b.say("question.not-sure")), change.X-theme.Space16-x-words, 2, theme.Body, theme.Second, theme.Small)
		b.linesIn(scene.Rect{X: x + words, Y: y, H: row}, answer, lines)
		b.addTarget(b.target(change, "question.change."+a.Question.ID, b.say("ask.change-label", a.Question.ShortText()),
			visit.Change{Question: a.Question.ID}, b.secondaryLook(theme.CornerCell), func(l look) []scene.Shape {
				return buttonWords(change, style{size: theme.Body, bold: true, color: l.ink}, b.say("ask.change"))
			}))
		y += row
	}
}
