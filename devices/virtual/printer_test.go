package virtual

import (
	"bytes"
	"image/png"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"daoyin/assets"
	"daoyin/devices/escpos"
)

// rig is a printer on a line, with what it answered and gave out.
type rig struct {
	*Printer
	line   net.Conn
	papers chan Paper

	mu     sync.Mutex
	notes  []string
	answer []byte
	more   chan struct{}
}

func newRig(t *testing.T, cfg PrinterConfig) *rig {
	t.Helper()
	r := &rig{papers: make(chan Paper, 8), more: make(chan struct{}, 1)}
	cfg.Regular, cfg.Bold = assets.FontRegular, assets.FontBold
	cfg.OnPaper = func(p Paper) { r.papers <- p }
	cfg.Log = func(s string) { r.mu.Lock(); r.notes = append(r.notes, s); r.mu.Unlock() }
	p, err := NewPrinter(cfg)
	if err != nil {
		t.Fatal(err)
	}
	r.Printer = p
	near, far := net.Pipe()
	r.line = near
	var wg sync.WaitGroup
	wg.Go(func() { p.Serve(far) })
	wg.Go(func() {
		buf := make([]byte, 64)
		for {
			n, err := near.Read(buf)
			if err != nil {
				return
			}
			r.mu.Lock()
			r.answer = append(r.answer, buf[:n]...)
			r.mu.Unlock()
			select {
			case r.more <- struct{}{}:
			default:
			}
		}
	})
	t.Cleanup(func() { p.Close(); near.Close(); wg.Wait() })
	return r
}

func (r *rig) write(t *testing.T, parts ...[]byte) {
	t.Helper()
	r.line.SetWriteDeadline(time.Now().Add(10 * time.Second))
	for _, b := range parts {
		if _, err := r.line.Write(b); err != nil {
			t.Fatal(err)
		}
	}
}

// answered waits for exactly these bytes and forgets them.
func (r *rig) answered(t *testing.T, want ...byte) {
	t.Helper()
	limit := time.After(10 * time.Second)
	for {
		r.mu.Lock()
		got := r.answer
		if len(got) >= len(want) {
			r.answer = nil
		}
		r.mu.Unlock()
		if len(got) >= len(want) {
			if !bytes.Equal(got, want) {
				t.Fatalf("the printer answered % x; want % x", got, want)
			}
			return
		}
		select {
		case <-r.more:
		case <-limit:
			t.Fatalf("the printer answered % x; want % x", got, want)
		}
	}
}

// one waits for the answer of one byte to the only question that is open.
func (r *rig) one(t *testing.T) byte {
	t.Helper()
	limit := time.After(10 * time.Second)
	for {
		r.mu.Lock()
		got := r.answer
		r.answer = nil
		r.mu.Unlock()
		switch len(got) {
		case 0:
		case 1:
			return got[0]
		default:
			t.Fatalf("the printer answered % x to one question", got)
		}
		select {
		case <-r.more: // it may tell of an answer that was taken already
		case <-limit:
			t.Fatal("the printer does not answer")
		}
	}
}

func (r *rig) paper(t *testing.T) Paper {
	t.Helper()
	select {
	case p := <-r.papers:
		return p
	case <-time.After(10 * time.Second):
		t.Fatal("no paper came out")
		return Paper{}
	}
}

var fence = escpos.Fence(escpos.FenceID{'t', 'e', 's', 't'})

func TestStatusIsAnsweredAtOnceAndTheFenceInItsTurn(t *testing.T) {
	r := newRig(t, PrinterConfig{})
	r.SetPaper(PaperOut)
	r.write(t, []byte("abc\n"), fence, escpos.PaperQuery())
	r.write(t, escpos.StatusQuery(1), escpos.StatusQuery(2), escpos.StatusQuery(3), escpos.StatusQuery(4))
	r.answered(t, 0x1A, 0x32, 0x12, 0x7E) // and neither the fence nor GS r
	r.SetPaper(PaperLow)
	r.answered(t, 0x37, 0x22, 't', 'e', 's', 't', 0, 0x03)
}

func TestStatusInsideDataIsAnsweredAndSpoilsTheData(t *testing.T) {
	r := newRig(t, PrinterConfig{})
	pic := escpos.NewBitmap(8, 4)
	raster := escpos.Raster(pic, escpos.RasterNormal)
	r.write(t, raster[:9], escpos.StatusQuery(1), raster[9:], escpos.CutFeed(0))
	r.answered(t, 0x12)
	// The three bytes became rows of the picture; the last three rows are taken for commands or text.
	if got := r.paper(t).Picture.Bounds().Dy(); got != 4 {
		t.Errorf("the paper is %d dots high", got)
	}
}

