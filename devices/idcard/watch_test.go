package idcard

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"daoyin/devices/port"
)

// device plays the reader's part at the far end of a line. What it answers is
// decided by the test, so that it can also misbehave.
type device struct {
	mu     sync.Mutex
	answer func(Command) []byte // whole frames, or noise; nil is silence
	asked  []time.Time
	lines  []net.Conn
}

func (d *device) behave(answer func(Command) []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answer = answer
}

// open makes a new line, as opening a port does.
func (d *device) open(context.Context) (port.Line, error) {
	near, far := net.Pipe()
	d.mu.Lock()
	d.lines = append(d.lines, far)
	d.mu.Unlock()
	out := make(chan []byte, 100) // as roomy as a port's buffer
	go func() {
		for b := range out {
			if _, err := far.Write(b); err != nil {
				return
			}
		}
	}()
	go func() {
		defer close(out)
		var s Scanner
		var piece [64]byte
		for {
			n, err := far.Read(piece[:])
			if err != nil {
				return
			}
			s.Scan(piece[:n], func(p []byte) {
				d.mu.Lock()
				defer d.mu.Unlock()
				d.asked = append(d.asked, time.Now())
				if b := d.answer(Command(p)); b != nil {
					out <- b
				}
			})
		}
	}()
	return near, nil
}

func (d *device) unplug() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, l := range d.lines {
		l.Close()
	}
}

func coded(code Code, data ...byte) []byte {
	return AppendFrame(nil, append([]byte{0, 0, byte(code)}, data...))
}

func empty(Command) []byte  { return coded(NoCard) }
func silent(Command) []byte { return nil }

// lying behaves as a reader on which a card lies that was not read before.
func lying(fields map[int]string) func(Command) []byte {
	read := false
	return func(c Command) []byte {
		switch c {
		case FindCard:
			if read {
				return coded(NoCard)
			}
			return coded(Found, 0, 0, 0, 0)
		case SelectCard:
			return coded(Done, make([]byte, 8)...)
		case ReadBaseInfo:
			read = true
			return AppendFrame(nil, baseInfo(textWith(fields)))
		case ReadNewAddress:
			return coded(NoContent)
		}
		return coded(0x21)
	}
}

// refusing behaves like lying until the command that it answers with code.
func refusing(at Command, code Code) func(Command) []byte {
	card := lying(resident)
	return func(c Command) []byte {
		if c == at {
			return coded(code)
		}
		return card(c)
	}
}

// watching runs Watch within the test's bubble and gives what it told so far.
func watching(t *testing.T, r *Reader) (told func() []string, end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var mu sync.Mutex
	var events []string
	done := make(chan error, 1)
	go func() {
		done <- r.Watch(ctx, func(e Event) {
			mu.Lock()
			defer mu.Unlock()
			s := e.Kind.String()
			if e.Kind == Read {
				s += " " + e.Card.MaskedName()
				e.Card.Wipe()
			}
			events = append(events, s)
		})
	}()
	return func() []string {
			synctest.Wait()
			mu.Lock()
			defer mu.Unlock()
			got := events
			events = nil
			return got
		}, func() {
			cancel()
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("Watch = %v", err)
			}
		}
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestWatchACardComeAndGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &device{answer: empty}
		told, end := watching(t, NewReader(d.open))
		defer d.unplug()
		defer end()
		time.Sleep(2 * time.Second)
		expect(t, told(), "waiting")
		d.behave(lying(resident))
		time.Sleep(2 * time.Second)
		expect(t, told(), "reading", "read 示＊甲", "lift")
		time.Sleep(time.Minute)
		expect(t, told())
		d.behave(empty)
		time.Sleep(2 * time.Second)
		expect(t, told(), "lifted", "waiting")
		d.behave(lying(hmt))
		time.Sleep(2 * time.Second)
		expect(t, told(), "reading", "read 示＊", "lift")
	})
}

func TestTheReaderIsNotAskedTooFast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &device{answer: empty}
		_, end := watching(t, NewReader(d.open))
		defer d.unplug()
		time.Sleep(30 * time.Second)
		end()
		for i := 1; i < len(d.asked); i++ {
			if gap := d.asked[i].Sub(d.asked[i-1]); gap < 300*time.Millisecond {
				t.Fatalf("asked again after %v", gap)
			}
		}
		if len(d.asked) < 50 {
			t.Errorf("asked only %d times in half a minute", len(d.asked))
		}
	})
}

