// Package picture renders scenes without a window or a display, through Fyne's software renderer,
// for galleries and for tests that compare pictures. It is apart from package window so that the
// kiosk does not link a test driver.
package picture

import (
	"image"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/window/paint"
)

var (
	mu    sync.Mutex // Fyne's application is one for the whole program
	ready bool
)

// Of paints a scene at the given size in pixels (0 takes the design panel's), with one target
// pressed, or none when pressed is empty.
func Of(s scene.Scene, width, height int, pressed string) image.Image {
	mu.Lock()
	defer mu.Unlock()
	if !ready {
		test.NewApp()
		ready = true
	}
	if width <= 0 || height <= 0 {
		width, height = scene.Width, scene.Height
	}
	size := fyne.NewSize(float32(width), float32(height))

	objects := []fyne.CanvasObject{}
	if s.Ground != nil {
		behind := canvas.NewRectangle(s.Ground)
		behind.Resize(size)
		objects = append(objects, behind)
	}
	objects = append(objects, paint.New(size.Width, size.Height).Objects(&s, pressed)...)

	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(container.NewWithoutLayout(objects...))
	c.Resize(size)
	return c.Capture()
}
