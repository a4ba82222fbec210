package publish_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"daoyin/content/publish"
	"daoyin/content/update"
)

const (
	// crashDir, when set, makes the test binary publish in that folder until it is killed.
	crashDir = "DAOYIN_PUBLISH_CRASH_DIR"
	// killsEnv sets how many times it is killed (make soak).
	killsEnv = "DAOYIN_KILLS"
	life     = 30 * 24 * time.Hour
)

var (
	secret = publish.Secret{Passphrase: "a test's own words", Work: 2}
	lives  = publish.Lives{Targets: life, Snapshot: life, Timestamp: life}
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		fmt.Fprintln(os.Stderr, playOperator(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// desk is an operator's key folder, releases and tree.
type desk struct{ dir, keys, tree string }

func at(dir string) desk {
	return desk{dir, filepath.Join(dir, "keys"), filepath.Join(dir, "tree")}
}

func newDesk(t *testing.T) desk {
	t.Helper()
	d := at(t.TempDir())
	must(t, publish.Init(d.keys, secret, time.Now(), 10*life))
	for i := range 3 {
		must(t, os.WriteFile(d.file(i), bytes.Repeat([]byte{byte(i)}, 200_000), 0o600))
	}
	return d
}

func (d desk) file(i int) string { return filepath.Join(d.dir, fmt.Sprintf("%d.release", i%3)) }

func (d desk) publish(i int) (publish.Published, error) {
	signer, err := publish.NewSigner(d.keys, secret)
	if err != nil {
		return publish.Published{}, err
	}
	return signer.Publish(d.file(i), d.tree, time.Now(), lives)
}

// read takes what the tree offers, as a kiosk does that has taken up nothing yet.
func (d desk) read(t *testing.T) (update.Offer, error) {
	t.Helper()
	root, err := os.ReadFile(filepath.Join(d.keys, "1.root.json"))
	must(t, err)
	tree, err := update.At(d.tree)
	must(t, err)
	offer, _, err := update.Check(context.Background(), tree, root, update.Trust{}, time.Now())
	if err != nil {
		return offer, err
	}
	return offer, update.Download(context.Background(), tree, offer, filepath.Join(t.TempDir(), "part"))
}

// TestTree: versions grow, the last few publications stay readable, older files go.
func TestTree(t *testing.T) {
	d := newDesk(t)
	for i := range 6 {
		p, err := d.publish(i)
		must(t, err)
		if p.Version != int64(i+1) {
			t.Errorf("publication %d is numbered %d", i+1, p.Version)
		}
		offer, err := d.read(t)
		must(t, err)
		if offer.Version != p.Version || offer.Hash != p.Hash {
			t.Errorf("published %+v, read %+v", p, offer)
		}
	}
	count := map[string]int{}
	must(t, filepath.WalkDir(d.tree, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			kind := path[strings.IndexByte(filepath.Base(path), '.')+len(path)-len(filepath.Base(path)):]
			count[kind]++
		}
		return err
	}))
	for kind, n := range map[string]int{".targets.json": 3, ".snapshot.json": 3, ".json": 1, ".root.json": 1, ".content.release": 3} {
		if count[kind] != n {
			t.Errorf("%d files %s, want %d (all: %v)", count[kind], kind, n, count)
		}
	}
	// A lost tree, written anew, is not older than the one that was lost.
	must(t, os.RemoveAll(d.tree))
	if p, err := d.publish(0); err != nil || p.Version != 7 {
		t.Errorf("a tree written anew begins at %d: %v", p.Version, err)
	}
	// Nor when the number beside the keys is lost.
	must(t, os.Remove(filepath.Join(d.keys, "published.json")))
	if p, err := d.publish(0); err != nil || p.Version != 8 {
		t.Errorf("without the noted number it is %d: %v", p.Version, err)
	}
	// A release that went bad in the tree is put there again.
	offer, err := d.read(t)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(d.tree, "targets", offer.Hash+"."+publish.Target), []byte("bad"), 0o600))
	_, err = d.publish(0)
	must(t, err)
	_, err = d.read(t)
	must(t, err)
}

