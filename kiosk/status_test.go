package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daoyin/content/fleet"
	"daoyin/devices/virtual"
)

// told asks the running kiosk for its report until it is as wanted.
func (j *journey) told(what string, good func(*fleet.Report) bool) *fleet.Report {
	j.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for {
		a := fleet.Ask(context.Background(), []fleet.Kiosk{{Name: "1 号机", URL: j.endpoint()}}, 10*time.Second)[0]
		if a.Err == nil && good(a.Report) {
			return a.Report
		}
		if time.Now().After(deadline) {
			j.t.Fatalf("%s is not told: %+v %v\n%s", what, a.Report, a.Err, j.log.Bytes())
		}
		time.Sleep(100 * time.Millisecond) // a report tells nobody when it changes
	}
}

// endpoint is where the kiosk says that it tells how it is.
func (j *journey) endpoint() string {
	j.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, after, found := bytes.Cut(j.log.Bytes(), []byte("url=http://")); found {
			if host, _, whole := bytes.Cut(after, []byte("/")); whole {
				return "http://" + string(host)
			}
		}
	}
	j.t.Fatalf("the kiosk does not say where it listens:\n%s", j.log.Bytes())
	return ""
}

func printerIs(state string, paper fleet.Paper) func(*fleet.Report) bool {
	return func(r *fleet.Report) bool {
		d, _ := r.Device(fleet.Printer)
		return d.State == state && r.Paper == paper
	}
}

// TestOperatorsSeeTheKiosk from elsewhere while a visitor waits for paper, and see nothing of the
// visitor.
func TestOperatorsSeeTheKiosk(t *testing.T) {
	j := start(t, "[status]\nlisten = \"127.0.0.1:0\"\n")
	first := j.told("a printer that is ready before anybody came", printerIs("ready", fleet.PaperOK))
	if !first.Guiding || first.Release == nil || first.Release.Items == 0 || first.Today.Taken != 0 {
		t.Errorf("before the first visit: %+v", first)
	}

	j.toRoute()
	j.control("paper", "out")
	j.tap("route.take", "card")
	j.control("card", "lay", "resident")
	j.wait("card-read")
	j.control("card", "lift")
	j.tap("cardread.yes")
	j.wait("fault")
	r := j.told("the paper that is out", printerIs("out", fleet.PaperOut))
	if d, _ := r.Device(fleet.Printer); !d.Fault || !strings.Contains(d.Sentence, "new roll") {
		t.Errorf("the printer is told as %+v", d)
	}
	if d, _ := r.Device(fleet.Reader); d.State != "ready" || d.Success.IsZero() {
		t.Errorf("the reader is told as %+v", d)
	}
	if r.Today.Taken != 1 || r.Today.UnderWay != 1 {
		t.Errorf("the waiting ticket is told as %+v", r.Today)
	}
	list := filepath.Join(j.dir, "kiosks.txt")
	if err := os.WriteFile(list, []byte("1 号机 "+j.endpoint()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("../bin/contentctl", "status", "--kiosks", list, "--release", "../out/sample.release").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "the printer has no paper: put a new roll in") {
		t.Errorf("contentctl says (%v):\n%s", err, out)
	}
	card, _ := virtual.CardByName("resident")
	for _, path := range []string{fleet.ReportPath, fleet.MetricsPath} {
		response, err := http.Get(j.endpoint() + path)
		j.does(err)
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		j.does(err)
		for _, secret := range []string{card.Name, card.Number, card.Address} {
			for name, form := range encodings(secret) {
				if bytes.Contains(body, form) {
					t.Errorf("%s holds a string of the card, as %s", path, name)
				}
			}
		}
		if bytes.Contains(body, []byte("＊")) || !bytes.Contains(body, []byte("out")) {
			t.Errorf("%s says\n%s", path, body)
		}
	}

	j.tap("fault.wait")
	j.control("paper", "in")
	j.wait("done")
	r = j.told("the paper that is in again", printerIs("ready", fleet.PaperOK))
	if d, _ := r.Device(fleet.Printer); d.Success.IsZero() || r.Today.Printed != 1 || len(r.Uncertain) != 0 {
		t.Errorf("after the visit: %+v, %+v, %v", d, r.Today, r.Uncertain)
	}
}
