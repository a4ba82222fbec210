package port

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"go.bug.st/serial"
	"golang.org/x/sys/unix"
)

const (
	// drainTime is how long Close lets the device take what was written.
	drainTime = time.Second
	// flushTime is how long Close waits after it has discarded the rest.
	flushTime = 300 * time.Millisecond
)

// serialLine is a Line over two descriptors of one device. The library's
// configures the port, keeps others out and drains it. Bytes go through the
// second one, which is non-blocking and watched by Go's own poller: so both
// directions have deadlines, the count of what was written is exact, and
// nothing is ever stuck inside the kernel.
type serialLine struct {
	path  string
	port  serial.Port
	bytes *os.File

	closing   atomic.Bool // from the beginning of Close
	closeOnce sync.Once
	closeErr  error
}

// Open opens the serial device at path with 8 data bits, no parity, one stop
// bit and no flow control. Pseudo-terminals work as well. Input that waited in
// the kernel from before is discarded. The error is an [*Error].
func Open(path string, baud int) (Line, error) {
	if baud <= 0 {
		return nil, &Error{Path: path, Kind: ErrUnsuitable, Cause: fmt.Errorf("a speed of %d baud", baud)}
	}
	f, err := openBytes(path)
	if err != nil {
		return nil, &Error{Path: path, Kind: kindOfOpen(err), Cause: err}
	}
	p, err := serial.Open(path, &serial.Mode{BaudRate: baud, DataBits: 8, Parity: serial.NoParity, StopBits: serial.OneStopBit})
	if err != nil {
		f.Close()
		return nil, &Error{Path: path, Kind: kindOfOpen(err), Cause: err}
	}
	if err := p.ResetInputBuffer(); err != nil {
		f.Close()
		p.Close()
		return nil, &Error{Path: path, Kind: ErrUnsuitable, Cause: err}
	}
	return &serialLine{path: path, port: p, bytes: f}, nil
}

// openBytes opens the descriptor for the bytes and takes an advisory lock on
// it. The library asks the kernel for exclusive use, which does not keep out
// root; two programs that poll one device would each read half of its answers.
func openBytes(path string) (*os.File, error) {
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), path), nil
}

func kindOfOpen(err error) error {
	if pe, ok := errors.AsType[*serial.PortError](err); ok {
		switch pe.Code() {
		case serial.PortBusy:
			return ErrBusy
		case serial.PermissionDenied:
			return ErrDenied
		case serial.PortNotFound:
			return ErrMissing
		}
		return ErrUnsuitable
	}
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENXIO), errors.Is(err, syscall.ENODEV), errors.Is(err, syscall.ENOTDIR):
		return ErrMissing
	case errors.Is(err, fs.ErrPermission):
		return ErrDenied
	case errors.Is(err, syscall.EBUSY), errors.Is(err, syscall.EWOULDBLOCK):
		return ErrBusy
	}
	return ErrUnsuitable
}

// fault turns an error of the descriptor into one of this package.
func (l *serialLine) fault(err error) error {
	switch {
	case err == nil:
		return nil
	case l.closing.Load(), errors.Is(err, os.ErrClosed):
		return os.ErrClosed
	case errors.Is(err, os.ErrDeadlineExceeded):
		return os.ErrDeadlineExceeded
	case errors.Is(err, io.EOF): // a terminal that hung up
		return &Error{Path: l.path, Kind: ErrLost}
	}
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		err = pe.Err // the path stands in the sentence already
	}
	return &Error{Path: l.path, Kind: ErrLost, Cause: err}
}

// Read waits for input and returns what there is.
func (l *serialLine) Read(p []byte) (int, error) {
	n, err := l.bytes.Read(p)
	return n, l.fault(err)
}

// Write hands p to the kernel and counts the bytes that it took. When the
// deadline passes before all were taken, the error is both ErrBlocked and
// os.ErrDeadlineExceeded; bytes taken are not bytes processed by the device.
func (l *serialLine) Write(p []byte) (int, error) {
	n, err := l.bytes.Write(p)
	err = l.fault(err)
	if err == os.ErrDeadlineExceeded {
		err = &Error{Path: l.path, Kind: ErrBlocked, Cause: err}
	}
	return n, err
}

func (l *serialLine) SetReadDeadline(t time.Time) error {
	return l.fault(l.bytes.SetReadDeadline(t))
}

func (l *serialLine) SetWriteDeadline(t time.Time) error {
	return l.fault(l.bytes.SetWriteDeadline(t))
}

// Close lets the device take what was written for up to a second, discards the
// rest and returns, at the latest after 1.3 s, even if the kernel itself does
// not; the port is then released in the background as soon as that is possible.
// Pending reads and writes fail with os.ErrClosed. The error is ErrBlocked when
// something was discarded.
func (l *serialLine) Close() error {
	l.closeOnce.Do(func() { l.closeErr = l.close() })
	return l.closeErr
}

func (l *serialLine) close() error {
	l.closing.Store(true)
	// Pending calls end now, not only when the device has drained.
	_ = l.bytes.SetDeadline(time.Unix(1, 0))
	done := make(chan struct{})
	go func() {
		defer close(done)
		// What could go wrong here means that the device is gone, and then there
		// is nothing left to release.
		_ = l.port.Drain()
		_ = l.bytes.Close()
		_ = l.port.Close()
	}()
	if within(done, drainTime) {
		return nil
	}
	_ = l.port.ResetOutputBuffer() // frees a drain that waits for a device which takes nothing
	if within(done, flushTime) {
		return &Error{Path: l.path, Kind: ErrBlocked, Cause: errors.New("what it had not taken was discarded")}
	}
	return &Error{Path: l.path, Kind: ErrBlocked, Cause: errors.New("the port was given up while it is still busy")}
}

func within(done <-chan struct{}, limit time.Duration) bool {
	t := time.NewTimer(limit)
	defer t.Stop()
	select {
	case <-done:
		return true
	case <-t.C:
		return false
	}
}
