package words

import (
	"slices"

	"daoyin/content/guide"
)

// Week says when a hall is open in any week: 周一至周五 09:00—17:30. Spans that share their days
// are said together.
func (c *Catalogue) Week(h *guide.Hall) string {
	out := ""
	for i, span := range h.Hours {
		days := c.days(span.Days)
		if i > 0 && slices.Equal(span.Days, h.Hours[i-1].Days) {
			days = ""
		} else if i > 0 {
			out += c.Say("semicolon")
		}
		if out != "" && days == "" {
			out += c.Say("enumeration")
		}
		out += c.Say("hours.span", days, span.From, span.To)
	}
	return out
}

// days names weekdays (1 Monday … 7 Sunday): a run of three and more by its ends, others one by one.
func (c *Catalogue) days(list []int) string {
	keys := [...]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	name := func(day int) string {
		if day < 1 || day > 7 {
			return ""
		}
		return c.Say("weekday." + keys[day-1])
	}
	sorted := slices.Sorted(slices.Values(list))
	if n := len(sorted); n >= 3 && sorted[n-1]-sorted[0] == n-1 {
		return c.Say("hours.from-to", name(sorted[0]), name(sorted[n-1]))
	}
	out := ""
	for i, day := range sorted {
		if i > 0 {
			out += c.Say("enumeration")
		}
		out += name(day)
	}
	return out
}
