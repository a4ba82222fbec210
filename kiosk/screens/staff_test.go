package screens_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daoyin/devices/printer"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/staff"
	"daoyin/kiosk/theme"
)

// staffMoments are moments of the maintenance by name.
func staffMoments() map[string]staff.State {
	out := map[string]staff.State{}
	begin := func(setup staff.Setup) *staff.Machine {
		setup.Kiosk, setup.Idle = "1 号机", time.Minute
		m := staff.New(setup, tuesday)
		m.Knocked(tuesday)
		return m
	}
	known := staff.Known{
		Content: staff.Content{Date: "2026-11-20", Items: 18, Checked: true}, Today: staff.Today{Taken: 1126, Printed: 1098, NotPrinted: 26, Unknown: 2},
		Doubts:  []staff.Doubt{{ID: 7, Number: "A034", Taken: tuesday.Add(-time.Minute)}, {ID: 9, Number: "B002", Taken: tuesday}},
		Printed: tuesday.Add(-time.Minute), Changed: tuesday.Add(-50 * time.Hour), Held: "A035",
	}
	enter := func() *staff.Machine {
		m := begin(staff.Setup{Printer: true, Reader: true})
		m.Tell(staff.Checked{Right: true})
		m.Tell(known)
		m.Tell(staff.ReaderIs{Reader: staff.Reader{Fitted: true, State: staff.ReaderReady, Read: 58, Failed: 3, Last: tuesday}})
		return m
	}
	look := func(m *staff.Machine, state printer.State, paper printer.Paper) *staff.Machine {
		m.Tell(staff.Sensors{State: state, Paper: paper})
		return m
	}
	out["no-pin"] = begin(staff.Setup{Unset: true}).State()
	m := begin(staff.Setup{})
	out["pin"] = m.State()
	for range staff.LongestPIN {
		m.Do(staff.Digit{D: '7'})
	}
	out["pin-typed"] = m.State()
	m.Do(staff.Submit{})
	out["pin-checking"] = m.State()
	m.Tell(staff.Checked{})
	out["pin-wrong"] = m.State()
	out["pin-locked"] = begin(staff.Setup{Wrong: 20}).State()

	m = look(enter(), printer.Out, printer.PaperOut)
	out["out"] = m.State()
	out["put-in"] = look(m, printer.CoverOpen, printer.PaperOut).State()
	out["close"] = look(m, printer.CoverOpen, printer.PaperOK).State()
	out["out-again"] = look(m, printer.CoverOpen, printer.PaperOut).State()
	out["still-out"] = look(m, printer.Out, printer.PaperOut).State()
	out["testing"] = look(m, printer.Ready, printer.PaperOK).State()
	m.Tell(staff.Tested{Outcome: printer.Unknown, State: printer.Ready})
	out["unproved"] = m.State()
	m.Do(staff.TestSlip{})
	m.Tell(staff.Tested{Outcome: printer.Printed, State: printer.Ready})
	out["changed"] = m.State()
	m = look(enter(), printer.CoverOpen, printer.PaperOK)
	out["take-out"] = m.State()
	out["old-roll"] = look(m, printer.NearEnd, printer.PaperLow).State()
	m.Tell(staff.Tested{Outcome: printer.Printed, State: printer.NearEnd})
	out["changed-old"] = m.State()
	m = look(enter(), printer.Ready, printer.PaperOK)
	m.Do(staff.ChangeRoll{})
	out["open-cover"] = m.State()

	for _, state := range printer.States {
		out["printer-"+string(state)] = look(enter(), state, printer.PaperUnknown).State()
	}
	m = begin(staff.Setup{})
	m.Tell(staff.Checked{Right: true})
	m.Tell(staff.Known{Content: staff.Content{Broken: true}})
	out["bare"] = m.State()
	m = look(enter(), printer.Ready, printer.PaperOK)
	old := known
	old.Doubts, old.Held, old.Content = []staff.Doubt{{ID: 7, Number: "A034", Taken: tuesday.Add(-200 * time.Hour), Old: true}}, "", staff.Content{}
	m.Tell(old)
	m.Tell(staff.ReaderIs{Reader: staff.Reader{Fitted: true, State: staff.ReaderFailed, Since: tuesday}})
	out["old-doubt"] = m.State()
	m = look(enter(), printer.Ready, printer.PaperOK)
	m.Do(staff.DidNot{ID: 7})
	out["again"] = m.State()
	m.Tell(staff.PrintedAgain{Number: "A034", Outcome: printer.Unknown})
	m.Tell(known)
	out["again-failed"] = m.State()
	m.Tell(staff.ReaderIs{Reader: staff.Reader{Fitted: true, State: staff.ReaderInUse, Read: 58, Last: tuesday.Add(-time.Hour)}})
	m.Do(staff.TestSlip{})
	for _, outcome := range []printer.Outcome{printer.Printed, printer.NotPrinted, printer.Unknown} {
		m.Tell(staff.Tested{Outcome: outcome})
		m.Tell(staff.Known{})
		out["test-"+strings.ReplaceAll(string(outcome), " ", "-")] = m.State()
	}
	return out
}

// TestStaffPagesKeepTheRules: the pages of staff are denser, and keep the bounds all the same.
func TestStaffPagesKeepTheRules(t *testing.T) {
	for name, st := range staffMoments() {
		s := screens.BuildStaff(st, env(town()))
		for _, breach := range breaches(s, theme.Normal()) {
			t.Errorf("%s: %s", name, breach)
		}
		// What is broken must not keep staff out of their page, nor in it.
		bare := screens.BuildStaff(st, screens.Env{Words: env(town()).Words, Palette: theme.Normal()})
		if !slices.ContainsFunc(bare.Live(), func(t scene.Target) bool { return t.Act == staff.Action(staff.Leave{}) }) {
			t.Errorf("%s: no way back", name)
		}
	}
}

// TestWhatStaffRead compares what the pages of staff say with what was reviewed.
func TestWhatStaffRead(t *testing.T) {
	moments := staffMoments()
	for _, name := range []string{"no-pin", "pin", "pin-wrong", "pin-locked", "out", "put-in", "close", "out-again", "still-out", "testing", "unproved", "changed",
		"take-out", "old-roll", "changed-old", "open-cover", "printer-silent", "printer-cutter", "bare", "old-doubt", "again", "again-failed", "test-printed"} {
		t.Run(name, func(t *testing.T) {
			got := dump(screens.BuildStaff(moments[name], env(town())))
			file := filepath.Join("testdata", "staff-"+name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the page reads otherwise than %s (run with -update and review):\n%s", file, diff)
			}
		})
	}
}

// TestTheSealIsWhereItIsDrawn: a finger on the drawn seal counts, one on what can be touched does not.
func TestTheSealIsWhereItIsDrawn(t *testing.T) {
	explore(town(), 3, func(at sight, s scene.Scene) {
		for _, target := range s.Live() {
			if target.Name != "attract.start" && screens.OnSeal(target.X+target.W/2, target.Y+target.H/2) {
				t.Errorf("%s: the target %s lies on the seal", at, target.Name)
			}
		}
	})
	if !screens.OnSeal(90, 68) || screens.OnSeal(540, 960) || screens.OnSeal(300, 68) {
		t.Error("the seal is elsewhere")
	}
}
