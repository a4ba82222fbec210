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
	list := guide.Compute(it, answers)
	if err := allCount(&list, answers); err != nil {
		return err
	}
	printChecklist(s.out, rel, list)
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

// allCount refuses an answer to a question that does not come up: with it or without it, the
// checklist would be the same, and the caller would take it for that of the answer.
func allCount(list *guide.Checklist, answers guide.Answers) error {
	counting := list.Counting()
	for i := range list.Item.Questions {
		id := list.Item.Questions[i].ID
		if _, given := answers[id]; !given || counting[id] != "" {
			continue
		}
		if next := list.Next(); next != nil {
			return usageError(fmt.Sprintf("%s does not ask %q yet: answer %s first (%s)", list.Item.ID, id, next.ID, optionList(next)))
		}
		return usageError(fmt.Sprintf("%s does not ask %q after these answers: leave it out, or change an answer before it", list.Item.ID, id))
	}
	return nil
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
		if a.Answer != "" {
			fmt.Fprintf(w, "您答了：%s：%s\n", a.Question.ShortText(), a.AnswerText(say.Say("question.not-sure")))
		} else if c.Outcome == nil {
			fmt.Fprintf(w, "还要问：%s %s：%s\n", a.Question.ID, a.Question.ShortText(), optionList(a.Question))
		}
	}
	if o := c.Outcome; o != nil {
		fmt.Fprintf(w, "%s：%s%s%s\n", say.Say("phone.outcome-"+o.Kind), o.Text, bracket(o.Where), verify(o.Standing))
		if o.Kind != guide.OutcomeOnline {
			return
		}
		fmt.Fprintf(w, "%s：\n", say.Say("novisit.window"))
	}
	switch {
	case !it.MaterialsEntered:
		fmt.Fprintf(w, "%s，%s\n", say.Say("paper.materials-unknown"), say.Say("fact.verify"))
	case c.Next() != nil:
		printEverything(w, it)
	default:
		printLines(w, &c)
	}
}

// printEverything prints what may be asked for while questions are open.
func printEverything(w io.Writer, it *guide.Item) {
	say := words.Chinese()
	all := guide.Everything(it)
	if len(all) == 0 {
		fmt.Fprintln(w, say.Say("checklist.title-nothing"))
		return
	}
	fmt.Fprintln(w, say.Say("materials.title", len(all)))
	for _, m := range all {
		fmt.Fprintf(w, "  · %s%s%s%s\n", m.Material.Name, bracket(say.CopiesAndHandling(m.Material)), later(m.Material.Later), verify(m.Material.Standing))
		if len(m.Only) > 0 {
			fmt.Fprintf(w, "      %s\n", say.Say("materials.only", say.Cases(m.Only)))
		}
		if m.Material.Waived != nil {
			fmt.Fprintf(w, "      %s：%s\n", say.Say("material.waived"), m.Material.Waived.Text)
		}
	}
}

// printLines prints a checklist that is complete, counted as the kiosk counts it: what only may be
// wanted stands apart.
func printLines(w io.Writer, c *guide.Checklist) {
	say := words.Chinese()
	certain := c.Certain()
	switch {
	case len(c.Bring) == 0:
		fmt.Fprintln(w, say.Say("checklist.title-nothing"))
	case certain > 0:
		fmt.Fprintln(w, say.Say("checklist.title", certain))
	}
	for i, l := range c.Bring {
		if i == certain {
			fmt.Fprintln(w, say.Say("checklist.title-maybe", len(c.Bring)-certain))
		}
		fmt.Fprintf(w, "  □ %s%s%s%s\n", l.Material.Name, bracket(say.CopiesAndHandling(l.Material)), later(l.Material.Later), verify(l.Material.Standing))
		fmt.Fprintf(w, "      %s\n", say.Say("checklist.why", say.Reason(l)))
	}
	if len(c.Skip) > 0 {
		fmt.Fprintln(w, say.Say("checklist.skip", len(c.Skip)))
	}
	for _, l := range c.Skip {
		fmt.Fprintf(w, "  ✓ %s%s%s\n", l.Material.Name, bracket(l.Material.Waived.Text), verify(l.Material.Standing))
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
	return "，" + words.Chinese().Say("fact.verify")
}

func later(s string) string {
	if s == "" {
		return ""
	}
	return "，" + words.Chinese().Say("material.later", s)
}
