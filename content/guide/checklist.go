package guide

import (
	"slices"
	"sort"
)

// Checklist is what follows from an item and a person's answers.
type Checklist struct {
	Item *Item
	// Asked are the questions that apply, in order, up to and including the first unanswered one.
	Asked []Asked
	// Dropped are answers that were given but no longer matter, because an earlier one changed.
	Dropped []Asked
	// Bring must be brought or may follow later, what is certain before what only may be wanted
	// (Line.Maybe); Skip need not be brought.
	Bring, Skip []Line
	// Outcome, when not nil, says that no ticket of this hall is the answer.
	Outcome *Outcome
}

// Asked is a question that applies, with its answer (empty: not yet answered).
type Asked struct {
	Question *Question
	Answer   string
}

// AnswerText is the answer in words: the option's text, or notSure for 说不准.
func (a Asked) AnswerText(notSure string) string {
	if a.Answer == NotSure {
		return notSure
	}
	o, _ := a.Question.Option(a.Answer)
	return o.Text
}

// Line is one material of a checklist.
type Line struct {
	Material *Material
	// Answers are the answers that put the line here, in the order of the questions; empty when
	// it is always wanted.
	Answers []Asked
	// Maybe is set when a 说不准 put it here: it is wanted in one of the cases.
	Maybe bool
	// From are the ids of the parts that want it, on a bundle's checklist.
	From []string
}

// Next is the first question not yet answered, or nil when the checklist is complete.
func (c *Checklist) Next() *Question {
	if n := len(c.Asked); n > 0 && c.Asked[n-1].Answer == "" {
		return c.Asked[n-1].Question
	}
	return nil
}

// Remaining is how many questions are still to be asked at most, the next one included, if every
// later question applied whose condition does not already fail.
func (c *Checklist) Remaining() int {
	next := c.Next()
	if next == nil {
		return 0
	}
	n, seen := 0, false
	answered := c.Counting()
	for i := range c.Item.Questions {
		q := &c.Item.Questions[i]
		if q == next {
			seen = true
			n++
			continue
		}
		if seen && !q.When.fails(answered) {
			n++
		}
	}
	return n
}

// fails reports that a condition cannot hold any more, whatever is answered to open questions.
func (c Condition) fails(answers Answers) bool {
	if len(c) == 0 {
		return false
	}
	for _, clause := range c {
		dead := false
		for question, options := range clause {
			if a, ok := answers[question]; ok && a != NotSure && !contains(options, a) {
				dead = true
				break
			}
		}
		if !dead {
			return false
		}
	}
	return true
}

// Counting returns the answers that count: those of questions that apply.
func (c *Checklist) Counting() Answers {
	out := Answers{}
	for _, a := range c.Asked {
		if a.Answer != "" {
			out[a.Question.ID] = a.Answer
		}
	}
	return out
}

// Certain is how many lines of Bring are wanted for sure; the rest may be, after a 说不准.
func (c *Checklist) Certain() int {
	n := 0
	for _, l := range c.Bring {
		if !l.Maybe {
			n++
		}
	}
	return n
}

// Missing are the lines to bring that are not in have (material ids) and may not follow later.
// What only may be wanted is not missing: nobody can say that it is lacked.
func (c *Checklist) Missing(have map[string]bool) []Line {
	var out []Line
	for _, l := range c.Bring {
		if !l.Maybe && !have[l.Material.ID] && l.Material.Later == "" {
			out = append(out, l)
		}
	}
	return out
}

// Compute derives the checklist by replaying the answers in the order of the questions. An answer
// counts only if its question applies and the option exists; the others are kept aside as
// Dropped, so that changing an answer back revives them. The result depends on nothing else.
func Compute(item *Item, given Answers) Checklist {
	c := Checklist{Item: item}
	counting := Answers{}
	open := false
	for i := range item.Questions {
		q := &item.Questions[i]
		answer := given[q.ID]
		if _, ok := q.Option(answer); !ok && answer != NotSure {
			answer = ""
		}
		applies := !open && q.When.eval(counting) != no
		switch {
		case !applies && answer != "" && q.When.fails(counting):
			c.Dropped = append(c.Dropped, Asked{q, answer})
		case applies:
			c.Asked = append(c.Asked, Asked{q, answer})
			if answer == "" {
				open = true
			} else {
				counting[q.ID] = answer
			}
		}
	}
	for i := range item.Outcomes {
		if item.Outcomes[i].When.eval(counting) == yes {
			c.Outcome = &item.Outcomes[i]
			break
		}
	}
	for i := range item.Materials {
		m := &item.Materials[i]
		t := m.When.eval(counting)
		if t == no {
			continue
		}
		line := Line{Material: m, Answers: c.reasons(m.When), Maybe: t == maybe, From: m.From}
		if m.Waived != nil {
			c.Skip = append(c.Skip, line)
		} else {
			c.Bring = append(c.Bring, line)
		}
	}
	sort.SliceStable(c.Bring, func(a, b int) bool { return !c.Bring[a].Maybe && c.Bring[b].Maybe })
	return c
}

// reasons are the answers that a condition's holding clauses name.
func (c *Checklist) reasons(when Condition) []Asked {
	counting := c.Counting()
	named := map[string]bool{}
	for _, clause := range when {
		if clause.eval(counting) != no {
			for q := range clause {
				named[q] = true
			}
		}
	}
	var out []Asked
	for _, a := range c.Asked {
		if named[a.Question.ID] {
			out = append(out, a)
		}
	}
	return out
}

// Everything lists all materials of an item with the answers that would ask for each, for
// "show me all materials first".
func Everything(item *Item) []Case {
	out := make([]Case, 0, len(item.Materials))
	for i := range item.Materials {
		m := &item.Materials[i]
		out = append(out, Case{Material: m, Only: m.When.words(item)})
	}
	return out
}

// Case is a material and, in words of the options, when it is wanted; Only is empty when always.
type Case struct {
	Material *Material
	Only     []string
}

// words names the options of a condition, in the order of the questions, each once.
func (c Condition) words(item *Item) []string {
	var out []string
	for i := range item.Questions {
		q := &item.Questions[i]
		var ids []string
		for _, clause := range c {
			ids = append(ids, clause[q.ID]...)
		}
		sort.SliceStable(ids, func(a, b int) bool { return optionIndex(q, ids[a]) < optionIndex(q, ids[b]) })
		for _, id := range slices.Compact(ids) {
			if o, ok := q.Option(id); ok {
				out = append(out, o.Text)
			}
		}
	}
	return out
}

func optionIndex(q *Question, id string) int {
	for i, o := range q.Options {
		if o.ID == id {
			return i
		}
	}
	return len(q.Options)
}
