package screens

import (
	"slices"
	"strconv"
	"strings"

	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// itemPage tells an item in short: the figures that decide, then who, where and when. What to bring is
// not listed here: it depends, and the questions settle it.
func (b *builder) itemPage() {
	it := b.st.Item
	b.header(stepChoose)
	end := b.title(240, itemTitle(it), b.itemNames())

	parts := b.itemParts(max(440, end+20))
	const gap = 14
	var height float32
	for _, p := range parts {
		height += p.height + gap
	}
	top := max(440, end+20)
	spare := max(0, theme.ContentEnd-12-top-(height-gap))
	y := top
	for i, p := range parts {
		switch i {
		case len(parts) - 2: // the ways on and the date stand at the foot, wherever the rest ends
			y += max(0, spare-18)
		case len(parts) - 1:
			y += min(spare, 18)
		}
		p.draw(y)
		y += p.height + gap
	}
	b.back()
	label, act := b.startLabel()
	b.next("item.start", label, act)
}

// itemParts are the sections of the page from top down, chosen so that they fit.
func (b *builder) itemParts(top float32) []block {
	it := b.st.Item
	room := theme.ContentEnd - top
	var head []block
	if it.Visits.Known() || it.Time.Known() || it.Fee.Known() {
		head = append(head, b.figures())
	} else {
		head = append(head, b.stripBlock(b.look(), "info", b.say("item.figures-unknown"), 96))
	}
	tail := []block{b.bringBlock(), b.waysOn(), b.datedBlock()}
	const gap = 14
	for _, p := range append(append([]block{}, head...), tail...) {
		room -= p.height + gap
	}
	card := b.whoWhereWhen(room)
	return append(append(head, card), tail...)
}

// itemTitle is the title as the content breaks it, or else the official name.
func itemTitle(it *guide.Item) []string {
	if len(it.Title) > 0 {
		return it.Title
	}
	return []string{it.Name}
}

// itemNames is the sentence under the title: what people also call it, and who does it.
func (b *builder) itemNames() string {
	it := b.st.Item
	who := ""
	switch {
	case len(it.Parts) > 0:
		bodies := map[string]bool{}
		for _, p := range it.Parts {
			bodies[p.Department] = true
		}
		return b.say("item.together", len(bodies), len(it.Parts))
	case it.Department != "":
		if name := b.departmentName(it.Department); name != "" {
			who = b.say("item.by", name)
		}
	}
	for _, also := range it.Also {
		if also != it.PlainTitle() {
			return joined(b.say("list.comma"), b.say("item.also", also), who)
		}
	}
	if it.Name != it.PlainTitle() {
		return joined(b.say("list.comma"), b.say("item.official", it.Name), who)
	}
	return who
}

// joined puts a separator between what is not empty.
func joined(separator string, words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, separator)
}

// figures are the three cards that decide: how many visits, how long, what it costs.
func (b *builder) figures() block {
	const height = 242
	type figure struct {
		label string
		fact  guide.Fact
	}
	list := [3]figure{{b.say("item.visits"), b.st.Item.Visits}, {b.say("item.time"), b.st.Item.Time}, {b.say("item.fee"), b.st.Item.Fee}}
	return block{height: height, draw: func(y float32) {
		width := theme.Columns(3)
		for i, f := range list {
			r := scene.Rect{X: theme.Margin + float32(i)*(width+theme.Gutter), Y: y, W: width, H: height}
			text, note := b.factWords(f.fact)
			b.card(r)
			b.add(b.section().at(r.X+32, r.Y+28, f.label))
			room := r.W - 32 - 16
			s, lines := b.strong(theme.Title).fit(text, room, 1, theme.Title, theme.Choice, theme.Item)
			if s.width(text) > room {
				s, lines = b.strong(theme.Body).fit(text, room, 2, theme.Body, theme.Second, theme.Small)
			}
			zone := scene.Rect{X: r.X + 32, Y: r.Y + 75, W: room, H: 97}
			shapes, h := s.lines(zone.X, 0, lines)
			for _, shape := range shapes {
				t := shape.(scene.Text)
				t.Y += zone.Y + (zone.H-h)/2
				b.add(t)
			}
			if note != "" {
				n, noteLines := b.small().fit(note, room, 1, theme.Small, theme.Bar)
				b.add(n.at(zone.X, r.Y+172, noteLines[0]))
			}
		}
	}}
}

