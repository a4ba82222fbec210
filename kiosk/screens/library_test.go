package screens_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"daoyin/content/guide"
	"daoyin/content/search"
	"daoyin/content/words"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// library is a small synthetic release held in memory. A search finds everything whose name or
// letters hold the query.
type library struct {
	hall        guide.Hall
	departments []guide.Department
	events      []guide.Event
	bundles     []guide.Bundle
	items       []*guide.Item
	// letters are what may be typed for an item, by its id.
	letters map[string]string
}

func (l *library) Hall() *guide.Hall               { return &l.hall }
func (l *library) Departments() []guide.Department { return l.departments }
func (l *library) Events() []guide.Event           { return l.events }
func (l *library) Bundles() []guide.Bundle         { return l.bundles }

func (l *library) item(id string) (*guide.Item, bool) {
	for _, it := range l.items {
		if it.ID == id {
			return it, true
		}
	}
	return nil, false
}

func (l *library) Item(id string) (*guide.Item, error) {
	for _, b := range l.bundles {
		if b.ID == id {
			return b.Combine(l.item), nil
		}
	}
	if it, ok := l.item(id); ok {
		return it, nil
	}
	return nil, errors.New("no such item")
}

func (l *library) Brief(id string) (guide.Brief, bool) {
	it, err := l.Item(id)
	if err != nil {
		return guide.Brief{}, false
	}
	brief := guide.Brief{ID: id, Code: it.Code, Name: it.Name, Title: it.PlainTitle()}
	for _, d := range l.departments {
		if d.ID == it.Department {
			brief.Department = d.Name
		}
	}
	if it.Visits.Known() {
		brief.Visits = it.Visits.Text
	}
	for _, o := range it.Outcomes {
		brief.NoVisit = brief.NoVisit || o.Kind == guide.OutcomeOnline && len(o.When) == 0
	}
	if len(it.Parts) > 0 {
		bodies := map[string]bool{}
		for _, p := range it.Parts {
			bodies[p.Department] = true
		}
		brief.Bundle, brief.Parts, brief.Bodies = true, len(it.Parts), len(bodies)
	}
	return brief, true
}

func (l *library) briefs(keep func(*guide.Item) bool) []guide.Brief {
	var out []guide.Brief
	for _, it := range l.items {
		if keep(it) {
			b, _ := l.Brief(it.ID)
			out = append(out, b)
		}
	}
	return out
}

func (l *library) ByEvent(id string) []guide.Brief {
	return l.briefs(func(it *guide.Item) bool { return holds(it.Events, id) })
}

func (l *library) ByDepartment(id string) []guide.Brief {
	return l.briefs(func(it *guide.Item) bool { return it.Department == id })
}

func (l *library) ByWindow(id string) []guide.Brief {
	return l.briefs(func(it *guide.Item) bool { return holds(it.Windows, id) })
}

