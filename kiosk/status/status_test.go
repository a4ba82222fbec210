package status

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"pgregory.net/rapid"

	"daoyin/content/fleet"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// outOfPaper is a report with something of everything.
func outOfPaper() fleet.Report {
	return fleet.Report{
		Schema: fleet.Schema, Kiosk: "1 号机", Version: "v1.0.0", Now: noon, Uptime: 3600, Guiding: true,
		Release: &fleet.Release{Date: "2026-11-20", Hash: "ab12", Items: 1133},
		Refusal: &fleet.Refusal{At: noon.Add(-time.Hour), Reason: "the release was altered: copy it again"},
		Devices: []fleet.Device{
			{Name: fleet.Printer, State: "out", Fault: true, Sentence: "put a new roll in", Seen: noon, Success: noon.Add(-time.Minute)},
			{Name: fleet.Reader, State: fleet.Unseen, Sentence: "not used"},
		},
		Paper:     fleet.PaperOut,
		Uncertain: []fleet.Ticket{{Day: "2026-11-24", Number: "A007"}, {Day: "2026-11-24", Number: "B001"}},
		Today:     fleet.Today{Day: "2026-11-24", Taken: 12, Printed: 8, NotPrinted: 1, Uncertain: 2, UnderWay: 1},
	}
}

func get(t *testing.T, h http.Handler, method, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w
}

func TestTheReportAsJSON(t *testing.T) {
	w := get(t, Handler(outOfPaper), http.MethodGet, "/status.json")
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		t.Fatalf("status %d, type %s", w.Code, w.Header().Get("Content-Type"))
	}
	got, err := fleet.Decode(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := outOfPaper()
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheReportAsMetrics(t *testing.T) {
	w := get(t, Handler(outOfPaper), http.MethodGet, "/metrics")
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Fatalf("status %d, type %s", w.Code, w.Header().Get("Content-Type"))
	}
	text := w.Body.String()
	for _, line := range []string{
		`daoyin_info{kiosk="1 号机",version="v1.0.0"} 1`,
		`daoyin_uptime_seconds 3600`,
		`daoyin_guiding 1`,
		`daoyin_release_info{date="2026-11-20",hash="ab12"} 1`,
		`daoyin_release_date_timestamp_seconds 1.7951328e+09`,
		`daoyin_release_items 1133`,
		`daoyin_release_refused_timestamp_seconds 1.795518e+09`,
		`daoyin_device_state{device="printer",state="out"} 1`,
		`daoyin_device_fault{device="printer"} 1`,
		`daoyin_device_fault{device="reader"} 0`,
		`daoyin_device_seen_timestamp_seconds{device="printer"} 1.7955216e+09`,
		`daoyin_device_success_timestamp_seconds{device="printer"} 1.79552154e+09`,
		`daoyin_paper{state="out"} 1`,
		`daoyin_paper{state="ok"} 0`,
		`daoyin_tickets_uncertain 2`,
		`daoyin_tickets_today{outcome="printed"} 8`,
		`daoyin_tickets_today{outcome="under_way"} 1`,
	} {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("no line %s", line)
		}
	}
	for _, never := range []string{`device="reader"} 1.`, "A007", "altered"} {
		if strings.Contains(text, never) {
			t.Errorf("%s is told", never)
		}
	}
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("%v %v", err, problems)
	}
	if t.Failed() {
		t.Log(text)
	}
}

// TestUncountedTicketsAreNotNone: a journal that cannot be read must not look like a quiet day.
func TestUncountedTicketsAreNotNone(t *testing.T) {
	broken := func() fleet.Report {
		return fleet.Report{Schema: fleet.Schema, Fault: "the ticket journal is damaged"}
	}
	if text := get(t, Handler(broken), http.MethodGet, "/metrics").Body.String(); strings.Contains(text, "daoyin_tickets") {
		t.Error(text)
	}
}

func TestOnlyReadingIsAnswered(t *testing.T) {
	h := Handler(outOfPaper)
	for _, tt := range []struct {
		method, path string
		want         int
	}{
		{http.MethodHead, "/status.json", http.StatusOK},
		{http.MethodPost, "/status.json", http.StatusMethodNotAllowed},
		{http.MethodPut, "/metrics", http.StatusMethodNotAllowed},
		{http.MethodDelete, "/status.json", http.StatusMethodNotAllowed},
		{http.MethodGet, "/", http.StatusNotFound},
		{http.MethodGet, "/status", http.StatusNotFound},
		{http.MethodGet, "/status.json/", http.StatusNotFound},
		{http.MethodGet, "/debug/pprof/", http.StatusNotFound},
		{http.MethodGet, "/etc/passwd", http.StatusNotFound},
	} {
		if got := get(t, h, tt.method, tt.path).Code; got != tt.want {
			t.Errorf("%s %s: %d, want %d", tt.method, tt.path, got, tt.want)
		}
	}
}

