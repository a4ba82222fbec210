package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"daoyin/content/guide"
)

// A small content folder that is in order; tests change one file at a time.
var sound = map[string]string{
	"hall.yaml": `id: sample
name: 示例大厅
sample: true
desk: 大门右手边
hours:
  - {days: [1, 2, 3, 4, 5], from: "09:00", to: "17:30"}
windows:
  - {id: "12", name: 公安综合, floor: 一楼, x: 1, y: 1, w: 2, h: 2, node: a}
plan:
  width: 10
  height: 10
  metres: 1
  here: k
  facing: up
  nodes: [{id: k, x: 0, y: 0}, {id: a, x: 1, y: 3}]
  ways: [{a: k, b: a}]
`,
	"departments.yaml": "# 谁办\n- id: police\n  name: 公安局\n",
	"events.yaml":      "- {id: birth, name: 出生, icon: birth}\n",
	"items/birth-registration.yaml": `id: birth-registration
code: T-1
name: 出生登记
title: [孩子出生登记]
department: police
events: [birth]
windows: ["12"]
queue: A
card: asked
questions:
  - id: married
    ask: [领结婚证了吗？]
    options: [{id: yes, text: 领了}, {id: no, text: 没领}]
  - id: book
    ask: [落在谁那里？]
    when: {married: no}
    options: [{id: mother, text: 妈妈}, {id: father, text: 爸爸}]
    not_sure: 两种都写上
materials_entered: true
materials:
  - id: paper
    name: 出生医学证明
    original: 1
    lost: paper-lost
    source: 测试
  - id: register
    name: 户口簿
    standing: local
    when: [{married: yes}, {book: [mother, father]}]
outcomes:
  - kind: online
    when: {married: yes}
    text: 手机上就能办
    item: paper-lost
    source: 测试
source: 测试
updated: "2026-11-20"
`,
	"items/paper-lost.yaml": `id: paper-lost
code: T-2
name: 出生医学证明补发
department: police
online:
  link: https://qinglan.example/paper
source: 测试
`,
	"bundles/newborn.yaml": `id: newborn
code: B-1
name: 出生一件事
tile: 孩子出生
items: [birth-registration, paper-lost]
source: 测试
`,
}

