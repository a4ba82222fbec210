package escpos

import "fmt"

// Control bytes that begin commands or are commands.
const (
	EOT = 0x04
	ENQ = 0x05
	HT  = 0x09
	LF  = 0x0A
	FF  = 0x0C
	CR  = 0x0D
	DLE = 0x10
	DC4 = 0x14
	CAN = 0x18
	ESC = 0x1B
	FS  = 0x1C
	GS  = 0x1D
)

// Init returns ESC @, which clears the line and all modes. Characters defined with [DefineGlyph] are
// lost as well.
func Init() []byte { return []byte{ESC, '@'} }

// ChineseOn returns FS &: from here two bytes from 81 up are one Chinese character.
func ChineseOn() []byte { return []byte{FS, '&'} }

// ChineseOff returns FS . which ends [ChineseOn].
func ChineseOff() []byte { return []byte{FS, '.'} }

// ChineseSpacing returns FS S: dots left and right of each Chinese character.
func ChineseSpacing(left, right int) []byte {
	return []byte{FS, 'S', clampByte(left), clampByte(right)}
}

// Size returns GS !, which makes characters w times as wide and h times as high, 1 to 8 each.
// It holds for ASCII and for Chinese characters.
func Size(w, h int) []byte {
	if w < 1 || w > 8 || h < 1 || h > 8 {
		panic(fmt.Sprintf("escpos: character size %d × %d is not within 1 to 8", w, h))
	}
	return []byte{GS, '!', byte(w-1)<<4 | byte(h-1)}
}

// Bold returns ESC E, emphasis, on or off.
func Bold(on bool) []byte { return []byte{ESC, 'E', flag(on)} }

// Reverse returns GS B, white on black, on or off. It does not colour the white between lines.
func Reverse(on bool) []byte { return []byte{GS, 'B', flag(on)} }

// Align returns ESC a: 0 left, 1 middle, 2 right. It works at the beginning of a line only.
func Align(n int) []byte { return []byte{ESC, 'a', byte(n)} }

// LineSpacing returns ESC 3: dots from line to line. A line that is higher takes what it needs.
func LineSpacing(dots int) []byte { return []byte{ESC, '3', clampByte(dots)} }

// FeedDots returns ESC J: prints the line and feeds 0 to 255 dots.
func FeedDots(dots int) []byte { return []byte{ESC, 'J', clampByte(dots)} }

// FeedLines returns ESC d: prints the line and feeds n lines.
func FeedLines(n int) []byte { return []byte{ESC, 'd', clampByte(n)} }

// CutFeed returns GS V 65: feeds until the end of print plus dots stands at the cutter, and cuts,
// leaving a point uncut.
func CutFeed(dots int) []byte { return []byte{GS, 'V', 'A', clampByte(dots)} }

// GlyphFirst to GlyphLast are the second bytes of the character codes FE xx that simplified Chinese
// models keep for [DefineGlyph].
const (
	GlyphRow   = 0xFE
	GlyphFirst = 0xA1
	GlyphLast  = 0xFE
)

// DefineGlyph returns FS 2, which defines the character FE slot as a picture of 24 × 24 dots.
// The printer takes it column by column, three bytes each, the top dot in the highest bit.
func DefineGlyph(slot byte, b Bitmap) []byte {
	if slot < GlyphFirst || slot > GlyphLast || b.W != 24 || b.H != 24 {
		panic(fmt.Sprintf("escpos: glyph slot %#x of %d × %d dots", slot, b.W, b.H))
	}
	out := append(make([]byte, 0, 76), FS, '2', GlyphRow, slot)
	for x := range 24 {
		var col uint32
		for y := range 24 {
			if b.At(x, y) {
				col |= 1 << (23 - y)
			}
		}
		out = append(out, byte(col>>16), byte(col>>8), byte(col))
	}
	defuse(out[4:])
	return out
}

// RasterScale doubles a raster picture's dots.
type RasterScale byte

// The scales of [Raster].
const (
	RasterNormal RasterScale = 0
	RasterDouble RasterScale = 3 // two dots wide and high for each
)

// Raster returns GS v 0, a picture printed at once at the beginning of a line. It cuts a high picture
// into bands, so that a sender finds command borders in it and no size byte forms a real-time request.
func Raster(b Bitmap, scale RasterScale) []byte {
	const band = 48
	stride := b.Stride()
	var out []byte
	for y := 0; y < b.H; y += band {
		h := min(band, b.H-y)
		out = append(out, GS, 'v', '0', byte(scale), byte(stride), byte(stride>>8), byte(h), 0)
		at := len(out)
		out = append(out, b.Bits[y*stride:(y+h)*stride]...)
		defuse(out[at:])
	}
	return out
}

