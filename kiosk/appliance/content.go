package appliance

import (
	"context"
	"fmt"
	"time"

	"daoyin/content/release"
	"daoyin/kiosk/config"
	"daoyin/kiosk/paper"
	"daoyin/kiosk/takeup"
	"daoyin/kiosk/visit"
)

// begin opens the release to begin with: the configured one, or the best that was taken up.
func (k *Kiosk) begin(path string) (*release.Release, error) {
	c := k.cfg.Update
	if c.Tree == "" {
		return release.Open(k.cfg.Content.Release)
	}
	keeper, err := takeup.New(takeup.Options{Tree: c.Tree, Root: c.Root, Cache: c.Cache, Seed: k.cfg.Content.Release,
		Every: time.Duration(c.Every), Now: k.now, Log: k.log, Words: k.env.Words})
	if err != nil {
		k.log.Error("no new content is taken up", "file", path, "cause", err)
		k.unset = err
		return release.Open(k.cfg.Content.Release)
	}
	k.keeper = keeper
	return keeper.Begin()
}

// CheckUpdate says, for an installer, what is wrong with the root to trust. Whether the tree is
// there now is not asked: a stick comes and goes.
func CheckUpdate(cfg config.Config, path string) error {
	if cfg.Update.Tree == "" {
		return nil
	}
	if _, err := takeup.ReadRoot(cfg.Update.Root); err != nil {
		return fmt.Errorf("%s, key update.root: %w", path, err)
	}
	return nil
}

// Content is how the content stands; it reports false when the configuration names no tree to take
// new content from.
func (k *Kiosk) Content() (takeup.Status, bool) {
	switch {
	case k.keeper != nil:
		return k.keeper.Status(), true
	case k.unset != nil:
		return takeup.Unset(k.cfg.Update.Tree, k.env.Words, k.started, k.unset), true
	}
	return takeup.Status{}, false
}

// take begins to guide with a release, with nobody there. Called with the lock held, or before
// there is anybody to share with.
func (k *Kiosk) take(content *release.Release) {
	k.present(content)
	times := visit.Times{Idle: time.Duration(k.cfg.Visit.Idle), Warn: time.Duration(k.cfg.Visit.Warn), Done: time.Duration(k.cfg.Visit.Done)}
	k.machine = visit.New(content, times, k.reader != nil)
	k.machine.Tell(visit.Clock{Now: k.now()})
}

// present has screen and paper speak from a release. Called like take.
func (k *Kiosk) present(content *release.Release) {
	k.content = content
	k.env.Know = content
	k.paper = &paper.Paper{Words: k.env.Words, Hall: content.Hall(), Kiosk: k.cfg.Kiosk.Name, Updated: content.Info().Date}
	if k.cfg.Followup.Site != "" {
		k.env.Follow = k.follow
		k.paper.Link = k.follow
	}
}

// verify checks the release's hash. A release that fails is not guided with any more: another
// takes its place where there is one.
func (k *Kiosk) verify() {
	if k.content == nil {
		return
	}
	var instead *release.Release
	var err error
	if k.keeper != nil {
		instead, err = k.keeper.Verify()
	} else {
		err = release.Verify(k.cfg.Content.Release)
	}
	if err == nil && instead == nil {
		info := k.content.Info()
		k.log.Info("the release is in order", "items", info.Items, "date", info.Date, "hash", info.Hash)
		k.mu.Lock()
		defer k.mu.Unlock()
		k.desk.verified = true
		return
	}
	if err != nil {
		k.log.Error("the release is damaged and not used", "key", "content.release", "cause", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err != nil {
		k.refuse(err)
	}
	k.drop()
	k.machine = nil
	if instead != nil { // the keeper has verified it
		k.exchange(instead)
		k.desk.verified = true
	}
	k.draw()
}

// showNext shows a release between two visits; see takeup.Keeper.Run.
func (k *Kiosk) showNext(ctx context.Context, content *release.Release) bool {
	k.mu.Lock()
	taken := make(chan struct{})
	k.next, k.taken = content, taken
	k.changeOver()
	k.draw()
	k.mu.Unlock()
	select {
	case <-taken:
		return true
	case <-ctx.Done():
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.next == nil {
		return true // it was shown in the same moment
	}
	k.next = nil
	k.shut(content)
	return false
}

// changeOver guides with the release that waits, if one does and no visitor is there. Called with
// the lock held.
func (k *Kiosk) changeOver() {
	if k.next == nil || k.machine != nil && !k.machine.SetKnowledge(k.next) {
		return
	}
	k.exchange(k.next)
	k.next, k.desk.verified = nil, true // the keeper has verified it
	close(k.taken)
}

// exchange guides with another release and closes the one before. Called with the lock held;
// nothing reads a release without it.
func (k *Kiosk) exchange(content *release.Release) {
	before := k.content
	if k.machine == nil {
		k.take(content)
	} else {
		k.present(content)
	}
	if before != nil {
		k.shut(before)
	}
}

func (k *Kiosk) shut(content *release.Release) {
	if err := content.Close(); err != nil {
		k.log.Warn("a release that is shown no more cannot be closed", "cause", err)
	}
}
