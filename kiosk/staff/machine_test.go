package staff

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daoyin/devices/printer"
)

func typed(m *Machine, pin string) []Effect {
	for _, d := range pin {
		m.Do(Digit{byte(d)})
	}
	return m.Do(Submit{})
}

func TestKnock(t *testing.T) {
	for name, tt := range map[string]struct {
		at   []time.Duration // between the touches on the seal
		miss int             // the touch that falls elsewhere, from 1; 0 for none
		want bool
	}{
		"five in two seconds":       {[]time.Duration{0, 500, 500, 500, 500}, 0, true},
		"five in four seconds":      {[]time.Duration{0, 1000, 1000, 1000, 1000}, 0, false},
		"four":                      {[]time.Duration{0, 100, 100, 100}, 0, false},
		"slow ones, then five fast": {[]time.Duration{0, 2900, 2900, 300, 300, 300, 300}, 0, true},
		"one beside it":             {[]time.Duration{0, 100, 100, 100, 100}, 3, false},
		"a clock that was set back": {[]time.Duration{0, 100, -5000, 100, 100}, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			var k Knock
			now, got := noon, false
			for i, d := range tt.at {
				now = now.Add(d * time.Millisecond)
				got = k.Touch(i+1 != tt.miss, now)
			}
			if got != tt.want {
				t.Errorf("the knock is taken: %v", got)
			}
		})
	}
}

// TestWrongPINsWaitLonger: each wrong PIN in a row makes the next try wait longer, leaving does not
// help, nor does switching off and on, and the right one ends it.
func TestWrongPINsWaitLonger(t *testing.T) {
	setup := Setup{Idle: 3 * time.Minute}
	m := New(setup, noon)
	now := noon
	wrong := 0
	try := func(pin string) {
		t.Helper()
		m.Knocked(now)
		m.Do(Leave{})
		m.Knocked(now)
		if effects := typed(m, pin); len(effects) != 1 {
			t.Fatalf("a try is not taken: %v, %+v", effects, m.State())
		}
		for _, e := range m.Tell(Checked{}) {
			wrong = e.(Count).Wrong
		}
	}
	var waits []int
	for range 10 {
		try("000001")
		s := m.State()
		if !s.Wrong || s.Typed != 0 {
			t.Errorf("after a wrong PIN: %+v", s)
		}
		if effects := typed(m, "271828"); effects != nil {
			t.Fatalf("a try is taken during the wait: %v", effects)
		}
		waits = append(waits, s.Wait)
		now = now.Add(time.Duration(s.Wait) * time.Second)
	}
	if diff := cmp.Diff([]int{2, 4, 8, 16, 32, 64, 128, 256, 300, 300}, waits); diff != "" {
		t.Error(diff)
	}
	setup.Wrong = wrong
	again := New(setup, now)
	again.Knocked(now)
	if got := again.State().Wait; got != 300 {
		t.Errorf("after a restart the wait is %d s", got)
	}
	m.Tell(Clock{now})
	m.Knocked(now)
	typed(m, "271828")
	if diff := cmp.Diff([]Effect{Count{}, Watch{}}, m.Tell(Checked{Right: true})); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsTypedWithoutAPIN(t *testing.T) {
	m := New(Setup{Unset: true, Idle: time.Minute}, noon)
	m.Knocked(noon)
	if effects := typed(m, "271828"); effects != nil || m.State().Typed != 0 {
		t.Errorf("%v, %+v", effects, m.State())
	}
	if diff := cmp.Diff([]Effect{Left{}}, m.Do(Leave{})); diff != "" {
		t.Error(diff)
	}
}

func TestEditingThePIN(t *testing.T) {
	m := New(Setup{Idle: time.Minute}, noon)
	m.Knocked(noon)
	if effects := typed(m, "12345"); effects != nil {
		t.Errorf("a short PIN is given: %v", effects)
	}
	m.Do(Erase{})
	effects := typed(m, "67890123456789")
	if got := m.State().Typed; got != LongestPIN {
		t.Errorf("%d figures are typed", got)
	}
	if got := string(effects[0].(CheckPIN).PIN); got != "123467890123" {
		t.Errorf("the PIN given is %s", got)
	}
	if effects := m.Do(Submit{}); effects != nil {
		t.Errorf("it is given twice: %v", effects)
	}
}

func TestLeavesByItself(t *testing.T) {
	m := New(Setup{Idle: 3 * time.Minute, Printer: true}, noon)
	m.Knocked(noon)
	var left []Effect
	now := noon
	until := func(d time.Duration) time.Duration {
		begin := now
		for left = nil; left == nil && now.Sub(begin) < d; {
			now = now.Add(time.Second)
			left = m.Tell(Clock{now})
		}
		return now.Sub(begin)
	}
	if after := until(time.Hour); after != 30*time.Second || m.State().Page != Closed {
		t.Errorf("the PIN's page leaves after %s: %v", after, left)
	}
	m.Knocked(now)
	m.Tell(Checked{Right: true})
	m.Tell(Sensors{printer.Ready, printer.PaperOK})
	until(2 * time.Minute)
	m.Tell(Sensors{printer.CoverOpen, printer.PaperOK}) // a hand at the printer
	if after := until(time.Hour); after != 3*time.Minute {
		t.Errorf("the overview leaves after %s", after)
	}
	if diff := cmp.Diff([]Effect{Unwatch{}, Left{}}, left); diff != "" {
		t.Error(diff)
	}
}

func TestDoubtfulTickets(t *testing.T) {
	m := open(t)
	m.Tell(Sensors{printer.Ready, printer.PaperOK})
	m.Tell(Known{Doubts: []Doubt{{ID: 1, Number: "A001", Old: true}, {ID: 2, Number: "A002"}, {ID: 3, Number: "B001"}}})
	for _, step := range []struct {
		act  Action
		want []Effect
	}{
		{CameOut{9}, nil},
		{CameOut{3}, []Effect{Settle{ID: 3, CameOut: true}}},
		{CameOut{3}, nil}, // a second finger
		{DidNot{1}, []Effect{Settle{ID: 1}}},
		{DidNot{2}, []Effect{PrintAgain{ID: 2}}},
		{DidNot{2}, nil},
	} {
		if diff := cmp.Diff(step.want, m.Do(step.act)); diff != "" {
			t.Errorf("%#v: %s", step.act, diff)
		}
	}
	if s := m.State(); len(s.Doubts) != 0 || s.Again != "A002" {
		t.Errorf("%+v", s)
	}
	m.Tell(PrintedAgain{Number: "A002", Outcome: printer.Unknown})
	if s := m.State(); s.Again != "" || s.AgainFailed != "A002" {
		t.Errorf("%+v", s)
	}
	m.Tell(Known{Doubts: []Doubt{{ID: 2, Number: "A002"}}})
	m.Tell(Sensors{printer.Out, printer.PaperOut})
	if effects := m.Do(DidNot{2}); effects != nil {
		t.Errorf("a ticket is printed again without paper: %v", effects)
	}
}
