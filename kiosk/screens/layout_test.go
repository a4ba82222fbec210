package screens

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"daoyin/content/words"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/typeset"
)

// Whatever is stacked, every page holds what fits, in order, and nothing is lost.
func TestSplitLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heights := rapid.SliceOfN(rapid.Float32Range(10, 400), 0, 40).Draw(t, "heights")
		room := rapid.Float32Range(500, 1200).Draw(t, "room")
		var blocks []block
		for i, h := range heights {
			blocks = append(blocks, block{height: h, counts: i + 1})
		}
		var order []int
		for _, page := range split(blocks, room) {
			var used float32
			for _, bl := range page {
				order = append(order, bl.counts)
				used += bl.height + blockGap
			}
			if used-blockGap > room {
				t.Fatalf("a page of %g is filled with %g", room, used-blockGap)
			}
		}
		for i := range order {
			if order[i] != i+1 {
				t.Fatalf("the order is %v", order)
			}
		}
		if len(order) != len(blocks) {
			t.Fatalf("%d of %d blocks are shown", len(order), len(blocks))
		}
	})
}

func TestHeadingsDoNotEndAPage(t *testing.T) {
	blocks := []block{{height: 300, counts: 1}, {height: 50}, {height: 300, counts: 1}}
	var got [][]float32
	for _, page := range split(blocks, 400) {
		var heights []float32
		for _, bl := range page {
			heights = append(heights, bl.height)
		}
		got = append(got, heights)
	}
	if diff := cmp.Diff([][]float32{{300}, {50, 300}}, got); diff != "" {
		t.Error(diff)
	}
}

// Words with matches keep the width they are given, whatever matched.
func TestMarksKeepTheWidth(t *testing.T) {
	b := &builder{p: theme.Normal(), env: Env{Words: words.Chinese()}}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("老人去世房产过户ab，（12")), 1, 40, -1).Draw(t, "text")
		n := len([]rune(text))
		from := rapid.IntRange(0, n).Draw(t, "from")
		to := rapid.IntRange(from, n+3).Draw(t, "to") // a release may be wrong about its own words
		width := rapid.Float32Range(120, 900).Draw(t, "width")
		shapes, end := b.mark(64, 500, b.second(), marked{text, [][2]int{{from, to}}}, width)
		if end > 64+width+1 {
			t.Fatalf("%q ends at %g of %g", text, end-64, width)
		}
		joined := ""
		for _, s := range shapes {
			if words, ok := s.(scene.Text); ok {
				joined += words.Words
			}
		}
		if typeset.Width(text, theme.Second, true) <= width && joined != text {
			t.Fatalf("%q is shown as %q although there is room", text, joined)
		}
	})
}

// Fitted words keep the width and the number of lines, at the cost of their end.
func TestFitKeepsTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("申领和停发变更，（）ABC120 天")), 1, 80, -1).Draw(t, "text")
		width := rapid.Float32Range(200, 952).Draw(t, "width")
		most := rapid.IntRange(1, 3).Draw(t, "most")
		s, lines := style{size: theme.Item, bold: true}.fit(text, width, most, theme.Item, theme.Body, theme.Second)
		if len(lines) > most {
			t.Fatalf("%q takes %d lines of %d", text, len(lines), most)
		}
		for _, l := range lines {
			if s.width(l) > width+1 {
				t.Fatalf("%q is %g wide, more than %g", l, s.width(l), width)
			}
		}
	})
}
