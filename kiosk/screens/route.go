package screens

import (
	"math"
	"strconv"
	"strings"

	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// routePage shows the way to the window on a plan and in a few steps for people who do not read plans,
// and gives the ticket. Indigo never draws the way: it would look as if it could be touched.
func (b *builder) routePage() {
	b.header(stepGo)
	to, known := b.st.Window(b.hall)
	way, found := guide.Route{}, false
	if known {
		way, found = b.hall.Route(to, b.st.StepFree)
	}
	b.routeHead(to, known, way, found)

	y := float32(436)
	if b.hall.Plan.Width > 0 && b.hall.Plan.Height > 0 {
		high := float32(760)
		if len(way.Turns) > stepsInRow {
			high = 640 // two rows of steps below it
		}
		b.add(planShapes(b.hall, to, way, scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: high}, b.say("route.here"), b.p)...)
		y += high + 28
	} else {
		y = b.facts(theme.ContentY, factsLook{labels: 220, words: b.strong(theme.Item), row: 120}, b.whatAndWhere(true)) + theme.Space24
	}
	if found {
		y = b.turns(y, way.Turns, to)
	}
	y = b.steps(y, to, way, found)
	b.routeNotes(y, known)
	b.routeButtons()
}

// routeHead is the window as its sign and where it is; or the guides' desk where no window is known.
func (b *builder) routeHead(to guide.Window, known bool, way guide.Route, found bool) {
	plate := scene.Rect{X: theme.Margin, Y: 232, W: 200, H: 172}
	title, under := b.say("route.title-desk"), b.say("route.desk", b.desk())
	if known {
		b.windowPlate(plate, to.ID, theme.ElderTitle, theme.Hello, theme.Title, theme.Choice)
		title = b.say("route.title", to.ID)
		place := joined(b.say("comma"), to.Floor, to.Name)
		under = place
		if found {
			under = joined(b.say("comma"), place, b.say("route.minutes", minutes(way.Metres)))
		}
	} else {
		b.add(scene.Box{Rect: plate, Fill: b.p.Sand, Radius: theme.CornerCell},
			scene.Icon{Rect: scene.Rect{X: plate.X + 40, Y: plate.Y + 26, W: 120, H: 120}, Name: "guide", Color: b.p.Ink, StrokeWidth: 3.4})
	}
	x := plate.X + plate.W + 36
	room := scene.Width - theme.Margin - x
	head, heads := b.strong(theme.Title).fit(title, room, 1, theme.Title, theme.Choice, theme.Item)
	note, notes := style{size: theme.Body, color: b.p.SoftInk}.fit(under, room, 2, theme.Body, theme.Second)
	y := plate.Y + (plate.H-head.line()-float32(len(notes))*note.line())/2
	shapes, high := head.lines(x, y, heads)
	b.add(shapes...)
	shapes, _ = note.lines(x, y+high, notes)
	b.add(shapes...)
}

// minutes is how long an old person walks, at least one.
func minutes(metres float32) int {
	const perMinute = 0.7 * 60
	return max(1, int(math.Ceil(float64(metres)/perMinute)))
}

// stepsInRow is how many steps stand on one row with their words on one line; more are set on two
// rows of smaller cards.
const stepsInRow = 3

// turns draws the way in words.
func (b *builder) turns(y float32, turns []guide.Turn, to guide.Window) float32 {
	words := b.turnWords(turns, to)
	if len(words) <= stepsInRow {
		return b.turnRow(y, words)
	}
	const columns, high, gap, pad, disc = 4, 112, 12, 12, 52
	width := theme.Columns(columns)
	for i, w := range words {
		r := scene.Rect{X: theme.Margin + float32(i%columns)*(width+theme.Gutter), Y: y + float32(i/columns)*(high+gap), W: width, H: high}
		b.card(r)
		b.numbered(r.X+pad, r.Y+r.H/2, strconv.Itoa(i+1))
		s, lines := b.strong(theme.Small).fit(w, r.W-2*pad-disc-10, 2, theme.Small)
		s.height = theme.Small * 1.25
		b.linesIn(scene.Rect{X: r.X + pad + disc + 10, Y: r.Y, H: r.H}, s, lines)
	}
	rows := (len(words) + columns - 1) / columns
	return y + float32(rows)*(high+gap) - gap + theme.Space24
}

// turnRow sets up to three steps side by side, each as wide as its words need.
func (b *builder) turnRow(y float32, words []string) float32 {
	const high, pad, disc, gap = 128, 24, 52, 18
	s := b.strong(theme.Body)
	room := float32(theme.ContentWidth - theme.Gutter*(len(words)-1))
	var need float32
	for _, size := range []float32{theme.Body, theme.Second, theme.Small} {
		s.size, need = size, 0
		for _, w := range words {
			need += s.width(w) + 2*pad + disc + gap
		}
		if need <= room {
			break
		}
	}
	spare := (room - need) / float32(len(words))
	x := float32(theme.Margin)
	for i, w := range words {
		r := scene.Rect{X: x, Y: y, W: s.width(w) + 2*pad + disc + gap + spare, H: high}
		b.card(r)
		b.numbered(r.X+pad, r.Y+r.H/2, strconv.Itoa(i+1))
		b.linesIn(scene.Rect{X: r.X + pad + disc + gap, Y: r.Y, H: r.H}, s, []string{w})
		x += r.W + theme.Gutter
	}
	return y + high + theme.Space32
}

