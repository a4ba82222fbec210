package virtual

import (
	"image"
	"image/color"

	"daoyin/devices/escpos"
	"daoyin/devices/escpos/dots"

	qrcode "github.com/skip2/go-qrcode"
)

const (
	cell      = 24 // a Chinese character
	asciiCell = 12 // the width of a single-byte character
	dotsPerMM = 8
	stdSpace  = 34 // line spacing of a printer just switched on (1/6 inch)
)

// paper draws what the head of a printer with its own font would print. It knows the commands alone.
//
// A device enlarges the dots of its 24-dot font; this one draws enlarged characters from the outline,
// which is easier to judge a layout by. Characters defined by the sender keep their dots.
type paper struct {
	width   int
	regular *dots.Face
	bold    *dots.Face
	noPage  bool
	noQR    bool
	note    func(format string, args ...any)

	canvas escpos.Bitmap // what has been printed since the last cut
	glyphs map[byte]escpos.Bitmap
	fonts  map[glyphKey]escpos.Bitmap // characters drawn before

	mode
	line  []escpos.Bitmap
	lineX []int
	x     int // where the next character of the line begins

	page *pageArea
	qr   struct {
		module int
		level  qrcode.RecoveryLevel
		data   []byte
	}
}

// mode is what ESC @ resets.
type mode struct {
	sx, sy        int
	bold2         bool
	reverse       bool
	align         int
	spacing       int
	chinese2      bool // FS W
	chineseDouble byte // FS !
}

type pageArea struct {
	b    escpos.Bitmap
	x, y int // lower left corner of what comes next
	w, h int
}

type glyphKey struct {
	r    rune
	w, h int
	bold bool
}

func newPaper(width int, regular, bold *dots.Face) *paper {
	p := &paper{
		width: width, regular: regular, bold: bold,
		glyphs: map[byte]escpos.Bitmap{},
		fonts:  map[glyphKey]escpos.Bitmap{},
		note:   func(string, ...any) {},
		canvas: escpos.NewBitmap(width, 0),
	}
	p.reset()
	return p
}

func (p *paper) reset() {
	p.mode = mode{sx: 1, sy: 1, spacing: stdSpace}
	p.line, p.lineX, p.x, p.page = nil, nil, 0, nil
	p.qr.module, p.qr.level, p.qr.data = 3, qrcode.Low, nil
	clear(p.glyphs)
}

// do executes one command. fed is by how many dots the paper moved; cut is the finished piece, or nil.
func (p *paper) do(c escpos.Command) (fed int, cut image.Image) {
	before := p.canvas.H
	switch c.Op {
	case escpos.OpInit:
		p.reset()
	case escpos.OpText:
		p.char(rune(c.Arg[0]), asciiCell)
	case escpos.OpChinese:
		p.chinese(c.Arg[0], c.Arg[1])
	case escpos.OpLF:
		p.feedLine(p.spacing)
	case escpos.OpFeedDots:
		p.feedLine(int(c.Arg[0]))
	case escpos.OpFeedLines:
		p.feedLine(p.spacing * int(c.Arg[0]))
	case escpos.OpBold, escpos.OpDouble:
		p.bold2 = c.Arg[0]&1 == 1
	case escpos.OpReverse:
		p.reverse = c.Arg[0]&1 == 1
	case escpos.OpSize:
		if c.Arg[0]&0x88 == 0 {
			p.sx, p.sy = int(c.Arg[0]>>4)+1, int(c.Arg[0]&7)+1
			p.chinese2, p.chineseDouble = false, 0
		}
	case escpos.OpPrintMode:
		p.sx, p.sy, p.bold2 = 1+int(c.Arg[0]>>5&1), 1+int(c.Arg[0]>>4&1), c.Arg[0]&8 != 0
	case escpos.OpChineseMode:
		p.chineseDouble = c.Arg[0]
	case escpos.OpQuadruple:
		p.chinese2 = c.Arg[0]&1 == 1
	case escpos.OpAlign:
		if len(p.line) > 0 {
			p.note("alignment in the middle of a line is ignored")
			break
		}
		p.align = int(c.Arg[0]) % 3
	case escpos.OpSpacing:
		p.spacing = int(c.Arg[0])
	case escpos.OpSpacingStd:
		p.spacing = stdSpace
	case escpos.OpX:
		p.moveX(int(c.Arg[0]) | int(c.Arg[1])<<8)
	case escpos.OpY:
		if p.page != nil {
			p.page.y = int(c.Arg[0]) | int(c.Arg[1])<<8
		}
	case escpos.OpPage, escpos.OpPageArea, escpos.OpPageTurn, escpos.OpStandard, escpos.OpFF, escpos.OpCAN:
		p.pageCommand(c)
	case escpos.OpGlyph:
		p.define(c.Arg)
	case escpos.OpRaster:
		p.raster(c.Arg)
	case escpos.OpQR:
		p.qrCommand(c)
	case escpos.OpCut:
		p.printLine()
		if len(c.Arg) == 2 {
			p.feed(int(c.Arg[1]))
		}
		// A real cutter stands some 12 mm behind the head; that blank, which every piece of paper
		// has at its head, is not drawn.
		fed = p.canvas.H - before
		return fed, p.finish()
	case escpos.OpRight, escpos.OpChinesePad:
		for _, n := range c.Arg {
			if n != 0 {
				p.note("this printer puts no white between characters: % x", c.Raw)
			}
		}
	case escpos.OpAuto, escpos.OpGroup:
		p.note("this printer does not do % x", c.Raw)
	case escpos.OpUnknown:
		p.note("unknown command % x: what follows it is printed as text", c.Raw)
	}
	return p.canvas.H - before, nil
}

