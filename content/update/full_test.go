package update

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestFullDisk: a disk that takes nothing more is no fault of the tree.
func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Fatalf("this test needs Linux's /dev/full: %v", err)
	}
	dir := t.TempDir()
	part := filepath.Join(dir, "part")
	if err := os.Symlink("/dev/full", part); err != nil {
		t.Fatal(err)
	}
	offer := Offer{Hash: "00", Size: 5}
	if err := os.Mkdir(filepath.Join(dir, TargetsFolder), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, TargetsFolder, "00."+Target), []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(part, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := &download{tree: folder(dir), offer: offer, name: TargetsFolder + "/00." + Target}
	var fault *Fault
	if _, err := d.fill(context.Background(), f, sha256.New(), 0); err == nil || errors.As(err, &fault) {
		t.Errorf("it comes to %v", err)
	}
}