// folder writes the sound folder with changes: "file" → new text, or "" to leave it out.
func folder(t testing.TB, changes map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range sound {
		if changed, ok := changes[name]; ok {
			text = changed
		}
		write(t, dir, name, text)
	}
	for name, text := range changes {
		write(t, dir, name, text)
	}
	return dir
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	if text == "" {
		return
	}
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// changed is a sound file with one piece replaced.
func changed(t testing.TB, name, old, with string) map[string]string {
	t.Helper()
	if !strings.Contains(sound[name], old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	return map[string]string{name: strings.Replace(sound[name], old, with, 1)}
}

func TestReadTakesASoundFolder(t *testing.T) {
	cat, err := Read(folder(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	it := cat.Items[0]
	if len(cat.Items) != 2 || len(cat.Bundles) != 1 || it.ID != "birth-registration" || it.Queue != "A" {
		t.Errorf("read %d items, %d bundles, the first %q", len(cat.Items), len(cat.Bundles), it.ID)
	}
	want := guide.Condition{{"married": {"yes"}}, {"book": {"mother", "father"}}}
	if d := cmp.Diff(want, it.Materials[1].When); d != "" {
		t.Error(d)
	}
}

// Editors on Windows begin a UTF-8 file with a byte order mark.
func TestByteOrderMarkIsNoFault(t *testing.T) {
	changes := map[string]string{}
	for name, text := range sound {
		changes[name] = "\ufeff" + text
	}
	cat, err := Read(folder(t, changes))
	if err != nil {
		t.Fatal(err)
	}
	if len(cat.Items) != 2 || cat.Items[0].ID != "birth-registration" || cat.Departments[0].ID != "police" {
		t.Errorf("read %+v", cat)
	}
}

const birthFile, hallYAML = "items/birth-registration.yaml", "hall.yaml"

// Each fault is told with its place and what to do about it.
func TestFaultsNamePlaceAndRemedy(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]string
		want    []string // pieces of one line of the error
	}{
		"unknown key":             {changed(t, birthFile, "queue: A", "queu: A"), []string{birthFile + ":8: ", `"queu"`, "did you mean queue"}},
		"unknown key deep down":   {changed(t, birthFile, "    original: 1\n", "    originals: 1\n"), []string{birthFile + ":23: ", `"originals"`}},
		"broken YAML":             {changed(t, birthFile, "title: [孩子出生登记]", "title: [孩子出生登记"), []string{birthFile, "mend the YAML"}},
		"wrong kind of value":     {changed(t, birthFile, "original: 1", "original: one"), []string{birthFile + ":23: "}},
		"missing file":            {map[string]string{"events.yaml": ""}, []string{"events.yaml: the file is missing"}},
		"empty file":              {map[string]string{birthFile: "# nothing\n"}, []string{birthFile, "is empty"}},
		"stray file":              {map[string]string{"items/old.yml": "id: x\n"}, []string{"items/old.yml", "ID.yaml"}},
		"id is not the file":      {changed(t, birthFile, "id: birth-registration", "id: birth"), []string{birthFile + ":1: ", "birth.yaml"}},
		"id with strange letters": {changed(t, birthFile, "id: married", "id: 领证"), []string{birthFile + ":11: birth-registration: ", "letters, digits and hyphens"}},
		"no name":                 {changed(t, birthFile, "name: 出生登记", `name: " "`), []string{birthFile + ":3: ", "no name"}},
		"no code":                 {changed(t, birthFile, "code: T-1", `code: ""`), []string{birthFile + ":2: ", "no code"}},
		"duplicate code":          {changed(t, birthFile, "code: T-1", "code: T-2"), []string{"paper-lost.yaml:2: ", "T-2", birthFile}},
		"unknown department":      {changed(t, birthFile, "department: police", "department: polce"), []string{birthFile + ":5: ", `"polce"`, "departments.yaml"}},
		"unknown event":           {changed(t, birthFile, "events: [birth]", "events: [brith]"), []string{birthFile + ":6: ", `"brith"`}},
		"unknown window":          {changed(t, birthFile, `windows: ["12"]`, `windows: ["13"]`), []string{birthFile + ":7: ", `"13"`, "hall.yaml"}},
		"queue of two letters":    {changed(t, birthFile, "queue: A", "queue: AB"), []string{birthFile + ":8: ", "one letter"}},
		"card":                    {changed(t, birthFile, "card: asked", "card: must"), []string{birthFile + ":9: ", "asked"}},
		"option ?":                {changed(t, birthFile, "{id: no, text: 没领}", `{id: "?", text: 说不准}`), []string{birthFile + ":13: ", "not_sure"}},
		"same option twice":       {changed(t, birthFile, "{id: no, text: 没领}", "{id: yes, text: 没领}"), []string{birthFile + ":13: ", "twice"}},
		"one option":              {changed(t, birthFile, ", {id: no, text: 没领}", ""), []string{birthFile + ":13: ", "two options"}},
		"same question twice":     {changed(t, birthFile, "id: book", "id: married"), []string{birthFile + ":14: ", "twice"}},
		"condition on itself":     {changed(t, birthFile, "when: {married: no}", "when: {book: mother}"), []string{birthFile + ":16: ", "only later"}},
		"condition on nothing":    {changed(t, birthFile, "when: {married: no}", "when: {maried: no}"), []string{birthFile + ":16: ", "does not ask"}},
		"condition on no option":  {changed(t, birthFile, "when: {married: no}", "when: {married: maybe}"), []string{birthFile + ":16: ", `"maybe"`}},
		"condition on ?":          {changed(t, birthFile, "when: {married: no}", `when: {married: "?"}`), []string{birthFile + ":16: ", "说不准"}},
		"condition of a material": {changed(t, birthFile, "book: [mother, father]", "book: [mother, uncle]"), []string{birthFile + ":29: ", `"uncle"`}},
		"condition of an outcome": {changed(t, birthFile, "    when: {married: yes}", "    when: {wedded: yes}"), []string{birthFile + ":32: ", `"wedded"`}},
		"lost":                    {changed(t, birthFile, "lost: paper-lost", "lost: paper"), []string{birthFile + ":24: ", `"paper"`}},
		"outcome's kind":          {changed(t, birthFile, "kind: online", "kind: web"), []string{birthFile + ":31: ", "online, elsewhere, not-eligible"}},
		"outcome's item":          {changed(t, birthFile, "item: paper-lost", "item: paper"), []string{birthFile + ":34: ", `"paper"`}},
		"materials not entered":   {changed(t, birthFile, "materials_entered: true\n", ""), []string{birthFile + ":19: ", "materials_entered: true"}},
		"material, no source":     {changed(t, birthFile, "    lost: paper-lost\n    source: 测试\n", "    lost: paper-lost\n"), []string{birthFile + ":21: ", `"paper"`, "add source:", "standing:"}},
		"outcome, no source":      {changed(t, birthFile, "    item: paper-lost\n    source: 测试\n", "    item: paper-lost\n"), []string{birthFile + ":31: ", "outcome", "add source:"}},
		"outcome's standing":      {changed(t, birthFile, "    item: paper-lost\n    source: 测试\n", "    item: paper-lost\n    standing: maybe\n"), []string{birthFile + ":35: ", `"maybe"`}},
		"fact, no source":         {changed(t, birthFile, "queue: A", "fee: {text: 不收费}\nqueue: A"), []string{birthFile + ":8: ", "statement", "add source:"}},
		"hall's phone, no source": {changed(t, hallYAML, "desk: ", "phone: {text: 12345}\ndesk: "), []string{"hall.yaml:4: ", "add source:"}},
		"GB18030":                 {changed(t, birthFile, "name: 出生登记", "name: \xb3\xf6\xc9\xfa\xb5\xc7\xbc\xc7"), []string{birthFile + ":3: ", "not UTF-8", "另存为"}},
		"GB18030 of the hall":     {changed(t, hallYAML, "desk: 大门右手边", "desk: \xb4\xf3\xc3\xc5"), []string{"hall.yaml:4: ", "not UTF-8"}},
		"day":                     {changed(t, birthFile, "2026-11-20", "20.11.2026"), []string{birthFile + ":37: ", "2026-03-31"}},
		"link":                    {changed(t, "items/paper-lost.yaml", "https://qinglan.example/paper", "javascript:alert(1)"), []string{"paper-lost.yaml:6: ", "http"}},
		"bundle's item":           {changed(t, "bundles/newborn.yaml", "paper-lost]", "paper]"), []string{"newborn.yaml:5: ", `"paper"`}},
		"bundle of one":           {changed(t, "bundles/newborn.yaml", ", paper-lost]", "]"), []string{"newborn.yaml:5: ", "two items"}},
		"bundle without tile":     {changed(t, "bundles/newborn.yaml", "tile: 孩子出生", `tile: ""`), []string{"newborn.yaml:4: ", "tile"}},
		"same id, other case":     {map[string]string{"bundles/Paper-Lost.yaml": strings.NewReplacer("id: newborn", "id: Paper-Lost", "B-1", "B-2").Replace(sound["bundles/newborn.yaml"])}, []string{"Paper-Lost.yaml:1: ", "already used in items/paper-lost.yaml"}},
		"department twice":        {map[string]string{"departments.yaml": "- {id: police, name: 公安局}\n- {id: police, name: 税务局}\n"}, []string{"departments.yaml:2: ", "twice"}},
		"event without icon":      {map[string]string{"events.yaml": "- {id: birth, name: 出生, icon: \"\"}\n"}, []string{"events.yaml:1: ", "icon"}},
		"hours":                   {changed(t, hallYAML, `to: "17:30"`, `to: "8:30"`), []string{"hall.yaml:6: ", "09:00"}},
		"weekday":                 {changed(t, hallYAML, "[1, 2, 3, 4, 5]", "[0, 1]"), []string{"hall.yaml:6: ", "1 (Monday)"}},
		"window's node":           {changed(t, hallYAML, "node: a}", "node: z}"), []string{"hall.yaml:8: ", `"z"`}},
		"way":                     {changed(t, hallYAML, "{a: k, b: a}", "{a: k, b: q}"), []string{"hall.yaml:16: ", `"q"`}},
		"facing":                  {changed(t, hallYAML, "facing: up", "facing: north"), []string{"hall.yaml:14: ", "up, down, left or right"}},
		"window's number":         {changed(t, hallYAML, `id: "12"`, `id: "十二"`), []string{"hall.yaml:8: ", "sign"}},
	} {
		_, err := Read(folder(t, c.changes))
		var problems Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: got %v, want problems", name, err)
			continue
		}
		if !anyLine(err.Error(), c.want) {
			t.Errorf("%s: no line of\n%v\nhas all of %q", name, err, c.want)
		}
	}
}

func anyLine(text string, pieces []string) bool {
	for line := range strings.Lines(text) {
		all := true
		for _, p := range pieces {
			all = all && strings.Contains(line, p)
		}
		if all {
			return true
		}
	}
	return false
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	changes := changed(t, birthFile, "queue: A", "queu: A\nfeee: 3")
	changes[hallYAML] = strings.Replace(sound[hallYAML], "facing: up", "facing: north", 1)
	changes["items/paper-lost.yaml"] = strings.Replace(sound["items/paper-lost.yaml"], "department: police", "department: tax", 1)
	_, err := Read(folder(t, changes))
	for _, want := range [][]string{{"queu"}, {"feee"}, {"facing"}, {"tax"}} {
		if err == nil || !anyLine(err.Error(), want) {
			t.Errorf("%v does not tell %q", err, want)
		}
	}
}

func TestReadOfNoFolder(t *testing.T) {
	_, err := Read(filepath.Join(t.TempDir(), "nowhere"))
	if err == nil || !strings.Contains(err.Error(), "give the folder") {
		t.Errorf("got %v", err)
	}
}

// words that YAML might take for something else.
func word() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"yes", "no", "null", "~", "1", "1.5", "1e3", "0x1f", "2026-11-20", "true", "- a", "a: b", "#", "'", `"`, "孩子出生登记", "两\n行", " 边 ", "{a}", "[b]", "*x", "&y", "!t", "%", "@", "`", "|", ">", "?"}),
		rapid.StringMatching(`[ -~，。：一-龥]{1,12}`),
	)
}

