package dots_test

import (
	"bytes"
	"testing"

	"daoyin/assets"
	"daoyin/devices/escpos"
	"daoyin/devices/escpos/dots"
)

func black(b escpos.Bitmap) int {
	n := 0
	for y := range b.H {
		for x := range b.W {
			if b.At(x, y) {
				n++
			}
		}
	}
	return n
}

func TestCharactersFillTheirCells(t *testing.T) {
	face, err := dots.New(assets.FontRegular)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		r    rune
		w, h int
		min  int // black dots, at least
	}{
		{'国', 24, 24, 150}, {'国', 48, 48, 500}, {'W', 12, 24, 40}, {'1', 12, 24, 25}, {'𠮷', 24, 24, 80}, {'，', 24, 24, 4},
	} {
		b := face.Draw(c.r, c.w, c.h)
		if b.W != c.w || b.H != c.h {
			t.Errorf("%c is %d × %d", c.r, b.W, b.H)
		}
		if n := black(b); n < c.min || n > c.w*c.h/2 {
			t.Errorf("%c has %d black dots of %d", c.r, n, c.w*c.h)
		}
	}
}

func TestACharacterWithoutShapeIsABox(t *testing.T) {
	face, err := dots.New(assets.FontRegular)
	if err != nil {
		t.Fatal(err)
	}
	none := '\U000F1234'
	if face.Has(none) || !face.Has('国') {
		t.Error("the face knows characters that it should not, or the other way round")
	}
	b := face.Draw(none, 24, 24)
	if !b.At(1, 1) || !b.At(22, 22) || b.At(12, 12) {
		t.Error("it is no box")
	}
	if !bytes.Equal(b.Bits, face.Draw('\U000F4321', 24, 24).Bits) {
		t.Error("two missing characters differ")
	}
}

func TestNewSaysWhichFontIsBroken(t *testing.T) {
	if _, err := dots.New(assets.FontRegular, []byte("no font")); err == nil {
		t.Error("it was accepted")
	}
}

func BenchmarkDraw(b *testing.B) {
	face, err := dots.New(assets.FontRegular)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		face.Draw('国', 24, 24)
	}
}
