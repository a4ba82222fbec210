package idcard

import (
	"context"
	"errors"
	"time"
)

const (
	// firstRetry and lastRetry bound the waiting between attempts to open a port
	// that was lost; it doubles from one to the other.
	firstRetry = 500 * time.Millisecond
	lastRetry  = 5 * time.Second
	// goneAnswers is how many answers in a row must say that the card is gone. A
	// person who is told so too early leaves it behind.
	goneAnswers = 2
)

// An EventKind says what happened at the reader.
type EventKind byte

const (
	Waiting   EventKind = iota + 1 // ready for a card
	Reading                        // a card was found and is being read
	Read                           // the card was read: Event.Card
	Lift                           // the card that was read still lies there and has to be taken back
	Lifted                         // it has been taken
	TryAgain                       // the card could not be read: Event.Err; lift it and lay it again
	Fault                          // the reader does not work: Event.Err
	Recovered                      // it works again
)

func (k EventKind) String() string {
	switch k {
	case Waiting:
		return "waiting"
	case Reading:
		return "reading"
	case Read:
		return "read"
	case Lift:
		return "lift"
	case Lifted:
		return "lifted"
	case TryAgain:
		return "try-again"
	case Fault:
		return "fault"
	case Recovered:
		return "recovered"
	}
	return "none"
}

// An Event is one thing that happened at the reader. It can be printed safely.
type Event struct {
	Kind EventKind
	Card Card  // with Read; the receiver wipes it
	Err  error // with TryAgain and Fault; says nothing of the card's contents
}

// Watch reports what happens at the reader until ctx ends, and returns ctx's
// error then. It calls tell from its own goroutine, one event after the other;
// tell must not block for long.
//
// The order is: Waiting; Reading; then Read, Lift, Lifted and Waiting again, or
// TryAgain, after which the next is Reading. Fault may come at any time, once
// for each new kind of fault; Recovered follows when it is over, and then
// Waiting, or Lift when the card still lies there. A reader that cannot tell
// whether it does reports Lifted when it finds the next card. The port is opened
// again by itself after a fault.
func (r *Reader) Watch(ctx context.Context, tell func(Event)) error {
	defer r.Close()
	w := watch{Reader: r, tell: tell}
	for {
		if err := w.round(ctx); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			w.fail(ctx, err)
		}
	}
}

// watch is what is remembered from one round to the next.
type watch struct {
	*Reader
	tell func(Event)

	waiting  bool   // it is known that a card is waited for
	lying    bool   // a card was read and may still lie there
	canTell  bool   // the reader can tell whether it does
	gone     int    // answers in a row that say it is gone
	fault    string // the fault that was told last, "" when all is well
	silent   int    // failed rounds in a row
	nextWait time.Duration
}

// round does the next thing at the reader. Its error is a fault of the reader.
func (w *watch) round(ctx context.Context) error {
	if err := w.ensureOpen(ctx); err != nil {
		return err
	}
	if w.lying && w.canTell {
		return w.askLifted(ctx)
	}
	err := w.find(ctx)
	if refused, ok := errors.AsType[*RefusedError](err); ok && refused.Code.layAgain() {
		w.well()
		if refused.Code != NoCard {
			w.again(err)
		}
		if !w.lying {
			w.wait()
		}
		return nil
	}
	if err != nil {
		return err
	}
	w.well()
	w.lifted()
	w.waiting = false
	w.tell(Event{Kind: Reading})
	card, err := w.read(ctx)
	// Garbled counts as the card's trouble here: a bad cable shows itself in the
	// next search.
	if cardTrouble(err) || errors.Is(err, ErrGarbled) && ctx.Err() == nil {
		w.again(err)
		return nil
	}
	if err != nil {
		return err
	}
	w.lying, w.canTell, w.gone = true, true, 0
	w.tell(Event{Kind: Read, Card: card})
	w.tell(Event{Kind: Lift})
	return nil
}

func (w *watch) askLifted(ctx context.Context) error {
	there, known, err := w.still(ctx)
	if err != nil {
		return err
	}
	switch {
	case there:
		w.gone = 0
		w.well()
	case !known:
		w.canTell = false
	default:
		w.gone++
		w.well()
		if w.gone == goneAnswers {
			w.lifted()
			w.wait()
		}
	}
	return nil
}

func (w *watch) lifted() {
	if w.lying {
		w.lying = false
		w.tell(Event{Kind: Lifted})
	}
}

func (w *watch) again(err error) {
	w.waiting = true
	w.tell(Event{Kind: TryAgain, Err: err})
}

func (w *watch) wait() {
	if !w.waiting {
		w.waiting = true
		w.tell(Event{Kind: Waiting})
	}
}

// well ends a fault.
func (w *watch) well() {
	w.silent, w.nextWait = 0, 0
	if w.fault != "" {
		w.fault = ""
		w.waiting = false
		w.tell(Event{Kind: Recovered})
		if w.lying && w.canTell && w.gone == 0 {
			w.tell(Event{Kind: Lift})
		}
	}
}

// fail reports a fault and waits before the next round.
func (w *watch) fail(ctx context.Context, err error) {
	if errors.Is(err, ErrSilent) || errors.Is(err, ErrGarbled) {
		// One disturbed answer is no fault yet.
		if w.silent++; w.silent == 1 && w.fault == "" {
			return
		}
	}
	if !errors.Is(err, ErrReader) {
		// The port may have gone and come back under the same path.
		w.Close()
	}
	if told := err.Error(); w.fault != told {
		w.fault = told
		w.waiting = false
		w.tell(Event{Kind: Fault, Err: err})
	}
	w.nextWait = min(max(2*w.nextWait, firstRetry), lastRetry)
	pause := time.NewTimer(w.nextWait)
	defer pause.Stop()
	select {
	case <-ctx.Done():
	case <-pause.C:
	}
}
