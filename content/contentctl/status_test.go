package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daoyin/content/fleet"
	"daoyin/content/release"
)

// kiosks are what may answer at an address of the list, by name.
type kiosks struct {
	t    *testing.T
	list strings.Builder
}

// answers adds a kiosk that gives a report.
func (k *kiosks) answers(name string, change func(*fleet.Report)) {
	r := fleet.Report{
		Schema: fleet.Schema, Kiosk: name, Guiding: true, Paper: fleet.PaperOK,
		Release: &fleet.Release{Date: "2026-11-20", Hash: "bb", Items: 12},
		Devices: []fleet.Device{{Name: fleet.Printer, State: "ready"}, {Name: fleet.Reader, State: fleet.Unseen}},
	}
	if change != nil {
		change(&r)
	}
	k.serves(name, func(w http.ResponseWriter, _ *http.Request) { json.NewEncoder(w).Encode(r) })
}

func (k *kiosks) serves(name string, answer http.HandlerFunc) {
	s := httptest.NewServer(answer)
	k.t.Cleanup(s.Close)
	fmt.Fprintf(&k.list, "%s %s\n", name, s.URL)
}

// file writes the list.
func (k *kiosks) file() string {
	k.t.Helper()
	path := filepath.Join(k.t.TempDir(), "kiosks.txt")
	if err := os.WriteFile(path, []byte(k.list.String()), 0o600); err != nil {
		k.t.Fatal(err)
	}
	return path
}

