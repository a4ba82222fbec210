package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
)

const phrase = "five phrase for a test"

// readme is the commands of a section of a README, as they are typed there.
func readme(t *testing.T, file, section string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "\n### "+section+"\n")
	_, rest, begins := strings.Cut(rest, "```sh\n")
	script, _, ends := strings.Cut(rest, "```")
	if !found || !begins || !ends {
		t.Fatalf("%s has no commands under %q", file, section)
	}
	return script
}

// TestReadme runs what operators are told to type.
func TestReadme(t *testing.T) {
	for file, section := range map[string]string{"../../README.md": "Publishing to the kiosks", "../../README.zh-CN.md": "把新内容发到导办机"} {
		t.Run(section, func(t *testing.T) {
			dir := t.TempDir()
			assets, err := filepath.Abs("../../assets")
			if err != nil {
				t.Fatal(err)
			}
			for name, to := range map[string]string{"assets": assets, "bin": filepath.Dir(binary)} {
				if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
			c := exec.Command("sh", "-e", "-c", readme(t, file, section))
			c.Dir, c.Env = dir, append(os.Environ(), passphraseEnv+"="+phrase)
			out, err := c.CombinedOutput()
			if err != nil {
				t.Fatalf("%v:\n%s", err, out)
			}
			if !strings.Contains(string(out), "tree is whole: publication 1") {
				t.Errorf("the commands say\n%s", out)
			}
		})
	}
}

// published is a tree with one publication, and its keys.
func published(t *testing.T) (file, keys, tree string) {
	t.Helper()
	t.Setenv(passphraseEnv, phrase)
	dir := t.TempDir()
	file, keys, tree = sampleRelease(t), filepath.Join(dir, "keys"), filepath.Join(dir, "tree")
	must(t, "", "keys", "init", keys)
	must(t, "", "publish", "--keys", keys, file, tree)
	return file, keys, tree
}

func TestPublishAndCheck(t *testing.T) {
	file, keys, tree := published(t)
	root := filepath.Join(keys, "root.json")
	server := httptest.NewServer(http.FileServer(http.Dir(tree)))
	defer server.Close()
	for _, place := range []string{tree, server.URL} {
		if a := call(t, "", "check", place); a.code != exitDone || !strings.Contains(a.out, "is whole: publication 1") || !strings.Contains(a.err, "--root") {
			t.Errorf("check %s: %+v", place, a)
		}
		if a := call(t, "", "check", "--root", root, place); a.code != exitDone || a.err != "" {
			t.Errorf("check --root %s: %+v", place, a)
		}
	}
	typed := filepath.Join(t.TempDir(), "phrase")
	if err := os.WriteFile(typed, []byte(phrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(passphraseEnv, "")
	if out := must(t, "", "publish", "--keys", keys, "--passphrase-file", typed, file, tree); !strings.Contains(out, "publication 2") {
		t.Errorf("the second publication says %s", out)
	}
	for name, args := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no passphrase":    {[]string{"publish", "--keys", keys, file, tree}, exitFault, passphraseEnv},
		"short passphrase": {[]string{"keys", "init", "--passphrase-file", os.DevNull, filepath.Join(t.TempDir(), "k")}, exitFault, "at least 12"},
		"no keys":          {[]string{"publish", "--keys", t.TempDir(), "--passphrase-file", typed, file, tree}, exitFault, "keys init"},
		"no release":       {[]string{"publish", "--keys", keys, "--passphrase-file", typed, file + "x", tree}, exitFault, "contentctl build"},
		"no days":          {[]string{"publish", "--timestamp-days", "0", file, tree}, exitUsage, "one day"},
		"no tree":          {[]string{"check", t.TempDir()}, exitFault, "contentctl publish"},
		"no place":         {[]string{"check", "ftp://hall/tree"}, exitUsage, "https://"},
		"nothing":          {[]string{"check", filepath.Join(t.TempDir(), "none")}, exitFault, "contentctl build"},
		"other root":       {[]string{"check", "--root", file, tree}, exitFault, "root.json"},
	} {
		if a := call(t, "", args.args...); a.code != args.code || !strings.Contains(a.err, args.says) {
			t.Errorf("%s: exits with %d and says %q", name, a.code, a.err)
		}
	}
	releases, err := filepath.Glob(filepath.Join(tree, "targets", "*"))
	if err != nil || len(releases) != 1 {
		t.Fatalf("%v %v", releases, err)
	}
	if err := os.Truncate(releases[0], 1000); err != nil {
		t.Fatal(err)
	}
	if a := call(t, "", "check", tree); a.code != exitFault || !strings.Contains(a.err, "1000 of") {
		t.Errorf("a tree with a short release: %+v", a)
	}
}

// TestPassphraseIsNotShown types it at a terminal.
func TestPassphraseIsNotShown(t *testing.T) {
	t.Setenv(passphraseEnv, "")
	for name, tt := range map[string]struct {
		again string
		code  int
	}{"the same": {phrase, exitDone}, "another": {phrase + "!", exitFault}} {
		t.Run(name, func(t *testing.T) {
			keys := filepath.Join(t.TempDir(), "keys")
			c := exec.Command(binary, "keys", "init", keys)
			terminal, err := pty.Start(c)
			if err != nil {
				t.Fatal(err)
			}
			defer terminal.Close()
			var seen strings.Builder
			// Each line is typed when it is asked for: what comes before the echo is off is shown.
			for _, line := range []struct{ prompt, typed string }{{"keys: ", phrase}, {"again: ", tt.again}} {
				for buf := make([]byte, 1); !strings.HasSuffix(seen.String(), line.prompt); {
					if _, err := terminal.Read(buf); err != nil {
						t.Fatalf("no question %q: %v, %s", line.prompt, err, seen.String())
					}
					seen.Write(buf)
				}
				waitSilent(t, terminal)
				if _, err := io.WriteString(terminal, line.typed+"\n"); err != nil {
					t.Fatal(err)
				}
			}
			rest, err := io.ReadAll(terminal)
			var end *os.PathError // a terminal whose other side has closed
			if err != nil && !errors.As(err, &end) {
				t.Fatal(err)
			}
			seen.Write(rest)
			c.Wait() // its exit is looked at next
			if code := c.ProcessState.ExitCode(); code != tt.code {
				t.Errorf("it exits with %d: %s", code, seen.String())
			}
			if strings.Contains(seen.String(), phrase) {
				t.Errorf("the passphrase is shown: %s", seen.String())
			}
			if _, err := os.Stat(filepath.Join(keys, "root.json")); (err == nil) != (tt.code == exitDone) {
				t.Errorf("keys were made: %v", err == nil)
			}
		})
	}
}
