package guide

// Answers maps a question's id to the chosen option's id, or to NotSure.
type Answers map[string]string

// NotSure is the answer 说不准: every condition on that question then holds, so that the checklist
// names all it might ask for.
const NotSure = "?"

// Condition holds when any of its clauses holds; no clause at all holds always.
type Condition []Clause

// Clause holds when every question named in it was answered with one of the options listed.
type Clause map[string][]string

// truth is what a condition comes to. maybe means: it holds, but only because of a 说不准.
type truth int

const (
	no truth = iota
	maybe
	yes
)

// eval replays a condition over the answers that count (answered questions that apply).
func (c Condition) eval(answers Answers) truth {
	if len(c) == 0 {
		return yes
	}
	best := no
	for _, clause := range c {
		if t := clause.eval(answers); t > best {
			best = t
		}
	}
	return best
}

func (c Clause) eval(answers Answers) truth {
	result := yes
	for question, options := range c {
		answer, answered := answers[question]
		switch {
		case !answered:
			return no
		case answer == NotSure:
			result = maybe
		case !contains(options, answer):
			return no
		}
	}
	return result
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
