// Package config reads a kiosk's configuration: one TOML file, every key documented and defaulted
// in default.toml, which is both the documentation and the defaults. A key that is not there is an
// error that names the file, the line and the key.
package config

import (
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"daoyin/kiosk/staff"
)

// Documented is the default configuration with its comments.
//
//go:embed default.toml
var Documented string

// Config is a kiosk's configuration. The keys are described in default.toml.
type Config struct {
	Content  Content  `toml:"content"`
	Update   Update   `toml:"update"`
	Kiosk    Kiosk    `toml:"kiosk"`
	Printer  Printer  `toml:"printer"`
	Reader   Reader   `toml:"reader"`
	Screen   Screen   `toml:"screen"`
	Visit    Visit    `toml:"visit"`
	Followup Followup `toml:"followup"`
	Staff    Staff    `toml:"staff"`
	Status   Status   `toml:"status"`
	Log      Log      `toml:"log"`
}

// Content names the release.
type Content struct {
	Release string `toml:"release"`
}

// Update is where new content comes from.
type Update struct {
	Tree  string   `toml:"tree"`
	Every Duration `toml:"every"`
	Root  string   `toml:"root"`
	Cache string   `toml:"cache"`
}

// Kiosk is what is said of the machine itself.
type Kiosk struct {
	Name  string `toml:"name"`
	State string `toml:"state"`
}

// Printer is the paper's port and profile.
type Printer struct {
	Port     string   `toml:"port"`
	Baud     int      `toml:"baud"`
	Profile  string   `toml:"profile"`
	Patience Duration `toml:"patience"`
}

// Reader is the identity-card reader's port.
type Reader struct {
	Port string `toml:"port"`
	Baud int    `toml:"baud"`
}

// Screen is the window.
type Screen struct {
	Fullscreen bool `toml:"fullscreen"`
	Width      int  `toml:"width"`
	Height     int  `toml:"height"`
}

// Visit is the waiting times.
type Visit struct {
	Idle Duration `toml:"idle"`
	Warn Duration `toml:"warn"`
	Done Duration `toml:"done"`
}

// Followup is where the code's pages are.
type Followup struct {
	Site string `toml:"site"`
}

// Staff is how the maintenance page is entered and left.
type Staff struct {
	// PIN is an argon2id hash as a PHC string, "" where nobody enters.
	PIN  string   `toml:"pin"`
	Idle Duration `toml:"idle"`
}

// Status is where the kiosk tells how it is.
type Status struct {
	Listen string `toml:"listen"`
}

// Log is how much is logged.
type Log struct {
	Level string `toml:"level"`
}

// Duration is a length of time written as Go does: 90s, 10m.
type Duration time.Duration

// UnmarshalText reads 90s, 10m, 1h30m.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is not a length of time such as 90s or 10m", text)
	}
	*d = Duration(v)
	return nil
}

// Load reads a file over the defaults. The error, if any, holds every fault found, each a sentence
// that names file, key and remedy.
func Load(path string) (Config, error) {
	var c Config
	if err := decode("default.toml", []byte(Documented), &c); err != nil {
		return c, err // a fault of the program: its own test finds it
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return c, fmt.Errorf("the configuration %s cannot be read (%w): write one, beginning with the output of `kiosk config`", path, reason(err))
	}
	if err := decode(path, text, &c); err != nil {
		return c, err
	}
	dir := filepath.Dir(path)
	for _, p := range []*string{&c.Content.Release, &c.Kiosk.State, &c.Printer.Port, &c.Reader.Port, &c.Update.Root, &c.Update.Cache} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(dir, *p)
		}
	}
	if t := &c.Update.Tree; *t != "" && !strings.Contains(*t, "://") && !filepath.IsAbs(*t) {
		*t = filepath.Join(dir, *t)
	}
	if strings.HasSuffix(c.Printer.Profile, ".toml") && !filepath.IsAbs(c.Printer.Profile) {
		c.Printer.Profile = filepath.Join(dir, c.Printer.Profile)
	}
	return c, c.faults(path)
}

