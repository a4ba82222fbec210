package escpos_test

import (
	"bytes"
	"testing"

	"daoyin/devices/escpos"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCommandsHaveTheDocumentedBytes(t *testing.T) {
	qr, ok := escpos.QR([]byte("ab"), 6, escpos.LevelM)
	if !ok {
		t.Fatal("no QR command")
	}
	strip := escpos.NewBitmap(16, 1)
	strip.Fill(0, 0, 12, 1)
	for name, c := range map[string]struct{ got, want []byte }{
		"init":    {escpos.Init(), []byte{0x1B, 0x40}},
		"size":    {escpos.Size(8, 3), []byte{0x1D, 0x21, 0x72}},
		"reverse": {escpos.Reverse(true), []byte{0x1D, 0x42, 1}},
		"cut":     {escpos.CutFeed(24), []byte{0x1D, 0x56, 0x41, 24}},
		"qr": {qr, []byte{
			0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0,
			0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, 6,
			0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31,
			0x1D, 0x28, 0x6B, 5, 0, 0x31, 0x50, 0x30, 'a', 'b',
			0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30}},
		"fence":  {escpos.Fence(escpos.FenceID{'a', 'b', 'c', 'd'}), []byte{0x1D, 0x28, 0x48, 6, 0, 0x30, 0x30, 'a', 'b', 'c', 'd'}},
		"query":  {escpos.PaperQuery(), []byte{0x1D, 0x72, 1}},
		"status": {escpos.StatusQuery(4), []byte{0x10, 4, 4}},
		"raster": {escpos.Raster(strip, escpos.RasterDouble), []byte{0x1D, 0x76, 0x30, 3, 2, 0, 1, 0, 0xFF, 0xF0}},
		"page":   {escpos.PageBegin(576, 222), []byte{0x1B, 0x4C, 0x1B, 0x57, 0, 0, 0, 0, 0x40, 2, 222, 0, 0x1B, 0x54, 0}},
		"at":     {escpos.PageAt(24, 300), []byte{0x1D, 0x24, 0x2C, 1, 0x1B, 0x24, 24, 0}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
}

func TestCharsets(t *testing.T) {
	for _, c := range []struct {
		r                        rune
		ascii, gb2312, gbk, gb18 bool
	}{
		{'A', true, true, true, true},
		{'中', false, true, true, true},
		{'，', false, true, true, true},
		{'囍', false, false, true, true},
		{'龘', false, false, true, true},
		{'€', false, false, false, true},
		{'𠮷', false, false, false, false}, // four bytes in GB 18030
		{'é', false, true, true, true},
		{'\uE000', false, false, false, false}, // private use: where a printer keeps our own glyphs
		{'\n', false, false, false, false},
		{0x7F, false, false, false, false},
	} {
		want := []bool{c.ascii, c.gb2312, c.gbk, c.gb18}
		var got []bool
		for _, cs := range []escpos.Charset{escpos.ASCII, escpos.GB2312, escpos.GBK, escpos.GB18030} {
			_, ok := cs.Encode(c.r)
			got = append(got, ok)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q in ascii, gb2312, gbk, gb18030 (-want +got)\n%s", c.r, diff)
		}
	}
}

func TestGB2312HoldsItsCharacters(t *testing.T) {
	n := 0
	for r := rune(0x80); r < 0x10000; r++ {
		b, ok := escpos.GB2312.Encode(r)
		if !ok {
			continue
		}
		n++
		if back, ok := escpos.Decode(b[0], b[1]); !ok || back != r {
			t.Errorf("%q is % x, which is %q", r, b, back)
		}
	}
	if n != 7445 { // 6763 Han characters and 682 others: GB 2312-1980, chapter 4
		t.Errorf("%d characters, GB 2312 has 7445", n)
	}
}

func TestDataNeverFormsARealTimeRequest(t *testing.T) {
	risky := rapid.SliceOfN(rapid.SampledFrom([]byte{0x10, 0x04, 0x05, 0x14, 0x00, 0xFF}), 72, 72)
	rapid.Check(t, func(t *rapid.T) {
		glyph := escpos.Bitmap{W: 24, H: 24, Bits: risky.Draw(t, "glyph")}
		h := rapid.IntRange(1, 100).Draw(t, "height")
		pic := escpos.NewBitmap(8*rapid.IntRange(1, 72).Draw(t, "width"), h)
		for i := range pic.Bits {
			pic.Bits[i] = []byte{0x10, 0x04, 0x05, 0x14}[(i*7+h)%4]
		}
		stream := append(escpos.DefineGlyph(0xA1, glyph), escpos.Raster(pic, escpos.RasterNormal)...)
		stream = append(stream, escpos.LF)
		if !escpos.Safe(stream) {
			t.Fatal("a real-time request stands in the data")
		}
	})
}

func TestQRDataThatAPrinterCouldMistakeIsRefused(t *testing.T) {
	for _, data := range [][]byte{nil, {0x10, 0x04, 1}, bytes.Repeat([]byte{'a'}, 0x410-3), bytes.Repeat([]byte{'a'}, 3000)} {
		if _, ok := escpos.QR(data, 6, escpos.LevelM); ok {
			t.Errorf("%d bytes were accepted", len(data))
		}
	}
}

// stream draws commands of which the scanner must find each border.
func stream(t *rapid.T) [][]byte {
	byteOf := rapid.Byte()
	one := rapid.Custom(func(t *rapid.T) []byte {
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			return []byte{byteOf.Draw(t, "ascii")&0x5F | 0x20}
		case 1:
			b, _ := escpos.GB2312.Encode('中')
			return b
		case 2:
			g := escpos.NewBitmap(24, 24)
			copy(g.Bits, rapid.SliceOfN(byteOf, 72, 72).Draw(t, "glyph"))
			return escpos.DefineGlyph(0xA1+byteOf.Draw(t, "slot")%94, g)
		case 3:
			return escpos.Raster(escpos.NewBitmap(rapid.IntRange(1, 80).Draw(t, "w"), rapid.IntRange(1, 48).Draw(t, "h")), 0)
		case 4:
			return escpos.CutFeed(int(byteOf.Draw(t, "feed")))
		case 5:
			return escpos.Fence(escpos.NewFenceID(rapid.Uint32().Draw(t, "id")))
		case 6:
			return escpos.StatusQuery(rapid.IntRange(1, 4).Draw(t, "n"))
		case 7:
			return escpos.Size(rapid.IntRange(1, 8).Draw(t, "w"), rapid.IntRange(1, 8).Draw(t, "h"))
		case 8:
			return []byte{escpos.LF}
		}
		return escpos.ChineseSpacing(0, int(byteOf.Draw(t, "spacing")))
	})
	return rapid.SliceOfN(one, 1, 30).Draw(t, "commands")
}

func TestScannerFindsEveryBorder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := stream(t)
		var got [][]byte
		s := escpos.NewScanner()
		var pending []byte
		for _, b := range bytes.Join(want, nil) { // byte by byte, as a line may bring them
			pending = append(pending, b)
			c, need := s.Next(pending)
			if need > 0 {
				continue
			}
			got = append(got, append([]byte(nil), c.Raw...))
			pending = pending[len(c.Raw):]
		}
		if len(pending) > 0 {
			t.Fatalf("% x is left over", pending)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got)\n%s", diff)
		}
	})
}

