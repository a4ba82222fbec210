package typeset_test

import (
	"image/color"
	"math"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/typeset"
)

func TestWidth(t *testing.T) {
	for _, test := range []struct {
		words string
		size  float32
		bold  bool
		want  float32
	}{
		{"", 40, false, 0},
		{"请带上", 40, false, 120},
		{"请带上", 72, true, 216},
		{"，。", 36, false, 72},
		{"请\u200b带", 40, false, 80},
	} {
		if got := typeset.Width(test.words, test.size, test.bold); math.Abs(float64(got-test.want)) > 0.01 {
			t.Errorf("Width(%q, %v, %v) = %v, want %v", test.words, test.size, test.bold, got, test.want)
		}
	}
	if regular, bold := typeset.Width("12", 40, false), typeset.Width("12", 40, true); regular >= bold {
		t.Errorf("figures: regular %v, bold %v: bold figures are wider in this family", regular, bold)
	}
	if apart, together := typeset.Width("A", 100, false)+typeset.Width("V", 100, false), typeset.Width("AV", 100, false); together >= apart {
		t.Errorf("AV is %v wide, its letters apart %v: kerning must draw them together", together, apart)
	}
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name  string
		words string
		ems   float32 // the line's width in Han characters
		want  []string
	}{
		{"empty", "", 10, nil},
		{"one line", "请带上这 4 样", 10, []string{"请带上这 4 样"}},
		{"comma stays above", "今天带了的，点一下打个勾", 5, []string{"今天带了", "的，点一下", "打个勾"}},
		{"bracket stays with its word", "房子过户（继承）", 5, []string{"房子过户", "（继承）"}},
		{"closing bracket and stop", "请您看这里（三楼）。", 6, []string{"请您看这里", "（三楼）。"}},
		{"figure keeps its unit", "办好要等大约 18 分钟左右", 8, []string{"办好要等大约", "18 分钟左右"}},
		{"figure keeps its unit without a space", "一共要带复印件3份才行", 8, []string{"一共要带复印件", "3份才行"}},
		{"Latin word whole", "打开 English 版面看看", 5, []string{"打开", "English 版", "面看看"}},
		{"English", "Bring these four things with you", 7, []string{"Bring these", "four things", "with you"}},
		{"quotation opens", "您选了落在“妈妈”的", 6, []string{"您选了落在", "“妈妈”的"}},
		{"newline", "您好，\n今天办什么事？", 20, []string{"您好，", "今天办什么事？"}},
		{"empty paragraph", "上\n\n下", 20, []string{"上", "", "下"}},
		{"no lonely tail", "到了窗口可能办不成吗", 9, []string{"到了窗口可能办", "不成吗"}},
		{"word longer than a line", "网址abcdefghijklmnopqrstuvwxyz", 6, []string{"网址", "abcdefghijkl", "mnopqrstuv", "wxyz"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := typeset.Wrap(test.words, 10, false, test.ems*10)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Wrap(%q) at %v characters (-want +got):\n%s", test.words, test.ems, diff)
			}
		})
	}
}

func TestFitDropsAStepForALongerName(t *testing.T) {
	for _, test := range []struct {
		words string
		size  float32
		lines []string
	}{
		{"出生登记", 72, []string{"出生登记"}},
		{"个体工商户\u200b设立登记和食品经营许可", 56, []string{"个体工商户", "设立登记和食品经营许可"}},
		{"本市内地居民\u200b办理婚姻登记", 72, []string{"本市内地居民", "办理婚姻登记"}},
	} {
		size, lines := typeset.Fit(test.words, true, 640, 2, 72, 56, 46)
		if size != test.size {
			t.Errorf("Fit(%q) chose %v, want %v", test.words, size, test.size)
		}
		if diff := cmp.Diff(test.lines, lines); diff != "" {
			t.Errorf("Fit(%q) (-want +got):\n%s", test.words, diff)
		}
	}
	if size, lines := typeset.Fit(strings.Repeat("很长的名字", 20), true, 640, 2, 72, 56, 46); size != 46 || len(lines) <= 2 {
		t.Errorf("what fits no size comes back at %v in %d lines, want the last size and all lines", size, len(lines))
	}
}

