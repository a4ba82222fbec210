package port

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// device gives a pseudo-terminal: the device's end, and the path of ours.
func device(t *testing.T) (*os.File, string) {
	t.Helper()
	far, near, err := pty.Open()
	if err != nil {
		t.Fatalf("failed to make a pseudo-terminal: %v", err)
	}
	t.Cleanup(func() { far.Close(); near.Close() })
	return far, near.Name()
}

// pluggable is like device, but nobody else holds our end: closing the
// device's end is then what pulling the plug is.
func pluggable(t *testing.T) (*os.File, Line) {
	t.Helper()
	far, near, err := pty.Open()
	if err != nil {
		t.Fatalf("failed to make a pseudo-terminal: %v", err)
	}
	l := open(t, near.Name())
	near.Close()
	t.Cleanup(func() { far.Close() })
	return far, l
}

func open(t *testing.T, path string) Line {
	t.Helper()
	l, err := Open(path, 115200)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestBytesPassUnchangedBothWays(t *testing.T) {
	far, path := device(t)
	l := open(t, path)
	every := make([]byte, 0, 2560)
	for range 10 {
		for b := range 256 {
			every = append(every, byte(b))
		}
	}

	got := make([]byte, len(every))
	read := make(chan error, 1)
	go func() { _, err := io.ReadFull(far, got); read <- err }()
	if n, err := l.Write(every); n != len(every) || err != nil {
		t.Fatalf("Write = %d, %v", n, err)
	}
	if err := <-read; err != nil || !bytes.Equal(got, every) {
		t.Fatalf("the device did not receive what was written (%v)", err)
	}

	clear(got)
	wrote := make(chan error, 1)
	go func() { _, err := far.Write(every); wrote <- err }()
	l.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.ReadFull(l, got); err != nil || !bytes.Equal(got, every) {
		t.Fatalf("what the device sent did not arrive (%v)", err)
	}
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
}

func TestReadTimeoutIsAnErrorAndTheLineGoesOn(t *testing.T) {
	far, path := device(t)
	l := open(t, path)
	l.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	if n, err := l.Read(make([]byte, 8)); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("Read of a silent device = %d, %v; want os.ErrDeadlineExceeded", n, err)
	}
	if _, err := far.Write([]byte("late")); err != nil {
		t.Fatal(err)
	}
	l.SetReadDeadline(time.Now().Add(10 * time.Second))
	got := make([]byte, 4)
	if _, err := io.ReadFull(l, got); err != nil || string(got) != "late" {
		t.Fatalf("after a timeout got %q, %v", got, err)
	}
}

func TestADeadlineSetDuringAReadEndsIt(t *testing.T) {
	_, path := device(t)
	l := open(t, path)
	ended := make(chan error, 1)
	go func() { _, err := l.Read(make([]byte, 1)); ended <- err }()
	l.SetReadDeadline(time.Now().Add(time.Millisecond))
	if err := <-ended; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("Read = %v", err)
	}
}

func TestWritingGoesOnAfterABlock(t *testing.T) {
	far, path := device(t)
	l := open(t, path)
	data := make([]byte, 1<<18)
	for i := range data {
		data[i] = byte(i * 7 >> 3)
	}
	l.SetWriteDeadline(time.Now().Add(50 * time.Millisecond))
	n, err := l.Write(data)
	if !errors.Is(err, ErrBlocked) {
		t.Fatalf("Write = %d, %v", n, err)
	}
	got := make([]byte, len(data))
	read := make(chan error, 1)
	go func() { _, err := io.ReadFull(far, got); read <- err }()
	l.SetWriteDeadline(time.Now().Add(10 * time.Second))
	if m, err := l.Write(data[n:]); n+m != len(data) || err != nil {
		t.Fatalf("Write of the rest = %d, %v", m, err)
	}
	if err := <-read; err != nil || !bytes.Equal(got, data) {
		t.Fatalf("the count of a blocked Write was wrong: the device did not receive every byte once (%v)", err)
	}
}

