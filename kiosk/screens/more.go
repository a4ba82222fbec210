package screens

import (
	"strconv"

	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
)

// morePage tells the rest: official name, who does it and their telephone, the steps, the result, the
// legal ground, where the content comes from.
func (b *builder) morePage() {
	it := b.st.Item
	b.header(stepChoose)
	b.title(240, []string{b.moreWords()}, it.PlainTitle())

	var rows []block
	section := func(head string, words ...string) {
		var kept []string
		for _, w := range words {
			if w != "" {
				kept = append(kept, w)
			}
		}
		if len(kept) > 0 {
			rows = append(rows, b.wordsBlocks(head, kept)...)
		}
	}
	if it.Summary != "" {
		section(b.say("more.summary"), it.Summary)
	}
	section(b.say("more.phone"), b.phones()...)
	var steps []string
	for i, s := range it.Steps {
		steps = append(steps, strconv.Itoa(i+1)+". "+s)
	}
	section(b.say("more.steps"), steps...)
	if it.Result.Text != "" {
		section(b.say("more.result"), b.factLine(it.Result))
	}
	section(b.say("more.notes"), it.Notes...)
	section(b.say("more.name"), it.Name, b.codeWords())
	section(b.say("more.basis"), it.Basis...)
	source := ""
	if date := b.dateWords(it.Updated); date != "" {
		source = b.say("more.updated", date)
	}
	section(b.say("more.source"), it.Source, source)
	b.stack(rows, theme.ContentY, theme.ContentEnd, func(int) string { return b.say("more.next") })
	b.back()
}

// phones are the telephones of who handles it, or the advice to ask where none is known.
func (b *builder) phones() []string {
	it := b.st.Item
	ids := []string{it.Department}
	for _, p := range it.Parts {
		ids = append(ids, p.Department)
	}
	var out []string
	seen := map[string]bool{"": true}
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		for _, d := range b.env.Know.Departments() {
			if d.ID != id {
				continue
			}
			if d.Phone.Known() {
				out = append(out, b.say("more.phone-of", d.Name, d.Phone.Text))
			} else {
				out = append(out, b.say("more.no-phone", d.Name))
			}
		}
	}
	return out
}

func (b *builder) factLine(f guide.Fact) string {
	if !f.Known() {
		return joined(b.say("list.comma"), f.Text, b.say("fact.verify"))
	}
	return joined(b.say("list.comma"), f.Text, f.Note)
}

func (b *builder) codeWords() string {
	if b.st.Item.Code == "" {
		return ""
	}
	return b.say("more.code", b.st.Item.Code)
}

// wordsBlocks is a card of paragraphs under a head; a long one is cut into several cards, so that
// none is higher than a page.
func (b *builder) wordsBlocks(head string, paragraphs []string) []block {
	const x, width, most = theme.Margin + 36, theme.ContentWidth - 72, 8
	s := b.body()
	s.size, s.height = theme.Second, theme.Second*1.4
	var lines []string
	for _, p := range paragraphs {
		_, set := s.fit(p, width, 200, theme.Second)
		lines = append(lines, set...)
	}
	var out []block
	for first := true; len(lines) > 0; first = false {
		part := lines[:min(most, len(lines))]
		lines = lines[len(part):]
		headHeight := float32(0)
		if first {
			headHeight = 58
		}
		height := 20 + headHeight + float32(len(part))*s.line() + 20
		out = append(out, block{height: height, counts: 1, draw: func(y float32) {
			b.card(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: height})
			if first {
				b.add(b.section().at(x, y+20, head))
			}
			shapes, _ := s.lines(x, y+20+headHeight, part)
			b.add(shapes...)
		}})
	}
	return out
}

// moreWords names the page of further remarks; a telephone is promised only where one was entered.
func (b *builder) moreWords() string {
	if b.hall.Phone.Known() {
		return b.say("item.more")
	}
	for _, d := range b.env.Know.Departments() {
		if d.ID == b.st.Item.Department && d.Phone.Known() {
			return b.say("item.more")
		}
	}
	return b.say("item.more-short")
}
