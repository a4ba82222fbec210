package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"daoyin/kiosk/config"
	"daoyin/kiosk/staff"
)

type setPINCmd struct {
	Config string `help:"Configuration file." default:"${where}" placeholder:"FILE"`
}

func (c *setPINCmd) Run() error {
	pin, err := askPIN()
	if err != nil {
		return err
	}
	defer pin.Wipe()
	if err := staff.CheckNew(pin); err != nil {
		return err
	}
	if err := config.SetPIN(c.Config, staff.Hash(pin)); err != nil {
		return err
	}
	fmt.Printf("The PIN's hash stands in %s. Start the kiosk again to use it.\n", c.Config)
	if info, err := os.Stat(c.Config); err == nil && info.Mode().Perm()&0o004 != 0 {
		fmt.Printf("Everybody on this machine can read %s, and try PINs against it; let only the kiosk read it: chmod o-r %s\n", c.Config, c.Config)
	}
	return nil
}

// askPIN asks twice and shows nothing; where standard input is no terminal it reads one line.
func askPIN() (staff.PIN, error) {
	fd := int(os.Stdin.Fd())
	if !term.IsTerminal(fd) {
		line, err := bufio.NewReader(io.LimitReader(os.Stdin, 1024)).ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("no PIN could be read from standard input: %w", err)
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
	var given [2][]byte
	for i, ask := range []string{"New PIN, 6 to 12 figures: ", "The same once more: "} {
		fmt.Fprint(os.Stderr, ask)
		var err error
		given[i], err = term.ReadPassword(fd)
		fmt.Fprintln(os.Stderr)
		if err != nil {
			return nil, fmt.Errorf("no PIN could be read from the terminal: %w", err)
		}
	}
	defer clear(given[1])
	if !bytes.Equal(given[0], given[1]) {
		return nil, errors.New("the two PINs differ; nothing was changed")
	}
	return given[0], nil
}
