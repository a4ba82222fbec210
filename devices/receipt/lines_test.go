package receipt

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestBreakLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		max        int
		want       []string
	}{
		{"fits", "出生医学证明", 12, []string{"出生医学证明"}},
		{"Han breaks anywhere", "出生医学证明", 8, []string{"出生医学", "证明"}},
		{"no comma begins a line", "出生医学，证明", 8, []string{"出生医", "学，证明"}},
		{"no full stop, bracket or mark either", "甲乙丙。丁戊己）庚辛壬？", 6, []string{"甲乙", "丙。丁", "戊己）", "庚辛", "壬？"}},
		{"no bracket ends a line", "甲乙（丙丁）", 6, []string{"甲乙", "（丙", "丁）"}},
		{"quotes stay with their words", "请说「你好」吧", 6, []string{"请说", "「你", "好」吧"}},
		{"a word stays whole", "请看 example.org 上", 12, []string{"请看", "example.org", "上"}},
		{"a number stays whole", "电话0000-12345678转", 14, []string{"电话", "0000-12345678", "转"}},
		{"a number keeps its sign", "一共约￥120元", 8, []string{"一共约", "￥120元"}},
		{"a word longer than a line breaks", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"spaces vanish at a break", "甲乙 丙丁", 4, []string{"甲乙", "丙丁"}},
		{"a line feed ends a line", "甲\n\n乙", 10, []string{"甲", "", "乙"}},
		{"nothing is a line", "", 10, []string{""}},
		{"what has no shape is left out", "甲\u200b乙\ufe0f\x07", 10, []string{"甲乙"}},
	} {
		if diff := cmp.Diff(c.want, breakLines(c.text, c.max)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
}

func TestBrokenLinesKeepTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.SampledFrom([]rune("甲乙，。（「」ab1 2-"))).Draw(t, "text"))
		limit := rapid.IntRange(2, 30).Draw(t, "max")
		lines := breakLines(text, limit)
		for _, l := range lines {
			if width(l) > limit {
				t.Fatalf("%q is wider than %d", l, limit)
			}
		}
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestTableColumnsFitThePaper(t *testing.T) {
	rows := [][]string{{"出生医学证明", "原件 1 份", "生孩子的医院产科办公室，二楼东侧第三间"}, {"户口簿"}}
	got := tableWidths(rows, 48)
	if diff := cmp.Diff([]int{12, 9, 23}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func FuzzBreakLines(f *testing.F) {
	f.Add("出生（医学）证明，abc 1.5", 7)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = 2 + max(0, limit)%60
		for _, l := range breakLines(s, limit) {
			if width(l) > limit {
				t.Fatalf("%q is wider than %d", l, limit)
			}
		}
	})
}