// factWords are a fact's figure and note, or the advice to ask where nothing settled is known.
func (b *builder) factWords(f guide.Fact) (text, note string) {
	if f.Known() {
		return f.Text, f.Note
	}
	return b.say("fact.ask"), b.say("fact.verify")
}

// factRow is one line of the card under the figures.
type factRow struct {
	icon, label, text, note string
}

// whoWhereWhen is the card of who comes, where to and when; for a bundle, what is done together. It keeps
// within the room given: notes go first, then parts that a line counts instead.
func (b *builder) whoWhereWhen(room float32) block {
	var rows []factRow
	it := b.st.Item
	if len(it.Parts) == 0 && (it.Who.Known() || it.MaterialsEntered) {
		text, note := b.factWords(it.Who)
		if it.Who.Text != "" && !it.Who.Known() { // who may come is worth knowing, if not sure
			text = it.Who.Text
		}
		rows = append(rows, factRow{"person", b.say("item.who"), text, note})
	}
	where, whereNote := b.whereWords()
	rows = append(rows, factRow{"pin", b.say("item.where"), where, whereNote})
	if len(b.hall.Hours) > 0 && !b.st.Now.IsZero() {
		rows = append(rows, factRow{"clock", b.say("item.when"), b.openWords(), b.hall.HoursIn})
	}
	for _, pad := range []float32{24, 14, 6} {
		if card, ok := b.factCard(rows, pad, room); ok {
			return card
		}
	}
	for i := range rows {
		rows[i].note = ""
	}
	card, _ := b.factCard(rows, 6, room)
	return card
}

const partHeight = 62

// factCard lays the card out with a padding above and below each row; false when it is higher than
// the room.
func (b *builder) factCard(rows []factRow, pad, room float32) (block, bool) {
	const textX = theme.Margin + 36 + 64 + 28 + 96 + 28
	const textWidth = scene.Width - theme.Margin - 36 - textX
	type laid struct {
		factRow
		s     style
		lines []string
		n     style
		notes []string
		h     float32
	}
	var set []laid
	height := float32(8)
	for _, row := range rows {
		l := laid{factRow: row}
		l.s, l.lines = b.strong(theme.Item).fit(row.text, textWidth, 2, theme.Item, theme.Body)
		if len(l.lines) > 1 {
			l.s, l.lines = b.strong(theme.Body).fit(row.text, textWidth, 2, theme.Body, theme.Second)
		}
		if row.note != "" {
			l.n, l.notes = b.second().fit(row.note, textWidth, 1, theme.Second, theme.Small)
		}
		l.h = max(64, float32(len(l.lines))*l.s.line()+float32(len(l.notes))*l.n.line()) + 2*pad
		set = append(set, l)
		height += l.h
	}
	parts := b.st.Item.Parts
	shown, partsHeight := len(parts), float32(0)
	if len(parts) > 0 {
		for {
			lines := shown
			if shown < len(parts) {
				lines++
			}
			partsHeight = 20 + 54 + float32(lines)*partHeight + 12
			if height+partsHeight <= room || shown == 1 {
				break
			}
			shown--
		}
		if shown < len(parts) && shown < 3 && pad > 6 {
			return block{}, false
		}
		height += partsHeight
	}
	draw := func(y float32) {
		b.card(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: height})
		if len(parts) > 0 {
			b.drawParts(y+20, shown)
			y += partsHeight
		}
		y += 4
		for i, l := range set {
			if i > 0 || len(parts) > 0 {
				b.add(scene.Box{Rect: scene.Rect{X: theme.Margin + 36, Y: y - 1, W: theme.ContentWidth - 72, H: 2}, Fill: b.p.Line})
			}
			middle := y + l.h/2
			b.add(scene.Icon{Rect: scene.Rect{X: theme.Margin + 36, Y: middle - 32, W: 64, H: 64}, Name: l.icon, Color: b.p.SoftInk, Tone: b.p.TouchTint, StrokeWidth: 3.5})
			label := b.section()
			b.add(label.at(theme.Margin+36+64+28, middle-label.line()/2, l.label))
			text := float32(len(l.lines))*l.s.line() + float32(len(l.notes))*l.n.line()
			shapes, h := l.s.lines(textX, middle-text/2, l.lines)
			b.add(shapes...)
			if len(l.notes) > 0 {
				b.add(l.n.at(textX, middle-text/2+h, l.notes[0]))
			}
			y += l.h
		}
	}
	return block{height: height, draw: draw}, height <= room
}

