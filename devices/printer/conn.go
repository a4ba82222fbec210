package printer

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"daoyin/devices/escpos"
	"daoyin/devices/port"
)

// conn is an open line to a printer: what it answered, sorted by kind. One goroutine reads; one other
// at a time asks and waits.
type conn struct {
	line port.Line
	news chan struct{} // holds one token where something has arrived since the last look

	mu       sync.Mutex
	answers  escpos.Answers
	realTime []byte                  // answers to DLE EOT that nobody took yet
	queued   int                     // answers to GS r so far
	reached  map[escpos.FenceID]bool // fences that were answered
	noise    int                     // bytes that are no answer
	paused   bool                    // XOFF came last
	err      error                   // the line is lost
}

func newConn(line port.Line) *conn {
	c := &conn{line: line, news: make(chan struct{}, 1), reached: map[escpos.FenceID]bool{}}
	go c.read()
	return c
}

func (c *conn) read() {
	buf := make([]byte, 128)
	for {
		n, err := c.line.Read(buf)
		c.mu.Lock()
		for _, a := range c.answers.Feed(buf[:n]) {
			switch a.Kind {
			case escpos.RealTime:
				c.realTime = append(c.realTime, a.Data...)
			case escpos.QueuedStatus:
				c.queued++
			case escpos.ProcessID:
				c.reached[escpos.FenceID(a.Data)] = true
			case escpos.Pause:
				c.paused = true
			case escpos.Resume:
				c.paused = false
			case escpos.Noise:
				c.noise++
			}
		}
		lost := err != nil && !errors.Is(err, os.ErrDeadlineExceeded)
		if lost {
			c.err = err
		}
		c.mu.Unlock()
		if n > 0 || lost {
			select {
			case c.news <- struct{}{}:
			default:
			}
		}
		if lost {
			return
		}
	}
}

// see runs f with the answers in hand.
func (c *conn) see(f func(*conn) bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return f(c)
}

func (c *conn) lost() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// until waits until f holds, at most for d, and reports whether it does. It ends early when the line is
// lost or ctx ends.
func (c *conn) until(ctx context.Context, d time.Duration, f func(*conn) bool) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	for {
		if c.see(f) {
			return true
		}
		if c.lost() != nil {
			return false
		}
		select {
		case <-c.news:
		case <-t.C:
			return c.see(f)
		case <-ctx.Done():
			return false
		}
	}
}

// writeStep is how long one write may block before we look around.
const writeStep = 500 * time.Millisecond

// write sends b and returns how much of it left. It stops when ctx ends or the line is lost; while the
// printer takes nothing, it calls blocked every now and then.
func (c *conn) write(ctx context.Context, b []byte, blocked func()) (int, error) {
	sent := 0
	for sent < len(b) {
		if err := ctx.Err(); err != nil {
			return sent, err
		}
		if err := c.lost(); err != nil {
			return sent, err
		}
		if c.see(func(c *conn) bool { return c.paused }) {
			if !c.until(ctx, writeStep, func(c *conn) bool { return !c.paused }) {
				blocked()
				continue
			}
		}
		c.line.SetWriteDeadline(time.Now().Add(writeStep))
		n, err := c.line.Write(b[sent:])
		sent += n
		switch {
		case err == nil:
		case errors.Is(err, os.ErrDeadlineExceeded):
			blocked()
		default:
			c.mu.Lock()
			if c.err == nil {
				c.err = err
			}
			c.mu.Unlock()
			return sent, err
		}
	}
	return sent, nil
}

// ask polls the printer's four real-time answers. It must be called between commands only.
func (c *conn) ask(ctx context.Context, patience time.Duration) Status {
	c.mu.Lock()
	c.realTime = nil
	noise := c.noise
	c.mu.Unlock()
	raw := [4]byte{}
	answered := false
	for n := 1; n <= 4; n++ {
		wctx, cancel := context.WithTimeout(ctx, 2*patience)
		_, err := c.write(wctx, escpos.StatusQuery(n), func() {})
		cancel()
		if err != nil && c.lost() == nil && ctx.Err() == nil {
			break // the printer takes nothing more: no answer either
		}
		got := err == nil && c.until(ctx, patience, func(c *conn) bool { return len(c.realTime) > 0 })
		if err := c.lost(); err != nil {
			return Status{State: Unplugged, Paper: PaperUnknown, Err: err}
		}
		if !got {
			if n == 1 {
				break // no use asking on
			}
			continue
		}
		c.mu.Lock()
		raw[n-1] = c.realTime[0]
		c.realTime = c.realTime[1:]
		c.mu.Unlock()
		answered = true
	}
	if answered {
		return statusFrom(raw)
	}
	if c.see(func(c *conn) bool { return c.noise > noise }) {
		return Status{State: Garbled, Paper: PaperUnknown}
	}
	return Status{State: Silent, Paper: PaperUnknown}
}
