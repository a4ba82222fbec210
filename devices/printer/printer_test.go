package printer_test

import (
	"context"
	"errors"
	"net"
	"sync"
	"testing"
	"time"

	"daoyin/assets"
	"daoyin/devices/port"
	"daoyin/devices/printer"
	"daoyin/devices/receipt"
	"daoyin/devices/virtual"
)

// stand is a printer under test with a virtual one at the other end of its line.
type stand struct {
	*printer.Printer
	dev    *virtual.Printer
	papers chan virtual.Paper
	once   sync.Once

	mu     sync.Mutex
	ends   []net.Conn // the device's side of every line that was opened
	broken error      // what Open answers from now on
}

var quick = printer.Timing{
	Answer: 500 * time.Millisecond, Poll: 10 * time.Millisecond, Silent: time.Second,
	Proof: 2 * time.Second, Settle: 50 * time.Millisecond, Reopen: time.Nanosecond,
}

func newStand(t *testing.T, profile string, cfg virtual.PrinterConfig) *stand {
	t.Helper()
	s := &stand{papers: make(chan virtual.Paper, 16)}
	cfg.Regular, cfg.Bold = assets.FontRegular, assets.FontBold
	cfg.OnPaper = func(p virtual.Paper) { s.papers <- p }
	dev, err := virtual.NewPrinter(cfg)
	if err != nil {
		t.Fatal(err)
	}
	s.dev = dev
	prof, err := printer.LoadProfile(profile)
	if err != nil {
		t.Fatal(err)
	}
	s.Printer = printer.New(printer.Config{Open: s.open, Profile: prof, Fonts: [][]byte{assets.FontRegular}, Timing: quick})
	t.Cleanup(func() {
		s.Printer.Close()
		dev.Close()
		s.unplug(nil)
	})
	return s
}

func (s *stand) open(context.Context) (port.Line, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken != nil {
		return nil, s.broken
	}
	near, far := net.Pipe()
	s.ends = append(s.ends, far)
	go s.dev.Serve(far)
	return near, nil
}

// unplug cuts the line, and lets opening it fail with err where that is not nil.
func (s *stand) unplug(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = err
	for _, c := range s.ends {
		c.Close()
	}
	s.ends = nil
}

