// Package window shows scenes in a Fyne window and reports touches. It and its programs are the
// only importers of Fyne's driver, so that everything else builds and is tested without cgo.
//
// Fyne reads some of its settings from the environment while its packages initialise, before main
// runs. A program therefore starts itself again, once, with what Environment returns:
//
//	if add := window.Environment(); len(add) > 0 {
//		err = syscall.Exec("/proc/self/exe", os.Args, append(os.Environ(), add...))
//	}
//
// Build with the tags no_emoji (the bundled fonts are the only ones), migrated_fynedo (we keep to
// fyne.Do) and x11 (its touch arrives as a pointer, and it needs no Wayland headers).
package window

import (
	"fmt"
	"image/color"
	"io"
	"os"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"github.com/go-gl/glfw/v3.4/glfw"

	"daoyin/kiosk/scene"
)

// Options say what the window is like. Only OnTouch is needed.
type Options struct {
	Title string
	// Width and Height are the window's in pixels; 0 means the design panel's.
	Width, Height int
	// Fullscreen covers the whole screen and hides the cursor. It needs no window manager.
	Fullscreen bool
	// OnTouch is handed the act of a target when a finger lifts on it. It is called on the window's
	// own thread: a Show inside it is painted in the same frame, and what takes long belongs into
	// another goroutine.
	OnTouch func(act any)
	// OnStir is called, on the window's own thread, whenever a finger goes down anywhere, with the
	// place in design pixels: somebody is there. nil for none.
	OnStir func(x, y float32)
	// OnFirstPicture is called once, in a goroutine of its own, after the first scene has really
	// been painted: what can wait (ports, verification) waits for it. nil for none.
	OnFirstPicture func()
	// Observe gets a line of JSON (Observation) for every painted scene, for tests and the
	// demonstration. nil, as in a hall, for none.
	Observe io.Writer
}

// Environment returns the settings, as NAME=VALUE, that have to stand in the environment before
// the program starts and do not yet. It is empty when the program may go on.
func Environment() []string {
	var missing []string
	for _, setting := range [][2]string{
		{"FYNE_SCALE", "1"}, // sizes are ours, from the panel's millimetres
		{"FYNE_DISABLE_DPI_DETECTION", "1"},
		// A theme by name keeps Fyne from asking the desktop for one over D-Bus, which a kiosk lacks.
		{"FYNE_THEME", "light"},
		// Textures out of sight are freed by the painter; the few it has no hand on go after this
		// time. Below 10 s Fyne walks the whole window 60 times a second at rest.
		{"FYNE_CACHE", "20s"},
	} {
		if os.Getenv(setting[0]) != setting[1] {
			missing = append(missing, setting[0]+"="+setting[1])
		}
	}
	// Fyne complains at every start about a locale that names no language.
	if lang := os.Getenv("LC_ALL") + os.Getenv("LC_MESSAGES") + os.Getenv("LANG"); lang == "" || lang == "C" || lang == "POSIX" {
		missing = append(missing, "LANG=zh_CN.UTF-8", "LC_ALL=zh_CN.UTF-8")
	}
	return missing
}

// display reports why no window can be opened, or nil when one can. On the main goroutine.
func display() error {
	if err := glfw.Init(); err != nil {
		return fmt.Errorf("failed to reach a display: set DISPLAY to a running X server, or start one with Xvfb: %w", err)
	}
	return nil
}

// Window is one kiosk's screen.
type Window struct {
	options Options
	app     fyne.App
	window  fyne.Window
	surface *surface

	mu      sync.Mutex
	pending *scene.Scene // shown but not yet taken over by the window's thread
	closed  bool
}

// New makes a window. It must be called on the main goroutine, as Run must, before anything else
// of Fyne; it opens nothing yet.
func New(options Options) *Window {
	if options.Width <= 0 || options.Height <= 0 {
		options.Width, options.Height = scene.Width, scene.Height
	}
	w := &Window{options: options, app: newApp()}
	w.surface = newSurface(w)
	w.app.Settings().SetTheme(&ground{Theme: w.app.Settings().Theme(), surface: w.surface})
	w.window = w.app.NewWindow(options.Title)
	w.window.SetPadded(false)
	// Fyne draws from back to front: the depth and stencil buffers it does not ask to leave out
	// are cleared every frame for nothing. The hints hold until the window is created, in Run.
	if display() == nil {
		glfw.WindowHint(glfw.DepthBits, 0)
		glfw.WindowHint(glfw.StencilBits, 0)
	}
	w.window.SetContent(w.surface)
	w.window.Resize(fyne.NewSize(float32(options.Width), float32(options.Height)))
	w.window.SetFullScreen(options.Fullscreen)
	return w
}

// newApp makes Fyne's application with its cache in a folder that goes at once. Fyne makes one of a
// new name at every start and complains where there is no home for it; nothing here uses it. The
// variable is put back because the graphics library keeps its compiled shaders by it.
func newApp() fyne.App {
	folder, err := os.MkdirTemp("", "daoyin-fyne-")
	if err != nil {
		return app.New()
	}
	defer os.RemoveAll(folder)
	const name = "XDG_CACHE_HOME"
	before, was := os.LookupEnv(name)
	defer func() {
		if was {
			_ = os.Setenv(name, before)
		} else {
			_ = os.Unsetenv(name)
		}
	}()
	_ = os.Setenv(name, folder)
	return app.New()
}

// Show puts a scene on the screen. It may be called from any goroutine, before Run too, and does
// not wait; of several in a row the latest wins. The scene must not be changed afterwards.
func (w *Window) Show(s scene.Scene) {
	w.mu.Lock()
	queued := w.pending != nil
	w.pending = &s
	closed := w.closed
	w.mu.Unlock()
	if !queued && !closed {
		fyne.Do(w.take)
	}
}

// take puts the pending scene on the surface. On the window's thread.
func (w *Window) take() {
	w.mu.Lock()
	pending := w.pending
	w.pending = nil
	w.mu.Unlock()
	if pending != nil {
		w.surface.show(pending)
	}
}

// Run opens the window and returns nil when it is closed, or at once an error that says why no
// window can be opened. On the main goroutine.
func (w *Window) Run() error {
	if err := display(); err != nil {
		return err
	}
	w.take()
	w.window.ShowAndRun()
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	return nil
}

// Close ends Run. It may be called from any goroutine.
func (w *Window) Close() { fyne.Do(w.app.Quit) }

// ground is the window's theme: Fyne clears every frame with the theme's background, so that is
// where the scene's ground belongs; a rectangle of the window's size would be painted besides.
type ground struct {
	fyne.Theme
	surface *surface
}

func (g *ground) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if name == "background" && g.surface.scene != nil && g.surface.scene.Ground != nil {
		return cleared{g.surface.scene.Ground}
	}
	return g.Theme.Color(name, variant)
}

// cleared is a colour as Fyne's clearing of a frame takes it: it divides by 255 × 255, where a Go
// colour reaches 255 × 257, and would come out two steps too light.
type cleared struct{ color.Color }

func (c cleared) RGBA() (r, g, b, a uint32) {
	r, g, b, a = c.Color.RGBA()
	return r / 257 * 255, g / 257 * 255, b / 257 * 255, a / 257 * 255
}
