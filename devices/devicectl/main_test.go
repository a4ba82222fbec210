package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// do runs a command as a shell would.
func do(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

// bench puts up virtual devices with devicectl itself and returns their folder.
func bench(t *testing.T, flags ...string) string {
	t.Helper()
	dir := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	said := &watched{found: make(chan struct{}), text: "virtual devices at"}
	var wg sync.WaitGroup
	wg.Go(func() {
		args := append([]string{"virtual", "--dir", dir, "--baud", "0", "--speed", "0"}, flags...)
		if code := run(ctx, args, nil, said, said); code != 0 {
			t.Errorf("the bench ended with %d: %s", code, said.String())
		}
	})
	t.Cleanup(func() { stop(); wg.Wait() })
	select {
	case <-said.found:
	case <-time.After(20 * time.Second):
		t.Fatalf("the bench does not start: %s", said.String())
	}
	return dir
}

// watched is an output that tells when a text has been written to it.
type watched struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	once  sync.Once
	found chan struct{}
	text  string
}

func (w *watched) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.buf.Write(b)
	if strings.Contains(w.buf.String(), w.text) {
		w.once.Do(func() { close(w.found) })
	}
	return len(b), nil
}

func (w *watched) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.buf.String()
}

func TestStatusOfAPrinter(t *testing.T) {
	dir := bench(t)
	port := filepath.Join(dir, "printer")
	type status struct{ State, Paper, Raw string }
	for _, c := range []struct {
		control string
		code    int
		want    status
	}{
		{"paper in", 0, status{"ready", "ok", "12121212"}},
		{"paper low", 0, status{"near-end", "low", "1212121e"}},
		{"paper out", 0, status{"out", "out", "1a32127e"}},
		{"cover open", 0, status{"cover-open", "out", "1a36127e"}},
		{"power off", exitTrouble, status{"silent", "unknown", ""}},
	} {
		if code, _, errs := do(t, "", append([]string{"control", "--dir", dir}, strings.Fields(c.control)...)...); code != 0 {
			t.Fatalf("%s: %s", c.control, errs)
		}
		code, out, _ := do(t, "", "status", "--port", port, "--json")
		var got status
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%s: %q: %v", c.control, out, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || code != c.code {
			t.Errorf("after %q: exit code %d, (-want +got)\n%s", c.control, code, diff)
		}
	}
}

func TestPrintSaysWhetherItCameOut(t *testing.T) {
	dir := bench(t)
	port := filepath.Join(dir, "printer")
	file := filepath.Join(t.TempDir(), "slip.txt")
	if err := os.WriteFile(file, []byte("# 试印\n- [x] 纸\n!qr https://example.org/\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	control := func(words ...string) {
		t.Helper()
		if code, _, errs := do(t, "", append([]string{"control", "--dir", dir}, words...)...); code != 0 {
			t.Fatal(errs)
		}
	}
	code, out, errs := do(t, "", "print", "--port", port, file)
	if code != 0 || !strings.HasPrefix(out, "printed:") {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
	if _, err := os.Stat(filepath.Join(dir, "paper", "001.png")); err != nil {
		t.Error(err)
	}
	if code, _, errs = do(t, "试印\n", "print", "--port", port, "--profile", "virtual-80", "-"); code != 0 {
		t.Errorf("from standard input: exit code %d: %s", code, errs)
	}

	control("paper", "out")
	code, _, errs = do(t, "", "print", "--port", port, file)
	if code != exitNotPrinted || !strings.Contains(errs, "no paper") {
		t.Errorf("without paper: exit code %d: %s", code, errs)
	}

	control("paper", "in")
	control("paper", "left", "10")
	code, _, errs = do(t, "", "print", "--port", port, "--timeout", "2s", file)
	if code != exitUnknown || !strings.Contains(errs, "waiting: ") || !strings.Contains(errs, "no paper") {
		t.Errorf("paper out in the middle: exit code %d: %s", code, errs)
	}
}

func TestTroubleIsASentenceWithARemedy(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "ttyUSB9")
	bad := filepath.Join(t.TempDir(), "bad.txt")
	if err := os.WriteFile(bad, []byte("甲\n!qr\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code int
		says []string
		args []string
	}{
		{exitTrouble, []string{missing, "cable"}, []string{"status", "--port", missing}},
		{exitNotPrinted, []string{missing, "cable", "nothing was printed"}, []string{"print", "--port", missing, "-"}},
		{exitTrouble, []string{bad, "line 2", "!qr"}, []string{"print", "--port", missing, bad}},
		{exitTrouble, []string{"gone.txt", "path"}, []string{"print", "--port", missing, "gone.txt"}},
		{exitUsage, []string{"nonesuch", "generic-80"}, []string{"status", "--port", missing, "--profile", "nonesuch"}},
		{exitUsage, []string{"--port", "--help"}, []string{"status"}},
		{exitUsage, []string{"--help"}, []string{"dance"}},
		{exitTrouble, []string{"devicectl virtual"}, []string{"control", "--dir", t.TempDir(), "paper", "in"}},
	} {
		code, out, errs := do(t, "", c.args...)
		if code != c.code {
			t.Errorf("%q: exit code %d, want %d", c.args, code, c.code)
		}
		for _, s := range c.says {
			if !strings.Contains(errs, s) {
				t.Errorf("%q says %q, which does not name %q", c.args, errs, s)
			}
		}
		if out != "" {
			t.Errorf("%q writes %q to the standard output", c.args, out)
		}
	}
}

func TestHelpAndProfiles(t *testing.T) {
	code, out, _ := do(t, "", "print", "--help")
	if code != 0 || !strings.Contains(out, "!qr LINK") {
		t.Errorf("exit code %d: %s", code, out)
	}
	code, out, _ = do(t, "", "profiles")
	if code != 0 || !strings.Contains(out, "generic-80") || !strings.Contains(out, "epson-tm-t88") {
		t.Errorf("exit code %d: %s", code, out)
	}
}
