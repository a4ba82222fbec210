package screens

import (
	"fmt"

	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/staff"
	"daoyin/kiosk/theme"
)

// rollPoses are the pictures of the steps.
var rollPoses = map[staff.Step]icons.RollPose{
	staff.NoChange: icons.RollRest, staff.OpenCover: icons.RollOpen, staff.TakeOut: icons.RollOut, staff.PutIn: icons.RollIn,
	staff.CloseUp: icons.RollClose, staff.Testing: icons.RollSlip, staff.Changed: icons.RollSlip,
}

// roll is the guided change: the one static thing with an outline, because it is what goes on. It
// has no button to the next step: the printer's sensors know better.
func (b *staffBuilder) roll(card scene.Rect) {
	r := b.staff.Roll
	picture := icons.ChangingRoll(b.p, rollPoses[r.Step])
	place := scene.Rect{X: card.X + 36, Y: card.Y + 116, W: picture.Width, H: picture.Height}
	box := scene.Box{Rect: card, Fill: b.p.White, Radius: theme.CornerSearch}
	title, step := b.say("staff.roll-title"), ""
	switch {
	case r.Step == staff.NoChange:
		title = b.say("staff.roll-idle")
	case r.Step == staff.Changed:
		step = b.say("staff.roll-over")
		box.Stroke, box.StrokeWidth = b.p.Ink, 4
	default:
		step = b.say("staff.roll-step", min(int(r.Step), 4))
		box.Stroke, box.StrokeWidth = b.p.Ink, 4
	}
	b.add(box)
	head := b.strong(theme.Item)
	b.add(head.at(card.X+36, card.Y+22, title))
	if step != "" {
		s := b.second()
		b.add(s.right(card.X+card.W-36, card.Y+22+(head.line()-s.line())/2, step))
	}
	b.add(scene.Drawing{Rect: place, Name: picture.Name, SVG: picture.SVG})
	x := place.X + place.W + 18
	if r.Step == staff.NoChange {
		b.rollIdle(x+theme.Space24, card)
	} else {
		b.rollSteps(scene.Rect{X: x, Y: card.Y + 96, W: card.X + card.W - 24 - x, H: 0}, r)
	}
	b.rollNote(card, r)
}

// rollIdle tells how a change begins.
func (b *staffBuilder) rollIdle(x float32, card scene.Rect) {
	room := card.X + card.W - 36 - x
	if !b.staff.Printer.Fitted {
		b.write(x, card.Y+200, room, b.body(), b.say("staff.roll-no-printer"))
		return
	}
	y := card.Y + 130
	y += b.write(x, y, room, style{size: theme.Item, bold: true, color: b.p.Ink, height: theme.Item * 1.4}, b.say("staff.roll-begin")) + theme.Space24
	y += b.write(x, y, room, style{size: theme.Body, color: b.p.SoftInk, height: theme.Body * 1.4}, b.say("staff.roll-begin-button")) + theme.Space24
	last := b.say("staff.roll-no-last")
	if at := b.staff.Printer.Changed; !at.IsZero() {
		last = b.say("staff.roll-last", b.moment(at))
	}
	b.add(b.second().at(x, y, last))
}

