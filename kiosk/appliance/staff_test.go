package appliance

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/argon2"

	"daoyin/content/release"
	"daoyin/content/source"
	"daoyin/devices/printer"
	"daoyin/devices/receipt"
	"daoyin/kiosk/config"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/staff"
	"daoyin/kiosk/tickets"
	"daoyin/kiosk/visit"
)

// fakePrinter prints at once what it can, and keeps what it was given.
type fakePrinter struct {
	mu      sync.Mutex
	status  printer.Status
	outcome printer.Outcome
	papers  []string
}

func (f *fakePrinter) set(state printer.State, paper printer.Paper) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.status = printer.Status{State: state, Paper: paper}
}

func (f *fakePrinter) Status(context.Context) printer.Status {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.status
}

func (f *fakePrinter) Print(_ context.Context, doc receipt.Document, _ func(printer.Status)) printer.Result {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.status.Prints() {
		return printer.Result{Outcome: printer.NotPrinted, State: f.status.State}
	}
	f.papers = append(f.papers, fmt.Sprintf("%+v", doc))
	return printer.Result{Outcome: f.outcome, State: f.status.State}
}

func (f *fakePrinter) Close() error { return nil }

func (f *fakePrinter) printed() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.papers)
}

// bench is a kiosk without a window, with a printer of its own.
type bench struct {
	*Kiosk
	t       *testing.T
	printer *fakePrinter
	shown   chan scene.Scene
}

// aPIN is the hash of 271828 at the least cost: the real one is slow on purpose.
func aPIN() string {
	salt, enc := []byte("saltsalt"), base64.RawStdEncoding
	return "$argon2id$v=19$m=8,t=1,p=1$" + enc.EncodeToString(salt) + "$" + enc.EncodeToString(argon2.IDKey([]byte("271828"), salt, 1, 8, 1, 32))
}

func start(t *testing.T, dir string) *bench {
	t.Helper()
	cat, problems := source.Read("../../assets/content")
	if cat == nil {
		t.Fatal(problems)
	}
	file := filepath.Join(dir, "sample.release")
	if _, err := release.Build(cat, file, release.Options{}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "kiosk.toml")
	cfg := config.Config{Content: config.Content{Release: file}, Kiosk: config.Kiosk{Name: "1 号机", State: filepath.Join(dir, "state.db")},
		Printer: config.Printer{Patience: config.Duration(time.Minute)}, Staff: config.Staff{PIN: aPIN(), Idle: config.Duration(time.Minute)},
		Visit: config.Visit{Idle: config.Duration(time.Minute), Warn: config.Duration(time.Minute), Done: config.Duration(time.Minute)}}
	begin, started := time.Date(2026, 11, 24, 14, 6, 0, 0, time.Local), time.Now()
	k, err := New(cfg, path, slog.New(slog.NewTextHandler(io.Discard, nil)), func() time.Time { return begin.Add(time.Since(started)) })
	if err != nil {
		t.Fatal(err)
	}
	f := &fakePrinter{status: printer.Status{State: printer.Ready, Paper: printer.PaperOK}, outcome: printer.Printed}
	k.printer = f
	if err := k.openDesk(path); err != nil {
		t.Fatal(err)
	}
	b := &bench{Kiosk: k, t: t, printer: f, shown: make(chan scene.Scene, 1000)}
	k.ShowOn(func(s scene.Scene) { b.shown <- s })
	k.Start()
	return b
}

// waitFor waits until something holds of a picture.
func (b *bench) waitFor(what string, good func(scene.Scene) bool) {
	b.t.Helper()
	timeout := time.After(20 * time.Second)
	for {
		select {
		case s := <-b.shown:
			if good(s) {
				return
			}
		case <-timeout:
			b.t.Fatalf("waited in vain for %s", what)
		}
	}
}

func says(s scene.Scene, words string) bool {
	for _, shape := range s.Shapes {
		if text, ok := shape.(scene.Text); ok && strings.Contains(text.Words, words) {
			return true
		}
	}
	return false
}

func (b *bench) sees(words string) {
	b.t.Helper()
	b.waitFor(words, func(s scene.Scene) bool { return says(s, words) })
}

