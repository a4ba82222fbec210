package guide

import "time"

// Hall is the place: its windows on a floor plan, its opening hours, where this kiosk stands.
type Hall struct {
	ID   string `yaml:"id" json:"id"`
	Name string `yaml:"name" json:"name"`
	// Sample marks an invented hall; 示例 then stands on every screen and paper.
	Sample bool `yaml:"sample,omitempty" json:"sample,omitempty"`
	Phone  Fact `yaml:"phone,omitempty" json:"phone,omitzero"`
	// Desk says where the guides' desk is, in a sentence ("大门进来右手边").
	Desk    string   `yaml:"desk" json:"desk"`
	Hours   []Hours  `yaml:"hours" json:"hours"`
	Closed  []string `yaml:"closed,omitempty" json:"closed,omitempty"` // days YYYY-MM-DD on which it is shut
	Extra   []string `yaml:"extra,omitempty" json:"extra,omitempty"`   // days worked in exchange (调休): as a Monday
	HoursIn string   `yaml:"hours_note,omitempty" json:"hours_note,omitempty"`
	Windows []Window `yaml:"windows" json:"windows"`
	Plan    Plan     `yaml:"plan" json:"plan"`
}

// Hours is one span of opening on some weekdays (1 Monday … 7 Sunday), as HH:MM.
type Hours struct {
	Days []int  `yaml:"days" json:"days"`
	From string `yaml:"from" json:"from"`
	To   string `yaml:"to" json:"to"`
}

// Window is a counter of the hall.
type Window struct {
	ID string `yaml:"id" json:"id"` // the number on its sign
	// Name is the kind of counter (公安综合); Floor is said as people say it (一楼).
	Name  string `yaml:"name" json:"name"`
	Floor string `yaml:"floor" json:"floor"`
	// Place on the plan.
	X float32 `yaml:"x" json:"x"`
	Y float32 `yaml:"y" json:"y"`
	W float32 `yaml:"w" json:"w"`
	H float32 `yaml:"h" json:"h"`
	// Node is the way node in front of it.
	Node string `yaml:"node" json:"node"`
}

// Plan is the floor as drawn: lengths in units of its own, Width × Height of them.
type Plan struct {
	Width  float32 `yaml:"width" json:"width"`
	Height float32 `yaml:"height" json:"height"`
	// Metres is how many metres one unit is, for walking times.
	Metres float32 `yaml:"metres" json:"metres"`
	// Here is the node where the kiosk stands; Facing is the direction a visitor faces in front of
	// it: "up", "down", "left" or "right" on the plan.
	Here   string     `yaml:"here" json:"here"`
	Facing string     `yaml:"facing" json:"facing"`
	Nodes  []Node     `yaml:"nodes" json:"nodes"`
	Ways   []Way      `yaml:"ways" json:"ways"`
	Areas  []PlanArea `yaml:"areas,omitempty" json:"areas,omitempty"`
	// Desk is the way node in front of the guides' desk, if the plan has one.
	Desk string `yaml:"desk,omitempty" json:"desk,omitempty"`
	// Door is the gap in the outer wall, from–to along the lower edge.
	Door [2]float32 `yaml:"door" json:"door"`
}

// Node is a point where ways meet.
type Node struct {
	ID string  `yaml:"id" json:"id"`
	X  float32 `yaml:"x" json:"x"`
	Y  float32 `yaml:"y" json:"y"`
}

// Way joins two nodes; Steps marks one that has steps (台阶).
type Way struct {
	A     string `yaml:"a" json:"a"`
	B     string `yaml:"b" json:"b"`
	Steps bool   `yaml:"steps,omitempty" json:"steps,omitempty"`
}

// PlanArea is a thing drawn on the plan: "seats", "desk", "steps" (drawn as stairs) or "label".
type PlanArea struct {
	Kind string  `yaml:"kind" json:"kind"`
	Name string  `yaml:"name,omitempty" json:"name,omitempty"`
	X    float32 `yaml:"x" json:"x"`
	Y    float32 `yaml:"y" json:"y"`
	W    float32 `yaml:"w" json:"w"`
	H    float32 `yaml:"h" json:"h"`
}

// Window returns the window with that id.
func (h *Hall) Window(id string) (Window, bool) {
	for _, w := range h.Windows {
		if w.ID == id {
			return w, true
		}
	}
	return Window{}, false
}

// DeskPlace is the guides' desk as a place that Route leads to, without a number; false where the
// plan does not show it or no way leads there.
func (h *Hall) DeskPlace() (Window, bool) {
	for _, a := range h.Plan.Areas {
		if a.Kind == "desk" && h.Plan.Desk != "" {
			return Window{Name: a.Name, X: a.X, Y: a.Y, W: a.W, H: a.H, Node: h.Plan.Desk}, true
		}
	}
	return Window{}, false
}

// Today is the state of the hall at a moment.
type Today struct {
	Open bool
	// Until is when it closes (Open), or when it opens next today; zero when it stays shut today.
	Until time.Time
	// NextDay is the next day it opens, when it stays shut today.
	NextDay time.Time
}

// At says whether the hall is open at t, by t's own clock and zone.
func (h *Hall) At(t time.Time) Today {
	spans := h.spans(t)
	for _, s := range spans {
		if t.Before(s[0]) {
			return Today{Until: s[0]}
		}
		if t.Before(s[1]) {
			return Today{Open: true, Until: s[1]}
		}
	}
	for d := 1; d <= 14; d++ {
		day := time.Date(t.Year(), t.Month(), t.Day()+d, 0, 0, 0, 0, t.Location())
		if s := h.spans(day); len(s) > 0 {
			return Today{NextDay: s[0][0]}
		}
	}
	return Today{}
}

// spans are the opening spans of t's day, in the order in which they are written.
func (h *Hall) spans(t time.Time) [][2]time.Time {
	day := t.Format(time.DateOnly)
	if contains(h.Closed, day) {
		return nil
	}
	weekday := int(t.Weekday())
	if weekday == 0 {
		weekday = 7
	}
	if contains(h.Extra, day) {
		weekday = 1
	}
	var out [][2]time.Time
	for _, span := range h.Hours {
		for _, d := range span.Days {
			from, errFrom := time.Parse("15:04", span.From)
			to, errTo := time.Parse("15:04", span.To)
			if d != weekday || errFrom != nil || errTo != nil {
				continue
			}
			on := func(c time.Time) time.Time {
				return time.Date(t.Year(), t.Month(), t.Day(), c.Hour(), c.Minute(), 0, 0, t.Location())
			}
			out = append(out, [2]time.Time{on(from), on(to)})
		}
	}
	return out
}
