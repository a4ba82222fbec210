// Command contentctl is the operators' tool: it takes lists in, checks and builds content into a
// release, shows what a kiosk would answer from it, and publishes it to the kiosks.
//
// It exits with 0 when done, 1 when content, a release or a kiosk is at fault, 2 when it was called
// wrongly.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"

	"daoyin/content/source"
)

type cli struct {
	Build   buildCmd   `cmd:"" help:"Check a content folder and build it into one release file with its hash beside it."`
	Import  importCmd  `cmd:"" help:"Take a tab-separated list of items into a content folder; what was entered by hand stays."`
	Search  searchCmd  `cmd:"" help:"Ask a release what a kiosk would find."`
	Show    showCmd    `cmd:"" help:"Print the checklist of an item for some answers."`
	Site    siteCmd    `cmd:"" help:"Write the static pages that the code on the paper opens."`
	Keys    keysCmd    `cmd:"" help:"Make and renew the keys that sign what kiosks take up."`
	Publish publishCmd `cmd:"" help:"Sign a release into a tree that any web server or stick can carry to the kiosks."`
	Check   checkCmd   `cmd:"" help:"Verify a release against the hash beside it, or a tree as a kiosk does."`
	Status  statusCmd  `cmd:"" help:"Ask all kiosks of a list how they are and which release they have."`
}

// streams are what a command talks to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

const (
	exitDone  = 0
	exitFault = 1
	exitUsage = 2
)

func run(args []string, s streams) int {
	var c cli
	helped := false
	parser, err := kong.New(&c, kong.Name("contentctl"), kong.Writers(s.out, s.err),
		kong.Description("The operators' tool for what the kiosks know."),
		kong.UsageOnError(), kong.Exit(func(int) { helped = true }))
	if err != nil {
		fmt.Fprintln(s.err, "contentctl:", err)
		return exitUsage
	}
	ctx, err := parser.Parse(args)
	if helped {
		return exitDone
	}
	if err != nil {
		fmt.Fprintf(s.err, "contentctl: %v; contentctl --help lists the commands\n", err)
		return exitUsage
	}
	if err := ctx.Run(s); err != nil {
		var usage usageError
		var problems source.Problems
		switch {
		case errors.As(err, &usage):
			fmt.Fprintln(s.err, "contentctl:", err)
			return exitUsage
		case errors.As(err, &problems):
			fmt.Fprintln(s.err, problems)
			fmt.Fprintf(s.err, "contentctl: %d problem(s) to mend; nothing was written\n", len(problems))
		default:
			fmt.Fprintln(s.err, "contentctl:", err)
		}
		return exitFault
	}
	return exitDone
}

// usageError is a wrong call that the parser of the command line cannot see.
type usageError string

func (e usageError) Error() string { return string(e) }
