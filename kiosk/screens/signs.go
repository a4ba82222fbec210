package screens

import (
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
)

// numbered draws the black disc with a step's number, its middle on a line.
func (b *builder) numbered(x, middle float32, n string) {
	const side = 52
	r := scene.Rect{X: x, Y: middle - side/2, W: side, H: side}
	b.add(scene.Box{Rect: r, Fill: b.p.Ink, Radius: side / 2},
		style{size: theme.Small, bold: true, color: b.p.White}.centred(r, n))
}

// windowPlate draws a window's number as the sign over it: white on vermilion.
func (b *builder) windowPlate(r scene.Rect, number string, sizes ...float32) {
	b.add(scene.Box{Rect: r, Fill: b.p.Vermilion, Radius: theme.CornerCell})
	s := style{bold: true, color: b.p.OnVermilion}
	for _, size := range sizes {
		s.size = size
		if s.width(number) <= r.W-theme.Space24 {
			break
		}
	}
	b.add(s.centred(r, s.cut(number, r.W)))
}

// note draws a quiet line with an icon before it, of up to two lines, and returns where it ends.
func (b *builder) note(y float32, icon, words string) float32 {
	const side, x = 44, theme.Margin + 44 + 16
	s, lines := b.second().fit(words, theme.ContentWidth-side-16, 2, theme.Second, theme.Small)
	b.add(scene.Icon{Rect: scene.Rect{X: theme.Margin, Y: y + (s.line()-side)/2, W: side, H: side}, Name: icon, Color: b.p.SoftInk, StrokeWidth: 4.5})
	shapes, high := s.lines(x, y, lines)
	b.add(shapes...)
	return y + high
}

// countdown draws the bar that steps with the seconds that are left.
func (b *builder) countdown(y float32) {
	r := scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: 16}
	b.add(scene.Box{Rect: r, Fill: b.p.Line, Radius: 8})
	if b.st.Of > 0 && b.st.Left > 0 {
		r.W = max(r.H, r.W*float32(min(b.st.Left, b.st.Of))/float32(b.st.Of))
		b.add(scene.Box{Rect: r, Fill: b.p.Ink, Radius: 8})
	}
}

// desk says where the guides' desk is.
func (b *builder) desk() string {
	if b.hall.Desk == "" {
		return b.say("help.desk-unknown")
	}
	return b.hall.Desk
}