func (p *paper) feed(n int) {
	p.canvas.H += n
	p.canvas.Bits = append(p.canvas.Bits, make([]byte, n*p.canvas.Stride())...)
}

// char prints a single-byte character: ASCII, or a box for what this font does not have.
func (p *paper) char(r rune, w int) {
	p.place(p.drawn(r, w, p.sx, p.sy))
}

func (p *paper) chinese(b1, b2 byte) {
	sx, sy := p.sx, p.sy
	if p.chineseDouble&4 != 0 {
		sx = 2
	}
	if p.chineseDouble&8 != 0 {
		sy = 2
	}
	if p.chinese2 {
		sx, sy = 2, 2
	}
	if b1 == escpos.GlyphRow && b2 >= escpos.GlyphFirst {
		g, ok := p.glyphs[b2]
		if !ok { // an undefined one is white
			g = escpos.NewBitmap(cell, cell)
		}
		g = g.Scaled(sx, sy)
		if p.reverse {
			g.Invert()
		}
		p.place(g)
		return
	}
	r, ok := escpos.Decode(b1, b2)
	if !ok {
		p.note("%02x %02x is no character", b1, b2)
		r = '\uFFFF'
	}
	p.place(p.drawn(r, cell, sx, sy))
}

// drawn returns a character of the printer's font, sx times as wide and sy times as high.
func (p *paper) drawn(r rune, w, sx, sy int) escpos.Bitmap {
	key := glyphKey{r, w * sx, cell * sy, p.bold2}
	b, ok := p.fonts[key]
	if !ok {
		face := p.regular
		if p.bold2 {
			face = p.bold
		}
		switch {
		case r == ' ' || r == '\u3000':
			b = escpos.NewBitmap(key.w, key.h)
		case sx == sy:
			b = face.Draw(r, key.w, key.h)
		default:
			b = face.Draw(r, w, cell).Scaled(sx, sy)
		}
		p.fonts[key] = b
	}
	if p.reverse {
		b = b.Part(0, 0, b.W, b.H)
		b.Invert()
	}
	return b
}

// place puts a picture where the next character goes.
func (p *paper) place(b escpos.Bitmap) {
	if p.page != nil {
		p.page.b.Draw(b, p.page.x, p.page.y-b.H)
		p.page.x += b.W
		return
	}
	if p.x+b.W > p.width {
		p.feedLine(p.spacing)
	}
	p.line, p.lineX = append(p.line, b), append(p.lineX, p.x)
	p.x += b.W
}

func (p *paper) moveX(x int) {
	if p.page != nil {
		p.page.x = x
	} else if x < p.width {
		p.x = x
	}
}

// feedLine prints the line and feeds, from its top, at least n dots.
func (p *paper) feedLine(n int) {
	if p.page != nil {
		p.page.x, p.page.y = 0, p.page.y+n
		return
	}
	if h := p.printLine(); n > h {
		p.feed(n - h)
	}
}

// printLine prints the line, all characters on one foot, and returns how high it is.
func (p *paper) printLine() int {
	h := 0
	for _, b := range p.line {
		h = max(h, b.H)
	}
	top := p.canvas.H
	p.feed(h)
	shift := (p.width - p.x) * p.align / 2
	for i, b := range p.line {
		p.canvas.Draw(b, p.lineX[i]+shift, top+h-b.H)
	}
	p.line, p.lineX, p.x = nil, nil, 0
	return h
}

