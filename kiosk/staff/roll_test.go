package staff

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"daoyin/devices/printer"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// open gives a machine on the overview.
func open(t testing.TB) *Machine {
	t.Helper()
	m := New(Setup{Kiosk: "1 号机", Printer: true, Reader: true, Idle: 3 * time.Minute}, noon)
	m.Knocked(noon)
	for _, d := range "271828" {
		m.Do(Digit{byte(d)})
	}
	m.Do(Submit{})
	m.Tell(Checked{Right: true})
	if got := m.State().Page; got != Overview {
		t.Fatalf("the right PIN leads to %q", got)
	}
	return m
}

// fake is a printer with a cover and a paper sensor.
type fake struct {
	open  bool
	paper printer.Paper
	// state stands before what cover and paper make of it; "" for none.
	state printer.State
}

func (f fake) sensors() Sensors {
	s := Sensors{State: printer.Ready, Paper: f.paper}
	switch {
	case f.open:
		s.State = printer.CoverOpen
	case f.state != "":
		s.State = f.state
		if f.state == printer.Silent || f.state == printer.Unplugged {
			s.Paper = printer.PaperUnknown
		}
	case f.paper == printer.PaperOut:
		s.State = printer.Out
	case f.paper == printer.PaperLow:
		s.State = printer.NearEnd
	}
	return s
}

