package words

import (
	"strings"
	"time"
	"unicode/utf8"

	"daoyin/content/guide"
)

// Sentences that screen, paper and phone compose alike from a guide's values.

// Copies says how many pieces of a material to bring: 原件 1 本，复印件 1 份.
func (c *Catalogue) Copies(m *guide.Material) string {
	unit := m.Unit
	if unit == "" {
		unit = c.Say("material.unit")
	}
	var parts []string
	if m.Original > 0 {
		parts = append(parts, c.Say("material.original", m.Original, unit))
	}
	if m.Copies > 0 {
		parts = append(parts, c.Say("material.copies", m.Copies))
	}
	if len(parts) == 0 {
		parts = append(parts, c.Say("material.ask-copies"))
	}
	return strings.Join(parts, c.Say("comma"))
}

// CopiesAndHandling adds what becomes of it at the window: 原件 1 份，窗口留下副页.
func (c *Catalogue) CopiesAndHandling(m *guide.Material) string {
	if m.Handling == "" {
		return c.Copies(m)
	}
	return c.Copies(m) + c.Say("comma") + m.Handling
}

// Reason says why a line stands on the checklist: what it proves, the answer that asks for it, or,
// of one that only may be wanted, the answers that would.
func (c *Catalogue) Reason(l guide.Line) string {
	m := l.Material
	switch {
	case l.Maybe:
		return c.maybe(l.Cases)
	case m.Because != "" && len(l.Answers) > 0:
		return m.Because
	case m.Why != "":
		return m.Why
	case len(l.Answers) > 0:
		a := l.Answers[len(l.Answers)-1]
		return c.Say("material.because", a.AnswerText(c.Say("question.not-sure")))
	default:
		return c.Say("material.always")
	}
}

// longestReason is how many characters of cases are read at a glance.
const longestReason = 24

// maybe says which answers would ask for a line. What would be too long to read at a glance keeps
// the narrowest of its choices, which has to be made in any case, or one of its options for all.
func (c *Catalogue) maybe(cases guide.Cases) string {
	whole := c.Say("material.maybe", c.Cases(cases))
	if utf8.RuneCountInString(whole) <= longestReason || len(cases) != 1 {
		return whole
	}
	narrow := cases[0][0]
	for _, choice := range cases[0] {
		if len(choice.Options) < len(narrow.Options) {
			narrow = choice
		}
	}
	short := c.Say("material.maybe", c.choice(narrow))
	if utf8.RuneCountInString(short) <= longestReason || len(narrow.Options) == 1 {
		return short
	}
	first := guide.Choice{Question: narrow.Question, Options: narrow.Options[:1]}
	return c.Say("material.maybe-many", c.choice(first), len(narrow.Options))
}

// Cases says when something is wanted: “爸爸的户口簿”或“妈妈的户口簿”, with 而且 between questions and
// 或者 between cases. It is empty when cases is: always wanted.
func (c *Catalogue) Cases(cases guide.Cases) string {
	said := make([]string, len(cases))
	for i, one := range cases {
		choices := make([]string, len(one))
		for k, choice := range one {
			choices[k] = c.choice(choice)
		}
		said[i] = strings.Join(choices, c.Say("material.and"))
	}
	return strings.Join(said, c.Say("material.or-else"))
}

// choice names options of a question in quotes. Where one of them does not say what it is about
// (领了), the question stands before them: “领结婚证了吗：领了”.
func (c *Catalogue) choice(choice guide.Choice) string {
	alone := true
	texts := make([]string, len(choice.Options))
	for i, o := range choice.Options {
		alone = alone && saysIt(o.Text)
		texts[i] = o.Text
	}
	if !alone {
		return c.Say("material.answer", choice.Question.ShortText(), strings.Join(texts, c.Say("material.or")))
	}
	for i, text := range texts {
		texts[i] = c.Say("material.option", text)
	}
	return strings.Join(texts, c.Say("material.or"))
}

// saysIt reports that an option is understood without its question. One whose first stretch is no
// longer than 在本地 or 没有 is not, nor is one that begins with a figure.
func saysIt(option string) bool {
	first, _, _ := strings.Cut(option, "，")
	r, _ := utf8.DecodeRuneInString(first)
	return utf8.RuneCountInString(first) > 3 && (r < '0' || r > '9')
}

// Place names a window as its sign does: 一楼 12 号窗口.
func (c *Catalogue) Place(w guide.Window) string { return c.Say("window.place", w.Floor, w.ID) }

// Today says until when the hall is open, or when it opens.
func (c *Catalogue) Today(h *guide.Hall, now time.Time) string {
	today := h.At(now)
	switch {
	case today.Open:
		return c.Say("hours.open-until", today.Until.Format("15:04"))
	case !today.Until.IsZero():
		return c.Say("hours.opens-at", today.Until.Format("15:04"))
	case !today.NextDay.IsZero():
		return c.Say("hours.opens-on", c.Date(today.NextDay), c.Weekday(today.NextDay), today.NextDay.Format("15:04"))
	default:
		return c.Say("hours.closed")
	}
}

// Date is a day as it is said: 11 月 24 日.
func (c *Catalogue) Date(t time.Time) string { return c.Say("date", int(t.Month()), t.Day()) }

// Weekday is 周一 to 周日.
func (c *Catalogue) Weekday(t time.Time) string {
	return c.Say("weekday." + strings.ToLower(t.Weekday().String()[:3]))
}
