package appliance

import (
	"context"
	"fmt"
	"os"

	"daoyin/assets"
	"daoyin/devices/idcard"
	"daoyin/devices/port"
	"daoyin/devices/printer"
	"daoyin/devices/receipt"
	"daoyin/kiosk/config"
)

// Printer is what the appliance asks of a printer; *printer.Printer does it.
type Printer interface {
	// Print prints a document and tells how that ended; see printer.Printer.
	Print(ctx context.Context, doc receipt.Document, progress func(printer.Status)) printer.Result
	// Status asks the printer how it is.
	Status(ctx context.Context) printer.Status
	Close() error
}

// Reader is what the appliance asks of a card reader; *idcard.Reader does it.
type Reader interface {
	// Watch tells what happens at the reader until ctx ends; see idcard.Reader.
	Watch(ctx context.Context, tell func(idcard.Event)) error
}

// devices makes the devices that the configuration names. No port is opened yet.
func (k *Kiosk) devices(path string) error {
	open := func(name string, baud int) func(context.Context) (port.Line, error) {
		return func(context.Context) (port.Line, error) { return port.Open(name, baud) }
	}
	if c := k.cfg.Printer; c.Port != "" {
		profile, err := printer.LoadProfile(c.Profile)
		if err != nil {
			return fmt.Errorf("%s, key printer.profile: %w", path, err)
		}
		k.printer = watched{printer.New(printer.Config{Open: open(c.Port, c.Baud), Profile: profile, Fonts: [][]byte{assets.FontRegular}}), k.health}
		k.health.hasPrinter()
	}
	if c := k.cfg.Reader; c.Port != "" {
		k.reader = idcard.NewReader(open(c.Port, c.Baud))
		k.health.hasReader()
	}
	return nil
}

// CheckPorts says, for an installer, which configured ports are not there or cannot be used. It
// opens none: the kiosk may be running on them.
func CheckPorts(cfg config.Config, path string) []error {
	var all []error
	for _, p := range []struct{ key, port, what string }{
		{"printer.port", cfg.Printer.Port, "the printer"},
		{"reader.port", cfg.Reader.Port, "the card reader"},
	} {
		if p.port == "" {
			continue
		}
		if _, err := os.Stat(p.port); err != nil {
			all = append(all, fmt.Errorf("%s, key %s: there is no port %s; plug in %s and name its path under /dev/serial/by-path", path, p.key, p.port, p.what))
		}
	}
	if _, err := printer.LoadProfile(cfg.Printer.Profile); err != nil {
		all = append(all, fmt.Errorf("%s, key printer.profile: %w", path, err))
	}
	return all
}
