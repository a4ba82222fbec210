package appliance

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daoyin/content/guide"
	"daoyin/content/release"
	"daoyin/devices/idcard"
	"daoyin/devices/printer"
	"daoyin/devices/receipt"
	"daoyin/devices/virtual"
	"daoyin/kiosk/config"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/tickets"
	"daoyin/kiosk/visit"
)

var tuesday = time.Date(2026, 11, 24, 14, 6, 0, 0, time.UTC)

// patience bounds every wait of these tests.
const patience = 10 * time.Second

// bench is a kiosk with devices that do what a test says.
type bench struct {
	*Kiosk
	t       *testing.T
	log     *bytes.Buffer
	printer *fakePrinter
	reader  *fakeReader

	mu    sync.Mutex
	last  scene.Scene
	moved *sync.Cond
}

// fakePrinter prints onto a list. Its state and the outcome of jobs are set by the test.
type fakePrinter struct {
	mu       sync.Mutex
	state    printer.State
	paper    printer.Paper
	outcomes []printer.Outcome // of the next jobs; Printed when none is left
	breaks   printer.State     // its state after the next job, where set
	papers   []string
}

func (p *fakePrinter) set(s printer.State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state = s
}

func (p *fakePrinter) Status(context.Context) printer.Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	return printer.Status{State: p.state, Paper: p.paper}
}

func (p *fakePrinter) Print(_ context.Context, d receipt.Document, progress func(printer.Status)) printer.Result {
	p.mu.Lock()
	defer p.mu.Unlock()
	outcome := printer.Printed
	if len(p.outcomes) > 0 {
		outcome, p.outcomes = p.outcomes[0], p.outcomes[1:]
	}
	p.papers = append(p.papers, string(outcome)+": "+gist(d))
	if p.breaks != "" {
		p.state, p.breaks = p.breaks, ""
	}
	return printer.Result{Outcome: outcome, State: p.state}
}

func (p *fakePrinter) Close() error { return nil }

func (p *fakePrinter) printed() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.papers...)
}

// gist is the number, a mark behind 您的号, and the first line of a paper.
func gist(d receipt.Document) string {
	var out []string
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case receipt.Ends:
			if b.Boxed {
				out = append(out, b.Left)
			}
		case receipt.Text:
			if b.Size == 8 || b.Mark != "" {
				out = append(out, b.Text+b.Mark)
			}
		}
	}
	return strings.Join(out, " ")
}

// fakeReader tells what the test hands it, while it is watched.
type fakeReader struct{ events chan idcard.Event }

func (r *fakeReader) Watch(ctx context.Context, tell func(idcard.Event)) error {
	for ctx.Err() == nil { // who is watched no more takes no event from the next watcher
		select {
		case <-ctx.Done():
		case e := <-r.events:
			tell(e)
		}
	}
	return ctx.Err()
}

func start(t *testing.T) *bench {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "hall.release")
	if _, err := release.Build(catalogue(), path, release.Options{}); err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, log: &bytes.Buffer{}, printer: &fakePrinter{state: printer.Ready}, reader: &fakeReader{make(chan idcard.Event)}}
	b.moved = sync.NewCond(&b.mu)
	b.Kiosk = b.open(dir, path)
	b.Kiosk.printer, b.Kiosk.reader = b.printer, b.reader
	b.take(b.content) // once more, now that there is a reader
	b.ShowOn(b.paint)
	return b
}

func (b *bench) open(dir, release string) *Kiosk {
	b.t.Helper()
	cfg := config.Config{
		Content: config.Content{Release: release}, Kiosk: config.Kiosk{Name: "1 号机", State: filepath.Join(dir, "state.db")},
		Printer: config.Printer{Patience: config.Duration(time.Minute)},
		Visit:   config.Visit{Idle: config.Duration(time.Minute), Warn: config.Duration(time.Minute), Done: config.Duration(time.Minute)},
	}
	k, err := New(cfg, "kiosk.toml", slog.New(slog.NewTextHandler(&locked{w: b.log}, nil)), func() time.Time { return tuesday })
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { k.Close() })
	return k
}

type locked struct {
	mu sync.Mutex
	w  *bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

func (b *bench) paint(s scene.Scene) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last = s
	b.moved.Broadcast()
}

// waitFor waits for a page or sheet.
func (b *bench) waitFor(front string) scene.Scene {
	b.t.Helper()
	late := time.AfterFunc(patience, b.moved.Broadcast)
	defer late.Stop()
	deadline := time.Now().Add(patience)
	b.mu.Lock()
	defer b.mu.Unlock()
	for at(b.last) != front {
		if time.Now().After(deadline) {
			b.t.Fatalf("waited in vain for %s, the screen shows %s", front, at(b.last))
		}
		b.moved.Wait()
	}
	return b.last
}

func at(s scene.Scene) string {
	if s.Sheet != nil {
		return s.Sheet.Page
	}
	return s.Page
}