func TestKeysAtRest(t *testing.T) {
	d := newDesk(t)
	for _, name := range []string{"root.age", "publishing.age"} {
		data, err := os.ReadFile(filepath.Join(d.keys, name))
		must(t, err)
		if !bytes.HasPrefix(data, []byte("age-encryption.org/v1")) || bytes.Contains(data, []byte("targets")) {
			t.Errorf("%s is not encrypted", name)
		}
		info, err := os.Stat(filepath.Join(d.keys, name))
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v", name, info.Mode())
		}
	}
	if _, err := publish.NewSigner(d.keys, publish.Secret{Passphrase: "somebody else's"}); !errors.Is(err, publish.ErrPassphrase) {
		t.Errorf("a wrong passphrase comes to %v", err)
	}
	if _, err := publish.NewSigner(d.keys, publish.Secret{}); err == nil {
		t.Error("no passphrase opens the keys")
	}
	if err := publish.Init(d.keys, secret, time.Now(), life); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("keys are overwritten: %v", err)
	}
	must(t, os.Truncate(filepath.Join(d.keys, "publishing.age"), 150))
	if _, err := publish.NewSigner(d.keys, secret); err == nil || errors.Is(err, publish.ErrPassphrase) {
		t.Errorf("a damaged key file comes to %v", err)
	}
	if _, err := publish.NewSigner(t.TempDir(), secret); err == nil || !strings.Contains(err.Error(), "keys init") {
		t.Errorf("a folder without keys comes to %v", err)
	}
}

// TestOtherTree: a tree of other keys is left alone.
func TestOtherTree(t *testing.T) {
	a, b := newDesk(t), newDesk(t)
	_, err := a.publish(0)
	must(t, err)
	b.tree = a.tree
	if _, err := b.publish(1); err == nil || !strings.Contains(err.Error(), "other keys") {
		t.Errorf("it comes to %v", err)
	}
	_, err = a.read(t)
	must(t, err)
}

// A renewal with new keys that stopped between keys and root says what to do.
func TestRenewalThatStopped(t *testing.T) {
	d := newDesk(t)
	must(t, publish.Renew(d.keys, secret, time.Now(), life, true))
	must(t, os.Remove(filepath.Join(d.keys, "2.root.json")))
	if _, err := d.publish(0); err == nil || !strings.Contains(err.Error(), "keys renew --replace") {
		t.Errorf("it comes to %v", err)
	}
	must(t, publish.Renew(d.keys, secret, time.Now(), life, true))
	_, err := d.publish(0)
	must(t, err)
	_, err = d.read(t)
	must(t, err)
}

// playOperator publishes as fast as it can, and says the number of each publication.
func playOperator(dir string) error {
	d := at(dir)
	fmt.Println("ready")
	for i := 0; ; i++ {
		p, err := d.publish(i)
		if err != nil {
			return err
		}
		fmt.Println(p.Version)
	}
}

// TestKilledAtAnyMoment: a publication killed at any moment leaves a tree that a kiosk takes up,
// never older than what was published before.
func TestKilledAtAnyMoment(t *testing.T) {
	kills := 40
	if text := os.Getenv(killsEnv); text != "" {
		var err error
		kills, err = strconv.Atoi(text)
		must(t, err)
	}
	d := newDesk(t)
	p, err := d.publish(0)
	must(t, err)
	last := p.Version
	for range kills {
		last = max(last, killOperator(t, d))
		offer, err := d.read(t)
		if err != nil {
			t.Fatalf("after a kill: %v", err)
		}
		if offer.Version < last {
			t.Fatalf("after a kill the tree offers publication %d, and %d was published", offer.Version, last)
		}
		last = offer.Version
	}
	if last < int64(kills)/4 {
		t.Errorf("only %d publications under %d kills: they came too early to prove anything", last, kills)
	}
	t.Logf("%d kills, the last publication is %d", kills, last)
}

// killOperator publishes and is killed; it returns the last publication that was said to be done.
func killOperator(t *testing.T, d desk) int64 {
	t.Helper()
	operator := exec.Command(os.Args[0])
	operator.Env = append(os.Environ(), crashDir+"="+d.dir)
	out, err := operator.StdoutPipe()
	must(t, err)
	said := &strings.Builder{}
	operator.Stderr = said
	must(t, operator.Start())
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Errorf("the operator did not start: %s", said)
	}
	kill := time.AfterFunc(rand.N(60*time.Millisecond), func() { operator.Process.Kill() })
	defer kill.Stop()
	last := int64(0)
	for lines.Scan() {
		if v, err := strconv.ParseInt(lines.Text(), 10, 64); err == nil {
			last = v
		}
	}
	operator.Wait() // its exit tells only that it was killed
	if said.Len() > 0 {
		t.Fatalf("the operator stopped by itself: %s", said)
	}
	return last
}
