// Package dots draws characters of outline fonts into the square cells of a dot printer: black or
// white, nothing between.
//
// A printer has no outlines and the screen has no cells; this is the one place that knows both. The
// sender uses it for characters that a printer's font lacks, the virtual printer for its whole font.
package dots

import (
	"fmt"
	"image"
	"math"
	"sync"

	"daoyin/devices/escpos"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Face draws the characters of one or more fonts, the first font that has a character first.
// It is safe for several goroutines.
type Face struct {
	mu    sync.Mutex
	buf   sfnt.Buffer
	fonts []*sfnt.Font
}

// New reads OpenType or TrueType fonts. It keeps the bytes and reads from them later.
func New(fonts ...[]byte) (*Face, error) {
	f := &Face{}
	for i, b := range fonts {
		font, err := sfnt.Parse(b)
		if err != nil {
			return nil, fmt.Errorf("failed to read font %d of %d: %w", i+1, len(fonts), err)
		}
		f.fonts = append(f.fonts, font)
	}
	return f, nil
}

// Has reports whether a font has the character.
func (f *Face) Has(r rune) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	font, _ := f.find(r)
	return font != nil
}

func (f *Face) find(r rune) (*sfnt.Font, sfnt.GlyphIndex) {
	for _, font := range f.fonts {
		if gi, err := font.GlyphIndex(&f.buf, r); err == nil && gi != 0 {
			return font, gi
		}
	}
	return nil, 0
}

// The share of a dot that an outline must cover to blacken it. Thin strokes of small cells would break
// at one half.
const (
	smallThreshold = 0x60
	largeThreshold = 0x80
)

// Draw returns the character in a cell of w × h dots, its em as high as the cell, narrowed where it is
// wider than the cell. A character that no font has is a box: visible, and visibly not a character.
func (f *Face) Draw(r rune, w, h int) escpos.Bitmap {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := escpos.NewBitmap(w, h)
	fnt, gi := f.find(r)
	if fnt == nil {
		box(out)
		return out
	}
	ppem := fixed.I(h)
	segs, err := fnt.LoadGlyph(&f.buf, gi, ppem, nil)
	if err != nil {
		box(out)
		return out
	}
	adv, err := fnt.GlyphAdvance(&f.buf, gi, ppem, font.HintingNone)
	if err != nil || adv <= 0 {
		adv = fixed.I(w)
	}
	scale, shift := float32(1), (float32(w)-float(adv))/2
	if adv > fixed.I(w) {
		scale, shift = float32(w)/float(adv), 0
	}
	// The em of a Han face reaches 0.88 above its baseline and 0.12 below.
	base := float32(math.Round(float64(h) * 0.88))
	ras := vector.NewRasterizer(w, h)
	pt := func(p fixed.Point26_6) (float32, float32) { return float(p.X)*scale + shift, float(p.Y) + base }
	for _, s := range segs {
		x0, y0 := pt(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			ras.ClosePath()
			ras.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			ras.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := pt(s.Args[1])
			ras.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := pt(s.Args[1])
			x2, y2 := pt(s.Args[2])
			ras.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	ras.ClosePath()
	a := image.NewAlpha(image.Rect(0, 0, w, h))
	ras.Draw(a, a.Bounds(), image.Opaque, image.Point{})
	threshold := byte(largeThreshold)
	if h <= 24 {
		threshold = smallThreshold
	}
	for y := range h {
		for x := range w {
			if a.Pix[y*a.Stride+x] >= threshold {
				out.Set(x, y, true)
			}
		}
	}
	return out
}

func float(v fixed.Int26_6) float32 { return float32(v) / 64 }

func box(b escpos.Bitmap) {
	w, h := b.W, b.H
	if w < 6 || h < 6 {
		b.Fill(0, 0, w, h)
		return
	}
	t := max(1, h/12)
	b.Fill(1, 1, w-2, t)
	b.Fill(1, h-1-t, w-2, t)
	b.Fill(1, 1, t, h-2)
	b.Fill(w-1-t, 1, t, h-2)
}
