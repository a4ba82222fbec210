package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"daoyin/kiosk/rig/display"
	"daoyin/kiosk/scene"
)

const (
	// still is how long a picture of words must stand to count as the first whole one. Browsers show
	// a blank page and pages without their fonts before.
	still = 500 * time.Millisecond
	// stillPage is the same for a page change, which nobody paints in steps further apart.
	stillPage = 150 * time.Millisecond
	// hold is how long the finger stays down: long enough that the pressed state is on the screen
	// before the finger lifts, where the clock starts.
	hold = 80 * time.Millisecond
	// patience ends the wait for a program that shows nothing.
	patience = 60 * time.Second
	rest     = 5 * time.Second
)

// strip is the part of the screen that is looked at: a column through every line of text.
var strip = image.Rect(200, 0, 232, scene.Height)

// program is one of the things measured, with what was found.
type program struct {
	name        string
	command     []string
	environment []string
	// touch returns where the n-th tap goes, in window pixels, and the name of what is there; nil
	// where nothing is to be touched.
	touch    func(n int) (image.Point, string, error)
	observed string // the file of observations, if any

	first        []time.Duration // from exec to the first whole picture
	taps         []time.Duration // from the lifted finger to the next page
	slowest      string          // the target of the longest of taps
	missed       int             // taps after which the picture was the same
	fresh, after memory          // before and after the taps
	idle         float64         // processor at rest, of one core
}

// run starts the program on a display of its own, takes its times and ends it.
func (p *program) run(folder string, log *os.File, taps int) error {
	screen, err := display.Start(scene.Width, scene.Height)
	if err != nil {
		return err
	}
	defer screen.Close()
	command := exec.Command(p.command[0], p.command[1:]...)
	if p.observed != "" {
		observations, err := os.OpenFile(p.observed, os.O_CREATE|os.O_TRUNC|os.O_WRONLY|os.O_APPEND, 0o600)
		if err != nil {
			return fmt.Errorf("failed to make the file of observations: %w", err)
		}
		defer observations.Close()
		command.ExtraFiles = []*os.File{observations}
	}
	command.Env = append(append(append(os.Environ(), "LANG=zh_CN.UTF-8"), screen.Environment()...), p.environment...)
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that its children end with it
	start := time.Now()
	if err := command.Start(); err != nil {
		return fmt.Errorf("failed to start %s: %w", p.command[0], err)
	}
	ended := make(chan struct{})
	go func() { _ = command.Wait(); close(ended) }()
	defer func() {
		group := -command.Process.Pid
		_ = syscall.Kill(group, syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(3 * time.Second):
		}
		_ = syscall.Kill(group, syscall.SIGKILL)
		<-ended
	}()

	first, err := firstPicture(screen, start, ended)
	if err != nil {
		return err
	}
	p.first = append(p.first, first)
	if taps == 0 {
		return nil
	}
	pid := command.Process.Pid
	if p.fresh, err = memoryOf(pid); err != nil {
		return err
	}
	if p.touch != nil {
		for n := range taps {
			if err := p.tap(screen, n); err != nil {
				return err
			}
		}
	}
	if p.after, err = memoryOf(pid); err != nil {
		return err
	}
	before, err := processorOf(pid)
	if err != nil {
		return err
	}
	time.Sleep(rest)
	used, err := processorOf(pid)
	if err != nil {
		return err
	}
	p.idle = (used - before).Seconds() / rest.Seconds()
	return nil
}

// firstPicture watches the strip until a picture of words has stood for a while, and tells when it came.
func firstPicture(screen *display.Display, start time.Time, ended <-chan struct{}) (time.Duration, error) {
	var look []byte
	changed := start
	for {
		select {
		case <-ended:
			return 0, errors.New("the program ended before it showed anything that stood still")
		default:
		}
		// A change of any pixel wakes this at once; then the strip is read.
		_, _ = screen.Settled(changed, 0, 20*time.Millisecond)
		picture, err := screen.Part(strip)
		if err != nil {
			return 0, err
		}
		now := time.Now()
		if !bytes.Equal(look, picture.Pix) {
			look, changed = picture.Pix, now
		}
		if now.Sub(changed) > still && hasWords(look) {
			return changed.Sub(start), nil
		}
		if now.Sub(start) > patience {
			return 0, fmt.Errorf("no words stood still on the display within %v", patience)
		}
	}
}

// hasWords tells words from blank grounds and bare boxes by the shades of their edges.
func hasWords(look []byte) bool {
	shades := map[[3]byte]bool{}
	for i := 0; i < len(look); i += 4 {
		shades[[3]byte(look[i:])] = true
	}
	return len(shades) >= 64
}

// tap touches once and takes the time until the next page stands still.
func (p *program) tap(screen *display.Display, n int) error {
	at, name, err := p.touch(n)
	if err != nil {
		return err
	}
	before, err := screen.Part(strip)
	if err != nil {
		return err
	}
	screen.Forget()
	if err := screen.Move(at.X, at.Y); err != nil {
		return err
	}
	if err := screen.Down(); err != nil {
		return err
	}
	time.Sleep(hold)
	lifted := time.Now()
	if err := screen.Up(); err != nil {
		return err
	}
	shown, err := screen.Settled(lifted, stillPage, 3*time.Second)
	if err != nil {
		p.missed++
		return nil
	}
	after, err := screen.Part(strip)
	if err != nil {
		return err
	}
	if bytes.Equal(before.Pix, after.Pix) {
		p.missed++
		return nil
	}
	took := shown.Sub(lifted)
	if len(p.taps) == 0 || took > slices.Max(p.taps) {
		p.slowest = name
	}
	p.taps = append(p.taps, took)
	return nil
}

// observeFD is what {observe} becomes: the first file that a program is handed besides the three.
const observeFD = "3"

// observe makes the program write its observations, and the taps follow the named targets, round
// and round. A name that the page does not hold is passed over: what leads in (the first touch of a
// sleeping kiosk) is needed once.
func (p *program) observe(folder string, names []string) {
	p.observed = filepath.Join(folder, "observed.jsonl")
	for i, word := range p.command {
		p.command[i] = strings.ReplaceAll(word, "{observe}", observeFD)
	}
	next := 0
	p.touch = func(int) (image.Point, string, error) {
		for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(2 * time.Millisecond) {
			seen, err := lastObservation(p.observed)
			if err != nil {
				return image.Point{}, "", err
			}
			for passed := range names {
				at := (next + passed) % len(names)
				for _, target := range seen.Targets {
					if target.Name == names[at] {
						next = at + 1
						return image.Pt(target.X+target.W/2, target.Y+target.H/2), target.Name, nil
					}
				}
			}
			if time.Now().After(deadline) {
				return image.Point{}, "", fmt.Errorf("page %q has none of the targets %v to touch: mend --touch", seen.Page, names)
			}
		}
	}
}

func lastObservation(path string) (scene.Observation, error) {
	var seen scene.Observation
	data, err := os.ReadFile(path)
	if err != nil {
		return seen, fmt.Errorf("failed to read the observations: %w", err)
	}
	lines := bytes.Split(data, []byte("\n"))
	if len(lines) < 2 { // what follows the last newline is not whole yet
		return seen, nil
	}
	if err := json.Unmarshal(lines[len(lines)-2], &seen); err != nil {
		return seen, fmt.Errorf("failed to understand an observation: %w", err)
	}
	return seen, nil
}