func deadline(t *testing.T, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

// slip is a piece of paper of some 70 mm.
func slip() receipt.Document {
	var d receipt.Document
	for range 8 {
		d.Blocks = append(d.Blocks, receipt.Text{Text: "请带上身份证", Size: 3})
	}
	return d
}

func (s *stand) came(t *testing.T) virtual.Paper {
	t.Helper()
	select {
	case p := <-s.papers:
		return p
	case <-time.After(10 * time.Second):
		t.Fatal("no paper came out")
		return virtual.Paper{}
	}
}

func want(t *testing.T, r printer.Result, o printer.Outcome, p printer.Proof, st printer.State) {
	t.Helper()
	if r.Outcome != o || r.Proof != p || r.State != st {
		t.Errorf("got %+v; want %s %s %s", r, o, p, st)
	}
	if r.Reason == "" {
		t.Error("the result gives no reason")
	}
}

func TestPrintsAndProves(t *testing.T) {
	for _, c := range []struct {
		profile string
		cfg     virtual.PrinterConfig
		proof   printer.Proof
	}{
		{"epson-tm-t88", virtual.PrinterConfig{Dots: 512}, printer.ByProcessID},
		{"generic-80", virtual.PrinterConfig{}, printer.ByProcessID},
		{"generic-80", virtual.PrinterConfig{NoProcessID: true}, printer.ByQueue},
		{"generic-58", virtual.PrinterConfig{Dots: 384}, printer.ByProcessID},
	} {
		s := newStand(t, c.profile, c.cfg)
		for range 2 {
			want(t, s.Print(deadline(t, 10*time.Second), slip(), nil), printer.Printed, c.proof, printer.Ready)
		}
		if c.profile != "generic-58" { // which has no cutter: its paper hangs out
			s.came(t)
			s.came(t)
		}
	}
}

func TestReportsWhatTheSensorsSee(t *testing.T) {
	s := newStand(t, "generic-80", virtual.PrinterConfig{})
	for _, c := range []struct {
		do    func()
		state printer.State
		paper printer.Paper
	}{
		{func() {}, printer.Ready, printer.PaperOK},
		{func() { s.dev.SetPaper(virtual.PaperLow) }, printer.NearEnd, printer.PaperLow},
		{func() { s.dev.SetPaper(virtual.PaperOut) }, printer.Out, printer.PaperOut},
		{func() { s.dev.SetCover(true) }, printer.CoverOpen, printer.PaperOut},
		{func() { s.dev.SetPaper(virtual.PaperIn) }, printer.CoverOpen, printer.PaperOK},
		{func() { s.dev.SetCover(false) }, printer.Ready, printer.PaperOK},
		{func() { s.dev.SetPower(false) }, printer.Silent, printer.PaperUnknown},
		{func() { s.dev.SetPower(true) }, printer.Ready, printer.PaperOK},
	} {
		c.do()
		got := s.Status(deadline(t, 5*time.Second))
		if got.State != c.state || got.Paper != c.paper {
			t.Errorf("got %s, paper %s; want %s, %s", got.State, got.Paper, c.state, c.paper)
		}
		if got.Sentence() == string(got.State) {
			t.Errorf("the state %s has no sentence", got.State)
		}
	}
}

func TestSendsNothingToAPrinterThatCannotPrint(t *testing.T) {
	s := newStand(t, "generic-80", virtual.PrinterConfig{})
	for state, c := range map[printer.State][2]func(){
		printer.Out:       {func() { s.dev.SetPaper(virtual.PaperOut) }, func() { s.dev.SetPaper(virtual.PaperIn) }},
		printer.CoverOpen: {func() { s.dev.SetCover(true) }, func() { s.dev.SetCover(false) }},
		printer.Silent:    {func() { s.dev.SetPower(false) }, func() { s.dev.SetPower(true) }},
		printer.Unplugged: {func() { s.unplug(errors.New("no such port")) }, func() { s.unplug(nil) }},
	} {
		c[0]()
		want(t, s.Print(deadline(t, 5*time.Second), slip(), nil), printer.NotPrinted, "", state)
		c[1]()
		want(t, s.Print(deadline(t, 5*time.Second), slip(), nil), printer.Printed, printer.ByProcessID, printer.Ready)
		s.came(t)
		select {
		case <-s.papers:
			t.Errorf("%s: a job that was not printed came out", state)
		default:
		}
	}
}

func TestJobGoesOnAfterANewRoll(t *testing.T) {
	s := newStand(t, "generic-80", virtual.PrinterConfig{})
	s.dev.SetRoll(30 * 8)
	var seen []printer.State
	r := s.Print(deadline(t, 20*time.Second), slip(), func(st printer.Status) {
		seen = append(seen, st.State)
		if st.State == printer.Out {
			if got := s.Status(t.Context()); got.State != printer.Out {
				t.Errorf("asked during the job, the printer is %s", got.State)
			}
			s.dev.SetPaper(virtual.PaperIn)
		}
	})
	want(t, r, printer.Printed, printer.ByProcessID, printer.Ready)
	s.came(t)
	if len(seen) < 3 || seen[0] != printer.Ready || seen[1] != printer.Out || seen[len(seen)-1] != printer.Ready {
		t.Errorf("the states during the job were %v", seen)
	}
}

func TestJobGoesOnAfterTheCoverWasOpened(t *testing.T) {
	s := newStand(t, "epson-tm-t88", virtual.PrinterConfig{Dots: 512})
	r := s.Print(deadline(t, 20*time.Second), slip(), func(st printer.Status) {
		if st.State == printer.Ready {
			s.once.Do(func() { s.dev.SetCover(true) }) // somebody opens it as the job begins
		}
		if st.State == printer.CoverOpen {
			s.dev.SetCover(false)
		}
	})
	want(t, r, printer.Printed, printer.ByProcessID, printer.Ready)
	s.came(t)
}

func TestJobWithoutPaperIsUnknownWhenTimeIsUp(t *testing.T) {
	s := newStand(t, "generic-80", virtual.PrinterConfig{})
	s.dev.SetRoll(30 * 8)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r := s.Print(ctx, slip(), func(st printer.Status) {
		if st.State == printer.Out {
			cancel() // the visitor leaves
		}
	})
	want(t, r, printer.Unknown, "", printer.Out)
	s.dev.SetPaper(virtual.PaperIn)
	s.came(t) // the printer has kept it
	want(t, s.Print(deadline(t, 5*time.Second), slip(), nil), printer.Printed, printer.ByProcessID, printer.Ready)
}

func TestJobIsUnknownAfterTheLineWasLost(t *testing.T) {
	s := newStand(t, "generic-80", virtual.PrinterConfig{})
	s.dev.SetRoll(30 * 8)
	r := s.Print(deadline(t, 20*time.Second), slip(), func(st printer.Status) {
		if st.State == printer.Out {
			s.unplug(nil)
		}
	})
	want(t, r, printer.Unknown, "", printer.Unplugged)
	s.dev.SetPaper(virtual.PaperIn)
	s.came(t)
	want(t, s.Print(deadline(t, 5*time.Second), slip(), nil), printer.Printed, printer.ByProcessID, printer.Ready)
}

func TestJobIsUnknownAfterThePrinterWasSwitchedOff(t *testing.T) {
	s := newStand(t, "generic-80", virtual.PrinterConfig{})
	s.dev.SetRoll(30 * 8)
	r := s.Print(deadline(t, 20*time.Second), slip(), func(st printer.Status) {
		if st.State == printer.Out {
			s.dev.SetPower(false)
		}
	})
	want(t, r, printer.Unknown, "", printer.Silent)
}

func TestJobIsUnknownWhereThePrinterConfirmsNothing(t *testing.T) {
	s := newStand(t, "epson-tm-t88", virtual.PrinterConfig{Dots: 512, NoProcessID: true})
	want(t, s.Print(deadline(t, 20*time.Second), slip(), nil), printer.Unknown, "", printer.Ready)
}

func TestGarbledAnswers(t *testing.T) {
	prof, err := printer.LoadProfile("")
	if err != nil {
		t.Fatal(err)
	}
	near, far := net.Pipe()
	defer far.Close()
	go func() {
		buf := make([]byte, 16)
		for {
			if _, err := far.Read(buf); err != nil {
				return
			}
			far.Write([]byte{0xFF, 0xC3})
		}
	}()
	p := printer.New(printer.Config{Open: func(context.Context) (port.Line, error) { return near, nil }, Profile: prof, Timing: quick})
	defer p.Close()
	if got := p.Status(t.Context()); got.State != printer.Garbled {
		t.Errorf("got %s", got.State)
	}
}

func TestLongJobDoesNotOverrunThePrinter(t *testing.T) {
	// A printer that takes 600 bytes and then blocks: the job must come through all the same.
	s := newStand(t, "generic-80", virtual.PrinterConfig{Buffer: 600, Speed: 2000})
	var d receipt.Document
	for range 400 {
		d.Blocks = append(d.Blocks, receipt.Text{Text: "一二三四五六七八九十"})
	}
	want(t, s.Print(deadline(t, 30*time.Second), d, nil), printer.Printed, printer.ByProcessID, printer.Ready)
	if got := s.came(t).Picture.Bounds().Dy(); got < 400*32 {
		t.Errorf("the paper is %d dots long", got)
	}
}

func TestJobGoesOnWhereThePrinterTookNothingForLackOfPaper(t *testing.T) {
	s := newStand(t, "generic-80", virtual.PrinterConfig{Buffer: 600})
	s.dev.SetRoll(100 * 8)
	var d receipt.Document
	for range 100 {
		d.Blocks = append(d.Blocks, receipt.Text{Text: "一二三四五六七八九十"})
	}
	r := s.Print(deadline(t, 30*time.Second), d, func(st printer.Status) {
		if st.State == printer.Offline || st.State == printer.Out {
			s.dev.SetPaper(virtual.PaperIn)
		}
	})
	want(t, r, printer.Printed, printer.ByProcessID, printer.Ready)
	s.came(t)
}

func TestCloseEndsAJob(t *testing.T) {
	s := newStand(t, "generic-80", virtual.PrinterConfig{})
	s.dev.SetRoll(30 * 8)
	var wg sync.WaitGroup
	r := s.Print(t.Context(), slip(), func(st printer.Status) {
		if st.State == printer.Out {
			wg.Go(func() { s.Close() })
		}
	})
	wg.Wait()
	want(t, r, printer.Unknown, "", printer.Out)
	want(t, s.Print(t.Context(), slip(), nil), printer.NotPrinted, "", printer.Out)
}

func TestOneJobAtATime(t *testing.T) {
	s := newStand(t, "generic-80", virtual.PrinterConfig{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			want(t, s.Print(deadline(t, 20*time.Second), slip(), nil), printer.Printed, printer.ByProcessID, printer.Ready)
		})
	}
	wg.Wait()
	first := s.came(t).Picture.Bounds()
	for range 3 {
		if got := s.came(t).Picture.Bounds(); got != first {
			t.Errorf("papers of one document are %v and %v", first, got)
		}
	}
}

func TestEveryProfileIsSound(t *testing.T) {
	for _, n := range printer.Profiles() {
		if p, err := printer.LoadProfile(n); err != nil || p.Title == "" {
			t.Errorf("%s: %+v, %v", n, p, err)
		}
	}
	if _, err := printer.LoadProfile("no-such"); err == nil {
		t.Error("a profile that does not exist was loaded")
	}
}
