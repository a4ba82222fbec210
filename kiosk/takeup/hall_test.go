package takeup

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"daoyin/content/guide"
	"daoyin/content/publish"
	"daoyin/content/release"
	"daoyin/content/source"
	"daoyin/content/update"
	"daoyin/content/words"
)

const (
	life = 30 * 24 * time.Hour
	item = "id-card-lost"
)

var (
	secret = publish.Secret{Passphrase: "a test's own words", Work: 2}
	lives  = publish.Lives{Targets: life, Snapshot: life, Timestamp: life}
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sample is the sample content, read once.
var sample = sync.OnceValues(func() (*guide.Catalog, error) { return source.Read("../../assets/content") })

// build makes a release in which the item costs that much.
func build(t testing.TB, file, fee string) {
	t.Helper()
	whole, err := sample()
	must(t, err)
	cat := *whole
	cat.Items = append([]guide.Item(nil), whole.Items...)
	for i := range cat.Items {
		if cat.Items[i].ID == item {
			cat.Items[i].Fee.Text = fee
		}
	}
	_, err = release.Build(&cat, file, release.Options{})
	must(t, err)
}

// hall is operators with a tree on a real server, and one kiosk's folder.
type hall struct {
	t    testing.TB
	dir  string
	tree string
	url  string
	now  time.Time
}

func newHall(t testing.TB) *hall {
	h := &hall{t: t, dir: t.TempDir(), now: time.Now()}
	h.tree = filepath.Join(h.dir, "tree")
	must(t, publish.Init(h.keys(), secret, h.now, 10*life))
	server := httptest.NewServer(http.FileServer(http.Dir(h.tree)))
	t.Cleanup(server.Close)
	h.url = server.URL
	build(t, h.seed(), "40 元")
	return h
}

func (h *hall) keys() string { return filepath.Join(h.dir, "keys") }
func (h *hall) seed() string { return filepath.Join(h.dir, "seed.release") }

// publish publishes the item at a fee.
func (h *hall) publish(fee string) publish.Published {
	h.t.Helper()
	file := filepath.Join(h.t.TempDir(), "new.release")
	build(h.t, file, fee)
	return h.publishFile(file)
}

func (h *hall) publishFile(file string) publish.Published {
	h.t.Helper()
	signer, err := publish.NewSigner(h.keys(), secret)
	must(h.t, err)
	p, err := signer.Publish(file, h.tree, h.now, lives)
	must(h.t, err)
	return p
}

func (h *hall) options() Options {
	return Options{Tree: h.url, Root: filepath.Join(h.keys(), "1.root.json"), Cache: filepath.Join(h.dir, "cache"), Seed: h.seed(),
		Every: time.Minute, Now: func() time.Time { return h.now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Words: words.Chinese()}
}

// released is where the tree has a published release.
func (h *hall) released(p publish.Published) string {
	return filepath.Join(h.tree, update.TargetsFolder, p.Hash+"."+update.Target)
}

// kiosk shows releases without a window.
type kiosk struct {
	t      testing.TB
	keeper *Keeper
	shown  *release.Release
}

func (h *hall) kiosk() *kiosk {
	h.t.Helper()
	keeper, err := New(h.options())
	must(h.t, err)
	k := &kiosk{t: h.t, keeper: keeper}
	k.shown, err = keeper.Begin()
	must(h.t, err)
	h.t.Cleanup(func() { k.shown.Close() })
	return k
}

// show takes a release over at once.
func (k *kiosk) show(_ context.Context, next *release.Release) bool {
	must(k.t, k.shown.Close())
	k.shown = next
	return true
}

func (k *kiosk) check() Status {
	k.keeper.Check(context.Background(), k.show)
	return k.keeper.Status()
}

// fee is what the kiosk would say that the item costs.
func (k *kiosk) fee() string {
	k.t.Helper()
	it, err := k.shown.Item(item)
	must(k.t, err)
	return it.Fee.Text
}

// costs asserts what the kiosk says.
func (k *kiosk) costs(fee string) {
	k.t.Helper()
	if got := k.fee(); got != fee {
		k.t.Errorf("the kiosk says %s, want %s; %+v", got, fee, k.keeper.Status())
	}
}

func edit(t testing.TB, path string, change func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	must(t, os.Chmod(path, 0o600))
	must(t, os.WriteFile(path, change(data), 0o600))
}
