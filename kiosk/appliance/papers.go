package appliance

import (
	"context"
	"time"

	"daoyin/devices/printer"
	"daoyin/devices/receipt"
	"daoyin/kiosk/tickets"
	"daoyin/kiosk/visit"
)

// look is how often a printer that cannot print is asked whether it can again.
const look = 500 * time.Millisecond

// takeNumber journals a number for the visit's item. Called with the lock held; the disk is waited
// for elsewhere. card is whether the card that was read is the visitor's.
func (k *Kiosk) takeNumber(card bool) {
	item := k.machine.State().Item
	serial, now := k.serial, k.now()
	var person *[32]byte
	if card && k.person != nil {
		own := *k.person // the visit's is cleared when it ends, which may be before the number is there
		person = &own
	}
	about := tickets.About{Item: item.Code}
	if len(item.Windows) > 0 {
		about.Window = item.Windows[0]
	}
	k.work.Add(1)
	go func() {
		defer k.work.Done()
		if person != nil {
			defer clear(person[:])
		}
		t, again, err := k.numberFor(person, item.ID, item.Queue, now, about)
		k.mu.Lock()
		defer k.mu.Unlock()
		if err != nil {
			k.log.Error("no number could be taken", "service", item.Queue, "cause", err)
		}
		if serial != k.serial {
			if err == nil { // else it would count as under way, and its person could not have it again
				k.apart(func() { k.settled(t.ID, tickets.NotPrinted) })
			}
			return
		}
		if err != nil {
			k.told(visit.NotNumbered{})
			return
		}
		k.number, k.reprint = t.ID, again
		k.told(visit.Numbered{Ticket: visit.Ticket{Number: t.Number, Window: t.Window, Taken: t.TakenAt, Again: again}})
	}()
}

// numberFor takes a number, or finds the one that the same person holds for the same item today:
// one person, one number. No number of another item is given again, because nobody reports here
// whether it was called already.
func (k *Kiosk) numberFor(person *[32]byte, item, queue string, now time.Time, about tickets.About) (t tickets.Ticket, again bool, err error) {
	if person != nil {
		if id, held := k.live.Live(*person, item); held {
			t, err = k.journal.Reprint(id)
			return t, true, err
		}
	}
	if t, err = k.journal.Take(queue, now, about); err == nil && person != nil {
		k.live.Hold(*person, item, t.ID)
	}
	return t, false, err
}

// printPapers prints what is queued, the ticket first. Called with the lock held.
func (k *Kiosk) printPapers() {
	s := k.machine.State()
	ctx, cancel := k.patience()
	k.dropPapers = cancel
	p := papers{k: k, serial: k.serial}
	var ticket, sheet *receipt.Document
	if s.TicketPaper == visit.Queued && s.Ticket != nil {
		d := k.paper.Ticket(s, k.reprint)
		ticket, p.number = &d, k.number
	}
	if s.SheetPaper == visit.Queued {
		d := k.paper.Sheet(s)
		sheet = &d
	}
	k.work.Add(1)
	go func() {
		defer k.work.Done()
		defer cancel()
		if ticket != nil {
			p.print(ctx, *ticket, func(at visit.Paper) visit.Event { return visit.TicketAt{Paper: at} }, p.number)
		}
		if sheet != nil {
			p.print(ctx, *sheet, func(at visit.Paper) visit.Event { return visit.SheetAt{Paper: at} }, 0)
		}
	}()
}

// patience is how long the papers of a visit may wait. It does not end while staff are at the
// kiosk: they may be mending what the papers wait for.
func (k *Kiosk) patience() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(k.ctx)
	var timer *time.Timer
	timer = time.AfterFunc(time.Duration(k.cfg.Printer.Patience), func() {
		if k.holds() {
			timer.Reset(time.Minute)
			return
		}
		cancel()
	})
	return ctx, func() {
		timer.Stop()
		cancel()
	}
}

func (k *Kiosk) stopPapers() {
	if k.dropPapers != nil {
		k.dropPapers()
		k.dropPapers = nil
	}
}

