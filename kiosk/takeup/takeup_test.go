package takeup

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daoyin/content/guide"
	"daoyin/content/release"
)

// TestJourney: published, taken up, rolled forward, tampered with, rolled forward again, found
// bad at the start and fallen back.
func TestJourney(t *testing.T) {
	h := newHall(t)
	k := h.kiosk()
	k.costs("40 元")
	if s := k.check(); s.Unreached == "" || s.Refused || !s.Seed {
		t.Errorf("without a tree: %+v", s)
	}
	h.publish("20 元")
	if s := k.check(); s.Refused || s.Seed || s.Version != 1 || s.LastGood.IsZero() || s.Unreached != "" {
		t.Errorf("after the first publication: %+v", s)
	}
	k.costs("20 元")
	good := h.publish("30 元")
	k.check()
	k.costs("30 元")

	bad := h.publish("0 元")
	edit(t, h.released(bad), func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
	s := k.check()
	if !s.Refused || !strings.Contains(s.Reason, "没有采用") || !strings.Contains(s.Cause, h.url) || s.LastRefusal.IsZero() {
		t.Errorf("a tampered release: %+v", s)
	}
	k.costs("30 元")
	restarted := h.kiosk()
	restarted.costs("30 元")

	last := h.publish("50 元")
	if s := k.check(); s.Refused || s.Version != 4 || s.Reason == "" {
		t.Errorf("after the next publication: %+v", s)
	}
	k.costs("50 元")

	// The file goes bad on the kiosk's own disk: the release before it comes back, and the good
	// one is fetched again.
	own := k.keeper.store.Path(last.Hash)
	edit(t, own, func(b []byte) []byte { return b[:len(b)/2] })
	k = h.kiosk()
	k.costs("30 元")
	if s := k.keeper.Status(); !s.Refused || !strings.Contains(s.Reason, "坏了") {
		t.Errorf("a release cut short on the kiosk's disk: %+v", s)
	}
	k.check()
	k.costs("50 元")
	if k.keeper.store.Usable()[1] != good.Hash {
		t.Error("the release before is not kept")
	}
}

// A damage that opening does not see is found by the hash, and another release takes its place.
func TestDamageFoundLater(t *testing.T) {
	h := newHall(t)
	k := h.kiosk()
	h.publish("20 元")
	k.check()
	p := h.publish("30 元")
	k.check()
	edit(t, k.keeper.store.Path(p.Hash), func(b []byte) []byte { b[len(b)-1] ^= 1; return b })
	k = h.kiosk()
	k.costs("30 元")
	instead, err := k.keeper.Verify()
	must(t, err)
	if instead == nil {
		t.Fatal("the damage is not seen")
	}
	k.show(context.Background(), instead)
	k.costs("20 元")
	if again, err := k.keeper.Verify(); again != nil || err != nil {
		t.Errorf("the one in its place does not pass: %v", err)
	}
	k.check()
	k.costs("30 元")
}

// What takes the place of a damaged release was compared with its hash as well, and so on to the
// one that came with the machine.
func TestDamageOnDamage(t *testing.T) {
	h := newHall(t)
	k := h.kiosk()
	for _, fee := range []string{"20 元", "30 元"} {
		h.publish(fee)
		k.check()
	}
	for _, hash := range k.keeper.store.Usable() {
		edit(t, k.keeper.store.Path(hash), func(b []byte) []byte { b[len(b)-1] ^= 1; return b })
	}
	k = h.kiosk()
	k.costs("30 元")
	instead, err := k.keeper.Verify()
	must(t, err)
	k.show(context.Background(), instead)
	k.costs("40 元")
}

// A damaged release that nothing can take the place of is fetched again without a restart.
func TestDamageWithoutAnother(t *testing.T) {
	h := newHall(t)
	k := h.kiosk()
	p := h.publish("20 元")
	k.check()
	must(t, os.Remove(h.seed()))
	edit(t, k.keeper.store.Path(p.Hash), func(b []byte) []byte { b[len(b)-1] ^= 1; return b })
	k = h.kiosk()
	if instead, err := k.keeper.Verify(); instead != nil || err == nil {
		t.Fatal("the damage is not seen")
	}
	shown := k.shown
	k.check()
	if k.shown == shown {
		t.Errorf("the release is not fetched again: %+v", k.keeper.Status())
	}
}

// TestBadAsSigned: signed releases that do not open or do not answer are refused, remembered, and
// never asked for again.
func TestBadAsSigned(t *testing.T) {
	for name, make := range map[string]func(file string){
		"does not open": func(file string) { must(t, os.WriteFile(file, []byte("not a release"), 0o600)) },
		"empty":         func(file string) { must(t, os.WriteFile(file, nil, 0o600)) },
		"does not answer": func(file string) {
			_, err := release.Build(&guide.Catalog{}, file, release.Options{})
			must(t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			k := h.kiosk()
			h.publish("20 元")
			k.check()
			file := filepath.Join(t.TempDir(), "bad.release")
			make(file)
			p := h.publishFile(file)
			for range 2 {
				if s := k.check(); !s.Refused || !strings.Contains(s.Reason, "停用") {
					t.Errorf("it comes to %+v", s)
				}
				k.costs("20 元")
			}
			if _, bad := k.keeper.store.Quarantined(p.Hash); !bad {
				t.Error("it is not remembered")
			}
			k = h.kiosk()
			k.costs("20 元")
			h.publish("30 元")
			k.check()
			k.costs("30 元")
		})
	}
}

// TestRefusalsKeepTheContent: whatever the tree says, the kiosk shows what it has and says why.
func TestRefusalsKeepTheContent(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(*hall)
		says string
	}{
		{"older", func(h *hall) {
			first, err := os.ReadFile(filepath.Join(h.dir, "first"))
			must(h.t, err)
			must(h.t, os.WriteFile(filepath.Join(h.tree, "metadata", "timestamp.json"), first, 0o600))
		}, "比本机的旧"},
		{"expired", func(h *hall) { h.now = h.now.Add(2 * life) }, "过了有效期"},
		{"half copied", func(h *hall) {
			p := h.publish("0 元")
			must(h.t, os.Remove(h.released(p)))
		}, "没有拷完整"},
		{"wrong keys", func(h *hall) {
			other := newHall(h.t)
			other.publish("0 元")
			h.publish("0 元")
			foreign, err := os.ReadFile(filepath.Join(other.tree, "metadata", "timestamp.json"))
			must(h.t, err)
			must(h.t, os.WriteFile(filepath.Join(h.tree, "metadata", "timestamp.json"), foreign, 0o600))
		}, "不是本机认可"},
		{"too long", func(h *hall) {
			p := h.publish("0 元")
			edit(h.t, h.released(p), func(b []byte) []byte { return append(b, 0) })
		}, "长得不对"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHall(t)
			k := h.kiosk()
			h.publish("10 元")
			first, err := os.ReadFile(filepath.Join(h.tree, "metadata", "timestamp.json"))
			must(t, err)
			must(t, os.WriteFile(filepath.Join(h.dir, "first"), first, 0o600))
			h.publish("20 元")
			k.check()
			tt.do(h)
			s := k.check()
			if !s.Refused || !strings.Contains(s.Reason, tt.says) || s.Cause == "" {
				t.Errorf("it comes to %+v", s)
			}
			if s.Expired != (tt.name == "expired") {
				t.Errorf("expired is %v: %+v", s.Expired, s)
			}
			k.costs("20 元")
			restarted := h.kiosk()
			restarted.costs("20 元")
			if s := restarted.keeper.Status(); s.Date == "" || s.Release == "" || s.Items == 0 {
				t.Errorf("the release's date is not shown: %+v", s)
			}
		})
	}
}

