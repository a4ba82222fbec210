package appliance

import (
	"context"
	"time"

	"daoyin/devices/idcard"
	"daoyin/devices/printer"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/staff"
	"daoyin/kiosk/tickets"
	"daoyin/kiosk/upkeep"
	"daoyin/kiosk/visit"
)

const (
	// recount is how many looks at the printer pass before the journal is counted again.
	recount = 4
	// slipTime is how long a test slip or a reprint may take, the change of a roll under it included.
	slipTime = 90 * time.Second
)

// desk is the side of staff. All of it but book and secret is used with the kiosk's lock held.
type desk struct {
	machine *staff.Machine
	knock   staff.Knock
	secret  staff.Secret
	book    *upkeep.Book
	// watched ends the looking at the devices; nil while nobody looks.
	watched context.CancelFunc
	reader  staff.Reader
	// day is the day that the reader's counts are of.
	day string
	// printed is when a paper last came out for certain, stopped since when the printer was found
	// unable; zero for never.
	printed, stopped time.Time
	verified         bool
}

// openDesk makes the side of staff, with what is remembered from earlier runs.
func (k *Kiosk) openDesk(path string) error {
	book, err := upkeep.Open(k.cfg.Kiosk.State + ".upkeep")
	if err != nil {
		k.log.Warn("what is remembered of the upkeep is lost", "file", path, "key", "kiosk.state", "cause", err)
	}
	k.desk.book = book
	if hash := k.cfg.Staff.PIN; hash != "" {
		if k.desk.secret, err = staff.ParseSecret(hash); err != nil {
			return err
		}
	}
	k.desk.reader = staff.Reader{Fitted: k.reader != nil}
	k.desk.machine = staff.New(staff.Setup{
		Kiosk: k.cfg.Kiosk.Name, Unset: k.cfg.Staff.PIN == "", Wrong: book.Wrong(),
		Printer: k.printer != nil, Reader: k.reader != nil, Idle: time.Duration(k.cfg.Staff.Idle),
	}, k.now())
	return nil
}

// staffed reports that the screen is the staff's. Called with the lock held.
func (k *Kiosk) staffed() bool { return k.desk.machine.State().Page != staff.Closed }

// holds reports that the papers of visits wait for staff to leave.
func (k *Kiosk) holds() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.desk.machine.State().Page == staff.Overview
}

// stirStaff takes a touch anywhere, and reports whether it was for staff. Called with the lock held.
func (k *Kiosk) stirStaff(x, y float32) bool {
	if k.staffed() {
		k.desk.machine.Stir()
		return true
	}
	if !k.desk.knock.Touch(screens.OnSeal(x, y), k.now()) {
		return false
	}
	k.desk.machine.Knocked(k.now())
	k.draw()
	return true
}

// doStaff takes what staff did. Called with the lock held.
func (k *Kiosk) doStaff(a staff.Action) {
	k.carryOutStaff(k.desk.machine.Do(a))
	k.draw()
}

// toldStaff takes what happened. Called with the lock held.
func (k *Kiosk) toldStaff(e staff.Event) {
	if k.ctx.Err() != nil {
		return
	}
	was := k.staffed()
	k.carryOutStaff(k.desk.machine.Tell(e))
	if was || k.staffed() {
		k.draw()
	}
}

func (k *Kiosk) tellStaff(e staff.Event) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.toldStaff(e)
}

// carryOutStaff does what staff ask for. Called with the lock held; nothing in it waits.
func (k *Kiosk) carryOutStaff(effects []staff.Effect) {
	for _, e := range effects {
		switch e := e.(type) {
		case staff.CheckPIN:
			k.apart(func() {
				right := k.desk.secret.Matches(e.PIN)
				e.PIN.Wipe()
				k.tellStaff(staff.Checked{Right: right})
			})
		case staff.Count:
			if e.Wrong > 0 {
				k.log.Warn("a wrong PIN was given for the maintenance page", "in a row", e.Wrong)
			}
			k.remember(func() error { return k.desk.book.SetWrong(e.Wrong) })
		case staff.Watch:
			k.log.Info("staff are at the kiosk")
			k.watch()
		case staff.Unwatch:
			k.desk.watched()
			k.desk.watched = nil
		case staff.PrintTest:
			k.printSlip()
		case staff.RollChanged:
			k.log.Info("the paper roll was changed")
			now := k.now()
			k.remember(func() error { return k.desk.book.AddRoll(now) })
		case staff.Settle:
			k.settleDoubt(tickets.ID(e.ID), e.CameOut)
		case staff.PrintAgain:
			k.printAgain(tickets.ID(e.ID))
		case staff.Left:
			if k.machine != nil {
				k.machine.Resume(k.now())
			}
		}
	}
}

