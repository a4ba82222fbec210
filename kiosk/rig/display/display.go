// Package display is a screen without a screen: a private X server that programs are shown on, with
// a finger made of X events and eyes made of its pixels. The window's tests, the benchmarks and the
// demonstration look at the kiosk from outside with it, as a person would.
package display

import (
	"bufio"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/damage"
	"github.com/jezek/xgb/xfixes"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// Display is one X server and a connection to it. Its methods may be called from several
// goroutines at once.
type Display struct {
	name   string
	server *exec.Cmd
	conn   *xgb.Conn
	root   xproto.Window
	width  int
	height int

	mu      sync.Mutex
	changes []time.Time
	stirred chan struct{} // closed and made anew at every change
}

// startPatience is how long an X server may take to answer. It takes a tenth of a second on an
// idle machine.
const startPatience = 20 * time.Second

// Start runs Xvfb with one screen of the given size in pixels, under a number that is free.
func Start(width, height int) (*Display, error) {
	program, err := exec.LookPath("Xvfb")
	if err != nil {
		return nil, fmt.Errorf("failed to find Xvfb, which shows programs without a screen: install the package xvfb: %w", err)
	}
	told, tells, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("failed to make a pipe for Xvfb: %w", err)
	}
	defer told.Close()
	server := exec.Command(program, "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp", "-noreset", "-nocursor")
	server.ExtraFiles = []*os.File{tells}
	err = server.Start()
	tells.Close()
	if err != nil {
		return nil, fmt.Errorf("failed to start Xvfb: %w", err)
	}
	_ = told.SetReadDeadline(time.Now().Add(startPatience))
	number, err := bufio.NewReader(told).ReadString('\n')
	if err != nil {
		stop(server)
		return nil, fmt.Errorf("failed to hear from Xvfb within %v which display it serves: %w", startPatience, err)
	}
	d, err := Open(":" + strings.TrimSpace(number))
	if err != nil {
		stop(server)
		return nil, err
	}
	d.server = server
	return d, nil
}

// Open connects to a display that runs already, by name (":0").
func Open(name string) (*Display, error) {
	xgb.Logger.SetOutput(io.Discard) // it tells of every connection without a cookie and of every close
	conn, err := xgb.NewConnDisplay(name)
	if err != nil {
		return nil, fmt.Errorf("failed to connect to display %s: %w", name, err)
	}
	screen := xproto.Setup(conn).DefaultScreen(conn)
	d := &Display{
		name: name, conn: conn, root: screen.Root, stirred: make(chan struct{}),
		width: int(screen.WidthInPixels), height: int(screen.HeightInPixels),
	}
	if err := d.watch(); err != nil {
		conn.Close()
		return nil, err
	}
	return d, nil
}

// watch asks the server to report every change of its pixels.
func (d *Display) watch() error {
	for _, extension := range []struct {
		name string
		init func(*xgb.Conn) error
	}{{"XTEST", xtest.Init}, {"XFIXES", xfixes.Init}, {"DAMAGE", damage.Init}} {
		if err := extension.init(d.conn); err != nil {
			return fmt.Errorf("display %s lacks the extension %s, use an Xvfb or Xorg of this decade: %w", d.name, extension.name, err)
		}
	}
	if _, err := damage.QueryVersion(d.conn, 1, 1).Reply(); err != nil {
		return fmt.Errorf("failed to agree with display %s on a version of DAMAGE: %w", d.name, err)
	}
	id, err := damage.NewDamageId(d.conn)
	if err != nil {
		return fmt.Errorf("failed to get a resource of display %s: %w", d.name, err)
	}
	if err := damage.CreateChecked(d.conn, id, xproto.Drawable(d.root), damage.ReportLevelRawRectangles).Check(); err != nil {
		return fmt.Errorf("failed to watch display %s for changes: %w", d.name, err)
	}
	go func() {
		for {
			event, err := d.conn.WaitForEvent()
			if event == nil && err == nil {
				return // the connection is closed
			}
			if _, ok := event.(damage.NotifyEvent); !ok {
				continue
			}
			d.mu.Lock()
			d.changes = append(d.changes, time.Now())
			close(d.stirred)
			d.stirred = make(chan struct{})
			d.mu.Unlock()
		}
	}()
	return nil
}

// Name is what goes into DISPLAY.
func (d *Display) Name() string { return d.name }

// Size is the screen's size in pixels.
func (d *Display) Size() (width, height int) { return d.width, d.height }

// Close ends the connection and the server, if Start has started it.
func (d *Display) Close() {
	d.conn.Close()
	if d.server != nil {
		stop(d.server)
	}
}

