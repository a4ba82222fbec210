package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kiosk.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDefaultsStandAlone(t *testing.T) {
	c, err := Load(write(t, ""))
	if err != nil {
		t.Fatalf("an empty file takes the defaults, but: %v", err)
	}
	whole, err := Load(write(t, Documented))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, whole); diff != "" {
		t.Errorf("the documented defaults differ from those of an empty file:\n%s", diff)
	}
	if got := time.Duration(c.Visit.Idle); got != time.Minute {
		t.Errorf("idle is %s, want 1m", got)
	}
}

func TestRelativePathsBelongToTheFile(t *testing.T) {
	path := write(t, "[content]\nrelease = \"a.release\"\n[printer]\nport = \"printer\"\nprofile = \"own.toml\"\n[update]\ntree = \"stick\"\nroot = \"root.json\"\n")
	c, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(path)
	want := []string{dir + "/a.release", dir + "/printer", dir + "/own.toml", "", dir + "/stick", dir + "/root.json"}
	got := []string{c.Content.Release, c.Printer.Port, c.Printer.Profile, c.Reader.Port, c.Update.Tree, c.Update.Root}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsNameFileKeyAndRemedy(t *testing.T) {
	tests := []struct {
		name, text string
		says       []string
	}{
		{"unknown key", "[printer]\nprot = \"/dev/x\"\n", []string{"kiosk.toml, line 2", "printer.prot", "kiosk config"}},
		{"unknown table", "[printr]\nport = \"x\"\n", []string{"printr", "kiosk config"}},
		{"wrong kind", "[printer]\nbaud = \"fast\"\n", []string{"line 2", "printer.baud", "not of the kind"}},
		{"wrong time", "[visit]\nidle = \"long\"\n", []string{"visit.idle", "90s"}},
		{"odd speed", "[reader]\nbaud = 4800\n", []string{"reader.baud", "115200"}},
		{"short patience", "[visit]\nidle = \"1s\"\n", []string{"visit.idle", "10s"}},
		{"not an address", "[followup]\nsite = \"hall\"\n", []string{"followup.site", "https://"}},
		{"status without a port", "[status]\nlisten = \"127.0.0.1\"\n", []string{"status.listen", "127.0.0.1:8090"}},
		{"status with a wrong port", "[status]\nlisten = \"127.0.0.1:80900\"\n", []string{"status.listen", "127.0.0.1:8090"}},
		{"status as a web address", "[status]\nlisten = \"http://127.0.0.1:8090\"\n", []string{"status.listen", "127.0.0.1:8090"}},
		{"no release", "[content]\nrelease = \"\"\n", []string{"content.release", "contentctl build"}},
		{"no root", "[update]\ntree = \"/media/stick\"\nroot = \"\"\n", []string{"update.root", "root.json"}},
		{"no cache", "[update]\ntree = \"/media/stick\"\ncache = \"\"\n", []string{"update.cache", "disk"}},
		{"no tree", "[update]\ntree = \"ftp://hall/tree\"\n", []string{"update.tree", "https://"}},
		{"hurry", "[update]\ntree = \"tree\"\nevery = \"1ms\"\n", []string{"update.every", "1s"}},
		{"level", "[log]\nlevel = \"loud\"\n", []string{"log.level", "debug"}},
		{"not TOML", "printer = [\n", []string{"kiosk.toml, line"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(write(t, tt.text))
			if err == nil {
				t.Fatal("no fault was found")
			}
			for _, s := range tt.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("the sentence does not say %q:\n%v", s, err)
				}
			}
		})
	}
}

func TestAllFaultsAreSaid(t *testing.T) {
	_, err := Load(write(t, "[reader]\nbaud = 1\n[printer]\nbaud = 2\n"))
	if err == nil || !strings.Contains(err.Error(), "reader.baud") || !strings.Contains(err.Error(), "printer.baud") {
		t.Errorf("one of two faults is missing: %v", err)
	}
}

func TestMissingFile(t *testing.T) {
	_, err := Load("/nowhere/kiosk.toml")
	if err == nil || !strings.Contains(err.Error(), "/nowhere/kiosk.toml") || !strings.Contains(err.Error(), "kiosk config") {
		t.Errorf("got %v", err)
	}
}