// drawParts lists what a bundle does together, with who does it.
func (b *builder) drawParts(y float32, shown int) {
	x, end := float32(theme.Margin+36), float32(scene.Width-theme.Margin-36)
	parts := b.st.Item.Parts
	b.add(b.section().at(x, y, b.say("item.parts")))
	y += 54
	for i, p := range parts[:shown] {
		who := b.second()
		who, body := who.fit(b.departmentName(p.Department), 320, 1, theme.Second, theme.Small)
		bodyWidth := float32(0)
		if len(body) > 0 {
			bodyWidth = who.width(body[0])
			b.add(who.at(end-bodyWidth, y+(partHeight-who.line())/2, body[0]))
		}
		number := b.section()
		b.add(number.at(x, y+(partHeight-number.line())/2, strconv.Itoa(i+1)))
		name, lines := b.strong(theme.Body).fit(p.Name, end-bodyWidth-theme.Space24-x-44, 1, theme.Body, theme.Second, theme.Small)
		b.add(name.at(x+44, y+(partHeight-name.line())/2, lines[0]))
		y += partHeight
	}
	if shown < len(parts) {
		s := b.second()
		b.add(s.at(x+44, y+(partHeight-s.line())/2, b.say("item.more-parts", len(parts)-shown)))
	}
}

// whereWords say which windows take it, or where the guides' desk is.
func (b *builder) whereWords() (text, note string) {
	var ids, names []string
	floor := ""
	for _, id := range b.st.Item.Windows {
		w, ok := b.hall.Window(id)
		if !ok {
			continue
		}
		ids = append(ids, w.ID)
		if name := b.counterName(w.Name); !slices.Contains(names, name) {
			names = append(names, name)
		}
		if floor == "" {
			floor = w.Floor
		}
	}
	if len(ids) == 0 {
		return b.say("item.ask-desk"), b.hall.Desk
	}
	kinds := strings.Join(names, b.say("list.enum"))
	if len(ids) > 4 {
		return strings.TrimSpace(b.say("item.windows-more", floor, strings.Join(ids[:3], b.say("list.enum")), len(ids))), kinds
	}
	return strings.TrimSpace(b.say("item.windows", floor, strings.Join(ids, b.say("list.enum")))), kinds
}

// counterName is a window's kind as one says it: 公安综合窗口.
func (b *builder) counterName(kind string) string {
	whole := b.say("item.counter", kind)
	if kind == "" || strings.HasSuffix(kind, strings.TrimPrefix(whole, kind)) {
		return kind
	}
	return whole
}

// bringBlock says how one gets to know what to bring.
func (b *builder) bringBlock() block {
	title, note, icon, t := b.bringWords()
	const height = 150
	return block{height: height, draw: func(y float32) {
		r := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: height}
		b.add(scene.Box{Rect: r, Fill: t.ground, Radius: theme.CornerTile},
			scene.Icon{Rect: scene.Rect{X: r.X + 36, Y: r.Y + 35, W: 80, H: 80}, Name: icon, Color: t.words, Tone: b.p.TouchTint, StrokeWidth: 3.2})
		head := style{size: theme.Item, bold: true, color: t.words, height: theme.Item * 1.35}
		under := style{size: theme.Second, color: t.words}
		width := r.W - 36 - 80 - 28 - 28
		x, y := r.X+36+80+28, r.Y+(r.H-head.height-under.line())/2
		b.add(head.at(x, y, head.cut(title, width)), under.at(x, y+head.height, under.cut(note, width)))
	}}
}

