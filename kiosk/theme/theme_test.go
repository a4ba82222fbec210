package theme_test

import (
	"image/color"
	"math"
	"testing"

	"daoyin/kiosk/theme"
)

func TestWordsStandOutFromTheirGround(t *testing.T) {
	p := theme.Normal()
	for _, pair := range []struct {
		name         string
		text, ground color.Color
		least        float64
	}{
		{"ink on paper", p.Ink, p.Paper, 15.2},
		{"ink on white", p.Ink, p.White, 16.8},
		{"ink on sand", p.Ink, p.Sand, 13.6},
		{"soft ink on paper", p.SoftInk, p.Paper, 8},
		{"soft ink on white", p.SoftInk, p.White, 8.8},
		{"soft ink on sand", p.SoftInk, p.Sand, 7.1},
		{"soft ink on pine tint", p.SoftInk, p.PineTint, 7.4},
		{"soft ink on ochre tint", p.SoftInk, p.OchreTint, 7.6},
		{"touch on paper", p.Touch, p.Paper, 9.3},
		{"touch on white", p.Touch, p.White, 10.4},
		{"touch on sand", p.Touch, p.Sand, 8.4},
		{"touch on its tint", p.Touch, p.TouchTint, 8.6},
		{"words on touch", p.OnTouch, p.Touch, 10.4},
		{"words on pressed touch", p.OnTouch, p.TouchPressed, 15.2},
		{"pine on paper", p.Pine, p.Paper, 7.9},
		{"pine on its tint", p.Pine, p.PineTint, 7.3},
		{"words on pine", p.OnPine, p.Pine, 8.8},
		{"ochre on paper", p.Ochre, p.Paper, 8.2},
		{"ochre on its tint", p.Ochre, p.OchreTint, 7.8},
		{"words on vermilion", p.OnVermilion, p.Vermilion, 7.9},
		{"vermilion on paper", p.Vermilion, p.Paper, 7.1},
		{"edge on white", p.Edge, p.White, 3.6},
		{"edge on paper", p.Edge, p.Paper, 3.3},
		{"code", p.Black, p.Code, 21},
	} {
		if got := theme.Contrast(pair.text, pair.ground); got < pair.least {
			t.Errorf("%s: contrast %.2f, want at least %.1f", pair.name, got, pair.least)
		}
	}
}

func TestContrastOfBlackAndWhite(t *testing.T) {
	if got := theme.Contrast(color.White, color.Black); math.Abs(got-21) > 1e-9 {
		t.Errorf("white on black: %v, want 21", got)
	}
	if got := theme.Contrast(color.White, color.White); got != 1 {
		t.Errorf("white on white: %v, want 1", got)
	}
}

func TestColumnsFillTheContent(t *testing.T) {
	for n, want := range map[int]float64{1: 952, 2: 468, 3: 306.7, 4: 226} {
		if got := float64(theme.Columns(n)); math.Abs(got-want) > 0.05 {
			t.Errorf("%d columns: %.1f wide, want %.1f", n, got, want)
		}
	}
}

func TestBarFillsThePanel(t *testing.T) {
	cells := 2*theme.BarPadX + 6*(theme.BarCellWidth+theme.BarGap) + theme.GuideWidth
	if cells != 1080 {
		t.Errorf("six cells, their gaps and the guide button take %d pixels, want 1080", cells)
	}
}

func TestTargetsAreTouchable(t *testing.T) {
	if theme.MinTarget < theme.MM(12.7) {
		t.Errorf("smallest target %d px is below 12.7 mm (%.1f px)", theme.MinTarget, theme.MM(12.7))
	}
	if theme.MinGap < theme.MM(2.5) {
		t.Errorf("smallest gap %d px is below 2.5 mm (%.1f px)", theme.MinGap, theme.MM(2.5))
	}
}
