package screens

import (
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
)

// fact is one labelled line of a card: 去哪里 一楼 12 号窗口.
type fact struct{ label, words string }

// factsLook is how a card of facts is set: the width of the labels' column, the words' style and
// the least height of a row.
type factsLook struct {
	labels float32
	words  style
	row    float32
}

// facts draws a white card of labelled lines from y down, each as high as its words need, with
// dividers between them, and returns where it ends.
func (b *builder) facts(y float32, l factsLook, rows []fact) float32 {
	const padX, padY = 40, 4
	type set struct {
		style style
		lines []string
		high  float32
	}
	room := theme.ContentWidth - 2*padX - l.labels
	var sets []set
	total := float32(2 * padY)
	for _, f := range rows {
		s, lines := l.words.fit(f.words, room, 3, downFrom(l.words.size)...)
		high := max(l.row, float32(len(lines))*s.line()+2*theme.Space16)
		sets = append(sets, set{s, lines, high})
		total += high
	}
	b.card(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: total})
	at := y + padY
	for i, f := range rows {
		x := float32(theme.Margin + padX)
		if i > 0 {
			b.divider(x, at, theme.ContentWidth-2*padX)
		}
		row := scene.Rect{X: x, Y: at, W: l.labels - theme.Space16, H: sets[i].high}
		label := style{size: theme.Body, color: b.p.SoftInk}
		label, lines := label.fit(f.label, row.W, 2, theme.Body, theme.Second, theme.Small)
		b.linesIn(row, label, lines)
		b.linesIn(scene.Rect{X: x + l.labels, Y: at, H: sets[i].high}, sets[i].style, sets[i].lines)
		at += sets[i].high
	}
	return y + total
}

// divider is the line between two rows of a card.
func (b *builder) divider(x, y, width float32) {
	b.add(scene.Box{Rect: scene.Rect{X: x, Y: y, W: width, H: 2}, Fill: b.p.Line})
}

// linesIn sets lines at the left of a row, in the middle of its height.
func (b *builder) linesIn(row scene.Rect, s style, lines []string) {
	high := float32(len(lines)) * s.line()
	shapes, _ := s.lines(row.X, row.Y+(row.H-high)/2, lines)
	b.add(shapes...)
}