func TestMissing(t *testing.T) {
	if got := typeset.Missing("请带上这 4 样，“户口簿”。王＊"); got != nil {
		t.Errorf("missing %q", got)
	}
	if diff := cmp.Diff([]rune{'🙂'}, typeset.Missing("好🙂好🙂")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRichSetsRunsOneAfterTheOther(t *testing.T) {
	ink := color.NRGBA{A: 255}
	texts, end := typeset.Rich(100, 50, 40, 56, typeset.Run{Words: "一楼 ", Color: ink}, typeset.Run{}, typeset.Run{Words: "号", Bold: true, Color: ink, Size: 80})
	space := typeset.Width(" ", 40, false)
	want := []scene.Text{
		{X: 100, Y: 50, Words: "一楼 ", Size: 40, LineHeight: 56, Color: ink},
		{X: 180 + space, Y: 50 - 0.436*40, Words: "号", Size: 80, LineHeight: 56, Bold: true, Color: ink},
	}
	near := cmp.Comparer(func(a, b float32) bool { return math.Abs(float64(a-b)) < 0.01 })
	if diff := cmp.Diff(want, texts, near); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if want := 260 + space; math.Abs(float64(end-want)) > 0.01 {
		t.Errorf("ends at %v, want %v", end, want)
	}
}

// text draws what pages hold: Chinese with its punctuation, words, figures, spaces.
var text = rapid.Custom(func(t *rapid.T) string {
	atoms := rapid.SampledFrom([]string{"办", "事", "户口簿", "，", "。", "、", "（", "）", "「", "」", "？", "！", "：", "“", "”", "……", "——",
		" ", "12", "5 天", "3.5", "50%", "English", "of", "AV", "-", "\n", "\u200b", "é"})
	return strings.Join(rapid.SliceOfN(atoms, 0, 40).Draw(t, "atoms"), "")
})

func TestWrapLosesNothingAndKeepsTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := text.Draw(t, "words")
		size := float32(rapid.IntRange(10, 90).Draw(t, "size"))
		bold := rapid.Bool().Draw(t, "bold")
		width := size * float32(rapid.IntRange(60, 400).Draw(t, "tenths")) / 10
		lines := typeset.Wrap(words, size, bold, width)

		bare := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) || r == '\u200b' {
					return -1
				}
				return r
			}, s)
		}
		if got, want := bare(strings.Join(lines, "")), bare(words); got != want {
			t.Fatalf("Wrap(%q) holds %q", words, got)
		}
		for _, line := range lines {
			if wide := typeset.Width(line, size, bold); wide > width*1.0001 && breakable(line) {
				t.Fatalf("Wrap(%q, width %v): line %q is %v wide", words, width, line, wide)
			}
		}
	})
}

// breakable reports that a line holds something that may part: a run of closing and opening marks
// alone may not, however long.
func breakable(line string) bool {
	marks := 0
	for _, r := range line {
		if unicode.IsPunct(r) {
			marks++
		}
	}
	return marks < 3
}

func TestLinesBeginAndEndAsTheyShould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paragraph := strings.ReplaceAll(text.Draw(t, "words"), "\n", "")
		lines := typeset.Wrap(paragraph, 10, false, 120)
		for i, line := range lines {
			runes := []rune(strings.TrimSpace(line))
			if len(runes) == 0 {
				continue
			}
			if i > 0 && strings.ContainsRune("。，、）」？！：", runes[0]) {
				t.Fatalf("Wrap(%q): line %d begins with %q", paragraph, i, runes[0])
			}
			if i < len(lines)-1 && strings.ContainsRune("（「", runes[len(runes)-1]) {
				t.Fatalf("Wrap(%q): line %d ends with %q", paragraph, i, runes[len(runes)-1])
			}
		}
	})
}

func TestMeasuringFromManyGoroutines(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for r := rune('一'); r < '一'+500; r++ {
				typeset.Width(string(r)+"AVWAto", 40, r%2 == 0)
				typeset.Missing(string(r))
			}
		})
	}
	group.Wait()
}

func FuzzWrap(f *testing.F) {
	f.Add("今天带了的，点一下打个勾。", float32(36), float32(300))
	f.Add("a\u0301（\n 5 天", float32(40), float32(1))
	f.Fuzz(func(t *testing.T, words string, size, width float32) {
		if size < 1 || size > 400 || width < 1 || width > 4000 || len(words) > 2000 {
			return
		}
		typeset.Wrap(words, size, false, width)
	})
}

func BenchmarkWrap(b *testing.B) {
	words := strings.Repeat("为什么：您答了父母户口不在一起，所以窗口要核对 2 本户口簿。", 100)
	for b.Loop() {
		typeset.Wrap(words, 32, false, 952)
	}
}

func TestDrawnInkStandsWhereWidthSaysItEnds(t *testing.T) {
	ink := color.NRGBA{0x1A, 0x1D, 0x21, 0xFF}
	picture, at := typeset.Draw("请带上这 4 样", 72, true, ink)
	end := float32(at.X + picture.Rect.Dx())
	// Han characters stand a little in from their squares.
	if width := typeset.Width("请带上这 4 样", 72, true); at.X < 0 || at.X > 8 || end > width || end < width-8 {
		t.Errorf("ink from %d to %v of a line %v wide", at.X, end, width)
	}
	if top := -at.Y; top < 55 || top > 72 {
		t.Errorf("ink begins %d above the baseline, want about 0.85 of 72", top)
	}
	full := 0
	for i := 0; i < len(picture.Pix); i += 4 {
		if picture.Pix[i+3] == 0xFF {
			full++
			if got := (color.NRGBA{picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2], 0xFF}); got != ink {
				t.Fatalf("a covered pixel is %v, want %v", got, ink)
			}
		}
	}
	if full < 2000 {
		t.Errorf("%d fully covered pixels", full)
	}
}

func TestDrawNothing(t *testing.T) {
	for _, words := range []string{"", "  ", "\u200b"} {
		if picture, _ := typeset.Draw(words, 40, false, color.Black); picture != nil {
			t.Errorf("Draw(%q) has ink %v", words, picture.Rect)
		}
	}
}

// The glyphs kept are bounded: drawing far more than fits must still draw every word right.
func TestDrawManyCharacters(t *testing.T) {
	before, _ := typeset.Draw("一", 92, true, color.Black)
	for r := rune('一'); r < '一'+3000; r++ {
		typeset.Draw(string(r), 92, true, color.Black)
	}
	after, _ := typeset.Draw("一", 92, true, color.Black)
	if diff := cmp.Diff(before.Pix, after.Pix); diff != "" {
		t.Error("the same character came out otherwise after 3,000 others")
	}
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		typeset.Draw("为什么：您选了落在妈妈的户口簿上", 32, false, color.Black)
	}
}
