package virtual

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"

	"daoyin/devices/idcard"
	"daoyin/devices/port"
)

// plug puts the reader behind a pseudo-terminal and gives what a program opens.
func plug(t *testing.T, r *Reader) *idcard.Reader {
	t.Helper()
	far, near, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := makeRaw(near); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { r.Serve(far); close(done) }()
	t.Cleanup(func() { far.Close(); near.Close(); <-done })
	reader := idcard.NewReader(func(context.Context) (port.Line, error) { return port.Open(near.Name(), 115200) })
	t.Cleanup(func() { reader.Close() })
	return reader
}

func within(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

// What is written on a card comes out of it again, over a port.
func TestEveryCardIsReadAsItWasWritten(t *testing.T) {
	for _, stray := range []bool{false, true} {
		for _, name := range CardNames() {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				r := NewReader(ReaderConfig{Stray: stray})
				if err := r.Lay(name); err != nil {
					t.Fatal(err)
				}
				card, err := plug(t, r).ReadOnce(within(t, 20*time.Second))
				if err != nil {
					t.Fatal(err)
				}
				defer card.Wipe()
				if !card.NumberValid() {
					t.Error("the number's check digit is wrong")
				}
				var out bytes.Buffer
				if err := card.WriteJSON(&out, true); err != nil {
					t.Fatal(err)
				}
				var got Card
				if err := json.Unmarshal(out.Bytes(), &got); err != nil {
					t.Fatal(err)
				}
				want, _ := CardByName(name)
				want.Address = "" // is never told
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}

func TestACardThatWasReadHasToBeLifted(t *testing.T) {
	r := NewReader(ReaderConfig{})
	reader := plug(t, r)
	if err := r.Lay("resident"); err != nil {
		t.Fatal(err)
	}
	if _, err := reader.ReadOnce(within(t, 20*time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := reader.ReadOnce(within(t, time.Second)); !errors.Is(err, idcard.ErrNoCard) {
		t.Errorf("the second time: %v, want ErrNoCard", err)
	}
	if err := r.Lift(); err != nil {
		t.Fatal(err)
	}
	if err := r.Lay("hmt"); err != nil {
		t.Fatal(err)
	}
	if card, err := reader.ReadOnce(within(t, 20*time.Second)); err != nil || card.Kind() != idcard.HMTPermit {
		t.Errorf("after lifting: %v, %v", card, err)
	}
}

func TestFaultyCards(t *testing.T) {
	for name, code := range faultyCards {
		r := NewReader(ReaderConfig{})
		reader := plug(t, r)
		if err := r.Lay(name); err != nil {
			t.Fatal(err)
		}
		_, err := reader.ReadOnce(within(t, 2*time.Second))
		if refused, ok := errors.AsType[*idcard.RefusedError](err); !ok || refused.Code != code {
			t.Errorf("%s: %v, want code %02X", name, err, byte(code))
		}
	}
}

func TestWatchOverAPort(t *testing.T) {
	r := NewReader(ReaderConfig{Stray: true})
	reader := plug(t, r)
	ctx, cancel := context.WithCancel(within(t, 30*time.Second))
	defer cancel()
	var told []string
	reader.Watch(ctx, func(e idcard.Event) {
		told = append(told, e.Kind.String())
		switch e.Kind {
		case idcard.Waiting:
			if len(told) > 1 {
				cancel()
			} else if err := r.Lay("resident-rare"); err != nil {
				t.Error(err)
			}
		case idcard.Read:
			told = append(told, e.Card.MaskedName())
			e.Card.Wipe()
		case idcard.Lift:
			if err := r.Lift(); err != nil {
				t.Error(err)
			}
		}
	})
	want := []string{"waiting", "reading", "read", "𠮷＊\uE000", "lift", "lifted", "waiting"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestLay(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, tt := range []struct{ card, wrong string }{
		{"resident", ""},
		{write("good.json", `{"type":"resident","name":"示例丙","sex":"男","ethnicity":"46","birth":"2000-01-01","number":"990000200001010012","issuer":"示例县公安局","valid_from":"2020-01-01","valid_to":"长期"}`), ""},
		{"nobody", "resident-rare"},
		{write("words.json", "a card"), "does not describe a card"},
		{write("key.json", `{"type":"resident","nmae":"示例"}`), "nmae"},
		{write("long.json", `{"type":"resident","sex":"男","ethnicity":"汉","name":"一二三四五六七八九十一二三四五六"}`), "at most 15 fit"},
		{write("sex.json", `{"type":"resident"}`), "sex"},
		{write("type.json", `{"type":"passport","sex":"男"}`), "type"},
	} {
		err := NewReader(ReaderConfig{}).Lay(tt.card)
		switch {
		case tt.wrong == "" && err != nil:
			t.Errorf("Lay(%s) = %v", tt.card, err)
		case tt.wrong != "" && (err == nil || !strings.Contains(err.Error(), tt.wrong)):
			t.Errorf("Lay(%s) = %v, want %q in it", tt.card, err, tt.wrong)
		}
	}
	r := NewReader(ReaderConfig{})
	if r.Lift() == nil {
		t.Error("a card was lifted from an empty reader")
	}
	if r.Lay("resident") != nil || r.Lay("hmt") == nil {
		t.Error("two cards lie on the reader")
	}
}
