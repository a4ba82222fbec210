// Package paint turns scenes into Fyne's canvas objects. It is apart from the window so that
// pictures for checks come out of the same hands without a display.
package paint

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"daoyin/kiosk/scene"
)

// Painter makes the objects of one window after the other scene. Objects are kept from scene to
// scene and taken again for equal shapes: most of a page change would otherwise go into making
// textures anew. Not for several goroutines at once.
type Painter struct {
	scale float32 // window pixels per design pixel
	left  float32 // where the design panel begins, in window pixels
	top   float32

	shown   map[any][]fyne.CanvasObject // what the last scene was made of, by content
	next    map[any][]fyne.CanvasObject // what the scene being made takes
	retired []retiree                   // pictures out of sight, oldest first
	bytes   int                         // of retired
	objects []fyne.CanvasObject
	rasters rasterStore
}

// retiree is a picture that no scene shows now.
type retiree struct {
	key any
	img *canvas.Image
}

// retainBytes bounds the pictures kept out of sight: the texts and icons of about ten pages.
const retainBytes = 12 << 20

// New returns a painter for a window of the given size in pixels.
func New(width, height float32) *Painter {
	p := &Painter{}
	p.Resize(width, height)
	return p
}

// Resize fits the design panel into a window of the given size in pixels, centred.
func (p *Painter) Resize(width, height float32) {
	scale := min(width/scene.Width, height/scene.Height)
	if scale <= 0 {
		scale = 1
	}
	*p = Painter{
		scale: scale, left: (width - scale*scene.Width) / 2, top: (height - scale*scene.Height) / 2,
		shown: map[any][]fyne.CanvasObject{}, rasters: newRasterStore(),
	}
}

// ToScene turns a point in window pixels into design pixels.
func (p *Painter) ToScene(x, y float32) (float32, float32) {
	return (x - p.left) / p.scale, (y - p.top) / p.scale
}

// ToWindow turns a place in design pixels into window pixels.
func (p *Painter) ToWindow(r scene.Rect) scene.Rect {
	return scene.Rect{X: p.left + r.X*p.scale, Y: p.top + r.Y*p.scale, W: r.W * p.scale, H: r.H * p.scale}
}

// Objects returns what a scene looks like, from back to front, with one target pressed (or none,
// when pressed is empty). The ground is the caller's: it lies behind everything.
// The slice is the painter's own until the next call.
func (p *Painter) Objects(s *scene.Scene, pressed string) []fyne.CanvasObject {
	p.next = make(map[any][]fyne.CanvasObject, len(p.shown))
	p.objects = p.objects[:0]

	p.shapes(s.Shapes)
	if s.Sheet == nil {
		p.targets(s.Targets, pressed)
	} else {
		p.targets(s.Targets, "")
		if s.Sheet.Scrim != nil {
			p.box(scene.Box{Rect: scene.Rect{X: 0, Y: 0, W: scene.Width, H: scene.Height}, Fill: s.Sheet.Scrim})
		}
		p.shapes(s.Sheet.Shapes)
		p.targets(s.Sheet.Targets, pressed)
	}
	p.shapes(s.BarShapes)
	p.targets(s.Bar, pressed)

	p.retire()
	p.shown, p.next = p.next, nil
	return p.objects
}

func (p *Painter) targets(targets []scene.Target, pressed string) {
	for _, t := range targets {
		if pressed != "" && t.Name == pressed && t.Act != nil {
			p.shapes(t.Pressed)
		} else {
			p.shapes(t.Normal)
		}
	}
}

func (p *Painter) shapes(shapes []scene.Shape) {
	for _, shape := range shapes {
		switch s := shape.(type) {
		case scene.Box:
			p.box(s)
		case scene.Text:
			p.text(s)
		case scene.Icon:
			p.icon(s)
		case scene.QR:
			p.code(s)
		case scene.Line:
			p.line(s)
		case scene.Drawing:
			p.drawing(s)
		}
	}
}

// take hands out a kept object of the same content, if there is one, and notes that the scene has it.
func (p *Painter) take(key any) (fyne.CanvasObject, bool) {
	kept := p.shown[key]
	if n := len(kept); n > 0 {
		p.shown[key] = kept[:n-1]
		return kept[n-1], true
	}
	for i := len(p.retired) - 1; i >= 0; i-- {
		if p.retired[i].key == key {
			img := p.retired[i].img
			p.retired = append(p.retired[:i], p.retired[i+1:]...)
			p.bytes -= weight(img)
			return img, true
		}
	}
	return nil, false
}

func (p *Painter) put(key any, object fyne.CanvasObject) {
	p.next[key] = append(p.next[key], object)
	p.objects = append(p.objects, object)
}

// retire sets aside the pictures that the new scene does not show, and lets the oldest go, with
// their textures.
func (p *Painter) retire() {
	for key, left := range p.shown {
		for _, object := range left {
			if img, ok := object.(*canvas.Image); ok {
				p.retired = append(p.retired, retiree{key, img})
				p.bytes += weight(img)
			}
		}
	}
	drop := 0
	for ; p.bytes > retainBytes; drop++ {
		img := p.retired[drop].img
		p.bytes -= weight(img)
		canvas.Refresh(img) // frees the texture of an object that is painted no more
	}
	p.retired = append(p.retired[:0], p.retired[drop:]...)
}

func weight(img *canvas.Image) int {
	size := img.Image.Bounds().Size()
	return 4 * size.X * size.Y
}

// picture puts a raster at a place in window pixels.
func (p *Painter) picture(key any, x, y float32, draw func() *image.RGBA) {
	object, kept := p.take(key)
	if !kept {
		raster := draw()
		if raster == nil {
			return
		}
		img := canvas.NewImageFromImage(raster)
		img.ScaleMode = canvas.ImageScalePixels // a pixel of the raster is a pixel of the window
		img.Resize(fyne.NewSize(float32(raster.Rect.Dx()), float32(raster.Rect.Dy())))
		object = img
	}
	object.Move(fyne.NewPos(x, y))
	p.put(key, object)
}

func nrgba(c color.Color) color.NRGBA {
	if c == nil {
		return color.NRGBA{}
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}
