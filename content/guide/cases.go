package guide

import "slices"

// Cases say when something is wanted, in the options' own words: in any of the cases. None at all
// means always.
type Cases []Case

// Case holds when every one of its choices was made.
type Case []Choice

// Choice is made by any of some options of one question, in the question's order.
type Choice struct {
	Question *Question
	Options  []Option
}

// Wanted is a material and when it is wanted; Only is empty when always.
type Wanted struct {
	Material *Material
	Only     Cases
}

// Everything lists all materials of an item with the answers that would ask for each, for
// "show me all materials first".
func Everything(item *Item) []Wanted {
	out := make([]Wanted, 0, len(item.Materials))
	for i := range item.Materials {
		m := &item.Materials[i]
		out = append(out, Wanted{Material: m, Only: m.When.cases(item, func(string) bool { return true })})
	}
	return out
}

// open are the cases of a condition that only may hold: what the questions answered 说不准 would
// have to be answered with.
func (c Condition) open(item *Item, counting Answers) Cases {
	var may Condition
	for _, clause := range c {
		if clause.eval(counting) == maybe {
			may = append(may, clause)
		}
	}
	return may.cases(item, func(question string) bool { return counting[question] == NotSure })
}

// cases puts a condition into the options' words, with the questions that tell accepts.
func (c Condition) cases(item *Item, tell func(question string) bool) Cases {
	var out Cases
	for _, clause := range c {
		var one Case
		for i := range item.Questions {
			q := &item.Questions[i]
			ids, named := clause[q.ID]
			if !named || !tell(q.ID) || clause.implies(item, q.ID, tell) {
				continue
			}
			one = append(one, q.choice(ids))
		}
		out = out.with(one)
	}
	return out
}

// implies reports that another question of the clause is asked only where this one was answered as
// the clause wants it, so that there is no need to say so.
func (c Clause) implies(item *Item, question string, tell func(string) bool) bool {
	for i := range item.Questions {
		q := &item.Questions[i]
		if _, named := c[q.ID]; !named || q.ID == question || !tell(q.ID) || len(q.When) == 0 {
			continue
		}
		all := true
		for _, when := range q.When {
			all = all && len(when[question]) > 0
			for _, option := range when[question] {
				all = all && contains(c[question], option)
			}
		}
		if all {
			return true
		}
	}
	return false
}

func (q *Question) choice(ids []string) Choice {
	out := Choice{Question: q}
	for _, o := range q.Options {
		if contains(ids, o.ID) {
			out.Options = append(out.Options, o)
		}
	}
	return out
}

// with adds a case. Two cases of one choice each on the same question are one case with the
// options of both.
func (cs Cases) with(one Case) Cases {
	for i, old := range cs {
		if len(old) != 1 || len(one) != 1 || old[0].Question != one[0].Question {
			continue
		}
		var ids []string
		for _, o := range slices.Concat(old[0].Options, one[0].Options) {
			ids = append(ids, o.ID)
		}
		cs[i] = Case{old[0].Question.choice(ids)}
		return cs
	}
	return append(cs, one)
}
