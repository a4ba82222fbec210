package idcard

import (
	"errors"
	"fmt"
)

// What can go wrong with a reader or a card, besides the errors of package port.
var (
	// ErrSilent: the port is open and nothing answers.
	ErrSilent = errors.New("the card reader does not answer; check its power and its cable, and that the configured speed is the reader's")
	// ErrGarbled: bytes come, and they are no answers.
	ErrGarbled = errors.New("the card reader's answers are garbled; check the cable, and that the configured speed and path are the card reader's")
	// ErrReader: the reader itself reports a fault. The error wraps a *RefusedError.
	ErrReader = errors.New("the card reader reports a fault")
	// ErrNoCard: no card was laid on the reader in time.
	ErrNoCard = errors.New("no card was found; lay a card on the reader, and one that was read before has to be lifted first")
	// ErrUnknownCard: a card of a kind that this package does not know.
	ErrUnknownCard = errors.New("the card is of an unknown kind; use a resident identity card, a residence permit or a permanent residence card")
	// ErrWiped: the card was wiped before it was used.
	ErrWiped = errors.New("the card's data has been wiped; read the card again")
)

// A RefusedError is a command that the reader answered with another code than
// hoped for.
type RefusedError struct {
	Command Command
	Code    Code
}

func (e *RefusedError) Error() string {
	s := fmt.Sprintf("the card reader answered %02X: %v", byte(e.Code), e.Code)
	if e.Code.layAgain() {
		s += "; lift the card and lay it again"
	}
	return s
}

// Unwrap gives ErrGarbled when a request arrived damaged, ErrReader for what is
// wrong with the reader itself, and nothing for what is wrong with the card.
func (e *RefusedError) Unwrap() error {
	switch {
	case e.Code.layAgain():
		return nil
	case e.Code == 0x10 || e.Code == 0x11:
		return ErrGarbled
	}
	return ErrReader
}
