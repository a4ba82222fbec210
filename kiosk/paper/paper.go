// Package paper says what stands on the two papers of a visit, the queue ticket and the guidance
// sheet, as documents for the printer. It decides words and order; package receipt typesets.
//
// Nothing of the identity card is on either paper: a name is not printed at all, so that a paper
// left behind tells nothing of its owner.
package paper

import (
	"time"

	"daoyin/content/guide"
	"daoyin/content/words"
	"daoyin/devices/receipt"
	"daoyin/kiosk/visit"
)

// Paper sets the papers of one kiosk.
type Paper struct {
	Words *words.Catalogue
	Hall  *guide.Hall
	// Kiosk is the machine's name (1 号机).
	Kiosk string
	// Updated is the day of the content, YYYY-MM-DD.
	Updated string
	// Link is what the visit's code opens; empty means that no code is printed.
	Link func(visit.State) string
}

// Ticket is the queue ticket: number, window, item, the code, what to do when called past. again
// marks a reprint.
func (p *Paper) Ticket(s visit.State, again bool) receipt.Document {
	w := p.Words
	number := receipt.Text{Text: w.Say("paper.your-number"), Align: receipt.Center}
	if again {
		number.Mark = w.Say("paper.again")
	}
	blocks := append(p.head(p.Hall.Name), number,
		receipt.Text{Text: s.Ticket.Number, Size: 8, Bold: true, Align: receipt.Center},
	)
	if window, ok := p.Hall.Window(s.Ticket.Window); ok {
		blocks = append(blocks, receipt.Bar{Text: w.Place(window), Size: 3, Align: receipt.Center})
	}
	if s.Item != nil { // a release that has come since may not have the item of a reprint
		blocks = append(blocks, receipt.Text{Text: s.Item.PlainTitle(), Size: 2, Bold: true, Align: receipt.Center})
	}
	blocks = append(blocks, receipt.Rule{})
	if link := p.link(s); link != "" {
		blocks = append(blocks, receipt.QR{Data: link, Lines: []receipt.Text{
			{Text: w.Say("paper.scan-ticket"), Size: 2, Bold: true},
			{Text: w.Say("paper.code-private")},
		}}, receipt.Rule{Thin: true})
	}
	return receipt.Document{Blocks: tight(append(blocks,
		receipt.Text{Text: w.Say("paper.called-past")},
		receipt.Ends{Left: p.moment(s.Ticket.Taken), Right: p.Kiosk},
	))}
}

// Sheet is the guidance sheet: the item's key figures, what to bring with boxes as ticked, what
// need not be brought, the answers, the code.
func (p *Paper) Sheet(s visit.State) receipt.Document {
	w := p.Words
	it := s.Item
	blocks := append(p.head(w.Say("paper.sheet", p.Hall.Name)),
		receipt.Text{Text: it.PlainTitle(), Size: 3, Bold: true})
	if window, ok := s.Window(p.Hall); ok && s.Checklist.Outcome == nil {
		blocks = append(blocks, receipt.Bar{Text: w.Place(window), Size: 2})
	}
	blocks = append(blocks, p.figures(it)...)
	if s.Checklist.Outcome == nil {
		blocks = append(blocks, p.hours())
	}
	if o := s.Checklist.Outcome; o != nil {
		blocks = append(blocks, receipt.Rule{}, receipt.Text{Text: o.Text, Size: 2, Bold: true})
		if o.Standing != guide.Settled {
			blocks = append(blocks, receipt.Text{Text: w.Say("paper.sentence", w.Say("paper.check"))})
		}
		if o.Where != "" {
			blocks = append(blocks, receipt.Text{Text: o.Where})
		}
		for i, step := range it.Online.Steps {
			blocks = append(blocks, receipt.Text{Text: w.Say("paper.step", i+1, step)})
		}
	}
	if o := s.Checklist.Outcome; o == nil || o.Kind == guide.OutcomeOnline && len(s.Have) > 0 {
		blocks = append(blocks, p.materials(s)...)
	}
	blocks = append(blocks, p.answers(s)...)
	blocks = append(blocks, p.codes(s)...)
	blocks = append(blocks, receipt.Rule{Thin: true})
	if p.Hall.Phone.Known() {
		blocks = append(blocks, receipt.Text{Text: w.Say("paper.phone", p.Hall.Phone.Text)})
	} else {
		blocks = append(blocks, receipt.Text{Text: w.Say("paper.ask-desk", p.Hall.Desk)})
	}
	return receipt.Document{Blocks: tight(append(blocks, receipt.Text{Text: p.date()},
		receipt.Ends{Left: p.Words.Say("paper.printed", p.moment(s.Now)), Right: p.Kiosk}))}
}

