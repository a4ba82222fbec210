// Package rig runs a real kiosk where it can be used by a program: its own X server without a
// screen, the virtual devices on pseudo-terminals, the kiosk's real window. A visit is played by
// pointer events at the level of the X protocol, aimed at targets by name, and seen through
// screenshots of the X server. The demonstration and the tests of whole visits use it.
package rig

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"daoyin/kiosk/rig/display"
	"daoyin/kiosk/scene"
)

// Clock is when the clock of a kiosk begins that is shown or tested: a Tuesday afternoon, when the
// sample hall is open.
const Clock = "2026-11-24T14:06"

// Options say what to run.
type Options struct {
	// Bin is the folder of the three programs; Release the content; Dir an empty folder for
	// everything that is made.
	Bin, Release, Dir string
	// Config is TOML added to the kiosk's configuration, tables other than [content], [kiosk],
	// [printer], [reader] and [screen].
	Config string
	// NoBench runs without devices.
	NoBench bool
	// Profile is the printer's profile; empty is the virtual bench's own.
	Profile string
	// Width and Height of the screen in pixels; 0 is 1080 × 1920.
	Width, Height int
	// Clock is where the kiosk's clock begins (2026-11-24T14:06); empty is the constant Clock.
	Clock string
	// Log takes what the programs write to standard error; nil drops it.
	Log io.Writer
}

// Rig is a running kiosk.
type Rig struct {
	opt     Options
	display *display.Display
	running []*process

	mu      sync.Mutex
	seen    Seen
	changed chan struct{} // closed and replaced at every picture
	ended   error

	watched chan struct{} // closed when the kiosk that was started last is followed no more
}

// Seen is what the kiosk says it has painted; targets are in pixels of the X screen.
type Seen scene.Observation

// Front is the name of what a visitor has before them: the sheet, or else the page.
func (s Seen) Front() string {
	if s.Sheet != "" {
		return s.Sheet
	}
	return s.Page
}

// Target returns the target with that name.
func (s Seen) Target(name string) (scene.ObservedTarget, bool) {
	for _, t := range s.Targets {
		if t.Name == name {
			return t, true
		}
	}
	return scene.ObservedTarget{}, false
}

// Says reports whether some words on the screen contain text.
func (s Seen) Says(text string) bool {
	return slices.ContainsFunc(s.Words, func(w string) bool { return strings.Contains(w, text) })
}

// aTouch is how long a finger stays down.
const aTouch = 50 * time.Millisecond

// patience bounds every wait: generous, because a busy machine paints slowly.
const patience = 30 * time.Second

// Start starts everything and waits for the first picture.
func Start(opt Options) (*Rig, error) {
	if opt.Width == 0 {
		opt.Width, opt.Height = 1080, 1920
	}
	if opt.Clock == "" {
		opt.Clock = Clock
	}
	r := &Rig{opt: opt, changed: make(chan struct{})}
	if err := r.start(); err != nil {
		r.Stop()
		return nil, err
	}
	return r, nil
}

func (r *Rig) start() error {
	var err error
	if r.display, err = display.Start(r.opt.Width, r.opt.Height); err != nil {
		return err
	}
	printer, reader := "", ""
	if !r.opt.NoBench {
		if err := r.startBench(); err != nil {
			return err
		}
		printer, reader = filepath.Join(r.Bench(), "printer"), filepath.Join(r.Bench(), "reader")
	}
	profile := r.opt.Profile
	if profile == "" {
		profile = "virtual-80"
	}
	config := filepath.Join(r.opt.Dir, "kiosk.toml")
	text := fmt.Sprintf("[content]\nrelease = %q\n[kiosk]\nstate = %q\n[printer]\nport = %q\nprofile = %q\n[reader]\nport = %q\n[screen]\nfullscreen = true\nwidth = %d\nheight = %d\n%s\n",
		abs(r.opt.Release), filepath.Join(abs(r.opt.Dir), "state.db"), printer, profile, reader, r.opt.Width, r.opt.Height, r.opt.Config)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return err
	}
	return r.StartKiosk()
}

func abs(path string) string {
	if a, err := filepath.Abs(path); err == nil {
		return a
	}
	return path
}

// Bench is the folder of the virtual devices.
func (r *Rig) Bench() string { return filepath.Join(abs(r.opt.Dir), "bench") }

func (r *Rig) startBench() error {
	if err := os.MkdirAll(r.Bench(), 0o700); err != nil {
		return err
	}
	cmd := exec.Command(filepath.Join(r.opt.Bin, "devicectl"), "virtual", "--dir", r.Bench())
	cmd.Stderr = r.opt.Log
	p, err := launch(cmd)
	if err != nil {
		return err
	}
	r.running = append(r.running, p)
	deadline := time.Now().Add(patience)
	for {
		_, errPrinter := os.Stat(filepath.Join(r.Bench(), "printer"))
		_, errReader := os.Stat(filepath.Join(r.Bench(), "reader"))
		_, errControl := os.Stat(filepath.Join(r.Bench(), "control"))
		if err := errors.Join(errPrinter, errReader, errControl); err == nil {
			return nil
		} else if time.Now().After(deadline) {
			return fmt.Errorf("the virtual bench does not come up: %w", err)
		}
		if err := p.pause(20 * time.Millisecond); err != nil {
			return fmt.Errorf("the virtual bench ended: %w", err)
		}
	}
}

