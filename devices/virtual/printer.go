// Package virtual is the other end of the serial lines: a receipt printer and an identity card reader
// that behave, and misbehave, like the real ones, so that everything else can be tried without them.
//
// They share no state with the programs under test: all they know is the bytes on the line. A [Bench]
// puts them behind pseudo-terminals; tests may also serve them on one end of a net.Pipe.
package virtual

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"daoyin/devices/escpos"
	"daoyin/devices/escpos/dots"
)

// PrinterConfig says how a virtual printer is built. The zero value of a field is its default.
type PrinterConfig struct {
	Regular, Bold []byte // the printer's font, as OpenType; required

	Dir    string // finished paper is written here as 001.png, 002.png …; nowhere where empty
	Dots   int    // printable dots in a row; 576
	Baud   int    // bytes arrive at most so fast (8N1); 0 is at once
	Speed  int    // paper speed in mm/s; 0 is at once
	Buffer int    // bytes it takes before it stops reading; 4096

	NoPage      bool // no page mode
	NoQR        bool // prints QR commands as text
	NoProcessID bool // ignores fences

	OnPaper func(Paper)  // called for every finished piece, before the next command is done
	Log     func(string) // what a real printer would do silently wrong
}

// Paper is a finished piece of paper.
type Paper struct {
	Number  int
	Path    string // empty where no folder was given
	Picture image.Image
}

// PaperState is what the two paper sensors see.
type PaperState int

// The states of the roll.
const (
	PaperIn PaperState = iota
	PaperLow
	PaperOut
)

// Printer is a virtual receipt printer. Its methods may be called from several goroutines.
type Printer struct {
	cfg   PrinterConfig
	paper *paper // used by run alone

	mu     sync.Mutex
	wake   *sync.Cond
	rx     []byte // received, not yet executed
	state  PaperState
	roll   int // dots left; negative: more than anybody counts
	cover  bool
	off    bool
	drop   bool // switched off: forget a command under way
	closed bool
	out    chan []byte // to the line that is served; nil without one
	done   chan struct{}
	number int
}

// NewPrinter builds a printer and switches it on. It works until [Printer.Close].
func NewPrinter(cfg PrinterConfig) (*Printer, error) {
	if cfg.Dots == 0 {
		cfg.Dots = 576
	}
	if cfg.Buffer == 0 {
		cfg.Buffer = 4096
	}
	if cfg.Log == nil {
		cfg.Log = func(string) {}
	}
	regular, err := dots.New(cfg.Regular)
	if err != nil {
		return nil, fmt.Errorf("the virtual printer has no font: %w", err)
	}
	bold, err := dots.New(cfg.Bold, cfg.Regular)
	if err != nil {
		return nil, fmt.Errorf("the virtual printer has no bold font: %w", err)
	}
	p := &Printer{cfg: cfg, paper: newPaper(cfg.Dots, regular, bold), roll: -1, done: make(chan struct{})}
	p.paper.noPage, p.paper.noQR = cfg.NoPage, cfg.NoQR
	p.paper.note = func(format string, args ...any) { cfg.Log(fmt.Sprintf(format, args...)) }
	p.wake = sync.NewCond(&p.mu)
	if cfg.Dir != "" {
		if err := os.MkdirAll(cfg.Dir, 0o755); err != nil {
			return nil, fmt.Errorf("failed to make the folder for paper: %w", err)
		}
		p.number = lastNumber(cfg.Dir)
	}
	go p.run()
	return p, nil
}

// lastNumber is the highest number of the pictures in a folder, so that none is overwritten.
func lastNumber(dir string) int {
	last := 0
	names, _ := filepath.Glob(filepath.Join(dir, "*.png"))
	for _, n := range names {
		if i, err := strconv.Atoi(strings.TrimSuffix(filepath.Base(n), ".png")); err == nil {
			last = max(last, i)
		}
	}
	return last
}

// Close switches the printer off for good.
func (p *Printer) Close() {
	p.mu.Lock()
	already := p.closed
	p.closed = true
	p.mu.Unlock()
	p.wake.Broadcast()
	if !already {
		close(p.done)
	}
}

// SetPaper puts a roll in, lets it run low, or empties it.
func (p *Printer) SetPaper(s PaperState) { p.change(func() { p.state, p.roll = s, -1 }) }

// SetRoll lets the roll end after so many dots more.
func (p *Printer) SetRoll(dots int) { p.change(func() { p.roll = dots; p.endRoll() }) }

// SetCover opens or closes the cover.
func (p *Printer) SetCover(open bool) { p.change(func() { p.cover = open }) }

// SetPower switches the printer off or on. What it had received is lost.
func (p *Printer) SetPower(on bool) {
	p.change(func() {
		p.off = !on
		p.rx, p.drop = nil, true
	})
}

func (p *Printer) change(f func()) {
	p.mu.Lock()
	f()
	p.mu.Unlock()
	p.wake.Broadcast()
}

func (p *Printer) endRoll() {
	if p.roll == 0 {
		p.state = PaperOut
	}
}

