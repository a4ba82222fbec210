package virtual

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// CardReader is the identity card reader of a bench: the device's side of the line, and the hand that
// lays cards on it. Its methods may be called from several goroutines.
type CardReader interface {
	// Serve answers on the line until reading from it fails.
	Serve(line io.ReadWriter) error
	// Lay puts the card of that name, or described in that file, on the reader.
	Lay(card string) error
	// Lift takes it away.
	Lift() error
}

// BenchConfig says what stands on a bench.
type BenchConfig struct {
	Dir     string     // where printer, reader, control and paper/ appear
	Printer *Printer   // required
	Reader  CardReader // none where nil
}

// Bench holds virtual devices behind pseudo-terminals: Dir/printer and Dir/reader are what a program
// opens as serial ports, Dir/control is a socket that takes one command a line (see [Bench.Control]).
type Bench struct {
	cfg    BenchConfig
	ln     net.Listener
	quit   chan struct{}
	once   sync.Once
	wg     sync.WaitGroup
	mu     sync.Mutex
	closed bool
	open   []io.Closer
	links  []string
}

// StartBench sets the devices up. Symbolic links and a socket that an earlier bench left in Dir are
// replaced.
func StartBench(cfg BenchConfig) (*Bench, error) {
	b := &Bench{cfg: cfg, quit: make(chan struct{})}
	if err := os.MkdirAll(cfg.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("failed to make the bench's folder %s; choose one that can be written with --dir: %w", cfg.Dir, err)
	}
	if err := b.attach("printer", cfg.Printer.Serve); err != nil {
		b.Close()
		return nil, err
	}
	if cfg.Reader != nil {
		if err := b.attach("reader", cfg.Reader.Serve); err != nil {
			b.Close()
			return nil, err
		}
	}
	if err := b.listen(); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// attach puts a device behind a pseudo-terminal named Dir/name.
func (b *Bench) attach(name string, serve func(io.ReadWriter) error) error {
	master, slave, err := pty.Open()
	if err != nil {
		return fmt.Errorf("failed to open a pseudo-terminal for the virtual %s; check that /dev/pts is mounted: %w", name, err)
	}
	if master, err = interruptible(master); err != nil {
		slave.Close()
		return fmt.Errorf("failed to set up the pseudo-terminal of the virtual %s: %w", name, err)
	}
	// The slave stays open here, so that a program that closes the port does not hang up the device.
	b.open = append(b.open, master, slave)
	if err := makeRaw(slave); err != nil {
		return fmt.Errorf("failed to set up the pseudo-terminal of the virtual %s: %w", name, err)
	}
	link := filepath.Join(b.cfg.Dir, name)
	if err := replaceLink(slave.Name(), link); err != nil {
		return err
	}
	b.links = append(b.links, link)
	b.wg.Go(func() { serve(master) }) // ends when the master is closed, and only then
	return nil
}

// interruptible returns the same file in such a state that Close ends a Read: opening a pseudo-terminal
// leaves its master blocking, and a blocked Read would outlast the bench.
func interruptible(f *os.File) (*os.File, error) {
	defer f.Close()
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), f.Name()), nil
}

// makeRaw makes a terminal carry bytes unchanged and unechoed.
func makeRaw(f *os.File) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = conn.Control(func(fd uintptr) {
		t, err := unix.IoctlGetTermios(int(fd), unix.TCGETS)
		if err != nil {
			failed = err
			return
		}
		t.Iflag &^= unix.IGNBRK | unix.BRKINT | unix.PARMRK | unix.ISTRIP | unix.INLCR | unix.IGNCR | unix.ICRNL | unix.IXON
		t.Oflag &^= unix.OPOST
		t.Lflag &^= unix.ECHO | unix.ECHONL | unix.ICANON | unix.ISIG | unix.IEXTEN
		t.Cflag = t.Cflag&^(unix.CSIZE|unix.PARENB) | unix.CS8
		t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
		failed = unix.IoctlSetTermios(int(fd), unix.TCSETS, t)
	})
	return errors.Join(err, failed)
}

func replaceLink(target, link string) error {
	if info, err := os.Lstat(link); err == nil && info.Mode()&os.ModeSymlink == 0 {
		return fmt.Errorf("%s is not a symbolic link; move it away or choose another folder with --dir", link)
	}
	tmp := link + ".new"
	os.Remove(tmp)
	if err := os.Symlink(target, tmp); err != nil {
		return fmt.Errorf("failed to make the link %s: %w", link, err)
	}
	if err := os.Rename(tmp, link); err != nil {
		return fmt.Errorf("failed to make the link %s: %w", link, err)
	}
	return nil
}

// Done is closed when somebody sent quit, or [Bench.Close] was called.
func (b *Bench) Done() <-chan struct{} { return b.quit }

// Run waits until ctx ends or somebody sends quit, and closes the bench.
func (b *Bench) Run(ctx context.Context) error {
	select {
	case <-ctx.Done():
	case <-b.quit:
	}
	return b.Close()
}

// Close unplugs the devices, which programs that have them open see as a hang-up, and removes the
// links and the socket. Finished paper stays.
func (b *Bench) Close() error {
	b.once.Do(func() { close(b.quit) })
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return nil
	}
	b.closed = true
	b.mu.Unlock()
	if b.ln != nil {
		b.ln.Close()
	}
	b.cfg.Printer.Close()
	for _, l := range b.links {
		os.Remove(l)
	}
	for _, c := range b.open {
		c.Close()
	}
	b.wg.Wait()
	return nil
}
