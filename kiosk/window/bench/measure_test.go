package main

import (
	"os"
	"testing"
	"time"
)

func TestQuantile(t *testing.T) {
	var values []time.Duration
	for i := 100; i > 0; i-- {
		values = append(values, time.Duration(i))
	}
	for percent, want := range map[int]time.Duration{0: 1, 50: 51, 95: 96, 100: 100} {
		if got := quantile(values, percent); got != want {
			t.Errorf("quantile %d is %d, want %d", percent, got, want)
		}
	}
	if got := quantile(nil, 50); got != 0 {
		t.Errorf("quantile of nothing is %v", got)
	}
}

func TestAlikeAllowsForACaret(t *testing.T) {
	a := make([]byte, 4*1000)
	b := append([]byte(nil), a...)
	for i := range 10 {
		b[4*i] = 1
	}
	if !alike(a, b) {
		t.Error("ten pixels of a thousand make another picture")
	}
	b[4*10] = 1
	if alike(a, b) {
		t.Error("eleven pixels of a thousand make the same picture")
	}
}

func TestOwnMemoryAndProcessor(t *testing.T) {
	own, err := memoryOf(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if own.whole < 1<<20 || own.anonymous > own.whole {
		t.Errorf("this program takes %d bytes, %d of them no file's", own.whole, own.anonymous)
	}
	if used, err := processorOf(os.Getpid()); err != nil || used < 0 {
		t.Errorf("processor %v, %v", used, err)
	}
}

func TestWritePage(t *testing.T) {
	folder := t.TempDir()
	path, err := writePage(folder)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(path); err != nil || len(data) < 10_000 {
		t.Errorf("the page has %d bytes, %v", len(data), err)
	}
}