// TestEachOrderOfHands: whatever order a hand takes, the step follows the sensors, and what is
// unusual is said.
func TestEachOrderOfHands(t *testing.T) {
	type at struct {
		does   string // what happens: open, close, out, in, low, silent, cutter, well, touch, test; "slip …" ends a test slip
		step   Step
		remark Remark
	}
	for name, way := range map[string][]at{
		"as it should be, from an empty printer": {
			{"out", OpenCover, NoRemark}, {"open", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"as it should be, from a roll that is nearly used up": {
			{"low", NoChange, NoRemark}, {"touch", OpenCover, NoRemark}, {"open", TakeOut, NoRemark}, {"out", PutIn, NoRemark}, {"in", CloseUp, NoRemark},
			{"close", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"the cover is open before staff come": {
			{"open", TakeOut, NoRemark}, {"out", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"closed without a new roll": {
			{"out", OpenCover, NoRemark}, {"open", PutIn, NoRemark}, {"close", OpenCover, StillOut}, {"open", PutIn, NoRemark}, {"in", CloseUp, NoRemark},
			{"close", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"opened and closed, the old roll left in": {
			{"open", TakeOut, NoRemark}, {"close", Testing, OldRoll}, {"slip printed", Changed, OldRoll}},
		"the new roll comes out again": {
			{"out", OpenCover, NoRemark}, {"open", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"out", PutIn, OutAgain}, {"in", CloseUp, NoRemark},
			{"close", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"faster than we look: paper in, cover never seen open": {
			{"out", OpenCover, NoRemark}, {"in", Testing, NotOpened}, {"slip printed", Changed, NotOpened}},
		"opened during the test slip": {
			{"open", TakeOut, NoRemark}, {"out", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"open", CloseUp, OpenAgain},
			{"close", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"the paper ends during the test slip": {
			{"out", OpenCover, NoRemark}, {"open", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"out", OpenCover, StillOut},
			{"slip out", OpenCover, StillOut}, {"open", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"the slip says that there is no paper": {
			{"open", TakeOut, NoRemark}, {"out", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"slip out", OpenCover, StillOut}},
		"nobody knows of the slip, and the next waits for a hand": {
			{"open", TakeOut, NoRemark}, {"out", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"slip unknown", CloseUp, Unproved},
			{"look", CloseUp, Unproved}, {"test", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"nobody knows of the slip, and the cover is opened": {
			{"open", TakeOut, NoRemark}, {"out", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"slip unknown", CloseUp, Unproved},
			{"open", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"the cutter sticks when the cover closes": {
			{"out", OpenCover, NoRemark}, {"open", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"cutter", CloseUp, NoRemark}, {"close", CloseUp, Stuck},
			{"open", CloseUp, NoRemark}, {"well", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"switched off in the middle": {
			{"open", TakeOut, NoRemark}, {"out", PutIn, NoRemark}, {"in", CloseUp, NoRemark}, {"close", Testing, NoRemark}, {"slip off", CloseUp, Stuck},
			{"silent", CloseUp, Stuck}, {"well", Testing, NoRemark}, {"slip printed", Changed, NoRemark}},
		"begun by mistake": {
			{"touch", OpenCover, NoRemark}, {"keep", NoChange, NoRemark}},
		"empty again after a change": {
			{"out", OpenCover, NoRemark}, {"in", Testing, NotOpened}, {"slip printed", Changed, NotOpened}, {"out", OpenCover, NoRemark}},
	} {
		t.Run(name, func(t *testing.T) {
			m := open(t)
			f := fake{paper: printer.PaperOK}
			m.Tell(f.sensors())
			for i, step := range way {
				before := m.State().Test
				var effects []Effect
				switch step.does {
				case "open":
					f.open = true
				case "close":
					f.open = false
				case "out":
					f.paper = printer.PaperOut
				case "in":
					f.paper = printer.PaperOK
				case "low":
					f.paper = printer.PaperLow
				case "silent":
					f.state = printer.Silent
				case "cutter":
					f.state = printer.Cutter
				case "well":
					f.state = ""
				case "touch":
					effects = m.Do(ChangeRoll{})
				case "keep":
					effects = m.Do(KeepRoll{})
				case "test":
					effects = m.Do(TestSlip{})
				case "slip printed":
					effects = m.Tell(Tested{printer.Printed, f.sensors().State})
				case "slip unknown":
					effects = m.Tell(Tested{printer.Unknown, f.sensors().State})
				case "slip out":
					effects = m.Tell(Tested{printer.NotPrinted, printer.Out})
					f.paper = printer.PaperOut
				case "slip off":
					effects = m.Tell(Tested{printer.Unknown, printer.Unplugged})
					f.state = printer.Silent
				}
				if step.does != "touch" && step.does != "keep" && step.does != "test" {
					effects = append(effects, m.Tell(f.sensors())...)
					effects = append(effects, m.Tell(f.sensors())...) // a second look changes nothing
				}
				got := m.State().Roll
				if got.Step != step.step || got.Remark != step.remark {
					t.Fatalf("%d, %s: step %d %q, want %d %q", i+1, step.does, got.Step, got.Remark, step.step, step.remark)
				}
				slips := 0
				for _, e := range effects {
					if _, ok := e.(PrintTest); ok {
						slips++
					}
				}
				if want := step.step == Testing && before != TestPrinting; (slips == 1) != want || slips > 1 {
					t.Errorf("%d, %s: %d test slips are asked for", i+1, step.does, slips)
				}
				if changed := has(effects, RollChanged{}); changed != (step.does == "slip printed" && step.remark != OldRoll) {
					t.Errorf("%d, %s: the change is kept: %v", i+1, step.does, changed)
				}
			}
		})
	}
}

func has(effects []Effect, want Effect) bool {
	for _, e := range effects {
		if cmp.Equal(e, want) {
			return true
		}
	}
	return false
}

// Whatever the sensors do: a change is over only after a slip that came out with paper in and the
// cover closed, and there is never a second slip while one is under way.
func TestAnyOrderEndsInProof(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := New(Setup{Printer: true, Idle: time.Hour}, noon)
		m.Knocked(noon)
		m.Tell(Checked{Right: true})
		f := fake{paper: printer.PaperOut}
		under := false
		for range rapid.IntRange(1, 60).Draw(t, "moves") {
			var effects []Effect
			before := m.State().Roll.Step
			proved := false
			switch rapid.SampledFrom([]string{"cover", "paper", "state", "slip", "touch", "test", "look"}).Draw(t, "move") {
			case "cover":
				f.open = !f.open
			case "paper":
				f.paper = rapid.SampledFrom([]printer.Paper{printer.PaperOK, printer.PaperOut, printer.PaperLow}).Draw(t, "paper")
			case "state":
				f.state = rapid.SampledFrom([]printer.State{"", printer.Silent, printer.Cutter, printer.Overheated}).Draw(t, "state")
			case "slip":
				if under {
					under = false
					outcome := rapid.SampledFrom([]printer.Outcome{printer.Printed, printer.NotPrinted, printer.Unknown}).Draw(t, "outcome")
					proved = outcome == printer.Printed
					effects = m.Tell(Tested{outcome, f.sensors().State})
				}
			case "touch":
				effects = m.Do(ChangeRoll{})
			case "test":
				effects = m.Do(TestSlip{})
			}
			if before != Changed && m.State().Roll.Step == Changed && !(proved && before == Testing) {
				t.Fatalf("changed from step %d without proof", before)
			}
			effects = append(effects, m.Tell(f.sensors())...)
			for _, e := range effects {
				if _, ok := e.(PrintTest); ok {
					if under {
						t.Fatal("a second slip is asked for while one is under way")
					}
					under = true
				}
			}
			r := m.State().Roll
			if r.Step == PutIn && r.Paper || r.Step == TakeOut && !r.Paper {
				t.Fatalf("step %d does not fit the sensors %+v", r.Step, r)
			}
		}
	})
}
