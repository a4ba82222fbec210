// Package port makes a serial port behave like a connection: with deadlines,
// with a Close that returns, and with errors that say what to do about it.
//
// It exists because a serial library gives none of the three. Over
// go.bug.st/serial 1.8 a write may block without limit, Close may wait half a
// minute for a UART that does not drain, and a read that timed out looks like
// an empty success. Protocol packages use [Line] and can be tested over
// net.Pipe; programs use [Open] with a configured path.
//
// Ports are opened by path only. Enumerating them opens and reprograms every
// port of the machine, the ones in use included; configure a name below
// /dev/serial/by-path, which stays the same for a socket of the machine.
package port

import (
	"errors"
	"io"
	"time"
)

// A Line is a byte stream to a device. *net.Conn implementations and the two
// ends of net.Pipe satisfy it as well.
//
// One goroutine may read while another writes. A deadline of the zero time
// means none. An expired deadline makes Read and Write fail with an error that
// is os.ErrDeadlineExceeded, never with (0, nil); it may be set anew, and from
// another goroutine, at any time.
type Line interface {
	io.ReadWriteCloser
	SetReadDeadline(time.Time) error
	SetWriteDeadline(time.Time) error
}

// What can be wrong with a port. Errors of this package are an [*Error] whose
// kind is one of these; test for them with errors.Is.
var (
	// ErrMissing: there is no device at the path.
	ErrMissing = errors.New("no device is there")
	// ErrDenied: the device exists and this user may not open it.
	ErrDenied = errors.New("this user may not open it")
	// ErrBusy: another program has the device open.
	ErrBusy = errors.New("another program uses it")
	// ErrUnsuitable: the path is not a serial port, or the port cannot run at the speed asked for.
	ErrUnsuitable = errors.New("it cannot be used as a serial port")
	// ErrLost: the device went away after it had been opened.
	ErrLost = errors.New("the device was unplugged or switched off")
	// ErrBlocked: the device took no more bytes before the write deadline. What
	// it says can still be read, and writing may go on once it has cleared.
	ErrBlocked = errors.New("the device takes no more data")
)

// An Error is a sentence for the person who looks after the machine: which
// port, what is wrong, what to do.
type Error struct {
	Path  string
	Kind  error // one of the sentinel errors of this package
	Cause error // what the system said, or nil
}

func (e *Error) Error() string {
	s := "serial port " + e.Path + ": " + e.Kind.Error()
	if e.Cause != nil {
		s += " (" + e.Cause.Error() + ")"
	}
	switch e.Kind {
	case ErrMissing:
		s += "; check that the cable is plugged in and that the configured path is right"
	case ErrDenied:
		s += "; add the user to the group dialout, or correct the device's udev rule"
	case ErrBusy:
		s += "; end the other program that has it open"
	case ErrUnsuitable:
		s += "; configure the path of a serial device and a speed that it knows"
	case ErrLost:
		s += "; check the device's power and cable, and open the port again"
	case ErrBlocked:
		s += "; check that the device is on, not out of paper and not paused"
	}
	return s
}

// Unwrap gives both the kind and the system's own error to errors.Is.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Cause}
}
