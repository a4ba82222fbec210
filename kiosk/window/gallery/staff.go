package main

import (
	"time"

	"daoyin/devices/printer"
	"daoyin/kiosk/staff"
)

// staffShot is one page of staff to draw.
type staffShot struct {
	name  string
	state staff.State
}

// staffTour is the maintenance from the PIN to the end of a change of the roll.
func staffTour() []staffShot {
	var shots []staffShot
	var m *staff.Machine
	shoot := func(name string) { shots = append(shots, staffShot{"staff-" + name, m.State()}) }
	begin := func(setup staff.Setup) {
		setup.Kiosk, setup.Idle = "1 号机", 3*time.Minute
		m = staff.New(setup, afternoon)
		m.Knocked(afternoon)
	}
	look := func(state printer.State, paper printer.Paper) { m.Tell(staff.Sensors{State: state, Paper: paper}) }
	reader := staff.Reader{Fitted: true, State: staff.ReaderReady, Read: 58, Last: afternoon.Add(-9 * time.Minute)}
	known := staff.Known{
		Content: staff.Content{Date: "2026-11-20", Items: 20, Checked: true}, Today: staff.Today{Taken: 126, Printed: 123, NotPrinted: 2, Unknown: 1},
		Doubts:  []staff.Doubt{{ID: 1, Number: "A034", Taken: afternoon.Add(-time.Minute)}},
		Printed: afternoon.Add(-4 * time.Minute), Changed: afternoon.Add(-50 * time.Hour), Stopped: afternoon.Add(-time.Minute), Held: "A035",
	}
	enter := func(k staff.Known) {
		begin(staff.Setup{Printer: true, Reader: true})
		m.Tell(staff.Checked{Right: true})
		m.Tell(k)
		m.Tell(staff.ReaderIs{Reader: reader})
	}

	begin(staff.Setup{Unset: true})
	shoot("no-pin")
	begin(staff.Setup{})
	for _, d := range "2718" {
		m.Do(staff.Digit{D: byte(d)})
	}
	shoot("pin")
	for _, d := range "28" {
		m.Do(staff.Digit{D: byte(d)})
	}
	shoot("pin-whole")
	m.Do(staff.Submit{})
	m.Tell(staff.Checked{})
	shoot("pin-wrong")

	enter(known)
	look(printer.Out, printer.PaperOut)
	shoot("out")
	look(printer.CoverOpen, printer.PaperOut)
	shoot("put-in")
	look(printer.Out, printer.PaperOut)
	shoot("still-out")
	look(printer.CoverOpen, printer.PaperOut)
	look(printer.CoverOpen, printer.PaperOK)
	shoot("close")
	look(printer.Ready, printer.PaperOK)
	shoot("testing")
	m.Tell(staff.Tested{Outcome: printer.Printed, State: printer.Ready})
	shoot("changed")

	fine := known
	fine.Doubts, fine.Held, fine.Today.Unknown = nil, "", 0
	enter(fine)
	look(printer.Ready, printer.PaperOK)
	shoot("fine")
	m.Do(staff.TestSlip{})
	m.Tell(staff.Tested{Outcome: printer.Printed, State: printer.Ready})
	shoot("tested")
	enter(known)
	look(printer.CoverOpen, printer.PaperOK)
	shoot("take-out")
	enter(known)
	look(printer.Silent, printer.PaperUnknown)
	reader.State, reader.Since = staff.ReaderFailed, afternoon.Add(-20*time.Minute)
	m.Tell(staff.ReaderIs{Reader: reader})
	shoot("trouble")
	return shots
}
