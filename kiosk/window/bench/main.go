// Command bench measures a kiosk from outside, beside a bare Fyne page with the same font and, where
// Chromium is installed, beside a page of the same look in it: all in one run and on one machine,
// because only their ratios mean anything elsewhere.
//
// Measured are the time from starting the program to its first whole picture, from lifting a finger
// to the next page standing still, memory as the kernel shares it out (PSS), and the processor at rest.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// options are bench's flags.
type options struct {
	Runs     int      `help:"Starts of each program; the median counts." default:"5"`
	Taps     int      `help:"Page changes of each program." default:"40"`
	Kiosk    string   `help:"The kiosk's command; {observe} in it becomes the number of an open file for its observations. By default a sample of two pages stands in for it." placeholder:"COMMAND"`
	Touch    []string `help:"Names of the targets to touch in turn, round and round. Needs {observe} in the command." placeholder:"NAME"`
	Chromium string   `help:"Chromium's program; none to leave it out." default:"/usr/bin/chromium"`
	Log      string   `help:"File for what the programs say." default:"/dev/null"`

	Measure struct{} `cmd:"" default:"1" help:"Measure and print."`
	Bare    struct{} `cmd:"" hidden:"" help:"Be the bare Fyne page."`
	Sample  struct{} `cmd:"" hidden:"" help:"Be the sample kiosk."`
}

func main() {
	var o options
	parsed := kong.Parse(&o, kong.Name("bench"), kong.Description("Measure a kiosk beside a bare Fyne page and Chromium."))
	switch parsed.Command() {
	case "bare":
		showBare()
	case "sample":
		showSample()
	default:
		if err := measureAll(o); err != nil {
			fmt.Fprintf(os.Stderr, "bench: %v\n", err)
			os.Exit(1)
		}
	}
}

// measureAll starts the programs turn by turn and prints what came out.
func measureAll(o options) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("failed to find this program's own file: %w", err)
	}
	folder, err := os.MkdirTemp("", "daoyin-bench-")
	if err != nil {
		return fmt.Errorf("failed to make a folder for the run: %w", err)
	}
	defer os.RemoveAll(folder)
	log, err := os.Create(o.Log)
	if err != nil {
		return fmt.Errorf("failed to open the log, choose another with --log: %w", err)
	}
	defer log.Close()

	kiosk := program{name: "kiosk", command: []string{self, "sample"}, touch: samplePoints}
	if o.Kiosk != "" {
		kiosk = program{name: "kiosk", command: strings.Fields(o.Kiosk)}
		if len(o.Touch) > 0 {
			kiosk.observe(folder, o.Touch)
		}
	}
	programs := []*program{
		{name: "bare Fyne", command: []string{self, "bare"}, environment: fyneEnvironment, touch: barePoints},
		&kiosk,
	}
	if _, err := os.Stat(o.Chromium); err == nil {
		page, err := writePage(folder)
		if err != nil {
			return err
		}
		programs = append(programs, chromium(o.Chromium, folder, page))
	}

	// Round by round, so that whatever else the machine does meets all of them.
	for round := range o.Runs {
		for _, p := range programs {
			taps := 0
			if round == o.Runs-1 {
				taps = o.Taps
			}
			fmt.Fprintf(os.Stderr, "bench: start %d of %d: %s\n", round+1, o.Runs, p.name)
			if err := p.run(folder, log, taps); err != nil {
				return fmt.Errorf("failed to measure %s (its words may stand in %s): %w", p.name, o.Log, err)
			}
		}
	}
	report(os.Stdout, programs)
	return nil
}
