package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"daoyin/content/guide"
	"daoyin/content/release"
	"daoyin/content/words"
)

type showCmd struct {
	File    string   `arg:"" help:"Release file."`
	Item    string   `arg:"" help:"Id or official code of an item or bundle."`
	Answers []string `help:"Answers as question=option, separated by commas; ? is 说不准." placeholder:"Q=O"`
}

func (c *showCmd) Run(s streams) error {
	rel, err := openVerified(c.File)
	if err != nil {
		return err
	}
	defer rel.Close()
	it, err := rel.Find(c.Item)
	if errors.Is(err, release.ErrNoItem) {
		return fmt.Errorf("the release %s holds no item %q: contentctl search finds its code", c.File, c.Item)
	}
	if err != nil {
		return err
	}
	answers, err := parseAnswers(it, c.Answers)
	if err != nil {
		return err
	}
	printChecklist(s.out, rel, guide.Compute(it, answers))
	return nil
}

// parseAnswers refuses what the item does not ask, because a slip would silently print the
// checklist of another case.
func parseAnswers(it *guide.Item, list []string) (guide.Answers, error) {
	out := guide.Answers{}
	for _, pair := range list {
		question, option, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, usageError(fmt.Sprintf("the answer %q is not question=option", pair))
		}
		var q *guide.Question
		var ids []string
		for i := range it.Questions {
			ids = append(ids, it.Questions[i].ID)
			if it.Questions[i].ID == question {
				q = &it.Questions[i]
			}
		}
		if q == nil {
			return nil, usageError(fmt.Sprintf("%s does not ask %q; it asks: %s", it.ID, question, strings.Join(ids, ", ")))
		}
		if _, ok := q.Option(option); !ok && option != guide.NotSure {
			return nil, usageError(fmt.Sprintf("%q is no option of %s; they are: %s", option, question, optionList(q)))
		}
		out[question] = option
	}
	return out, nil
}

func optionList(q *guide.Question) string {
	var out []string
	for _, o := range q.Options {
		out = append(out, fmt.Sprintf("%s（%s）", o.ID, o.Text))
	}
	return strings.Join(out, ", ")
}

func printChecklist(w io.Writer, rel *release.Release, c guide.Checklist) {
	it, say := c.Item, words.Chinese()
	fmt.Fprintf(w, "%s\n%s，%s\n", it.PlainTitle(), it.Name, it.Code)
	if it.Department != "" {
		fmt.Fprintf(w, "部门：%s\n", departmentName(rel, it.Department))
	}
	for _, p := range it.Parts {
		fmt.Fprintf(w, "一起办：%s（%s）\n", p.Name, departmentName(rel, p.Department))
	}
	for _, f := range []struct {
		label string
		fact  guide.Fact
	}{{"谁来", it.Who}, {"次数", it.Visits}, {"时间", it.Time}, {"费用", it.Fee}} {
		if f.fact.Text == "" {
			continue
		}
		fmt.Fprintf(w, "%s：%s%s%s\n", f.label, f.fact.Text, bracket(f.fact.Note), verify(f.fact.Standing))
	}
	for _, a := range c.Asked {
		if a.Answer == "" {
			fmt.Fprintf(w, "还要问：%s %s：%s\n", a.Question.ID, a.Question.ShortText(), optionList(a.Question))
			continue
		}
		fmt.Fprintf(w, "您答了：%s：%s\n", a.Question.ShortText(), a.AnswerText(say.Say("question.not-sure")))
	}
	for _, a := range c.Dropped {
		fmt.Fprintf(w, "不再要问：%s：%s\n", a.Question.ShortText(), a.AnswerText(say.Say("question.not-sure")))
	}
	if o := c.Outcome; o != nil {
		fmt.Fprintf(w, "结果：%s：%s%s\n", o.Kind, o.Text, bracket(o.Where))
	}
	if !it.MaterialsEntered {
		fmt.Fprintf(w, "%s，%s\n", say.Say("paper.materials-unknown"), say.Say("paper.check"))
		return
	}
	fmt.Fprintf(w, "请带上这 %d 样\n", len(c.Bring))
	for _, l := range c.Bring {
		fmt.Fprintf(w, "  □ %s%s%s%s\n", l.Material.Name, bracket(say.CopiesAndHandling(l.Material)), later(l.Material.Later), verify(l.Material.Standing))
		fmt.Fprintf(w, "      为什么：%s\n", say.Reason(l))
	}
	if len(c.Skip) > 0 {
		fmt.Fprintf(w, "这 %d 样，您不用带\n", len(c.Skip))
	}
	for _, l := range c.Skip {
		fmt.Fprintf(w, "  ✓ %s%s\n", l.Material.Name, bracket(l.Material.Waived.Text))
	}
}

func bracket(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}

func verify(s guide.Standing) string {
	if s == guide.Settled {
		return ""
	}
	return "，请向窗口核实"
}

func later(s string) string {
	if s == "" {
		return ""
	}
	return "，可以后补，" + s
}
