package screens

import (
	"unicode/utf8"

	"daoyin/content/guide"
	"daoyin/content/search"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// marked are words of which some stretches matched what was typed. Marks are rune spans, from–to.
type marked struct {
	words string
	marks [][2]int
}

// resultRow is an item or bundle in a list: its title, under it what matched and who does it.
type resultRow struct {
	name, icon string // of the target, and of a bundle's picture
	title      marked
	lead       string // before what matched: 常说：
	also       marked
	tail       []string // who does it, how many visits; left out from the end where room is short
	pill       string
	pillTint   tint
	tick       bool // before the pill's words
	act        any
}

// briefRow is a row without a match.
func (b *builder) briefRow(brief guide.Brief, prefix string) resultRow {
	row := resultRow{name: prefix + brief.ID, title: marked{words: plainTitle(brief)}, act: visit.OpenItem{ID: brief.ID}}
	if brief.Bundle {
		row.icon = b.bundleIcon(brief.ID)
		if brief.Bodies > 0 {
			row.pill, row.pillTint = b.say("list.bodies-once", brief.Bodies), b.quiet()
		}
		row.tail = append(row.tail, b.say("list.parts", brief.Parts))
		return row
	}
	if brief.NoVisit {
		row.pill, row.pillTint, row.tick = b.say("list.no-visit"), b.settled(), true
	}
	if brief.Department != "" {
		row.tail = append(row.tail, brief.Department)
	}
	if brief.Visits != "" && !brief.NoVisit {
		row.tail = append(row.tail, b.say("list.visits", brief.Visits))
	}
	return row
}

// hitRow is a row that shows which of the item's words matched.
func (b *builder) hitRow(hit search.Hit, brief guide.Brief) resultRow {
	row := b.briefRow(brief, "hit.")
	match := marked{words: hit.Text, marks: hit.Marks}
	switch {
	case hit.Text == row.title.words:
		row.title = match
	case hit.Text == "":
	case hit.Field == "also" || hit.Field == "title":
		row.lead, row.also = b.say("list.people-say"), match
	case hit.Field == "name":
		row.lead, row.also = b.say("list.official"), match
	case hit.Field == "material":
		row.lead, row.also = b.say("list.needs"), match
	case hit.Field == "department":
		if len(row.tail) > 0 && row.tail[0] == hit.Text {
			row.tail = row.tail[1:]
		}
		row.also = match
	}
	return row
}

// bundleIcon is the picture of the life event a bundle belongs to.
func (b *builder) bundleIcon(id string) string {
	for _, bundle := range b.env.Know.Bundles() {
		if bundle.ID != id || len(bundle.Events) == 0 {
			continue
		}
		for _, e := range b.env.Know.Events() {
			if e.ID == bundle.Events[0] {
				return e.Icon
			}
		}
	}
	return "document"
}

const (
	resultHeight = 140
	bundleHeight = 184
)

// resultBlock makes a row as a tile of the full width. Long titles take a smaller step and more
// lines, and the row grows with them.
func (b *builder) resultBlock(row resultRow) block {
	x, least := float32(theme.Margin+28), float32(resultHeight)
	if row.icon != "" {
		x, least = x+92+28, bundleHeight
	}
	width := theme.Margin + theme.ContentWidth - 28 - 44 - 20 - x
	titleWidth := width
	if row.pill != "" {
		titleWidth -= pillWidth(row.pill, row.tick) + 20
	}
	title, titleLines := b.strong(theme.Item).fit(row.title.words, titleWidth, 1, theme.Item)
	if title.width(row.title.words) > titleWidth {
		title, titleLines = b.strong(theme.Body).fit(row.title.words, titleWidth, 2, theme.Body)
		if len(titleLines) > 1 && title.width(row.title.words) > 2*titleWidth-2*theme.Body {
			title, titleLines = b.strong(theme.Second).fit(row.title.words, titleWidth, 4, theme.Second)
		}
	}
	second := b.second()
	second.height = theme.Second * 1.35
	text := float32(len(titleLines)) * title.line()
	if row.secondLine() {
		text += second.line()
	}
	height := max(least, text+2*theme.Space16)
	return block{height: height, counts: 1, draw: func(y float32) {
		r := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: height}
		b.addTarget(b.target(r, row.name, row.title.words, row.act, b.tileLook(), func(l look) []scene.Shape {
			title, second := title, second
			title.color, second.color = l.ink, l.second
			var out []scene.Shape
			if row.icon != "" {
				out = append(out, scene.Icon{Rect: scene.Rect{X: r.X + 28, Y: r.Y + (r.H-92)/2, W: 92, H: 92}, Name: row.icon, Color: l.accent, Tone: l.tone, StrokeWidth: 3.2})
			}
			y := r.Y + (r.H-text)/2
			if len(titleLines) == 1 && len(row.title.marks) > 0 {
				shapes, _ := b.mark(x, y, title, row.title, titleWidth)
				out = append(out, shapes...)
			} else {
				shapes, _ := title.lines(x, y, titleLines)
				out = append(out, shapes...)
			}
			if row.pill != "" {
				out = append(out, pill(r.X+r.W-28-44-20-pillWidth(row.pill, row.tick), r.Y+r.H/2, row.pillTint, row.pill, row.tick)...)
			}
			y += float32(len(titleLines)) * title.line()
			out = append(out, b.rowSecond(x, y, titleWidth, second, row)...)
			return append(out, chevron(r, 28, 44, l.accent))
		}))
	}}
}