// A rollback stays refused after the kiosk's records were lost one after the other.
func TestRollbackAfterLoss(t *testing.T) {
	h := newHall(t)
	k := h.kiosk()
	h.publish("10 元")
	first, err := os.ReadFile(filepath.Join(h.tree, "metadata", "timestamp.json"))
	must(t, err)
	h.publish("20 元")
	k.check()
	must(t, os.WriteFile(filepath.Join(h.tree, "metadata", "timestamp.json"), first, 0o600))
	for _, file := range []string{"state", "state.copy", "state"} {
		must(t, os.Truncate(filepath.Join(h.dir, "cache", file), 0))
		k = h.kiosk()
		if s := k.check(); !strings.Contains(s.Reason, "比本机的旧") {
			t.Errorf("without %s: %+v", file, s)
		}
		k.costs("20 元")
	}
}

func TestDiskThatTakesNothing(t *testing.T) {
	h := newHall(t)
	k := h.kiosk()
	p := h.publish("20 元")
	must(t, os.MkdirAll(k.keeper.store.Part(p.Hash), 0o700)) // a folder cannot be written as a file
	if s := k.check(); !s.Refused || !strings.Contains(s.Reason, "存不下") {
		t.Errorf("it comes to %+v", s)
	}
	k.costs("40 元")
}

func TestOptionsThatCannotBeUsed(t *testing.T) {
	h := newHall(t)
	for key, change := range map[string]func(*Options){
		"update.root":  func(o *Options) { o.Root = h.seed() },
		"update.tree":  func(o *Options) { o.Tree = "ftp://hall" },
		"update.cache": func(o *Options) { o.Cache = filepath.Join(h.seed(), "cache") },
	} {
		o := h.options()
		change(&o)
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// TestRun: the tree is asked by itself, the release waits for the visitor to leave, and ending is
// prompt and closes what was not shown.
func TestRun(t *testing.T) {
	h := newHall(t)
	h.publish("20 元")
	o := h.options()
	o.Every = 10 * time.Millisecond
	keeper, err := New(o)
	must(t, err)
	seed, err := keeper.Begin()
	must(t, err)
	defer seed.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	asked, done := make(chan *release.Release), make(chan struct{})
	go func() {
		defer close(done)
		keeper.Run(ctx, func(ctx context.Context, r *release.Release) bool {
			asked <- r
			<-ctx.Done() // the visitor never leaves
			r.Close()
			return false
		})
	}()
	<-asked
	if s := keeper.Status(); !s.Waiting || !s.Seed {
		t.Errorf("while the visitor is there: %+v", s)
	}
	cancel()
	<-done
	if s := keeper.Status(); s.Waiting || !s.Seed {
		t.Errorf("after the end: %+v", s)
	}
	// What was fetched already needs no tree any more.
	must(t, os.RemoveAll(filepath.Join(h.tree, "targets")))
	k := h.kiosk()
	k.check()
	k.costs("20 元")
}
