package screens

import (
	"fmt"
	"strings"
	"time"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// brand draws the first line: whose kiosk this is, whether the content is invented, and the time.
func (b *builder) brand() {
	seal := sealRect
	b.add(scene.Box{Rect: seal, Fill: b.p.Vermilion, Radius: theme.CornerTag},
		style{size: theme.Second, bold: true, color: b.p.OnVermilion}.centred(seal, b.say("chrome.seal")))

	end := float32(scene.Width - theme.Margin)
	if !b.st.Now.IsZero() {
		s := style{size: theme.Second, color: b.p.Ink}
		now := b.say("time.clock", b.env.Words.Weekday(b.st.Now), b.st.Now.Format("15:04"))
		b.add(s.right(end, 68-s.line()/2, now))
		end -= s.width(now) + theme.Space24
	}
	x := seal.X + seal.W + 18
	tag := style{size: theme.Bar, color: b.p.SoftInk, height: theme.Bar}
	var tagWidth float32
	if b.hall.Sample {
		tagWidth = tag.width(b.say("chrome.sample")) + 32
		end -= tagWidth + 20
	}
	name := b.small()
	words := name.cut(b.hall.Name, end-x)
	b.add(name.at(x, 68-name.line()/2, words))
	if b.hall.Sample {
		r := scene.Rect{X: x + name.width(words) + 20, Y: 44, W: tagWidth, H: 48}
		b.add(scene.Box{Rect: r, Stroke: b.p.Edge, StrokeWidth: 2, Radius: theme.CornerTag}, tag.centred(r, b.say("chrome.sample")))
	}
}

// The steps of a visit as the progress shows them.
const (
	stepChoose = iota + 1
	stepAnswer
	stepPrepare
	stepGo
)

// progress draws the four steps of a visit; now is the one at hand, the ones before it are done.
func (b *builder) progress(now int) {
	const width = (theme.ContentWidth - 3*12) / 4
	labels := [4]string{b.say("progress.choose"), b.say("progress.answer"), b.say("progress.prepare"), b.say("progress.go")}
	for i, label := range labels {
		step := i + 1
		x := theme.Margin + float32(i)*(width+12)
		fill := b.p.Ink
		if step > now {
			fill = b.p.Line
		}
		b.add(scene.Box{Rect: scene.Rect{X: x, Y: theme.ProgressY, W: width, H: 8}, Fill: fill, Radius: 4})
		s := style{size: theme.Small, color: b.p.SoftInk, height: theme.Small * 1.3}
		const y = theme.ProgressY + 18
		if step < now {
			b.add(scene.Icon{Rect: scene.Rect{X: x, Y: y + 11, W: 26, H: 26}, Name: "tick", Color: b.p.SoftInk, StrokeWidth: 8})
			b.add(s.at(x+32, y, label))
			continue
		}
		if step == now {
			s.bold, s.color = true, b.p.Ink
		}
		b.add(s.at(x, y, fmt.Sprintf("%d %s", step, label)))
	}
}

// title sets a page's title with the upper edge of its first line at y and one sentence under it,
// and returns where both end. lines are where the content would break the title. A long title
// drops one step; what then is still too long takes three lines of the smallest step of titles.
func (b *builder) title(y float32, lines []string, sub string) float32 {
	joined := strings.Join(lines, "\u200b")
	s, set := b.strong(theme.Title).fit(joined, theme.ContentWidth, 2, theme.Title, theme.Choice)
	if s.width(strings.ReplaceAll(joined, "\u200b", "")) > 2*theme.ContentWidth-2*s.size {
		s, set = b.strong(theme.Item).fit(joined, theme.ContentWidth, 3, theme.Item)
	}
	shapes, height := s.lines(theme.Margin, y, set)
	b.add(shapes...)
	y += height
	if sub == "" {
		return y
	}
	under, wrapped := b.second().fit(sub, theme.ContentWidth, 2, theme.Second, theme.Small)
	under.height = under.size * 1.45
	shapes, height = under.lines(theme.Margin, y+14, wrapped)
	b.add(shapes...)
	return y + 14 + height
}

// header is brand line and progress.
func (b *builder) header(step int) {
	b.brand()
	b.progress(step)
}

// bar draws the bottom bar: home at its left end, a guide at its right end, and where the guides'
// desk is between them. 首页 leads nowhere from home itself, and while papers are being printed
// nothing takes the visitor away from them.
func (b *builder) bar() {
	b.scene.BarShapes = append(b.scene.BarShapes,
		scene.Box{Rect: scene.Rect{Y: theme.BarY, W: scene.Width, H: theme.BarHeight}, Fill: b.p.Sand})

	var home any = visit.GoHome{}
	switch {
	case b.st.Page == visit.Attract, b.st.Page == visit.Home && b.st.Sheet == visit.NoSheet,
		b.st.Page == visit.Printing, b.st.Sheet == visit.FaultSheet:
		home = nil
	}
	cell := scene.Rect{X: theme.BarPadX, Y: theme.BarY + theme.BarPadY, W: theme.BarCellWidth, H: theme.BarCell}
	b.scene.Bar = append(b.scene.Bar, b.barCell(cell, "bar.home", "home", b.say("chrome.home"), home))

	guideCell := scene.Rect{X: scene.Width - theme.BarPadX - theme.GuideWidth, Y: cell.Y, W: theme.GuideWidth, H: theme.BarCell}
	b.scene.Bar = append(b.scene.Bar, b.target(guideCell, "bar.help", b.say("chrome.help"), visit.CallGuide{},
		b.secondaryLook(theme.CornerTile), func(l look) []scene.Shape {
			return iconAndWords(guideCell, style{size: theme.Body, bold: true, color: l.ink}, b.say("chrome.help"),
				scene.Icon{Rect: scene.Rect{W: 52, H: 52}, Name: "guide", Color: l.ink, StrokeWidth: 4}, 14, false)
		}))

	if b.hall.Desk == "" {
		return
	}
	x := cell.X + cell.W + theme.Space32
	s, lines := b.small().fit(b.say("chrome.desk", b.hall.Desk), guideCell.X-theme.Space24-x, 2, theme.Small, theme.Bar)
	shapes, height := s.lines(x, 0, lines)
	for _, shape := range shapes {
		t := shape.(scene.Text)
		t.Y += theme.BarY + (theme.BarHeight-height)/2
		b.scene.BarShapes = append(b.scene.BarShapes, t)
	}
}

func (b *builder) barCell(r scene.Rect, name, icon, label string, act any) scene.Target {
	looks := looks{
		normal:  look{ink: b.p.Touch, radius: theme.CornerCell},
		pressed: look{fill: b.p.Touch, ink: b.p.OnTouch, radius: theme.CornerCell},
	}
	if act == nil {
		looks.normal.ink = b.p.SoftInk
		looks.pressed = looks.normal
	}
	return b.target(r, name, label, act, looks, func(l look) []scene.Shape {
		s := style{size: theme.Bar, color: l.ink}
		top := r.Y + (r.H-48-8-s.line())/2
		return []scene.Shape{
			scene.Icon{Rect: scene.Rect{X: r.X + (r.W-48)/2, Y: top, W: 48, H: 48}, Name: icon, Color: l.ink, StrokeWidth: 4},
			s.at(r.X+(r.W-s.width(label))/2, top+56, label),
		}
	})
}

// backRect and primaryRect are the places of the action row.
func backRect() scene.Rect {
	return scene.Rect{X: theme.Margin, Y: theme.ActionY, W: theme.BackWidth, H: theme.ActionHeight}
}

func primaryRect() scene.Rect {
	const x = theme.Margin + theme.BackWidth + theme.ActionGap
	return scene.Rect{X: x, Y: theme.ActionY, W: scene.Width - theme.Margin - x, H: theme.ActionHeight}
}

// back draws 返回 at its place.
func (b *builder) back() { b.backSaying(b.say("chrome.back"), visit.Back{}) }

// backSaying is the button at the place of 返回 with other words; it grows with them, and the
// rectangle that is left for the primary is returned.
func (b *builder) backSaying(label string, act any) scene.Rect {
	r := backRect()
	s := style{size: theme.Item, bold: true}
	r.W = max(r.W, s.width(label)+40+18+2*32)
	b.addTarget(b.target(r, "back", label, act, b.secondaryLook(theme.CornerTile), func(l look) []scene.Shape {
		s.color = l.ink
		return iconAndWords(r, s, label, scene.Icon{Rect: scene.Rect{W: 40, H: 40}, Name: "chevron-left", Color: l.ink, StrokeWidth: 6}, 18, false)
	}))
	rest := primaryRect()
	rest.X = r.X + r.W + theme.ActionGap
	rest.W = scene.Width - theme.Margin - rest.X
	return rest
}

// openWords says how long the hall is open today, or when it opens next.
func (b *builder) openWords() string { return b.env.Words.Today(b.hall, b.st.Now) }

// dateWords writes a day given as YYYY-MM-DD in words, or "" when it is none.
func (b *builder) dateWords(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return b.say("time.date", t.Year(), int(t.Month()), t.Day())
}
