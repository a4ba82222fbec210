package appliance

import (
	"context"

	"daoyin/devices/idcard"
	"daoyin/kiosk/visit"
)

// startReader watches the card reader for the running visit. Called with the lock held.
func (k *Kiosk) startReader() {
	ctx, cancel := context.WithCancel(k.ctx)
	previous := k.readerDone
	done := make(chan struct{})
	k.dropReader, k.readerDone = cancel, done
	serial := k.serial
	k.work.Add(1)
	go func() {
		defer k.work.Done()
		defer close(done)
		if previous != nil {
			<-previous // the reader takes one watcher at a time
		}
		k.reader.Watch(ctx, func(e idcard.Event) { k.seen(serial, e) })
	}()
}

// stopReader ends the watching. Called with the lock held.
func (k *Kiosk) stopReader() {
	if k.dropReader != nil {
		k.dropReader()
		k.dropReader = nil
	}
}

// seen turns what happens at the reader into events of the visit. Of a card the visit learns the
// masked name, and the kiosk keeps a keyed digest until the visit ends; the card is wiped here.
func (k *Kiosk) seen(serial int, e idcard.Event) {
	k.health.sawReader(e)
	switch e.Kind {
	case idcard.Waiting, idcard.Recovered:
		k.tellVisit(serial, visit.CardState{Step: visit.CardWaiting})
	case idcard.Reading:
		k.tellVisit(serial, visit.CardState{Step: visit.CardReading})
	case idcard.TryAgain:
		k.log.Info("a card could not be read", "cause", e.Err)
		k.tellVisit(serial, visit.CardState{Step: visit.CardTryAgain})
	case idcard.Fault:
		k.log.Error("the card reader does not work", "key", "reader.port", "cause", e.Err)
		k.tellVisit(serial, visit.CardState{Step: visit.CardFault})
	case idcard.Read:
		masked, digest := e.Card.MaskedName(), e.Card.Digest(k.live.Key(k.now()))
		e.Card.Wipe()
		k.mu.Lock()
		defer k.mu.Unlock()
		if serial == k.serial {
			k.person = &digest
			k.told(visit.CardSeen{Masked: masked})
		}
	case idcard.Lifted:
		k.tellVisit(serial, visit.CardLifted{})
	}
}
