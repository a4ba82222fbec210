package screens

import (
	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// slideSeconds is how long one slide of the first page stands. Slides cut, they do not fade.
const slideSeconds = 8

type promise struct{ icon, words string }

type slide struct {
	title    string
	promises [3]promise
}

// attractPage is what the kiosk shows to an empty hall. The whole screen answers a touch.
func (b *builder) attractPage() {
	b.brand()
	slides := []slide{
		{b.say("attract.title"), [3]promise{{"document", b.say("attract.bring")}, {"window", b.say("attract.where")}, {"home", b.say("attract.online")}}},
		{b.say("attract.list-title"), [3]promise{{"document", b.say("attract.list-questions")}, {"info", b.say("attract.list-why")}, {"printer", b.say("attract.list-take")}}},
	}
	if len(b.hall.Windows) > 0 {
		slides = append(slides, slide{b.say("attract.way-title"), [3]promise{{"pin", b.say("attract.way-window")}, {"card", b.say("attract.way-number")}, {"clock", b.say("attract.way-hours")}}})
	}
	at := 0
	if !b.st.Now.IsZero() {
		at = int(b.st.Now.Unix()/slideSeconds) % len(slides)
	}

	hills := icons.Hills(b.p)
	b.add(scene.Drawing{Rect: scene.Rect{Y: 900, W: hills.Width, H: hills.Height}, Name: hills.Name, SVG: hills.SVG})
	b.write(theme.Margin, 164, theme.ContentWidth, b.strong(theme.Big), slides[at].title)
	words := style{size: theme.Choice, color: b.p.Ink}
	for i, p := range slides[at].promises {
		y := 572 + float32(i)*(words.line()+24)
		b.add(scene.Icon{Rect: scene.Rect{X: theme.Margin, Y: y + (words.line()-60)/2, W: 60, H: 60}, Name: p.icon, Color: b.p.Ink, Tone: b.p.TouchTint, StrokeWidth: 4},
			words.at(theme.Margin+84, y, p.words))
	}
	x := float32(theme.Margin)
	for i := range slides {
		dot, width := b.p.Edge, float32(12)
		if i == at {
			dot, width = b.p.Ink, 48
		}
		b.add(scene.Box{Rect: scene.Rect{X: x, Y: 884, W: width, H: 12}, Fill: dot, Radius: 6})
		x += width + 16
	}

	button := scene.Rect{X: theme.Margin, Y: 1520, W: theme.ContentWidth, H: 176}
	label := b.say("attract.start")
	start := b.target(button, "attract.start", label, visit.Touch{}, b.primaryLook(theme.CornerPanel), func(l look) []scene.Shape {
		return buttonWords(button, style{size: theme.Title, bold: true, color: l.ink}, label)
	})
	start.Rect = scene.Rect{W: scene.Width, H: theme.BarY}
	b.addTarget(start)
}
