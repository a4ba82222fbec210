package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"

	"daoyin/devices/port"
	"daoyin/devices/virtual"
)

// readerPort gives the path of a port at which a virtual reader with that card
// answers, or nothing answers when the card is "silent".
func readerPort(t *testing.T, card string) string {
	t.Helper()
	far, near, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { far.Close(); near.Close(); <-done })
	if card == "silent" {
		close(done)
		return near.Name()
	}
	r := virtual.NewReader(virtual.ReaderConfig{})
	if card != "" {
		if err := r.Lay(card); err != nil {
			t.Fatal(err)
		}
	}
	go func() { r.Serve(far); close(done) }()
	return near.Name()
}

// output runs a command and gives what it wrote to standard output.
func output(t *testing.T, cmd ReadCardCmd) (string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	err := cmd.Run(t.Context(), streams{out: &out, err: &errs})
	if errs.Len() > 0 {
		t.Errorf("it complained: %s", errs.String())
	}
	return out.String(), err
}

func TestReadCardRevealed(t *testing.T) {
	for _, name := range virtual.CardNames() {
		cmd := ReadCardCmd{Port: readerPort(t, name), Baud: 115200, Timeout: 20 * time.Second, JSON: true, Reveal: true}
		out, err := output(t, cmd)
		if err != nil {
			t.Fatal(err)
		}
		var got virtual.Card
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		want, _ := virtual.CardByName(name)
		want.Address = "" // is never told
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestReadCardMaskedUnlessRevealed(t *testing.T) {
	card, _ := virtual.CardByName("resident")
	for _, asJSON := range []bool{true, false} {
		cmd := ReadCardCmd{Port: readerPort(t, "resident"), Baud: 115200, Timeout: 20 * time.Second, JSON: asJSON}
		out, err := output(t, cmd)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out, "示＊甲") || !strings.Contains(out, "resident") {
			t.Errorf("the masked name is missing in %s", out)
		}
		for _, secret := range []string{card.Name, card.Number, card.Birth, card.Issuer, card.Ethnicity, card.ValidFrom} {
			if strings.Contains(out, secret) {
				t.Errorf("%s is in %s", secret, out)
			}
		}
	}
}

func TestReadCardSaysWhyNot(t *testing.T) {
	tests := []struct {
		name, port string
		timeout    time.Duration
		code       int
		says       string
	}{
		{"no card", readerPort(t, ""), 500 * time.Millisecond, 3, "lay a card on the reader"},
		{"a card that cannot be read", readerPort(t, "unreadable"), 1500 * time.Millisecond, 3, "lay it again"},
		{"silence", readerPort(t, "silent"), time.Second, 1, "does not answer"},
		{"no port", "/dev/no-such-port", time.Second, 1, "no device is there"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, err := output(t, ReadCardCmd{Port: tt.port, Baud: 115200, Timeout: tt.timeout, JSON: true})
			var coded interface{ ExitCode() int }
			if !errors.As(err, &coded) || coded.ExitCode() != tt.code {
				t.Errorf("error %v, want exit code %d", err, tt.code)
			}
			if out != "" || !strings.Contains(err.Error(), tt.says) || strings.Count(err.Error(), tt.port) != 1 {
				t.Errorf("wrote %q and said %q; want %q and the port once in it", out, err, tt.says)
			}
		})
	}
	if _, err := output(t, ReadCardCmd{Port: "/dev/no-such-port", Baud: 115200, Timeout: time.Second}); !errors.Is(err, port.ErrMissing) {
		t.Errorf("the cause is lost: %v", err)
	}
}

func TestReadCardCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := ReadCardCmd{Port: readerPort(t, ""), Baud: 115200, Timeout: time.Hour}.Run(ctx, streams{})
	if err == nil || !strings.Contains(err.Error(), "interrupted") {
		t.Errorf("interrupted: %v", err)
	}
}
