// Package takeup keeps a kiosk's content new: it asks the operators' tree now and then, fetches
// and verifies what it offers, tries it, and hands it over to be shown between two visits. What
// cannot be used is refused with a sentence for staff, and the kiosk goes on with what it has; a
// release that turns out bad is never opened again, and the one before it comes back by itself.
package takeup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"time"

	"daoyin/content/release"
	"daoyin/content/store"
	"daoyin/content/update"
	"daoyin/content/words"
)

// Options say where content comes from and goes to.
type Options struct {
	// Tree is the operators' tree: a web address or a folder.
	Tree string
	// Root is the file of the root that the installer trusts, Cache the folder of releases.
	Root, Cache string
	// Seed is the release that is shown while the cache is empty.
	Seed string
	// Every is the time between two checks; it is drawn out or shortened by up to a fifth, so that
	// the kiosks of a hall do not ask all at once.
	Every time.Duration
	Now   func() time.Time
	Log   *slog.Logger
	Words *words.Catalogue
}

// Keeper keeps one kiosk's content. Status may be called from any goroutine; Begin comes first,
// and Run after it.
type Keeper struct {
	opt  Options
	tree update.Tree
	// root is read once: a root that changes under a running kiosk is no installer's doing.
	root []byte
	// store is nil when the cache cannot be used: then nothing is taken up.
	store *store.Store
	// shown is the hash of the release handed out last, empty for the seed.
	shown string

	mu     sync.Mutex
	status Status
}

// New makes a Keeper. The error says which of the options cannot be used.
func New(opt Options) (*Keeper, error) {
	tree, err := update.At(opt.Tree)
	if err != nil {
		return nil, fmt.Errorf("key update.tree: %w", err)
	}
	root, err := ReadRoot(opt.Root)
	if err != nil {
		return nil, fmt.Errorf("key update.root: %w", err)
	}
	s, err := store.Open(opt.Cache, release.SchemaVersion)
	if err != nil {
		return nil, fmt.Errorf("key update.cache: %w", err)
	}
	for _, r := range s.Remarks() {
		opt.Log.Warn("the folder of releases was mended", "cause", r)
	}
	return &Keeper{opt: opt, tree: tree, root: root, store: s, status: Status{Tree: tree.String()}}, nil
}

// ReadRoot reads and checks the root that the installer trusts.
func ReadRoot(path string) ([]byte, error) {
	root, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the root cannot be read (%w): copy root.json from the operators' key folder there", err)
	}
	if err := update.CheckRoot(root); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return root, nil
}

// Begin opens the best release there is: the current one of the cache, the one before it, or the
// seed. It is quick, and verifies no hash.
func (k *Keeper) Begin() (*release.Release, error) { return k.beginWithout(nil) }

// beginWithout passes over releases that were found damaged, and may be there yet: a disk that
// takes nothing lets nothing be removed either.
func (k *Keeper) beginWithout(damaged []string) (*release.Release, error) {
	for _, hash := range k.store.Usable() {
		if slices.Contains(damaged, hash) {
			continue
		}
		r, err := open(k.store.Path(hash))
		if err != nil {
			k.bad(hash, err)
			continue
		}
		if hash != k.store.Current() {
			k.keep(k.store.SwitchBack(hash))
		}
		k.shows(hash, r)
		return r, nil
	}
	r, err := release.Open(k.opt.Seed)
	if err != nil {
		return nil, err
	}
	k.shows("", r)
	return r, nil
}

// open opens a release and tries it.
func open(path string) (*release.Release, error) {
	r, err := release.Open(path)
	if err != nil {
		return nil, err
	}
	if err := r.Probe(); err != nil {
		r.Close() // the first error is the one to tell
		return nil, err
	}
	return r, nil
}

// bad deals with a release of the cache that does not open or answer: one whose file went bad is
// fetched again, one that was made like that is not opened again.
func (k *Keeper) bad(hash string, cause error) {
	if err := k.store.Verify(hash); err != nil {
		k.refuse(reasonDamaged, err)
		k.keep(k.store.Remove(hash))
		return
	}
	k.refuse(reasonBroken, cause)
	k.keep(k.store.Quarantine(hash, cause.Error()))
}

// keep notes that the disk did not take something.
func (k *Keeper) keep(err error) {
	if err != nil {
		k.refuse(reasonUnkept, err)
	}
}

