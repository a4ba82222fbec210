package main

import (
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// waitSilent waits until the program at a terminal has turned its echo off.
func waitSilent(t *testing.T, terminal *os.File) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		state, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
		if err != nil {
			t.Fatal(err)
		}
		if state.Lflag&unix.ECHO == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the program never turns the echo off")
		}
	}
}