func (b *bench) enter(pin string) {
	b.t.Helper()
	for range 5 {
		b.Stir(90, 68)
	}
	for _, d := range pin {
		b.Act(staff.Digit{D: byte(d)})
	}
	b.Act(staff.Submit{})
}

// TestPapersWaitForStaff: what a visit has to print stays back while staff are there, and is not
// given up.
func TestPapersWaitForStaff(t *testing.T) {
	b := start(t, t.TempDir())
	defer b.Close()
	b.printer.set(printer.Out, printer.PaperOut)
	for _, a := range []visit.Action{visit.Touch{}, visit.OpenItem{ID: "birth-registration"}, visit.Start{}, visit.SkipQuestions{}, visit.PrintSheet{}} {
		b.Act(a)
	}
	b.waitFor("the fault", func(s scene.Scene) bool { return s.Sheet != nil && s.Sheet.Page == string(visit.FaultSheet) })
	b.enter("271828")
	b.sees("第 1 步，共 4 步")
	b.Act(visit.GoWithout{}) // a touch that comes late is not the visit's
	b.printer.set(printer.CoverOpen, printer.PaperOut)
	b.sees("第 3 步，共 4 步")
	b.printer.set(printer.Ready, printer.PaperOK)
	b.sees("换好了")
	if papers := b.printer.printed(); len(papers) != 1 || !strings.Contains(papers[0], "测试纸") {
		t.Errorf("while staff are there these came out: %v", papers)
	}
	b.Act(staff.Leave{})
	b.waitFor("the last page", func(s scene.Scene) bool { return s.Page == string(visit.Done) })
	if papers := b.printer.printed(); len(papers) != 2 {
		t.Errorf("%d papers came out in all", len(papers))
	}
}

// TestWrongPINsAreRemembered: switching off and on does not give a new try at once.
func TestWrongPINsAreRemembered(t *testing.T) {
	dir := t.TempDir()
	b := start(t, dir)
	b.enter("314159")
	b.sees("密码不对")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = start(t, dir)
	defer b.Close()
	b.enter("271828")
	b.sees("再过")
}

// TestReprints: a reprint carries the number of the journal and 补打, and one that is not proved
// stays doubtful.
func TestReprints(t *testing.T) {
	b := start(t, t.TempDir())
	defer b.Close()
	item, err := b.content.Find("birth-registration")
	if err != nil {
		t.Fatal(err)
	}
	ticket, err := b.journal.Take("A", b.now(), tickets.About{Item: item.Code, Window: item.Windows[0]})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.journal.Settle(ticket.ID, tickets.Unknown, b.now()); err != nil {
		t.Fatal(err)
	}
	b.enter("271828")
	b.sees("A001 打出来了吗？")
	b.printer.mu.Lock()
	b.printer.outcome = printer.Unknown
	b.printer.mu.Unlock()
	b.Act(staff.DidNot{ID: uint64(ticket.ID)})
	b.sees("补打说不准")
	b.printer.mu.Lock()
	b.printer.outcome = printer.Printed
	b.printer.mu.Unlock()
	b.Act(staff.DidNot{ID: uint64(ticket.ID)})
	b.sees("没有说不准的号码纸")
	papers := b.printer.printed()
	if len(papers) != 2 {
		t.Fatalf("%d papers came out", len(papers))
	}
	for _, paper := range papers {
		for _, want := range []string{"A001", "补打", item.PlainTitle()} {
			if !strings.Contains(paper, want) {
				t.Errorf("a reprint lacks %s: %s", want, paper)
			}
		}
	}
	got, err := b.journal.Get(ticket.ID)
	if err != nil || got.State != tickets.Printed || got.Reprints != 2 {
		t.Errorf("the journal has %+v, %v", got, err)
	}
}

// TestVisitStandsStill: a visit that staff interrupt is neither touched nor timed, and goes on.
func TestVisitStandsStill(t *testing.T) {
	b := start(t, t.TempDir())
	defer b.Close()
	b.Act(visit.Touch{})
	b.Act(visit.OpenItem{ID: "birth-registration"})
	b.enter("271828")
	b.sees("都正常")
	b.tick(b.now().Add(50 * time.Second))
	b.Act(visit.End{})
	b.Act(staff.Leave{})
	b.waitFor("the item", func(s scene.Scene) bool { return s.Page == string(visit.ItemPage) && s.Sheet == nil })
}
