package appliance

import (
	"runtime/debug"
	"time"

	"daoyin/content/fleet"
	"daoyin/kiosk/status"
)

// listen tells how the kiosk is to those who ask at the configured address. An address that cannot
// be had does not stop the kiosk.
func (k *Kiosk) listen() {
	if k.cfg.Status.Listen == "" {
		return
	}
	endpoint, err := status.Listen(k.cfg.Status.Listen, k.Report, k.log)
	if err != nil {
		k.log.Error("the kiosk goes on without telling how it is", "file", k.path, "key", "status.listen", "cause", err)
		return
	}
	k.endpoint = endpoint
	k.log.Info("the kiosk tells how it is", "url", "http://"+endpoint.Addr()+fleet.ReportPath)
}

// refuse notes that a release was not taken. Called with the lock held, or before anybody else
// has the kiosk.
func (k *Kiosk) refuse(why error) {
	k.refusal = &fleet.Refusal{At: k.now(), Reason: why.Error()}
}

// Report is what the kiosk says of itself. It asks no device: what is told of them was seen last.
func (k *Kiosk) Report() fleet.Report {
	now := k.now()
	r := fleet.Report{Schema: fleet.Schema, Kiosk: k.cfg.Kiosk.Name, Version: version(),
		Now: now, Uptime: int64(now.Sub(k.started).Seconds())}
	r.Devices, r.Paper = k.health.devices()
	k.mu.Lock()
	r.Refusal = k.refusal
	if c, ok := k.Content(); ok && !c.LastRefusal.IsZero() && (r.Refusal == nil || c.LastRefusal.After(r.Refusal.At)) {
		r.Refusal = &fleet.Refusal{At: c.LastRefusal, Reason: c.Cause}
	}
	if k.machine != nil {
		info := k.content.Info()
		r.Guiding = true
		r.Release = &fleet.Release{Date: info.Date, Hash: info.Hash, Items: info.Items}
	}
	k.mu.Unlock()
	if err := k.countTickets(&r); err != nil {
		r.Fault = err.Error()
	}
	return r
}

// countTickets reads the journal, without the lock: the disk is waited for.
func (k *Kiosk) countTickets(r *fleet.Report) error {
	r.Today.Day = r.Now.Format(time.DateOnly)
	r.Uncertain = []fleet.Ticket{}
	open, err := k.journal.Uncertain()
	if err != nil {
		return err
	}
	for _, t := range open {
		r.Uncertain = append(r.Uncertain, fleet.Ticket{Day: t.Day, Number: t.Number})
	}
	n, err := k.journal.Today(r.Now)
	if err != nil {
		return err
	}
	r.Today.Taken, r.Today.Printed, r.Today.NotPrinted, r.Today.Uncertain = n.Taken, n.Printed, n.NotPrinted, n.Unknown
	r.Today.UnderWay = n.Taken - n.Printed - n.NotPrinted - n.Unknown
	return nil
}

// version is the program's version as the build noted it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}