// StartKiosk starts the kiosk (again, after KillKiosk) and waits for its first picture.
func (r *Rig) StartKiosk() error {
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	cmd := exec.Command(filepath.Join(r.opt.Bin, "kiosk"), "run", "--config", filepath.Join(r.opt.Dir, "kiosk.toml"), "--observe-fd", "3", "--clock", r.opt.Clock)
	cmd.Env = append(os.Environ(), "LIBGL_ALWAYS_SOFTWARE=1")
	cmd.Env = append(cmd.Env, r.display.Environment()...)
	cmd.Stderr = r.opt.Log
	cmd.ExtraFiles = []*os.File{write}
	began := time.Now()
	p, err := launch(cmd)
	write.Close()
	if err != nil {
		read.Close()
		return err
	}
	r.running = append(r.running, p)
	r.mu.Lock()
	r.seen, r.ended = Seen{}, nil
	r.mu.Unlock()
	done := make(chan struct{})
	r.watched = done
	go func() {
		defer close(done)
		r.watch(read)
	}()
	if _, err := r.Wait("the first picture", func(s Seen) bool { return s.Page != "" }); err != nil {
		return err
	}
	_, err = r.display.Settled(began, stands, patience)
	return err
}

// watch follows what the kiosk paints until it ends.
func (r *Rig) watch(from io.ReadCloser) {
	defer from.Close()
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s Seen
		if json.Unmarshal(lines.Bytes(), &s) == nil {
			r.tell(func() { r.seen = s })
		}
	}
	r.tell(func() { r.ended = errors.New("the kiosk ended") })
}

func (r *Rig) tell(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
	close(r.changed)
	r.changed = make(chan struct{})
}

// Seen is what was painted last.
func (r *Rig) Seen() Seen {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen
}

// Wait waits for a picture; what names it in the error.
func (r *Rig) Wait(what string, good func(Seen) bool) (Seen, error) {
	timeout := time.After(patience)
	for {
		r.mu.Lock()
		s, ended, changed := r.seen, r.ended, r.changed
		r.mu.Unlock()
		if good(s) {
			return s, nil
		}
		if ended != nil {
			return s, fmt.Errorf("waiting for %s: %w", what, ended)
		}
		select {
		case <-changed:
		case <-timeout:
			return s, fmt.Errorf("waited in vain for %s: the screen shows %s %v", what, s.Front(), s.Words)
		}
	}
}

// WaitFor waits for a page or sheet by name.
func (r *Rig) WaitFor(front string) (Seen, error) {
	return r.Wait("the page "+front, func(s Seen) bool { return s.Front() == front })
}

// Tap waits for a target and touches its middle with the pointer.
func (r *Rig) Tap(name string) error {
	s, err := r.Wait("something to touch named "+name, func(s Seen) bool { _, ok := s.Target(name); return ok })
	if err != nil {
		return err
	}
	t, _ := s.Target(name)
	return r.TapAt(t.X+t.W/2, t.Y+t.H/2)
}

// TapAt touches a point of the screen.
func (r *Rig) TapAt(x, y int) error { return r.display.Tap(x, y, aTouch) }

// stands is how long pixels must stay as they are before they are pictured: what the kiosk says it
// has painted reaches the screen a moment later.
const stands = 150 * time.Millisecond

// Shot writes what the X server shows as a PNG file, once it stands still.
func (r *Rig) Shot(path string) error {
	if err := r.display.Still(stands, patience); err != nil {
		return err
	}
	img, err := r.display.Picture()
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, img), f.Close())
}

// Control sends one command to the virtual bench, such as "card lay resident" or "paper out".
func (r *Rig) Control(words ...string) error {
	args := append([]string{"control", "--dir", r.Bench()}, words...)
	out, err := exec.Command(filepath.Join(r.opt.Bin, "devicectl"), args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("devicectl control %s: %w: %s", strings.Join(words, " "), err, out)
	}
	return nil
}

// WaitPapers waits until n papers have come out and returns their files in order.
func (r *Rig) WaitPapers(n int) ([]string, error) {
	deadline := time.Now().Add(patience)
	for {
		papers, err := filepath.Glob(filepath.Join(r.Bench(), "paper", "*.png"))
		if err != nil {
			return nil, err
		}
		if len(papers) >= n {
			slices.Sort(papers)
			return papers, nil
		}
		if time.Now().After(deadline) {
			return papers, fmt.Errorf("%d papers came out, not %d", len(papers), n)
		}
		time.Sleep(50 * time.Millisecond) // a folder tells nobody when it changes
	}
}

// KillKiosk ends the kiosk as a power cut does.
func (r *Rig) KillKiosk() {
	if n := len(r.running); n > 0 {
		r.running[n-1].kill()
		r.running = r.running[:n-1]
		<-r.watched // so that its end is not taken for that of the next
	}
}

// Stop ends everything that was started.
func (r *Rig) Stop() {
	for _, p := range slices.Backward(r.running) {
		p.stop()
	}
	r.running = nil
	if r.display != nil {
		r.display.Close()
	}
}
