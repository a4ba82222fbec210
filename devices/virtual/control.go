package virtual

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// listen opens Dir/control. Every line is answered with one line: ok, or error: and a sentence.
func (b *Bench) listen() error {
	path := filepath.Join(b.cfg.Dir, "control")
	if info, err := os.Lstat(path); err == nil {
		if info.Mode()&os.ModeSocket == 0 {
			return fmt.Errorf("%s is not a socket; move it away or choose another folder with --dir", path)
		}
		if c, err := net.Dial("unix", path); err == nil {
			c.Close()
			return fmt.Errorf("another bench runs in %s; end it or choose another folder with --dir", b.cfg.Dir)
		}
		os.Remove(path)
	}
	ln, err := net.Listen("unix", path)
	if err != nil {
		return fmt.Errorf("failed to open the control socket %s: %w", path, err)
	}
	b.ln = ln
	b.wg.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return // Close has closed the listener
			}
			b.wg.Go(func() { b.serveControl(c) })
		}
	})
	return nil
}

func (b *Bench) serveControl(c net.Conn) {
	defer c.Close()
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-b.quit:
			c.SetReadDeadline(time.Now())
		case <-done:
		}
	}()
	in := bufio.NewScanner(c)
	for in.Scan() {
		answer := "ok"
		if err := b.Control(in.Text()); err != nil {
			answer = "error: " + err.Error()
		}
		if _, err := fmt.Fprintln(c, answer); err != nil {
			return
		}
	}
}

// Control does what one line of the control socket says:
//
//	paper out | low | in      empty the roll, nearly empty it, put a new one in
//	paper left MM             the roll ends after so many millimetres more
//	cover open | close
//	card lay NAME|FILE        put a card on the reader
//	card lift
//	power off | on            switch the printer off, which empties its buffer, and on
//	quit                      end the bench
func (b *Bench) Control(line string) error {
	words := strings.Fields(line)
	verb := strings.Join(words[:min(2, len(words))], " ")
	rest := strings.Join(words[min(2, len(words)):], " ")
	switch verb {
	case "quit":
		b.once.Do(func() { close(b.quit) })
	case "paper out":
		b.cfg.Printer.SetPaper(PaperOut)
	case "paper low":
		b.cfg.Printer.SetPaper(PaperLow)
	case "paper in":
		b.cfg.Printer.SetPaper(PaperIn)
	case "paper left":
		mm, err := strconv.Atoi(rest)
		if err != nil || mm < 0 {
			return fmt.Errorf("%q is no number of millimetres; say for example: paper left 60", rest)
		}
		b.cfg.Printer.SetRoll(mm * dotsPerMM)
	case "cover open":
		b.cfg.Printer.SetCover(true)
	case "cover close":
		b.cfg.Printer.SetCover(false)
	case "power off":
		b.cfg.Printer.SetPower(false)
	case "power on":
		b.cfg.Printer.SetPower(true)
	case "card lay", "card lift":
		if b.cfg.Reader == nil {
			return errors.New("this bench has no card reader")
		}
		if verb == "card lift" {
			return b.cfg.Reader.Lift()
		}
		return b.cfg.Reader.Lay(rest)
	default:
		return fmt.Errorf("%q is no command; say paper out, paper low, paper in, paper left MM, cover open, cover close, power off, power on, card lay NAME, card lift or quit", line)
	}
	return nil
}

// SendControl sends one command to the bench that runs in dir, and returns what it said against it.
func SendControl(dir, line string) error {
	path := filepath.Join(dir, "control")
	c, err := net.DialTimeout("unix", path, 2*time.Second)
	if err != nil {
		return fmt.Errorf("no bench answers at %s; start one with: devicectl virtual --dir %s", path, dir)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := fmt.Fprintln(c, line); err != nil {
		return fmt.Errorf("failed to send to the bench at %s: %w", path, err)
	}
	in := bufio.NewScanner(c)
	if !in.Scan() {
		return fmt.Errorf("the bench at %s gave no answer", path)
	}
	if msg, bad := strings.CutPrefix(in.Text(), "error: "); bad {
		return errors.New(msg)
	}
	return nil
}
