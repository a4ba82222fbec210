package screens

import (
	"daoyin/content/guide"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// detailPage tells everything about one material, and lets it be ticked here too.
func (b *builder) detailPage() {
	m := b.st.Material
	if m == nil {
		return
	}
	b.header(stepPrepare)
	line, onList := b.lineOf(m)
	b.title(236, []string{m.Name}, "")

	y := float32(theme.ContentY)
	if m.Standing != guide.Settled {
		b.strip(scene.Rect{X: theme.Margin, Y: y - 104, W: theme.ContentWidth, H: 88}, b.look(), "warn", b.say("detail.verify"), theme.Second)
	}
	rows := b.materialFacts(m, line)
	y = b.facts(y, factsLook{labels: 272, words: b.body(), row: 108}, rows) + theme.Gutter
	if onList && b.st.Have[m.ID] && y+88 <= theme.ContentEnd {
		b.strip(scene.Rect{X: theme.Margin, Y: y, W: theme.ContentWidth, H: 88}, b.settled(), "tick", b.say("detail.ticked"), theme.Second)
	}

	b.back()
	switch {
	case !onList:
	case b.st.Have[m.ID]:
		b.secondary(primaryRect(), "tick."+m.ID, b.say("detail.untick"), visit.Tick{Material: m.ID}, theme.Item)
	default:
		b.next("tick."+m.ID, b.say("detail.tick"), visit.Tick{Material: m.ID})
	}
}

// lineOf finds the material's line among those to bring.
func (b *builder) lineOf(m *guide.Material) (guide.Line, bool) {
	for _, l := range b.st.Checklist.Bring {
		if l.Material.ID == m.ID {
			return l, true
		}
	}
	return guide.Line{Material: m}, false
}

func (b *builder) materialFacts(m *guide.Material, l guide.Line) []fact {
	var rows []fact
	add := func(key, words string) {
		if words != "" {
			rows = append(rows, fact{b.say(key), words})
		}
	}
	add("detail.copies", b.env.Words.Copies(m))
	add("detail.handling", m.Handling)
	add("detail.why", m.Why)
	if len(l.Answers) > 0 {
		add("detail.because", b.env.Words.Reason(l))
	}
	add("detail.obtain", m.Obtain)
	if m.Later != "" {
		add("detail.later", b.say("detail.later-text", m.Later))
	}
	if m.Waived != nil {
		add("detail.waived", m.Waived.Text)
	}
	add("detail.source", m.Source)
	return rows
}
