package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// operators are the people who publish, with their command and a web server.
type operators struct {
	t        *testing.T
	dir, url string
}

func newOperators(t *testing.T) *operators {
	t.Helper()
	t.Setenv("DAOYIN_PASSPHRASE", "five words for a test")
	o := &operators{t: t, dir: t.TempDir()}
	if err := os.CopyFS(o.path("content"), os.DirFS("../assets/content")); err != nil {
		t.Fatal(err)
	}
	o.run("keys", "init", o.path("keys"))
	server := httptest.NewServer(http.FileServer(http.Dir(o.path("tree"))))
	t.Cleanup(server.Close)
	o.url = server.URL
	return o
}

func (o *operators) path(name string) string { return filepath.Join(o.dir, name) }

func (o *operators) run(args ...string) {
	o.t.Helper()
	if out, err := exec.Command("../bin/contentctl", args...).CombinedOutput(); err != nil {
		o.t.Fatalf("contentctl %s: %v: %s", strings.Join(args, " "), err, out)
	}
}

// costs changes the fee of a marriage registration and publishes that.
func (o *operators) costs(before, now string) {
	o.t.Helper()
	item := o.path("content/items/marriage-registration.yaml")
	text, err := os.ReadFile(item)
	if err != nil {
		o.t.Fatal(err)
	}
	changed := bytes.Replace(text, []byte("fee: {text: "+before), []byte("fee: {text: "+now), 1)
	if bytes.Equal(text, changed) {
		o.t.Fatalf("%s names no fee of %s", item, before)
	}
	if err := os.WriteFile(item, changed, 0o600); err != nil {
		o.t.Fatal(err)
	}
	o.run("build", o.path("content"), o.path("hall.release"))
	o.run("publish", "--keys", o.path("keys"), o.path("hall.release"), o.path("tree"))
}

// says waits until the kiosk's log has a line n times.
func (j *journey) says(line string, n int) {
	j.t.Helper()
	for deadline := time.Now().Add(time.Minute); bytes.Count(j.log.Bytes(), []byte(line)) < n; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			j.t.Fatalf("the log does not say %q %d times:\n%s", line, n, j.log.Bytes())
		}
	}
}

// looksUp goes to the item of marriage registration and expects its fee there.
func (j *journey) looksUp(fee string) {
	j.t.Helper()
	j.types("jhdj")
	j.tap("hit.marriage-registration", "item")
	if s := j.Seen(); !s.Says(fee) {
		j.t.Errorf("the page does not say %s: %v", fee, s.Words)
	}
}

// TestContentPush: a fee changed by an operator is on the screen after the visitor has left, and
// not before; a tampered one never is.
func TestContentPush(t *testing.T) {
	o := newOperators(t)
	j := start(t, fmt.Sprintf("[update]\ntree = %q\nevery = \"1s\"\nroot = %q\ncache = %q\n[visit]\nidle = \"10s\"\nwarn = \"5s\"\n",
		o.url, o.path("keys/root.json"), o.path("cache")))
	search := func() {
		t.Helper()
		j.tap("attract.start", "home")
		j.tap("home.search", "search")
	}
	search()
	j.looksUp("不收")
	o.costs("不收", "25 元")
	j.says("waits until no visitor is there", 1)
	j.tap("item.start", "question")
	j.tap("back", "item")
	if s := j.Seen(); !s.Says("不收") || s.Says("25 元") {
		t.Errorf("the fee changed under the visitor: %v", s.Words)
	}
	j.wait("attract")
	j.says("a new release is shown", 1)
	search()
	j.looksUp("25 元")

	// Whoever holds the web server changes the next release, before the kiosk has seen it.
	j.KillKiosk()
	o.costs("25 元", "1 元")
	releases, err := filepath.Glob(o.path("tree/targets/*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range releases {
		if err := os.WriteFile(r, []byte("tampered"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	j.does(j.StartKiosk())
	j.says("new content is refused", 1)
	search()
	j.looksUp("25 元")
	j.wait("attract")
	o.costs("1 元", "30 元")
	j.says("a new release is shown", 2)
	search()
	j.looksUp("30 元")
}
