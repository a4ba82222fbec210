// Package appliance puts one kiosk together: it owns the visit, shows its state as scenes, and
// carries out its effects on the card reader, the ticket journal and the printer. Devices work in
// goroutines of their own and come back with events; an event carries the number of the visit it
// belongs to, so that a late answer never reaches the next visitor.
//
// No device is needed: without a reader no ticket asks for a card, without a printer the number
// and the code stand on the screen.
package appliance

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"daoyin/content/fleet"
	"daoyin/content/followup"
	"daoyin/content/guide"
	"daoyin/content/release"
	"daoyin/content/words"
	"daoyin/kiosk/config"
	"daoyin/kiosk/paper"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/staff"
	"daoyin/kiosk/status"
	"daoyin/kiosk/takeup"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/tickets"
	"daoyin/kiosk/visit"
)

// Kiosk is one kiosk without its window.
type Kiosk struct {
	cfg     config.Config
	log     *slog.Logger
	content *release.Release
	keeper  *takeup.Keeper // nil when the configuration names no tree, or it cannot be used
	unset   error          // why it cannot be used
	journal *tickets.Journal
	live    tickets.Live
	printer Printer
	reader  Reader
	paper   *paper.Paper
	env     screens.Env
	health  *health
	path    string // of the configuration
	started time.Time
	now     func() time.Time
	ctx     context.Context
	cancel  context.CancelFunc
	work    sync.WaitGroup
	// endpoint tells how the kiosk is, where the configuration wants it.
	endpoint *status.Server

	mu      sync.Mutex
	machine *visit.Machine // nil when there is no content to guide with
	show    func(scene.Scene)
	// serial is the number of the running visit: events of an earlier one are dropped.
	serial int
	// person is the keyed digest of the card read in this visit; nil when none was.
	person *[32]byte
	// number is the journal's id of the visit's ticket, 0 when there is none; reprint marks the
	// next print of it 补打.
	number  tickets.ID
	reprint bool
	// dropReader and dropPapers end the work of the running visit, when there is some.
	dropReader, dropPapers context.CancelFunc
	// desk is the side of staff.
	desk desk
	// refusal is the last release that was not taken.
	refusal *fleet.Refusal
	// readerDone is closed when the last watcher of the reader has gone.
	readerDone chan struct{}
	// next is a release that waits for the visitor to leave; taken is closed when it is shown.
	next  *release.Release
	taken chan struct{}
}

// New opens the release and the journal named in cfg, read from the file named path. No port is
// opened and the release is not verified before Start. now is the clock.
//
// A release that cannot be opened is no error: the kiosk then shows a page that sends visitors to
// the desk, and the log tells staff why. A journal that cannot be opened is one: without it a
// number could be given twice.
func New(cfg config.Config, path string, log *slog.Logger, now func() time.Time) (*Kiosk, error) {
	journal, err := tickets.Open(cfg.Kiosk.State)
	if err != nil {
		return nil, fmt.Errorf("%s, key kiosk.state: %w", path, err)
	}
	k := &Kiosk{cfg: cfg, log: log, journal: journal, now: now, path: path, started: now(), health: newHealth(log, now)}
	k.ctx, k.cancel = context.WithCancel(context.Background())
	k.env = screens.Env{Words: words.Chinese(), Palette: theme.Normal()}
	k.paper = &paper.Paper{Words: k.env.Words, Hall: &guide.Hall{}, Kiosk: cfg.Kiosk.Name}
	if err := errors.Join(k.devices(path), k.openDesk(path)); err != nil {
		k.Close()
		return nil, err
	}
	content, err := k.begin(path)
	if err != nil {
		log.Error("the kiosk has nothing to guide with", "file", path, "key", "content.release", "cause", err)
		k.refuse(err)
		return k, nil
	}
	k.take(content)
	return k, nil
}

// follow is what the visit's code opens: item, answers and ticket, nothing of the person.
func (k *Kiosk) follow(s visit.State) string {
	if s.Item == nil {
		return ""
	}
	l := followup.Link{Item: s.Item.ID, Answers: s.Checklist.Counting()}
	if s.Ticket != nil {
		l.Ticket, l.Window = s.Ticket.Number, s.Ticket.Window
	}
	return l.URL(k.cfg.Followup.Site)
}

// ShowOn gives the kiosk its screen and shows the first scene.
func (k *Kiosk) ShowOn(show func(scene.Scene)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.show = show
	k.draw()
}

