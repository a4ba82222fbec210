package appliance

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"daoyin/content/fleet"
	"daoyin/content/release"
	"daoyin/devices/idcard"
	"daoyin/devices/port"
	"daoyin/devices/printer"
	"daoyin/devices/receipt"
	"daoyin/devices/virtual"
	"daoyin/kiosk/config"
	"daoyin/kiosk/status"
	"daoyin/kiosk/tickets"
)

// noon of a Tuesday.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.Local)

// hall is a release of the catalogue of these tests.
func hall(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "hall.release")
	if _, err := release.Build(catalogue(), file, release.Options{}); err != nil {
		t.Fatal(err)
	}
	return file
}

// logbook is a log that can be read while it is written.
type logbook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newKiosk is a kiosk without devices, configured by change.
func newKiosk(t *testing.T, change func(*config.Config)) (*Kiosk, *logbook) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kiosk.toml")
	if err := os.WriteFile(path, []byte(fmt.Sprintf("[content]\nrelease = %q\n[kiosk]\nstate = \"state.db\"\n", hall(t))), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&cfg)
	}
	book := &logbook{}
	k, err := New(cfg, "kiosk.toml", slog.New(slog.NewTextHandler(book, nil)), func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	return k, book
}

// sensors is a printer whose state is set and that counts how often it is asked.
type sensors struct {
	mu    sync.Mutex
	now   printer.Status
	asked atomic.Int32
}

func (b *sensors) set(s printer.State, p printer.Paper) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = printer.Status{State: s, Paper: p}
}

func (b *sensors) Status(context.Context) printer.Status {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked.Add(1)
	return b.now
}

func (b *sensors) Print(ctx context.Context, _ receipt.Document, progress func(printer.Status)) printer.Result {
	s := b.Status(ctx)
	progress(s)
	if !s.Prints() {
		return printer.Result{Outcome: printer.NotPrinted, State: s.State}
	}
	return printer.Result{Outcome: printer.Printed, State: s.State}
}

func (b *sensors) Close() error { return nil }

func (b *sensors) plugInto(k *Kiosk) {
	k.printer = watched{b, k.health}
	k.health.hasPrinter()
}

func TestReportOfAKioskWithoutDevices(t *testing.T) {
	k, _ := newKiosk(t, nil)
	r := k.Report()
	info := k.content.Info()
	want := fleet.Report{
		Schema: fleet.Schema, Kiosk: "1 号机", Now: noon, Guiding: true,
		Release: &fleet.Release{Date: info.Date, Hash: info.Hash, Items: info.Items},
		Devices: []fleet.Device{
			{Name: "printer", State: "none", Sentence: "no printer is configured (key printer.port)"},
			{Name: "reader", State: "none", Sentence: "no card reader is configured (key reader.port)"},
		},
		Paper: fleet.PaperNone, Uncertain: []fleet.Ticket{}, Today: fleet.Today{Day: "2026-11-24"},
	}
	if diff := cmp.Diff(want, r, cmpopts.IgnoreFields(fleet.Report{}, "Version")); diff != "" {
		t.Error(diff)
	}
	if r.Version == "" {
		t.Error("no version is told")
	}
}

