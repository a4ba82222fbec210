package window_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daoyin/kiosk/rig/display"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/window"
	"daoyin/kiosk/window/internal/sample"
)

// The test program is two: started with this variable it is the window that the other one looks at.
const asWindow = "DAOYIN_TEST_WINDOW"

func TestMain(m *testing.M) {
	if os.Getenv(asWindow) != "" {
		showSamples()
		return
	}
	os.Exit(m.Run())
}

// showSamples is a kiosk of two pages: whatever is touched is told, and the other page comes up;
// except for "tick" targets, which show the same page again as a clock would.
func showSamples() {
	out := os.NewFile(3, "told")
	var w *window.Window
	pages, at := []scene.Scene{sample.Checklist(), sample.Question()}, 0
	w = window.New(window.Options{
		Title: "sample", Fullscreen: true, Observe: out,
		OnStir:         func(x, y float32) { fmt.Fprintln(out, `{"stir":true}`) },
		OnFirstPicture: func() { fmt.Fprintln(out, `{"first":true}`) },
		OnTouch: func(act any) {
			name := string(act.(sample.Touched))
			fmt.Fprintf(out, "{\"touched\":%q}\n", name)
			if !strings.HasPrefix(name, "tick") {
				at = 1 - at
			}
			w.Show(pages[at])
		},
	})
	w.Show(pages[0])
	if err := w.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func TestWithoutADisplayItSaysWhatToDo(t *testing.T) {
	program := exec.Command("/proc/self/exe")
	program.Env = []string{asWindow + "=1", "HOME=" + t.TempDir(), "LANG=zh_CN.UTF-8"}
	said, err := program.CombinedOutput()
	if err == nil || !strings.Contains(string(said), "DISPLAY") || strings.Contains(string(said), "panic") {
		t.Errorf("ended with %v and said: %s", err, said)
	}
}

// told is a line of what the window says.
type told struct {
	scene.Observation
	Touched string
	Stir    bool
	First   bool
}

// patience is how long a window may take for what takes it a tenth of a second on an idle machine.
const patience = 30 * time.Second

// running is a window on a display of its own.
type running struct {
	*display.Display
	t     *testing.T
	lines chan told
	home  string
	first bool // the first picture was told, among what was read
}

func run(t *testing.T) *running {
	t.Helper()
	screen, err := display.Start(scene.Width, scene.Height)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(screen.Close)
	reads, writes, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { reads.Close() })
	home := t.TempDir()
	program := exec.Command("/proc/self/exe")
	// What Environment asks for is given at once, so that the program need not start again.
	program.Env = append(append(os.Environ(), screen.Environment()...), asWindow+"=1", "HOME="+home,
		"FYNE_SCALE=1", "FYNE_DISABLE_DPI_DETECTION=1", "FYNE_THEME=light", "FYNE_CACHE=20s", "LANG=zh_CN.UTF-8")
	program.ExtraFiles = []*os.File{writes}
	program.Stderr = os.Stderr
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	writes.Close()
	t.Cleanup(func() {
		_ = program.Process.Kill()
		_ = program.Wait()
	})
	r := &running{Display: screen, t: t, home: home, lines: make(chan told, 100)}
	go func() {
		defer close(r.lines)
		for lines := bufio.NewScanner(reads); lines.Scan(); {
			var line told
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				return
			}
			r.lines <- line
		}
	}()
	return r
}

// next returns the next line that fits.
func (r *running) next(what string, fits func(told) bool) told {
	r.t.Helper()
	late := time.After(patience)
	for {
		select {
		case line, ok := <-r.lines:
			if !ok {
				r.t.Fatalf("the window ended before it told of %s", what)
			}
			r.first = r.first || line.First
			if fits(line) {
				return line
			}
		case <-late:
			r.t.Fatalf("the window told of no %s within %v", what, patience)
		}
	}
}

func (r *running) page(name string) told {
	r.t.Helper()
	return r.next("page "+name, func(line told) bool { return line.Page == name })
}

func (r *running) touched() string {
	r.t.Helper()
	return r.next("touch", func(line told) bool { return line.Touched != "" }).Touched
}

func (r *running) do(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// becomes waits until a pixel has a colour.
func (r *running) becomes(x, y int, want color.NRGBA) {
	r.t.Helper()
	var got color.RGBA
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		since := time.Now()
		part, err := r.Part(image.Rect(x, y, x+1, y+1))
		r.do(err)
		if got = part.RGBAAt(x, y); got == (color.RGBA{want.R, want.G, want.B, 255}) {
			return
		}
		_, _ = r.Settled(since, 0, 200*time.Millisecond)
	}
	r.t.Fatalf("pixel %d, %d is %v, want %v", x, y, got, want)
}

