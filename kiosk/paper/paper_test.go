package paper

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daoyin/content/guide"
	"daoyin/content/words"
	"daoyin/devices/receipt"
	"daoyin/kiosk/visit"
)

var taken = time.Date(2026, 11, 24, 14, 7, 0, 0, time.UTC)

func sample() (*Paper, visit.State) {
	hall := &guide.Hall{Name: "青岚县政务服务大厅", Sample: true, Desk: "大门进来右手边", HoursIn: "周末不开",
		Hours: []guide.Hours{{Days: []int{1, 2, 3, 4, 5}, From: "09:00", To: "17:30"}}, Windows: []guide.Window{{ID: "12", Floor: "一楼"}}}
	item := &guide.Item{
		ID: "birth", Name: "出生登记", Title: []string{"孩子出生登记"}, Windows: []string{"12"}, MaterialsEntered: true,
		Visits: guide.Fact{Text: "1 次"}, Time: guide.Fact{Text: "当场"}, Fee: guide.Fact{Text: "不收", Standing: guide.Local},
		Questions: []guide.Question{{ID: "book", Ask: []string{"落在谁的户口簿上？"}, NotSure: "都写上",
			Options: []guide.Option{{ID: "mother", Text: "妈妈的"}, {ID: "father", Text: "爸爸的"}}}},
		Materials: []guide.Material{
			{ID: "certificate", Name: "出生医学证明", Original: 1, Handling: "窗口留下副页", Why: "证明孩子是谁生的"},
			{ID: "mother", Name: "妈妈的户口簿", Original: 1, Unit: "本", Copies: 1, Because: "您选了落在妈妈的户口簿上", When: guide.Condition{{"book": {"mother"}}}},
			{ID: "father", Name: "爸爸的户口簿", Copies: 1, Later: "5 天内", When: guide.Condition{{"book": {"father"}}}},
			{ID: "marriage", Name: "结婚证", Original: 1, Waived: &guide.Waiver{By: "shared", Text: "窗口能从民政局查到"}},
		},
	}
	answers := guide.Answers{"book": "mother"}
	s := visit.State{Now: taken, Item: item, Answers: answers, Checklist: guide.Compute(item, answers), Have: map[string]bool{"certificate": true},
		Masked: "示＊甲", Ticket: &visit.Ticket{Number: "A035", Window: "12", Taken: taken}}
	p := &Paper{Words: words.Chinese(), Hall: hall, Kiosk: "1 号机", Updated: "2026-11-20",
		Link: func(visit.State) string { return "https://hall.example/d/g/birth/#1" }}
	return p, s
}

// text is what a reader of the paper sees, a line a block.
func text(d receipt.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch v := block.(type) {
		case receipt.Text:
			fmt.Fprintf(&b, "%s%s\n", v.Text, tag(v.Mark))
		case receipt.Bar:
			fmt.Fprintf(&b, "[%s]\n", v.Text)
		case receipt.Tag:
			fmt.Fprintf(&b, "<%s>\n", v.Text)
		case receipt.Ends:
			fmt.Fprintf(&b, "%s | %s\n", v.Left, v.Right)
		case receipt.Rule:
			b.WriteString("---\n")
		case receipt.Item:
			box := map[receipt.Box]string{receipt.Empty: "☐", receipt.Ticked: "☑", receipt.NoBox: ""}[v.Box]
			for i, l := range v.Lines {
				if i == 0 {
					fmt.Fprintf(&b, "%s %s\n", box, l.Text)
				} else {
					fmt.Fprintf(&b, "  %s\n", l.Text)
				}
			}
		case receipt.QR:
			fmt.Fprintf(&b, "QR %s\n", v.Data)
			for _, l := range v.Lines {
				fmt.Fprintf(&b, "  %s\n", strings.ReplaceAll(l.Text, "\n", " / "))
			}
		}
	}
	return b.String()
}

func tag(mark string) string {
	if mark == "" {
		return ""
	}
	return " <" + mark + ">"
}

