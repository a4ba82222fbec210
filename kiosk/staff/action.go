package staff

// Action is something that staff did: a touch on a target. Actions are plain values.
type Action interface{ action() }

type (
	// Digit types a figure of the PIN ('0' to '9'), Erase takes the last one away, Submit gives it.
	Digit  struct{ D byte }
	Erase  struct{}
	Submit struct{}
	// Leave gives the kiosk back to the public.
	Leave struct{}
	// ChangeRoll begins the guided change, KeepRoll ends it before the cover was opened.
	ChangeRoll struct{}
	KeepRoll   struct{}
	// TestSlip prints a slip that shows whether the paper is in the right way.
	TestSlip struct{}
	// CameOut settles a doubtful ticket: it lay in the tray. DidNot: it did not, and is printed
	// again under the same number when its day is not over.
	CameOut struct{ ID uint64 }
	DidNot  struct{ ID uint64 }
)

func (Digit) action()      {}
func (Erase) action()      {}
func (Submit) action()     {}
func (Leave) action()      {}
func (ChangeRoll) action() {}
func (KeepRoll) action()   {}
func (TestSlip) action()   {}
func (CameOut) action()    {}
func (DidNot) action()     {}