// apart does what takes time in a goroutine of its own, without the lock.
func (k *Kiosk) apart(do func()) {
	k.work.Add(1)
	go func() {
		defer k.work.Done()
		do()
	}()
}

func (k *Kiosk) remember(write func() error) {
	k.apart(func() {
		if err := write(); err != nil {
			k.log.Error("what staff did is not kept", "cause", err)
		}
		k.recount()
	})
}

// watch looks at the printer, the reader and the journal until staff leave. Called with the lock held.
func (k *Kiosk) watch() {
	ctx, cancel := context.WithCancel(k.ctx)
	k.desk.watched = cancel
	k.watchReader(ctx)
	k.apart(func() {
		again := time.NewTicker(look)
		defer again.Stop()
		for n := 0; ; n++ {
			if n%recount == 0 {
				k.recount()
			}
			if k.printer != nil {
				s := k.printer.Status(ctx)
				if ctx.Err() != nil {
					return
				}
				k.printerSaw(s)
				k.tellStaff(staff.Sensors{State: s.State, Paper: s.Paper})
			}
			select {
			case <-ctx.Done():
				return
			case <-again.C:
			}
		}
	})
}

// watchReader watches the card reader for staff, unless the visit under their page does: a card
// laid on it proves it. Of the card nothing is looked at. Called with the lock held.
func (k *Kiosk) watchReader(ctx context.Context) {
	if k.reader == nil {
		return
	}
	if k.dropReader != nil {
		k.desk.reader.State = staff.ReaderInUse
		k.tellReader()
		return
	}
	k.desk.reader.State = staff.ReaderAsked
	k.tellReader()
	previous := k.readerDone
	done := make(chan struct{})
	k.readerDone = done
	k.apart(func() {
		defer close(done)
		if previous != nil {
			<-previous
		}
		k.reader.Watch(ctx, func(e idcard.Event) {
			if e.Kind == idcard.Read {
				e.Card.Wipe()
			}
			k.health.sawReader(e)
			k.readerSaw(e.Kind)
		})
	})
}

// readerSaw counts what happens at the reader, for visits and for staff.
func (k *Kiosk) readerSaw(kind idcard.EventKind) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r := &k.desk.reader
	now := k.now()
	if day := now.Format(time.DateOnly); day != k.desk.day {
		k.desk.day, r.Read, r.Failed = day, 0, 0
	}
	inUse := r.State == staff.ReaderInUse
	switch kind {
	case idcard.Read:
		r.Read++
		r.Last, r.State = now, staff.ReaderReady
	case idcard.TryAgain:
		r.Failed++
		r.State = staff.ReaderReady
	case idcard.Fault:
		if r.State != staff.ReaderFailed {
			r.Since = now
		}
		r.State = staff.ReaderFailed
	default:
		r.State = staff.ReaderReady
	}
	if inUse && r.State == staff.ReaderReady {
		r.State = staff.ReaderInUse
	}
	k.tellReader()
}

// tellReader is called with the lock held.
func (k *Kiosk) tellReader() { k.toldStaff(staff.ReaderIs{Reader: k.desk.reader}) }

// printerSaw keeps since when the printer has not printed.
func (k *Kiosk) printerSaw(s printer.Status) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case s.Prints():
		k.desk.stopped = time.Time{}
	case k.desk.stopped.IsZero():
		k.desk.stopped = k.now()
	}
}

// cameOut keeps that a paper came out for certain.
func (k *Kiosk) cameOut() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.desk.printed = k.now()
}

