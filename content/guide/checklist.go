package guide

import "sort"

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
	// Outcome, when not nil, says that no ticket of this hall is the answer. It is nil as long as an
	// open question may still lead to an outcome that comes before it; once it is set, no answer
	// changes it and nothing more need be asked.
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
	// Maybe is set when a 说不准 put it here: it is wanted in one of the Cases, which name options
	// of the questions so answered. Cases is empty otherwise.
	Maybe bool
	Cases Cases
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

// Settled reports that it is known whether a question is asked, by the answers so far.
func (c *Checklist) Settled(q *Question) bool {
	counting := c.Counting()
	return q.When.eval(counting) != no || q.When.fails(counting)
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
	c.Outcome = item.outcome(counting, item.askable(&c, counting))
	for i := range item.Materials {
		m := &item.Materials[i]
		t := m.When.eval(counting)
		if t == no {
			continue
		}
		line := Line{Material: m, Answers: c.reasons(m.When, t), Maybe: t == maybe, From: m.From}
		if line.Maybe {
			line.Cases = m.When.open(item, counting)
		}
		if m.Waived != nil {
			c.Skip = append(c.Skip, line)
		} else {
			c.Bring = append(c.Bring, line)
		}
	}
	sort.SliceStable(c.Bring, func(a, b int) bool { return !c.Bring[a].Maybe && c.Bring[b].Maybe })
	return c
}

// outcome is the first outcome that holds, unless one before it can still come to hold.
func (it *Item) outcome(counting Answers, askable map[string]bool) *Outcome {
	for i := range it.Outcomes {
		o := &it.Outcomes[i]
		if o.When.eval(counting) == yes {
			return o
		}
		if o.When.can(counting, askable, false) {
			return nil
		}
	}
	return nil
}

// askable are the ids of the questions that are not answered and may still be asked: the next one,
// and those after it whose condition can come to hold.
func (it *Item) askable(c *Checklist, counting Answers) map[string]bool {
	next := c.Next()
	if next == nil {
		return nil
	}
	out := map[string]bool{next.ID: true}
	seen := false
	for i := range it.Questions {
		q := &it.Questions[i]
		if seen && q.When.can(counting, out, true) {
			out[q.ID] = true
		}
		seen = seen || q == next
	}
	return out
}

// can reports that some answers to askable questions may make a condition hold. A 说不准 makes
// a question be asked (unsure), but decides no outcome.
func (c Condition) can(counting Answers, askable map[string]bool, unsure bool) bool {
	if len(c) == 0 {
		return true
	}
	for _, clause := range c {
		all := true
		for question, options := range clause {
			answer, answered := counting[question]
			switch {
			case !answered:
				all = all && askable[question]
			case answer == NotSure:
				all = all && unsure
			default:
				all = all && contains(options, answer)
			}
		}
		if all {
			return true
		}
	}
	return false
}

// reasons are the answers named by the clauses that make a condition what it is: of one that holds
// for sure, no clause that rests on a 说不准.
func (c *Checklist) reasons(when Condition, is truth) []Asked {
	counting := c.Counting()
	named := map[string]bool{}
	for _, clause := range when {
		if clause.eval(counting) == is {
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