// Slip is the test slip that staff print: it shows whether the paper is in the right way.
func (p *Paper) Slip(now time.Time) receipt.Document {
	w := p.Words
	return receipt.Document{Blocks: []receipt.Block{
		receipt.Text{Text: w.Say("staff.slip-title"), Size: 3, Bold: true, Align: receipt.Center}, receipt.Rule{},
		receipt.Text{Text: w.Say("staff.slip-legible"), Size: 2}, receipt.Text{Text: w.Say("staff.slip-throw")},
		receipt.Rule{Thin: true}, receipt.Ends{Left: p.moment(now), Right: p.Kiosk},
	}}
}

func (p *Paper) head(title string) []receipt.Block {
	if p.Hall.Sample {
		return []receipt.Block{receipt.Ends{Left: title, Right: p.Words.Say("chrome.sample"), Boxed: true}, receipt.Rule{}}
	}
	return []receipt.Block{receipt.Text{Text: title}, receipt.Rule{}}
}

// figures is the line of visits, time and fee, of those that are settled, and who has to come.
func (p *Paper) figures(it *guide.Item) []receipt.Block {
	w := p.Words
	line := ""
	for _, f := range []struct {
		key  string
		fact guide.Fact
	}{{"paper.visits", it.Visits}, {"paper.time", it.Time}, {"paper.fee", it.Fee}} {
		if !f.fact.Known() {
			continue
		}
		if line != "" {
			line += " "
		}
		line += w.Say(f.key, f.fact.Text)
	}
	var out []receipt.Block
	if line != "" {
		out = append(out, receipt.Text{Text: line, Size: 2})
	} else {
		out = append(out, receipt.Text{Text: w.Say("paper.figures-unknown")})
	}
	if it.Who.Known() {
		out = append(out, receipt.Text{Text: w.Say("paper.sentence", it.Who.Text)})
	}
	return out
}

// hours says when the hall is open in any week, not only today: the sheet is often taken home and
// brought back another day.
func (p *Paper) hours() receipt.Block {
	w := p.Words
	text := w.Week(p.Hall)
	if text == "" {
		return receipt.Text{Text: w.Say("paper.hours-unknown")}
	}
	if p.Hall.HoursIn != "" {
		text += w.Say("comma") + p.Hall.HoursIn
	}
	return receipt.Text{Text: w.Say("paper.hours", text)}
}

func (p *Paper) materials(s visit.State) []receipt.Block {
	w := p.Words
	out := []receipt.Block{receipt.Rule{}}
	if !s.Item.MaterialsEntered {
		return append(out, receipt.Text{Text: w.Say("paper.materials-unknown"), Size: 2, Bold: true}, receipt.Text{Text: w.Say("paper.materials-ask")})
	}
	list := s.Checklist
	if list.Next() != nil { // printed before the questions were answered: all that may be asked for
		list = guide.Compute(s.Item, unsure(s))
	}
	certain := list.Certain()
	switch {
	case certain > 0:
		out = append(out, receipt.Tag{Text: w.Say("paper.bring", certain)})
	case len(list.Bring) == 0:
		out = append(out, receipt.Tag{Text: w.Say("paper.bring-nothing")})
	}
	for i, l := range list.Bring {
		if i == certain {
			out = append(out, receipt.Tag{Text: w.Say("paper.bring-maybe", len(list.Bring)-certain)})
		}
		box := receipt.Empty
		if s.Have[l.Material.ID] {
			box = receipt.Ticked
		}
		out = append(out, receipt.Item{Box: box, Lines: []receipt.Text{
			{Text: l.Material.Name, Size: 2, Bold: true},
			{Text: w.Copies(l.Material), Size: 2},
			{Text: p.remarks(l, box == receipt.Empty)},
		}})
	}
	if len(list.Skip) > 0 {
		out = append(out, receipt.Rule{}, receipt.Tag{Text: w.Say("paper.skip", len(list.Skip))})
	}
	for _, l := range list.Skip {
		out = append(out, receipt.Text{Text: l.Material.Name, Size: 2, Bold: true},
			receipt.Text{Text: w.Say("paper.waived-"+l.Material.Waived.By, l.Material.Waived.Text)})
	}
	return out
}

