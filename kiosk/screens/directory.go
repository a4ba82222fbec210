package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// entry is one department or window of a directory.
type entry struct {
	id, name, note string
	sign           string // a window's number
	act            any
}

// departmentEntries are the departments that have something, with how much. They are read once for
// a picture: a long list's briefs take a few milliseconds.
func (b *builder) departmentEntries() []entry {
	if b.departmentList != nil {
		return b.departmentList
	}
	out := []entry{}
	for _, d := range b.env.Know.Departments() {
		if n := len(b.env.Know.ByDepartment(d.ID)); n > 0 {
			out = append(out, entry{id: d.ID, name: d.Name, note: b.say("list.count", n), act: visit.OpenDepartment{ID: d.ID}})
		}
	}
	b.departmentList = out
	return out
}

// windowEntries are the windows that take something.
func (b *builder) windowEntries() []entry {
	var out []entry
	for _, w := range b.hall.Windows {
		if n := len(b.env.Know.ByWindow(w.ID)); n > 0 {
			note := b.say("list.count", n)
			if w.Floor != "" {
				note = b.say("list.floor-count", w.Floor, n)
			}
			out = append(out, entry{id: w.ID, sign: w.ID, name: w.Name, note: note, act: visit.OpenWindow{ID: w.ID}})
		}
	}
	return out
}

func (b *builder) departmentsPage() {
	entries := b.departmentEntries()
	b.directory(b.say("list.departments"), b.say("list.departments-note", len(entries)), entries)
}

func (b *builder) windowsPage() {
	b.directory(b.say("list.windows"), b.say("list.windows-note"), b.windowEntries())
}

// directory lists departments or windows in two columns.
func (b *builder) directory(title, note string, entries []entry) {
	b.header(stepChoose)
	b.title(240, []string{title}, note)
	const height = 148
	width := theme.Columns(2)
	var rows []block
	for i := 0; i < len(entries); i += 2 {
		pair := entries[i:min(i+2, len(entries))]
		rows = append(rows, block{height: height, counts: len(pair), draw: func(y float32) {
			for k, e := range pair {
				r := scene.Rect{X: theme.Margin + float32(k)*(width+theme.Gutter), Y: y, W: width, H: height}
				if e.sign == "" {
					b.wordTile(r, "list.item."+e.id, e.name, e.note, e.act)
				} else {
					b.signTile(r, e)
				}
			}
		}})
	}
	b.stack(rows, theme.ContentY, theme.ContentEnd, func(n int) string { return b.say("list.more-entries", n) })
	b.back()
}

// signTile is a window with its number as on its sign.
func (b *builder) signTile(r scene.Rect, e entry) {
	b.addTarget(b.target(r, "list.item."+e.id, b.say("list.window", e.sign)+" "+e.name, e.act, b.tileLook(), func(l look) []scene.Shape {
		number := style{size: theme.Title, bold: true, color: l.ink}
		sign := scene.Rect{X: r.X + 16, Y: r.Y, W: 112, H: r.H}
		number, digits := number.fit(e.sign, sign.W, 1, theme.Title, theme.Choice, theme.Item, theme.Second)
		s, lines := style{size: theme.Body, bold: true, color: l.ink}.fit(e.name, r.W-144-20-40-12, 2, theme.Body, theme.Second, theme.Small)
		s.height = s.size * 1.25
		n := style{size: theme.Small, color: l.second, height: theme.Small * 1.3}
		top := r.Y + (r.H-float32(len(lines))*s.height-n.height)/2
		shapes, h := s.lines(r.X+144, top, lines)
		return append(shapes, number.centred(sign, digits[0]), n.at(r.X+144, top+h, e.note), chevron(r, 20, 40, l.accent))
	}))
}

// bundlesPage lists everything that several departments do as one.
func (b *builder) bundlesPage() {
	b.header(stepChoose)
	b.title(240, []string{b.say("list.bundles")}, b.say("list.bundles-note"))
	var rows []block
	for _, bundle := range b.env.Know.Bundles() {
		if brief, ok := b.env.Know.Brief(bundle.ID); ok {
			rows = append(rows, b.resultBlock(b.briefRow(brief, "list.item.")))
		}
	}
	b.stack(rows, theme.ContentY, theme.ContentEnd, b.moreItems)
	b.back()
}

// listPage shows the items of a life event, a department or a window.
func (b *builder) listPage() {
	b.header(stepChoose)
	sub := b.say("list.choose", len(b.st.Briefs))
	if len(b.st.Briefs) == 0 {
		sub = b.say("list.empty")
	}
	b.title(240, []string{b.st.ListTitle}, sub)
	var rows []block
	for _, brief := range b.st.Briefs {
		rows = append(rows, b.resultBlock(b.briefRow(brief, "list.item.")))
	}
	paged := b.stack(rows, theme.ContentY, theme.ContentEnd, b.moreItems)
	b.back()
	if paged {
		b.typeInstead()
	}
}

// typeInstead offers the keyboard beside 返回, where a list is long.
func (b *builder) typeInstead() {
	b.secondary(primaryRect(), "home.search", b.say("list.type-instead"), visit.OpenSearch{}, theme.Body)
}

// resultsPage lists everything the search found.
func (b *builder) resultsPage() {
	b.header(stepChoose)
	found := b.st.Result
	sub := b.say("list.results-note")
	if found.Total > len(found.Hits) {
		sub = b.say("list.results-first", len(found.Hits))
	}
	b.title(240, []string{b.say("list.results", found.Total)}, b.say("list.typed", b.st.Query)+sub)
	var rows []block
	for _, hit := range found.Hits {
		if brief, ok := b.env.Know.Brief(hit.ID); ok {
			rows = append(rows, b.resultBlock(b.hitRow(hit, brief)))
		}
	}
	b.stack(rows, theme.ContentY, theme.ContentEnd, b.moreItems)
	b.back()
}

// departmentName is the name of a department by its id, or empty.
func (b *builder) departmentName(id string) string {
	for _, d := range b.env.Know.Departments() {
		if d.ID == id {
			return d.Name
		}
	}
	return ""
}

// plainTitle is what a brief is called.
func plainTitle(brief guide.Brief) string {
	if brief.Title != "" {
		return brief.Title
	}
	return brief.Name
}
