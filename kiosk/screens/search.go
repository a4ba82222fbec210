package screens

import (
	"image/color"
	"strconv"
	"strings"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// Rows of the on-screen keyboard.
var (
	letterRows = [3]string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}
	digitRows  = [2]string{"12345", "67890"}
)

const (
	keyboardY = 1264
	keyGap    = 12
)

// searchPage is the keyboard with what it finds as one types. The field is up in the reading zone,
// because the keys do the work.
func (b *builder) searchPage() {
	b.brand()
	b.searchField()
	if strings.TrimSpace(b.st.Query) == "" {
		b.chips(b.say("search.example"), b.examples(), false)
		b.searchHints()
	} else {
		if len(b.st.Result.Meant) > 0 {
			b.chips(b.say("search.meant"), b.st.Result.Meant, true)
		}
		b.liveHits()
	}
	b.keyboard()
}

func (b *builder) searchField() {
	r := scene.Rect{X: theme.Margin, Y: 136, W: theme.ContentWidth, H: 140}
	b.add(scene.Box{Rect: r, Fill: b.p.White, Stroke: b.p.Touch, StrokeWidth: theme.StrokeBox, Radius: theme.CornerSearch},
		scene.Icon{Rect: scene.Rect{X: r.X + 41, Y: r.Y + 40, W: 60, H: 60}, Name: "search", Color: b.p.Touch, StrokeWidth: 5})
	x, middle := r.X+41+60+24, r.Y+r.H/2
	end := r.X + r.W - 33
	if b.st.Query == "" {
		hint := style{size: theme.Second, color: b.p.SoftInk}
		b.caret(x, middle)
		b.add(hint.at(x+24, middle-hint.line()/2, b.say("search.hint")))
		return
	}
	note := b.second()
	found := b.say("search.found", b.st.Result.Total)
	if b.st.Result.Total == 0 {
		found = b.say("search.none")
	}
	b.add(note.right(end, middle-note.line()/2, found))
	end -= note.width(found) + theme.Space24 + 13
	// The end of what is typed is what one watches: a long query loses its beginning.
	typed := b.strong(theme.Choice)
	words := []rune(b.st.Query)
	cut := false
	for len(words) > 1 && typed.width(string(words)) > end-x {
		words, cut = words[1:], true
	}
	if cut {
		words[0] = '…'
	}
	b.add(typed.at(x, middle-typed.line()/2, string(words)))
	b.caret(x+typed.width(string(words))+8, middle)
}

func (b *builder) caret(x, middle float32) {
	b.add(scene.Box{Rect: scene.Rect{X: x, Y: middle - 34, W: 5, H: 68}, Fill: b.p.Touch})
}

// examples are words to try, of those the release knows something about.
func (b *builder) examples() []string {
	var out []string
	for _, word := range strings.Fields(b.say("search.examples")) {
		if len(b.env.Know.Search(word, 1).Hits) > 0 {
			out = append(out, word)
		}
	}
	return out
}

// chips are words to take with one touch: what the letters were taken for, the first of them what
// the results below are for; or examples.
func (b *builder) chips(label string, chips []string, firstChosen bool) {
	if len(chips) == 0 {
		return
	}
	s := b.section()
	b.add(s.at(theme.Margin, 312+(theme.ChipHeight-s.line())/2, label))
	x := theme.Margin + s.width(label) + theme.Gutter
	for i, words := range chips {
		chosen := firstChosen && i == 0
		if x+chipWidth(words, chosen) > scene.Width-theme.Margin {
			continue
		}
		x += b.chip(x, 312, "search.meant."+strconv.Itoa(i), words, chosen, visit.Meant{Words: words}) + theme.Gutter
	}
}

const hitsY, hitsEnd = 464, keyboardY - 14

// liveHits shows the best results while one types: as many as stand above the keys.
func (b *builder) liveHits() {
	if len(b.st.Result.Hits) == 0 {
		b.nothingFound()
		return
	}
	y := float32(hitsY)
	for _, hit := range b.st.Result.Hits {
		brief, ok := b.env.Know.Brief(hit.ID)
		if !ok {
			continue
		}
		row := b.resultBlock(b.hitRow(hit, brief))
		if y+row.height > hitsEnd {
			break
		}
		row.draw(y)
		y += row.height + blockGap
	}
}

// searchHints tells how to type before anything is typed.
func (b *builder) searchHints() {
	r := scene.Rect{X: theme.Margin, Y: hitsY, W: theme.ContentWidth, H: 330}
	b.card(r)
	b.add(b.section().at(r.X+36, r.Y+24, b.say("search.how")))
	y := r.Y + 84
	for _, line := range strings.Split(b.say("search.how-lines"), "\n") {
		s := b.body()
		b.add(s.at(r.X+36, y, line))
		y += s.line() + 18
	}
	b.waysIn(r.Y + r.H + theme.Space24)
}

