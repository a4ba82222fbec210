package guide

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestConditionIsReadAsOperatorsWriteIt(t *testing.T) {
	for text, want := range map[string]Condition{
		"{place: mother}":                           {{"place": {"mother"}}},
		"{place: [mother, father]}":                 {{"place": {"mother", "father"}}},
		"{place: mother, married: no}":              {{"place": {"mother"}, "married": {"no"}}},
		"[{place: mother}, {married: [yes, no]}]":   {{"place": {"mother"}}, {"married": {"yes", "no"}}},
		"{count: 1, sure: true}":                    {{"count": {"1"}, "sure": {"true"}}},
		"\n  place:\n    - mother\n    - \"007\"\n": {{"place": {"mother", "007"}}},
	} {
		var got struct {
			When Condition `yaml:"when"`
		}
		if err := yaml.Unmarshal([]byte("when: "+text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		} else if d := cmp.Diff(want, got.When); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

func TestConditionThatMeansNothingIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"mother":            "question: option",
		"{}":                "leave it out",
		"[]":                "leave it out",
		"[{}]":              "leave it out",
		"{place: []}":       "names no option",
		"{place: {a: b}}":   "by its id",
		"{place: [1.5]}":    "quotes",
		"[mother, father]":  "question: option",
		"{place: [[a], b]}": "by its id",
	} {
		var got struct {
			When Condition `yaml:"when"`
		}
		err := yaml.Unmarshal([]byte("when: "+text), &got)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v and %v, want an error with %q", text, got.When, err, want)
		}
	}
}

func anyCondition() *rapid.Generator[Condition] {
	id := rapid.StringMatching(`[a-z0-9][a-z0-9-]{0,5}`)
	clause := rapid.Custom(func(t *rapid.T) Clause {
		return rapid.MapOfN(id, rapid.SliceOfN(id, 1, 3), 1, 3).Draw(t, "clause")
	})
	return rapid.Custom(func(t *rapid.T) Condition {
		return rapid.SliceOfN(clause, 1, 3).Draw(t, "clauses")
	})
}

func TestWrittenConditionIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type holder struct {
			When Condition `yaml:"when,omitempty"`
		}
		want := holder{anyCondition().Draw(t, "condition")}
		data, err := yaml.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got holder
		if err := yaml.Unmarshal(data, &got); err != nil {
			t.Fatalf("%v in\n%s", err, data)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%s from\n%s", d, data)
		}
	})
}

func FuzzConditionYAML(f *testing.F) {
	for _, seed := range []string{"{a: b}", "[{a: [b, c]}, {d: e}]", "a", "{a: 1}", "[[]]", "{a: {b: c}}", "~"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var c Condition
		if yaml.Unmarshal([]byte(text), &c) != nil {
			return
		}
		for _, clause := range c {
			for question, options := range clause {
				if len(options) == 0 {
					t.Errorf("%q gives a condition on %q that never holds", text, question)
				}
			}
		}
	})
}
