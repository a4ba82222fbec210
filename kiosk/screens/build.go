package screens

import (
	"daoyin/content/guide"
	"daoyin/content/words"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// Env is what pages need beside the state of the visit.
type Env struct {
	Know    visit.Knowledge
	Words   *words.Catalogue
	Palette theme.Palette
	// Follow makes the link under which the phone shows the same checklist, or "" where there is
	// none. nil means that this kiosk has no such page.
	Follow func(visit.State) string
}

// Build draws one moment of a visit. It is pure: equal states give equal scenes.
func Build(st visit.State, env Env) scene.Scene {
	b := &builder{st: st, env: env, p: env.Palette, hall: env.Know.Hall()}
	b.scene = scene.Scene{Page: string(st.Page), Ground: b.p.Paper}
	b.shapes, b.targets = &b.scene.Shapes, &b.scene.Targets
	if draw, ok := pages[st.Page]; ok {
		draw(b)
	}
	b.bar()
	if draw, ok := sheets[st.Sheet]; ok {
		b.scene.Sheet = &scene.Sheet{Page: string(st.Sheet), Scrim: b.p.Scrim}
		b.shapes, b.targets = &b.scene.Sheet.Shapes, &b.scene.Sheet.Targets
		draw(b)
	}
	return b.scene
}

// builder gathers one scene. shapes and targets are where things are added: the page's, or the
// sheet's while a sheet is drawn.
type builder struct {
	st      visit.State
	env     Env
	p       theme.Palette
	hall    *guide.Hall
	scene   scene.Scene
	shapes  *[]scene.Shape
	targets *[]scene.Target

	departmentList []entry
}

// say is the sentence of a key.
func (b *builder) say(key string, args ...any) string { return b.env.Words.Say(key, args...) }

// add draws shapes over what is there.
func (b *builder) add(shapes ...scene.Shape) { *b.shapes = append(*b.shapes, shapes...) }

// addTarget adds something that answers a finger.
func (b *builder) addTarget(t scene.Target) { *b.targets = append(*b.targets, t) }
