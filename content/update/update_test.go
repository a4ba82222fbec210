package update_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daoyin/content/publish"
	"daoyin/content/update"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

const life = 30 * 24 * time.Hour

var lives = publish.Lives{Targets: life, Snapshot: life, Timestamp: life}

// secret is cheap: these keys guard nothing.
var secret = publish.Secret{Passphrase: "a test's own words", Work: 2}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// operator publishes into a tree.
type operator struct {
	t          *testing.T
	keys, tree string
	last       publish.Published
}

func newOperator(t *testing.T) *operator {
	dir := t.TempDir()
	o := &operator{t: t, keys: filepath.Join(dir, "keys"), tree: filepath.Join(dir, "tree")}
	must(t, publish.Init(o.keys, secret, noon, 10*life))
	return o
}

// publish puts a new release of a few pages of nonsense into the tree.
func (o *operator) publish(now time.Time) {
	o.t.Helper()
	signer, err := publish.NewSigner(o.keys, secret)
	must(o.t, err)
	file := filepath.Join(o.t.TempDir(), "release")
	content := make([]byte, 100_000)
	rand.Read(content)
	must(o.t, os.WriteFile(file, content, 0o600))
	o.last, err = signer.Publish(file, o.tree, now, lives)
	must(o.t, err)
}

func (o *operator) root() []byte {
	o.t.Helper()
	data, err := os.ReadFile(filepath.Join(o.keys, "1.root.json"))
	must(o.t, err)
	return data
}

func (o *operator) file(name string) string { return filepath.Join(o.tree, filepath.FromSlash(name)) }

// current is the name of the newest metadata of a role.
func (o *operator) current(role string) string {
	return o.file(fmt.Sprintf("metadata/%d.%s.json", o.last.Version, role))
}

func (o *operator) release() string { return o.file("targets/" + o.last.Hash + "." + update.Target) }

// edit changes a file of the tree.
func edit(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, change(data), 0o600))
}

func half(data []byte) []byte { return data[:len(data)/2] }

// kiosk takes up what a tree offers, and remembers.
type kiosk struct {
	t     *testing.T
	root  []byte
	trust update.Trust
	part  string
}

func newKiosk(t *testing.T, root []byte) *kiosk {
	return &kiosk{t: t, root: root, part: filepath.Join(t.TempDir(), "part")}
}

func (k *kiosk) take(place string, now time.Time) (update.Offer, error) {
	k.t.Helper()
	tree, err := update.At(place)
	must(k.t, err)
	offer, trust, err := update.Check(context.Background(), tree, k.root, k.trust, now)
	k.trust = trust
	if err == nil {
		err = update.Download(context.Background(), tree, offer, k.part)
	}
	return offer, err
}

// served is a tree on a real server.
func served(t *testing.T, handler http.Handler) string {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s.URL
}

func TestTakesWhatIsPublished(t *testing.T) {
	o := newOperator(t)
	o.publish(noon)
	for name, place := range map[string]string{"folder": o.tree, "server": served(t, http.FileServer(http.Dir(o.tree)))} {
		t.Run(name, func(t *testing.T) {
			k := newKiosk(t, o.root())
			offer, err := k.take(place, noon)
			must(t, err)
			if offer.Version != o.last.Version || offer.Hash != o.last.Hash {
				t.Errorf("took %+v, published %+v", offer, o.last)
			}
			got, err := os.ReadFile(k.part)
			must(t, err)
			want, err := os.ReadFile(o.release())
			must(t, err)
			if !cmp.Equal(got, want) {
				t.Error("what was taken is not what was published")
			}
			if want := noon.Add(life); !k.trust.Expires.Equal(want) {
				t.Errorf("good until %s, want %s", k.trust.Expires, want)
			}
		})
	}
}