func FuzzScanner(f *testing.F) {
	f.Add([]byte("A\x1b@\x1c&\xd6\xd0\x1d!\x11\x1dv0\x00\x01\x00\x01\x00\xff\n"))
	f.Add([]byte{0x1D, 0x28, 0x6B, 0xFF, 0xFF})
	f.Fuzz(func(t *testing.T, b []byte) {
		s := escpos.NewScanner()
		for len(b) > 0 {
			c, need := s.Next(b)
			if need > 0 {
				return
			}
			if len(c.Raw) == 0 || len(c.Raw) > len(b) {
				t.Fatalf("a command of %d bytes in %d", len(c.Raw), len(b))
			}
			b = b[len(c.Raw):]
		}
	})
}

func TestAnswers(t *testing.T) {
	in := []byte{
		0x12,                                  // real time
		0x37, 0x22, 'a', 0x32, 'c', 'd', 0x00, // a fence; 32 looks like a real-time answer
		0x0C,                         // GS r
		0x10, 0x00, 0x32, 0x0C, 0x0F, // automatic status, with a real-time answer between
		0x13, 0x11, // full, and free again
		0x5F, '1', 0x00, // another block
		0xFF,             // nothing a printer says
		0x18, 0x91, 0x12, // an automatic status that breaks off
	}
	want := []escpos.Answer{
		{Kind: escpos.RealTime, Data: []byte{0x12}},
		{Kind: escpos.ProcessID, Data: []byte("a2cd")},
		{Kind: escpos.QueuedStatus, Data: []byte{0x0C}},
		{Kind: escpos.RealTime, Data: []byte{0x32}},
		{Kind: escpos.AutoStatus, Data: []byte{0x10, 0x00, 0x0C, 0x0F}},
		{Kind: escpos.Pause, Data: []byte{0x13}},
		{Kind: escpos.Resume, Data: []byte{0x11}},
		{Kind: escpos.Block, Data: []byte{0x5F, '1'}},
		{Kind: escpos.Noise, Data: []byte{0xFF}},
		{Kind: escpos.Noise, Data: []byte{0x18}},
		{Kind: escpos.Noise, Data: []byte{0x91}},
		{Kind: escpos.RealTime, Data: []byte{0x12}},
	}
	var whole escpos.Answers
	if diff := cmp.Diff(want, whole.Feed(in)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var pieces escpos.Answers
	var got []escpos.Answer
	for _, b := range in {
		got = append(got, pieces.Feed([]byte{b})...)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("byte by byte (-want +got)\n%s", diff)
	}
}

func FuzzAnswers(f *testing.F) {
	f.Add([]byte{0x12, 0x37, 0x22, 'a', 'b', 'c', 'd', 0, 0x10, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		var a escpos.Answers
		n := 0
		for _, ans := range a.Feed(b) {
			n += len(ans.Data)
		}
		if n > len(b) {
			t.Fatalf("%d bytes of answers in %d", n, len(b))
		}
		// Whatever came before, a real-time answer is understood again after a block's end.
		a.Feed(append(bytes.Repeat([]byte{0xFF}, 100), 0))
		if got := a.Feed([]byte{0x12}); len(got) != 1 || got[0].Kind != escpos.RealTime {
			t.Fatalf("out of step: %v", got)
		}
	})
}
