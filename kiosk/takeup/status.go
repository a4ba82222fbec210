package takeup

import (
	"time"

	"daoyin/content/release"
	"daoyin/content/update"
	"daoyin/content/words"
)

// Status is what staff are told of the content and of the last checks. It holds nothing of a
// person.
type Status struct {
	// Tree is where new content comes from, without a password.
	Tree string
	// Release is the content's hash as contentctl shows it, Date its day (2026-11-24), Items its size.
	Release, Date string
	Items         int
	// Seed is whether the release that came with the machine is shown, because none was taken up.
	Seed bool
	// Version is the publication's number, 0 until a check has succeeded.
	Version int64
	// LastCheck is when the tree was asked last, LastGood when it last offered what is shown or
	// something newer; zero for never.
	LastCheck, LastGood time.Time
	// Waiting is whether a new release waits for the visitor to leave.
	Waiting bool
	// Refused is whether the tree's last answer was refused. LastRefusal is when one was refused
	// last, Reason its sentence for staff, Cause the same for whoever mends it.
	Refused       bool
	LastRefusal   time.Time
	Reason, Cause string
	// Unreached is a sentence for staff when the last check did not get through, else empty.
	Unreached string
	// Expires is when the newest publication seen ends, zero when none was seen; Expired is whether
	// it has. The release is shown all the same.
	Expires time.Time
	Expired bool
}

// reason is the key of a refusal's sentence.
type reason string

// The refusals that have their cause here rather than in the tree.
const (
	reasonBroken  reason = "broken"
	reasonDamaged reason = "damaged"
	reasonUnkept  reason = "unkept"
)

// Unset is the Status of a kiosk whose [update] cannot be used: nothing is taken up.
func Unset(tree string, w *words.Catalogue, now time.Time, cause error) Status {
	return Status{Tree: tree, Seed: true, Refused: true, LastRefusal: now, Reason: w.Say("takeup.unset"), Cause: cause.Error()}
}

// Status returns the moment as it is.
func (k *Keeper) Status() Status {
	k.mu.Lock()
	defer k.mu.Unlock()
	s := k.status
	s.Expired = !s.Expires.IsZero() && k.opt.Now().After(s.Expires)
	return s
}

func (k *Keeper) tell(change func(*Status)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	change(&k.status)
}

// shows notes what is shown; hash is empty for the seed.
func (k *Keeper) shows(hash string, r *release.Release) {
	k.showsInfo(hash, r.Info())
	k.tell(func(s *Status) { s.Expires = k.store.Trust().Expires })
}

func (k *Keeper) showsInfo(hash string, info release.Info) {
	k.shown = hash
	k.tell(func(s *Status) {
		s.Seed, s.Release, s.Date, s.Items = hash == "", info.Hash, info.Date, info.Items
	})
}

// checked notes that the tree was asked and offered something good.
func (k *Keeper) checked() {
	now := k.opt.Now()
	k.tell(func(s *Status) {
		s.LastCheck, s.LastGood, s.Unreached, s.Refused = now, now, "", false
	})
}

// unreached notes that the tree was not there. It is logged once until it is there again.
func (k *Keeper) unreached(f *update.Fault) {
	said := k.opt.Words.Say("takeup." + string(f.Why))
	k.tell(func(s *Status) {
		s.LastCheck = k.opt.Now()
		if s.Unreached == "" {
			k.opt.Log.Warn("the operators' tree is not reached", "key", "update.tree", "cause", f)
		}
		s.Unreached = said
	})
}

// refuse notes a refusal. The same one is logged once.
func (k *Keeper) refuse(why reason, cause error) {
	said := k.opt.Words.Say("takeup." + string(why))
	k.tell(func(s *Status) {
		if !s.Refused || s.Cause != cause.Error() {
			k.opt.Log.Error("new content is refused, the kiosk goes on with what it has", "reason", string(why), "cause", cause)
		}
		s.LastCheck = k.opt.Now()
		s.LastRefusal, s.Refused, s.Unreached = s.LastCheck, true, ""
		s.Reason, s.Cause = said, cause.Error()
	})
}
