package words

import (
	"testing"

	"daoyin/content/guide"
)

var (
	married = guide.Question{ID: "married", Short: "领结婚证了吗", NotSure: "先往下走", Options: []guide.Option{{ID: "yes", Text: "领了"}, {ID: "no", Text: "没领"}}}
	book    = guide.Question{ID: "book", Short: "落在谁的户口簿上", NotSure: "都写上", Options: []guide.Option{
		{ID: "mother", Text: "妈妈的户口簿"}, {ID: "father", Text: "爸爸的户口簿"}, {ID: "other", Text: "别人的户口簿"}}}
)

func TestCasesInWords(t *testing.T) {
	for want, when := range map[string]guide.Condition{
		"":         nil,
		"“爸爸的户口簿”": {{"book": {"father"}}},
		"“妈妈的户口簿”或“爸爸的户口簿”":      {{"book": {"father", "mother"}}},
		"“领结婚证了吗：领了”":            {{"married": {"yes"}}},
		"“领结婚证了吗：领了或没领”":         {{"married": {"yes", "no"}}},
		"“领结婚证了吗：没领”，而且“爸爸的户口簿”": {{"married": {"no"}, "book": {"father"}}},
		"“领结婚证了吗：没领”；或者“爸爸的户口簿”": {{"married": {"no"}}, {"book": {"father"}}},
	} {
		it := &guide.Item{Questions: []guide.Question{married, book}, Materials: []guide.Material{{ID: "m", When: when}}}
		if got := Chinese().Cases(guide.Everything(it)[0].Only); got != want {
			t.Errorf("%v is said as %s, want %s", when, got, want)
		}
	}
}

func TestReason(t *testing.T) {
	both := guide.Condition{{"married": {"no"}}, {"book": {"father"}}}
	for name, c := range map[string]struct {
		material guide.Material
		answers  guide.Answers
		want     string
	}{
		"always":                   {guide.Material{}, guide.Answers{"married": "yes", "book": "mother"}, "办这件事都要带"},
		"what it proves":           {guide.Material{Why: "证明是夫妻"}, guide.Answers{"married": "yes", "book": "mother"}, "证明是夫妻"},
		"an answer":                {guide.Material{When: both}, guide.Answers{"married": "yes", "book": "father"}, "您答了“爸爸的户口簿”"},
		"an answer in its own way": {guide.Material{When: both, Because: "您选了爸爸"}, guide.Answers{"married": "yes", "book": "father"}, "您选了爸爸"},
		"only the definite answer": {guide.Material{When: both}, guide.Answers{"married": "no", "book": "?"}, "您答了“没领”"},
		"not sure":                 {guide.Material{When: both, Because: "您选了爸爸"}, guide.Answers{"married": "yes", "book": "?"}, "选“爸爸的户口簿”才要"},
		"not sure, twice":          {guide.Material{When: both}, guide.Answers{"married": "?", "book": "?"}, "选“领结婚证了吗：没领”；或者“爸爸的户口簿”才要"},
		"too long, one must be so": {guide.Material{When: guide.Condition{{"married": {"no"}, "book": {"mother", "father"}}}}, guide.Answers{"married": "?", "book": "?"}, "选“领结婚证了吗：没领”才要"},
		"too long, one of several": {guide.Material{When: guide.Condition{{"book": {"mother", "father", "other"}}}}, guide.Answers{"married": "yes", "book": "?"}, "选“妈妈的户口簿”等 3 种才要"},
	} {
		it := &guide.Item{Questions: []guide.Question{married, book}, Materials: []guide.Material{c.material}}
		list := guide.Compute(it, c.answers)
		if got := Chinese().Reason(list.Bring[0]); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