func TestTicket(t *testing.T) {
	p, s := sample()
	want := `青岚县政务服务大厅 | 示例
---
您的号
A035
[一楼12号窗口]
孩子出生登记
---
QR https://hall.example/d/g/birth/#1
  扫一扫 / 清单带回家
  码里没有名字和证号
---
叫过了号，找服务台，不用重排。
11月24日 周二 14:07 | 1 号机
`
	if diff := cmp.Diff(want, text(p.Ticket(s, false))); diff != "" {
		t.Error(diff)
	}
	if again := text(p.Ticket(s, true)); !strings.Contains(again, "您的号 <补打>\nA035") {
		t.Errorf("a reprint is not marked:\n%s", again)
	}
}

func TestSheet(t *testing.T) {
	p, s := sample()
	want := `青岚县政务服务大厅 办事清单 | 示例
---
孩子出生登记
[一楼12号窗口]
跑1次 当场
周一至周五09:00—17:30，周末不开。
---
<请带上这2样>
☑ 出生医学证明
  原件1份
  窗口留下副页。证明孩子是谁生的。
☐ 妈妈的户口簿
  原件1本，复印件1份
  您选了落在妈妈的户口簿上。
---
<这1样不用带>
结婚证
数据共享，窗口能从民政局查到。
---
<您是这样答的>
落在谁的户口簿上：妈妈的
---
QR https://hall.example/d/g/birth/#1
  手机上看
  同一张清单，能改答案 / 这张纸和码里没有 / 您的名字和证号
---
不明白就问服务台：大门进来右手边
内容2026年11月20日更新，仅作示例
打印 11月24日 周二 14:07 | 1 号机
`
	if diff := cmp.Diff(want, text(p.Sheet(s))); diff != "" {
		t.Error(diff)
	}
}

func TestSheetVariants(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Paper, *visit.State)
		says   []string
		not    []string
	}{
		{"materials not entered", func(p *Paper, s *visit.State) {
			s.Item = &guide.Item{Name: "某事项"}
			s.Checklist = guide.Compute(s.Item, nil)
		}, []string{"要带什么，还没录入"}, []string{"请带上这0样", "什么都不用带"}},
		{"before the questions", func(p *Paper, s *visit.State) {
			s.Answers = nil
			s.Checklist = guide.Compute(s.Item, nil)
		}, []string{"妈妈的户口簿", "爸爸的户口簿", "可以后补，5天内"}, nil},
		{"no visit needed", func(p *Paper, s *visit.State) {
			s.Item.Online.Link = "https://online.example/x"
			s.Checklist.Outcome = &guide.Outcome{Kind: guide.OutcomeOnline, Text: "手机上就能办完"}
			s.Have = nil
		}, []string{"手机上就能办完", "QR https://online.example/x"}, []string{"12号窗口", "请带上"}},
		{"no site", func(p *Paper, s *visit.State) { p.Link = nil }, []string{"孩子出生登记"}, []string{"QR"}},
		{"real hall", func(p *Paper, s *visit.State) { p.Hall.Sample = false }, []string{"内容2026年11月20日更新\n"}, []string{"示例"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, s := sample()
			tt.change(p, &s)
			got := text(p.Sheet(s))
			for _, w := range tt.says {
				if !strings.Contains(got, w) {
					t.Errorf("the sheet does not say %q:\n%s", w, got)
				}
			}
			for _, w := range tt.not {
				if strings.Contains(got, w) {
					t.Errorf("the sheet says %q:\n%s", w, got)
				}
			}
		})
	}
}

func TestNoNameOnPaper(t *testing.T) {
	p, s := sample()
	for _, d := range []receipt.Document{p.Ticket(s, false), p.Sheet(s)} {
		if strings.Contains(text(d), s.Masked) || strings.Contains(text(d), "示＊") {
			t.Errorf("a name is on the paper:\n%s", text(d))
		}
	}
}