func centre(line told, name string) (int, int) {
	for _, target := range line.Targets {
		if target.Name == name {
			return target.X + target.W/2, target.Y + target.H/2
		}
	}
	return -1, -1
}

func TestTouches(t *testing.T) {
	r := run(t)
	checklist := r.page("checklist")
	p := theme.Normal()
	x, y := centre(checklist, "next")

	t.Run("first picture is told once it can be seen", func(t *testing.T) {
		r.t = t
		if !r.first {
			r.next("first picture", func(line told) bool { return line.First })
		}
		r.becomes(20, 300, p.Paper)
		r.becomes(340, 1676, p.Touch)
	})
	t.Run("press shows and leaves with the finger", func(t *testing.T) {
		r.t = t
		r.do(r.Move(x, y))
		r.do(r.Down())
		r.becomes(340, 1676, p.TouchPressed)
		r.do(r.Move(x, y-400))
		r.becomes(340, 1676, p.Touch)
		r.do(r.Up())
	})
	t.Run("a drag out does not act and a tap with jitter does", func(t *testing.T) {
		r.t = t
		r.do(r.Move(x, y))
		r.do(r.Down())
		for _, by := range [][2]int{{2, 1}, {-3, 2}, {3, -3}} {
			r.do(r.Move(x+by[0], y+by[1]))
		}
		r.do(r.Up())
		if got := r.touched(); got != "next" {
			t.Errorf("touched %q, want next", got)
		}
		r.page("question")
	})
	t.Run("a slow finger acts", func(t *testing.T) {
		r.t = t
		r.do(r.Tap(x-500, 560, 1500*time.Millisecond))
		if got := r.touched(); got != "answer.1" {
			t.Errorf("touched %q, want answer.1", got)
		}
		r.page("checklist")
	})
	t.Run("two quick taps are two", func(t *testing.T) {
		r.t = t
		tickX, tickY := centre(checklist, "tick.3")
		r.do(r.Tap(tickX, tickY, 0))
		r.do(r.Tap(tickX, tickY, 0))
		if got := []string{r.touched(), r.touched()}; !slices.Equal(got, []string{"tick.3", "tick.3"}) {
			t.Errorf("touched %q", got)
		}
	})
	t.Run("somebody is noticed where nothing answers", func(t *testing.T) {
		r.t = t
		r.do(r.Tap(20, 300, 0))
		r.next("stir", func(line told) bool { return line.Stir })
	})
}

func TestObservation(t *testing.T) {
	r := run(t)
	r.page("checklist")
	r.do(r.Tap(600, 1676, 0))
	question := r.page("question")
	want := []scene.ObservedTarget{
		{Name: "answer.1", Label: "妈妈的", X: 64, Y: 480, W: 952, H: 148},
		{Name: "answer.2", Label: "爸爸的", X: 64, Y: 644, W: 952, H: 148},
		{Name: "answer.3", Label: "说不准：先往下走", X: 64, Y: 808, W: 952, H: 148},
		{Name: "back", Label: "返回", X: 64, Y: 1616, W: 240, H: 120},
	}
	if diff := cmp.Diff(want, question.Targets[:4]); diff != "" {
		t.Errorf("targets (-want +got):\n%s", diff)
	}
	if !slices.Contains(question.Words, "孩子落在谁的户口簿上？") {
		t.Errorf("the title is not among the words %q", question.Words)
	}
}

func TestEnvironmentIsAskedForOnce(t *testing.T) {
	for _, name := range []string{"FYNE_SCALE", "FYNE_DISABLE_DPI_DETECTION", "FYNE_THEME", "FYNE_CACHE", "LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, "")
	}
	add := window.Environment()
	if len(add) == 0 {
		t.Fatal("nothing asked for in an empty environment")
	}
	for _, setting := range add {
		name, value, _ := strings.Cut(setting, "=")
		t.Setenv(name, value)
	}
	if again := window.Environment(); len(again) != 0 {
		t.Errorf("asked for again: %q", again)
	}
}

func TestNoFileIsLeftBehind(t *testing.T) {
	r := run(t)
	r.page("checklist")
	err := filepath.WalkDir(r.home, func(path string, entry os.DirEntry, err error) error {
		if err == nil && (!entry.IsDir() || strings.Contains(entry.Name(), "missing")) && !strings.Contains(path, "mesa") {
			t.Errorf("the window left %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