func TestWatchAskToLayAgain(t *testing.T) {
	for _, tt := range []struct {
		at   Command
		code Code
	}{{ReadBaseInfo, ReadFailed}, {ReadBaseInfo, NotAuthenticated}, {SelectCard, SelectFailed}} {
		t.Run(tt.code.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := &device{answer: empty}
				told, end := watching(t, NewReader(d.open))
				defer d.unplug()
				defer end()
				time.Sleep(time.Second)
				told()
				once := refusing(tt.at, tt.code)
				failed := false
				d.behave(func(c Command) []byte {
					if failed {
						return coded(NoCard) // it has to be lifted first
					}
					failed = c == tt.at
					return once(c)
				})
				time.Sleep(3 * time.Second)
				expect(t, told(), "reading", "try-again")
				d.behave(lying(resident))
				time.Sleep(time.Second)
				expect(t, told(), "reading", "read 示＊甲", "lift")
			})
		})
	}
}

func TestWatchAReaderThatCannotTellWhetherTheCardLies(t *testing.T) {
	for name, newAddress := range map[string][]byte{"unknown command": coded(0x21), "silent": nil} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				simple := func(fields map[int]string) func(Command) []byte {
					card := lying(fields)
					return func(c Command) []byte {
						if c == ReadNewAddress {
							return newAddress
						}
						return card(c)
					}
				}
				d := &device{answer: simple(resident)}
				told, end := watching(t, NewReader(d.open))
				defer d.unplug()
				defer end()
				time.Sleep(10 * time.Second)
				expect(t, told(), "reading", "read 示＊甲", "lift")
				d.behave(simple(hmt))
				time.Sleep(time.Second)
				expect(t, told(), "lifted", "reading", "read 示＊", "lift")
			})
		})
	}
}

func TestWatchFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &device{answer: empty}
		r := NewReader(d.open)
		told, end := watching(t, r)
		defer d.unplug()
		defer end()
		time.Sleep(time.Second)
		expect(t, told(), "waiting")

		d.behave(silent)
		time.Sleep(time.Minute)
		expect(t, told(), "fault")
		d.behave(empty)
		time.Sleep(10 * time.Second)
		expect(t, told(), "recovered", "waiting")

		d.behave(func(Command) []byte { return bytes.Repeat([]byte{0x5A}, 20) })
		time.Sleep(time.Minute)
		expect(t, told(), "fault")
		d.behave(empty)
		time.Sleep(10 * time.Second)
		expect(t, told(), "recovered", "waiting")

		d.behave(func(Command) []byte { return coded(NotAuthorised) })
		time.Sleep(time.Minute)
		expect(t, told(), "fault")
		d.behave(empty)
		time.Sleep(10 * time.Second)
		expect(t, told(), "recovered", "waiting")
	})
}

func TestOneDisturbedAnswerIsNoFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		d := &device{answer: func(c Command) []byte {
			switch n++; n % 5 {
			case 1:
				return nil
			case 3:
				return []byte{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x04, 0x00, 0xFF, 0x80, 0x84}
			}
			return coded(NoCard)
		}}
		told, end := watching(t, NewReader(d.open))
		defer d.unplug()
		defer end()
		time.Sleep(time.Minute)
		expect(t, told(), "waiting")
	})
}

func TestWatchUnpluggedAndBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &device{answer: lying(resident)}
		there := true
		attempts := 0
		var mu sync.Mutex
		missing := &port.Error{Path: "/dev/reader", Kind: port.ErrMissing}
		told, end := watching(t, NewReader(func(ctx context.Context) (port.Line, error) {
			mu.Lock()
			defer mu.Unlock()
			attempts++
			if !there {
				return nil, missing
			}
			return d.open(ctx)
		}))
		defer d.unplug()
		defer end()
		time.Sleep(time.Second)
		expect(t, told(), "reading", "read 示＊甲", "lift")

		mu.Lock()
		there, attempts = false, 0
		mu.Unlock()
		d.unplug()
		time.Sleep(time.Minute)
		expect(t, told(), "fault", "fault") // lost, then missing
		mu.Lock()
		if attempts < 5 || attempts > 20 {
			t.Errorf("%d attempts to open the port in a minute", attempts)
		}
		there = true
		mu.Unlock()
		time.Sleep(10 * time.Second)
		expect(t, told(), "recovered", "lift")
		d.behave(empty)
		time.Sleep(2 * time.Second)
		expect(t, told(), "lifted", "waiting")
	})
}