func TestReportTellsThePrinterAsSeenLast(t *testing.T) {
	k, _ := newKiosk(t, nil)
	b := &sensors{}
	b.plugInto(k)
	device := func() fleet.Device {
		d, _ := new(k.Report()).Device(fleet.Printer)
		return d
	}
	if d := device(); d.State != fleet.Unseen || d.Fault {
		t.Errorf("before the first look: %+v", d)
	}
	b.set(printer.Out, printer.PaperOut)
	k.look(t.Context())
	if d := device(); d.State != "out" || !d.Fault || !strings.Contains(d.Sentence, "new roll") || k.Report().Paper != fleet.PaperOut || !d.Success.IsZero() {
		t.Errorf("out of paper: %+v", d)
	}
	b.set(printer.NearEnd, printer.PaperLow)
	k.printer.Print(t.Context(), receipt.Document{}, nil)
	if d := device(); d.State != "near-end" || d.Fault || k.Report().Paper != fleet.PaperLow || !d.Success.Equal(noon) {
		t.Errorf("after a paper: %+v", d)
	}
	asked := b.asked.Load()
	k.Report()
	if b.asked.Load() != asked {
		t.Error("a report asks the printer")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	b.set(printer.Silent, printer.PaperUnknown)
	k.printer.Status(ended)
	if d := device(); d.State != "near-end" {
		t.Errorf("a look that was broken off counts: %+v", d)
	}
}

func TestReportCountsTickets(t *testing.T) {
	k, _ := newKiosk(t, nil)
	for i, outcome := range []tickets.State{tickets.Printed, tickets.NotPrinted, tickets.Unknown, tickets.Sent} {
		ticket, err := k.journal.Take("A", noon.Add(time.Duration(i)), tickets.About{})
		if err == nil {
			err = k.journal.Sent(ticket.ID)
		}
		if err == nil && outcome != tickets.Sent {
			err = k.journal.Settle(ticket.ID, outcome, noon)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	r := k.Report()
	if diff := cmp.Diff([]fleet.Ticket{{Day: "2026-11-24", Number: "A003"}}, r.Uncertain); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(fleet.Today{Day: "2026-11-24", Taken: 4, Printed: 1, NotPrinted: 1, Uncertain: 1, UnderWay: 1}, r.Today); diff != "" {
		t.Error(diff)
	}
}

// TestReleasesThatAreNotTaken are told with the reason, whether they do not open or are found
// altered afterwards.
func TestReleasesThatAreNotTaken(t *testing.T) {
	k, _ := newKiosk(t, func(c *config.Config) { c.Content.Release = "/nowhere/content.release" })
	r := k.Report()
	if r.Guiding || r.Release != nil || r.Refusal == nil || !strings.Contains(r.Refusal.Reason, "/nowhere/content.release") || !r.Refusal.At.Equal(noon) {
		t.Errorf("not there: %+v", r)
	}

	file := hall(t)
	copied := filepath.Join(t.TempDir(), "copy.release")
	for _, end := range []string{"", ".sha256"} {
		data, err := os.ReadFile(file + end)
		if err == nil {
			if end == "" {
				data = append(data, 0)
			}
			err = os.WriteFile(copied+end, data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	k, _ = newKiosk(t, func(c *config.Config) { c.Content.Release = copied })
	if !k.Report().Guiding {
		t.Error("it does not guide before the release was verified")
	}
	k.verify()
	if r := k.Report(); r.Guiding || r.Release != nil || r.Refusal == nil || !strings.Contains(r.Refusal.Reason, "altered") {
		t.Errorf("altered: %+v", r)
	}
}

func TestReaderIsToldWithoutOpeningIt(t *testing.T) {
	port := filepath.Join(t.TempDir(), "reader")
	k, book := newKiosk(t, func(c *config.Config) { c.Reader.Port = port })
	is := func(what, state string, fault bool) fleet.Device {
		t.Helper()
		d, _ := new(k.Report()).Device(fleet.Reader)
		if d.State != state || d.Fault != fault || d.Sentence == "" {
			t.Errorf("%s: %+v", what, d)
		}
		return d
	}
	is("at first", fleet.Unseen, false)
	k.look(t.Context())
	k.look(t.Context())
	is("not plugged in", "unplugged", true)
	if n := strings.Count(book.String(), "not plugged in"); n != 1 {
		t.Errorf("it is logged %d times:\n%s", n, book)
	}
	// What is there is a file that cannot be opened as a port: nobody tries.
	if err := os.WriteFile(port, nil, 0); err != nil {
		t.Fatal(err)
	}
	k.look(t.Context())
	is("plugged in", fleet.Unseen, false)
	k.seen(k.serial, idcard.Event{Kind: idcard.Fault, Err: errors.New("the reader does not answer")})
	is("in a visit that found it silent", "fault", true)
	k.look(t.Context())
	is("after that visit", "fault", true)
	k.seen(k.serial, idcard.Event{Kind: idcard.Waiting})
	if d := is("in a visit that found it well", "ready", false); !d.Success.IsZero() {
		t.Errorf("a card was read: %+v", d)
	}
}

// TestChangesOfThePrinterAreLoggedOnce, and what lasts for one look is not.
func TestChangesOfThePrinterAreLoggedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := &logbook{}
		h := newHealth(slog.New(slog.NewTextHandler(book, nil)), time.Now)
		b := &sensors{}
		w := watched{b, h}
		ctx, cancel := context.WithCancel(t.Context())
		var busy atomic.Bool
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			calmly(ctx, busy.Load, func(ctx context.Context) bool { w.Status(ctx); return h.sure() })
		}()
		logged := func(want string, times int) {
			t.Helper()
			synctest.Wait()
			if n := strings.Count(book.String(), want); n != times {
				t.Errorf("%q is logged %d times, want %d:\n%s", want, n, times, book)
			}
		}
		b.set(printer.Ready, printer.PaperOK)
		time.Sleep(10 * time.Minute)
		logged("state=ready", 1)
		synctest.Wait()
		if b.asked.Load() > 22 {
			t.Errorf("in ten calm minutes the printer was asked %d times", b.asked.Load())
		}
		b.set(printer.Silent, printer.PaperUnknown) // wakes up: for one look, and not for that soon after
		asked := b.asked.Load()
		for b.asked.Load() == asked {
			time.Sleep(time.Second)
			synctest.Wait()
		}
		b.set(printer.Ready, printer.PaperOK)
		time.Sleep(10 * calm)
		logged("state=silent", 0)
		logged("state=ready", 1)
		b.set(printer.Out, printer.PaperOut)
		time.Sleep(calm + soon)
		logged("level=WARN msg=\"the printer's state is another\" key=printer.port state=out", 1)
		time.Sleep(10 * calm)
		logged("state=out", 1)
		b.set(printer.Ready, printer.PaperOK)
		time.Sleep(2 * calm)
		logged("state=ready", 2)
		busy.Store(true)
		synctest.Wait()
		asked = b.asked.Load()
		time.Sleep(10 * calm)
		synctest.Wait()
		if b.asked.Load() != asked {
			t.Error("it looks while a visitor uses the printer")
		}
		cancel()
		<-ended
	})
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", url, response.StatusCode, err)
	}
	return string(body)
}

// address waits until the kiosk has said where it tells how it is.
func address(t *testing.T, book *logbook) string {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if _, after, found := strings.Cut(book.String(), "url=http://"); found {
			host, _, _ := strings.Cut(after, "/")
			return "http://" + host
		}
	}
	t.Fatalf("the kiosk does not say where it listens:\n%s", book)
	return ""
}

