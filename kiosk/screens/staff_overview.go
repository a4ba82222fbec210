package screens

import (
	"fmt"
	"strings"
	"time"

	"daoyin/devices/printer"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/staff"
	"daoyin/kiosk/theme"
)

// overview says how the whole is in one sentence, then each device in a line, then what is being
// done, what is doubtful, and the day in figures.
func (b *staffBuilder) overview() {
	b.whole()
	b.devices(298)
	b.roll(scene.Rect{X: theme.Margin, Y: 684, W: theme.ContentWidth, H: 630})
	b.doubt(scene.Rect{X: theme.Margin, Y: 1338, W: theme.ContentWidth, H: 204})
	b.today(scene.Rect{X: theme.Margin, Y: 1562, W: theme.ContentWidth, H: 92})

	const buttonY, high = 1674, 104
	half := theme.Columns(2)
	test := scene.Rect{X: theme.Margin, Y: buttonY, W: half, H: high}
	change := scene.Rect{X: theme.Margin + half + theme.Gutter, Y: buttonY, W: half, H: high}
	var testing, changing any
	works := b.staff.Printer.Works()
	if works && b.staff.Test != staff.TestPrinting {
		testing = staff.TestSlip{}
	}
	b.button(test, "staff.test", b.say("staff.test"), testing)
	switch {
	case b.staff.Roll.Step == staff.OpenCover && works:
		b.button(change, "staff.keep", b.say("staff.keep"), staff.KeepRoll{})
	default:
		if b.staff.Printer.Fitted && !b.staff.Roll.Running() {
			changing = staff.ChangeRoll{}
		}
		b.button(change, "staff.change", b.say("staff.change"), changing)
	}
	b.primary(scene.Rect{X: theme.Margin, Y: 1796, W: theme.ContentWidth, H: high}, "staff.leave", b.say("staff.leave"), staff.Leave{})
}

// whole is the one sentence, about what presses most, and one about the rest.
func (b *staffBuilder) whole() {
	st := b.staff
	title, text, mark, ink := b.say("staff.fine"), b.say("staff.fine-text"), "tick", b.p.Pine
	look := func(t, x string) { title, text, mark, ink = t, x, "warn", b.p.Ochre }
	stop := func(t, x string) { title, text, mark, ink = t, x, "warn", b.p.Vermilion }
	rest := b.say("staff.rest-fine")
	if st.Reader.State == staff.ReaderFailed {
		rest = b.say("staff.reader-too")
	}
	switch p := st.Printer; {
	case st.Content.Broken:
		stop(b.say("staff.title-content"), b.say("staff.title-content-text"))
	case st.Roll.Running() && st.Roll.Cover && p.State == printer.CoverOpen:
		look(b.say("staff.title-changing"), rest)
	case p.Fitted && p.Seen && !p.Works():
		stop(b.printerStops(), rest)
	case st.Reader.State == staff.ReaderFailed:
		stop(b.say("staff.title-reader"), b.say("staff.title-reader-text"))
	case len(st.Doubts) > 0:
		look(b.say("staff.title-doubts", len(st.Doubts)), b.say("staff.title-doubts-text"))
	case st.Content.Trouble != "":
		look(b.say("staff.title-update"), st.Content.Trouble)
	case p.State == printer.NearEnd:
		look(b.say("staff.title-near-end"), b.say("staff.title-near-end-text"))
	}
	if st.Held != "" {
		text = b.say("staff.held", st.Held)
	}
	const top, side = 150, 84
	b.add(scene.Icon{Rect: scene.Rect{X: theme.Margin, Y: top + 22, W: side, H: side}, Name: mark, Color: ink, StrokeWidth: 5})
	const x = theme.Margin + side + theme.Space24
	s, lines := b.strong(theme.Choice).fit(title, scene.Width-theme.Margin-x, 1, theme.Choice, theme.Item)
	b.add(s.at(x, top, lines[0]), b.second().at(x, top+s.line(), b.second().cut(text, scene.Width-theme.Margin-x)))
}

func (b *staffBuilder) printerStops() string {
	switch b.staff.Printer.State {
	case printer.Out:
		return b.say("staff.title-out")
	case printer.Cutter:
		return b.say("staff.title-cutter")
	}
	return b.say("staff.title-printer")
}

// health is how a device is at a glance.
type health int

const (
	good health = iota
	asked
	lookAt
	stands
	absent
)

// deviceLine is one device: how it is, and what to do or how it last went.
type deviceLine struct {
	icon, name  string
	health      health
	state, more string
}

func (b *staffBuilder) devices(y float32) {
	const row, pad = 116, 32
	lines := []deviceLine{b.printerLine(), b.readerLine(), b.contentLine()}
	b.card(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: 8 + row*float32(len(lines))})
	for i, l := range lines {
		top := y + 4 + float32(i)*row
		if i > 0 {
			b.divider(theme.Margin+pad, top, theme.ContentWidth-2*pad)
		}
		b.deviceLine(scene.Rect{X: theme.Margin + pad, Y: top, W: theme.ContentWidth - 2*pad, H: row}, l)
	}
}

