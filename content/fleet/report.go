// Package fleet is what the kiosks of a hall and those who look after them say to one another: the
// report that a kiosk gives of itself, the list of kiosks an operator keeps, and the asking of all
// of them. It is the one place where both ends of that wire are agreed.
package fleet

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Schema is the version of Report's layout.
const Schema = 1

// ReportPath is where a kiosk's report is, below the kiosk's address; MetricsPath holds the same
// as Prometheus metrics.
const (
	ReportPath  = "/status.json"
	MetricsPath = "/metrics"
)

// Report is what one kiosk says of itself. Nothing in it tells of a person, and nothing that could
// may be added: anybody who reaches the kiosk's address reads it.
type Report struct {
	Schema int `json:"schema"`
	// Kiosk is the kiosk's name as configured, Version that of its program.
	Kiosk   string `json:"kiosk"`
	Version string `json:"version"`
	// Now is the kiosk's clock, and Uptime how many seconds it has been running.
	Now    time.Time `json:"now"`
	Uptime int64     `json:"uptime_seconds"`
	// Guiding is false while the kiosk sends visitors to the desk for want of content.
	Guiding bool `json:"guiding"`
	// Release is what the kiosk guides with, nil when it has nothing.
	Release *Release `json:"release"`
	// Refusal is the last release that the kiosk did not take, nil when there was none since it
	// started.
	Refusal *Refusal `json:"refusal"`
	Devices []Device `json:"devices"`
	Paper   Paper    `json:"paper"`
	// Uncertain are the tickets of which nobody knows whether they came out, oldest first.
	Uncertain []Ticket `json:"uncertain"`
	Today     Today    `json:"today"`
	// Fault is why tickets could not be counted; empty when they were.
	Fault string `json:"fault,omitempty"`
}

// Release is a release of content. Date is YYYY-MM-DD, or empty when the content names no day; two
// releases of the same Hash, in hexadecimal, say the same.
type Release struct {
	Date  string `json:"date"`
	Hash  string `json:"hash"`
	Items int    `json:"items"`
}

// Refusal is a release that was not taken. Reason is a sentence with what to do about it.
type Refusal struct {
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// The names of devices.
const (
	Printer = "printer"
	Reader  = "reader"
)

// The states of a device that are not the device's own.
const (
	None   = "none"   // the configuration names none
	Unseen = "unseen" // not used since the kiosk started
)

// Device is one device as it was seen last.
type Device struct {
	Name string `json:"name"`
	// State is a word for programs: None, Unseen, or what the device's own package calls it.
	State string `json:"state"`
	// Fault tells that somebody has to do something; Sentence says what.
	Fault    bool   `json:"fault"`
	Sentence string `json:"sentence"`
	// Seen is when the state was seen, Success when the device last did its work: a paper that
	// came out, a card that was read. Both are zero before the first time since the start.
	Seen    time.Time `json:"seen,omitzero"`
	Success time.Time `json:"last_success,omitzero"`
}

// Paper is what the printer's paper sensors said last.
type Paper string

// The states of the paper. PaperUnknown is for a printer that did not answer.
const (
	PaperNone    Paper = None // no printer
	PaperOK      Paper = "ok"
	PaperLow     Paper = "low"
	PaperOut     Paper = "out"
	PaperUnknown Paper = "unknown"
)

// Papers lists the states.
var Papers = []Paper{PaperNone, PaperOK, PaperLow, PaperOut, PaperUnknown}

// Ticket is a queue number and the day (YYYY-MM-DD) for which it was given.
type Ticket struct {
	Day    string `json:"day"`
	Number string `json:"number"`
}

// Today counts the tickets of the kiosk's day by what became of them; Taken counts them all.
type Today struct {
	Day        string `json:"day"`
	Taken      int    `json:"taken"`
	Printed    int    `json:"printed"`
	NotPrinted int    `json:"not_printed"`
	Uncertain  int    `json:"uncertain"`
	UnderWay   int    `json:"under_way"`
}

// Device returns the device with that name.
func (r *Report) Device(name string) (Device, bool) {
	for _, d := range r.Devices {
		if d.Name == name {
			return d, true
		}
	}
	return Device{}, false
}

// Decode reads a report from JSON. The error says what is wrong with it.
func Decode(data []byte) (*Report, error) {
	var r Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, errors.New("what answers is not a kiosk: check address and port")
	}
	switch {
	case r.Schema == 0:
		return nil, errors.New("what answers is not a kiosk: check address and port")
	case r.Schema != Schema:
		return nil, fmt.Errorf("the kiosk reports in layout %d and this program reads %d: use the contentctl of the kiosk's version", r.Schema, Schema)
	}
	return &r, nil
}