func TestAnswersAmongNoiseAreUnderstood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		card := lying(resident)
		d := &device{answer: func(c Command) []byte {
			b := append([]byte{0x00, 0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x0F, 0xFF, 0x13}, card(c)...)
			return append(b, 0xAA, 0xAA, 0xFF)
		}}
		told, end := watching(t, NewReader(d.open))
		defer d.unplug()
		defer end()
		time.Sleep(5 * time.Second)
		expect(t, told(), "reading", "read 示＊甲", "lift")
	})
}

func TestALateAnswerIsNotTakenForTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var late []byte
		d := &device{answer: func(c Command) []byte {
			if c == FindCard && late == nil {
				late = coded(Found, 0, 0, 0, 0)
				return nil
			}
			return coded(NoCard)
		}}
		told, end := watching(t, NewReader(d.open))
		defer d.unplug()
		defer end()
		time.Sleep(1700 * time.Millisecond) // the first search was given up after 1.5 s
		d.mu.Lock()
		line := d.lines[0]
		d.mu.Unlock()
		go line.Write(late)
		time.Sleep(10 * time.Second)
		expect(t, told(), "waiting")
	})
}

func TestReadOnce(t *testing.T) {
	noSuch := &port.Error{Path: "/dev/reader", Kind: port.ErrMissing}
	tests := []struct {
		name   string
		answer func(Command) []byte
		want   error
		code   Code
	}{
		{"a card", lying(resident), nil, 0},
		{"no card", empty, ErrNoCard, 0},
		{"silence", silent, ErrSilent, 0},
		{"noise", func(Command) []byte { return []byte("noise") }, ErrGarbled, 0},
		{"a faulty reader", func(Command) []byte { return coded(SelfTestFailed) }, ErrReader, SelfTestFailed},
		{"a card that cannot be read", refusing(ReadBaseInfo, ReadFailed), nil, ReadFailed},
		{"an unknown card", lying(map[int]string{248: "Q"}), ErrUnknownCard, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := &device{answer: tt.answer}
				defer d.unplug()
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				card, err := NewReader(d.open).ReadOnce(ctx)
				defer card.Wipe()
				var refused *RefusedError
				switch {
				case tt.code != 0:
					if !errors.As(err, &refused) || refused.Code != tt.code {
						t.Errorf("ReadOnce = %v, want code %02X", err, byte(tt.code))
					}
				case !errors.Is(err, tt.want):
					t.Errorf("ReadOnce = %v, want %v", err, tt.want)
				case err == nil && card.MaskedName() != "示＊甲":
					t.Errorf("read %q", card.MaskedName())
				}
				if err != nil && !strings.Contains(err.Error(), "; ") {
					t.Errorf("%q names no remedy", err)
				}
			})
		})
	}
	_, err := NewReader(func(context.Context) (port.Line, error) { return nil, noSuch }).ReadOnce(t.Context())
	if !errors.Is(err, port.ErrMissing) {
		t.Errorf("without a port: %v", err)
	}
}

func TestCheckAndSAMNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &device{answer: func(c Command) []byte {
			if c == GetSAMNumber {
				return coded(Done, unhex(t, "0500 0100 88D83401 39300000 D2029649")...)
			}
			return coded(Done)
		}}
		defer d.unplug()
		r := NewReader(d.open)
		defer r.Close()
		if err := r.Check(t.Context()); err != nil {
			t.Error(err)
		}
		if got, err := r.SAMNumber(t.Context()); got != "05.01-20240520-0000012345-1234567890" || err != nil {
			t.Errorf("SAMNumber = %q, %v", got, err)
		}
	})
}
