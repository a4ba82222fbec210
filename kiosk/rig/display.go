package rig

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"io"
	"log"
	"os"
	"os/exec"
	"strings"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// display is an X server of our own without a screen (Xvfb), and a connection to it.
type display struct {
	name          string
	server        *process
	conn          *xgb.Conn
	root          xproto.Window
	width, height uint16
}

func init() {
	// The library reports to standard error that a server without authority needs none.
	xgb.Logger = log.New(io.Discard, "", 0)
}

func openDisplay(width, height int) (*display, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp", "-noreset", "-dpi", "102")
	cmd.ExtraFiles = []*os.File{write}
	server, err := launch(cmd)
	write.Close()
	if err != nil {
		return nil, fmt.Errorf("%w; it comes with Debian's package xvfb", err)
	}
	d := &display{server: server, width: uint16(width), height: uint16(height)}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		d.close()
		return nil, fmt.Errorf("Xvfb does not come up: %w", err)
	}
	d.name = ":" + strings.TrimSpace(number)
	if d.conn, err = xgb.NewConnDisplay(d.name); err != nil {
		d.close()
		return nil, fmt.Errorf("no connection to Xvfb at %s: %w", d.name, err)
	}
	if err := xtest.Init(d.conn); err != nil {
		d.close()
		return nil, fmt.Errorf("Xvfb has no XTEST extension: %w", err)
	}
	d.root = xproto.Setup(d.conn).DefaultScreen(d.conn).Root
	return d, nil
}

// tap moves the pointer, presses the first button and lets go.
func (d *display) tap(x, y int) error {
	fake := func(kind, detail byte) error {
		return xtest.FakeInputChecked(d.conn, kind, detail, 0, d.root, int16(x), int16(y), 0).Check()
	}
	return errors.Join(
		fake(xproto.MotionNotify, 0),
		fake(xproto.ButtonPress, 1),
		fake(xproto.ButtonRelease, 1),
	)
}

// picture is what the screen shows.
func (d *display) picture() (image.Image, error) {
	reply, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(d.root), 0, 0, d.width, d.height, 0xffffffff).Reply()
	if err != nil {
		return nil, fmt.Errorf("no picture from the X server: %w", err)
	}
	img := image.NewNRGBA(image.Rect(0, 0, int(d.width), int(d.height)))
	for i := 0; i+3 < len(reply.Data) && i+3 < len(img.Pix); i += 4 { // 24 bits deep: B, G, R, unused
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = reply.Data[i+2], reply.Data[i+1], reply.Data[i], 0xff
	}
	return img, nil
}

func (d *display) close() {
	if d.conn != nil {
		d.conn.Close()
	}
	d.server.stop()
}