// recount tells staff what the journal and the kiosk know. Called without the lock: it reads the disk.
func (k *Kiosk) recount() {
	now := k.now()
	doubts, err := k.journal.Uncertain()
	today, countErr := k.journal.Today(now)
	if err != nil || countErr != nil {
		k.log.Error("the ticket journal cannot be read", "cause", err, "count", countErr)
	}
	known := staff.Known{Today: staff.Today(today), Changed: k.desk.book.LastRoll()}
	for _, t := range doubts {
		known.Doubts = append(known.Doubts, staff.Doubt{ID: uint64(t.ID), Number: t.Number, Taken: t.TakenAt, Old: t.Day != now.Format(time.DateOnly)})
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	known.Printed, known.Stopped = k.desk.printed, k.desk.stopped
	known.Content = staff.Content{Broken: k.machine == nil, Checked: k.desk.verified}
	if k.content != nil {
		info := k.content.Info()
		known.Content.Date, known.Content.Items = info.Date, info.Items
	}
	if s, updates := k.Content(); updates {
		known.Content.Trouble, known.Content.Expired = s.Unreached, s.Expired
		if s.Refused {
			known.Content.Trouble = s.Reason
		}
	}
	if k.machine != nil {
		if s := k.machine.State(); s.Ticket != nil && (awaited(s.TicketPaper) || awaited(s.SheetPaper)) {
			known.Held = s.Ticket.Number
		}
	}
	k.toldStaff(known)
}

// awaited reports that a paper will come out when nothing is in its way.
func awaited(p visit.Paper) bool { return p == visit.Queued || p == visit.OnTheWay }

// printSlip prints the test slip. Called with the lock held.
func (k *Kiosk) printSlip() {
	slip := k.paper.Slip(k.now())
	k.apart(func() {
		ctx, cancel := context.WithTimeout(k.ctx, slipTime)
		defer cancel()
		r := k.printer.Print(ctx, slip, nil)
		if r.Outcome == printer.Printed {
			k.cameOut()
		} else {
			k.log.Warn("a test slip is not proved", "outcome", r.Outcome, "state", r.State, "cause", r.Reason)
		}
		k.tellStaff(staff.Tested{Outcome: r.Outcome, State: r.State})
	})
}

// settleDoubt journals what staff saw of a doubtful ticket. Called with the lock held. Where the
// visit asks its visitor the same, that is answered with it.
func (k *Kiosk) settleDoubt(id tickets.ID, cameOut bool) {
	if k.asksAbout(id) {
		k.carryOut(k.machine.Do(visit.CameOut{Yes: cameOut}))
		k.apart(k.recount)
		return
	}
	outcome, paper := tickets.NotPrinted, visit.NotPrinted
	if cameOut {
		outcome, paper = tickets.Printed, visit.Printed
	}
	k.tellOwner(id, paper)
	k.log.Info("staff settled a doubtful ticket", "id", id, "outcome", outcome)
	k.apart(func() {
		k.settled(id, outcome)
		k.recount()
	})
}

// tellOwner tells the running visit, where the ticket is its own, what staff do about it: else it
// would ask its visitor the same when its other paper is through. Called with the lock held.
func (k *Kiosk) tellOwner(id tickets.ID, paper visit.Paper) {
	if id == k.number {
		k.told(visit.TicketAt{Paper: paper})
	}
}

// asksAbout reports that the running visit asks whether this ticket came out.
func (k *Kiosk) asksAbout(id tickets.ID) bool {
	return k.machine != nil && id == k.number && k.machine.State().Fault == visit.Uncertain
}

// printAgain prints a doubtful ticket once more, with the same number and 补打, from what the
// journal has of it. A ticket that a visit asks about is printed by the visit, when staff have
// left. Called with the lock held.
func (k *Kiosk) printAgain(id tickets.ID) {
	if k.asksAbout(id) {
		number := k.machine.State().Ticket.Number
		k.carryOut(k.machine.Do(visit.CameOut{}))
		k.apart(func() {
			k.tellStaff(staff.PrintedAgain{Number: number, Outcome: printer.Printed})
			k.recount()
		})
		return
	}
	k.tellOwner(id, visit.OnTheWay)
	k.apart(func() {
		number, outcome := k.reprintNow(id)
		paper := visit.Unsure
		if outcome == printer.Printed {
			paper = visit.Printed
		}
		k.mu.Lock()
		k.tellOwner(id, paper)
		k.mu.Unlock()
		k.tellStaff(staff.PrintedAgain{Number: number, Outcome: outcome})
		k.recount()
	})
}

// reprintNow is the steps of a reprint. A reprint that is not proved stays doubtful, so that nobody
// is left without an answer.
func (k *Kiosk) reprintNow(id tickets.ID) (number string, outcome printer.Outcome) {
	t, err := k.journal.Reprint(id)
	if err != nil {
		k.log.Error("a ticket cannot be printed again", "cause", err)
		return "", printer.NotPrinted
	}
	k.log.Info("staff have a doubtful ticket printed again", "number", t.Number)
	k.mu.Lock()
	s := visit.State{Ticket: &visit.Ticket{Number: t.Number, Window: t.Window, Taken: t.TakenAt, Again: true}}
	if k.content != nil {
		if item, err := k.content.Find(t.Item); err == nil {
			s.Item = item
		}
	}
	doc := k.paper.Ticket(s, true)
	k.mu.Unlock()
	outcome = printer.NotPrinted
	if err := k.journal.Sent(id); err != nil {
		k.log.Error("the ticket journal cannot be written", "cause", err)
	} else {
		ctx, cancel := context.WithTimeout(k.ctx, slipTime)
		defer cancel()
		r := k.printer.Print(ctx, doc, nil)
		outcome = r.Outcome
		if outcome != printer.Printed {
			k.log.Warn("a reprint is not proved", "number", t.Number, "outcome", outcome, "state", r.State, "cause", r.Reason)
		}
	}
	if outcome == printer.Printed {
		k.cameOut()
		k.settled(id, tickets.Printed)
	} else {
		k.settled(id, tickets.Unknown)
	}
	return t.Number, outcome
}