// nothingFound says so and shows the other ways.
func (b *builder) nothingFound() {
	r := scene.Rect{X: theme.Margin, Y: hitsY, W: theme.ContentWidth, H: 200}
	b.card(r)
	s, lines := b.strong(theme.Item).fit(b.say("search.nothing", b.st.Query), r.W-72, 2, theme.Item, theme.Body, theme.Second)
	shapes, height := s.lines(r.X+36, r.Y+32, lines)
	b.add(shapes...)
	b.write(r.X+36, r.Y+32+height+10, r.W-72, b.second(), b.say("search.nothing-note"))
	b.waysIn(r.Y + r.H + theme.Space24)
}

func (b *builder) keyboard() {
	b.add(scene.Box{Rect: scene.Rect{Y: keyboardY, W: scene.Width, H: theme.BarY - keyboardY}, Fill: b.p.KeyGround})
	const left, width = 24, scene.Width - 48
	y := float32(keyboardY + 20)
	third := scene.Rect{X: left, Y: y + 2*(theme.KeyHeight+keyGap), W: width, H: theme.KeyHeight}
	clearWidth := float32(144)
	if b.st.Digits {
		for _, row := range digitRows {
			b.keyRow(left, y, (width-4*keyGap)/5, row)
			y += theme.KeyHeight + keyGap
		}
		clearWidth = (width - keyGap) / 2
	} else {
		for _, row := range letterRows {
			n := float32(len(row))
			b.keyRow((scene.Width-n*theme.KeyWidth-(n-1)*keyGap)/2, y, theme.KeyWidth, row)
			y += theme.KeyHeight + keyGap
		}
	}
	word := func(r scene.Rect, name, label string, act any, size float32) {
		b.addTarget(b.target(r, name, label, act, b.keyLook(b.p.Touch), func(l look) []scene.Shape {
			return []scene.Shape{style{size: size, bold: true, color: l.ink}.centred(r, label)}
		}))
	}
	clearKey, eraseKey := third, third
	clearKey.W, eraseKey.W = clearWidth, clearWidth
	eraseKey.X = left + width - clearWidth
	word(clearKey, "key.clear", b.say("search.clear"), visit.ClearQuery{}, theme.Body)
	b.addTarget(b.target(eraseKey, "key.erase", b.say("search.erase"), visit.Erase{}, b.keyLook(b.p.Touch), func(l look) []scene.Shape {
		return []scene.Shape{scene.Icon{Rect: scene.Rect{X: eraseKey.X + (eraseKey.W-56)/2, Y: eraseKey.Y + (eraseKey.H-56)/2, W: 56, H: 56}, Name: "backspace", Color: l.ink, StrokeWidth: 4.5}}
	}))

	foot := third.Y + theme.KeyHeight + keyGap
	back := scene.Rect{X: left, Y: foot, W: 248, H: 116}
	b.addTarget(b.target(back, "search.back", b.say("chrome.back"), visit.Back{}, b.keyLook(b.p.Touch), func(l look) []scene.Shape {
		return iconAndWords(back, style{size: theme.Item, bold: true, color: l.ink}, b.say("chrome.back"),
			scene.Icon{Rect: scene.Rect{W: 40, H: 40}, Name: "chevron-left", Color: l.ink, StrokeWidth: 6}, 12, false)
	}))
	digits := b.say("search.digits")
	if b.st.Digits {
		digits = b.say("search.letters")
	}
	word(scene.Rect{X: left + 260, Y: foot, W: 144, H: 116}, "key.digits", digits, visit.Digits{}, theme.Item)
	all := scene.Rect{X: left + 416, Y: foot, W: 616, H: 116}
	n := b.st.Result.Total
	states, act, label := b.primaryLook(theme.CornerKey), any(visit.ShowAll{}), b.say("search.all", n)
	if b.st.Query == "" || n == 0 {
		states, act, label = b.disabledLook(theme.CornerKey), nil, b.say("search.all-none")
	}
	b.addTarget(b.target(all, "search.all", label, act, states, func(l look) []scene.Shape {
		return buttonWords(all, style{size: theme.Item, bold: true, color: l.ink}, label)
	}))
}

func (b *builder) keyRow(x, y, width float32, keys string) {
	for _, k := range keys {
		r := scene.Rect{X: x, Y: y, W: width, H: theme.KeyHeight}
		b.addTarget(b.target(r, "key."+string(k), string(k), visit.Key{R: k}, b.keyLook(b.p.Ink), func(l look) []scene.Shape {
			return []scene.Shape{style{size: theme.Item, color: l.ink}.centred(r, string(k))}
		}))
		x += width + keyGap
	}
}

func (b *builder) keyLook(ink color.Color) looks {
	return looks{
		normal:  look{fill: b.p.White, ink: ink, radius: theme.CornerKey},
		pressed: look{fill: b.p.Touch, ink: b.p.OnTouch, radius: theme.CornerKey},
	}
}
