// Package typeset breaks words into lines and measures them with the fonts that the kiosk carries,
// so that a page knows its layout before a window exists. Chinese needs rules of its own (a comma
// never begins a line) that no toolkit at hand keeps.
//
// Lengths are in the unit of the size given: design pixels for pages. All functions may be called
// from several goroutines at once.
package typeset

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"daoyin/assets"
)

// Ascent and Descent are how far the bundled fonts reach above and below the baseline, for a size
// of 1 (the hhea table of Noto Sans CJK SC).
const (
	Ascent  = 1.16
	Descent = 0.288
)

// Baseline is how far below the top of a line box its baseline runs, when the glyphs stand centred
// in the box as a browser centres them.
func Baseline(size, lineHeight float32) float32 {
	return lineHeight/2 + (Ascent-Descent)/2*size
}

// face measures one bundled font. Advances and kerning are kept for a size of 1.
type face struct {
	once  sync.Once
	data  []byte
	font  *font.Face
	units float32

	mu       sync.RWMutex
	advances map[rune]float32
	kerns    map[[2]rune]float32
	shaper   shaping.HarfbuzzShaper // under mu
}

var (
	regular = face{data: assets.FontRegular}
	bold    = face{data: assets.FontBold}
)

func faceFor(isBold bool) *face {
	f := &regular
	if isBold {
		f = &bold
	}
	f.once.Do(f.load)
	return f
}

// load reads the font. The fonts are compiled in and read by this package's tests, so a font that
// cannot be read is a broken build and no page could be drawn at all.
func (f *face) load() {
	parsed, err := font.ParseTTF(bytes.NewReader(f.data))
	if err != nil {
		panic(fmt.Sprintf("the bundled font cannot be read, build again with whole fonts in assets/fonts: %v", err))
	}
	f.font = parsed
	f.units = float32(parsed.Upem())
	f.advances = make(map[rune]float32, 4096)
	f.kerns = make(map[[2]rune]float32, 256)
}

// advance is the width of one rune at size 1. A rune that the font lacks is as wide as a Han character.
func (f *face) advance(r rune) float32 {
	f.mu.RLock()
	width, known := f.advances[r]
	f.mu.RUnlock()
	if known {
		return width
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	width = 1
	if invisible(r) {
		width = 0
	} else if glyph, ok := f.font.NominalGlyph(r); ok {
		width = f.font.HorizontalAdvance(glyph) / f.units
	}
	f.advances[r] = width
	return width
}

// kern is what a pair of letters is moved together (negative) or apart, at size 1. Only the
// alphabets are kerned: Han characters and full-width punctuation stand on their squares.
func (f *face) kern(a, b rune) float32 {
	if !alphabetic(a) || !alphabetic(b) {
		return 0
	}
	pair := [2]rune{a, b}
	f.mu.RLock()
	amount, known := f.kerns[pair]
	f.mu.RUnlock()
	if known {
		return amount
	}
	apart := f.advance(a) + f.advance(b)
	f.mu.Lock()
	defer f.mu.Unlock()
	shaped := f.shaper.Shape(shaping.Input{
		Text: pair[:], RunStart: 0, RunEnd: 2, Direction: di.DirectionLTR, Face: f.font,
		Size: fixed.I(int(f.units)), Script: language.Latin, Language: "zh",
	})
	amount = float32(shaped.Advance)/64/f.units - apart
	f.kerns[pair] = amount
	return amount
}

func (f *face) has(r rune) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, ok := f.font.NominalGlyph(r)
	return ok
}

func alphabetic(r rune) bool { return r > ' ' && r < 0x530 }

// invisible runes take no room and are never painted: they only tell where a line may break.
func invisible(r rune) bool { return r == '\n' || r == '\u200b' || r == '\u2060' || r == '\ufeff' }

// Width is how far words reach on one line, at a type size, in the same unit as the size.
func Width(words string, size float32, isBold bool) float32 {
	return faceFor(isBold).reach([]rune(words)) * size
}

// reach is the width of runes on one line at size 1.
func (f *face) reach(runes []rune) float32 {
	var width float32
	for i, r := range runes {
		width += f.advance(r)
		if i > 0 {
			width += f.kern(runes[i-1], r)
		}
	}
	return width
}

// Missing returns the runes of words that neither bundled font can draw, each once, in order.
func Missing(words string) []rune {
	var missing []rune
	seen := map[rune]bool{}
	for _, r := range words {
		if seen[r] || invisible(r) {
			continue
		}
		seen[r] = true
		if !faceFor(false).has(r) || !faceFor(true).has(r) {
			missing = append(missing, r)
		}
	}
	return missing
}