func (b *staffBuilder) deviceLine(r scene.Rect, l deviceLine) {
	b.add(scene.Icon{Rect: scene.Rect{X: r.X, Y: r.Y + (r.H-52)/2, W: 52, H: 52}, Name: l.icon, Color: b.p.SoftInk, Tone: b.p.TouchTint, StrokeWidth: 4})
	name := b.strong(theme.Body)
	b.add(name.at(r.X+72, r.Y+(r.H-name.line())/2, l.name))

	plate := scene.Rect{X: r.X + r.W - 128, Y: r.Y + (r.H-52)/2, W: 128, H: 52}
	t, words, tick := b.quiet(), b.say("staff.wait"), false
	state := style{size: theme.Second, color: b.p.SoftInk}
	switch l.health {
	case good:
		t, words, tick = b.settled(), b.say("staff.good"), true
	case lookAt:
		t, words = b.look(), b.say("staff.look")
		state.bold, state.color = true, b.p.Ochre
	case stands:
		t, words = tint{b.p.Vermilion, b.p.OnVermilion}, b.say("staff.stop")
		state.bold, state.color = true, b.p.Vermilion
	case absent:
		words = b.say("staff.none")
	}
	b.add(scene.Box{Rect: plate, Fill: t.ground, Radius: theme.CornerPill})
	s := style{size: theme.Small, bold: true, color: t.words}
	if tick {
		b.add(iconAndWords(plate, s, words, scene.Icon{Rect: scene.Rect{W: 28, H: 28}, Name: "tick", Color: t.words, StrokeWidth: 8}, 8, false)...)
	} else {
		b.add(s.centred(plate, words))
	}

	x := r.X + 216
	room := plate.X - theme.Space16 - x
	state, first := state.fit(l.state, room, 1, theme.Second, theme.Small)
	more := b.small()
	high := state.line()
	if l.more != "" {
		high += more.line()
	}
	top := r.Y + (r.H-high)/2
	b.add(state.at(x, top, first[0]))
	if l.more != "" {
		b.add(more.at(x, top+state.line(), more.cut(l.more, room)))
	}
}

func (b *staffBuilder) printerLine() deviceLine {
	p := b.staff.Printer
	l := deviceLine{icon: "printer", name: b.say("staff.printer"), health: stands}
	switch {
	case !p.Fitted:
		l.health, l.state, l.more = absent, b.say("staff.printer-none"), b.say("staff.printer-none-do")
		return l
	case !p.Seen:
		l.health, l.state = asked, b.say("staff.printer-asked")
		return l
	}
	l.state = b.say("staff.printer-" + string(p.State))
	switch {
	case p.State == printer.Ready:
		l.health = good
		if l.more = b.say("staff.printer-no-last"); !p.Printed.IsZero() {
			l.more = b.say("staff.printer-last", b.moment(p.Printed))
		}
		return l
	case p.State == printer.NearEnd, p.State == printer.CoverOpen && b.staff.Roll.Running(), p.State == printer.Overheated:
		l.health = lookAt
	case p.State == printer.Out && !p.Since.IsZero():
		l.state = b.say("staff.printer-out-since", b.moment(p.Since))
	}
	l.more = b.say("staff.printer-" + string(p.State) + "-do")
	if p.State == printer.CoverOpen && b.staff.Roll.Running() {
		l.more = b.say("staff.printer-out-do")
	}
	return l
}

func (b *staffBuilder) readerLine() deviceLine {
	r := b.staff.Reader
	l := deviceLine{icon: "idcard", name: b.say("staff.reader"), health: good}
	if !r.Fitted {
		l.health, l.state, l.more = absent, b.say("staff.reader-none"), b.say("staff.reader-none-do")
		return l
	}
	switch {
	case r.Read == 0 && r.Failed == 0:
		l.more = b.say("staff.reader-unused")
	case r.Failed == 0:
		l.more = b.say("staff.reader-today", r.Read, b.moment(r.Last))
	default:
		l.more = b.say("staff.reader-today-missed", r.Read+r.Failed, r.Failed)
	}
	switch r.State {
	case staff.ReaderAsked:
		l.health, l.state = asked, b.say("staff.reader-asked")
	case staff.ReaderInUse:
		l.state = b.say("staff.reader-in-use")
	case staff.ReaderFailed:
		l.health, l.state, l.more = stands, b.say("staff.reader-fault"), b.say("staff.reader-fault-do")
		if !r.Since.IsZero() {
			l.state = b.say("staff.reader-fault-since", b.moment(r.Since))
		}
	default:
		l.state = b.say("staff.reader-ready")
	}
	return l
}