// TestAnyReportIsTold: whatever a kiosk is called and its devices say, both forms stay readable.
func TestAnyReportIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := fleet.Report{
			Schema: fleet.Schema, Kiosk: rapid.String().Draw(t, "kiosk"), Version: rapid.String().Draw(t, "version"), Now: noon,
			Release:   &fleet.Release{Date: rapid.String().Draw(t, "date"), Hash: rapid.String().Draw(t, "hash")},
			Devices:   []fleet.Device{{Name: fleet.Printer, State: rapid.String().Draw(t, "state"), Sentence: rapid.String().Draw(t, "sentence")}},
			Paper:     rapid.SampledFrom(fleet.Papers).Draw(t, "paper"),
			Uncertain: []fleet.Ticket{},
		}
		h := Handler(func() fleet.Report { return want })
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/status.json", nil))
		var got fleet.Report
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		w = httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
		if _, err := promlint.New(w.Body).Lint(); err != nil || w.Code != http.StatusOK {
			t.Fatalf("status %d: %v", w.Code, err)
		}
	})
}

// TestManyCallersMakeOneReport: making one reads the disk.
func TestManyCallersMakeOneReport(t *testing.T) {
	var made atomic.Int32
	h := Handler(func() fleet.Report {
		made.Add(1)
		return outOfPaper()
	})
	var work sync.WaitGroup
	for range 50 {
		work.Go(func() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/status.json", nil))
			if w.Code != http.StatusOK {
				t.Errorf("status %d", w.Code)
			}
		})
	}
	work.Wait()
	if n := made.Load(); n > 10 { // a busy machine may need more than a second for all
		t.Errorf("%d reports were made for 50 callers", n)
	}
}

func listen(t *testing.T) *Server {
	t.Helper()
	s, err := Listen("127.0.0.1:0", outOfPaper, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestListens(t *testing.T) {
	s := listen(t)
	answers := fleet.Ask(t.Context(), []fleet.Kiosk{{Name: "1 号机", URL: "http://" + s.Addr()}}, 10*time.Second)
	if a := answers[0]; a.Err != nil || a.Report.Paper != fleet.PaperOut {
		t.Errorf("%+v", a)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", s.Addr()); err == nil {
		t.Error("it listens after Close")
	}
}

// TestAddressesThatCannotBeHad give a sentence with the address and what to do.
func TestAddressesThatCannotBeHad(t *testing.T) {
	s := listen(t)
	for _, tt := range []struct{ address, says string }{
		{s.Addr(), "in use by another program"},
		{"192.0.2.1:8090", "this machine has no address such as"},
		{"kiosk.invalid:8090", "kiosk.invalid:8090"},
	} {
		_, err := Listen(tt.address, outOfPaper, slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), tt.address) {
			t.Errorf("%s: %v", tt.address, err)
		}
	}
}

// TestCallersWhoHoldOn: connections that say nothing, more than are served at once, and a request
// without end do not keep others out for good.
func TestCallersWhoHoldOn(t *testing.T) {
	s := listen(t)
	for range callers {
		c, err := net.Dial("tcp", s.Addr())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprint(c, "GET /status.json HTTP/1.1\r\n") // and nothing more
	}
	answers := fleet.Ask(t.Context(), []fleet.Kiosk{{Name: "1 号机", URL: "http://" + s.Addr()}}, 30*time.Second)
	if answers[0].Err != nil {
		t.Error(answers[0].Err)
	}
	c, err := net.Dial("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	go func() {
		fmt.Fprint(c, "GET /status.json HTTP/1.1\r\nHost: x\r\n")
		for {
			if _, err := fmt.Fprintf(c, "X-More: %s\r\n", strings.Repeat("x", 1000)); err != nil {
				return
			}
		}
	}()
	c.SetReadDeadline(time.Now().Add(30 * time.Second))
	if line, err := bufio.NewReader(c).ReadString('\n'); err != nil && err != io.EOF && !strings.Contains(err.Error(), "reset") || strings.Contains(line, " 200 ") {
		t.Errorf("endless headers are answered with %q, %v", line, err)
	}
}
