package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"daoyin/devices/printer"
	"daoyin/devices/receipt"
)

// PrintCmd prints a text in the markup of package receipt.
type PrintCmd struct {
	PrinterPort
	Timeout time.Duration `default:"30s" help:"How long to wait for the proof that it came out, and for paper or a closed cover meanwhile."`
	File    string        `arg:"" help:"UTF-8 text in the markup below; - reads the standard input."`
}

// Help stands below the options.
func (PrintCmd) Help() string {
	return `The markup, one thing a line:

  # title, ## twice the size, ### bold     #8 A035   bold, that size, in the middle
  ~2 text of that size, not bold           ^ in the middle
  > reversed line, >3 bigger, centred      [reversed label]
  - [x] ticked row, - [ ] empty box        |a table|row|, |---|---| below a heading
  left >> right, left >>> framed           !qr LINK, with indented lines beside it
  --- rule, -- thin rule                   !feed DOTS, === cut, \ takes the rest as it is

Lines indented by two spaces belong to the row or QR code above them.

Exit code 0: the printer has proved that it is printed. 3: nothing was printed. 4: unknown, so look at the
paper before printing again. 1: the file cannot be printed.`
}

// Run prints and waits for the proof.
func (c PrintCmd) Run(ctx context.Context, std streams) error {
	text, err := c.read(std.in)
	if err != nil {
		return fmt.Errorf("failed to read %s; check the path: %w", c.File, err)
	}
	doc, err := receipt.Parse(string(text))
	if err != nil {
		return fmt.Errorf("%s, %w", c.File, err)
	}
	p, err := c.open()
	if err != nil {
		return err
	}
	defer p.Close()
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	first := true
	r := p.Print(ctx, doc, func(s printer.Status) {
		if !first && !s.Prints() {
			fmt.Fprintf(std.err, "waiting: %s\n", s.Sentence())
		}
		first = false
	})
	switch r.Outcome {
	case printer.Printed:
		fmt.Fprintf(std.out, "printed: %s (%s)\n", r.Reason, r.Proof)
		return nil
	case printer.NotPrinted:
		return exit{exitNotPrinted, errors.New(r.Reason)}
	}
	return exit{exitUnknown, errors.New("unknown: " + r.Reason)}
}

func (c PrintCmd) read(in io.Reader) ([]byte, error) {
	if c.File == "-" {
		return io.ReadAll(in)
	}
	return os.ReadFile(c.File)
}