func (b *staffBuilder) contentLine() deviceLine {
	c := b.staff.Content
	l := deviceLine{icon: "document", name: b.say("staff.content"), health: good, more: b.say("staff.content-checked")}
	if c.Broken {
		l.health, l.state, l.more = stands, b.say("staff.content-broken"), b.say("staff.content-broken-do")
		return l
	}
	date := b.say("staff.content-undated")
	if t, err := time.Parse(time.DateOnly, c.Date); err == nil {
		date = b.say("staff.content-items", b.env.Words.Date(t), c.Items)
	}
	l.state = date
	switch {
	case !c.Checked:
		l.health, l.more = asked, b.say("staff.content-checking")
	case c.Trouble != "": // what to do about it stands behind the semicolon, and at the head of the page
		l.health = lookAt
		l.more, _, _ = strings.Cut(c.Trouble, "；")
	case c.Expired:
		l.health, l.more = lookAt, b.say("staff.content-expired")
	}
	return l
}

// moment is a time of today, or a day and its time.
func (b *staffBuilder) moment(t time.Time) string {
	now := b.staff.Now
	t = t.In(now.Location())
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return b.env.Words.Date(t) + " " + t.Format("15:04")
}

// doubt asks about one ticket of which nobody knows whether it came out.
func (b *staffBuilder) doubt(r scene.Rect) {
	st := b.staff
	if len(st.Doubts) == 0 {
		t, icon, words := b.settled(), "tick", b.say("staff.doubt-none")
		if st.Again != "" {
			t, icon, words = b.quiet(), "printer", b.say("staff.doubt-again", st.Again)
		}
		high := float32(104)
		b.strip(scene.Rect{X: r.X, Y: r.Y + (r.H-high)/2, W: r.W, H: high}, t, icon, words, theme.Body)
		return
	}
	d := st.Doubts[0]
	b.add(scene.Box{Rect: r, Fill: b.p.OchreTint, Radius: theme.CornerTile},
		scene.Icon{Rect: scene.Rect{X: r.X + 32, Y: r.Y + 26, W: 44, H: 44}, Name: "warn", Color: b.p.Ochre, StrokeWidth: 5})
	ask := b.strong(theme.Body)
	x := r.X + 32 + 44 + 16
	words := b.say("staff.doubt", d.Number)
	b.add(ask.at(x, r.Y+20, words))
	when := b.say("staff.doubt-taken", b.moment(d.Taken))
	switch {
	case st.Again != "":
		when = b.say("staff.doubt-again", st.Again)
	case st.AgainFailed == d.Number:
		when = b.say("staff.doubt-again-failed")
	case len(st.Doubts) > 1:
		when = b.say("staff.doubt-more", b.moment(d.Taken), len(st.Doubts)-1)
	}
	note := style{size: theme.Second, color: b.p.Ochre}
	x += ask.width(words) + theme.Space24
	note, lines := note.fit(when, r.X+r.W-24-x, 1, theme.Second, theme.Small)
	b.add(note.at(x, r.Y+20+(ask.line()-note.line())/2, lines[0]))

	const high = 100
	yes := scene.Rect{X: r.X + 32, Y: r.Y + r.H - high - 16, W: 364, H: high}
	no := scene.Rect{X: yes.X + yes.W + 16, Y: yes.Y, W: r.X + r.W - 32 - yes.X - yes.W - 16, H: high}
	b.button(yes, "staff.came-out", b.say("staff.came-out"), staff.CameOut{ID: d.ID})
	label := b.say("staff.did-not")
	var again any
	switch {
	case d.Old:
		label, again = b.say("staff.did-not-old"), staff.DidNot{ID: d.ID}
	case st.Printer.Works() && st.Again == "":
		again = staff.DidNot{ID: d.ID}
	}
	b.button(no, "staff.did-not", label, again)
}

// today is the day in figures, of nobody in particular.
func (b *staffBuilder) today(r scene.Rect) {
	b.card(r)
	label, figure := b.second(), b.strong(theme.Item)
	x := r.X + 32
	head := style{size: theme.Second, bold: true, color: b.p.Ink}
	b.add(head.at(x, r.Y+(r.H-head.line())/2, b.say("staff.today")))
	x += head.width(b.say("staff.today"))
	cells := []struct {
		words string
		n     int
	}{{b.say("staff.today-taken"), b.staff.Today.Taken}, {b.say("staff.today-printed"), b.staff.Today.Printed},
		{b.say("staff.today-not-printed"), b.staff.Today.NotPrinted}, {b.say("staff.today-unknown"), b.staff.Today.Unknown}}
	width := float32(0)
	for _, c := range cells {
		width += label.width(c.words) + 12 + figure.width(fmt.Sprint(c.n))
	}
	gap := (r.X + r.W - 32 - x - width) / float32(len(cells))
	for _, c := range cells {
		x += gap
		n := fmt.Sprint(c.n)
		b.add(label.at(x, r.Y+(r.H-label.line())/2, c.words))
		x += label.width(c.words) + 12
		b.add(figure.at(x, r.Y+(r.H-figure.line())/2-2, n))
		x += figure.width(n)
	}
}