// settle journals what the visitor said of an uncertain ticket. Called with the lock held. A ticket
// that did not come out is printed again under the same number, marked 补打.
func (k *Kiosk) settle(cameOut bool) {
	outcome := tickets.NotPrinted
	if cameOut {
		outcome = tickets.Printed
	}
	k.settled(k.number, outcome)
	if !cameOut {
		k.reprint = true
		if _, err := k.journal.Reprint(k.number); err != nil {
			k.log.Error("the ticket journal cannot be written", "cause", err)
		}
	}
}

// settled journals what became of a ticket's paper; number 0 is a paper without one.
func (k *Kiosk) settled(number tickets.ID, outcome tickets.State) {
	if number == 0 {
		return
	}
	if err := k.journal.Settle(number, outcome, k.now()); err != nil {
		k.log.Error("the ticket journal cannot be written", "cause", err)
	}
}

// papers is one visit's print work.
type papers struct {
	k      *Kiosk
	serial int
	number tickets.ID
	faulty bool // the visit was told of a fault that is not mended
}

// print prints one paper, waiting for a printer that cannot print now, and tells the visit how far
// it is. number is the ticket's id in the journal, or 0 for a paper without one.
func (p *papers) print(ctx context.Context, doc receipt.Document, event func(visit.Paper) visit.Event, number tickets.ID) {
	outcome := p.try(ctx, doc, event, number)
	p.mended()
	p.k.tellVisit(p.serial, event(outcome))
}

func (p *papers) try(ctx context.Context, doc receipt.Document, event func(visit.Paper) visit.Event, number tickets.ID) visit.Paper {
	k := p.k
	sent := number == 0
	for k.printer != nil && p.waitReady(ctx) {
		k.tellVisit(p.serial, event(visit.OnTheWay))
		if !sent {
			if err := k.journal.Sent(number); err != nil {
				// Not to be printed: after a power cut nobody would know of it.
				k.log.Error("the ticket journal cannot be written", "cause", err)
				break
			}
			sent = true
		}
		r := k.printer.Print(ctx, doc, p.status)
		switch r.Outcome {
		case printer.Printed:
			k.cameOut()
			k.settled(number, tickets.Printed)
			return visit.Printed
		case printer.Unknown:
			k.log.Warn("nobody knows whether a paper came out", "state", r.State, "cause", r.Reason)
			k.settled(number, tickets.Unknown)
			return visit.Unsure
		case printer.NotPrinted:
			// It became unable between our look and its own: wait with it, unless time is up.
			k.log.Warn("a paper was not printed", "state", r.State, "cause", r.Reason)
		}
	}
	k.settled(number, tickets.NotPrinted)
	return visit.NotPrinted
}

// waitReady waits until the printer can print and staff have left, telling the visit what it waits
// for: the paper that staff put in is proved by their test slip first. It reports false when ctx
// ended first. A fault counts when two looks in a row find one: a printer that
// wakes up is silent for a moment.
func (p *papers) waitReady(ctx context.Context) bool {
	again := time.NewTicker(look)
	defer again.Stop()
	for first := true; ; first = false {
		if !p.k.holds() {
			s := p.k.printer.Status(ctx)
			if ctx.Err() != nil {
				return false
			}
			p.k.printerSaw(s)
			if s.Prints() {
				p.mended()
				return true
			}
			if !first {
				p.status(s)
			}
		}
		select {
		case <-ctx.Done():
			return false
		case <-again.C:
		}
	}
}

// status tells the visit of a fault and of its end, each once.
func (p *papers) status(s printer.Status) {
	if s.Prints() {
		p.mended()
		return
	}
	fault := visit.PrinterTrouble
	switch s.State {
	case printer.Out:
		fault = visit.PaperOut
	case printer.CoverOpen:
		fault = visit.CoverOpen
	}
	if !p.faulty {
		p.k.log.Warn("the printer holds up a paper", "state", s.State, "remedy", s.Sentence())
	}
	p.faulty = true
	p.k.tellVisit(p.serial, visit.PrinterFault{Fault: fault})
}

func (p *papers) mended() {
	if p.faulty {
		p.faulty = false
		p.k.tellVisit(p.serial, visit.Mended{})
	}
}
