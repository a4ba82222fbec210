// Command demo shows what the kiosk does. On a machine with a display it opens the kiosk in a
// portrait window with virtual devices behind it. Without one it plays visits through the real
// window on an X server of its own, by pointer events, and leaves a numbered picture of every
// step and of every paper.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

func main() {
	bin := flag.String("bin", "bin", "folder of kiosk and devicectl")
	release := flag.String("release", "out/sample.release", "the release to show")
	out := flag.String("out", "out/demo", "folder for the pictures; emptied first")
	headless := flag.Bool("headless", os.Getenv("DISPLAY") == "", "play visits by itself instead of opening a window")
	flag.Parse()
	if err := run(*bin, *release, *out, *headless); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(bin, release, out string, headless bool) error {
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "daoyin-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if !headless {
		return live(bin, release, work)
	}
	began := time.Now()
	if err := play(bin, release, work, out); err != nil {
		return err
	}
	pictures, err := filepath.Glob(filepath.Join(out, "*.png"))
	if err != nil {
		return err
	}
	fmt.Printf("%d pictures in %.0f s: %s\n", len(pictures), time.Since(began).Seconds(), out)
	return nil
}
