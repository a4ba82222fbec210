package update

import (
	"errors"
	"fmt"
)

// Reason is why nothing was taken from a tree.
type Reason string

const (
	// Unreached and NoTree are no refusals: the network is down, the stick is not plugged in.
	Unreached Reason = "unreached"
	NoTree    Reason = "no-tree"
	// The tree was read and is refused.
	Incomplete Reason = "incomplete" // half copied or cut short
	Altered    Reason = "altered"    // not what was signed
	OtherKeys  Reason = "other-keys" // signed by somebody whom the root does not name
	Older      Reason = "older"      // older than what was accepted already
	Expired    Reason = "expired"
	TooLong    Reason = "too-long" // a file that does not end where it should
	Redirected Reason = "redirected"
)

// Fault is an answer of a tree that is no offer: a sentence that names place and remedy.
type Fault struct {
	Why   Reason
	where string
	cause error
}

func newFault(why Reason, tree Tree, format string, args ...any) *Fault {
	return &Fault{Why: why, where: tree.String(), cause: fmt.Errorf(format, args...)}
}

var remedies = map[Reason]string{
	Unreached:  "check the network or the stick",
	NoTree:     "publish there with contentctl publish, or mend update.tree",
	Incomplete: "copy the whole tree again, timestamp.json last",
	Altered:    "publish again, and find out who can write there",
	OtherKeys:  "give the kiosk the root.json of the keys that publish there, if they are the right ones",
	Older:      "put the newest tree there",
	Expired:    "publish again",
	TooLong:    "copy the whole tree again, and find out who can write there",
	Redirected: "put the address that it leads to into update.tree",
}

func (f *Fault) Error() string {
	return fmt.Sprintf("the tree %s: %v; %s", f.where, f.cause, remedies[f.Why])
}

func (f *Fault) Unwrap() error { return f.cause }

// Refused reports whether the tree was read and refused, rather than not reached.
func (f *Fault) Refused() bool { return f.Why != Unreached && f.Why != NoTree }

// errAbsent means that a tree has no such file.
var errAbsent = errors.New("there is no such file")