// remarks is the small line under a material: what becomes of it, why, where to get one that is
// not at hand, whether it may follow later, whether the window has to be asked.
func (p *Paper) remarks(l guide.Line, lacking bool) string {
	w := p.Words
	m := l.Material
	text := ""
	add := func(s string) {
		if s != "" {
			text += w.Say("paper.sentence", s)
		}
	}
	add(m.Handling)
	add(w.Reason(l))
	if lacking && m.Obtain != "" {
		add(w.Say("paper.obtain", m.Obtain))
	}
	if m.Later != "" {
		add(w.Say("paper.later", m.Later))
	}
	if m.Standing != guide.Settled {
		add(w.Say("paper.check"))
	}
	return text
}

func (p *Paper) answers(s visit.State) []receipt.Block {
	w := p.Words
	var out []receipt.Block
	for _, a := range s.Checklist.Asked {
		if a.Answer == "" {
			continue
		}
		if out == nil {
			out = append(out, receipt.Rule{}, receipt.Tag{Text: w.Say("paper.answers")})
		}
		out = append(out, receipt.Text{Text: w.Say("paper.answer", a.Question.ShortText(), a.AnswerText(w.Say("question.not-sure")))})
	}
	return out
}

// codes are the online service's code where no visit is needed, and the code of this checklist.
func (p *Paper) codes(s visit.State) []receipt.Block {
	w := p.Words
	var out []receipt.Block
	if o := s.Checklist.Outcome; s.Item.Online.Link != "" && o != nil && o.Kind == guide.OutcomeOnline {
		out = append(out, receipt.Rule{}, receipt.QR{Data: s.Item.Online.Link, Lines: []receipt.Text{
			{Text: w.Say("paper.scan-online"), Size: 2, Bold: true}, {Text: w.Say("paper.scan-online-note")}}})
		return out
	}
	if link := p.link(s); link != "" {
		out = append(out, receipt.Rule{}, receipt.QR{Data: link, Lines: []receipt.Text{
			{Text: w.Say("paper.scan-sheet"), Size: 2, Bold: true}, {Text: w.Say("paper.scan-sheet-note")}}})
	}
	return out
}

func (p *Paper) link(s visit.State) string {
	if p.Link == nil {
		return ""
	}
	return p.Link(s)
}

func (p *Paper) moment(t time.Time) string {
	return tightText(p.Words.Date(t)) + " " + p.Words.Weekday(t) + " " + t.Format("15:04")
}

func (p *Paper) date() string {
	if day, err := time.Parse(time.DateOnly, p.Updated); err == nil {
		key := "paper.updated"
		if p.Hall.Sample {
			key = "paper.updated-sample"
		}
		return p.Words.Say(key, day.Year(), int(day.Month()), day.Day())
	}
	return p.Words.Say("paper.undated")
}

// unsure answers every open question with 说不准.
func unsure(s visit.State) guide.Answers {
	answers := guide.Answers{}
	for q, a := range s.Answers {
		answers[q] = a
	}
	for c := guide.Compute(s.Item, answers); c.Next() != nil; c = guide.Compute(s.Item, answers) {
		answers[c.Next().ID] = guide.NotSure
	}
	return answers
}