// rollSteps are the four steps with what the sensors say of each.
func (b *staffBuilder) rollSteps(r scene.Rect, roll staff.Roll) {
	now := int(roll.Step)
	if roll.Step == staff.Testing {
		now = int(staff.CloseUp)
	}
	saw := func(seen bool, key string) (string, bool) {
		if !seen {
			return b.say("staff.roll-not-seen"), false
		}
		return b.say(key), true
	}
	closing := b.say("staff.roll-close-do")
	if roll.Step == staff.Testing {
		closing = b.say("staff.roll-testing")
	}
	for i, s := range []struct {
		name, todo, key string
		seen            bool
	}{
		{b.say("staff.roll-open"), b.say("staff.roll-open-do"), "staff.roll-saw-open", roll.Opened},
		{b.say("staff.roll-take-out"), b.say("staff.roll-take-out-do"), "staff.roll-saw-out", roll.Emptied},
		{b.say("staff.roll-put-in"), b.say("staff.roll-put-in-do"), "staff.roll-saw-in", roll.Paper},
		{b.say("staff.roll-close"), closing, "staff.roll-saw-slip", true},
	} {
		n := i + 1
		row := scene.Rect{X: r.X, Y: r.Y, W: r.W, H: 90}
		disc := scene.Rect{X: r.X + 20, W: 60, H: 60}
		name := style{size: theme.Body, color: b.p.SoftInk, height: theme.Body * 1.25}
		note := style{size: theme.Small, color: b.p.SoftInk, height: theme.Small * 1.3}
		words := s.todo
		switch {
		case n < now:
			name.bold, name.color = true, b.p.Ink
			note.color = b.p.Pine
			var seen bool
			if words, seen = saw(s.seen, s.key); !seen {
				note.color = b.p.Ochre
			}
		case n == now:
			row.H = 124
			b.add(scene.Box{Rect: row, Fill: b.p.Sand, Radius: theme.CornerCell})
			name = style{size: theme.Item, bold: true, color: b.p.Ink, height: theme.Item * 1.25}
		}
		disc.Y = row.Y + (row.H-disc.H)/2
		figure := style{size: theme.Second, bold: true, color: b.p.White}
		switch {
		case n < now:
			b.add(scene.Box{Rect: disc, Fill: b.p.Pine, Radius: 30}, scene.Icon{Rect: disc.Inset(10), Name: "tick", Color: b.p.OnPine, StrokeWidth: 8})
		case n == now:
			b.add(scene.Box{Rect: disc, Fill: b.p.Ink, Radius: 30}, figure.centred(disc, fmt.Sprint(n)))
		default:
			figure.color = b.p.SoftInk
			b.add(scene.Box{Rect: disc, Stroke: b.p.Edge, StrokeWidth: 3, Radius: 30}, figure.centred(disc, fmt.Sprint(n)))
		}
		x := disc.X + disc.W + 22
		y := row.Y + (row.H-name.line()-note.line())/2
		b.add(name.at(x, y, name.cut(s.name, row.X+row.W-x)), note.at(x, y+name.line(), note.cut(words, row.X+row.W-x)))
		r.Y += row.H + 6
	}
}

// remarks are the sentences of what is unusual.
var remarks = map[staff.Remark]string{
	staff.StillOut: "staff.roll-still-out", staff.OldRoll: "staff.roll-old-roll", staff.OutAgain: "staff.roll-out-again", staff.OpenAgain: "staff.roll-open-again",
	staff.NotOpened: "staff.roll-not-opened", staff.Stuck: "staff.roll-stuck", staff.Unproved: "staff.roll-unproved",
}

// tests are the sentences of a test slip outside a change.
var tests = map[staff.Test]string{
	staff.TestPrinting: "staff.test-printing", staff.TestPrinted: "staff.test-printed", staff.TestUnknown: "staff.test-unknown", staff.TestNot: "staff.test-not-printed",
}

// rollNote is the line at the card's foot: what is unusual, or that nothing has to be touched.
func (b *staffBuilder) rollNote(card scene.Rect, r staff.Roll) {
	t, icon, words := tint{b.p.White, b.p.SoftInk}, "info", b.say("staff.roll-self")
	if r.Step == staff.PutIn { // some printers see the paper only when the cover is closed
		words = b.say("staff.roll-self-put-in")
	}
	key, unusual := remarks[r.Remark]
	switch {
	case r.Step == staff.Changed && r.Remark == staff.OldRoll:
		t, icon, words = b.look(), "warn", b.say("staff.roll-ready-old")
	case r.Step == staff.Changed:
		t, icon, words = b.settled(), "tick", b.say("staff.roll-ready")
	case unusual && r.Running():
		t, icon, words = b.look(), "warn", b.say(key)
	case r.Step == staff.NoChange && b.staff.Test == staff.NoTest:
		return
	case r.Step == staff.NoChange:
		words = b.say(tests[b.staff.Test])
		switch b.staff.Test {
		case staff.TestPrinted:
			t, icon = b.settled(), "tick"
		case staff.TestUnknown, staff.TestNot:
			t, icon = b.look(), "warn"
		}
	}
	b.strip(scene.Rect{X: card.X + 24, Y: card.Y + card.H - 20 - 72, W: card.W - 48, H: 72}, t, icon, words, theme.Second)
}
