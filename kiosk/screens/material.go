package screens

import "daoyin/content/guide"

// caveat is what of a material stands on a pill: that nobody is sure of it, or that it may follow.
func (b *builder) caveat(m *guide.Material) string {
	switch {
	case m.Standing != guide.Settled:
		return b.say("fact.verify")
	case m.Later != "":
		return b.say("material.later", m.Later)
	}
	return ""
}

// term is the official word for why a material need not be brought.
func (b *builder) term(w *guide.Waiver) string {
	switch w.By {
	case "shared":
		return b.say("material.shared")
	case "undertaking":
		return b.say("material.undertaking")
	}
	return b.say("material.waived")
}