// picture prints a picture at once in standard mode, or into the page.
func (p *paper) picture(b escpos.Bitmap) {
	if p.page != nil {
		p.place(b)
		return
	}
	if len(p.line) > 0 {
		p.note("a picture behind text on one line: the line is printed first")
		p.feedLine(p.spacing)
	}
	top := p.canvas.H
	p.feed(b.H)
	p.canvas.Draw(b, max(0, (p.width-b.W)*p.align/2), top)
}

func (p *paper) raster(arg []byte) {
	w, h := int(arg[1])|int(arg[2])<<8, int(arg[3])|int(arg[4])<<8
	b := escpos.Bitmap{W: w * 8, H: h, Bits: arg[5:]}
	if arg[0]&3 != 0 {
		b = b.Scaled(1+int(arg[0]&1), 1+int(arg[0]>>1&1))
	}
	p.picture(b)
}

// define keeps a character of 24 columns of three bytes, the top dot in the highest bit.
func (p *paper) define(arg []byte) {
	if arg[0] != escpos.GlyphRow || arg[1] < escpos.GlyphFirst {
		p.note("character %02x %02x cannot be defined", arg[0], arg[1])
		return
	}
	g := escpos.NewBitmap(cell, cell)
	for x := range cell {
		for y := range cell {
			if arg[2+x*3+y/8]&(0x80>>(y%8)) != 0 {
				g.Set(x, y, true)
			}
		}
	}
	p.glyphs[arg[1]] = g
}

func (p *paper) pageCommand(c escpos.Command) {
	switch {
	case p.noPage:
		p.note("this printer has no page mode: % x is not understood", c.Raw)
		for _, b := range c.Arg {
			if b >= 0x20 {
				p.char(rune(b), asciiCell)
			}
		}
	case c.Op == escpos.OpPage:
		p.printLine()
		p.page = &pageArea{b: escpos.NewBitmap(p.width, 0), w: p.width}
	case p.page == nil:
		if c.Op == escpos.OpFF {
			p.note("a form feed outside a page is ignored")
		}
	case c.Op == escpos.OpPageArea:
		p.page.w, p.page.h = int(c.Arg[4])|int(c.Arg[5])<<8, int(c.Arg[6])|int(c.Arg[7])<<8
		p.page.b = escpos.NewBitmap(p.width, p.page.h)
		p.page.x, p.page.y = 0, cell
	case c.Op == escpos.OpPageTurn:
		if c.Arg[0]%48 != 0 {
			p.note("turned pages are not drawn")
		}
	case c.Op == escpos.OpCAN:
		p.page.b = escpos.NewBitmap(p.width, p.page.h)
	case c.Op == escpos.OpFF:
		page := p.page
		p.page = nil
		top := p.canvas.H
		p.feed(page.h)
		p.canvas.Draw(page.b, 0, top)
	case c.Op == escpos.OpStandard:
		p.page = nil
	}
}

func (p *paper) qrCommand(c escpos.Command) {
	if p.noQR {
		p.note("this printer makes no QR codes: the command is printed as text")
		for _, b := range c.Raw[1:] {
			if b >= 0x20 && b < 0x7F {
				p.char(rune(b), asciiCell)
			}
		}
		return
	}
	if len(c.Arg) < 3 || c.Arg[0] != '1' {
		p.note("a two-dimensional code that is no QR code is ignored")
		return
	}
	switch fn, rest := c.Arg[1], c.Arg[2:]; fn {
	case 'C':
		p.qr.module = int(rest[0])
	case 'E':
		p.qr.level = qrcode.RecoveryLevel(max(0, min(int(rest[0])-'0', 3)))
	case 'P':
		p.qr.data = append([]byte(nil), rest[1:]...)
	case 'Q':
		code, err := qrcode.New(string(p.qr.data), p.qr.level)
		if err != nil {
			p.note("the QR code cannot be made: %v", err)
			return
		}
		code.DisableBorder = true
		rows := code.Bitmap()
		b := escpos.NewBitmap(len(rows), len(rows))
		for y, row := range rows {
			for x, black := range row {
				b.Set(x, y, black)
			}
		}
		b = b.Scaled(p.qr.module, p.qr.module)
		if p.page == nil && b.W > p.width {
			p.note("a QR code of %d dots is wider than the paper and is not printed", b.W)
			return
		}
		p.picture(b)
	}
}

// finish takes the paper off as a picture. Nothing printed since the last cut is nil.
func (p *paper) finish() image.Image {
	b := p.canvas
	p.canvas = escpos.NewBitmap(p.width, 0)
	if b.H == 0 {
		return nil
	}
	img := image.NewPaletted(image.Rect(0, 0, b.W, b.H), color.Palette{color.White, color.Black})
	for y := range b.H {
		for x := range b.W {
			if b.At(x, y) {
				img.Pix[y*img.Stride+x] = 1
			}
		}
	}
	return img
}
