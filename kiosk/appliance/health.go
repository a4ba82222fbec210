package appliance

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"time"

	"daoyin/content/fleet"
	"daoyin/devices/idcard"
	"daoyin/devices/printer"
	"daoyin/devices/receipt"
)

// health is what was seen last of the devices. It has a lock of its own, because devices tell from
// their own goroutines.
type health struct {
	log *slog.Logger
	now func() time.Time

	mu              sync.Mutex
	printer, reader fleet.Device
	paper           fleet.Paper
	// logged is the printer's state that the log knows, and once another that was seen one time:
	// a printer that wakes up is silent for a moment.
	logged, once printer.State
}

func newHealth(log *slog.Logger, now func() time.Time) *health {
	return &health{log: log, now: now, paper: fleet.PaperNone,
		printer: fleet.Device{Name: fleet.Printer, State: fleet.None, Sentence: "no printer is configured (key printer.port)"},
		reader:  fleet.Device{Name: fleet.Reader, State: fleet.None, Sentence: "no card reader is configured (key reader.port)"}}
}

// devices returns both devices and the paper.
func (h *health) devices() ([]fleet.Device, fleet.Paper) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return []fleet.Device{h.printer, h.reader}, h.paper
}

// hasPrinter and hasReader note that the configuration names one.
func (h *health) hasPrinter() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.printer.State, h.printer.Sentence = fleet.Unseen, "the printer was not asked yet"
	h.paper = fleet.PaperUnknown
}

func (h *health) hasReader() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reader.State, h.reader.Sentence = fleet.Unseen, "the card reader was not used since the kiosk started"
}

// sawPrinter notes a status. A change is logged when it was seen twice in a row.
func (h *health) sawPrinter(s printer.Status) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.printer.State, h.printer.Sentence, h.printer.Fault = string(s.State), s.Sentence(), !s.Prints()
	h.printer.Seen, h.paper = h.now(), fleet.Paper(s.Paper)
	switch s.State {
	case h.logged:
		h.once = ""
		return
	case h.once:
		h.logged, h.once = s.State, ""
	default:
		h.once = s.State
		return
	}
	level := slog.LevelWarn
	if s.State == printer.Ready {
		level = slog.LevelInfo
	}
	h.log.Log(context.Background(), level, "the printer's state is another", "key", "printer.port", "state", s.State, "remedy", s.Sentence())
}

// sure reports whether the printer's state was seen twice in a row.
func (h *health) sure() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.once == ""
}

// printed notes that a paper came out.
func (h *health) printed() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.printer.Success = h.now()
}

// sawReader notes what happened at the reader; of a card that was read, only that it was.
func (h *health) sawReader(e idcard.Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reader.Seen = h.now()
	h.reader.State, h.reader.Sentence, h.reader.Fault = "ready", "the card reader answers", false
	switch e.Kind {
	case idcard.Fault:
		h.reader.State, h.reader.Sentence, h.reader.Fault = "fault", e.Err.Error(), true
	case idcard.Read:
		h.reader.Success = h.reader.Seen
	}
}

// unplugged is the state of a reader whose port is not there.
const unplugged = "unplugged"

// lookForReader notes whether the reader's port is there. It does not open it: outside a visit no
// card is to be looked for.
func (h *health) lookForReader(port string) {
	_, err := os.Stat(port)
	gone := errors.Is(err, fs.ErrNotExist)
	h.mu.Lock()
	defer h.mu.Unlock()
	switch was := h.reader.State == unplugged; {
	case gone && !was:
		h.reader.State, h.reader.Fault = unplugged, true
		h.reader.Sentence = "there is no port " + port + ": plug in the card reader"
		h.log.Warn("the card reader is not plugged in", "key", "reader.port", "remedy", h.reader.Sentence)
	case !gone && was:
		h.reader.State, h.reader.Fault = fleet.Unseen, false
		h.reader.Sentence = "the card reader is plugged in again and was not used since"
		h.log.Info("the card reader is plugged in again", "key", "reader.port")
	case !gone:
		return // what was seen in a visit says more
	}
	h.reader.Seen = h.now()
}

// watched is a printer of which all that is seen is noted, whoever uses it.
type watched struct {
	Printer
	health *health
}

func (w watched) Status(ctx context.Context) printer.Status {
	s := w.Printer.Status(ctx)
	if ctx.Err() == nil { // else it had no time to answer
		w.health.sawPrinter(s)
	}
	return s
}

func (w watched) Print(ctx context.Context, doc receipt.Document, progress func(printer.Status)) printer.Result {
	r := w.Printer.Print(ctx, doc, func(s printer.Status) {
		w.health.sawPrinter(s)
		if progress != nil {
			progress(s)
		}
	})
	if r.Outcome == printer.Printed {
		w.health.printed()
	}
	return r
}
