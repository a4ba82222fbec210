package virtual

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daoyin/assets"
	"daoyin/devices/escpos"
	"daoyin/devices/port"
)

func newBench(t *testing.T, dir string, reader CardReader) (*Bench, error) {
	t.Helper()
	p, err := NewPrinter(PrinterConfig{Regular: assets.FontRegular, Bold: assets.FontBold, Dir: filepath.Join(dir, "paper")})
	if err != nil {
		t.Fatal(err)
	}
	b, err := StartBench(BenchConfig{Dir: dir, Printer: p, Reader: reader})
	if err == nil {
		t.Cleanup(func() { b.Close() })
	} else {
		p.Close()
	}
	return b, err
}

// ask sends one status request to the bench's printer as a program does.
func ask(t *testing.T, dir string, n int) byte {
	t.Helper()
	line, err := port.Open(filepath.Join(dir, "printer"), 115200)
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	line.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := line.Write(escpos.StatusQuery(n)); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 1)
	if _, err := line.Read(buf); err != nil {
		t.Fatal(err)
	}
	return buf[0]
}

func TestTheBenchObeysItsControl(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink("/dev/gone", filepath.Join(dir, "printer")); err != nil { // of an earlier bench
		t.Fatal(err)
	}
	if _, err := newBench(t, dir, NewReader(ReaderConfig{})); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		say  string
		n    int
		want byte
	}{
		{"paper low", 4, 0x1E}, {"paper out", 4, 0x7E}, {"paper in", 4, 0x12},
		{"cover open", 2, 0x16}, {"cover close", 2, 0x12}, {"paper left 0", 4, 0x7E}, {"paper in", 4, 0x12},
		{"card lay resident", 1, 0x12}, {"card lift", 1, 0x12},
	} {
		if err := SendControl(dir, c.say); err != nil {
			t.Errorf("%s: %v", c.say, err)
		}
		if got := ask(t, dir, c.n); got != c.want { // every time on a port opened anew
			t.Errorf("after %q the printer answers %02x to request %d; want %02x", c.say, got, c.n, c.want)
		}
	}
	for _, bad := range []string{"", "paper", "paper left much", "dance", "card lay nobody-has-this"} {
		if err := SendControl(dir, bad); err == nil {
			t.Errorf("%q was obeyed", bad)
		}
	}
}

func TestQuitEndsTheBench(t *testing.T) {
	dir := t.TempDir()
	b, err := newBench(t, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	line, err := port.Open(filepath.Join(dir, "printer"), 115200)
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	if err := SendControl(dir, "card lift"); err == nil || !strings.Contains(err.Error(), "no card reader") {
		t.Errorf("a bench without reader says %v", err)
	}
	if err := SendControl(dir, "quit"); err != nil {
		t.Fatal(err)
	}
	if err := b.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	line.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := line.Read(make([]byte, 1)); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a program that has the port open sees %v", err)
	}
	for _, name := range []string{"printer", "control"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); !os.IsNotExist(err) {
			t.Errorf("%s is still there", name)
		}
	}
	if err := SendControl(dir, "paper in"); err == nil || !strings.Contains(err.Error(), "devicectl virtual") {
		t.Errorf("without a bench: %v", err)
	}
}

func TestTwoBenchesDoNotShareAFolder(t *testing.T) {
	dir := t.TempDir()
	if _, err := newBench(t, dir, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := newBench(t, dir, nil); err == nil || !strings.Contains(err.Error(), "another bench") {
		t.Errorf("got %v", err)
	}
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "printer"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := newBench(t, other, nil); err == nil {
		t.Error("a file was replaced")
	}
}
