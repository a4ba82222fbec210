package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// How much the home page shows of each kind; what is beyond is a touch away.
const (
	homeEvents      = 8
	homeBundles     = 6
	homeDepartments = 12
)

// homePage asks what is to be done today: search first, because it serves everybody who has a word for
// it; then the family's great days with pictures; then what several departments do as one.
func (b *builder) homePage() {
	b.brand()
	hello := b.strong(theme.Hello)
	b.write(theme.Margin, 168, theme.ContentWidth, hello, b.say("home.title"))
	if len(b.hall.Hours) > 0 && !b.st.Now.IsZero() {
		s := b.second()
		b.add(scene.Icon{Rect: scene.Rect{X: theme.Margin, Y: 415, W: 44, H: 44}, Name: "clock", Color: b.p.SoftInk, StrokeWidth: 4.5},
			s.at(theme.Margin+58, 437-s.line()/2, b.openWords()))
	}
	b.searchBox()

	// The ways in lie at the foot. What is free between them and the search box is shared out, so
	// that a hall with few bundles has larger tiles and no hole.
	const top, foot = 710, 1532
	events := b.env.Know.Events()
	events = events[:min(len(events), homeEvents)]
	bundles := b.env.Know.Bundles()
	if b.bare() {
		b.homeDirectory(top, foot)
	} else {
		eventRows, bundleRows := float32((len(events)+3)/4), float32(b.bundleRows(len(bundles)))
		heads := float32(0)
		if eventRows > 0 {
			heads += 58
		}
		if bundleRows > 0 {
			heads += 58
		}
		fixed := heads + eventRows*(196+theme.Gutter) + bundleRows*(theme.TileHeight+theme.Gutter)
		spare := max(0, foot-top-fixed)
		if eventRows > 0 && bundleRows > 0 {
			spare = max(0, spare-32)
		}
		each := min(spare/(eventRows+bundleRows), 56)
		y := float32(top)
		if eventRows > 0 {
			b.eventTiles(events, y, 196+each)
			y += 58 + eventRows*(196+each+theme.Gutter) + 28
		}
		if bundleRows > 0 {
			b.bundleTiles(bundles, y, theme.TileHeight+each)
		}
	}
	b.waysIn(1580)
}

// bare reports a release with neither life events nor bundles.
func (b *builder) bare() bool { return len(b.env.Know.Events()) == 0 && len(b.env.Know.Bundles()) == 0 }

// searchBox is the way to the keyboard.
func (b *builder) searchBox() {
	r := scene.Rect{X: theme.Margin, Y: 500, W: theme.ContentWidth, H: 168}
	normal := look{fill: b.p.White, stroke: b.p.Touch, width: theme.StrokeBox, radius: theme.CornerSearch, ink: b.p.Ink, second: b.p.SoftInk, accent: b.p.Touch}
	pressed := normal
	pressed.fill = b.p.TouchTint
	b.addTarget(b.target(r, "home.search", b.say("home.search"), visit.OpenSearch{}, looks{normal, pressed}, func(l look) []scene.Shape {
		key := scene.Rect{X: r.X + r.W - 5 - 28 - 120, Y: r.Y + 30, W: 120, H: 108}
		fill := b.p.Touch
		if l.down {
			fill = b.p.TouchPressed
		}
		big, small := style{size: theme.Choice, bold: true, color: l.ink, height: theme.Choice * 1.25}, style{size: theme.Second, color: l.second, height: theme.Second * 1.35}
		x, y := r.X+5+36+64+28, r.Y+(r.H-big.height-small.height)/2
		return []scene.Shape{
			scene.Icon{Rect: scene.Rect{X: r.X + 41, Y: r.Y + 52, W: 64, H: 64}, Name: "search", Color: l.accent, StrokeWidth: 5},
			big.at(x, y, b.say("home.search")),
			small.at(x, y+big.height, b.say("home.search-note")),
			scene.Box{Rect: key, Fill: fill, Radius: theme.CornerCell},
			scene.Icon{Rect: scene.Rect{X: key.X + 24, Y: key.Y + 18, W: 72, H: 72}, Name: "keyboard", Color: b.p.OnTouch, StrokeWidth: 4},
		}
	}))
}

func (b *builder) eventTiles(events []guide.Event, y, height float32) {
	section := b.section()
	b.add(section.at(theme.Margin, y, b.say("home.events")))
	width := theme.Columns(4)
	for i, e := range events {
		r := scene.Rect{X: theme.Margin + float32(i%4)*(width+theme.Gutter), Y: y + 58 + float32(i/4)*(height+theme.Gutter), W: width, H: height}
		b.addTarget(b.target(r, "home.event."+e.ID, e.Name, visit.OpenEvent{ID: e.ID}, b.tileLook(), func(l look) []scene.Shape {
			s, lines := style{size: theme.Body, bold: true, color: l.ink, height: theme.Body * 1.2}.fit(e.Name, r.W-32, 1, theme.Body, theme.Second, theme.Small)
			top := r.Y + (r.H-88-12-s.line())/2
			return []scene.Shape{
				scene.Icon{Rect: scene.Rect{X: r.X + (r.W-88)/2, Y: top, W: 88, H: 88}, Name: e.Icon, Color: l.accent, Tone: l.tone, StrokeWidth: 3.2},
				s.at(r.X+(r.W-s.width(lines[0]))/2, top+100, lines[0]),
			}
		}))
	}
}

