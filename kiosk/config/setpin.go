package config

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	tableLine = regexp.MustCompile(`^\s*\[`)
	staffLine = regexp.MustCompile(`^\s*\[\s*staff\s*\]\s*(#.*)?$`)
	pinLine   = regexp.MustCompile(`^\s*pin\s*=`)
)

// SetPIN writes the hash of a PIN into the file at path as [staff] pin, and changes nothing else:
// every comment stays. The file is replaced as a whole; its mode stays.
func SetPIN(path, hash string) error {
	// A link stays a link: what it points to is what is replaced.
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fmt.Errorf("the configuration cannot be found: %w", err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("the configuration %s cannot be read: %w", path, reason(err))
	}
	changed := withPIN(string(text), hash)
	var before, after Config
	if err := decode(path, text, &before); err != nil {
		return err
	}
	before.Staff.PIN = hash
	if err := decode(path, []byte(changed), &after); err != nil || before != after {
		return fmt.Errorf("%s is written in a way that this command does not change safely; put this into it by hand:\n\n[staff]\npin = \"%s\"", path, hash)
	}
	return replace(path, []byte(changed))
}

// withPIN changes the line of the PIN, or adds it to its table, or adds both.
func withPIN(text, hash string) string {
	line := fmt.Sprintf("pin = %q", hash)
	lines := strings.SplitAfter(text, "\n")
	at := -1 // the line of the table
	for i, l := range lines {
		l = strings.TrimRight(l, "\r\n")
		switch {
		case at < 0 && staffLine.MatchString(l):
			at = i
		case at >= 0 && tableLine.MatchString(l):
			return insert(lines, at, line)
		case at >= 0 && pinLine.MatchString(l):
			lines[i] = line + strings.TrimPrefix(lines[i], l)
			return strings.Join(lines, "")
		}
	}
	if at >= 0 {
		return insert(lines, at, line)
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text + "\n[staff]\n" + line + "\n"
}

// insert puts a line behind that of a table.
func insert(lines []string, at int, line string) string {
	if !strings.HasSuffix(lines[at], "\n") {
		lines[at] += "\n"
	}
	lines[at] += line + "\n"
	return strings.Join(lines, "")
}

func replace(path string, data []byte) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("failed to write the configuration %s, which is as it was; run this as one who may: %w", path, err)
		}
	}()
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".kiosk-*.toml")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	for _, do := range []func() error{
		func() error { return f.Chmod(info.Mode().Perm()) },
		func() error { return keepOwner(f, info) },
		func() error { _, err := f.Write(data); return err },
		f.Sync,
	} {
		if err := do(); err != nil {
			f.Close()
			return err
		}
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