// TestAttacks: each is refused for its own reason, in a sentence that names the tree, and the
// next honest publication is taken up all the same.
func TestAttacks(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(*testing.T, *operator)
		at   time.Time
		want update.Reason
	}{
		{"release altered", func(t *testing.T, o *operator) {
			edit(t, o.release(), func(b []byte) []byte { b[50_000] ^= 1; return b })
		}, noon, update.Altered},
		{"release truncated", func(t *testing.T, o *operator) { edit(t, o.release(), half) }, noon, update.Incomplete},
		{"release missing", func(t *testing.T, o *operator) { must(t, os.Remove(o.release())) }, noon, update.Incomplete},
		{"release longer", func(t *testing.T, o *operator) {
			edit(t, o.release(), func(b []byte) []byte { return append(b, 0) })
		}, noon, update.TooLong},
		{"timestamp altered", func(t *testing.T, o *operator) {
			edit(t, o.file("metadata/timestamp.json"), func(b []byte) []byte {
				return []byte(strings.Replace(string(b), `"expires":"2026`, `"expires":"2036`, 1))
			})
		}, noon, update.Altered},
		{"timestamp truncated", func(t *testing.T, o *operator) { edit(t, o.file("metadata/timestamp.json"), half) }, noon, update.Incomplete},
		{"timestamp empty", func(t *testing.T, o *operator) {
			edit(t, o.file("metadata/timestamp.json"), func([]byte) []byte { return nil })
		}, noon, update.Incomplete},
		{"timestamp no metadata", func(t *testing.T, o *operator) {
			edit(t, o.file("metadata/timestamp.json"), func([]byte) []byte { return []byte("<html>welcome</html>") })
		}, noon, update.Altered},
		{"timestamp endless", func(t *testing.T, o *operator) {
			edit(t, o.file("metadata/timestamp.json"), func(b []byte) []byte { return append(b, make([]byte, 1<<20)...) })
		}, noon, update.TooLong},
		{"timestamp missing", func(t *testing.T, o *operator) { must(t, os.Remove(o.file("metadata/timestamp.json"))) }, noon, update.NoTree},
		{"snapshot missing", func(t *testing.T, o *operator) { must(t, os.Remove(o.current("snapshot"))) }, noon, update.Incomplete},
		{"snapshot truncated", func(t *testing.T, o *operator) { edit(t, o.current("snapshot"), half) }, noon, update.Incomplete},
		{"snapshot longer", func(t *testing.T, o *operator) {
			edit(t, o.current("snapshot"), func(b []byte) []byte { return append(b, ' ') })
		}, noon, update.TooLong},
		{"targets altered", func(t *testing.T, o *operator) {
			edit(t, o.current("targets"), func(b []byte) []byte {
				return []byte(strings.Replace(string(b), o.last.Hash[:8], "00000000", 1))
			})
		}, noon, update.Altered},
		{"metadata swapped", func(t *testing.T, o *operator) {
			snapshot, err := os.ReadFile(o.current("snapshot"))
			must(t, err)
			edit(t, o.current("targets"), func([]byte) []byte { return snapshot })
		}, noon, ""}, // which of two reasons depends on the lengths
		{"next root forged", func(t *testing.T, o *operator) {
			must(t, os.WriteFile(o.file("metadata/2.root.json"), o.root(), 0o600))
		}, noon, update.Altered},
		{"other keys", func(t *testing.T, o *operator) {
			other := newOperator(t)
			other.publish(noon)
			data, err := os.ReadFile(other.file("metadata/timestamp.json"))
			must(t, err)
			must(t, os.WriteFile(o.file("metadata/timestamp.json"), data, 0o600))
		}, noon, update.OtherKeys},
		{"freeze", func(*testing.T, *operator) {}, noon.Add(life + time.Hour), update.Expired},
		{"root expired", func(*testing.T, *operator) {}, noon.Add(11 * life), update.Expired},
		{"rollback", func(t *testing.T, o *operator) {
			// Put back the timestamp of the first publication, whose files are still there.
			first, err := os.ReadFile(filepath.Join(o.keys, "first"))
			must(t, err)
			must(t, os.WriteFile(o.file("metadata/timestamp.json"), first, 0o600))
		}, noon, update.Older},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := newOperator(t)
			o.publish(noon)
			k := newKiosk(t, o.root())
			place := served(t, http.FileServer(http.Dir(o.tree)))
			_, err := k.take(place, noon)
			must(t, err)
			first, err := os.ReadFile(o.file("metadata/timestamp.json"))
			must(t, err)
			must(t, os.WriteFile(filepath.Join(o.keys, "first"), first, 0o600))
			o.publish(noon)
			if tt.want == update.Older {
				_, err := k.take(place, noon)
				must(t, err)
			}
			must(t, os.RemoveAll(k.part))
			tt.do(t, o)
			before := k.trust.Floor
			_, err = k.take(place, tt.at)
			var f *update.Fault
			if !errors.As(err, &f) {
				t.Fatalf("it is taken up, or comes to %v", err)
			}
			if tt.want != "" && f.Why != tt.want {
				t.Errorf("it is refused as %s, want %s: %v", f.Why, tt.want, err)
			}
			if !strings.Contains(err.Error(), place) || !strings.Contains(err.Error(), ";") {
				t.Errorf("the sentence names no place or no remedy: %v", err)
			}
			if f.Refused() == (tt.want == update.NoTree) {
				t.Errorf("%s counts as refused: %v", f.Why, f.Refused())
			}
			if k.trust.Floor.Above(before) != k.trust.Floor {
				t.Errorf("the floor went down: %+v, was %+v", k.trust.Floor, before)
			}
			if tt.name == "next root forged" {
				must(t, os.Remove(o.file("metadata/2.root.json")))
			}
			o.publish(tt.at.Add(-time.Hour))
			if tt.name == "root expired" {
				return // nothing helps but a renewal
			}
			if offer, err := k.take(place, tt.at); err != nil || offer.Hash != o.last.Hash {
				t.Errorf("the next publication is not taken up: %+v, %v", offer, err)
			}
		})
	}
}