// Start begins what waits for the first picture: telling how the kiosk is, verifying the release,
// the uncertain tickets of an earlier run, looking at the devices, the clock.
func (k *Kiosk) Start() {
	k.work.Go(func() { calmly(k.ctx, k.busy, k.look) })
	k.work.Add(1)
	go func() {
		defer k.work.Done()
		k.listen()
		k.settleOld()
		k.verify()
		if k.keeper != nil {
			k.work.Add(1)
			go func() {
				defer k.work.Done()
				k.keeper.Run(k.ctx, k.showNext)
			}()
		}
		k.ticking()
	}()
}

// settleOld reports the tickets of which an earlier run does not know whether they came out. They
// are never printed again by themselves; their numbers stay taken.
func (k *Kiosk) settleOld() {
	old, err := k.journal.Uncertain()
	if err != nil {
		k.log.Error("the ticket journal cannot be read", "cause", err)
		return
	}
	for _, t := range old {
		k.log.Warn("a ticket of an earlier run may or may not have come out", "number", t.Number, "service", t.Service)
	}
}

// ticking tells staff and the visit the time, once a second, until the kiosk closes. A visit that
// staff interrupt stands still until they leave.
func (k *Kiosk) ticking() {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-k.ctx.Done():
			return
		case <-tick.C:
			k.tick(k.now())
		}
	}
}

func (k *Kiosk) tick(now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ctx.Err() != nil {
		return
	}
	k.toldStaff(staff.Clock{Now: now})
	if !k.staffed() {
		k.told(visit.Clock{Now: now})
	}
}

// Act takes what a finger did. It is called on the window's thread and shows the next scene
// before it returns.
func (k *Kiosk) Act(act any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if a, ok := act.(staff.Action); ok {
		k.doStaff(a)
		return
	}
	a, ok := act.(visit.Action)
	if !ok || k.machine == nil || k.staffed() {
		return
	}
	k.carryOut(k.machine.Tell(visit.Clock{Now: k.now()})) // which may end the visit before the touch
	k.carryOut(k.machine.Do(a))
	k.changeOver()
	k.draw()
}

// Stir notes that somebody touched the screen, on a target or not, at a place in design pixels.
func (k *Kiosk) Stir(x, y float32) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.stirStaff(x, y) && k.machine != nil {
		k.machine.Stir()
	}
}

// tellVisit takes what happened for the visit with that number, and drops it when that is over.
func (k *Kiosk) tellVisit(serial int, e visit.Event) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if serial == k.serial {
		k.told(e)
	}
}

func (k *Kiosk) told(e visit.Event) {
	if k.machine == nil || k.ctx.Err() != nil {
		return
	}
	k.carryOut(k.machine.Tell(e))
	k.changeOver()
	k.draw()
}

// draw shows the moment. Called with the lock held.
func (k *Kiosk) draw() {
	if k.show == nil {
		return
	}
	if k.staffed() {
		k.show(screens.BuildStaff(k.desk.machine.State(), k.env))
		return
	}
	if k.machine == nil {
		k.show(screens.OutOfService(k.env))
		return
	}
	k.show(screens.Build(k.machine.State(), k.env))
}

// carryOut does what the visit asks for. Called with the lock held; nothing in it waits.
func (k *Kiosk) carryOut(effects []visit.Effect) {
	for _, e := range effects {
		switch e := e.(type) {
		case visit.StartReader:
			k.startReader()
		case visit.StopReader:
			k.stopReader()
		case visit.TakeNumber:
			k.takeNumber(e.Card)
		case visit.PrintPapers:
			k.printPapers()
		case visit.DropPapers:
			k.stopPapers()
		case visit.Settle:
			k.settle(e.CameOut)
		case visit.Guide:
			// Without a hall's server nobody can be called: the sheet tells where the desk is.
			k.log.Info("a visitor asks for a guide")
		case visit.Wiped:
			k.drop()
		}
	}
}

// drop forgets the running visit.
func (k *Kiosk) drop() {
	k.stopReader()
	k.stopPapers()
	k.serial++
	k.number, k.reprint = 0, false
	if k.person != nil {
		clear(k.person[:])
		k.person = nil
	}
}

// Close ends all work, waits for it, and closes what New opened.
func (k *Kiosk) Close() error {
	k.cancel()
	k.work.Wait()
	var errs []error
	if k.endpoint != nil {
		errs = append(errs, k.endpoint.Close())
	}
	if k.printer != nil {
		errs = append(errs, k.printer.Close())
	}
	if k.content != nil {
		errs = append(errs, k.content.Close())
	}
	return errors.Join(append(errs, k.journal.Close())...)
}
