package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// notYetPage says what is missing and how to go on. What may follow later is not missing, and that is said.
func (b *builder) notYetPage() {
	b.header(stepPrepare)
	missing := b.st.Missing()
	b.title(236, []string{b.say("notyet.title", len(missing))}, b.notYetSentence(missing))

	y := b.missingPanel(460, missing)
	b.add(style{size: theme.Body, bold: true, color: b.p.SoftInk}.at(theme.Margin, y+40, b.say("notyet.ways")))
	b.ways(y+108, missing)

	brought := scene.Rect{X: theme.Margin, Y: theme.ActionY, W: 320, H: theme.ActionHeight}
	b.secondaryChevron(brought, "notyet.brought", b.say("notyet.brought"), visit.Back{})
	b.primaryIcon(rightOf(brought), "notyet.print", "printer", b.say("notyet.print"), visit.PrintSheet{})
}

func (b *builder) notYetSentence(missing []guide.Line) string {
	key := "notyet.lack-one"
	if len(missing) > 1 {
		key = "notyet.lack-many"
	}
	var later []string
	for _, l := range b.st.Checklist.Bring {
		if l.Material.Later != "" && !b.st.Have[l.Material.ID] {
			later = append(later, l.Material.Name)
		}
	}
	switch len(later) {
	case 0:
		return b.say(key)
	case 1:
		return b.say(key) + b.say("notyet.later-one", later[0])
	}
	return b.say(key) + b.say("notyet.later-many", later[0], len(later))
}

// missingPanel shows the missing things on ochre, a single one with its picture, and returns where
// the panel ends.
func (b *builder) missingPanel(y float32, missing []guide.Line) float32 {
	if len(missing) == 1 {
		return b.missingOne(y, missing[0].Material)
	}
	const most, head, row, pad = 4, 56, 62, 28
	shown := min(len(missing), most)
	if len(missing) == most+1 {
		shown = len(missing)
	}
	rows := shown
	if shown < len(missing) {
		rows++
	}
	panel := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: 2*pad + head + float32(rows)*row}
	b.add(scene.Box{Rect: panel, Fill: b.p.OchreTint, Radius: 28})
	x := panel.X + 40
	b.untickedMark(x, y+pad)
	at := y + pad + head
	for _, l := range missing[:shown] {
		how := style{size: theme.Second, color: b.p.Ink}
		copies := b.env.Words.Copies(l.Material)
		room := panel.W - 2*40
		beside := room - how.width(copies) - theme.Space24
		if b.strong(theme.Second).width(l.Material.Name) <= beside {
			room = beside
			b.add(how.right(panel.X+panel.W-40, at+(row-how.line())/2, copies))
		} // else the name needs the row: how many stands on the list
		name, lines := b.strong(theme.Item).fit(l.Material.Name, room, 1, theme.Item, theme.Body, theme.Second, theme.Small)
		b.linesIn(scene.Rect{X: x, Y: at, H: row}, name, lines)
		at += row
	}
	if shown < len(missing) {
		b.linesIn(scene.Rect{X: x, Y: at, H: row}, style{size: theme.Second, color: b.p.Ink}, []string{b.say("notyet.more", len(missing)-shown)})
	}
	return panel.Y + panel.H
}

func (b *builder) untickedMark(x, y float32) {
	s := style{size: theme.Second, bold: true, color: b.p.Ochre}
	b.add(scene.Icon{Rect: scene.Rect{X: x, Y: y + (s.line()-44)/2, W: 44, H: 44}, Name: "warn", Color: b.p.Ochre, StrokeWidth: 5},
		s.at(x+58, y, b.say("notyet.unticked")))
}

