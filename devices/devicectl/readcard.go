package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"daoyin/devices/idcard"
	"daoyin/devices/port"
)

// ReadCardCmd reads one identity card and writes what is on it.
type ReadCardCmd struct {
	Port    string        `required:"" placeholder:"PATH" help:"Serial port of the card reader; best a name below /dev/serial/by-path."`
	Baud    int           `default:"115200" help:"Speed of the port."`
	Timeout time.Duration `default:"10s" help:"How long to wait for a card."`
	JSON    bool          `name:"json" help:"Write one JSON object instead of lines."`
	Reveal  bool          `help:"Write everything in full. Without it, names, numbers and dates are masked."`
}

// Help stands below the options.
func (ReadCardCmd) Help() string {
	return "Lay the card after the command has started; a card that was read before is only found after it was lifted.\n\n" +
		"Exit code 0: the card was read. 1: trouble with the port or the reader. 3: no card, or none that could be read, within the time."
}

// Run waits for a card. Its error carries the exit code.
func (c ReadCardCmd) Run(ctx context.Context, s streams) error {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	reader := idcard.NewReader(func(context.Context) (port.Line, error) { return port.Open(c.Port, c.Baud) })
	card, err := reader.ReadOnce(ctx)
	if err != nil {
		return readCardError{err, c}
	}
	defer card.Wipe()
	if !card.NumberValid() {
		fmt.Fprintln(s.err, "The number on this card does not have the check digit of GB 11643.")
	}
	if c.JSON {
		return card.WriteJSON(s.out, c.Reveal)
	}
	return card.WriteText(s.out, c.Reveal)
}

// readCardError is a reading that came to nothing, with its exit code.
type readCardError struct {
	error
	cmd ReadCardCmd
}

func (e readCardError) Unwrap() error { return e.error }

func (e readCardError) Error() string {
	switch {
	case errors.Is(e.error, context.Canceled):
		return "interrupted before a card was read"
	case errors.Is(e.error, idcard.ErrNoCard):
		return fmt.Sprintf("%v (waited %v at %s)", e.error, e.cmd.Timeout, e.cmd.Port)
	}
	if _, named := errors.AsType[*port.Error](e.error); named {
		return e.error.Error()
	}
	return fmt.Sprintf("%s: %v", e.cmd.Port, e.error)
}

// ExitCode is 3 where a card is what is missing and 1 where the machine is at fault.
func (e readCardError) ExitCode() int {
	refused, ok := errors.AsType[*idcard.RefusedError](e.error)
	if errors.Is(e.error, idcard.ErrNoCard) || errors.Is(e.error, idcard.ErrUnknownCard) ||
		ok && !errors.Is(refused, idcard.ErrReader) && !errors.Is(refused, idcard.ErrGarbled) {
		return 3
	}
	return 1
}
