package upkeep

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestRemembersBetweenRuns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "upkeep.json")
	b, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.Wrong() != 0 || !b.LastRoll().IsZero() {
		t.Error("a new record is not empty")
	}
	for _, err := range []error{b.SetWrong(3), b.AddRoll(noon), b.AddRoll(noon.Add(time.Hour))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b, err = Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.Wrong() != 3 || !b.LastRoll().Equal(noon.Add(time.Hour)) {
		t.Errorf("%d wrong PINs and a roll at %s are remembered", b.Wrong(), b.LastRoll())
	}
}

func TestStaysSmall(t *testing.T) {
	b, _ := Open(filepath.Join(t.TempDir(), "upkeep.json"))
	for i := range keep {
		b.held.Rolls = append(b.held.Rolls, noon.Add(time.Duration(i)*time.Hour))
	}
	last := noon.Add((keep + 1) * time.Hour)
	if err := b.AddRoll(last); err != nil {
		t.Fatal(err)
	}
	if len(b.held.Rolls) != keep || !b.LastRoll().Equal(last) {
		t.Errorf("%d changes are kept, the last of %s", len(b.held.Rolls), b.LastRoll())
	}
}

func TestDamagedFilesBeginAnew(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "torn": `{"wrong_pins":2,"rol`, "other": "[1]", "absurd": `{"wrong_pins":-4}`} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "upkeep.json")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			b, err := Open(path)
			if err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("the error is %v", err)
			}
			if err := b.AddRoll(noon); err != nil {
				t.Fatal(err)
			}
			if b, err = Open(path); err != nil || !b.LastRoll().Equal(noon) {
				t.Errorf("afterwards: %v, %s", err, b.LastRoll())
			}
		})
	}
}

func TestUnwritablePlaceIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing", "upkeep.json")
	b, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	err = b.SetWrong(1)
	if err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("the error is %v", err)
	}
	if diff := cmp.Diff(1, b.Wrong()); diff != "" {
		t.Error("in memory it counts all the same: " + diff)
	}
}
