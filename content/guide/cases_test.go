package guide

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inIDs writes cases as question=option|option&question=option;case.
func inIDs(cases Cases) string {
	var said []string
	for _, one := range cases {
		var choices []string
		for _, choice := range one {
			var ids []string
			for _, o := range choice.Options {
				ids = append(ids, o.ID)
			}
			choices = append(choices, choice.Question.ID+"="+strings.Join(ids, "|"))
		}
		said = append(said, strings.Join(choices, "&"))
	}
	return strings.Join(said, ";")
}

func TestEverythingNamesWhenAMaterialIsWanted(t *testing.T) {
	it := birth()
	it.Materials = append(it.Materials,
		Material{ID: "either", When: Condition{{"book": {"father", "mother"}}}},
		Material{ID: "both", When: Condition{{"married": {"yes"}, "book": {"mother"}}}},
		Material{ID: "one or the other", When: Condition{{"married": {"no"}}, {"book": {"mother"}}}},
		Material{ID: "written apart", When: Condition{{"book": {"father"}}, {"book": {"mother"}}}},
		// The test is asked of the unmarried alone: that need not be said again.
		Material{ID: "said already", When: Condition{{"married": {"no"}, "test": {"yes"}}}},
	)
	got := map[string]string{}
	for _, w := range Everything(it) {
		got[w.Material.ID] = inIDs(w.Only)
	}
	want := map[string]string{
		"birth": "", "mother": "book=mother", "father": "book=father", "marriage": "married=yes", "report": "test=yes",
		"either": "book=mother|father", "both": "married=yes&book=mother", "one or the other": "married=no;book=mother",
		"written apart": "book=mother|father", "said already": "test=yes",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestLineThatMayBeWantedSaysWhen(t *testing.T) {
	it := birth()
	it.Materials = []Material{
		{ID: "definite and not sure", When: Condition{{"married": {"no"}, "book": {"father"}}}},
		{ID: "definite or not sure", When: Condition{{"married": {"no"}}, {"book": {"father"}}}},
		{ID: "not sure twice", When: Condition{{"book": {"father"}, "test": {"yes"}}}},
	}
	type line struct {
		Maybe   bool
		Cases   string
		Answers []string
	}
	got := map[string]line{}
	for _, l := range Compute(it, Answers{"married": "no", "book": "?", "test": "?"}).Bring {
		one := line{Maybe: l.Maybe, Cases: inIDs(l.Cases)}
		for _, a := range l.Answers {
			one.Answers = append(one.Answers, a.Question.ID+"="+a.Answer)
		}
		got[l.Material.ID] = one
	}
	want := map[string]line{
		"definite and not sure": {true, "book=father", []string{"married=no", "book=?"}},
		"definite or not sure":  {false, "", []string{"married=no"}}, // the 说不准 has no part in it
		"not sure twice":        {true, "test=yes", []string{"book=?", "test=?"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
