package paint

import (
	"fmt"
	"image"
	"image/color"
	"strings"

	"github.com/fyne-io/oksvg"
	"github.com/skip2/go-qrcode"
	"github.com/srwiley/rasterx"

	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
)

// raster is a drawn picture and where it stands from the place it was asked for, in window pixels.
type raster struct {
	picture *image.RGBA
	at      image.Point
}

// rasterStore keeps drawn pictures by content, up to a bound, for pages that come back.
type rasterStore struct {
	kept  map[any]raster
	bytes int
}

const rasterBytes = 12 << 20

func newRasterStore() rasterStore { return rasterStore{kept: map[any]raster{}} }

func (s *rasterStore) get(key any, draw func() raster) raster {
	if r, known := s.kept[key]; known {
		return r
	}
	r := draw()
	if r.picture != nil {
		s.bytes += len(r.picture.Pix)
	}
	if s.bytes > rasterBytes {
		for old, dropped := range s.kept { // any will do: what is on the screen is held by its objects
			if s.bytes <= rasterBytes/2 {
				break
			}
			if dropped.picture != nil {
				s.bytes -= len(dropped.picture.Pix)
			}
			delete(s.kept, old)
		}
	}
	s.kept[key] = r
	return r
}

type iconKey struct {
	name   string
	ink    color.NRGBA
	tone   color.NRGBA
	stroke float32
	side   int
}

func (p *Painter) icon(i scene.Icon) {
	place := p.ToWindow(i.Rect)
	key := iconKey{name: i.Name, ink: nrgba(i.Color), tone: nrgba(i.Tone), stroke: i.StrokeWidth, side: int(round(place.W))}
	p.svg(key, place, key.side, key.side, func() (string, error) {
		return icons.SVG(i.Name, key.ink, i.Tone, i.StrokeWidth)
	})
}

type drawingKey struct {
	name          string
	width, height int
}

func (p *Painter) drawing(d scene.Drawing) {
	place := p.ToWindow(d.Rect)
	key := drawingKey{d.Name, int(round(place.W)), int(round(place.H))}
	p.svg(key, place, key.width, key.height, func() (string, error) { return d.SVG, nil })
}

// svg paints a drawing. One that cannot be drawn is a fault of the program that the tests of the
// icon set find; on a screen in a hall it leaves a gap rather than ending a visit.
func (p *Painter) svg(key any, place scene.Rect, width, height int, source func() (string, error)) {
	drawn := p.rasters.get(key, func() raster {
		text, err := source()
		if err != nil {
			return raster{}
		}
		picture, err := rasterize(text, width, height)
		if err != nil {
			return raster{}
		}
		return raster{picture: picture}
	})
	p.picture(key, round(place.X), round(place.Y), func() *image.RGBA { return drawn.picture })
}

func rasterize(svg string, width, height int) (*image.RGBA, error) {
	if width <= 0 || height <= 0 {
		return nil, fmt.Errorf("a drawing of %d × %d pixels has no picture", width, height)
	}
	icon, err := oksvg.ReadIconStream(strings.NewReader(svg))
	if err != nil {
		return nil, fmt.Errorf("failed to read a drawing: %w", err)
	}
	icon.SetTarget(0, 0, float64(width), float64(height))
	for i := range icon.SVGPaths { // oksvg scales the paths but not their strokes
		icon.SVGPaths[i].LineWidth *= float64(width) / icon.ViewBox.W
	}
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	icon.Draw(rasterx.NewDasher(width, height, rasterx.NewScannerGV(width, height, picture, picture.Rect)), 1)
	return picture, nil
}

type lineKey struct {
	path  string
	ink   color.NRGBA
	width float32
}

func (p *Painter) line(l scene.Line) {
	if len(l.Points) < 2 {
		return
	}
	left, top, right, bottom := l.Points[0].X, l.Points[0].Y, l.Points[0].X, l.Points[0].Y
	for _, point := range l.Points[1:] {
		left, top, right, bottom = min(left, point.X), min(top, point.Y), max(right, point.X), max(bottom, point.Y)
	}
	pad := l.Width/2 + 1
	area := scene.Rect{X: left - pad, Y: top - pad, W: right - left + 2*pad, H: bottom - top + 2*pad}
	var path strings.Builder
	for i, point := range l.Points {
		letter := 'L'
		if i == 0 {
			letter = 'M'
		}
		fmt.Fprintf(&path, "%c%g %g", letter, point.X-area.X, point.Y-area.Y)
	}
	key := lineKey{path.String(), nrgba(l.Color), l.Width}
	place := p.ToWindow(area)
	p.svg(key, place, int(round(place.W)), int(round(place.H)), func() (string, error) {
		return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g"><path d="%s" fill="none" stroke="#%02X%02X%02X" stroke-width="%g" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
			area.W, area.H, key.path, key.ink.R, key.ink.G, key.ink.B, l.Width), nil
	})
}

type codeKey struct {
	data string
	side int
}

// quiet is the margin that a reader needs around a code, in modules (ISO/IEC 18004).
const quiet = 4

func (p *Painter) code(q scene.QR) {
	place := p.ToWindow(q.Rect)
	key := codeKey{q.Data, int(round(min(place.W, place.H)))}
	drawn := p.rasters.get(key, func() raster { return raster{picture: qrPicture(q.Data, key.side)} })
	p.picture(key, round(place.X), round(place.Y), func() *image.RGBA { return drawn.picture })
}

// qrPicture draws a code of level M on a white plate, every module the same whole number of pixels,
// in the middle. It is nil when the data does not fit a code or the code not the plate.
func qrPicture(data string, side int) *image.RGBA {
	code, err := qrcode.New(data, qrcode.Medium)
	if err != nil {
		return nil
	}
	code.DisableBorder = true
	modules := code.Bitmap()
	module := side / (len(modules) + 2*quiet)
	if module < 1 {
		return nil
	}
	margin := (side - module*len(modules)) / 2
	picture := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range picture.Pix {
		picture.Pix[i] = 0xFF
	}
	for row, line := range modules {
		for column, black := range line {
			if !black {
				continue
			}
			for y := margin + row*module; y < margin+(row+1)*module; y++ {
				start := picture.PixOffset(margin+column*module, y)
				for x := range module {
					copy(picture.Pix[start+4*x:], []byte{0, 0, 0})
				}
			}
		}
	}
	return picture
}