func TestStatusOfAHall(t *testing.T) {
	k := &kiosks{t: t}
	done := make(chan struct{})
	t.Cleanup(func() { close(done) })
	k.answers("一楼 1 号机", nil)
	k.answers("old", func(r *fleet.Report) {
		r.Release = &fleet.Release{Date: "2026-11-01", Hash: "aa"}
		r.Refusal = &fleet.Refusal{At: time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC), Reason: "it was altered: copy it again"}
	})
	k.answers("no-paper", func(r *fleet.Report) {
		r.Paper = fleet.PaperOut
		r.Devices[0] = fleet.Device{Name: fleet.Printer, State: "out", Fault: true, Sentence: "put a new roll in"}
	})
	k.answers("uncertain", func(r *fleet.Report) {
		for i := range 10 {
			r.Uncertain = append(r.Uncertain, fleet.Ticket{Day: "2026-11-24", Number: fmt.Sprintf("A%03d", i+1)})
		}
	})
	k.answers("closed", func(r *fleet.Report) { r.Guiding, r.Release = false, nil })
	k.answers("moved", func(r *fleet.Report) { r.Kiosk = "2 号机" })
	k.answers("hostile", func(r *fleet.Report) {
		r.Devices[0].State = "\x1b[2J\u202eready\nfine yes ready"
		r.Paper = "\x07"
	})
	k.serves("garbage", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>\x1b[31m") })
	k.serves("slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-done:
		case <-r.Context().Done():
		}
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	fmt.Fprintf(&k.list, "off http://%s\n", l.Addr())

	a := call(t, "", "status", "--kiosks", k.file(), "--timeout", "2s")
	if a.code != 1 || !strings.Contains(a.err, "of 10 kiosks 3 not reached, 2 without the newest release") {
		t.Errorf("exits with %d: %s", a.code, a.err)
	}
	lines := strings.Split(strings.TrimRight(a.out, "\n"), "\n")
	if len(lines) != 11 {
		t.Fatalf("%d lines for 10 kiosks:\n%s", len(lines), a.out)
	}
	row := func(name string) string {
		for _, l := range lines {
			if strings.HasPrefix(l, name+" ") {
				return strings.Join(strings.Fields(strings.TrimPrefix(l, name)), " ")
			}
		}
		t.Errorf("no line for %s:\n%s", name, a.out)
		return ""
	}
	for name, want := range map[string]string{
		"一楼 1 号机":   "2026-11-20 yes ready unseen ok 0",
		"old":       "2026-11-01 no ready unseen ok 0 refused a release on 2026-11-24 09:30: it was altered: copy it again",
		"no-paper":  "2026-11-20 yes out unseen out 0 put a new roll in",
		"uncertain": "2026-11-20 yes ready unseen ok 10 look whether these tickets came out: A001, A002, A003, A004, A005, A006, A007, A008 …",
		"closed":    "none no ready unseen ok 0 out of service: it has no content to guide with",
		"moved":     `2026-11-20 yes ready unseen ok 0 it calls itself "2 号机"`,
		"hostile":   "2026-11-20 yes ?[2J?ready fine yes ready unseen ? 0",
		"garbage":   "- - - - - - not reached: what answers is not a kiosk: check address and port",
		"slow":      "- - - - - - not reached: no whole answer within 2s: check that it is switched on and the network between",
		"off":       "- - - - - - not reached: nothing listens there: check that the kiosk runs and its key status.listen",
	} {
		if got := row(name); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
	if strings.ContainsAny(a.out, "\x1b\x07\u202e") {
		t.Error("what a kiosk says reaches the terminal unchecked")
	}
	// Columns stand one below the other, although Chinese characters are twice as wide.
	at := columns(lines[0][:strings.Index(lines[0], "RELEASE")])
	for _, l := range lines[1:] {
		cell := ""
		for i, r := range l {
			if columns(l[:i]) == at {
				cell = string(r)
				break
			}
		}
		if cell != "2" && cell != "-" && cell != "n" {
			t.Errorf("the second column begins elsewhere:\n%s", a.out)
			break
		}
	}
}

func TestStatusWhenAllIsWell(t *testing.T) {
	k := &kiosks{t: t}
	k.answers("1", nil)
	k.answers("2", func(r *fleet.Report) { r.Paper = fleet.PaperLow })
	list := k.file()
	must(t, "", "status", "--kiosks", list)

	var all []struct {
		Name, URL, Error string
		Reached, Newest  bool
		Report           *fleet.Report
	}
	if err := json.Unmarshal([]byte(must(t, "", "status", "--kiosks", list, "--json")), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[1].Name != "2" || !all[1].Reached || !all[1].Newest || all[1].Report.Paper != fleet.PaperLow || all[1].Error != "" {
		t.Errorf("%+v", all)
	}
}

// TestStatusAgainstARelease: all kiosks may be equally old.
func TestStatusAgainstARelease(t *testing.T) {
	file := sampleRelease(t)
	rel, err := release.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	info := rel.Info()
	rel.Close()
	k := &kiosks{t: t}
	k.answers("new", func(r *fleet.Report) { r.Release.Hash, r.Release.Date = info.Hash, info.Date })
	list := k.file()
	must(t, "", "status", "--kiosks", list, "--release", file)
	k.answers("old", nil)
	if a := call(t, "", "status", "--kiosks", k.file(), "--release", file); a.code != 1 || !strings.Contains(a.err, "1 without the newest release") {
		t.Errorf("exits with %d: %s", a.code, a.err)
	}
}

func TestStatusOfTwoReleasesOfOneDay(t *testing.T) {
	k := &kiosks{t: t}
	k.answers("1", nil)
	k.answers("2", func(r *fleet.Report) { r.Release.Hash = "cc" })
	if a := call(t, "", "status", "--kiosks", k.file()); a.code != 1 || !strings.Contains(a.err, "different releases of 2026-11-20: give the right one with --release") {
		t.Errorf("exits with %d: %s", a.code, a.err)
	}
}

func TestStatusCalledWrongly(t *testing.T) {
	list := filepath.Join(t.TempDir(), "kiosks.txt")
	if err := os.WriteFile(list, []byte("1 号机 10.0.0.11\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"status"}, 2, "--kiosks"},
		{[]string{"status", "--kiosks", list, "--timeout", "0s"}, 2, "--timeout"},
		{[]string{"status", "--kiosks", "/nowhere/kiosks.txt"}, 1, "/nowhere/kiosks.txt"},
		{[]string{"status", "--kiosks", list}, 1, "kiosks.txt, line 1:"},
		{[]string{"status", "--kiosks", list, "--release", "/nowhere/a.release"}, 1, "line 1:"},
	} {
		if a := call(t, "", tt.args...); a.code != tt.code || !strings.Contains(a.err, tt.says) {
			t.Errorf("%v exits with %d: %s", tt.args, a.code, a.err)
		}
	}
}