func (b *bench) do(actions ...visit.Action) {
	for _, a := range actions {
		b.Act(a)
	}
}

// toCard is a visit up to where the card is asked for.
func (b *bench) toCard() {
	b.t.Helper()
	b.do(visit.Touch{}, visit.OpenItem{ID: "permit"}, visit.Start{}, visit.Ready{}, visit.TakeTicket{})
	b.waitFor("card")
}

func catalogue() *guide.Catalog {
	return &guide.Catalog{
		Hall: guide.Hall{ID: "hall", Name: "某大厅", Sample: true, Windows: []guide.Window{{ID: "1", Name: "综合", Floor: "一楼"}},
			Hours: []guide.Hours{{Days: []int{1, 2, 3, 4, 5}, From: "09:00", To: "17:00"}}},
		Departments: []guide.Department{{ID: "office", Name: "某局"}},
		Items: []guide.Item{{ID: "permit", Code: "P1", Name: "某证", Department: "office", Windows: []string{"1"}, Queue: "A", Card: "asked",
			MaterialsEntered: true, Source: "虚构", Updated: "2026-11-01"}},
	}
}

// syntheticCard is a card of the virtual reader, parsed.
func syntheticCard(t *testing.T, name string) idcard.Card {
	t.Helper()
	c, ok := virtual.CardByName(name)
	if !ok {
		t.Fatalf("no card %s", name)
	}
	text, err := c.Text()
	if err != nil {
		t.Fatal(err)
	}
	card, err := idcard.ParseCard(text)
	if err != nil {
		t.Fatal(err)
	}
	return card
}

func (b *bench) wantPapers(want ...string) {
	b.t.Helper()
	if diff := cmp.Diff(want, b.printer.printed()); diff != "" {
		b.t.Errorf("papers:\n%s", diff)
	}
}

func TestTicketThenSheet(t *testing.T) {
	b := start(t)
	b.toCard()
	b.do(visit.WithoutCard{})
	b.waitFor("done")
	b.wantPapers("printed: 某大厅 A001", "printed: 某大厅 办事清单")
	if ticket, err := b.journal.Get(1); err != nil || ticket.State != tickets.Printed {
		t.Errorf("the journal has %v, %v", ticket.State, err)
	}
}

func TestOnePersonOneNumber(t *testing.T) {
	b := start(t)
	for range 2 {
		b.toCard()
		b.reader.events <- idcard.Event{Kind: idcard.Read, Card: syntheticCard(t, "resident")}
		b.waitFor("card-read")
		b.do(visit.ItIsMe{})
		b.waitFor("done")
		b.do(visit.End{})
		b.waitFor("attract")
		if b.person != nil {
			t.Fatal("the digest of a card outlives its visit")
		}
	}
	b.toCard()
	b.reader.events <- idcard.Event{Kind: idcard.Read, Card: syntheticCard(t, "resident-two")}
	b.waitFor("card-read")
	b.do(visit.ItIsMe{})
	b.waitFor("done")
	const sheet = "printed: 某大厅 办事清单"
	b.wantPapers("printed: 某大厅 A001", sheet, "printed: 某大厅 您的号补打 A001", sheet, "printed: 某大厅 A002", sheet)
}

func TestPaperOutIsWaitedFor(t *testing.T) {
	b := start(t)
	b.printer.set(printer.Out)
	b.toCard()
	b.do(visit.WithoutCard{})
	b.waitFor("fault")
	b.do(visit.WaitForPaper{})
	b.printer.set(printer.Ready)
	b.waitFor("done")
	b.wantPapers("printed: 某大厅 A001", "printed: 某大厅 办事清单")
}

func TestGoingWithoutPaperPrintsNothingLater(t *testing.T) {
	b := start(t)
	b.printer.set(printer.CoverOpen)
	b.toCard()
	b.do(visit.WithoutCard{})
	b.waitFor("fault")
	b.do(visit.GoWithout{})
	b.waitFor("done")
	b.do(visit.End{})
	b.printer.set(printer.Ready)
	b.Close() // waits for all work
	b.wantPapers()
}

func TestUncertainTicketIsPrintedAgainAsSuch(t *testing.T) {
	b := start(t)
	b.printer.outcomes = []printer.Outcome{printer.Unknown, printer.Printed}
	b.toCard()
	b.do(visit.WithoutCard{})
	b.waitFor("fault")
	b.do(visit.CameOut{Yes: false})
	b.waitFor("done")
	b.wantPapers("unknown: 某大厅 A001", "printed: 某大厅 办事清单", "printed: 某大厅 您的号补打 A001")
}

