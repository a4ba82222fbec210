package paint

import (
	"image"
	"image/color"
	"math"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/typeset"
)

type textKey struct {
	words string
	size  float32
	bold  bool
	ink   color.NRGBA
}

type inkKey struct{ textKey }

func (p *Painter) text(t scene.Text) {
	if t.Words == "" {
		return
	}
	lineHeight := t.LineHeight
	if lineHeight == 0 {
		lineHeight = t.Size * 1.4
	}
	place := p.ToWindow(scene.Rect{X: t.X, Y: t.Y, H: lineHeight})
	x := round(place.X)
	baseline := round(place.Y + typeset.Baseline(t.Size, lineHeight)*p.scale)
	key := textKey{t.Words, t.Size * p.scale, t.Bold, nrgba(t.Color)}

	// The ink does not begin at the line's origin: where it does is kept beside the raster.
	inked := p.rasters.get(inkKey{key}, func() raster {
		picture, at := typeset.Draw(key.words, key.size, key.bold, key.ink)
		return raster{picture, at}
	})
	if inked.picture != nil {
		p.picture(key, x+float32(inked.at.X), baseline+float32(inked.at.Y), func() *image.RGBA { return inked.picture })
	}
	if t.Underline > 0 {
		p.box(scene.Box{Rect: scene.Rect{
			X: t.X, Y: t.Y + typeset.Baseline(t.Size, lineHeight) + underlineDrop*t.Size,
			W: typeset.Width(t.Words, t.Size, t.Bold), H: t.Underline,
		}, Fill: t.Color})
	}
}

// underlineDrop is how far below the baseline the stroke under a match begins, in sizes: below the
// deepest Han strokes.
const underlineDrop = 0.14

func round(v float32) float32 { return float32(math.Round(float64(v))) }
