package receipt_test

import (
	"errors"
	"strings"
	"testing"

	"daoyin/devices/escpos"
	"daoyin/devices/receipt"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	src := `# 孩子出生登记
## 两倍
### 粗体
#8 A035
~2 原件
^ 您的号 [[补打]]
^~3 中间
> 一楼 12 号窗口
>3 二楼
[请带上这 4 样]
- [x] 出生医学证明
  ~2 原件 1 份
  窗口留下副页。
- [ ] ~1 户口簿
- 结婚证
大厅 >> 1 号机
大厅 >>> 示例
|材料|份数|
|---|:-:|
|户口簿|1|
|甲|

|不相干|
---
--
!qr https://example.org/x
  ## 扫一扫
!feed 40
=== cut
\# 不是标题
#没有空格`
	want := receipt.Document{Blocks: []receipt.Block{
		receipt.Text{Text: "孩子出生登记", Size: 3, Bold: true},
		receipt.Text{Text: "两倍", Size: 2, Bold: true},
		receipt.Text{Text: "粗体", Size: 1, Bold: true},
		receipt.Text{Text: "A035", Size: 8, Bold: true, Align: receipt.Center},
		receipt.Text{Text: "原件", Size: 2},
		receipt.Text{Text: "您的号", Align: receipt.Center, Mark: "补打"},
		receipt.Text{Text: "中间", Size: 3, Align: receipt.Center},
		receipt.Bar{Text: "一楼 12 号窗口", Size: 2},
		receipt.Bar{Text: "二楼", Size: 3, Align: receipt.Center},
		receipt.Tag{Text: "请带上这 4 样"},
		receipt.Item{Box: receipt.Ticked, Lines: []receipt.Text{
			{Text: "出生医学证明", Size: 2, Bold: true}, {Text: "原件 1 份", Size: 2}, {Text: "窗口留下副页。"}}},
		receipt.Item{Box: receipt.Empty, Lines: []receipt.Text{{Text: "户口簿", Size: 1}}},
		receipt.Item{Box: receipt.NoBox, Lines: []receipt.Text{{Text: "结婚证", Size: 2, Bold: true}}},
		receipt.Ends{Left: "大厅", Right: "1 号机"},
		receipt.Ends{Left: "大厅", Right: "示例", Boxed: true},
		receipt.Table{Header: []string{"材料", "份数"}, Rows: [][]string{{"户口簿", "1"}, {"甲"}}},
		receipt.Feed{Dots: 16},
		receipt.Table{Rows: [][]string{{"不相干"}}},
		receipt.Rule{},
		receipt.Rule{Thin: true},
		receipt.QR{Data: "https://example.org/x", Lines: []receipt.Text{{Text: "扫一扫", Size: 2, Bold: true}}},
		receipt.Feed{Dots: 40},
		receipt.Cut{},
		receipt.Text{Text: "# 不是标题"},
		receipt.Text{Text: "#没有空格"},
	}}
	got, err := receipt.Parse(strings.ReplaceAll(src, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestParseNamesTheLine(t *testing.T) {
	for src, line := range map[string]int{"甲\n!qr": 2, "!feed viel": 1, "甲\n乙\n!qr " + strings.Repeat("x", 2000): 3, "\xff": 1} {
		_, err := receipt.Parse(src)
		var syntax *receipt.SyntaxError
		if !errors.As(err, &syntax) || syntax.Line != line {
			t.Errorf("%.20q: %v; want an error in line %d", src, err, line)
		}
	}
}

// TestWhateverIsWrittenCanBePrinted draws documents and looks at what a printer would take them for.
func TestWhateverIsWrittenCanBePrinted(t *testing.T) {
	devices := []receipt.Device{pageDevice, plainDevice, narrowDevice, poorestDevice}
	f := face(t)
	text := rapid.StringOfN(rapid.RuneFrom([]rune("甲乙𠮷龘é€，（ aW1-\x10\x04")), 0, 30, -1)
	lines := rapid.Custom(func(t *rapid.T) []receipt.Text {
		var out []receipt.Text
		for range rapid.IntRange(0, 3).Draw(t, "lines") {
			out = append(out, receipt.Text{Text: text.Draw(t, "line"), Size: rapid.IntRange(0, 9).Draw(t, "size"), Bold: rapid.Bool().Draw(t, "bold")})
		}
		return out
	})
	block := rapid.Custom(func(t *rapid.T) receipt.Block {
		align := receipt.Align(rapid.IntRange(0, 2).Draw(t, "align"))
		size := rapid.IntRange(0, 9).Draw(t, "size")
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			return receipt.Bar{Text: text.Draw(t, "bar"), Size: size, Align: align}
		case 1:
			return receipt.Tag{Text: text.Draw(t, "tag")}
		case 2:
			return receipt.Ends{Left: text.Draw(t, "left"), Right: text.Draw(t, "right"), Boxed: rapid.Bool().Draw(t, "boxed")}
		case 3:
			return receipt.Item{Box: receipt.Box(rapid.IntRange(0, 2).Draw(t, "box")), Lines: lines.Draw(t, "lines")}
		case 4:
			return receipt.QR{Data: rapid.StringOfN(rapid.RuneFrom([]rune("ab/\x10\x04中")), 1, 60, -1).Draw(t, "data"), Lines: lines.Draw(t, "lines")}
		case 5:
			return receipt.Table{Header: []string{text.Draw(t, "head")}, Rows: [][]string{{text.Draw(t, "a"), text.Draw(t, "b")}}}
		case 6:
			return receipt.Feed{Dots: rapid.IntRange(0, 600).Draw(t, "dots")}
		case 7:
			return receipt.Rule{Thin: rapid.Bool().Draw(t, "thin")}
		}
		return receipt.Text{Text: text.Draw(t, "text"), Size: size, Align: align, Mark: rapid.SampledFrom([]string{"", "补打"}).Draw(t, "mark")}
	})
	rapid.Check(t, func(t *rapid.T) {
		doc := receipt.Document{Blocks: rapid.SliceOfN(block, 0, 12).Draw(t, "blocks")}
		dev := rapid.SampledFrom(devices).Draw(t, "device")
		b, err := receipt.Typeset(doc, dev, f)
		if err != nil {
			t.Fatal(err)
		}
		if !escpos.Safe(b) {
			t.Fatal("the bytes hold a real-time request")
		}
		s := escpos.NewScanner()
		for len(b) > 0 {
			c, need := s.Next(b)
			if need > 0 || c.Op == escpos.OpUnknown {
				t.Fatalf("a printer would not understand % x", b[:min(8, len(b))])
			}
			b = b[len(c.Raw):]
		}
	})
}

func TestQRCodeTooLongForThePaper(t *testing.T) {
	_, err := receipt.Typeset(receipt.Document{Blocks: []receipt.Block{receipt.QR{Data: strings.Repeat("x", 400)}}}, narrowDevice, face(t))
	if !errors.Is(err, receipt.ErrQRTooLong) {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# 甲\n- [x] 乙\n  丙\n|a|b|\n|---|---|\n!qr x\n  ## y\n>3 z\n=== cut")
	f.Fuzz(func(t *testing.T, src string) {
		doc, err := receipt.Parse(src)
		if err != nil {
			return
		}
		if b, err := receipt.Typeset(doc, poorestDevice, nil); err == nil && !escpos.Safe(b) {
			t.Fatal("the bytes hold a real-time request")
		}
	})
}

func BenchmarkTypesetTicket(b *testing.B) { benchmark(b, ticket()) }
func BenchmarkTypesetSheet(b *testing.B)  { benchmark(b, sheet()) }

func benchmark(b *testing.B, doc receipt.Document) {
	f := face(b)
	n := 0
	for b.Loop() {
		out, err := receipt.Typeset(doc, pageDevice, f)
		if err != nil {
			b.Fatal(err)
		}
		n = len(out)
	}
	b.ReportMetric(float64(n), "serial-bytes")
}