func TestLateCardDoesNotReachTheNextVisitor(t *testing.T) {
	b := start(t)
	b.toCard()
	late := b.serial
	b.do(visit.Back{}, visit.GoHome{}, visit.OpenItem{ID: "permit"}, visit.Start{}, visit.Ready{}, visit.TakeTicket{})
	b.waitFor("card")
	b.seen(late, idcard.Event{Kind: idcard.Read, Card: syntheticCard(t, "resident")})
	if got := b.machine.State(); got.Page != visit.Card || got.Masked != "" {
		t.Errorf("the next visitor sees %q on %s", got.Masked, got.Page)
	}
	if b.person != nil {
		t.Error("the digest of an earlier visitor's card is kept")
	}
}

func TestOutOfService(t *testing.T) {
	dir := t.TempDir()
	b := &bench{t: t, log: &bytes.Buffer{}}
	b.moved = sync.NewCond(&b.mu)
	missing := filepath.Join(dir, "none.release")
	k := b.open(dir, missing)
	k.ShowOn(b.paint)
	b.waitFor("out-of-service")
	k.Act(visit.Touch{})
	if said := b.log.String(); !strings.Contains(said, missing) || !strings.Contains(said, "content.release") {
		t.Errorf("staff are not told of the file and the key:\n%s", said)
	}
}

func TestDamagedReleaseIsNotGuidedWith(t *testing.T) {
	b := start(t)
	path := b.cfg.Content.Release
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-1] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	b.Start()
	b.waitFor("out-of-service")
	b.Close()
	if said := b.log.String(); !strings.Contains(said, path) {
		t.Errorf("staff are not told of the file:\n%s", said)
	}
}

// TestTouchesAndDevicesAtOnce is for the race detector: fingers, clock and devices meet.
func TestTouchesAndDevicesAtOnce(t *testing.T) {
	b := start(t)
	b.Start()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 50 {
				b.do(visit.Touch{}, visit.OpenItem{ID: "permit"}, visit.Start{}, visit.Ready{}, visit.TakeTicket{}, visit.WithoutCard{}, visit.End{}, visit.GoHome{})
				b.Stir(540, 960)
				b.tick(tuesday)
			}
		})
	}
	all.Wait()
	b.Close()
}

// TestATouchThatComesTooLateForgetsThePerson: between two ticks it is the touch that finds that the
// visit's time was up, and the next visitor meets nothing of it.
func TestATouchThatComesTooLateForgetsThePerson(t *testing.T) {
	b := start(t)
	b.toCard()
	b.reader.events <- idcard.Event{Kind: idcard.Read, Card: syntheticCard(t, "resident")}
	b.waitFor("card-read")
	b.tick(tuesday.Add(time.Minute))
	b.waitFor("still-there")
	b.tick(tuesday.Add(2*time.Minute - time.Second))
	b.now = func() time.Time { return tuesday.Add(2 * time.Minute) }
	late := b.serial
	b.do(visit.Stay{})
	b.waitFor("attract")
	if b.person != nil || b.dropReader != nil || b.serial == late {
		t.Error("the visit has ended, and its card and reader are kept for the next one")
	}
}

// TestACardThatIsNotTheirsCountsForNobody: one that was left on the reader does not give the next
// visitor its owner's number.
func TestACardThatIsNotTheirsCountsForNobody(t *testing.T) {
	b := start(t)
	b.toCard()
	b.reader.events <- idcard.Event{Kind: idcard.Read, Card: syntheticCard(t, "resident")}
	b.waitFor("card-read")
	b.do(visit.ItIsMe{})
	b.waitFor("done")
	b.do(visit.End{})
	b.toCard()
	b.reader.events <- idcard.Event{Kind: idcard.Read, Card: syntheticCard(t, "resident")}
	b.waitFor("card-read")
	b.do(visit.NotMe{})
	b.waitFor("card")
	b.do(visit.WithoutCard{})
	b.waitFor("done")
	const sheet = "printed: 某大厅 办事清单"
	b.wantPapers("printed: 某大厅 A001", sheet, "printed: 某大厅 A002", sheet)
}

// TestANumberThatNobodyWaitsForIsSettled: a visit that ends while its number is taken leaves no
// ticket under way, which its person could not have again that day.
func TestANumberThatNobodyWaitsForIsSettled(t *testing.T) {
	b := start(t)
	card := func() {
		b.toCard()
		b.reader.events <- idcard.Event{Kind: idcard.Read, Card: syntheticCard(t, "resident")}
		b.waitFor("card-read")
	}
	card()
	b.Kiosk.mu.Lock() // the number comes back when the visitor is gone
	for _, a := range []visit.Action{visit.ItIsMe{}, visit.End{}} {
		b.carryOut(b.machine.Do(a))
	}
	b.Kiosk.mu.Unlock()
	b.work.Wait()
	if ticket, err := b.journal.Get(1); err != nil || ticket.State != tickets.NotPrinted {
		t.Errorf("the journal has %v, %v", ticket.State, err)
	}
	b.ShowOn(b.paint)
	card()
	b.do(visit.ItIsMe{})
	b.waitFor("done")
	b.wantPapers("printed: 某大厅 您的号补打 A001", "printed: 某大厅 办事清单")
}
