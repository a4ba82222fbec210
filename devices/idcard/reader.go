package idcard

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"daoyin/devices/port"
)

const (
	// pollEvery is the rhythm of asking for a card. Readers want at least 300 ms.
	pollEvery = 300 * time.Millisecond
	// answerTime is how long a reader may take for a short answer.
	answerTime = 1500 * time.Millisecond
	// readTime is the same for the whole information: 1,295 bytes take 1.35 s at
	// 9600 baud, and the card about one more.
	readTime = 5 * time.Second
	// writeTime is how long a request of ten bytes may take.
	writeTime = time.Second
)

// A Reader is one card reader at one port. Its methods may not be used at the
// same time as each other.
type Reader struct {
	open func(context.Context) (port.Line, error)
	line port.Line // nil when closed
	scan Scanner
	last time.Time // when the last request was sent
}

// NewReader gives a reader whose port is opened with open when it is needed,
// and again after it was lost.
func NewReader(open func(context.Context) (port.Line, error)) *Reader {
	return &Reader{open: open}
}

// Close closes the port. A later call opens it again.
func (r *Reader) Close() error {
	if r.line == nil {
		return nil
	}
	err := r.line.Close()
	r.line = nil
	r.scan.Reset()
	return err
}

func (r *Reader) ensureOpen(ctx context.Context) error {
	if r.line != nil {
		return nil
	}
	line, err := r.open(ctx)
	if err != nil {
		return err
	}
	r.line = line
	return nil
}

// SAMNumber asks for the number of the security module, which is printed on it
// and identifies the reader, not a person.
func (r *Reader) SAMNumber(ctx context.Context) (number string, err error) {
	if err := r.ensureOpen(ctx); err != nil {
		return "", err
	}
	err = r.ask(ctx, GetSAMNumber, answerTime, func(code Code, data []byte) error {
		if code != Done {
			return &RefusedError{GetSAMNumber, code}
		}
		number, err = formatSAMNumber(data)
		return err
	})
	return number, err
}

// Check asks the reader how it is; nil says that it is ready.
func (r *Reader) Check(ctx context.Context) error {
	if err := r.ensureOpen(ctx); err != nil {
		return err
	}
	return r.command(ctx, GetStatus, Done)
}

// ReadOnce opens the port, waits for a card until ctx's deadline, reads it and
// closes the port. When the deadline passes, the error is ErrNoCard, or what
// the reader last said of a card that it could not read, or ErrSilent when it
// never said anything. A card that was read before is not found until it was
// lifted.
func (r *Reader) ReadOnce(ctx context.Context) (Card, error) {
	defer r.Close()
	if err := r.ensureOpen(ctx); err != nil {
		return Card{}, err
	}
	failed := ErrSilent
	silent := 0
	for {
		card, err := r.try(ctx)
		if err == nil {
			return card, nil
		}
		var refused *RefusedError
		switch {
		case errors.Is(ctx.Err(), context.Canceled):
			return Card{}, ctx.Err()
		case ctx.Err() != nil:
			return Card{}, failed
		case errors.As(err, &refused) && refused.Code == NoCard && refused.Command == FindCard:
			silent = 0
			if !cardTrouble(failed) {
				failed = ErrNoCard
			}
		case cardTrouble(err):
			silent, failed = 0, err
		case errors.Is(err, ErrSilent), errors.Is(err, ErrGarbled):
			// Once may be a reader that is just starting, or one disturbed byte.
			if silent++; silent == 2 {
				return Card{}, err
			}
			failed = err
		default:
			return Card{}, err
		}
	}
}

// cardTrouble tells whether laying the card again may help.
func cardTrouble(err error) bool {
	refused, ok := errors.AsType[*RefusedError](err)
	return ok && refused.Code.layAgain() || errors.Is(err, ErrUnknownCard)
}

// try finds, selects and reads once.
func (r *Reader) try(ctx context.Context) (Card, error) {
	if err := r.find(ctx); err != nil {
		return Card{}, err
	}
	return r.read(ctx)
}