func (b *builder) missingOne(y float32, m *guide.Material) float32 {
	panel := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: 300}
	b.add(scene.Box{Rect: panel, Fill: b.p.OchreTint, Radius: 28})
	picture := scene.Rect{X: panel.X + 40, Y: panel.Y + 38, W: 168, H: 224}
	b.documentPicture(picture, m.Document)

	x := picture.X + picture.W + 44
	room := panel.X + panel.W - 40 - x
	name, names := b.strong(theme.Choice).fit(m.Name, room, 2, theme.Choice, theme.Item, theme.Body, theme.Second)
	how, hows := b.body().fit(b.env.Words.Copies(m), room, 2, theme.Body, theme.Second)
	mark := theme.LineHeight(theme.Second)
	top := panel.Y + (panel.H-mark-float32(len(names))*name.line()-float32(len(hows))*how.line())/2
	b.untickedMark(x, top)
	shapes, high := name.lines(x, top+mark, names)
	b.add(shapes...)
	shapes, _ = how.lines(x, top+mark+high, hows)
	b.add(shapes...)
	return panel.Y + panel.H
}

// documentPicture shows a paper as people know it: the register book by its cover, others by an icon.
func (b *builder) documentPicture(r scene.Rect, document string) {
	if document != "household-register" {
		name := "document"
		switch document {
		case "resident-id-card":
			name = "idcard"
		case "marriage-certificate", "divorce-certificate":
			name = "book"
		}
		b.add(scene.Icon{Rect: scene.Rect{X: r.X, Y: r.Y + (r.H-r.W)/2, W: r.W, H: r.W}, Name: name, Color: b.p.Ochre, Tone: b.p.White, StrokeWidth: 2.4})
		return
	}
	book := icons.HouseholdRegister(b.p)
	b.add(scene.Drawing{Rect: r, Name: book.Name, SVG: book.SVG})
	unit := r.W / book.Width
	cover := style{size: theme.Bar, bold: true, color: b.p.BookLetter, height: theme.Bar}
	cover.size = 44 * unit // lettering of the book, not of the page
	for i, key := range []string{"notyet.register-cover-1", "notyet.register-cover-2"} {
		words := b.say(key)
		b.add(cover.at(r.X+165*unit-cover.width(words)/2, r.Y+(154+62*float32(i))*unit-cover.height/2, words))
	}
}

// lostPaper is a missing thing and the item that replaces it.
type lostPaper struct {
	name  string
	brief guide.Brief
}

// lost finds what can be had anew of what is missing, each item once.
func (b *builder) lost(missing []guide.Line, most int) []lostPaper {
	var out []lostPaper
	offered := map[string]bool{}
	for _, l := range missing {
		brief, ok := b.env.Know.Brief(l.Material.Lost)
		if ok && !offered[brief.ID] && len(out) < most {
			offered[brief.ID] = true
			out = append(out, lostPaper{l.Material.Name, brief})
		}
	}
	return out
}

// ways are what one can do now. Fetching it is no target, because nothing on this screen does it.
func (b *builder) ways(y float32, missing []guide.Line) {
	const most = 2 // lost papers, so that all ways fit
	lost := b.lost(missing, most)
	n := float32(len(lost) + 2)
	high := min(wayHeight, (theme.ContentEnd-y-(n-1)*theme.Gutter)/n)
	place := func() scene.Rect {
		r := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: high}
		y += high + theme.Gutter
		return r
	}
	hours := b.env.Words.Today(b.hall, b.st.Now)
	if b.hall.HoursIn != "" {
		hours = b.say("notyet.hours", hours, b.hall.HoursIn)
	}
	b.way(place(), "", "home", b.say("notyet.home"), hours, nil)

	for _, l := range lost {
		b.way(place(), "notyet.lost."+l.brief.ID, "book", b.say("notyet.lost", l.name), b.say("notyet.lost-note", plainTitle(l.brief)), visit.OpenItem{ID: l.brief.ID})
	}

	anyway := b.say("notyet.anyway")
	if b.st.Item.Queue == "" || !b.hall.At(b.st.Now).Open {
		anyway = b.say("notyet.anyway-window")
	}
	b.way(place(), "notyet.anyway", "document", anyway, b.say("notyet.anyway-note"), visit.TakeAnyway{})
}