// bundleColumns is in how many columns the bundles stand: two where three would leave a hole.
func bundleColumns(n int) int {
	if n <= 2 || n == 4 {
		return 2
	}
	return 3
}

func (b *builder) bundleRows(n int) int {
	n = min(n, homeBundles)
	if n == 0 {
		return 0
	}
	c := bundleColumns(n)
	return (n + c - 1) / c
}

func (b *builder) bundleTiles(bundles []guide.Bundle, y, height float32) {
	section := b.section()
	b.add(section.at(theme.Margin, y, b.say("home.bundles")))
	shown := bundles
	all := len(bundles) > homeBundles
	if all {
		shown = bundles[:homeBundles-1]
	}
	columns := bundleColumns(min(len(bundles), homeBundles))
	width := theme.Columns(columns)
	place := func(i int) scene.Rect {
		return scene.Rect{X: theme.Margin + float32(i%columns)*(width+theme.Gutter), Y: y + 58 + float32(i/columns)*(height+theme.Gutter), W: width, H: height}
	}
	for i, bundle := range shown {
		name := bundle.Tile
		if name == "" {
			name = bundle.Name
		}
		note := ""
		if brief, ok := b.env.Know.Brief(bundle.ID); ok && brief.Bodies > 0 {
			note = b.say("home.bodies", brief.Bodies)
		}
		b.wordTile(place(i), "home.bundle."+bundle.ID, name, note, visit.OpenItem{ID: bundle.ID})
	}
	if all {
		r := place(len(shown))
		label := b.say("home.all-bundles", len(bundles))
		b.addTarget(b.target(r, "home.bundles", label, visit.OpenBundles{}, b.tileLook(), func(l look) []scene.Shape {
			s := style{size: theme.Body, bold: true, color: l.accent}
			return []scene.Shape{s.at(r.X+28, r.Y+(r.H-s.line())/2, label), chevron(r, 20, 40, l.accent)}
		}))
	}
}

// wordTile is a tile with a name, a note under it and a chevron.
func (b *builder) wordTile(r scene.Rect, name, label, note string, act any) {
	b.addTarget(b.target(r, name, label, act, b.tileLook(), func(l look) []scene.Shape {
		most := 1
		if note == "" || r.H >= 140 {
			most = 2
		}
		s, lines := style{size: theme.Body, bold: true, color: l.ink}.fit(label, r.W-28-20-40-12, most, theme.Body, theme.Second, theme.Small)
		s.height = s.size * 1.25
		n := style{size: theme.Small, color: l.second, height: theme.Small * 1.3}
		height := float32(len(lines)) * s.height
		if note != "" {
			height += n.height
		}
		shapes, h := s.lines(r.X+28, r.Y+(r.H-height)/2, lines)
		if note != "" {
			shapes = append(shapes, n.at(r.X+28, r.Y+(r.H-height)/2+h, note))
		}
		return append(shapes, chevron(r, 20, 40, l.accent))
	}))
}

// homeDirectory stands on the home page of a hall whose content has neither life events nor
// bundles, as an imported list has none: the departments themselves.
func (b *builder) homeDirectory(top, foot float32) {
	entries := b.departmentEntries()
	if len(entries) > homeDepartments {
		entries = entries[:homeDepartments]
	}
	if len(entries) == 0 {
		return
	}
	b.add(b.section().at(theme.Margin, top, b.say("home.departments-head")))
	rows := float32((len(entries) + 1) / 2)
	height := min(148, (foot-top-58-(rows-1)*theme.Gutter)/rows)
	width := theme.Columns(2)
	for i, e := range entries {
		r := scene.Rect{X: theme.Margin + float32(i%2)*(width+theme.Gutter), Y: top + 58 + float32(i/2)*(height+theme.Gutter), W: width, H: height}
		b.wordTile(r, "list.item."+e.id, e.name, e.note, e.act)
	}
}

// waysIn are the directories, for those who know the department or the window.
func (b *builder) waysIn(y float32) {
	type way struct {
		name, icon, label string
		act               any
	}
	ways := []way{{"home.departments", "hall", b.say("home.by-department"), visit.OpenDepartments{}}}
	if b.st.Page == visit.Home && b.bare() {
		if n := len(b.departmentEntries()); n > homeDepartments {
			ways[0].label = b.say("home.all-departments", n)
		}
	}
	if len(b.windowEntries()) > 0 {
		ways = append(ways, way{"home.windows", "window", b.say("home.by-window"), visit.OpenWindows{}})
	}
	width := theme.Columns(len(ways))
	for i, w := range ways {
		r := scene.Rect{X: theme.Margin + float32(i)*(width+theme.Gutter), Y: y, W: width, H: 104}
		b.secondaryIcon(r, w.name, w.label, w.act, theme.Body, w.icon, false)
	}
}