func holds(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func (l *library) Search(query string, limit int) search.Result {
	var result search.Result
	for _, b := range l.bundles {
		if strings.Contains(l.letters[b.ID], query) {
			result.Hits = append(result.Hits, search.Hit{ID: b.ID, Field: "also", Text: b.Name, Marks: [][2]int{{0, 2}}})
		}
	}
	for _, it := range l.items {
		fields := []search.Hit{{Field: "title", Text: it.PlainTitle()}, {Field: "name", Text: it.Name}}
		for _, a := range it.Also {
			fields = append(fields, search.Hit{Field: "also", Text: a})
		}
		for _, f := range fields {
			at := strings.Index(f.Text, query)
			if at < 0 && !strings.Contains(l.letters[it.ID], query) {
				continue
			}
			f.ID, f.Marks = it.ID, [][2]int{{0, min(4, len([]rune(f.Text)))}}
			if at >= 0 {
				from := len([]rune(f.Text[:at]))
				f.Marks = [][2]int{{from, from + len([]rune(query))}}
			}
			result.Hits = append(result.Hits, f)
			break
		}
	}
	result.Total = len(result.Hits)
	result.Hits = result.Hits[:min(limit, len(result.Hits))]
	if result.Total > 0 && query < "\u0100" {
		result.Meant = []string{"老人去世", "录取查询", "离任清算"}
	}
	return result
}

// env is the environment of pages of a library.
func env(l *library) screens.Env {
	return screens.Env{Know: l, Words: words.Chinese(), Palette: theme.Normal(), Follow: func(st visit.State) string {
		if st.Item == nil {
			return ""
		}
		return "https://hall.example/g/" + st.Item.ID + "/#1"
	}}
}

// tuesday is a working day's afternoon, so that the halls are open.
var tuesday = time.Date(2026, 11, 24, 14, 6, 0, 0, time.FixedZone("CST", 8*3600))

var workdays = []guide.Hours{{Days: []int{1, 2, 3, 4, 5}, From: "09:00", To: "17:30"}}

func settled(text, note string) guide.Fact {
	return guide.Fact{Text: text, Note: note, Source: "通告"}
}

// town is a hall as most are: what its pages say is written down in testdata.
func town() *library {
	birth := &guide.Item{
		ID: "birth", Code: "T-1", Name: "出生登记", Title: []string{"孩子出生登记"}, Also: []string{"新生儿上户口"},
		Department: "police", Events: []string{"birth"}, Summary: "给刚出生的孩子报上户口。",
		Who: settled("爸爸或妈妈，来一个人", "孩子不用来"), Visits: settled("1 次", "来一趟就办完"), Time: settled("当场", "约 20 分钟"), Fee: settled("不收", "复印也不收"),
		Result: settled("户口簿上添一页", ""), Windows: []string{"12", "13"}, Queue: "A", Card: "asked", MaterialsEntered: true,
		Questions: []guide.Question{
			{ID: "married", Ask: []string{"爸爸妈妈", "领结婚证了吗？"}, Short: "领结婚证了吗", Why: "没领证，要带的证明不一样",
				Options: []guide.Option{{ID: "yes", Text: "领了"}, {ID: "no", Text: "没领"}}},
			{ID: "book", Ask: []string{"孩子的户口", "落在谁的户口簿上？"}, Short: "落在谁的户口簿上", Why: "落在谁那里，就带谁的户口簿", NotSure: "先往下走，清单里两种都写上",
				Options: []guide.Option{{ID: "mother", Text: "妈妈的户口簿"}, {ID: "father", Text: "爸爸的户口簿"}, {ID: "old", Text: "爷爷奶奶或外公外婆的", Note: "和老人在一本户口簿上"}}},
		},
		Materials: []guide.Material{
			{ID: "certificate", Document: "birth-medical-certificate", Name: "出生医学证明", Original: 1, Unit: "份", Handling: "窗口留下副页", Why: "证明孩子是谁生的", Obtain: "生孩子的医院开", Source: "通告"},
			{ID: "cards", Document: "resident-id-card", Name: "爸爸妈妈的身份证", Original: 2, Unit: "张", Handling: "看完还您", Why: "核对父母是谁", Lost: "lost", Source: "通告"},
			{ID: "mother-book", Document: "household-register", Name: "妈妈的户口簿", Original: 1, Unit: "本", Copies: 1, Because: "您选了落在妈妈的户口簿上", When: guide.Condition{{"book": {"mother"}}}},
			{ID: "father-book", Name: "爸爸的户口簿", Copies: 1, When: guide.Condition{{"book": {"father"}}}, Later: "5 天内"},
			{ID: "test", Name: "亲子鉴定", Original: 1, When: guide.Condition{{"married": {"no"}}}, Standing: guide.Local},
			{ID: "marriage", Name: "结婚证", Original: 2, When: guide.Condition{{"married": {"yes"}}}, Waived: &guide.Waiver{By: "shared", Text: "窗口能从民政局查到"}},
			{ID: "once", Name: "没有重复落户的证明", Waived: &guide.Waiver{By: "undertaking", Text: "到窗口签一张承诺书就行"}},
		},
		Steps: []string{"取号，到窗口交材料", "当场登记"}, Basis: []string{"户口登记条例"}, Notes: []string{"出生后一个月内来办。"},
		Online: guide.Online{Link: "https://hall.example/birth", Steps: []string{"打开网页", "填表"}},
		Source: "通告", Updated: "2026-11-20", Sample: true,
	}
	lost := &guide.Item{
		ID: "lost", Code: "T-2", Name: "居民身份证补领", Title: []string{"身份证丢了，补一张"}, Also: []string{"身份证丢了"}, Department: "police",
		Time: settled("60 天", "最长"), Fee: guide.Fact{Standing: guide.Unknown}, Windows: []string{"12"}, Queue: "A", MaterialsEntered: true,
		Who:       guide.Fact{Text: "本人", Standing: guide.Local},
		Materials: []guide.Material{{ID: "book", Name: "户口簿", Original: 1, Unit: "本"}},
		Source:    "通告", Updated: "2026-11-20",
	}
	care := &guide.Item{
		ID: "care", Code: "T-3", Name: "异地就医备案", Department: "insurance", Events: []string{"retire"}, MaterialsEntered: true,
		Outcomes: []guide.Outcome{{Kind: guide.OutcomeOnline, Text: "手机上就能办完。"}}, Online: guide.Online{Link: "https://hall.example/care"},
		Windows: []string{"5"}, Queue: "B", Source: "通告", Updated: "2026-11-20",
	}
	death := &guide.Item{
		ID: "death", Code: "T-4", Name: "死亡注销户口", Title: []string{"亲人过世，", "注销户口"}, Also: []string{"老人去世销户"}, Department: "police", Events: []string{"passing"},
		Visits: settled("1 次", ""), Windows: []string{"13"}, Queue: "A", MaterialsEntered: true,
		Questions: []guide.Question{{ID: "where", Ask: []string{"在哪里过世的？"}, Options: []guide.Option{{ID: "here", Text: "在医院"}, {ID: "abroad", Text: "在国外"}, {ID: "other", Text: "户口不在本县"}}}},
		Outcomes: []guide.Outcome{{Kind: guide.OutcomeElsewhere, When: guide.Condition{{"where": {"abroad"}}}, Text: "先到户口所在地派出所办。", Where: "城关派出所"},
			{Kind: guide.OutcomeNotEligible, When: guide.Condition{{"where": {"other"}}}, Text: "要回户口所在地办。", Item: "lost"}},
		Materials: []guide.Material{{ID: "proof", Name: "死亡证明", Original: 1}, {ID: "book", Name: "户口簿", Original: 1, Unit: "本", Lost: "lost"}},
		Source:    "通告", Updated: "2026-11-20",
	}
	bare := &guide.Item{ID: "bare", Code: "T-5", Name: "临时占用道路审批", Department: "town", Source: "清单", Updated: "2026-11-20"}
	empty := &guide.Item{ID: "empty", Code: "T-6", Name: "什么都不用带的事", Department: "town", MaterialsEntered: true, Windows: []string{"5"}, Source: "通告"}
	return &library{
		hall: guide.Hall{
			ID: "town", Name: "青岚县政务服务大厅", Sample: true, Desk: "大门进来右手边", Hours: workdays, HoursIn: "中午不休息，周末不开",
			Windows: []guide.Window{
				{ID: "5", Name: "医保综合", Floor: "一楼", X: 38, Y: 410, W: 96, H: 92, Node: "west"},
				{ID: "12", Name: "公安综合", Floor: "一楼", X: 490, Y: 38, W: 126, H: 108, Node: "north"},
				{ID: "13", Name: "公安综合", Floor: "一楼", X: 640, Y: 38, W: 126, H: 108, Node: "north-east"},
			},
			Plan: guide.Plan{Width: 952, Height: 760, Metres: 0.03, Here: "kiosk", Facing: "up", Door: [2]float32{560, 740},
				Nodes: []guide.Node{{ID: "kiosk", X: 440, Y: 640}, {ID: "cross", X: 440, Y: 520}, {ID: "ramp", X: 600, Y: 640}, {ID: "ramp-top", X: 600, Y: 520},
					{ID: "west", X: 200, Y: 460}, {ID: "west-aisle", X: 200, Y: 520}, {ID: "north-aisle", X: 440, Y: 190}, {ID: "north", X: 553, Y: 190}, {ID: "north-east", X: 703, Y: 190}},
				Ways: []guide.Way{{A: "kiosk", B: "cross", Steps: true}, {A: "kiosk", B: "ramp"}, {A: "ramp", B: "ramp-top"}, {A: "ramp-top", B: "cross"},
					{A: "cross", B: "west-aisle"}, {A: "west-aisle", B: "west"}, {A: "cross", B: "north-aisle"}, {A: "north-aisle", B: "north"}, {A: "north", B: "north-east"}},
				Areas: []guide.PlanArea{{Kind: "seats", X: 260, Y: 260, W: 140, H: 120}, {Kind: "label", Name: "等候区", X: 270, Y: 210, W: 120, H: 40}, {Kind: "desk", Name: "服务台", X: 740, Y: 600, W: 150, H: 80}, {Kind: "steps", Name: "台阶", X: 405, Y: 556, W: 70, H: 50}},
			},
		},
		departments: []guide.Department{{ID: "police", Name: "公安局"}, {ID: "insurance", Name: "医保局", Phone: settled("000-0000", "")}, {ID: "town", Name: "住建局"}},
		events: []guide.Event{{ID: "birth", Name: "出生", Icon: "birth"}, {ID: "school", Name: "上学", Icon: "school"}, {ID: "work", Name: "就业", Icon: "work"}, {ID: "marriage", Name: "结婚", Icon: "marriage"},
			{ID: "house", Name: "买房", Icon: "house"}, {ID: "shop", Name: "开店", Icon: "shop"}, {ID: "retire", Name: "退休", Icon: "retire"}, {ID: "passing", Name: "身后事", Icon: "lotus"}},
		bundles: []guide.Bundle{{ID: "newborn", Code: "T-7", Name: "孩子出生一件事", Tile: "孩子出生", Events: []string{"birth"}, Items: []string{"birth", "care", "lost"}, Windows: []string{"12"}, Queue: "A", Updated: "2026-11-20"},
			{ID: "passing-all", Code: "T-8", Name: "身后一件事", Tile: "老人去世", Events: []string{"passing"}, Items: []string{"death", "bare"}, Windows: []string{"13"}, Queue: "A"}},
		items:   []*guide.Item{birth, lost, care, death, bare, empty},
		letters: map[string]string{"birth": "hzcsdj", "newborn": "hzcs", "lost": "sfzdl", "death": "lrqs", "passing-all": "lrqs", "care": "ydjyba", "bare": "lszydlsp"},
	}
}

// many repeats words up to a number of characters.
func many(words string, n int) string {
	return string([]rune(strings.Repeat(words, n))[:n])
}

// extreme is a hall where everything is as long and as much as content may bring.
func extreme() *library {
	long := many("城镇独生子女父母年老奖励金的申领和停发变更，", 60)
	l := town()
	l.hall.Name = many("某某省某某市某某经济技术开发区政务服务中心", 34)
	l.hall.Desk = many("从大门进来一直往里走到第二个柱子再往右手边拐，", 40)
	l.hall.HoursIn = many("中午十二点到一点半只留值班窗口，", 32)
	it := &guide.Item{
		ID: "long", Code: many("51160200000H", 48), Name: long, Also: []string{many("独生子女的钱怎么领在哪里领要带什么", 30)}, Department: "long",
		Events: []string{"birth"}, Windows: []string{"12", "13", "5", "101", "102", "103"}, Queue: "A", Card: "asked", MaterialsEntered: true,
		Who: settled(many("本人或者受委托的成年亲属，", 30), many("带上委托书和两个人的身份证，", 30)), Visits: settled("各地不同呢", many("看人看事", 14)), Time: settled("120 个工作日", "从受理那天算起一直算"), Fee: settled("按面积收费", "每平方米收"),
		Source: long, Updated: "2026-11-20", Basis: []string{long, long, long + long, long}, Notes: []string{long, long}, Steps: []string{long, long, long, long, long},
		Online: guide.Online{Link: "https://hall.example/" + strings.Repeat("long/", 20), Steps: []string{long, long}},
	}
	for q := range 5 {
		question := guide.Question{ID: fmt.Sprint("q", q), Ask: []string{many("您的孩子现在的户口", 12), many("是不是和您在一本上呢？", 12)}, Short: many("孩子户口是不是和您一本", 16), Why: many("不一样的情况要带的证明不一样", 24), NotSure: many("先往下走，清单里几种都写上", 24)}
		for o := range 6 {
			question.Options = append(question.Options, guide.Option{ID: fmt.Sprint("o", o), Text: many("爷爷奶奶或外公外婆的户口簿上", 18), Note: many("和老人在一本户口簿上而且住在一起", 24)})
		}
		it.Questions = append(it.Questions, question)
	}
	for m := range 12 {
		it.Materials = append(it.Materials, guide.Material{ID: fmt.Sprint("m", m), Name: many("用人单位和职工解除劳动关系的证明书原件", 20+m*2), Original: 3, Copies: 12, Unit: "套", Handling: many("看完原件当场还您，复印件留下", 20), Why: many("证明您从什么时候起不在那里上班了", 30), Later: "30 个工作日内", Lost: "lost", Obtain: long, Source: long})
	}
	for m := range 5 {
		it.Materials = append(it.Materials, guide.Material{ID: fmt.Sprint("w", m), Name: many("没有重复享受过这一项补贴的证明", 24), Waived: &guide.Waiver{By: "shared", Text: many("窗口能从民政局的系统里直接查到", 28)}})
	}
	it.Materials[1].Standing, it.Materials[2].Later = guide.Unknown, ""
	l.items = append(l.items, it)
	l.departments = append(l.departments, guide.Department{ID: "long", Name: many("人力资源和社会保障局社会保险事业管理中心", 26)})
	l.letters["long"] = "lrqssfz"
	for n := range 9 {
		id := fmt.Sprint("more-", n)
		l.items = append(l.items, &guide.Item{ID: id, Code: id, Name: many("在城市建筑物、设施上张挂、张贴宣传品审批的变更和延续（县级权限）", 20+n*6), Department: "long", Windows: []string{"101"}, Source: "清单"})
		l.letters[id] = "lrqssfz"
		l.bundles = append(l.bundles, guide.Bundle{ID: fmt.Sprint("bundle-", n), Code: id, Name: many("开办一家带厨房的小饭馆一件事", 14+n), Tile: many("开办带厨房的饭馆", 6+n), Events: []string{"shop"}, Items: []string{"long", "birth", "death", "care", "lost", "bare", "empty", id}, Windows: []string{"12"}, Queue: "C"})
	}
	for n := 101; n < 125; n++ {
		id := fmt.Sprint(n)
		l.hall.Windows = append(l.hall.Windows, guide.Window{ID: id, Name: many("不动产登记和交易税费综合受理", 14), Floor: "地下一楼",
			X: 142 + 62*float32((n-101)/12), Y: 20 + 55*float32((n-101)%12), W: 54, H: 44, Node: "north-east"})
		l.departments = append(l.departments, guide.Department{ID: "d" + id, Name: many("退役军人事务局某某街道服务站", 8+n%10)})
		l.items = append(l.items, &guide.Item{ID: "i" + id, Code: id, Name: "事项 " + id, Department: "d" + id, Windows: []string{id}, Source: "清单"})
	}
	return l
}

// listOnly is a kiosk that runs on an imported list: no life events, no bundles, no windows, no plan.
func listOnly() *library {
	l := &library{hall: guide.Hall{ID: "list", Name: "某区政务服务大厅"}, letters: map[string]string{}}
	for d := range 30 {
		id := fmt.Sprint("d", d)
		l.departments = append(l.departments, guide.Department{ID: id, Name: many("农业农村和水利水务局下属分局", 5+d%8)})
		for n := range 3 {
			item := fmt.Sprint("i", d, "-", n)
			l.items = append(l.items, &guide.Item{ID: item, Code: "X" + item, Name: many("占用国防光（电）缆线路路由审批及其他相关事项的变更备案登记", 8+(d*7+n*11)%50), Department: id, Source: "清单", Updated: "2026-11-20", Online: guide.Online{Link: "https://list.example/" + item}})
			l.letters[item] = "sfz"
		}
	}
	return l
}
