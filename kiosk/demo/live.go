package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"daoyin/kiosk/rig"
)

// The window of a demonstration: the design's proportions at half its size, so that it stands on
// an ordinary landscape screen.
const liveWidth, liveHeight = 540, 960

// live opens the kiosk in a window with the virtual bench behind it, until the window is closed.
func live(bin, release, work string) error {
	release, err := filepath.Abs(release)
	if err != nil {
		return err
	}
	config := filepath.Join(work, "kiosk.toml")
	text := fmt.Sprintf("[content]\nrelease = %q\n[kiosk]\nstate = \"state.db\"\n[printer]\nport = \"bench/printer\"\nprofile = \"virtual-80\"\n[reader]\nport = \"bench/reader\"\n[screen]\nfullscreen = false\nwidth = %d\nheight = %d\n[followup]\nsite = \"https://qinglan.example/d\"\n",
		release, liveWidth, liveHeight)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return err
	}
	bench := filepath.Join(work, "bench")
	virtual := command(filepath.Join(bin, "devicectl"), "virtual", "--dir", bench)
	if err := virtual.Start(); err != nil {
		return err
	}
	defer func() {
		virtual.Process.Signal(os.Interrupt)
		virtual.Wait()
	}()
	for range 100 { // the kiosk would find the bench later too; its first page is calmer so
		if _, err := os.Stat(filepath.Join(bench, "reader")); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	control := "  " + filepath.Join(bin, "devicectl") + " control --dir " + bench
	fmt.Printf("The kiosk is in the window; close it to end. Its clock begins on a Tuesday at 14:06, when the sample hall is open. Papers appear in %s.\nIn a second terminal:\n%s card lay resident\n%s card lift\n%s paper out\n%s paper in\n",
		filepath.Join(bench, "paper"), control, control, control, control)
	kiosk := command(filepath.Join(bin, "kiosk"), "run", "--config", config, "--clock", rig.Clock)
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	if err := kiosk.Start(); err != nil {
		return err
	}
	go func() {
		for range stop {
			kiosk.Process.Signal(os.Interrupt)
		}
	}()
	return kiosk.Wait()
}

func command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd
}
