package source

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"daoyin/content/guide"
)

// idPattern is what an id may be: it becomes a file name, a key, and a part of a link.
var idPattern = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?$`)

// windowPattern is the number on a window's sign; it travels in the follow-up link.
var windowPattern = regexp.MustCompile(`^[A-Za-z0-9-]{1,8}$`)

const idRule = "use letters, digits and hyphens, at most 64, beginning and ending with a letter or digit"

// at reports one problem of a document.
type at func(steps []any, text, mend string)

func (t *tree) at(d *document, item string) at {
	return func(steps []any, text, mend string) {
		t.report(Problem{File: d.file, Line: d.line(steps...), Item: item, Text: text, Mend: mend})
	}
}

func where(steps ...any) []any { return steps }

// check judges what no single file shows: references, duplicates, and the rules of each value.
func (t *tree) check() {
	names := t.names()
	t.checkHall()
	t.checkDepartments()
	t.checkEvents()
	for i := range t.cat.Items {
		it := &t.cat.Items[i]
		report := t.at(t.items[i], it.ID)
		checkIdentity(t.items[i].file, it.ID, it.Code, it.Name, it.Updated, report)
		names.checkItem(it, report)
	}
	for i := range t.cat.Bundles {
		b := &t.cat.Bundles[i]
		report := t.at(t.bundles[i], b.ID)
		checkIdentity(t.bundles[i].file, b.ID, b.Code, b.Name, b.Updated, report)
		names.checkBundle(b, report)
	}
	t.checkUnique()
}

// names are the ids that may be referred to. A list whose file could not be read refers to
// nothing certain: its references are then not judged.
type names struct {
	departments, windows, events, items map[string]bool
}

func (t *tree) names() names {
	n := names{}
	if t.departments != nil {
		n.departments = map[string]bool{}
		for _, d := range t.cat.Departments {
			n.departments[d.ID] = true
		}
	}
	if t.hall != nil {
		n.windows = map[string]bool{}
		for _, w := range t.cat.Hall.Windows {
			n.windows[w.ID] = true
		}
	}
	if t.events != nil {
		n.events = map[string]bool{}
		for _, e := range t.cat.Events {
			n.events[e.ID] = true
		}
	}
	n.items = map[string]bool{}
	for _, it := range t.cat.Items {
		n.items[it.ID] = true
	}
	for _, p := range t.problems { // an unreadable item is still an item
		if strings.HasPrefix(p.File, itemsFolder+"/") {
			n.items[strings.TrimSuffix(path.Base(p.File), ".yaml")] = true
		}
	}
	return n
}

func missing(known map[string]bool, id string) bool { return known != nil && !known[id] }

func checkIdentity(file, id, code, name, updated string, report at) {
	if !idPattern.MatchString(id) {
		report(where("id"), fmt.Sprintf("the id %q cannot be used", id), idRule)
	} else if path.Base(file) != id+".yaml" {
		report(where("id"), fmt.Sprintf("the id %q is not the file's name", id), fmt.Sprintf("name the file %s.yaml or change the id", id))
	}
	if strings.TrimSpace(code) == "" {
		report(where("code"), "there is no code", "enter the official item code, or one of your own")
	}
	if strings.TrimSpace(name) == "" {
		report(where("name"), "there is no name", "enter the official name")
	}
	if updated != "" && !isDay(updated) {
		report(where("updated"), fmt.Sprintf("the day %q is not one", updated), "write it as 2026-03-31")
	}
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func (n names) checkItem(it *guide.Item, report at) {
	if missing(n.departments, it.Department) {
		report(where("department"), fmt.Sprintf("the department %q is not in %s", it.Department, departmentsFile), "add it there or use one of its ids")
	}
	n.checkPlace(it.Windows, it.Events, it.Queue, it.Card, report)
	for key, f := range map[string]guide.Fact{"who": it.Who, "visits": it.Visits, "time": it.Time, "fee": it.Fee, "result": it.Result} {
		checkFact(f, report, key)
	}
	checkFact(it.Online.Extent, report, "online", "extent")
	checkWords(it.Title, report, "title")
	checkWords(it.Also, report, "also")
	if link := it.Online.Link; link != "" && !isWebLink(link) {
		report(where("online", "link"), fmt.Sprintf("the link %q is not a web address", link), "write it with http:// or https://, or leave it out")
	}
	if !it.MaterialsEntered && len(it.Materials) > 0 {
		report(where("materials"), "there are materials, but materials_entered is not true, so the kiosk would say that none were entered", "add materials_entered: true")
	}
	checkQuestions(it, report)
	n.checkMaterials(it, report)
	for i := range it.Outcomes {
		o := &it.Outcomes[i]
		kinds := []string{guide.OutcomeOnline, guide.OutcomeElsewhere, guide.OutcomeNotEligible}
		if !slices.Contains(kinds, o.Kind) {
			report(where("outcomes", i, "kind"), fmt.Sprintf("the outcome %q is not known", o.Kind), "it is one of: "+strings.Join(kinds, ", "))
		}
		if strings.TrimSpace(o.Text) == "" {
			report(where("outcomes", i, "text"), "the outcome has no sentence", "write what the citizen is to read")
		}
		if o.Item != "" && missing(n.items, o.Item) {
			report(where("outcomes", i, "item"), fmt.Sprintf("the item %q is not in %s/", o.Item, itemsFolder), "use the id of an item, or leave it out")
		}
		checkStanding(o.Standing, report, "outcomes", i)
		checkSource("outcome", o.Source, o.Standing, report, "outcomes", i)
		checkCondition(it, len(it.Questions), o.When, report, "outcomes", i, "when")
	}
}

func (n names) checkBundle(b *guide.Bundle, report at) {
	if strings.TrimSpace(b.Tile) == "" {
		report(where("tile"), "there is no tile", "enter the short name for the home page")
	}
	if len(b.Items) < 2 {
		report(where("items"), "a bundle holds at least two items", "add them, or offer the single item instead")
	}
	seen := map[string]bool{}
	for i, id := range b.Items {
		if missing(n.items, id) {
			report(where("items", i), fmt.Sprintf("the item %q is not in %s/", id, itemsFolder), "use the id of an item")
		}
		if seen[id] {
			report(where("items", i), fmt.Sprintf("the item %q stands there twice", id), "remove one")
		}
		seen[id] = true
	}
	n.checkPlace(b.Windows, b.Events, b.Queue, b.Card, report)
	for key, f := range map[string]guide.Fact{"who": b.Who, "visits": b.Visits, "time": b.Time, "fee": b.Fee} {
		checkFact(f, report, key)
	}
	checkWords(b.Title, report, "title")
	checkWords(b.Also, report, "also")
}

// checkPlace judges where and how an item or bundle is taken.
func (n names) checkPlace(windows, events []string, queue, card string, report at) {
	for i, id := range windows {
		if missing(n.windows, id) {
			report(where("windows", i), fmt.Sprintf("the window %q is not in %s", id, hallFile), "add it there or use one of its ids")
		}
	}
	for i, id := range events {
		if missing(n.events, id) {
			report(where("events", i), fmt.Sprintf("the life event %q is not in %s", id, eventsFile), "add it there or use one of its ids")
		}
	}
	if queue != "" && (len(queue) != 1 || queue[0] < 'A' || queue[0] > 'Z') {
		report(where("queue"), fmt.Sprintf("the queue %q is not a letter", queue), "use one letter from A to Z, or leave it out when no ticket is given")
	}
	if card != "" && card != "asked" {
		report(where("card"), fmt.Sprintf("card is %q", card), "write asked, or leave it out")
	}
}

func checkStanding(s guide.Standing, report at, steps ...any) {
	if s != guide.Settled && s != guide.Local && s != guide.Unknown {
		report(append(steps, "standing"), fmt.Sprintf("the standing %q is not known", s), "write local or unknown, or leave it out when it is settled")
	}
}

func checkFact(f guide.Fact, report at, steps ...any) {
	checkStanding(f.Standing, report, steps...)
	if f.Text != "" {
		checkSource("statement", f.Source, f.Standing, report, steps...)
	}
}

// checkSource wants a source for what the kiosk says without the advice to ask at the window.
func checkSource(what, source string, s guide.Standing, report at, steps ...any) {
	if s == guide.Settled && strings.TrimSpace(source) == "" {
		report(steps, fmt.Sprintf("the %s is told as settled, but has no source", what),
			"add source: with the rule or notice that says so, or standing: local or unknown")
	}
}

func checkWords(words []string, report at, key string) {
	for i, w := range words {
		if strings.TrimSpace(w) == "" {
			report(where(key, i), "an entry of "+key+" is empty", "write words or remove it")
		}
	}
}

func checkQuestions(it *guide.Item, report at) {
	seen := map[string]bool{}
	for i := range it.Questions {
		q := &it.Questions[i]
		if !idPattern.MatchString(q.ID) {
			report(where("questions", i, "id"), fmt.Sprintf("the question's id %q cannot be used", q.ID), idRule)
		}
		if seen[q.ID] {
			report(where("questions", i, "id"), fmt.Sprintf("the question %q stands there twice", q.ID), "give each its own id")
		}
		seen[q.ID] = true
		if strings.TrimSpace(strings.Join(q.Ask, "")) == "" {
			report(where("questions", i, "ask"), "the question has no words", "write what is asked")
		}
		if len(q.Options) < 2 {
			report(where("questions", i, "options"), "a question needs at least two options", "add one, or remove the question")
		}
		options := map[string]bool{}
		for k, o := range q.Options {
			if !idPattern.MatchString(o.ID) {
				mend := idRule
				if o.ID == guide.NotSure {
					mend = "remove the option and write not_sure: its note; the screen adds 说不准 itself"
				}
				report(where("questions", i, "options", k, "id"), fmt.Sprintf("the option's id %q cannot be used", o.ID), mend)
			}
			if options[o.ID] {
				report(where("questions", i, "options", k, "id"), fmt.Sprintf("the option %q stands there twice", o.ID), "give each its own id")
			}
			options[o.ID] = true
			if strings.TrimSpace(o.Text) == "" {
				report(where("questions", i, "options", k, "text"), fmt.Sprintf("the option %q has no words", o.ID), "write the answer as a citizen would say it")
			}
		}
		checkCondition(it, i, q.When, report, "questions", i, "when")
	}
}

func (n names) checkMaterials(it *guide.Item, report at) {
	seen := map[string]bool{}
	for i := range it.Materials {
		m := &it.Materials[i]
		if !idPattern.MatchString(m.ID) {
			report(where("materials", i, "id"), fmt.Sprintf("the material's id %q cannot be used", m.ID), idRule)
		}
		if seen[m.ID] {
			report(where("materials", i, "id"), fmt.Sprintf("the material %q stands there twice", m.ID), "give each its own id")
		}
		seen[m.ID] = true
		if strings.TrimSpace(m.Name) == "" {
			report(where("materials", i, "name"), "the material has no name", "write what to bring")
		}
		if m.Original < 0 || m.Copies < 0 {
			report(where("materials", i), fmt.Sprintf("the material %q has a number of pieces below 0", m.ID), "write 0 or more")
		}
		if m.Lost != "" && missing(n.items, m.Lost) {
			report(where("materials", i, "lost"), fmt.Sprintf("the item %q is not in %s/", m.Lost, itemsFolder), "use the id of the item that replaces it, or leave it out")
		}
		if w := m.Waived; w != nil {
			if w.By != "shared" && w.By != "undertaking" {
				report(where("materials", i, "waived", "by"), fmt.Sprintf("it is waived by %q", w.By), "write shared or undertaking")
			}
			if strings.TrimSpace(w.Text) == "" {
				report(where("materials", i, "waived", "text"), "there is no reason why it need not be brought", "write the sentence that the citizen reads")
			}
		}
		checkStanding(m.Standing, report, "materials", i)
		checkSource(fmt.Sprintf("material %q", m.ID), m.Source, m.Standing, report, "materials", i)
		checkCondition(it, len(it.Questions), m.When, report, "materials", i, "when")
	}
}

// checkCondition judges a condition that may name only the first `before` questions: one asked
// later has no answer yet when the condition is evaluated.
func checkCondition(it *guide.Item, before int, when guide.Condition, report at, steps ...any) {
	for _, clause := range when {
		for _, question := range sortedKeys(clause) {
			index := slices.IndexFunc(it.Questions, func(q guide.Question) bool { return q.ID == question })
			switch {
			case index < 0:
				report(steps, fmt.Sprintf("the condition names the question %q, which this item does not ask", question), "use the id of one of its questions")
				continue
			case index >= before:
				report(steps, fmt.Sprintf("the condition names the question %q, which is asked only later", question), "move that question up, or use an earlier one")
				continue
			}
			for _, option := range clause[question] {
				if option == guide.NotSure {
					report(steps, fmt.Sprintf("the condition on %q names ?", question), "leave it out: 说不准 makes every condition on the question hold")
				} else if _, ok := it.Questions[index].Option(option); !ok {
					report(steps, fmt.Sprintf("the condition names the option %q, which the question %q does not have", option, question), "use the id of one of its options")
				}
			}
		}
	}
}

func sortedKeys(c guide.Clause) []string {
	out := make([]string, 0, len(c))
	for k := range c {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func isWebLink(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

func (t *tree) checkDepartments() {
	if t.departments == nil {
		return
	}
	report := t.at(t.departments, "")
	ids, departments := map[string]bool{}, map[string]bool{}
	for i, d := range t.cat.Departments {
		if !idPattern.MatchString(d.ID) || ids[d.ID] {
			report(where(i, "id"), fmt.Sprintf("the department's id %q cannot be used or stands there twice", d.ID), idRule)
		}
		if strings.TrimSpace(d.Name) == "" || departments[d.Name] {
			report(where(i, "name"), fmt.Sprintf("the department %q has no name, or that of another one (%q)", d.ID, d.Name), "give each its own name")
		}
		ids[d.ID], departments[d.Name] = true, true
		checkFact(d.Phone, report, i, "phone")
	}
}

func (t *tree) checkEvents() {
	if t.events == nil {
		return
	}
	report := t.at(t.events, "")
	ids := map[string]bool{}
	for i, e := range t.cat.Events {
		if !idPattern.MatchString(e.ID) || ids[e.ID] {
			report(where(i, "id"), fmt.Sprintf("the life event's id %q cannot be used or stands there twice", e.ID), idRule)
		}
		ids[e.ID] = true
		if strings.TrimSpace(e.Name) == "" {
			report(where(i, "name"), fmt.Sprintf("the life event %q has no name", e.ID), "write the word of its tile")
		}
		if strings.TrimSpace(e.Icon) == "" {
			report(where(i, "icon"), fmt.Sprintf("the life event %q has no icon", e.ID), "name one of the icon set")
		}
	}
}

// checkUnique finds ids and codes that stand for two things: items and bundles are looked up by
// either in one space.
func (t *tree) checkUnique() {
	ids, codes := map[string]string{}, map[string]string{}
	look := func(d *document, id, code string) {
		report := t.at(d, id)
		// A file system may take Birth.yaml and birth.yaml for one file.
		if other, ok := ids[strings.ToLower(id)]; ok && id != "" {
			report(where("id"), fmt.Sprintf("the id %q is already used in %s", id, other), "give one of them another id")
		}
		if other, ok := codes[code]; ok && code != "" {
			report(where("code"), fmt.Sprintf("the code %q is already used in %s", code, other), "correct one of them, or remove the item that is there twice")
		}
		ids[strings.ToLower(id)], codes[code] = d.file, d.file
	}
	for i, it := range t.cat.Items {
		look(t.items[i], it.ID, it.Code)
	}
	for i, b := range t.cat.Bundles {
		look(t.bundles[i], b.ID, b.Code)
	}
}
