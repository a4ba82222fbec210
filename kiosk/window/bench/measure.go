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
	"strings"
	"syscall"
	"time"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/window"
	"daoyin/kiosk/window/display"
)

const (
	// still is how long nothing may change until a picture counts as whole.
	still = 1500 * time.Millisecond
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
	// touch returns where the n-th tap goes, in window pixels; nil where nothing is to be touched.
	touch    func(n int) (image.Point, error)
	observed string // the file of observations, if any

	first        []time.Duration // from exec to the first whole picture
	taps         []time.Duration // from the lifted finger to the next page
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

// firstPicture watches the strip until it stands still, and tells when it first looked as it does then.
func firstPicture(screen *display.Display, start time.Time, ended <-chan struct{}) (time.Duration, error) {
	type sight struct {
		at   time.Time
		look []byte
	}
	var sights []sight
	for changed := start; ; {
		select {
		case <-ended:
			return 0, errors.New("the program ended before it showed anything that stood still")
		default:
		}
		// A change of any pixel wakes this at once; a millisecond later the strip is read.
		_, _ = screen.Settled(changed, 0, 20*time.Millisecond)
		picture, err := screen.Part(strip)
		if err != nil {
			return 0, err
		}
		now := time.Now()
		if len(sights) == 0 || !bytes.Equal(sights[len(sights)-1].look, picture.Pix) {
			sights = append(sights, sight{now, picture.Pix})
			changed = now
		}
		if len(sights) > 1 && now.Sub(changed) > still {
			break
		}
		if now.Sub(start) > patience {
			return 0, fmt.Errorf("nothing stood still on the display within %v", patience)
		}
	}
	last := sights[len(sights)-1]
	for _, s := range sights {
		if alike(s.look, last.look) {
			return s.at.Sub(start), nil
		}
	}
	return last.at.Sub(start), nil
}

// alike allows for a caret or a clock: one pixel in a hundred.
func alike(a, b []byte) bool {
	differ := 0
	for i := 0; i < len(a); i += 4 {
		if !bytes.Equal(a[i:i+3], b[i:i+3]) {
			differ++
		}
	}
	return differ*100 <= len(a)/4
}

// tap touches once and takes the time until the next page stands still.
func (p *program) tap(screen *display.Display, n int) error {
	at, err := p.touch(n)
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
	p.taps = append(p.taps, shown.Sub(lifted))
	return nil
}

// observeFD is what {observe} becomes: the first file that a program is handed besides the three.
const observeFD = "3"

// observe makes the program write its observations, and the taps follow the named targets.
func (p *program) observe(folder string, names []string) {
	p.observed = filepath.Join(folder, "observed.jsonl")
	for i, word := range p.command {
		p.command[i] = strings.ReplaceAll(word, "{observe}", observeFD)
	}
	p.touch = func(n int) (image.Point, error) {
		name := names[n%len(names)]
		for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(2 * time.Millisecond) {
			seen, err := lastObservation(p.observed)
			if err != nil {
				return image.Point{}, err
			}
			for _, target := range seen.Targets {
				if target.Name == name {
					return image.Pt(target.X+target.W/2, target.Y+target.H/2), nil
				}
			}
			if time.Now().After(deadline) {
				return image.Point{}, fmt.Errorf("page %q has no target %q to touch: mend the order of --touch", seen.Page, name)
			}
		}
	}
}

func lastObservation(path string) (window.Observation, error) {
	var seen window.Observation
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