func TestServersThatMisbehave(t *testing.T) {
	o := newOperator(t)
	o.publish(noon)
	files := http.FileServer(http.Dir(o.tree))
	isRelease := func(r *http.Request) bool { return strings.Contains(r.URL.Path, "targets/") }
	endless := func(w http.ResponseWriter, r *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
	}
	for _, tt := range []struct {
		name    string
		handler http.HandlerFunc
		want    update.Reason
	}{
		{"down", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusBadGateway) }, update.Unreached},
		{"nothing there", http.NotFound, update.NoTree},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254"+r.URL.Path, http.StatusFound)
		}, update.Redirected},
		{"endless metadata", endless, update.TooLong},
		{"endless release", func(w http.ResponseWriter, r *http.Request) {
			if isRelease(r) {
				endless(w, r)
				return
			}
			files.ServeHTTP(w, r)
		}, update.TooLong},
		{"hangs up", func(w http.ResponseWriter, r *http.Request) {
			if isRelease(r) {
				panic(http.ErrAbortHandler)
			}
			files.ServeHTTP(w, r)
		}, update.Unreached},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := newKiosk(t, o.root()).take(served(t, tt.handler), noon)
			var f *update.Fault
			if !errors.As(err, &f) || f.Why != tt.want {
				t.Errorf("it comes to %v, want %s", err, tt.want)
			}
		})
	}
}

// TestResumes: what came before a connection broke is not fetched again, even when it broke many
// times, and a part with holes does no harm.
func TestResumes(t *testing.T) {
	o := newOperator(t)
	o.publish(noon)
	want, err := os.ReadFile(o.release())
	must(t, err)
	var sent atomic.Int64
	breaking := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.Path, "targets/") {
			http.ServeFile(w, r, o.file(r.URL.Path[1:]))
			return
		}
		var from int
		fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from)
		rest := want[from:]
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(want)-1, len(want)))
		w.Header().Set("Content-Length", fmt.Sprint(len(rest)))
		if from > 0 {
			w.WriteHeader(http.StatusPartialContent)
		}
		n, _ := w.Write(rest[:min(30_000, len(rest))])
		sent.Add(int64(n))
	})
	place := served(t, breaking)
	k := newKiosk(t, o.root())
	tries := 0
	for ; tries < 10; tries++ {
		if _, err = k.take(place, noon); err == nil {
			break
		}
	}
	if tries != 3 || sent.Load() != int64(len(want)) {
		t.Errorf("%d tries and %d bytes for a release of %d bytes that breaks every 30000: %v", tries, sent.Load(), len(want), err)
	}

	for name, part := range map[string][]byte{"holes": make([]byte, 40_000), "too long": make([]byte, 200_000), "whole but wrong": make([]byte, 100_000), "empty": nil} {
		t.Run(name, func(t *testing.T) {
			k := newKiosk(t, o.root())
			must(t, os.WriteFile(k.part, part, 0o600))
			_, err := k.take(o.tree, noon)
			must(t, err)
			got, err := os.ReadFile(k.part)
			must(t, err)
			if !cmp.Equal(got, want) {
				t.Error("what was taken is not what was published")
			}
		})
	}

	t.Run("a server without ranges", func(t *testing.T) {
		k := newKiosk(t, o.root())
		must(t, os.WriteFile(k.part, want[:70_000], 0o600))
		_, err := k.take(served(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			data, err := os.ReadFile(o.file(r.URL.Path[1:]))
			if err != nil {
				http.NotFound(w, r)
				return
			}
			w.Write(data)
		})), noon)
		must(t, err)
	})
}

