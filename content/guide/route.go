package guide

import "math"

// Route is the way from the kiosk to a window.
type Route struct {
	Points []Node
	// Turns are what to do, one after the other.
	Turns []Turn
	// Metres is its length; StepFree is whether it has no steps.
	Metres   float32
	StepFree bool
}

// Turn is one stretch of a way as a person is told it.
type Turn struct {
	// Do is "ahead", "left", "right", "back", or at the end "arrive-left", "arrive-right", "arrive-ahead".
	Do string
	// Metres is the length walked after the turn.
	Metres float32
}

// Route finds the shortest way from the kiosk to a window's node; stepFree leaves out ways with
// steps. It reports false when there is none.
func (h *Hall) Route(window Window, stepFree bool) (Route, bool) {
	nodes := map[string]Node{}
	for _, n := range h.Plan.Nodes {
		nodes[n.ID] = n
	}
	// Dijkstra over a few dozen nodes: a linear scan for the nearest is enough.
	type reach struct {
		length float32
		from   string
		done   bool
	}
	best := map[string]*reach{h.Plan.Here: {}}
	for {
		at := ""
		for _, n := range h.Plan.Nodes {
			if r := best[n.ID]; r != nil && !r.done && (at == "" || r.length < best[at].length) {
				at = n.ID
			}
		}
		if at == "" {
			return Route{}, false
		}
		if at == window.Node {
			break
		}
		best[at].done = true
		for _, w := range h.Plan.Ways {
			if stepFree && w.Steps {
				continue
			}
			next := ""
			switch at {
			case w.A:
				next = w.B
			case w.B:
				next = w.A
			default:
				continue
			}
			length := best[at].length + distance(nodes[at], nodes[next])
			if r := best[next]; r == nil || length < r.length {
				best[next] = &reach{length: length, from: at}
			}
		}
	}
	var points []Node
	for id := window.Node; ; id = best[id].from {
		points = append([]Node{nodes[id]}, points...)
		if id == h.Plan.Here {
			break
		}
	}
	route := Route{Points: points, Metres: best[window.Node].length * h.Plan.Metres, StepFree: !h.hasSteps(points)}
	route.Turns = turns(points, h.Plan, window)
	return route, true
}

func (h *Hall) hasSteps(points []Node) bool {
	for i := 1; i < len(points); i++ {
		for _, w := range h.Plan.Ways {
			if w.Steps && (w.A == points[i-1].ID && w.B == points[i].ID || w.B == points[i-1].ID && w.A == points[i].ID) {
				return true
			}
		}
	}
	return false
}

func distance(a, b Node) float32 { return float32(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y))) }

// turns tells a way as stretches. On the plan y grows downwards, so a turn from heading up to
// heading right is a right turn.
func turns(points []Node, plan Plan, window Window) []Turn {
	var out []Turn
	heading := map[string]float64{"up": -math.Pi / 2, "down": math.Pi / 2, "left": math.Pi, "right": 0}[plan.Facing]
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		next := math.Atan2(float64(b.Y-a.Y), float64(b.X-a.X))
		do := side(next - heading)
		metres := distance(a, b) * plan.Metres
		if do == "ahead" && len(out) > 0 {
			out[len(out)-1].Metres += metres
		} else {
			out = append(out, Turn{Do: do, Metres: metres})
		}
		heading = next
	}
	if len(points) > 0 {
		last := points[len(points)-1]
		to := math.Atan2(float64(window.Y+window.H/2-last.Y), float64(window.X+window.W/2-last.X))
		out = append(out, Turn{Do: "arrive-" + side(to-heading)})
	}
	return out
}

// side names a change of heading in radians.
func side(by float64) string {
	for by > math.Pi {
		by -= 2 * math.Pi
	}
	for by <= -math.Pi {
		by += 2 * math.Pi
	}
	switch {
	case math.Abs(by) <= math.Pi/4:
		return "ahead"
	case math.Abs(by) >= 3*math.Pi/4:
		return "back"
	case by > 0:
		return "right"
	default:
		return "left"
	}
}
