package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"daoyin/assets"
	"daoyin/devices/virtual"
)

// VirtualCmd puts up a bench of virtual devices.
type VirtualCmd struct {
	Dir         string `required:"" placeholder:"DIR" help:"Folder for printer, reader, control and paper."`
	Baud        int    `default:"115200" help:"Speed of both lines; 0 is as fast as the machine."`
	Speed       int    `default:"150" help:"Paper speed of the printer in mm/s; 0 prints at once."`
	Dots        int    `default:"576" help:"Printable dots in a row."`
	NoPage      bool   `help:"A printer without page mode."`
	NoQR        bool   `name:"no-qr" help:"A printer that prints QR commands as text."`
	NoProcessID bool   `name:"no-process-id" help:"A printer that answers no fences."`
}

// Help stands below the options.
func (VirtualCmd) Help() string {
	return "Open DIR/printer and DIR/reader as serial ports. Finished paper appears as DIR/paper/001.png and so on. " +
		"devicectl control --dir DIR … takes the paper out, opens the cover, lays cards."
}

// Run serves the devices until it is interrupted or told to quit.
func (c VirtualCmd) Run(ctx context.Context, std streams) error {
	p, err := virtual.NewPrinter(virtual.PrinterConfig{
		Regular: assets.FontRegular, Bold: assets.FontBold,
		Dir: filepath.Join(c.Dir, "paper"), Dots: c.Dots, Baud: c.Baud, Speed: c.Speed,
		NoPage: c.NoPage, NoQR: c.NoQR, NoProcessID: c.NoProcessID,
		OnPaper: func(p virtual.Paper) { fmt.Fprintf(std.out, "paper %s\n", p.Path) },
		Log:     func(s string) { fmt.Fprintf(std.err, "printer: %s\n", s) },
	})
	if err != nil {
		return err
	}
	reader := virtual.NewReader(virtual.ReaderConfig{Baud: c.Baud})
	b, err := virtual.StartBench(virtual.BenchConfig{Dir: c.Dir, Printer: p, Reader: reader})
	if err != nil {
		p.Close()
		return err
	}
	fmt.Fprintf(std.out, "virtual devices at %s and %s; interrupt to end them\n",
		filepath.Join(c.Dir, "printer"), filepath.Join(c.Dir, "reader"))
	return b.Run(ctx)
}

// ControlCmd sends one command to a bench.
type ControlCmd struct {
	Dir   string   `required:"" placeholder:"DIR" help:"Folder of the bench."`
	Words []string `arg:"" help:"paper out|low|in, paper left MM, cover open|close, power off|on, card lay NAME|FILE, card lift, quit"`
}

// Help stands below the options.
func (ControlCmd) Help() string {
	return "Cards by name: " + strings.Join(virtual.CardNames(), ", ") + "."
}

// Run sends it.
func (c ControlCmd) Run() error {
	if err := virtual.SendControl(c.Dir, strings.Join(c.Words, " ")); err != nil {
		return exit{exitTrouble, err}
	}
	return nil
}