func TestABlockedDeviceIsGivenUp(t *testing.T) {
	_, path := device(t)
	l := open(t, path)
	l.SetWriteDeadline(time.Now().Add(100 * time.Millisecond))
	n, err := l.Write(make([]byte, 1<<20)) // nobody reads at the other end
	if !errors.Is(err, ErrBlocked) || !errors.Is(err, os.ErrDeadlineExceeded) || n == 0 || n == 1<<20 {
		t.Fatalf("Write = %d, %v; want a part and ErrBlocked", n, err)
	}
	if !strings.Contains(err.Error(), path) {
		t.Errorf("%q does not name the port", err)
	}
	if took := closing(t, l); took > 3*time.Second {
		t.Errorf("Close of a blocked port took %v", took)
	}
	if again, err := Open(path, 115200); err != nil {
		t.Errorf("after Close the port does not open again: %v", err)
	} else {
		again.Close()
	}
}

func TestCloseEndsAWriteWithoutDeadline(t *testing.T) {
	_, path := device(t)
	l := open(t, path)
	ended := make(chan error, 1)
	go func() { _, err := l.Write(make([]byte, 1<<20)); ended <- err }()
	closing(t, l)
	if err := <-ended; !errors.Is(err, os.ErrClosed) {
		t.Fatalf("Write = %v", err)
	}
}

func closing(t *testing.T, l Line) time.Duration {
	t.Helper()
	start, done := time.Now(), make(chan struct{})
	go func() { l.Close(); close(done) }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("Close hangs")
	}
	return time.Since(start)
}

func TestCloseEndsARead(t *testing.T) {
	_, path := device(t)
	l := open(t, path)
	ended := make(chan error, 1)
	go func() { _, err := l.Read(make([]byte, 1)); ended <- err }()
	if err := l.Close(); err != nil {
		t.Errorf("Close = %v", err)
	}
	if err := <-ended; !errors.Is(err, os.ErrClosed) {
		t.Fatalf("Read = %v; want os.ErrClosed", err)
	}
	if err := l.Close(); err != nil {
		t.Errorf("a second Close = %v", err)
	}
}

func TestUnpluggedDevice(t *testing.T) {
	far, l := pluggable(t)
	far.Close()
	l.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := l.Read(make([]byte, 1)); !errors.Is(err, ErrLost) {
		t.Errorf("Read = %v; want ErrLost", err)
	}
	if _, err := l.Write([]byte("hello")); !errors.Is(err, ErrLost) {
		t.Errorf("Write = %v; want ErrLost", err)
	}
}

func TestInputBeforeTheUnpluggingIsKept(t *testing.T) {
	far, l := pluggable(t)
	far.Write([]byte("last"))
	l.SetReadDeadline(time.Now().Add(10 * time.Second))
	got := make([]byte, 4)
	if _, err := io.ReadFull(l, got); err != nil || string(got) != "last" {
		t.Fatalf("got %q, %v", got, err)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, used := device(t)
	open(t, used)
	_, free := device(t)
	tests := []struct {
		name, path string
		baud       int
		want       error
		remedy     string
	}{
		{"no such device", filepath.Join(dir, "missing"), 115200, ErrMissing, "cable"},
		{"a plain file", file, 115200, ErrUnsuitable, "serial device"},
		{"a folder", dir, 115200, ErrUnsuitable, "serial device"},
		{"open already", used, 115200, ErrBusy, "other program"},
		{"an impossible speed", free, -7, ErrUnsuitable, "speed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, err := Open(tt.path, tt.baud)
			if err == nil {
				l.Close()
				t.Fatal("it opened")
			}
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.path) || !strings.Contains(err.Error(), tt.remedy) {
				t.Errorf("Open = %q; want kind %q, the path and %q", err, tt.want, tt.remedy)
			}
		})
	}
}

// As root no device is denied, so the kernel's answers are given by hand.
func TestKindOfOpen(t *testing.T) {
	for _, tt := range []struct {
		err, want error
	}{
		{syscall.EACCES, ErrDenied},
		{syscall.EPERM, ErrDenied},
		{syscall.ENXIO, ErrMissing},
		{syscall.ENODEV, ErrMissing},
		{syscall.EBUSY, ErrBusy},
		{syscall.EIO, ErrUnsuitable},
	} {
		if got := kindOfOpen(tt.err); got != tt.want {
			t.Errorf("kindOfOpen(%v) = %v, want %v", tt.err, got, tt.want)
		}
	}
}
