package source

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// checkHall judges the hall's file. A hall without windows, plan or hours is a hall all the same:
// the kiosk then sends people to the desk.
func (t *tree) checkHall() {
	if t.hall == nil {
		return
	}
	h, report := &t.cat.Hall, t.at(t.hall, "")
	if !idPattern.MatchString(h.ID) {
		report(where("id"), fmt.Sprintf("the hall's id %q cannot be used", h.ID), idRule)
	}
	if strings.TrimSpace(h.Name) == "" {
		report(where("name"), "the hall has no name", "write what stands over its door")
	}
	checkFact(h.Phone, report, "phone")
	for i, span := range h.Hours {
		from, errFrom := time.Parse("15:04", span.From)
		to, errTo := time.Parse("15:04", span.To)
		if errFrom != nil || errTo != nil || !from.Before(to) {
			report(where("hours", i), fmt.Sprintf("the hours %q to %q are not a span of one day", span.From, span.To), "write them as \"09:00\" and \"17:30\"")
		}
		for _, d := range span.Days {
			if d < 1 || d > 7 {
				report(where("hours", i, "days"), fmt.Sprintf("the weekday %d is not one", d), "use 1 (Monday) to 7 (Sunday)")
			}
		}
	}
	for key, days := range map[string][]string{"closed": h.Closed, "extra": h.Extra} {
		for i, day := range days {
			if !isDay(day) {
				report(where(key, i), fmt.Sprintf("the day %q is not one", day), "write it as 2026-10-01")
			}
		}
	}
	nodes := map[string]bool{}
	for i, n := range h.Plan.Nodes {
		if n.ID == "" || nodes[n.ID] {
			report(where("plan", "nodes", i), fmt.Sprintf("the node's id %q is empty or stands there twice", n.ID), "give each its own id")
		}
		nodes[n.ID] = true
	}
	node := func(id string, steps ...any) {
		if !nodes[id] {
			report(steps, fmt.Sprintf("the node %q is not on the plan", id), "add it to plan.nodes or use one of its ids")
		}
	}
	if len(nodes) > 0 {
		node(h.Plan.Here, "plan", "here")
		if !slices.Contains([]string{"up", "down", "left", "right"}, h.Plan.Facing) {
			report(where("plan", "facing"), fmt.Sprintf("facing is %q", h.Plan.Facing), "write up, down, left or right")
		}
		if h.Plan.Metres <= 0 || h.Plan.Width <= 0 || h.Plan.Height <= 0 {
			report(where("plan"), "the plan has no size", "write width, height and metres, each above 0")
		}
	}
	for i, w := range h.Plan.Ways {
		node(w.A, "plan", "ways", i, "a")
		node(w.B, "plan", "ways", i, "b")
	}
	windows := map[string]bool{}
	for i, w := range h.Windows {
		if !windowPattern.MatchString(w.ID) || windows[w.ID] {
			report(where("windows", i, "id"), fmt.Sprintf("the window %q stands there twice or its number cannot be used", w.ID), "use letters, digits and hyphens, at most 8, as on its sign")
		}
		windows[w.ID] = true
		if len(nodes) > 0 {
			node(w.Node, "windows", i, "node")
		}
	}
}
