// Devicectl is the installer's command: it asks a printer how it is, prints on it, reads an identity
// card, and puts up a bench of virtual devices for trying all this without any.
//
// It exits with 0 where all went well, 1 for trouble with a port, a file or the machine, 2 for a wrong
// command line, 3 where nothing was printed or no card was read, and 4 where a print's outcome is unknown.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes beside 0.
const (
	exitTrouble    = 1
	exitUsage      = 2
	exitNotPrinted = 3
	exitUnknown    = 4
)

type commands struct {
	Status   StatusCmd   `cmd:"" help:"Ask a printer for its state and its paper."`
	Print    PrintCmd    `cmd:"" help:"Print a text file and say whether it came out."`
	ReadCard ReadCardCmd `cmd:"" name:"read-card" help:"Read an identity card."`
	Virtual  VirtualCmd  `cmd:"" help:"Put up a virtual printer and card reader until interrupted."`
	Control  ControlCmd  `cmd:"" help:"Do something to the virtual devices: take the paper out, lay a card."`
	Profiles ProfilesCmd `cmd:"" help:"List the printer profiles that this program carries."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// streams are the standard streams of a command.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// exit is an error with an exit code. Its text may be empty where all has been said.
type exit struct {
	code int
	error
}

func (e exit) ExitCode() int { return e.code }

// ended unwinds from kong, which ends the program after it has shown help.
type ended int

// run does one command and returns its exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) (code int) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case ended:
			code = int(e)
		default:
			panic(e)
		}
	}()
	var cli commands
	k, err := kong.New(&cli,
		kong.Name("devicectl"),
		kong.Description("Ask, try and simulate the devices of a guidance kiosk."),
		kong.Writers(out, errw),
		kong.Exit(func(code int) { panic(ended(code)) }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(streams{in, out, errw}),
	)
	if err != nil {
		panic(err) // the commands are declared wrongly
	}
	c, err := k.Parse(args)
	if err != nil {
		fmt.Fprintf(errw, "devicectl: %v; see devicectl --help\n", err)
		return exitUsage
	}
	err = c.Run()
	if err == nil {
		return 0
	}
	if err.Error() != "" {
		fmt.Fprintf(errw, "devicectl: %v\n", err)
	}
	var coded interface{ ExitCode() int }
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return exitTrouble
}
