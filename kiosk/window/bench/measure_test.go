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

func TestWordsAreToldFromBoxes(t *testing.T) {
	boxes := make([]byte, 4*1000)
	for i := range boxes {
		boxes[i] = byte(i / 400 * 20) // ten grounds
	}
	if hasWords(boxes) {
		t.Error("ten colours pass for words")
	}
	for i := range 100 {
		boxes[4*i] = byte(i)
	}
	if !hasWords(boxes) {
		t.Error("a hundred shades do not pass for words")
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