func stop(server *exec.Cmd) {
	_ = server.Process.Signal(os.Interrupt)
	done := make(chan struct{})
	go func() { _ = server.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		_ = server.Process.Kill()
		<-done
	}
}

// Move puts the finger (or the mouse) over a pixel.
func (d *Display) Move(x, y int) error { return d.fake(xproto.MotionNotify, 0, x, y) }

// Down lets the finger down where it is.
func (d *Display) Down() error { return d.fake(xproto.ButtonPress, 1, 0, 0) }

// Up lifts the finger where it is.
func (d *Display) Up() error { return d.fake(xproto.ButtonRelease, 1, 0, 0) }

// Tap touches a pixel for as long as given: people take a twentieth to a fifth of a second, and
// slow fingers two seconds.
func (d *Display) Tap(x, y int, hold time.Duration) error {
	if err := d.Move(x, y); err != nil {
		return err
	}
	if err := d.Down(); err != nil {
		return err
	}
	time.Sleep(hold)
	return d.Up()
}

func (d *Display) fake(kind, detail byte, x, y int) error {
	if err := xtest.FakeInputChecked(d.conn, kind, detail, 0, d.root, int16(x), int16(y), 0).Check(); err != nil {
		return fmt.Errorf("failed to move the finger on display %s: %w", d.name, err)
	}
	return nil
}

// Picture is the whole screen as it is now.
func (d *Display) Picture() (*image.RGBA, error) { return d.Part(image.Rect(0, 0, d.width, d.height)) }

// Part is a part of the screen as it is now, placed where it stands.
func (d *Display) Part(area image.Rectangle) (*image.RGBA, error) {
	area = area.Intersect(image.Rect(0, 0, d.width, d.height))
	reply, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(d.root),
		int16(area.Min.X), int16(area.Min.Y), uint16(area.Dx()), uint16(area.Dy()), ^uint32(0)).Reply()
	if err != nil {
		return nil, fmt.Errorf("failed to read the pixels of display %s: %w", d.name, err)
	}
	picture := image.NewRGBA(area)
	if len(reply.Data) < len(picture.Pix) {
		return nil, fmt.Errorf("display %s answered %d bytes for %v, which is not 32 bits a pixel: start it with a depth of 24", d.name, len(reply.Data), area)
	}
	for i := 0; i+3 < len(picture.Pix); i += 4 { // the server's order is blue, green, red, nothing
		picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2], picture.Pix[i+3] = reply.Data[i+2], reply.Data[i+1], reply.Data[i], 0xFF
	}
	return picture, nil
}

// Changes returns when pixels have changed since a time, oldest first.
func (d *Display) Changes(since time.Time) []time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, at := range d.changes {
		if at.After(since) {
			return append([]time.Time(nil), d.changes[i:]...)
		}
	}
	return nil
}

// Forget drops the record of changes up to now, which otherwise grows.
func (d *Display) Forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.changes = nil
}

// Still waits until no pixel has changed for a while. It gives up after the patience.
func (d *Display) Still(still, patience time.Duration) error {
	began := time.Now()
	for time.Since(began) < patience {
		last := began
		if changes := d.Changes(began); len(changes) > 0 {
			last = changes[len(changes)-1]
		}
		wait := still - time.Since(last)
		if wait <= 0 {
			return nil
		}
		time.Sleep(wait)
	}
	return fmt.Errorf("display %s still changed after %v", d.name, patience)
}

// Settled waits until pixels have changed after a time and then stood still for a while, and
// returns when the last change came. It gives up when nothing has changed, or things still change,
// after the patience.
func (d *Display) Settled(since time.Time, still, patience time.Duration) (time.Time, error) {
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for {
		d.mu.Lock()
		stirred := d.stirred
		d.mu.Unlock()
		changes := d.Changes(since)
		wait := patience
		if n := len(changes); n > 0 {
			last := changes[n-1]
			if wait = still - time.Since(last); wait <= 0 {
				return last, nil
			}
		}
		pause := time.NewTimer(wait)
		select {
		case <-stirred:
		case <-pause.C:
		case <-deadline.C:
			pause.Stop()
			if len(changes) == 0 {
				return time.Time{}, fmt.Errorf("nothing changed on display %s within %v", d.name, patience)
			}
			return time.Time{}, fmt.Errorf("display %s still changed after %v", d.name, patience)
		}
		pause.Stop()
	}
}

// Environment is what a program needs in its environment, besides its own, to be shown here.
func (d *Display) Environment() []string {
	return []string{"DISPLAY=" + d.name, "XAUTHORITY=/dev/null"}
}
