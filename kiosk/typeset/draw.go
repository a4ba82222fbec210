package typeset

import (
	"image"
	"image/color"
	"math"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// Draw paints one line of words and returns the picture, trimmed to the ink, with the place of its
// upper left corner seen from the line's origin (the start of the baseline), in whole pixels. The
// picture is nil when there is no ink.
//
// Glyphs are kept as masks, so that words cost a copy and not a rasterization: making glyphs anew
// was most of the time of a page change.
func Draw(words string, size float32, isBold bool, ink color.Color) (*image.RGBA, image.Point) {
	f := faceFor(isBold)
	type placed struct {
		mask *image.Alpha
		at   image.Point
	}
	var glyphs []placed
	var bounds image.Rectangle
	var reach float32
	var before rune
	for _, r := range words {
		if before != 0 {
			reach += f.kern(before, r)
		}
		before = r
		x := reach * size
		reach += f.advance(r)
		if invisible(r) || r == ' ' {
			continue
		}
		whole := float32(math.Floor(float64(x)))
		quarter := uint8((x - whole) * 4)
		mask := masks.get(f, maskKey{r, isBold, size, quarter})
		if mask == nil {
			continue
		}
		at := image.Pt(int(whole), 0)
		glyphs = append(glyphs, placed{mask, at})
		bounds = bounds.Union(mask.Rect.Add(at))
	}
	if bounds.Empty() {
		return nil, image.Point{}
	}
	n := color.NRGBAModel.Convert(ink).(color.NRGBA)
	// A picture premultiplied by every possible coverage.
	var tones [256][4]uint8
	for a := range 256 {
		alpha := uint32(n.A) * uint32(a) / 255
		tones[a] = [4]uint8{uint8(uint32(n.R) * alpha / 255), uint8(uint32(n.G) * alpha / 255), uint8(uint32(n.B) * alpha / 255), uint8(alpha)}
	}
	picture := image.NewRGBA(image.Rectangle{Max: bounds.Size()})
	for _, glyph := range glyphs {
		area := glyph.mask.Rect
		left := area.Min.X + glyph.at.X - bounds.Min.X
		for y := range area.Dy() {
			row := glyph.mask.Pix[y*glyph.mask.Stride:][:area.Dx()]
			to := picture.Pix[picture.PixOffset(left, area.Min.Y+y-bounds.Min.Y):]
			for x, coverage := range row {
				// Neighbours overlap by a blurred edge at most: the stronger one stays.
				if tone := &tones[coverage]; tone[3] > to[4*x+3] {
					copy(to[4*x:4*x+4], tone[:])
				}
			}
		}
	}
	return picture, bounds.Min
}

type maskKey struct {
	r       rune
	bold    bool
	size    float32
	quarter uint8 // the fraction of a pixel that the glyph stands to the right, in quarters
}

// maskStore keeps glyph masks up to a bound: a kiosk shows a few hundred characters in a dozen
// sizes, and search may bring any of 30,000.
type maskStore struct {
	mu    sync.Mutex
	masks map[maskKey]*image.Alpha
	bytes int
}

const maskBytes = 8 << 20

var masks = maskStore{masks: map[maskKey]*image.Alpha{}}

// get returns a glyph's coverage, placed around the origin of its baseline; nil when it has no ink.
func (s *maskStore) get(f *face, key maskKey) *image.Alpha {
	s.mu.Lock()
	defer s.mu.Unlock()
	if mask, known := s.masks[key]; known {
		return mask
	}
	mask := f.mask(key)
	if mask != nil {
		s.bytes += len(mask.Pix)
	}
	if s.bytes > maskBytes {
		for old, dropped := range s.masks { // any will do: what is on the screen comes back at once
			if s.bytes <= maskBytes/2 {
				break
			}
			if dropped != nil {
				s.bytes -= len(dropped.Pix)
			}
			delete(s.masks, old)
		}
	}
	s.masks[key] = mask
	return mask
}

func (f *face) mask(key maskKey) *image.Alpha {
	f.mu.Lock()
	glyph, _ := f.font.NominalGlyph(key.r) // glyph 0 is the face's box for what it lacks
	outline, ok := f.font.GlyphData(glyph).(font.GlyphOutline)
	f.mu.Unlock()
	if !ok || len(outline.Segments) == 0 {
		return nil
	}

	scale := key.size / f.units
	shift := float32(key.quarter) / 4
	place := func(p opentype.SegmentPoint) (x, y float32) { return p.X*scale + shift, -p.Y * scale }
	var left, top, right, bottom float32 = math.MaxFloat32, math.MaxFloat32, -math.MaxFloat32, -math.MaxFloat32
	for _, segment := range outline.Segments {
		for _, p := range segment.ArgsSlice() {
			x, y := place(p)
			left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
		}
	}
	area := image.Rect(floor(left), floor(top), floor(right)+1, floor(bottom)+1)
	raster := vector.NewRasterizer(area.Dx(), area.Dy())
	within := func(p opentype.SegmentPoint) (x, y float32) {
		x, y = place(p)
		return x - float32(area.Min.X), y - float32(area.Min.Y)
	}
	for _, segment := range outline.Segments {
		x, y := within(segment.Args[0])
		switch segment.Op {
		case opentype.SegmentOpMoveTo:
			raster.ClosePath()
			raster.MoveTo(x, y)
		case opentype.SegmentOpLineTo:
			raster.LineTo(x, y)
		case opentype.SegmentOpQuadTo:
			x1, y1 := within(segment.Args[1])
			raster.QuadTo(x, y, x1, y1)
		case opentype.SegmentOpCubeTo:
			x1, y1 := within(segment.Args[1])
			x2, y2 := within(segment.Args[2])
			raster.CubeTo(x, y, x1, y1, x2, y2)
		}
	}
	raster.ClosePath()
	mask := image.NewAlpha(area)
	raster.Draw(mask, area, image.Opaque, image.Point{})
	return mask
}

func floor(v float32) int { return int(math.Floor(float64(v))) }