// Verify compares the release that Begin opened with its hash. When it is damaged, Verify returns
// another one, which is not, to show in its place; nil and an error when there is none.
func (k *Keeper) Verify() (instead *release.Release, err error) {
	var damaged []string
	for {
		cause := k.verifyShown()
		if cause == nil {
			return instead, nil
		}
		if instead != nil {
			instead.Close() // it was read and nothing else
		}
		if err == nil {
			err = cause
		}
		if k.shown == "" {
			return nil, err
		}
		k.bad(k.shown, cause)
		damaged = append(damaged, k.shown)
		k.shown = "" // so that it is fetched again where nothing takes its place
		var none error
		if instead, none = k.beginWithout(damaged); none != nil {
			return nil, err
		}
	}
}

func (k *Keeper) verifyShown() error {
	if k.shown == "" {
		return release.Verify(k.opt.Seed)
	}
	return k.store.Verify(k.shown)
}

// Run checks the tree now and again until ctx ends. show is given each new release, to show it
// between two visits: it waits for that moment, and reports false when ctx ended first. The release
// is show's to close in either case.
func (k *Keeper) Run(ctx context.Context, show func(context.Context, *release.Release) bool) {
	wait := rand.N(k.opt.Every/10 + 1)
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		k.Check(ctx, show)
		wait = k.opt.Every*4/5 + rand.N(k.opt.Every*2/5+1)
	}
}

// Check asks the tree once, and takes up what it offers. See Run.
func (k *Keeper) Check(ctx context.Context, show func(context.Context, *release.Release) bool) {
	hash, version, err := k.fetch(ctx)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		k.failed(err)
		return
	}
	k.checked()
	if hash == k.shown {
		k.tell(func(s *Status) { s.Version = version })
		return
	}
	r, err := open(k.store.Path(hash))
	if err != nil {
		k.bad(hash, err)
		return
	}
	info := r.Info()
	k.opt.Log.Info("a new release is ready and waits until no visitor is there", "publication", version)
	k.tell(func(s *Status) { s.Waiting = true })
	shown := show(ctx, r)
	k.tell(func(s *Status) { s.Waiting = false })
	if !shown {
		return
	}
	k.opt.Log.Info("a new release is shown", "publication", version, "date", info.Date, "hash", info.Hash)
	k.showsInfo(hash, info)
	k.tell(func(s *Status) { s.Version = version })
	k.keep(k.store.Switch(hash))
}

// fetchPatience bounds one fetching: what a slow line brought until then is gone on with at the
// next check, and a server that never ends does not keep the kiosk from asking again.
const fetchPatience = time.Hour

// fetch finds out what the tree offers and has it in the cache, verified, when it returns.
func (k *Keeper) fetch(ctx context.Context) (hash string, version int64, err error) {
	ctx, cancel := context.WithTimeout(ctx, fetchPatience)
	defer cancel()
	offer, trust, err := update.Check(ctx, k.tree, k.root, k.store.Trust(), k.opt.Now())
	k.tell(func(s *Status) { s.Expires = trust.Expires })
	if kept := k.store.SetTrust(trust); kept != nil && err == nil {
		// What is not remembered could be taken back: it is not used.
		err = kept
	}
	if err != nil {
		return "", 0, err
	}
	if why, bad := k.store.Quarantined(offer.Hash); bad {
		return "", 0, &known{why}
	}
	if offer.Hash == k.shown {
		return offer.Hash, offer.Version, nil
	}
	if _, err := os.Stat(k.store.Path(offer.Hash)); err == nil {
		if k.store.Verify(offer.Hash) == nil {
			return offer.Hash, offer.Version, nil
		}
		if err := k.store.Remove(offer.Hash); err != nil {
			return "", 0, err
		}
	}
	if err := update.Download(ctx, k.tree, offer, k.store.Part(offer.Hash)); err != nil {
		return "", 0, err
	}
	return offer.Hash, offer.Version, k.store.Place(offer.Hash)
}

// known is the refusal of a release that was found bad before.
type known struct{ why string }

func (e *known) Error() string { return e.why }

// failed notes why a check brought nothing.
func (k *Keeper) failed(err error) {
	var f *update.Fault
	var bad *known
	switch {
	case errors.As(err, &f) && !f.Refused():
		k.unreached(f)
	case errors.As(err, &f):
		k.refuse(reason(f.Why), err)
	case errors.As(err, &bad):
		k.refuse(reasonBroken, err)
	default:
		k.refuse(reasonUnkept, err)
	}
}
