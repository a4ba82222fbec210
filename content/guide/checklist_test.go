package guide

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// birth is a small synthetic guide: a question that depends on another, materials on both.
func birth() *Item {
	return &Item{
		ID: "birth", Code: "T-1", Name: "出生登记", Department: "police", MaterialsEntered: true,
		Questions: []Question{
			{ID: "married", Ask: []string{"领结婚证", "了吗？"}, Options: []Option{{ID: "yes", Text: "领了"}, {ID: "no", Text: "没领"}}},
			{ID: "book", Ask: []string{"落在谁那里？"}, Short: "落在谁那里", NotSure: "两种都写上", Options: []Option{{ID: "mother", Text: "妈妈"}, {ID: "father", Text: "爸爸"}}},
			{ID: "test", Ask: []string{"做过鉴定吗？"}, When: Condition{{"married": {"no"}, "book": {"father"}}}, Options: []Option{{ID: "yes", Text: "做过"}, {ID: "no", Text: "没做"}}},
		},
		Materials: []Material{
			{ID: "birth", Name: "出生医学证明", Document: "birth", Original: 1},
			{ID: "mother", Name: "妈妈的户口簿", Original: 1, When: Condition{{"book": {"mother"}}}},
			{ID: "father", Name: "爸爸的户口簿", Original: 1, Later: "5 天内", When: Condition{{"book": {"father"}}}},
			{ID: "marriage", Name: "结婚证", When: Condition{{"married": {"yes"}}}, Waived: &Waiver{By: "shared", Text: "窗口能查到"}},
			{ID: "report", Name: "鉴定报告", When: Condition{{"test": {"yes"}}}},
		},
		Outcomes: []Outcome{{Kind: OutcomeNotEligible, When: Condition{{"test": {"no"}}}, Text: "先做鉴定"}},
	}
}

// told is a checklist in ids, as a citizen would tell it.
type told struct {
	Asked, Dropped, Bring, Maybe, Skip []string
	Next, Outcome                      string
}

func tell(c Checklist) told {
	var out told
	for _, a := range c.Asked {
		out.Asked = append(out.Asked, a.Question.ID+"="+a.Answer)
	}
	for _, a := range c.Dropped {
		out.Dropped = append(out.Dropped, a.Question.ID+"="+a.Answer)
	}
	for _, l := range c.Bring {
		out.Bring = append(out.Bring, l.Material.ID)
		if l.Maybe {
			out.Maybe = append(out.Maybe, l.Material.ID)
		}
	}
	for _, l := range c.Skip {
		out.Skip = append(out.Skip, l.Material.ID)
	}
	if q := c.Next(); q != nil {
		out.Next = q.ID
	}
	if c.Outcome != nil {
		out.Outcome = c.Outcome.Text
	}
	return out
}

func TestChecklistFollowsTheAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answers Answers
		want    told
	}{
		"nothing answered": {nil, told{Asked: []string{"married="}, Next: "married", Bring: []string{"birth"}}},
		"mother": {Answers{"married": "yes", "book": "mother"},
			told{Asked: []string{"married=yes", "book=mother"}, Bring: []string{"birth", "mother"}, Skip: []string{"marriage"}}},
		"the third question applies": {Answers{"married": "no", "book": "father"},
			told{Asked: []string{"married=no", "book=father", "test="}, Next: "test", Bring: []string{"birth", "father"}}},
		"not eligible": {Answers{"married": "no", "book": "father", "test": "no"},
			told{Asked: []string{"married=no", "book=father", "test=no"}, Bring: []string{"birth", "father"}, Outcome: "先做鉴定"}},
		"not sure lists both": {Answers{"married": "yes", "book": "?"},
			told{Asked: []string{"married=yes", "book=?"}, Bring: []string{"birth", "mother", "father"}, Maybe: []string{"mother", "father"}, Skip: []string{"marriage"}}},
		"a changed answer drops a later one": {Answers{"married": "yes", "book": "father", "test": "yes"},
			told{Asked: []string{"married=yes", "book=father"}, Dropped: []string{"test=yes"}, Bring: []string{"birth", "father"}, Skip: []string{"marriage"}}},
		"unknown ids count for nothing": {Answers{"married": "perhaps", "colour": "red"},
			told{Asked: []string{"married="}, Next: "married", Bring: []string{"birth"}}},
	} {
		if d := cmp.Diff(c.want, tell(Compute(birth(), c.answers))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// An outcome is said when nothing that is still to be asked can lead to an earlier one, and not before.
func TestOutcomeWaitsForEarlierOnes(t *testing.T) {
	online := Outcome{Kind: OutcomeOnline, Text: "online"}
	ruled := Outcome{Kind: OutcomeNotEligible, When: Condition{{"test": {"no"}}}, Text: "ruled out"}
	early := Outcome{Kind: OutcomeElsewhere, When: Condition{{"married": {"yes"}}}, Text: "elsewhere"}
	for name, c := range map[string]struct {
		outcomes []Outcome
		answers  Answers
		want     string
	}{
		"unconditional and alone":                 {[]Outcome{online}, nil, "online"},
		"a question may still rule it out":        {[]Outcome{ruled, online}, nil, ""},
		"one that follows may still be asked":     {[]Outcome{ruled, online}, Answers{"married": "no"}, ""},
		"the last question is open":               {[]Outcome{ruled, online}, Answers{"married": "no", "book": "father"}, ""},
		"ruled out":                               {[]Outcome{ruled, online}, Answers{"married": "no", "book": "father", "test": "no"}, "ruled out"},
		"not ruled out":                           {[]Outcome{ruled, online}, Answers{"married": "no", "book": "father", "test": "yes"}, "online"},
		"the question will not be asked":          {[]Outcome{ruled, online}, Answers{"married": "yes"}, "online"},
		"a later one does not matter":             {[]Outcome{early, ruled}, Answers{"married": "yes"}, "elsewhere"},
		"not sure rules nothing out":              {[]Outcome{ruled, online}, Answers{"married": "no", "book": "father", "test": "?"}, "online"},
		"not sure still leads to the question":    {[]Outcome{ruled, online}, Answers{"married": "no", "book": "?"}, ""},
		"an early one is undecided by a not sure": {[]Outcome{early, online}, Answers{"married": "?"}, "online"},
	} {
		it := birth()
		it.Outcomes = c.outcomes
		if got := tell(Compute(it, c.answers)).Outcome; got != c.want {
			t.Errorf("%s: the outcome is %q, want %q", name, got, c.want)
		}
	}
}

// An outcome that was told stays, whatever is answered after it.
func TestOutcomeIsFinal(t *testing.T) {
	it := birth()
	it.Outcomes = []Outcome{
		{Kind: OutcomeNotEligible, When: Condition{{"test": {"no"}}, {"married": {"yes"}, "book": {"mother"}}}, Text: "a"},
		{Kind: OutcomeElsewhere, When: Condition{{"book": {"father"}}}, Text: "b"},
		{Kind: OutcomeOnline, Text: "c"},
	}
	rapid.Check(t, func(t *rapid.T) {
		whole := anyAnswers(it).Draw(t, "answers")
		told := ""
		given := Answers{}
		for i := range it.Questions {
			c := Compute(it, given)
			if c.Outcome != nil {
				if told != "" && told != c.Outcome.Text {
					t.Fatalf("%q became %q", told, c.Outcome.Text)
				}
				told = c.Outcome.Text
			} else if told != "" {
				t.Fatalf("%q was taken back", told)
			}
			if a := whole[it.Questions[i].ID]; a != "" {
				given[it.Questions[i].ID] = a
			}
		}
		if c := Compute(it, given); c.Next() == nil && c.Outcome == nil {
			t.Fatal("all is answered and the unconditional outcome is not told")
		}
	})
}

func TestMissingLeavesOutWhatMayFollow(t *testing.T) {
	c := Compute(birth(), Answers{"married": "yes", "book": "father"})
	var got []string
	for _, l := range c.Missing(map[string]bool{}) {
		got = append(got, l.Material.ID)
	}
	if d := cmp.Diff([]string{"birth"}, got); d != "" {
		t.Error(d)
	}
	if n := len(c.Missing(map[string]bool{"birth": true})); n != 0 {
		t.Errorf("%d materials are missing although all are there", n)
	}
}

func TestRemainingCountsWhatMayStillBeAsked(t *testing.T) {
	for _, c := range []struct {
		answers Answers
		want    int
	}{{nil, 3}, {Answers{"married": "yes"}, 1}, {Answers{"married": "no"}, 2}, {Answers{"married": "no", "book": "mother"}, 0}} {
		list := Compute(birth(), c.answers)
		if got := list.Remaining(); got != c.want {
			t.Errorf("%v: %d questions remain, want %d", c.answers, got, c.want)
		}
	}
}

func anyAnswers(it *Item) *rapid.Generator[Answers] {
	return rapid.Custom(func(t *rapid.T) Answers {
		out := Answers{}
		for i := range it.Questions {
			ids := []string{"", NotSure, "nonsense"}
			for _, o := range it.Questions[i].Options {
				ids = append(ids, o.ID)
			}
			if a := rapid.SampledFrom(ids).Draw(t, it.Questions[i].ID); a != "" {
				out[it.Questions[i].ID] = a
			}
		}
		return out
	})
}

func TestChecklistProperties(t *testing.T) {
	it := birth()
	rapid.Check(t, func(t *rapid.T) {
		answers := anyAnswers(it).Draw(t, "answers")
		c := Compute(it, answers)
		// The answers that count decide alone.
		again := Compute(it, c.Counting())
		want, got := tell(c), tell(again)
		want.Dropped, got.Dropped = nil, nil
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("replaying what counts gives another checklist: %s", d)
		}
		// 说不准 never takes anything away: it holds all that a definite answer would ask for.
		for i := range it.Questions {
			q := &it.Questions[i]
			if answers[q.ID] == "" || answers[q.ID] == "nonsense" {
				continue
			}
			unsure := Answers{}
			for k, v := range answers {
				unsure[k] = v
			}
			unsure[q.ID] = NotSure
			all := tell(Compute(it, unsure))
			if all.Next != "" {
				continue // a question more is open now; its materials come with its answer
			}
			for _, id := range append(tell(c).Bring, tell(c).Skip...) {
				if !slices.Contains(all.Bring, id) && !slices.Contains(all.Skip, id) {
					t.Fatalf("with %s=? the material %s is gone", q.ID, id)
				}
			}
		}
		if (c.Remaining() == 0) != (c.Next() == nil) {
			t.Fatal("nothing remains although a question is open, or the other way round")
		}
	})
}

func TestBundleAsksOnceAndMergesPapers(t *testing.T) {
	first := birth()
	second := birth()
	second.ID, second.Department = "insurance", "health"
	second.Questions = second.Questions[:1]
	second.Materials = []Material{
		{ID: "paper", Name: "出生医学证明", Document: "birth", Original: 1, Copies: 1},
		{ID: "certificate", Name: "结婚证", When: Condition{{"married": {"yes"}}}},
	}
	second.Outcomes = []Outcome{{Kind: OutcomeOnline, Text: "网上办"}}
	items := map[string]*Item{"birth": first, "insurance": second}
	b := &Bundle{ID: "newborn", Code: "B", Name: "出生一件事", Items: []string{"birth", "gone", "insurance"}}
	it := b.Combine(func(id string) (*Item, bool) { it, ok := items[id]; return it, ok })

	c := Compute(it, Answers{"birth.married": "yes", "birth.book": "mother"})
	want := told{
		Asked: []string{"birth.married=yes", "birth.book=mother"},
		Bring: []string{"birth.birth", "birth.mother", "insurance.certificate"},
		Skip:  []string{"birth.marriage"},
	}
	if d := cmp.Diff(want, tell(c)); d != "" {
		t.Error(d)
	}
	paper := c.Bring[0]
	if paper.Material.Original != 1 || paper.Material.Copies != 1 {
		t.Errorf("the shared paper is wanted as %d original and %d copies", paper.Material.Original, paper.Material.Copies)
	}
	if d := cmp.Diff([]string{"birth", "insurance"}, paper.From); d != "" {
		t.Error(d)
	}
	if got := tell(Compute(it, Answers{"birth.married": "no", "birth.book": "father", "birth.test": "no"})).Outcome; got != "先做鉴定" {
		t.Errorf("an answer that rules a part out says %q", got)
	}
	if d := cmp.Diff([]Part{{"birth", "出生登记", "police"}, {"insurance", "出生登记", "health"}}, it.Parts); d != "" {
		t.Error(d)
	}
	if first.Materials[0].Copies != 0 {
		t.Error("combining changed the part itself")
	}
}
