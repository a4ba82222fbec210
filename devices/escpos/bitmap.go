package escpos

// Bitmap is a picture of black and white dots. Its rows are whole bytes, the leftmost dot in the
// highest bit, which is also how [Raster] sends them.
type Bitmap struct {
	W, H int
	Bits []byte // H rows of Stride bytes; 1 is black
}

// NewBitmap returns a white picture of w × h dots.
func NewBitmap(w, h int) Bitmap {
	return Bitmap{W: w, H: h, Bits: make([]byte, (w+7)/8*h)}
}

// Stride is the number of bytes in a row.
func (b Bitmap) Stride() int { return (b.W + 7) / 8 }

// At reports whether the dot at x, y is black; dots outside are white.
func (b Bitmap) At(x, y int) bool {
	if x < 0 || y < 0 || x >= b.W || y >= b.H {
		return false
	}
	return b.Bits[y*b.Stride()+x>>3]&(0x80>>(x&7)) != 0
}

// Set blackens or whitens the dot at x, y; dots outside are left alone.
func (b Bitmap) Set(x, y int, black bool) {
	if x < 0 || y < 0 || x >= b.W || y >= b.H {
		return
	}
	i, m := y*b.Stride()+x>>3, byte(0x80>>(x&7))
	if black {
		b.Bits[i] |= m
	} else {
		b.Bits[i] &^= m
	}
}

// Fill blackens the rectangle of w × h dots at x, y.
func (b Bitmap) Fill(x, y, w, h int) {
	for j := y; j < y+h; j++ {
		for i := x; i < x+w; i++ {
			b.Set(i, j, true)
		}
	}
}

// Draw blackens the dots of src with its upper left corner at x, y; white dots of src leave what is there.
func (b Bitmap) Draw(src Bitmap, x, y int) {
	for j := range src.H {
		for i := range src.W {
			if src.At(i, j) {
				b.Set(x+i, y+j, true)
			}
		}
	}
}

// Invert exchanges black and white.
func (b Bitmap) Invert() {
	for y := range b.H {
		for x := range b.W {
			b.Set(x, y, !b.At(x, y))
		}
	}
}

// Part returns a copy of w × h dots from x, y; what lies outside is white.
func (b Bitmap) Part(x, y, w, h int) Bitmap {
	out := NewBitmap(w, h)
	for j := range h {
		for i := range w {
			if b.At(x+i, y+j) {
				out.Set(i, j, true)
			}
		}
	}
	return out
}

// Scaled returns the picture with every dot made sx wide and sy high.
func (b Bitmap) Scaled(sx, sy int) Bitmap {
	out := NewBitmap(b.W*sx, b.H*sy)
	for y := range b.H {
		for x := range b.W {
			if b.At(x, y) {
				out.Fill(x*sx, y*sy, sx, sy)
			}
		}
	}
	return out
}