// Serve receives and answers on a line until reading from it fails. What was received before is
// printed all the same, as by a printer whose cable is pulled. One line can be served at a time.
func (p *Printer) Serve(line io.ReadWriter) error {
	out := make(chan []byte, 1024)
	end := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case b := <-out:
				if _, err := line.Write(b); err != nil {
					return
				}
			case <-end:
				return
			}
		}
	})
	p.change(func() { p.out = out })
	defer func() {
		p.change(func() {
			if p.out == out { // and not that of a line plugged in since
				p.out = nil
			}
		})
		close(end)
		if c, ok := line.(io.Closer); ok {
			c.Close() // a write that nobody reads would hold us up
		}
		wg.Wait()
	}()
	var rt realTime
	buf := make([]byte, 256)
	var due time.Time
	for {
		n, err := line.Read(buf)
		if err != nil {
			return err
		}
		if p.cfg.Baud > 0 { // 10 bits a byte on the line
			if now := time.Now(); due.Before(now) {
				due = now
			}
			due = due.Add(time.Duration(n) * 10 * time.Second / time.Duration(p.cfg.Baud))
			if !p.sleep(time.Until(due)) {
				return io.ErrClosedPipe
			}
		}
		if !p.receive(buf[:n], &rt) {
			return io.ErrClosedPipe
		}
	}
}

// receive answers real-time requests at once and queues the bytes. It waits while the buffer is full,
// and reports false when the printer was closed.
func (p *Printer) receive(b []byte, rt *realTime) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range b {
		if p.off {
			*rt = realTime{}
			continue
		}
		if n := rt.feed(c); n > 0 {
			p.send(p.status(n))
		}
		for len(p.rx) >= p.cfg.Buffer && !p.closed && !p.off {
			p.wake.Broadcast() // what has come so far is there to be printed
			p.wake.Wait()
		}
		if p.closed {
			return false
		}
		p.rx = append(p.rx, c)
	}
	p.wake.Broadcast()
	return true
}

// realTime finds DLE EOT n in a stream, wherever it stands.
type realTime struct{ last [2]byte }

func (r *realTime) feed(c byte) int {
	n := 0
	if r.last == [2]byte{escpos.DLE, escpos.EOT} && c >= 1 && c <= 4 {
		n = int(c)
	}
	r.last = [2]byte{r.last[1], c}
	return n
}

// status is the answer to DLE EOT n.
func (p *Printer) status(n int) byte {
	b := byte(escpos.Fixed)
	switch n {
	case 1:
		if p.cover || p.state == PaperOut {
			b |= escpos.S1Offline
		}
	case 2:
		if p.cover {
			b |= escpos.S2Cover
		}
		if p.state == PaperOut {
			b |= escpos.S2PaperEnd
		}
	case 4:
		if p.state != PaperIn {
			b |= escpos.S4NearEnd
		}
		if p.state == PaperOut {
			b |= escpos.S4End
		}
	}
	return b
}

// send queues an answer; without a line, or with one that nobody reads, it is lost.
func (p *Printer) send(b ...byte) {
	select {
	case p.out <- b:
	default:
	}
}

// run executes commands in their order as long as there is paper and the cover is closed.
func (p *Printer) run() {
	scan := escpos.NewScanner()
	var pending []byte
	for {
		p.mu.Lock()
		var c escpos.Command
		var need int
		for {
			if p.closed {
				p.mu.Unlock()
				return
			}
			if p.drop {
				p.drop, pending, scan = false, nil, escpos.NewScanner()
				p.paper.reset()
			}
			if !p.off && !p.cover && p.state != PaperOut {
				if c, need = scan.Next(pending); need == 0 {
					break
				}
				if n := min(need, len(p.rx)); n > 0 {
					pending = append(pending, p.rx[:n]...)
					p.rx = append(p.rx[:0], p.rx[n:]...)
					p.wake.Broadcast()
					continue
				}
			}
			p.wake.Wait()
		}
		p.mu.Unlock()
		p.execute(c)
		pending = pending[len(c.Raw):]
	}
}

func (p *Printer) execute(c escpos.Command) {
	switch c.Op {
	case escpos.OpFence:
		if !p.cfg.NoProcessID && len(c.Arg) == 6 {
			p.answer(append(append([]byte{0x37, 0x22}, c.Arg[2:]...), 0))
		}
		return
	case escpos.OpQuery:
		b := byte(0)
		p.mu.Lock()
		if p.state == PaperLow {
			b = 0x03
		}
		p.mu.Unlock()
		p.answer([]byte{b})
		return
	}
	fed, cut := p.paper.do(c)
	if p.cfg.Speed > 0 && fed > 0 {
		p.sleep(time.Duration(fed) * time.Second / time.Duration(p.cfg.Speed*dotsPerMM))
	}
	if cut != nil {
		p.deliver(cut)
	}
	p.change(func() {
		if p.roll > 0 {
			p.roll = max(0, p.roll-fed)
			p.endRoll()
		}
	})
}

func (p *Printer) answer(b []byte) { p.change(func() { p.send(b...) }) }

// deliver puts a finished piece of paper into the tray.
func (p *Printer) deliver(img image.Image) {
	p.number++
	piece := Paper{Number: p.number, Picture: img}
	if p.cfg.Dir != "" {
		piece.Path = filepath.Join(p.cfg.Dir, fmt.Sprintf("%03d.png", p.number))
		if err := writePNG(piece.Path, img); err != nil {
			p.cfg.Log(err.Error())
		}
	}
	if p.cfg.OnPaper != nil {
		p.cfg.OnPaper(piece)
	}
}

// writePNG writes a picture so that nobody ever sees half of it.
func writePNG(path string, img image.Image) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".paper-*")
	if err != nil {
		return fmt.Errorf("failed to write the paper %s: %w", path, err)
	}
	defer os.Remove(f.Name())
	err = png.Encode(f, img)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("failed to write the paper %s: %w", path, err)
	}
	return nil
}

// sleep waits, and reports false when the printer was closed meanwhile.
func (p *Printer) sleep(d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-p.done:
		return false
	}
}