func TestWhatAPrinterDoesNotKnowIsPrintedAsText(t *testing.T) {
	qr, _ := escpos.QR([]byte("https://example.org/"), 6, escpos.LevelM)
	for name, c := range map[string]struct {
		cfg   PrinterConfig
		bytes []byte
		note  string
	}{
		"QR":      {PrinterConfig{NoQR: true}, qr, "printed as text"},
		"page":    {PrinterConfig{NoPage: true}, escpos.PageBegin(500, 0x261), "no page mode"},
		"unknown": {PrinterConfig{}, []byte("\x1bzabc"), "unknown command"},
	} {
		r := newRig(t, c.cfg)
		r.write(t, c.bytes, escpos.CutFeed(0))
		if got := r.paper(t).Picture.Bounds().Dy(); got < cell {
			t.Errorf("%s: the paper is %d dots high: nothing was printed", name, got)
		}
		r.mu.Lock()
		if !slices.ContainsFunc(r.notes, func(s string) bool { return strings.Contains(s, c.note) }) {
			t.Errorf("%s: nothing was noted: %q", name, r.notes)
		}
		r.mu.Unlock()
	}
}

func TestAFullBufferStopsTheLine(t *testing.T) {
	r := newRig(t, PrinterConfig{Buffer: 100})
	r.SetCover(true)
	r.line.SetWriteDeadline(time.Now().Add(50 * time.Millisecond))
	n, err := r.line.Write(bytes.Repeat([]byte("a"), 1000))
	if !os.IsTimeout(err) || n > 100+256 {
		t.Errorf("%d bytes were taken (%v)", n, err)
	}
	r.SetCover(false)
	r.write(t, bytes.Repeat([]byte("a"), 1000), fence)
	r.answered(t, 0x37, 0x22, 't', 'e', 's', 't', 0)
}

func TestBytesArriveAtTheSpeedOfTheLine(t *testing.T) {
	r := newRig(t, PrinterConfig{Baud: 38400})
	start := time.Now()
	r.write(t, bytes.Repeat([]byte("a"), 768), fence)
	r.answered(t, 0x37, 0x22, 't', 'e', 's', 't', 0)
	if took := time.Since(start); took < 200*time.Millisecond { // 768 bytes of 10 bits
		t.Errorf("768 bytes took %v at 38400 baud", took)
	}
}

func TestTheRollEnds(t *testing.T) {
	r := newRig(t, PrinterConfig{})
	r.SetRoll(3 * 34)
	r.write(t, []byte("a\nb\nc\nd\n"), escpos.StatusQuery(3), fence)
	r.answered(t, 0x12)
	limit := time.Now().Add(10 * time.Second)
	for got := byte(0); got != 0x7E && time.Now().Before(limit); {
		r.write(t, escpos.StatusQuery(4))
		got = r.one(t)
	}
	r.SetPaper(PaperIn)
	r.answered(t, 0x37, 0x22, 't', 'e', 's', 't', 0)
}

func TestSwitchingOffEmptiesTheBuffer(t *testing.T) {
	r := newRig(t, PrinterConfig{})
	r.SetCover(true)
	r.write(t, []byte("lost\n"), fence, escpos.StatusQuery(3))
	r.answered(t, 0x12)
	r.SetPower(false)
	r.SetPower(true)
	r.SetCover(false)
	r.write(t, []byte("kept\n"), escpos.CutFeed(0), escpos.PaperQuery())
	r.answered(t, 0)
	if got := r.paper(t).Picture.Bounds().Dy(); got != stdSpace {
		t.Errorf("the paper is %d dots high, one line is %d", got, stdSpace)
	}
}

func TestPaperIsNumberedOn(t *testing.T) {
	dir := t.TempDir()
	for i, want := range []string{"001.png", "002.png"} {
		papers := make(chan Paper, 1)
		p, err := NewPrinter(PrinterConfig{Regular: assets.FontRegular, Bold: assets.FontBold, Dir: dir,
			OnPaper: func(p Paper) { papers <- p }})
		if err != nil {
			t.Fatal(err)
		}
		p.Serve(struct {
			io.Reader
			io.Writer
		}{bytes.NewReader(append([]byte("x\n"), escpos.CutFeed(0)...)), io.Discard})
		piece := <-papers
		p.Close()
		if piece.Number != i+1 || filepath.Base(piece.Path) != want {
			t.Errorf("got %d, %s", piece.Number, piece.Path)
		}
		f, err := os.Open(piece.Path)
		if err != nil {
			t.Fatal(err)
		}
		cfg, err := png.DecodeConfig(f)
		f.Close()
		if err != nil || cfg.Width != 576 {
			t.Errorf("%+v, %v", cfg, err)
		}
	}
}