func anyItem() *rapid.Generator[guide.Item] {
	id := rapid.StringMatching(`[a-z][a-z0-9-]{0,8}[a-z0-9]`)
	fact := rapid.Custom(func(t *rapid.T) guide.Fact {
		return guide.Fact{Text: word().Draw(t, "text"), Source: word().Draw(t, "source"), Standing: rapid.SampledFrom([]guide.Standing{guide.Settled, guide.Local, guide.Unknown}).Draw(t, "standing")}
	})
	return rapid.Custom(func(t *rapid.T) guide.Item {
		it := guide.Item{
			ID: id.Draw(t, "id"), Code: word().Draw(t, "code"), Name: word().Draw(t, "name"), Title: rapid.SliceOfN(word(), 0, 2).Draw(t, "title"),
			Also: rapid.SliceOfN(word(), 0, 3).Draw(t, "also"), Department: id.Draw(t, "department"), Type: word().Draw(t, "type"),
			Fee: fact.Draw(t, "fee"), MaterialsEntered: true, Source: word().Draw(t, "source"), Updated: "2026-11-20",
		}
		for range rapid.IntRange(0, 2).Draw(t, "questions") {
			it.Questions = append(it.Questions, guide.Question{ID: id.Draw(t, "q"), Ask: []string{word().Draw(t, "ask")},
				Options: []guide.Option{{ID: "yes", Text: word().Draw(t, "option")}, {ID: "1", Text: "二"}}})
		}
		for range rapid.IntRange(0, 2).Draw(t, "materials") {
			m := guide.Material{ID: id.Draw(t, "m"), Name: word().Draw(t, "material"), Original: rapid.IntRange(0, 3).Draw(t, "n")}
			if rapid.Bool().Draw(t, "conditional") {
				m.When = guide.Condition{{"q": {"yes", "1"}}}
			}
			if rapid.Bool().Draw(t, "waived") {
				m.Waived = &guide.Waiver{By: "shared", Text: word().Draw(t, "waiver")}
			}
			it.Materials = append(it.Materials, m)
		}
		return it
	})
}

func TestWrittenItemIsReadBack(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		want := anyItem().Draw(t, "item")
		if err := Write(dir, &want); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "items", want.ID+".yaml")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var got guide.Item
		var problems Problems
		parseDocument("x.yaml", data, &got, func(p Problem) { problems = append(problems, p) })
		if len(problems) > 0 {
			t.Fatalf("%v in\n%s", problems, data)
		}
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%s in\n%s", d, data)
		}
	})
}

func FuzzParseDocument(f *testing.F) {
	for _, text := range sound {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var it guide.Item
		d := parseDocument("items/x.yaml", data, &it, func(p Problem) {
			if strings.Contains(p.String(), "\n") {
				t.Errorf("the problem takes more than one line: %q", p)
			}
		})
		if d != nil {
			tr := &tree{items: []*document{d}, cat: guide.Catalog{Items: []guide.Item{it}}}
			tr.check()
		}
	})
}