func (b *builder) bringWords() (title, note, icon string, t tint) {
	it := b.st.Item
	plain := tint{b.p.Sand, b.p.Ink}
	switch n, exact := b.questions(); {
	case b.nobodyComes():
		return b.say("item.no-visit"), b.say("item.no-visit-note"), "phone", b.settled()
	case b.mostlyOnline():
		return b.say("item.mostly-online"), b.say("item.mostly-online-note", n), "phone", b.settled()
	case !it.MaterialsEntered:
		return b.say("item.not-entered"), b.say("item.not-entered-note"), "document", b.look()
	case n == 0:
		return b.say("item.same-for-all"), b.say("item.same-note"), "document", plain
	case exact:
		return b.say("item.depends"), b.say("item.depends-note", n), "document", plain
	default:
		return b.say("item.depends"), b.say("item.depends-most", n), "document", plain
	}
}

// questions is how many questions the item asks, and whether it is always that many.
func (b *builder) questions() (n int, exact bool) {
	exact = true
	for _, q := range b.st.Item.Questions {
		exact = exact && len(q.When) == 0
	}
	fresh := guide.Compute(b.st.Item, guide.Answers{})
	return fresh.Remaining(), exact
}

// nobodyComes reports that no answer is needed to know that nobody has to come.
func (b *builder) nobodyComes() bool {
	fresh := guide.Compute(b.st.Item, guide.Answers{})
	return fresh.Next() == nil && fresh.Outcome != nil && fresh.Outcome.Kind == guide.OutcomeOnline
}

// mostlyOnline reports that it is done online unless an answer says otherwise.
func (b *builder) mostlyOnline() bool {
	for _, o := range b.st.Item.Outcomes {
		if o.Kind == guide.OutcomeOnline && len(o.When) == 0 {
			return true
		}
	}
	return false
}

// startLabel says what the page's primary does.
func (b *builder) startLabel() (string, any) {
	n, exact := b.questions()
	switch {
	case b.nobodyComes():
		return b.say("item.start-online"), visit.Start{}
	case b.st.Checklist.Next() == nil && n > 0:
		return b.say("item.start-list"), visit.Start{}
	case n > 0 && len(b.st.Checklist.Counting()) > 0:
		return b.say("item.start-again"), visit.Start{}
	case n > 0 && exact:
		return b.say("item.start", n), visit.Start{}
	case n > 0:
		return b.say("item.start-most", n), visit.Start{}
	case b.st.Item.MaterialsEntered:
		return b.say("item.start-list"), visit.Start{}
	case len(b.st.Item.Windows) > 0:
		return b.say("item.start-way"), visit.Start{}
	}
	return b.say("item.start-desk"), visit.Start{}
}

// waysOn are the item's other pages.
func (b *builder) waysOn() block {
	const height = 108
	return block{height: height, draw: func(y float32) {
		type way struct {
			name, long, short string
			act               any
		}
		var ways []way
		if b.st.Item.MaterialsEntered && len(b.st.Item.Materials) > 0 {
			ways = append(ways, way{"item.materials", b.say("item.materials"), b.say("item.materials-short"), visit.ShowMaterials{}})
		}
		ways = append(ways, way{"item.more", b.moreWords(), b.say("item.more-short"), visit.ShowMore{}})
		if b.st.Item.Online.Link != "" {
			ways = append(ways, way{"item.web", b.say("item.web"), b.say("item.web-short"), visit.ShowWeb{}})
		}
		width := theme.Columns(len(ways))
		for i, w := range ways {
			label := w.long
			if len(ways) > 2 {
				label = w.short
			}
			r := scene.Rect{X: theme.Margin + float32(i)*(width+theme.Gutter), Y: y, W: width, H: height}
			b.secondaryIcon(r, w.name, label, w.act, theme.Body, "chevron-right", true)
		}
	}}
}

// datedBlock says how old the content is, and whether it is invented.
func (b *builder) datedBlock() block {
	date := b.dateWords(b.st.Item.Updated)
	if date != "" {
		date = b.say("item.updated", date)
	}
	if b.st.Item.Sample || b.hall.Sample {
		return b.stripBlock(b.look(), "info", b.say("item.sample")+date, 72)
	}
	return b.stripBlock(tint{b.p.Sand, b.p.SoftInk}, "info", joined(b.say("list.comma"), date, b.say("item.binding")), 72)
}

// stripBlock is a strip as a block of a page.
func (b *builder) stripBlock(t tint, icon, words string, height float32) block {
	return block{height: height, draw: func(y float32) {
		b.strip(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: height}, t, icon, words, theme.Small)
	}}
}
