package scene

import "reflect"

// Jitter is how far a finger may stray from where it went down and still mean that place, in
// design pixels (2.5 mm).
const Jitter = 10

// Finger follows one finger over the scenes that are shown. A target acts once, when the finger
// lifts where it went down; a finger that slides off, or under which the scene changes, acts not
// at all. How long it stays is no matter. Not for several goroutines at once.
type Finger struct {
	target       Target
	downX, downY float32
	down, inside bool
}

// Pressed is the target that shows as pressed now, if any.
func (f *Finger) Pressed() (Target, bool) { return f.target, f.down && f.inside }

// Down starts a touch at a point of a scene. It reports whether what is pressed has changed.
func (f *Finger) Down(s *Scene, x, y float32) bool {
	target, ok := s.At(x, y)
	*f = Finger{target: target, downX: x, downY: y, down: ok, inside: ok}
	return ok
}

// Move follows the finger. It reports whether what is pressed has changed.
func (f *Finger) Move(x, y float32) bool {
	if !f.down {
		return false
	}
	dx, dy := x-f.downX, y-f.downY
	inside := f.target.Contains(x, y) || dx*dx+dy*dy <= Jitter*Jitter
	changed := inside != f.inside
	f.inside = inside
	return changed
}

// Up ends the touch. It returns the target that acts, if any.
func (f *Finger) Up(x, y float32) (Target, bool) {
	f.Move(x, y)
	acts := f.down && f.inside
	target := f.target
	*f = Finger{}
	return target, acts
}

// Cancel ends the touch without an act.
func (f *Finger) Cancel() { *f = Finger{} }

// Shown tells the finger that the scene has changed. A touch survives only where the new scene is
// of the same page and holds the same target at the same place (a clock has moved on): what a
// person aimed at must be what acts.
func (f *Finger) Shown(before, after *Scene) {
	if !f.down {
		return
	}
	if before.Page == after.Page && sheetName(before) == sheetName(after) {
		for _, t := range after.Live() {
			if t.Name == f.target.Name && t.Rect == f.target.Rect && reflect.DeepEqual(t.Act, f.target.Act) {
				f.target = t
				return
			}
		}
	}
	f.Cancel()
}

func sheetName(s *Scene) string {
	if s.Sheet == nil {
		return ""
	}
	return s.Sheet.Page
}
