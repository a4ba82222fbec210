package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/staff"
	"daoyin/kiosk/theme"
)

// sealRect is the seal at the upper left corner, our mark on every page of the public.
var sealRect = scene.Rect{X: theme.Margin, Y: 42, W: 52, H: 52}

// OnSeal reports whether a touch in design pixels means the seal: a fingertip is larger than it.
func OnSeal(x, y float32) bool { return sealRect.Inset(-theme.Space32).Contains(x, y) }

// BuildStaff draws one moment of the maintenance: the page of the PIN, or the overview. It is pure.
// The pages of staff have a dark head, so that nobody takes them for the public's, and no bar; they
// are denser, because staff stand close. Of env only Words, Palette and Know are used, and Know may
// be nil.
func BuildStaff(st staff.State, env Env) scene.Scene {
	b := &staffBuilder{builder: &builder{env: env, p: env.Palette, hall: &guide.Hall{}}, staff: st}
	if env.Know != nil {
		b.hall = env.Know.Hall()
	}
	b.scene = scene.Scene{Page: string(st.Page), Ground: b.p.Paper}
	b.shapes, b.targets = &b.scene.Shapes, &b.scene.Targets
	b.staffHead()
	if st.Page == staff.Overview {
		b.overview()
	} else {
		b.pinPage()
	}
	return b.scene
}

// staffBuilder is a builder of the pages of staff.
type staffBuilder struct {
	*builder
	staff staff.State
}

// staffHead says whose page it is, which machine's, and the time.
func (b *staffBuilder) staffHead() {
	const high = 136
	b.add(scene.Box{Rect: scene.Rect{W: scene.Width, H: high}, Fill: b.p.Ink})
	title := style{size: theme.Item, bold: true, color: b.p.White}
	rest := style{size: theme.Second, color: b.p.White}
	middle := func(s style) float32 { return (high - s.line()) / 2 }
	b.add(title.at(theme.Margin, middle(title), b.say("staff.head")))
	end := float32(scene.Width - theme.Margin)
	if now := b.staff.Now; !now.IsZero() {
		clock := now.Format("15:04")
		if b.hall.Sample {
			clock = b.say("chrome.sample") + " " + clock
		}
		b.add(rest.right(end, middle(rest), clock))
		end -= rest.width(clock) + theme.Space24
	}
	x := theme.Margin + title.width(b.say("staff.head")) + theme.Space24
	if b.staff.Kiosk != "" {
		b.add(rest.at(x, middle(rest), rest.cut(b.staff.Kiosk, end-x)))
	}
}

// pinPage asks for the PIN. What was typed shows as dots alone.
func (b *staffBuilder) pinPage() {
	if b.staff.Unset {
		y := b.title(240, []string{b.say("staff.pin-unset")}, "") + theme.Space24
		y += b.write(theme.Margin, y, theme.ContentWidth, b.body(), b.say("staff.pin-unset-text")) + theme.Space16
		// A command is typed, not translated.
		y += b.write(theme.Margin, y, theme.ContentWidth, b.strong(theme.Item), "kiosk set-pin") + theme.Space16
		b.write(theme.Margin, y, theme.ContentWidth, b.body(), b.say("staff.pin-unset-restart"))
		b.backSaying(b.say("chrome.back"), staff.Leave{})
		return
	}
	words := b.say("staff.pin-length")
	switch {
	case b.staff.Checking:
		words = b.say("staff.pin-checking")
	case b.staff.Wait > 120:
		words = b.say("staff.pin-wait-minutes", (b.staff.Wait+59)/60)
	case b.staff.Wait > 0:
		words = b.say("staff.pin-wait", b.staff.Wait)
	case b.staff.Wrong:
		words = b.say("staff.pin-wrong")
	}
	b.title(240, []string{b.say("staff.pin-title")}, words)

	field := scene.Rect{X: theme.Margin, Y: 500, W: theme.ContentWidth, H: 132}
	b.add(scene.Box{Rect: field, Fill: b.p.White, Radius: theme.CornerTile})
	const dot, gap = 32, 28
	x := field.X + (field.W-float32(b.staff.Typed)*(dot+gap)+gap)/2
	for range b.staff.Typed {
		b.add(scene.Box{Rect: scene.Rect{X: x, Y: field.Y + (field.H-dot)/2, W: dot, H: dot}, Fill: b.p.Ink, Radius: dot / 2})
		x += dot + gap
	}

	const keyWidth, keyHeight, between, top = 288, 156, 24, 708
	left := float32(scene.Width-3*keyWidth-2*between) / 2
	open := b.staff.Wait == 0 && !b.staff.Checking
	for i, label := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", b.say("staff.pin-erase")} {
		r := scene.Rect{X: left + float32(i%3)*(keyWidth+between), Y: top + float32(i/3)*(keyHeight+between), W: keyWidth, H: keyHeight}
		switch {
		case label == "":
		case len(label) == 1:
			b.padKey(r, "pin."+label, label, theme.Title, open, staff.Digit{D: label[0]})
		default:
			b.padKey(r, "pin.erase", label, theme.Item, open && b.staff.Typed > 0, staff.Erase{})
		}
	}
	rest := b.backSaying(b.say("chrome.back"), staff.Leave{})
	var enter any
	if open && b.staff.Typed >= staff.ShortestPIN {
		enter = staff.Submit{}
	}
	b.primary(rest, "pin.enter", b.say("staff.pin-enter"), enter)
}

// padKey is one key of the pad; shut, it is drawn and does nothing.
func (b *staffBuilder) padKey(r scene.Rect, name, label string, size float32, open bool, act any) {
	states := b.tileLook()
	if !open {
		states, act = b.disabledLook(theme.CornerTile), nil
	}
	b.addTarget(b.target(r, name, label, act, states, func(l look) []scene.Shape {
		return []scene.Shape{style{size: size, bold: true, color: l.ink}.centred(r, label)}
	}))
}

// button is a secondary that may be shut.
func (b *staffBuilder) button(r scene.Rect, name, label string, act any) {
	states := b.secondaryLook(theme.CornerTile)
	if act == nil {
		states = b.disabledLook(theme.CornerTile)
	}
	b.addTarget(b.target(r, name, label, act, states, func(l look) []scene.Shape {
		return buttonWords(r, style{size: theme.Body, bold: true, color: l.ink}, label)
	}))
}