// find asks for a card, at least pollEvery after the last request.
func (r *Reader) find(ctx context.Context) error {
	if err := r.rest(ctx); err != nil {
		return err
	}
	return r.command(ctx, FindCard, Found)
}

// rest waits until the reader may be asked for a card again.
func (r *Reader) rest(ctx context.Context) error {
	wait := time.NewTimer(time.Until(r.last.Add(pollEvery)))
	defer wait.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-wait.C:
		return nil
	}
}

// read selects and reads the card that was found.
func (r *Reader) read(ctx context.Context) (card Card, err error) {
	if err := r.command(ctx, SelectCard, Done); err != nil {
		return Card{}, err
	}
	err = r.ask(ctx, ReadBaseInfo, readTime, func(code Code, data []byte) error {
		if code != Done {
			return &RefusedError{ReadBaseInfo, code}
		}
		text, err := textOf(data)
		if err != nil {
			return err
		}
		card, err = ParseCard(text)
		return err
	})
	return card, err
}

// still asks whether the card that was read lies there yet. known is false
// when this reader cannot say.
func (r *Reader) still(ctx context.Context) (there, known bool, err error) {
	if err := r.rest(ctx); err != nil {
		return false, false, err
	}
	err = r.ask(ctx, ReadNewAddress, answerTime, func(code Code, _ []byte) error {
		there = code == Done || code == NoContent
		known = there || code.layAgain()
		return nil
	})
	if errors.Is(err, ErrSilent) {
		return false, false, nil // the next search tells whether it is silent altogether
	}
	return there, known, err
}

// command sends a command and wants one code in return.
func (r *Reader) command(ctx context.Context, c Command, want Code) error {
	return r.ask(ctx, c, answerTime, func(code Code, _ []byte) error {
		if code != want {
			return &RefusedError{c, code}
		}
		return nil
	})
}

// ask sends a command and hands the answer, which is wiped afterwards, to take.
// Its errors are those of the port, ErrSilent, ErrGarbled, ctx's, and take's.
func (r *Reader) ask(ctx context.Context, c Command, limit time.Duration, take func(Code, []byte) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.drain(); err != nil {
		return err
	}
	line := r.line
	r.scan.Reset()
	r.last = time.Now()
	line.SetWriteDeadline(r.last.Add(writeTime))
	if _, err := line.Write(c.Frame()); err != nil {
		return fmt.Errorf("failed to ask the card reader: %w", err)
	}
	line.SetReadDeadline(r.last.Add(limit))
	stop := context.AfterFunc(ctx, func() { line.SetReadDeadline(time.Unix(1, 0)) })
	defer stop()

	var answer error
	answered := false
	found := func(payload []byte) {
		code, data, ok := splitAnswer(payload)
		if !ok || answered {
			return
		}
		answered = true
		answer = take(code, data)
	}
	var piece [512]byte
	defer clear(piece[:])
	for !answered {
		n, err := line.Read(piece[:])
		r.scan.Scan(piece[:n], found)
		if answered || err == nil {
			continue
		}
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			return fmt.Errorf("failed to hear the card reader: %w", err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// Noise may have looked like the head of a frame that is still to come.
		if r.scan.Resync(found); answered {
			break
		}
		if r.scan.Lost() > 0 {
			return ErrGarbled
		}
		return ErrSilent
	}
	return answer
}

// drain reads away what nobody waits for any more: the late answer to an older
// command would be taken for the answer to the next one.
func (r *Reader) drain() error {
	var piece [512]byte
	defer clear(piece[:])
	for range 16 {
		r.line.SetReadDeadline(time.Now().Add(time.Millisecond))
		switch _, err := r.line.Read(piece[:]); {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return nil
		case err != nil:
			return fmt.Errorf("failed to hear the card reader: %w", err)
		}
	}
	return ErrGarbled
}
