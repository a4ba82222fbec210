package guide

import (
	"errors"
	"fmt"
)

// UnmarshalYAML reads a condition as operators write it: a map of question to option, or to a
// list of options (one clause), or a list of such maps (any of them):
//
//	when: {place: mother}
//	when: [{place: [mother, father]}, {married: no}]
func (c *Condition) UnmarshalYAML(unmarshal func(any) error) error {
	var raw any
	if err := unmarshal(&raw); err != nil {
		return err
	}
	clauses, ok := raw.([]any)
	if !ok {
		clauses = []any{raw}
	}
	if len(clauses) == 0 {
		return errors.New("an empty condition holds always: leave it out, or name a question")
	}
	out := make(Condition, 0, len(clauses))
	for _, r := range clauses {
		clause, err := clauseOf(r)
		if err != nil {
			return err
		}
		out = append(out, clause)
	}
	*c = out
	return nil
}

// MarshalYAML writes a condition in its shortest form.
func (c Condition) MarshalYAML() (any, error) {
	clauses := make([]map[string]any, len(c))
	for i, clause := range c {
		clauses[i] = map[string]any{}
		for question, options := range clause {
			if len(options) == 1 {
				clauses[i][question] = options[0]
			} else {
				clauses[i][question] = options
			}
		}
	}
	switch len(clauses) {
	case 0:
		return nil, nil
	case 1:
		return clauses[0], nil
	}
	return clauses, nil
}

func clauseOf(raw any) (Clause, error) {
	m, ok := raw.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("a condition is written {question: option} or {question: [option, option]}, not %v", raw)
	}
	if len(m) == 0 {
		return nil, errors.New("an empty condition holds always: leave it out, or name a question")
	}
	clause := Clause{}
	for question, v := range m {
		list, isList := v.([]any)
		if !isList {
			list = []any{v}
		}
		if len(list) == 0 {
			return nil, fmt.Errorf("the condition on %q names no option, so it never holds: name one", question)
		}
		for _, o := range list {
			id, err := optionID(o)
			if err != nil {
				return nil, fmt.Errorf("the condition on %q: %w", question, err)
			}
			clause[question] = append(clause[question], id)
		}
	}
	return clause, nil
}

// optionID takes plain YAML scalars as ids, because an unquoted 1 or true is no string to YAML
// but is one to the operator who wrote the option's id the same way.
func optionID(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case bool, int64, uint64, int:
		return fmt.Sprint(v), nil
	}
	return "", fmt.Errorf("an option is named by its id, not %v: put the id in quotes", v)
}
