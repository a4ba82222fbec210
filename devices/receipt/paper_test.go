package receipt_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daoyin/assets"
	"daoyin/devices/escpos"
	"daoyin/devices/escpos/dots"
	"daoyin/devices/receipt"
	"daoyin/devices/virtual"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew")

var (
	pageDevice    = receipt.Device{Dots: 576, Charset: escpos.GB18030, Glyphs: 94, Page: true, QR: true, Cutter: true, Tail: 24}
	plainDevice   = receipt.Device{Dots: 576, Charset: escpos.GB2312, Glyphs: 94, QR: true, Cutter: true, Tail: 24}
	narrowDevice  = receipt.Device{Dots: 384, Charset: escpos.GB2312, Glyphs: 94, Tail: 24}
	poorestDevice = receipt.Device{Dots: 384, Charset: escpos.GB2312, Cutter: true, Tail: 24}
)

func face(t testing.TB) *dots.Face {
	t.Helper()
	f, err := dots.New(assets.FontRegular)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// printed lets a virtual printer print bytes and returns the paper.
func printed(t testing.TB, b []byte, width int) image.Image {
	t.Helper()
	papers := make(chan virtual.Paper, 4)
	p, err := virtual.NewPrinter(virtual.PrinterConfig{
		Regular: assets.FontRegular, Bold: assets.FontBold, Dots: width,
		OnPaper: func(p virtual.Paper) { papers <- p },
		Log:     func(s string) { t.Errorf("the printer says: %s", s) },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if !bytes.HasSuffix(b, escpos.CutFeed(24)) { // a printer without a cutter keeps its paper
		b = append(b[:len(b):len(b)], escpos.CutFeed(0)...)
	}
	p.Serve(struct {
		*bytes.Reader
		discard
	}{bytes.NewReader(b), discard{}})
	select {
	case piece := <-papers:
		return piece.Picture
	case <-time.After(20 * time.Second):
		t.Fatal("no paper came out")
		return nil
	}
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

func TestPaperLooksAsDrawn(t *testing.T) {
	for _, c := range []struct {
		name   string
		doc    receipt.Document
		dev    receipt.Device
		budget int
	}{
		{"ticket", ticket(), pageDevice, 1536},
		{"ticket-plain", ticket(), plainDevice, 1536},
		{"ticket-narrow", ticket(), narrowDevice, 0},
		{"ticket-poorest", ticket(), poorestDevice, 0},
		{"sheet", sheet(), pageDevice, 4096},
		{"sheet-plain", sheet(), plainDevice, 4096},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := receipt.Typeset(c.doc, c.dev, face(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d bytes", len(b))
			if c.budget > 0 && len(b) > c.budget {
				t.Errorf("%d bytes, more than %d", len(b), c.budget)
			}
			if !escpos.Safe(b) {
				t.Error("the bytes hold a real-time request")
			}
			got := printed(t, b, c.dev.Dots)
			compare(t, got, filepath.Join("testdata", c.name+".png"))
		})
	}
}

func compare(t *testing.T, got image.Image, path string) {
	t.Helper()
	if *update {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, got); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("the paper is %v, was %v; look at it, then run the test with -update", got.Bounds(), want.Bounds())
	}
	bad := 0
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			a, _, _, _ := got.At(x, y).RGBA()
			b, _, _, _ := want.At(x, y).RGBA()
			if a != b {
				bad++
			}
		}
	}
	if bad > 0 {
		t.Errorf("%d dots differ from %s; look at it, then run the test with -update", bad, path)
	}
}

func TestQRCodeOfPaperCanBeRead(t *testing.T) {
	if _, err := exec.LookPath("zbarimg"); err != nil {
		t.Fatal("zbarimg is missing; install it with: apt-get install zbar-tools")
	}
	for _, name := range []string{"ticket", "ticket-plain", "ticket-narrow", "ticket-poorest"} {
		path := filepath.Join("testdata", name+".png")
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		tilted := filepath.Join(t.TempDir(), name+".png")
		var b bytes.Buffer
		if err := png.Encode(&b, photographed(img, 12)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(tilted, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{path, tilted} {
			out, err := exec.Command("zbarimg", "-q", "--raw", p).Output()
			if got := strings.TrimSpace(string(out)); err != nil || got != "https://qinglan.example/t#A035" {
				t.Errorf("%s: zbar read %q (%v)", p, got, err)
			}
		}
	}
}

// photographed turns a picture by degrees on a grey table and blurs it a little, as a phone sees it.
func photographed(img image.Image, degrees float64) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	side := w + h
	turned := image.NewGray(image.Rect(0, 0, side, side))
	draw.Draw(turned, turned.Bounds(), image.NewUniform(color.Gray{Y: 0xC0}), image.Point{}, draw.Src)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy, m := float64(w)/2, float64(h)/2, float64(side)/2
	xdraw.BiLinear.Transform(turned, f64.Aff3{cos, -sin, m - cos*cx + sin*cy, sin, cos, m - sin*cx - cos*cy}, img, img.Bounds(), xdraw.Over, nil)
	out := image.NewGray(turned.Bounds())
	for y := 1; y < side-1; y++ {
		for x := 1; x < side-1; x++ {
			sum := 0
			for j := -1; j <= 1; j++ {
				for i := -1; i <= 1; i++ {
					sum += int(turned.GrayAt(x+i, y+j).Y)
				}
			}
			out.SetGray(x, y, color.Gray{Y: uint8(sum / 9)})
		}
	}
	return out
}
