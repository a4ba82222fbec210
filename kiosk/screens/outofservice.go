package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
)

// OutOfService is the page of a kiosk that has no content to guide with: it says so calmly and
// sends the visitor on. Staff read the cause in the log. Of env only Words and Palette are used.
func OutOfService(env Env) scene.Scene {
	b := &builder{env: env, p: env.Palette, hall: &guide.Hall{}}
	b.scene = scene.Scene{Page: "out-of-service", Ground: b.p.Paper}
	b.shapes, b.targets = &b.scene.Shapes, &b.scene.Targets
	seal := sealRect
	b.add(scene.Box{Rect: seal, Fill: b.p.Vermilion, Radius: theme.CornerTag},
		style{size: theme.Second, bold: true, color: b.p.OnVermilion}.centred(seal, b.say("chrome.seal")),
		scene.Icon{Rect: scene.Rect{X: theme.Margin, Y: 300, W: 160, H: 160}, Name: "warn", Color: b.p.Ochre, StrokeWidth: 3.2})
	y := b.title(500, []string{b.say("out-of-service.title-1"), b.say("out-of-service.title-2")}, "")
	s := style{size: theme.Choice, color: b.p.Ink}
	shapes, _ := s.lines(theme.Margin, y+theme.Space32, s.wrap(b.say("out-of-service.way-on"), theme.ContentWidth))
	b.add(shapes...)
	return b.scene
}
