package paint

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/vector"

	"daoyin/kiosk/scene"
)

// box is drawn of plain rectangles and four corner pictures. Fyne's own round rectangle blurs every
// edge by a pixel to both sides, which a stroke of two pixels does not survive, and its software
// renderer lays strokes elsewhere.
func (p *Painter) box(b scene.Box) {
	place := p.ToWindow(b.Rect)
	x, y := int(round(place.X)), int(round(place.Y))
	w, h := int(round(place.X+place.W))-x, int(round(place.Y+place.H))-y
	if w <= 0 || h <= 0 {
		return
	}
	look := cornerLook{fill: nrgba(b.Fill), stroke: nrgba(b.Stroke), radius: min(int(round(b.Radius*p.scale)), w/2, h/2)}
	if look.stroke.A != 0 && b.StrokeWidth > 0 {
		look.width = min(max(1, int(round(b.StrokeWidth*p.scale))), w/2, h/2)
	}
	// How far the bands between the corners stand in from the sides, above and below.
	above, below := max(look.radius, look.width), max(look.radius, look.width)
	if b.TopOnly {
		below = look.width
	}
	middle := h - above - below
	if middle < 0 { // a low box with thick strokes: its lower band gives way
		below, middle = h-above, 0
	}
	p.plain(x+above, y+look.width, w-2*above, above-look.width, look.fill)
	p.plain(x+look.width, y+above, w-2*look.width, middle, look.fill)
	p.plain(x+below, y+above+middle, w-2*below, below-look.width, look.fill)
	if look.width > 0 {
		p.plain(x+above, y, w-2*above, look.width, look.stroke)
		p.plain(x, y+above, look.width, middle, look.stroke)
		p.plain(x+w-look.width, y+above, look.width, middle, look.stroke)
		p.plain(x+below, y+h-look.width, w-2*below, look.width, look.stroke)
	}
	p.corner(x, y, above, look, false, false)
	p.corner(x+w-above, y, above, look, true, false)
	if b.TopOnly {
		look.radius = 0
	}
	p.corner(x, y+h-below, below, look, false, true)
	p.corner(x+w-below, y+h-below, below, look, true, true)
}

type plainKey struct {
	x, y, w, h int
	fill       color.NRGBA
}

func (p *Painter) plain(x, y, w, h int, fill color.NRGBA) {
	if w <= 0 || h <= 0 || fill.A == 0 {
		return
	}
	key := plainKey{x, y, w, h, fill}
	object, kept := p.take(key)
	if !kept {
		r := canvas.NewRectangle(fill)
		r.Move(fyne.NewPos(float32(x), float32(y)))
		r.Resize(fyne.NewSize(float32(w), float32(h)))
		object = r
	}
	p.put(key, object)
}

type cornerLook struct {
	fill, stroke  color.NRGBA
	radius, width int // in window pixels
}

type cornerKey struct {
	look         cornerLook
	side         int
	right, lower bool
}

// corner paints one square of side pixels in a corner of a box.
func (p *Painter) corner(x, y, side int, look cornerLook, right, lower bool) {
	if side <= 0 {
		return
	}
	if look.radius == 0 { // all stroke, as the corner is as large as the stroke is wide
		p.plain(x, y, side, side, look.stroke)
		return
	}
	key := cornerKey{look, side, right, lower}
	drawn := p.rasters.get(key, func() raster { return raster{picture: cornerPicture(key)} })
	p.picture(key, float32(x), float32(y), func() *image.RGBA { return drawn.picture })
}

// cornerPicture draws the upper left corner of a box, mirrored as wanted.
func cornerPicture(key cornerKey) *image.RGBA {
	side := key.side
	upright := image.NewRGBA(image.Rect(0, 0, side, side))
	quarter(side, 0, key.look.radius).Draw(upright, upright.Rect, image.NewUniform(outer(key.look)), image.Point{})
	if key.look.width > 0 {
		inside := quarter(side, key.look.width, max(0, key.look.radius-key.look.width))
		if key.look.fill.A != 0 {
			inside.Draw(upright, upright.Rect, image.NewUniform(key.look.fill), image.Point{})
		} else {
			hollow := image.NewAlpha(upright.Rect)
			inside.Draw(hollow, hollow.Rect, image.Opaque, image.Point{})
			for i, coverage := range hollow.Pix {
				for c := range 4 {
					upright.Pix[4*i+c] = uint8(uint32(upright.Pix[4*i+c]) * (255 - uint32(coverage)) / 255)
				}
			}
		}
	}
	picture := image.NewRGBA(upright.Rect)
	for y := range side {
		for x := range side {
			fromX, fromY := x, y
			if key.right {
				fromX = side - 1 - x
			}
			if key.lower {
				fromY = side - 1 - y
			}
			picture.SetRGBA(x, y, upright.RGBAAt(fromX, fromY))
		}
	}
	return picture
}

// outer is the colour that reaches the edge of a box.
func outer(look cornerLook) color.NRGBA {
	if look.width > 0 {
		return look.stroke
	}
	return look.fill
}

// quarter is the area of an upper left corner in a square of side pixels, drawn in by inset.
func quarter(side, inset, radius int) *vector.Rasterizer {
	raster := vector.NewRasterizer(side, side)
	near, far, bend := float32(inset), float32(side), float32(inset+radius)
	// A quarter of a circle as a Bézier curve: the control points stand 0.4477 radii from its ends' sides.
	control := near + 0.4477*float32(radius)
	raster.MoveTo(far, near)
	raster.LineTo(bend, near)
	raster.CubeTo(control, near, near, control, near, bend)
	raster.LineTo(near, far)
	raster.LineTo(far, far)
	raster.ClosePath()
	return raster
}