// reason is the operating system's own word without the path, which the sentence names already.
func reason(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func decode(path string, text []byte, c *Config) error {
	dec := toml.NewDecoder(strings.NewReader(string(text)))
	dec.DisallowUnknownFields()
	err := dec.Decode(c)
	var unknown *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &unknown):
		var all []error
		for i := range unknown.Errors {
			e := &unknown.Errors[i]
			row, _ := e.Position()
			all = append(all, fmt.Errorf("%s, line %d: the key %s is not known; `kiosk config` lists the keys", path, row, strings.Join(e.Key(), ".")))
		}
		return errors.Join(all...)
	case errors.As(err, &wrong):
		row, _ := wrong.Position()
		if key := strings.Join(wrong.Key(), "."); key != "" {
			what := wrong.Error()
			if strings.Contains(what, "struct field") { // the library speaks to programmers here
				what = "the value is not of the kind that this key takes"
			}
			return fmt.Errorf("%s, line %d, key %s: %s; `kiosk config` shows an example", path, row, key, what)
		}
		return fmt.Errorf("%s, line %d: this is not TOML (%v); `kiosk config` shows an example", path, row, wrong)
	default:
		return fmt.Errorf("%s: %w", path, err)
	}
}

func (c *Config) faults(path string) error {
	var all []error
	add := func(key, format string, args ...any) {
		all = append(all, fmt.Errorf("%s, key %s: %s", path, key, fmt.Sprintf(format, args...)))
	}
	if c.Content.Release == "" {
		add("content.release", "no release is named; make one with `contentctl build` and put its path here")
	}
	if c.Kiosk.State == "" {
		add("kiosk.state", "no place for the ticket journal is named; give a path on a disk that survives power cuts")
	}
	for _, b := range []struct {
		key  string
		baud int
	}{{"printer.baud", c.Printer.Baud}, {"reader.baud", c.Reader.Baud}} {
		switch b.baud {
		case 9600, 19200, 38400, 57600, 115200:
		default:
			add(b.key, "%d is not a serial speed of these devices; use 9600, 19200, 38400, 57600 or 115200, as set on the device", b.baud)
		}
	}
	if c.Screen.Width < 320 || c.Screen.Height < 480 {
		add("screen.width, screen.height", "%d × %d is too small to be read; use at least 320 × 480", c.Screen.Width, c.Screen.Height)
	}
	for _, d := range []struct {
		key string
		d   Duration
		min time.Duration
	}{{"visit.idle", c.Visit.Idle, 10 * time.Second}, {"visit.warn", c.Visit.Warn, 5 * time.Second}, {"visit.done", c.Visit.Done, 5 * time.Second}, {"printer.patience", c.Printer.Patience, 10 * time.Second}, {"staff.idle", c.Staff.Idle, 30 * time.Second}} {
		if time.Duration(d.d) < d.min {
			add(d.key, "%s is too short for a person; use at least %s", time.Duration(d.d), d.min)
		}
	}
	if c.Update.Tree != "" {
		if strings.Contains(c.Update.Tree, "://") && !webAddress(c.Update.Tree) {
			add("update.tree", "%q is neither a folder nor a web address; give one such as https://hall.example/tree", c.Update.Tree)
		}
		if c.Update.Root == "" {
			add("update.root", "a tree is named and no root to trust; copy root.json from the operators' key folder and give its path")
		}
		if c.Update.Cache == "" {
			add("update.cache", "a tree is named and no folder to keep releases in; give a path on a disk that survives power cuts")
		}
		if time.Duration(c.Update.Every) < time.Second {
			add("update.every", "%s is too short; use at least 1s, and minutes in a hall", time.Duration(c.Update.Every))
		}
	}
	if s := c.Followup.Site; s != "" {
		if !webAddress(s) {
			add("followup.site", "%q is not a web address; give one such as https://hall.example/d, or leave it empty", s)
		}
	}
	if c.Staff.PIN != "" {
		if _, err := staff.ParseSecret(c.Staff.PIN); err != nil {
			add("staff.pin", "%v", err)
		}
	}
	if s := c.Status.Listen; s != "" {
		_, port, err := net.SplitHostPort(s)
		if _, wrong := strconv.ParseUint(port, 10, 16); err != nil || wrong != nil {
			add("status.listen", "%q is not an address and a port; give them as 127.0.0.1:8090, or leave it empty", s)
		}
	}
	if _, err := c.Level(); err != nil {
		add("log.level", "%q is not a level; use debug, info, warn or error", c.Log.Level)
	}
	return errors.Join(all...)
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") && u.Fragment == "" && u.RawQuery == ""
}

// Level is the log level.
func (c *Config) Level() (slog.Level, error) {
	var l slog.Level
	err := l.UnmarshalText([]byte(c.Log.Level))
	return l, err
}