// turnKeys are the sentences of a turn: where it ends the way, and where so many metres follow.
var turnKeys = map[string]struct{ turn, on string }{
	"ahead":        {"turn.ahead", "turn.ahead-on"},
	"left":         {"turn.left", "turn.left-on"},
	"right":        {"turn.right", "turn.right-on"},
	"back":         {"turn.back", "turn.back-on"},
	"arrive-left":  {turn: "turn.arrive-left"},
	"arrive-right": {turn: "turn.arrive-right"},
	"arrive-ahead": {turn: "turn.arrive-ahead"},
	"arrive-back":  {turn: "turn.arrive-back"},
}

// turnWords tells each stretch in words. A long way is cut short: its middle is on the plan.
func (b *builder) turnWords(turns []guide.Turn, to guide.Window) []string {
	const most = 8
	var out []string
	for i, t := range turns {
		last := i >= len(turns)-2 // the stretch that ends at the window: how far it is shows there
		metres := int(math.Round(float64(t.Metres)))
		keys := turnKeys[t.Do]
		switch {
		case keys.on == "":
			out = append(out, b.say(keys.turn, to.ID))
		case i == 0 && t.Do == "ahead" && metres > 0:
			out = append(out, b.say("turn.start", metres))
		case last || metres == 0:
			out = append(out, b.say(keys.turn))
		default:
			out = append(out, b.say(keys.on, metres))
		}
	}
	if len(out) > most {
		out = append(append(out[:most-2:most-2], b.say("turn.by-plan")), out[len(out)-1])
	}
	return out
}

// steps says whether the way has steps and offers the one without, where both is to be had.
func (b *builder) steps(y float32, to guide.Window, way guide.Route, found bool) float32 {
	if !found {
		return y
	}
	direct, _ := b.hall.Route(to, false)
	_, free := b.hall.Route(to, true)
	if direct.StepFree || !free {
		return y
	}
	const high, width = 112, 296
	words := b.say("route.has-steps")
	if way.StepFree {
		words = b.say("route.no-steps")
	}
	toggle := scene.Rect{X: scene.Width - theme.Margin - width, Y: y, W: width, H: high}
	strip := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth - width - theme.Gutter, H: high}
	b.strip(strip, tint{b.p.Sand, b.p.Ink}, "info", words, theme.Body)
	label, icon := b.say("route.stepfree"), "wheelchair"
	states := b.secondaryLook(theme.CornerTile)
	if b.st.StepFree {
		states, icon = b.primaryLook(theme.CornerTile), "tick"
	}
	b.addTarget(b.target(toggle, "route.stepfree", label, visit.WithoutSteps{}, states, func(l look) []scene.Shape {
		return iconAndWords(toggle, style{size: theme.Body, bold: true, color: l.ink}, label,
			scene.Icon{Rect: scene.Rect{W: 48, H: 48}, Name: icon, Color: l.ink, StrokeWidth: 4.5}, 14, false)
	}))
	return y + high + theme.Space24
}

// routeNotes says what the ticket takes, or why there is none now.
func (b *builder) routeNotes(y float32, known bool) {
	y = min(y, theme.ContentEnd-72)
	strip := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: min(104, theme.ContentEnd-y)}
	switch item := b.st.Item; {
	case !known:
		b.strip(strip, b.quiet(), "info", b.say("route.desk-note"), theme.Second)
	case item.Queue == "":
		words := b.say("route.no-queue")
		if len(item.Windows) > 1 {
			words += b.say("route.windows", strings.Join(item.Windows, b.say("list.enum")))
		}
		b.strip(strip, b.quiet(), "info", words, theme.Second)
	case !b.hall.At(b.st.Now).Open:
		b.strip(strip, b.look(), "clock", joined(b.say("comma"), b.env.Words.Today(b.hall, b.st.Now), b.say("route.closed")), theme.Second)
	case item.Card != "":
		b.strip(strip, b.quiet(), "idcard", b.say("route.card"), theme.Second)
	default:
		b.strip(strip, b.quiet(), "info", b.say("route.no-card"), theme.Second)
	}
}

func (b *builder) routeButtons() {
	b.back()
	if b.st.Item.Queue != "" && len(b.st.Item.Windows) > 0 && b.hall.At(b.st.Now).Open {
		b.next("route.take", b.say("route.take"), visit.TakeTicket{})
		return
	}
	b.primaryIcon(primaryRect(), "route.print", "printer", b.say("route.print"), visit.PrintSheet{})
}