// TestRenewal: a kiosk follows the chain of roots, and counts anew only when keys were replaced.
func TestRenewal(t *testing.T) {
	o := newOperator(t)
	for range 3 {
		o.publish(noon)
	}
	k := newKiosk(t, o.root())
	_, err := k.take(o.tree, noon)
	must(t, err)
	must(t, publish.Renew(o.keys, secret, noon, 20*life, false))
	o.publish(noon)
	_, err = k.take(o.tree, noon)
	must(t, err)
	if want := (update.Floor{Anchor: update.Anchor(o.root()), Root: 2, Timestamp: 4, Snapshot: 4, Targets: 4}); k.trust.Floor != want {
		t.Errorf("after the renewal %+v, want %+v", k.trust.Floor, want)
	}
	// Whoever has the keys publishes so high a number that nothing is ever newer …
	k.trust.Floor.Timestamp, k.trust.Floor.Snapshot, k.trust.Floor.Targets = 1<<60, 1<<60, 1<<60
	o.publish(noon)
	if _, err = k.take(o.tree, noon); err == nil {
		t.Fatal("a publication below the floor is taken")
	}
	// … until the keys are replaced.
	must(t, publish.Renew(o.keys, secret, noon, 20*life, true))
	o.publish(noon)
	_, err = k.take(o.tree, noon)
	must(t, err)
	if k.trust.Floor.Root != 3 || k.trust.Floor.Timestamp != o.last.Version {
		t.Errorf("after the replacement %+v", k.trust.Floor)
	}
	// A kiosk that lost its root follows the chain from the installer's again.
	k.trust.Root = []byte("{torn")
	_, err = k.take(o.tree, noon)
	must(t, err)
	// A chain that ends before the newest root seen is an old tree.
	must(t, os.Remove(o.file("metadata/3.root.json")))
	k.trust.Root = nil
	var f *update.Fault
	if _, err = k.take(o.tree, noon); !errors.As(err, &f) || f.Why != update.Older {
		t.Errorf("a chain cut short comes to %v", err)
	}
}

// An installer who puts another root on the kiosk means it: counting begins anew.
func TestAnotherAnchor(t *testing.T) {
	a, b := newOperator(t), newOperator(t)
	for range 3 {
		a.publish(noon)
	}
	b.publish(noon)
	k := newKiosk(t, a.root())
	_, err := k.take(a.tree, noon)
	must(t, err)
	k.root = b.root()
	if offer, err := k.take(b.tree, noon); err != nil || offer.Hash != b.last.Hash {
		t.Errorf("the new operators' release is not taken: %v", err)
	}
}

func TestPlaces(t *testing.T) {
	for _, bad := range []string{"ftp://hall/tree", "https://", "http://hall/tree?x=1", "://"} {
		if _, err := update.At(bad); err == nil {
			t.Errorf("%q is taken for a place", bad)
		}
	}
	tree, err := update.At("https://someone:secret@hall.example/tree")
	must(t, err)
	if strings.Contains(tree.String(), "secret") {
		t.Errorf("the password is shown: %s", tree)
	}
}

// FuzzTimestamp: whatever a tree holds for its first metadata is refused and never accepted.
func FuzzTimestamp(f *testing.F) {
	dir := f.TempDir()
	keys, tree := filepath.Join(dir, "keys"), filepath.Join(dir, "tree")
	if err := publish.Init(keys, secret, noon, life); err != nil {
		f.Fatal(err)
	}
	signer, err := publish.NewSigner(keys, secret)
	if err != nil {
		f.Fatal(err)
	}
	if _, err := signer.Publish(filepath.Join(keys, "root.json"), tree, noon, lives); err != nil {
		f.Fatal(err)
	}
	root, err := os.ReadFile(filepath.Join(keys, "root.json"))
	if err != nil {
		f.Fatal(err)
	}
	path := filepath.Join(tree, "metadata", "timestamp.json")
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	var same any
	if err := json.Unmarshal(good, &same); err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"signed":{"_type":"timestamp","meta":{"snapshot.json":null}},"signatures":[]}`))
	f.Add([]byte(`{"signed":{"_type":"timestamp"},"signatures":null}`))
	place, err := update.At(tree)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := update.Check(context.Background(), place, root, update.Trust{}, noon)
		var fault *update.Fault
		if err != nil && !errors.As(err, &fault) {
			t.Fatalf("it comes to %v", err)
		}
		var got any
		if err == nil && (json.Unmarshal(data, &got) != nil || !cmp.Equal(got, same)) {
			t.Fatalf("accepted: %q", data)
		}
	})
}
