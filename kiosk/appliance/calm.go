package appliance

import (
	"context"
	"time"

	"daoyin/kiosk/visit"
)

const (
	// calm is how often devices are looked at between visits.
	calm = 30 * time.Second
	// soon is after what time a changed printer is looked at again, to be sure.
	soon = 2 * time.Second
)

// calmly calls look at once and then every calm, or soon after it was not sure, until ctx ends.
// While busy reports a visitor, who uses the devices, it does not look.
func calmly(ctx context.Context, busy func() bool, look func(context.Context) (sure bool)) {
	next := time.NewTimer(0)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
		wait := calm
		if !busy() && !look(ctx) {
			wait = soon
		}
		next.Reset(wait)
	}
}

// busy reports whether a visitor is there.
func (k *Kiosk) busy() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.machine != nil && k.machine.State().Page != visit.Attract
}

// look looks at the devices without disturbing them.
func (k *Kiosk) look(ctx context.Context) (sure bool) {
	if k.reader != nil {
		k.health.lookForReader(k.cfg.Reader.Port)
	}
	if k.printer == nil {
		return true
	}
	k.printer.Status(ctx)
	return k.health.sure()
}
