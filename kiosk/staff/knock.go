package staff

import "time"

// How the page is opened: so many touches on the seal within so long, where no visitor touches by
// chance more than once or twice.
const (
	knocks  = 5
	knockIn = 3 * time.Second
)

// Knock counts touches on the seal. The zero value is ready.
type Knock struct{ at []time.Time }

// Touch takes a touch, on the seal or elsewhere, and reports whether it was the last of a knock. A
// touch elsewhere begins anew.
func (k *Knock) Touch(onSeal bool, now time.Time) bool {
	if !onSeal {
		k.at = nil
		return false
	}
	k.at = append(k.at, now)
	if len(k.at) < knocks {
		return false
	}
	first := k.at[len(k.at)-knocks]
	k.at = k.at[len(k.at)-knocks+1:]
	if passed := now.Sub(first); passed < 0 || passed > knockIn {
		return false
	}
	k.at = nil
	return true
}
