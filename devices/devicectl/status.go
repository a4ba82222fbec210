package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"daoyin/assets"
	"daoyin/devices/port"
	"daoyin/devices/printer"
)

// PrinterPort is how a printer is reached.
type PrinterPort struct {
	Port    string `required:"" placeholder:"PATH" help:"Serial port of the printer; best a name below /dev/serial/by-path."`
	Baud    int    `default:"115200" help:"Speed of the port."`
	Profile string `default:"generic-80" placeholder:"NAME" help:"Printer profile, or the path of one (.toml); devicectl profiles lists them."`
}

// open returns the printer at the port.
func (c PrinterPort) open() (*printer.Printer, error) {
	profile, err := printer.LoadProfile(c.Profile)
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	return printer.New(printer.Config{
		Open:    func(context.Context) (port.Line, error) { return port.Open(c.Port, c.Baud) },
		Profile: profile,
		Fonts:   [][]byte{assets.FontRegular},
	}), nil
}

// StatusCmd asks a printer how it is.
type StatusCmd struct {
	PrinterPort
	JSON bool `name:"json" help:"Write one JSON object with state, paper and raw."`
}

// Help stands below the options.
func (StatusCmd) Help() string {
	return "The states are ready, near-end, out, cover-open, cutter, error, overheated, offline, waiting, unplugged, silent and garbled. " +
		"paper is ok, low, out, or unknown where the printer does not answer; raw is its four answers to DLE EOT as hexadecimal digits.\n\n" +
		"Exit code 0: the printer was asked, whatever its state. 1: the port cannot be used, or nothing sensible answers."
}

// Run asks once.
func (c StatusCmd) Run(ctx context.Context, std streams) error {
	p, err := c.open()
	if err != nil {
		return err
	}
	defer p.Close()
	s := p.Status(ctx)
	sentence := fmt.Sprintf("%s: %s", c.Port, s.Sentence())
	if s.Err != nil {
		sentence = s.Sentence() // names the port itself
	}
	if c.JSON {
		err := json.NewEncoder(std.out).Encode(struct {
			State printer.State `json:"state"`
			Paper printer.Paper `json:"paper"`
			Raw   string        `json:"raw"`
		}{s.State, s.Paper, s.Hex()})
		if err != nil {
			return err
		}
	}
	switch s.State {
	case printer.Unplugged, printer.Silent, printer.Garbled:
		return exit{exitTrouble, errors.New(sentence)}
	}
	if !c.JSON {
		fmt.Fprintf(std.out, "%s (%s, paper %s)\n", sentence, s.State, s.Paper)
	}
	return nil
}

// ProfilesCmd lists the embedded profiles.
type ProfilesCmd struct{}

// Run writes a line for each.
func (ProfilesCmd) Run(std streams) error {
	for _, n := range printer.Profiles() {
		p, err := printer.LoadProfile(n)
		if err != nil {
			return err
		}
		fmt.Fprintf(std.out, "%-14s %s\n", n, p.Title)
	}
	return nil
}
