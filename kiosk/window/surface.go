package window

import (
	"image"
	"image/color"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/window/paint"
)

// surface is the one widget of the window: it holds the scene's objects and follows the finger.
// There are no buttons of Fyne's: those wait for a second tap, keep a highlight under a finger that
// is gone, and know no tolerance. All of it runs on the window's thread.
type surface struct {
	widget.BaseWidget
	window  *Window
	scene   *scene.Scene
	finger  scene.Finger
	painter *paint.Painter
	objects []fyne.CanvasObject
	shutter *shutter
}

func newSurface(w *Window) *surface {
	s := &surface{window: w}
	s.shutter = newShutter(s.painted)
	s.ExtendBaseWidget(s)
	return s
}

func (s *surface) show(next *scene.Scene) {
	if s.scene != nil {
		s.finger.Shown(s.scene, next)
		if reflect.DeepEqual(s.scene, next) {
			s.scene = next // a clock that has not moved on is no reason to paint a window
			return
		}
	}
	s.scene = next
	s.shutter.arm(next)
	s.redraw()
}

// redraw makes the objects of the scene as it is now. Before the window has a size it does nothing.
func (s *surface) redraw() {
	if s.scene == nil || s.painter == nil {
		return
	}
	pressed := ""
	if target, down := s.finger.Pressed(); down {
		pressed = target.Name
	}
	s.objects = append(s.objects[:0], s.painter.Objects(s.scene, pressed)...)
	s.objects = append(s.objects, s.shutter.raster)
	s.shutter.raster.Refresh()
	canvas.Refresh(s)
}

// Resize fits the scene to the window.
func (s *surface) Resize(size fyne.Size) {
	if size == s.Size() && s.painter != nil {
		return
	}
	s.BaseWidget.Resize(size)
	if size.Width < 1 || size.Height < 1 {
		return
	}
	s.painter = paint.New(size.Width, size.Height)
	s.redraw()
}

// MouseDown is a finger or a mouse button going down.
func (s *surface) MouseDown(event *desktop.MouseEvent) {
	if event.Button != desktop.MouseButtonPrimary || s.scene == nil || s.painter == nil {
		return
	}
	x, y := s.painter.ToScene(event.AbsolutePosition.X, event.AbsolutePosition.Y)
	if s.window.options.OnStir != nil {
		s.window.options.OnStir(x, y)
	}
	if s.finger.Down(s.scene, x, y) {
		s.redraw()
	}
}

// Dragged is the finger moving while it is down.
func (s *surface) Dragged(event *fyne.DragEvent) {
	if s.painter == nil {
		return
	}
	if s.finger.Move(s.painter.ToScene(event.AbsolutePosition.X, event.AbsolutePosition.Y)) {
		s.redraw()
	}
}

// MouseUp is the finger lifting.
func (s *surface) MouseUp(event *desktop.MouseEvent) {
	if event.Button != desktop.MouseButtonPrimary || s.painter == nil {
		return
	}
	_, pressed := s.finger.Pressed()
	target, acts := s.finger.Up(s.painter.ToScene(event.AbsolutePosition.X, event.AbsolutePosition.Y))
	if acts && s.window.options.OnTouch != nil {
		s.window.options.OnTouch(target.Act)
		s.window.take() // what it showed is painted in this very frame
	}
	if pressed {
		s.redraw()
	}
}

// DragEnd comes after MouseUp, or alone when the finger lifts outside the window.
func (s *surface) DragEnd() {
	if _, pressed := s.finger.Pressed(); pressed {
		s.finger.Cancel()
		s.redraw()
	}
	s.finger.Cancel()
}

// Cursor hides the arrow where fingers work.
func (s *surface) Cursor() desktop.Cursor {
	if s.window.options.Fullscreen {
		return invisible{}
	}
	return desktop.DefaultCursor
}

// invisible is a cursor without a picture. Fyne's own hidden one makes GLFW ask where the pointer is
// and then swallow the move that brought it there: a touch in that moment, the first one after the
// start, went down where the pointer was before.
type invisible struct{}

// Image is one clear pixel.
func (invisible) Image() (image.Image, int, int) { return image.NewNRGBA(image.Rect(0, 0, 1, 1)), 0, 0 }

// painted runs after a frame with a new scene has reached the screen.
func (s *surface) painted(shown *scene.Scene, first bool) {
	if first && s.window.options.OnFirstPicture != nil {
		go s.window.options.OnFirstPicture()
	}
	if s.window.options.Observe != nil && s.painter != nil {
		observe(s.window.options.Observe, shown, s.painter)
	}
}

// CreateRenderer is how Fyne asks for the objects.
func (s *surface) CreateRenderer() fyne.WidgetRenderer { return renderer{s} }

type renderer struct{ surface *surface }

func (r renderer) Objects() []fyne.CanvasObject { return r.surface.objects }
func (r renderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (r renderer) Layout(fyne.Size)             {}
func (r renderer) Refresh()                     {}
func (r renderer) Destroy()                     {}

// shutter tells when a scene has reached the screen. Fyne has no call for that; but it asks a
// raster for its pixels while it paints a frame, and what is queued then runs after the frame.
type shutter struct {
	raster  *canvas.Raster
	armed   *scene.Scene
	first   bool
	painted func(shown *scene.Scene, first bool)
}

func newShutter(painted func(*scene.Scene, bool)) *shutter {
	s := &shutter{first: true, painted: painted}
	nothing := image.NewUniform(color.Transparent)
	s.raster = canvas.NewRaster(func(int, int) image.Image {
		if shown := s.armed; shown != nil {
			first := s.first
			s.armed, s.first = nil, false
			fyne.Do(func() { s.painted(shown, first) })
		}
		return nothing
	})
	s.raster.Resize(fyne.NewSize(1, 1))
	return s
}

func (s *shutter) arm(shown *scene.Scene) { s.armed = shown }