func (row resultRow) secondLine() bool { return row.also.words != "" || len(row.tail) > 0 }

// rowSecond sets the second line: lead, what matched, and of the tail what there is room for.
func (b *builder) rowSecond(x, y, width float32, s style, row resultRow) []scene.Shape {
	var out []scene.Shape
	end := x
	if row.also.words != "" {
		if row.lead != "" {
			out = append(out, s.at(x, y, row.lead))
			end += s.width(row.lead)
		}
		var shapes []scene.Shape
		shapes, end = b.mark(end, y, s, row.also, x+width-end)
		out = append(out, shapes...)
	}
	words := ""
	for _, t := range row.tail {
		next := words
		if next != "" || row.also.words != "" {
			next += b.say("list.comma")
		}
		next += t
		if end+s.width(next) > x+width {
			break
		}
		words = next
	}
	if words == "" && len(row.tail) > 0 && row.also.words == "" {
		words = s.cut(row.tail[0], width)
	}
	if words != "" {
		out = append(out, s.at(end, y, words))
	}
	return out
}

// stretch is a run of words that matched, or that did not.
type stretch struct {
	words string
	hit   bool
}

// stretches are the first n characters of m as runs, with an ellipsis where some are left out.
func (m marked) stretches(n int) []stretch {
	runes := []rune(m.words)
	hit := make([]bool, len(runes))
	for _, span := range m.marks {
		for i := max(0, span[0]); i < min(span[1], len(runes)); i++ {
			hit[i] = true
		}
	}
	var out []stretch
	for i := 0; i < n; {
		j := i
		for j < n && hit[j] == hit[i] {
			j++
		}
		out = append(out, stretch{string(runes[i:j]), hit[i]})
		i = j
	}
	if n < len(runes) {
		out = append(out, stretch{words: "…"})
	}
	return out
}

// mark sets words on one line with their matches on a tint, bold and with a line below. What does
// not fit loses its end. It returns where the words end, in x.
func (b *builder) mark(x, y float32, s style, m marked, width float32) ([]scene.Shape, float32) {
	looks := func(st stretch) style {
		t := s
		if st.hit {
			t.bold, t.color = true, b.p.Ink
		}
		return t
	}
	n := utf8.RuneCountInString(m.words)
	runs := m.stretches(n)
	for ; n > 0; n-- {
		runs = m.stretches(n)
		var needs float32
		for _, run := range runs {
			needs += looks(run).width(run.words)
		}
		if needs <= width {
			break
		}
	}
	var out []scene.Shape
	for _, run := range runs {
		t := looks(run)
		w := t.width(run.words)
		if run.hit {
			box := scene.Rect{X: x, Y: y + (s.line()-s.size*1.15-4)/2, W: w, H: s.size * 1.15}
			out = append(out, scene.Box{Rect: box, Fill: b.p.TouchTint}, scene.Box{Rect: scene.Rect{X: x, Y: box.Y + box.H, W: w, H: 4}, Fill: b.p.Touch})
		}
		out = append(out, t.at(x, y, run.words))
		x += w
	}
	return out, x
}
