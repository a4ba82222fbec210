// Command kiosk runs one guidance kiosk.
package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"daoyin/content/release"
	"daoyin/kiosk/appliance"
	"daoyin/kiosk/config"
	"daoyin/kiosk/window"
)

type cli struct {
	Run    runCmd    `cmd:"" default:"withargs" help:"Run the kiosk."`
	Check  checkCmd  `cmd:"" help:"Say what is wrong with a configuration, its release and its ports."`
	Config configCmd `cmd:"" help:"Print the documented default configuration."`
	SetPIN setPINCmd `cmd:"" name:"set-pin" help:"Set the PIN of the maintenance page: asked twice on a terminal, else one line from standard input."`
}

// where is the configuration that the package installs.
const where = "/etc/daoyin/kiosk.toml"

type runCmd struct {
	Config string `help:"Configuration file." default:"${where}" placeholder:"FILE"`
	// Observation of what is painted goes to an inherited descriptor, so that nobody but the
	// program that started the kiosk can listen.
	ObserveFD int `name:"observe-fd" help:"Write what is painted to this inherited file descriptor, for tests." default:"-1" hidden:""`
	// A demonstration or a test on a Sunday night needs an open hall.
	Clock string `help:"Let the clock begin here (YYYY-MM-DDTHH:MM), for tests." hidden:""`
}

// clock is the time now, or counted from where the flag lets it begin.
func (r *runCmd) clock() (func() time.Time, error) {
	if r.Clock == "" {
		return time.Now, nil
	}
	begin, err := time.ParseInLocation("2006-01-02T15:04", r.Clock, time.Local)
	if err != nil {
		return nil, fmt.Errorf("--clock %s: write it as 2026-11-24T14:06", r.Clock)
	}
	started := time.Now()
	return func() time.Time { return begin.Add(time.Since(started)) }, nil
}

func (r *runCmd) Run() error {
	if add := window.Environment(); len(add) > 0 {
		// The window library reads these while it initialises: start again with them set.
		if err := syscall.Exec("/proc/self/exe", os.Args, append(os.Environ(), add...)); err != nil {
			return fmt.Errorf("the kiosk cannot start itself again with %v in its environment (%w); set them before starting", add, err)
		}
	}
	cfg, err := config.Load(r.Config)
	if err != nil {
		return err
	}
	level, err := cfg.Level()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	now, err := r.clock()
	if err != nil {
		return err
	}
	kiosk, err := appliance.New(cfg, r.Config, log, now)
	if err != nil {
		return err
	}
	defer kiosk.Close()
	var observe io.Writer
	if r.ObserveFD >= 0 {
		observe = os.NewFile(uintptr(r.ObserveFD), "observe")
	}
	w := window.New(window.Options{
		Title: "导引", Width: cfg.Screen.Width, Height: cfg.Screen.Height, Fullscreen: cfg.Screen.Fullscreen,
		OnTouch: kiosk.Act, OnStir: kiosk.Stir, OnFirstPicture: kiosk.Start, Observe: observe,
	})
	kiosk.ShowOn(w.Show)
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stop
		w.Close()
	}()
	return w.Run()
}

type checkCmd struct {
	Config string `help:"Configuration file." default:"${where}" placeholder:"FILE"`
}

func (c *checkCmd) Run() error {
	cfg, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	var all []error
	if err := release.Verify(cfg.Content.Release); err != nil {
		all = append(all, fmt.Errorf("%s, key content.release: %w", c.Config, err))
	}
	if err := appliance.CheckUpdate(cfg, c.Config); err != nil {
		all = append(all, err)
	}
	all = append(all, appliance.CheckPorts(cfg, c.Config)...)
	if err := errors.Join(all...); err != nil {
		return err
	}
	fmt.Println("The configuration, the release and the ports are in order.")
	return nil
}

type configCmd struct{}

func (configCmd) Run() error {
	_, err := fmt.Print(config.Documented)
	return err
}

func main() {
	var c cli
	ctx := kong.Parse(&c, kong.Name("kiosk"), kong.Description("Daoyin 导引: one self-service guidance kiosk."), kong.Vars{"where": where})
	if err := ctx.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "kiosk:", err)
		os.Exit(1)
	}
}
