package rig

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// process is a program that was started here and is ended by its own id.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error
}

func launch(cmd *exec.Cmd) (*process, error) {
	// Should this program die, so do its children.
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%s does not start: %w", cmd.Path, err)
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// pause waits, and reports an end of the process meanwhile as an error.
func (p *process) pause(d time.Duration) error {
	select {
	case <-p.done:
		return errors.Join(errors.New("it ended by itself"), p.err)
	case <-time.After(d):
		return nil
	}
}

// stop asks the process to end, and insists after a while.
func (p *process) stop() {
	p.cmd.Process.Signal(os.Interrupt)
	select {
	case <-p.done:
	case <-time.After(5 * time.Second):
		p.kill()
	}
}

func (p *process) kill() {
	p.cmd.Process.Kill()
	<-p.done
}
