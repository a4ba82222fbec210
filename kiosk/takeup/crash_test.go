package takeup

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"daoyin/content/publish"
	"daoyin/content/release"
	"daoyin/content/words"
)

// crashDir, when set, makes the test binary play a kiosk of the hall in that folder, whose tree is
// at crashTree, until it is killed.
const (
	crashDir  = "DAOYIN_TAKEUP_CRASH_DIR"
	crashTree = "DAOYIN_TAKEUP_CRASH_TREE"
	// killsEnv sets how many times it is killed (make soak).
	killsEnv = "DAOYIN_KILLS"
)

func kills(t *testing.T) int {
	t.Helper()
	text := os.Getenv(killsEnv)
	if text == "" {
		return 40
	}
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		fmt.Fprintln(os.Stderr, playKiosk(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// crashOptions has no seed: whatever opens came out of the cache.
func crashOptions(dir, tree string) Options {
	return Options{Tree: tree, Root: filepath.Join(dir, "keys", "1.root.json"), Cache: filepath.Join(dir, "cache"), Seed: filepath.Join(dir, "none"),
		Every: time.Minute, Now: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Words: words.Chinese()}
}

// playKiosk takes up releases as fast as they are published, and says the number of each
// publication that it has taken up for good.
func playKiosk(dir string) error {
	keeper, err := New(crashOptions(dir, os.Getenv(crashTree)))
	if err != nil {
		return err
	}
	shown, err := keeper.Begin()
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for last := int64(0); ; {
		keeper.Check(context.Background(), func(_ context.Context, next *release.Release) bool {
			shown.Close()
			shown = next
			return true
		})
		if v := keeper.Status().Version; v != last {
			fmt.Println(v)
			last = v
		}
	}
}

// TestKilledAtAnyMoment: a kiosk killed while it takes up what is published without a pause has a
// complete release when it comes back, and has forgotten no publication that it took.
func TestKilledAtAnyMoment(t *testing.T) {
	h := newHall(t)
	var files []string
	for i := range 3 {
		file := filepath.Join(h.dir, fmt.Sprintf("%d.release", i))
		build(t, file, fmt.Sprintf("%d 元", i))
		files = append(files, file)
	}
	signer, err := publish.NewSigner(h.keys(), secret)
	must(t, err)
	turn := func(i int) error {
		_, err := signer.Publish(files[i%len(files)], h.tree, time.Now(), lives)
		return err
	}
	must(t, turn(0))
	keeper, err := New(crashOptions(h.dir, h.url))
	must(t, err)
	keeper.Check(context.Background(), func(_ context.Context, r *release.Release) bool { return r.Close() == nil })
	if s := keeper.Status(); s.Version != 1 {
		t.Fatalf("the first publication is not taken up: %+v", s)
	}

	stop, stopped := make(chan struct{}), make(chan error)
	go func() {
		for i := 1; ; i++ {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
			}
			if err := turn(i); err != nil {
				stopped <- err
				return
			}
		}
	}()
	n, floor, parts, taken := kills(t), int64(1), 0, map[string]bool{}
	// On a machine that is busy most kills come before anything was fetched: then there are more, and
	// they come later.
	proved := func() bool { return floor >= int64(n)/4 && len(taken) >= 2 }
	for i := 0; i < n || !proved() && i < 5*n; i++ {
		floor = max(floor, killKiosk(t, h, 100*time.Millisecond*time.Duration(1+2*(i/n))))
		if left, _ := filepath.Glob(filepath.Join(h.dir, "cache", "releases", "*.part")); len(left) > 0 {
			parts++
		}
		taken[checkAfterKill(t, h, floor)] = true
	}
	close(stop)
	must(t, <-stopped)
	if !proved() {
		t.Errorf("only %d publications were taken up under %d kills: they came too early to prove anything", floor, n)
	}
	t.Logf("%d kills, the last publication taken up is %d, %d kills left a part", n, floor, parts)
}

// killKiosk starts a kiosk and kills it at a random time within so long after it is ready. It returns the last
// publication that the kiosk said it had taken up.
func killKiosk(t *testing.T, h *hall, within time.Duration) int64 {
	t.Helper()
	kiosk := exec.Command(os.Args[0])
	kiosk.Env = append(os.Environ(), crashDir+"="+h.dir, crashTree+"="+h.url)
	out, err := kiosk.StdoutPipe()
	must(t, err)
	said := &strings.Builder{}
	kiosk.Stderr = said
	must(t, kiosk.Start())
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		kiosk.Process.Kill()
		kiosk.Wait() // its exit tells only that it was killed
		t.Fatalf("the kiosk did not start: %q, %s", lines.Text(), said)
	}
	kill := time.AfterFunc(rand.N(within), func() { kiosk.Process.Kill() })
	defer kill.Stop()
	last := int64(0)
	for lines.Scan() {
		if v, err := strconv.ParseInt(lines.Text(), 10, 64); err == nil {
			last = v
		}
	}
	kiosk.Wait()
	if said.Len() > 0 {
		t.Fatalf("the kiosk stopped by itself: %s", said)
	}
	return last
}

// checkAfterKill opens what a kill left, and returns the fee that it says.
func checkAfterKill(t *testing.T, h *hall, floor int64) string {
	t.Helper()
	keeper, err := New(crashOptions(h.dir, h.url))
	must(t, err)
	r, err := keeper.Begin()
	if err != nil {
		t.Fatalf("after a kill nothing opens: %v", err)
	}
	defer r.Close()
	if s := keeper.Status(); s.Refused {
		t.Fatalf("after a kill the current release is not whole: %+v", s)
	}
	if instead, err := keeper.Verify(); instead != nil || err != nil {
		t.Fatalf("after a kill the release does not match its hash: %v", err)
	}
	if got := keeper.store.Trust().Floor.Timestamp; got < floor {
		t.Fatalf("after a kill the kiosk would take publication %d again, and had taken %d", got, floor)
	}
	it, err := r.Item(item)
	must(t, err)
	return it.Fee.Text
}