// QRLevel is the error correction of a QR code.
type QRLevel byte

// The levels of [QR]: M restores 15 % of a symbol.
const (
	LevelL QRLevel = '0' + iota
	LevelM
	LevelQ
	LevelH
)

// QR returns GS ( k functions 165, 167, 169, 180 and 181: model 2, module dots a module, the level,
// the data, print. ok is false where the printer could take data for something else or it is too
// long: print such a code as a picture.
func QR(data []byte, module int, level QRLevel) (cmd []byte, ok bool) {
	if len(data) == 0 || len(data) > 2331 || module < 1 || module > 16 {
		return nil, false
	}
	n := len(data) + 3
	cmd = append(cmd,
		GS, '(', 'k', 4, 0, '1', 'A', '2', 0,
		GS, '(', 'k', 3, 0, '1', 'C', byte(module),
		GS, '(', 'k', 3, 0, '1', 'E', byte(level),
		GS, '(', 'k', byte(n), byte(n>>8), '1', 'P', '0')
	cmd = append(cmd, data...)
	cmd = append(cmd, GS, '(', 'k', 3, 0, '1', 'Q', '0')
	return cmd, Safe(cmd)
}

// PageBegin returns ESC L, ESC W and ESC T: from here positions are free within an area of w × h dots
// that begins at the left edge, until [PagePrint].
func PageBegin(w, h int) []byte {
	if h >= DLE<<8 || h&0xFF == DLE && (h>>8 == EOT || h>>8 == ENQ || h>>8 == DC4) {
		panic(fmt.Sprintf("escpos: a page of %d dots cannot be told from a real-time request", h))
	}
	return []byte{ESC, 'L', ESC, 'W', 0, 0, 0, 0, byte(w), byte(w >> 8), byte(h), byte(h >> 8), ESC, 'T', 0}
}

// PageAt returns GS $ and ESC $: what follows has its lower left corner at x, y of the page.
func PageAt(x, y int) []byte {
	return []byte{GS, '$', byte(y), byte(y >> 8), ESC, '$', byte(x), byte(x >> 8)}
}

// PagePrint returns FF: prints the page and ends page mode.
func PagePrint() []byte { return []byte{FF} }

// StandardMode returns ESC S: forgets the page and ends page mode. Outside page mode it does nothing.
func StandardMode() []byte { return []byte{ESC, 'S'} }

// FenceID is the mark of one [Fence]: four bytes from 20 to 7E.
type FenceID [4]byte

// NewFenceID spreads n over the bytes that a fence may have.
func NewFenceID(n uint32) FenceID {
	var id FenceID
	for i := range id {
		id[i] = byte(0x21 + n%0x5D)
		n /= 0x5D
	}
	return id
}

// Fence returns GS ( H function 48. When all that came before it has been printed, the printer answers
// [ProcessID] with the same id. Data that was cleared never answers.
func Fence(id FenceID) []byte {
	return append([]byte{GS, '(', 'H', 6, 0, '0', '0'}, id[:]...)
}

// PaperQuery returns GS r 1. It waits behind all data; at paper end it is not executed, so that its
// answer shows that the printer worked through what came before.
func PaperQuery() []byte { return []byte{GS, 'r', 1} }

// StatusQuery returns DLE EOT n, 1 to 4: printer, offline cause, error cause, paper sensors. It is
// answered at once, even when the printer is offline or its buffer is full.
func StatusQuery(n int) []byte { return []byte{DLE, EOT, byte(n)} }

// Safe reports whether no two neighbouring bytes of b begin a real-time request.
func Safe(b []byte) bool {
	for i := 1; i < len(b); i++ {
		if b[i-1] == DLE && realTime(b[i]) {
			return false
		}
	}
	return true
}

func realTime(b byte) bool { return b == EOT || b == ENQ || b == DC4 }

// defuse blackens one dot more beside a dot wherever picture data would form a real-time request.
func defuse(b []byte) {
	for i := 1; i < len(b); i++ {
		if b[i-1] == DLE && realTime(b[i]) {
			b[i-1] |= 0x08
		}
	}
}

func flag(on bool) byte {
	if on {
		return 1
	}
	return 0
}

func clampByte(n int) byte { return byte(max(0, min(n, 255))) }