// TestNothingOfAPersonIsTold: a card was read, and its holder has a ticket.
func TestNothingOfAPersonIsTold(t *testing.T) {
	k, _ := newKiosk(t, func(c *config.Config) { c.Reader.Port = "/dev/null" })
	device := virtual.NewReader(virtual.ReaderConfig{})
	k.reader = idcard.NewReader(func(context.Context) (port.Line, error) {
		near, far := net.Pipe()
		go device.Serve(far)
		return near, nil
	})
	if err := device.Lay("resident"); err != nil {
		t.Fatal(err)
	}
	k.mu.Lock()
	k.startReader()
	k.mu.Unlock()
	var person *[32]byte
	for deadline := time.Now().Add(patience); person == nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the card is not read")
		}
		k.mu.Lock()
		person = k.person
		k.mu.Unlock()
	}
	if _, _, err := k.numberFor(person, "permit", "A", noon, tickets.About{Item: "P1"}); err != nil {
		t.Fatal(err)
	}
	h := status.Handler(k.Report)
	card, _ := virtual.CardByName("resident")
	for _, path := range []string{fleet.ReportPath, fleet.MetricsPath} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		text := w.Body.String()
		if w.Code != http.StatusOK || !strings.Contains(text, "reader") {
			t.Fatalf("%s: %d\n%s", path, w.Code, text)
		}
		for _, never := range []string{card.Name, card.Number, card.Address, "＊", hex.EncodeToString(person[:]), "permit", "P1"} {
			if never == "" || strings.Contains(text, never) {
				t.Errorf("%s tells %q:\n%s", path, never, text)
			}
		}
	}
	if d, _ := new(k.Report()).Device(fleet.Reader); d.State != "ready" || d.Success.IsZero() {
		t.Errorf("the reader is told as %+v", d)
	}
}

func TestAPortInUseDoesNotStopTheKiosk(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	k, book := newKiosk(t, func(c *config.Config) { c.Status.Listen = l.Addr().String() })
	k.Start()
	deadline := time.Now().Add(patience)
	for !strings.Contains(book.String(), "the release is in order") {
		if time.Now().After(deadline) {
			t.Fatalf("the kiosk does not go on:\n%s", book)
		}
		time.Sleep(10 * time.Millisecond)
	}
	for _, s := range []string{"file=kiosk.toml", "key=status.listen", l.Addr().String() + " is in use by another program", "goes on"} {
		if !strings.Contains(book.String(), s) {
			t.Errorf("the log does not say %q:\n%s", s, book)
		}
	}
}

func TestTellsAtTheConfiguredAddress(t *testing.T) {
	k, book := newKiosk(t, func(c *config.Config) { c.Status.Listen = "127.0.0.1:0" })
	k.Start()
	url := address(t, book)
	var r fleet.Report
	if err := json.Unmarshal([]byte(fetch(t, url+"/status.json")), &r); err != nil || !r.Guiding {
		t.Errorf("%+v %v", r, err)
	}
	if text := fetch(t, url+"/metrics"); !strings.Contains(text, "daoyin_guiding 1") {
		t.Error(text)
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
	if _, err := http.Get(url + "/status.json"); err == nil {
		t.Error("it tells after it was closed")
	}
}
