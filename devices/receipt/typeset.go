package receipt

import (
	"fmt"
	"strings"

	"daoyin/devices/escpos"
	"daoyin/devices/escpos/dots"
)

// Sizes of the layout, in dots (8 are a millimetre).
const (
	cell      = 24 // a Chinese character at size 1
	column    = 12 // an ASCII character at size 1
	head      = 12 // white above the first line
	ruleGap   = 18 // above and below a strong rule
	thinGap   = 14 // above and below a thin one
	barGap    = 8  // above a bar
	barAfter  = 14 // below it
	tagAfter  = 12
	itemGap   = 12 // between list rows, and above a label that opens a section
	blockGap  = 8  // between text and a list or table below it
	textStart = 14 // from a QR code's quiet zone to the text beside it
	tearFeed  = 96 // to the tear bar of a printer without a cutter
)

// leading is the distance from line to line at a size.
func leading(size int) int {
	switch size {
	case 1:
		return 32
	case 2:
		return 56
	case 3:
		return 84
	}
	return cell*size + 4
}

// Typeset turns a document into the bytes for a printer. Characters that the device's font lacks are
// drawn from face. It fails only for a QR code that does not fit on the paper.
func Typeset(doc Document, dev Device, face *dots.Face) ([]byte, error) {
	s := &setter{dev: dev, face: face, state: state{size: 1, spacing: -1}, slots: map[string]byte{}}
	s.emit(escpos.Init()...)
	s.emit(escpos.ChineseOn()...)
	s.emit(escpos.ChineseSpacing(0, 0)...) // some models begin with white beside each character
	s.gap(head)
	cut := false
	for i, b := range doc.Blocks {
		if err := s.block(b); err != nil {
			return nil, fmt.Errorf("failed to lay out block %d (%T): %w", i+1, b, err)
		}
		_, cut = b.(Cut)
	}
	if !cut {
		s.cut()
	}
	return s.out, nil
}

// state is what the printer is set to, so that a command is sent only where something changes.
type state struct {
	size          int
	bold, reverse bool
	align         Align
	spacing       int
}

type setter struct {
	dev   Device
	face  *dots.Face
	out   []byte
	white int // dots still to be fed before the next thing printed
	state
	slots map[string]byte // defined characters by their picture
	used  []string        // the same, the longest unused first
	last  Block
}

// piece is a part of a line in one style: text, or pictures of 24 × 24 dots.
type piece struct {
	text    string
	glyphs  []escpos.Bitmap
	size    int
	bold    bool
	reverse bool
}

func (p piece) dots() int {
	return (width(p.text)*column + len(p.glyphs)*cell) * p.size
}

func (s *setter) emit(b ...byte) { s.out = append(s.out, b...) }

func (s *setter) gap(dots int) { s.white += dots }

// flush feeds the white that has gathered.
func (s *setter) flush() {
	for s.white > 0 {
		n := min(s.white, 255)
		s.emit(escpos.FeedDots(n)...)
		s.white -= n
	}
}

func (s *setter) setAlign(a Align) {
	if s.align != a {
		s.emit(escpos.Align(int(a))...)
		s.align = a
	}
}

func (s *setter) style(size int, bold, reverse bool) {
	if s.size != size {
		s.emit(escpos.Size(size, size)...)
		s.size = size
	}
	if s.bold != bold {
		s.emit(escpos.Bold(bold)...)
		s.bold = bold
	}
	if s.reverse != reverse {
		s.emit(escpos.Reverse(reverse)...)
		s.reverse = reverse
	}
}

// line prints pieces on one line that takes height dots of paper.
func (s *setter) line(align Align, height int, pieces ...piece) {
	s.flush()
	s.define(pieces)
	s.setAlign(align)
	if s.spacing != height {
		s.emit(escpos.LineSpacing(height)...)
		s.spacing = height
	}
	for _, p := range pieces {
		s.piece(p)
	}
	s.emit(escpos.LF)
}

func (s *setter) piece(p piece) {
	if p.text == "" && len(p.glyphs) == 0 {
		return
	}
	bold := p.bold
	if strings.Trim(p.text, " ") == "" && len(p.glyphs) == 0 && !p.reverse {
		bold = s.bold // nobody sees bold white
	}
	s.style(p.size, bold, p.reverse)
	for _, r := range p.text {
		if b, ok := s.dev.Charset.Encode(r); ok {
			s.emit(b...)
		} else if s.dev.Glyphs == 0 {
			s.emit('?', '?') // as wide as the character, so that the line keeps its length
		} else {
			s.emit(escpos.GlyphRow, s.slots[s.picture(r)])
		}
	}
	for _, g := range p.glyphs {
		s.emit(escpos.GlyphRow, s.slots[string(g.Bits)])
	}
}

// picture draws a character that the printer's font lacks.
func (s *setter) picture(r rune) string {
	return string(s.face.Draw(r, cell, cell).Bits)
}

// define sends the pictures that a line needs and the printer does not hold yet, ahead of the line:
// a definition within a line would change characters that wait in it.
func (s *setter) define(pieces []piece) {
	if s.dev.Glyphs == 0 {
		return
	}
	var want []string
	for _, p := range pieces {
		for _, r := range p.text {
			if _, ok := s.dev.Charset.Encode(r); !ok {
				want = append(want, s.picture(r))
			}
		}
		for _, g := range p.glyphs {
			want = append(want, string(g.Bits))
		}
	}
	for _, w := range want { // first keep those of this line from being replaced
		if _, ok := s.slots[w]; ok {
			s.touch(w)
		}
	}
	for _, w := range want {
		if _, ok := s.slots[w]; ok {
			s.touch(w)
			continue
		}
		slot := byte(escpos.GlyphFirst + len(s.used))
		if len(s.used) >= min(s.dev.Glyphs, escpos.GlyphLast-escpos.GlyphFirst+1) {
			slot = s.slots[s.used[0]]
			delete(s.slots, s.used[0])
			s.used = s.used[1:]
		}
		s.slots[w] = slot
		s.used = append(s.used, w)
		s.emit(escpos.DefineGlyph(slot, escpos.Bitmap{W: cell, H: cell, Bits: []byte(w)})...)
	}
}

func (s *setter) touch(w string) {
	for i, u := range s.used {
		if u == w {
			s.used = append(append(s.used[:i:i], s.used[i+1:]...), w)
			return
		}
	}
}

// strip prints a black strip, x dots from the left edge. All sizes are even: it is sent at half the
// resolution. The white at its left is a part of it, since a picture in the middle of the line would be
// set by its whole bytes.
func (s *setter) strip(x, w, h int) {
	s.flush()
	s.setAlign(Left)
	b := escpos.NewBitmap((x+w)/2, h/2)
	b.Fill(x/2, 0, w/2, b.H)
	s.emit(escpos.Raster(b, escpos.RasterDouble)...)
}

func (s *setter) columnsAt(size int) int { return s.dev.Dots / (column * size) }

func (s *setter) block(b Block) error {
	defer func() { s.last = b }()
	switch b := b.(type) {
	case Text:
		s.text(b)
	case Bar:
		s.bar(b)
	case Tag:
		s.tag(b)
	case Ends:
		s.ends(b)
	case Rule:
		s.rule(b.Thin)
	case Item:
		s.item(b)
	case QR:
		return s.qr(b)
	case Table:
		s.table(b)
	case Feed:
		s.gap(max(0, b.Dots))
	case Cut:
		s.cut()
	default:
		return fmt.Errorf("%T is not a block of this package", b)
	}
	return nil
}

func sizeOf(n int) int { return max(1, min(n, 8)) }

func (s *setter) text(t Text) {
	n := sizeOf(t.Size)
	lines := breakLines(t.Text, s.columnsAt(n))
	for i, l := range lines {
		p := piece{text: l, size: n, bold: t.Bold}
		if t.Mark == "" || i < len(lines)-1 {
			s.line(t.Align, leading(n), p)
			continue
		}
		mark := piece{text: " " + clean(t.Mark) + " ", size: n, bold: true, reverse: true}
		space := piece{text: " ", size: n}
		if p.dots()+space.dots()+mark.dots() <= s.dev.Dots {
			s.line(t.Align, leading(n), p, space, mark)
		} else {
			s.line(t.Align, leading(n), p)
			s.line(t.Align, leading(n), mark)
		}
	}
}

// pad is the black above and below reversed text.
func pad(size int) int {
	switch size {
	case 1:
		return 6
	case 2:
		return 10
	}
	return 12
}

func (s *setter) bar(b Bar) {
	n := sizeOf(b.Size)
	cols := s.columnsAt(n)
	if n%2 == 1 {
		cols -= cols % 2 // so that the strips, which are sent at half resolution, are as wide
	}
	// What the paper is wider than whole characters is left white on both sides.
	place, x := Left, (s.dev.Dots-cols*column*n)/2
	if x > 0 {
		place = Center
	}
	s.gap(barGap)
	s.strip(x, cols*column*n, pad(n))
	for _, l := range breakLines(b.Text, cols-2) {
		free := cols - width(l)
		left := free / 2
		switch b.Align {
		case Left:
			left = min(1, free)
		case Right:
			left = max(0, free-1)
		}
		text := strings.Repeat(" ", left) + l + strings.Repeat(" ", free-left)
		s.line(place, cell*n, piece{text: text, size: n, bold: true, reverse: true})
	}
	s.strip(x, cols*column*n, pad(n))
	s.gap(barAfter)
}

func (s *setter) tag(t Tag) {
	switch s.last.(type) {
	case Text, Ends, Item, Table, QR:
		s.gap(itemGap)
	}
	l := breakLines(t.Text, s.columnsAt(1)-2)[0]
	p := piece{text: " " + l + " ", size: 1, reverse: true}
	s.strip(0, p.dots(), pad(1))
	s.line(Left, cell, p)
	s.strip(0, p.dots(), pad(1))
	s.gap(tagAfter)
}

func (s *setter) ends(e Ends) {
	left, right := clean(e.Left), piece{text: clean(e.Right), size: 1}
	if e.Boxed {
		right = s.boxed(right.text)
	}
	cols, w := s.columnsAt(1), right.dots()/column
	lines := breakLines(left, cols)
	for _, l := range lines[:len(lines)-1] {
		s.line(Left, leading(1), piece{text: l, size: 1})
	}
	l := lines[len(lines)-1]
	if free := cols - width(l) - w; free > 0 {
		s.line(Left, leading(1), piece{text: l + strings.Repeat(" ", free), size: 1}, right)
		return
	}
	s.line(Left, leading(1), piece{text: l, size: 1})
	if right.text != "" {
		for _, l := range breakLines(right.text, cols) {
			s.line(Right, leading(1), piece{text: l, size: 1, reverse: right.reverse})
		}
		return
	}
	s.line(Right, leading(1), right)
}

// boxed draws a short word in a frame, as characters of its own: a printer's font has no frame that
// closes around Han characters. Where no characters can be defined the word is reversed instead.
func (s *setter) boxed(text string) piece {
	const em = 20
	cells := (width(text)*em/2 + 16 + cell - 1) / cell
	if s.dev.Glyphs < cells {
		return piece{text: " " + text + " ", size: 1, reverse: true}
	}
	w := cells * cell
	b := escpos.NewBitmap(w, cell)
	b.Fill(0, 0, w, 2)
	b.Fill(0, cell-2, w, 2)
	b.Fill(0, 0, 2, cell)
	b.Fill(w-2, 0, 2, cell)
	x := (w - width(text)*em/2) / 2
	for _, r := range text {
		c := columns(r) * em / 2
		b.Draw(s.face.Draw(r, c, em), x, 2)
		x += c
	}
	p := piece{size: 1}
	for i := range cells {
		p.glyphs = append(p.glyphs, b.Part(i*cell, 0, cell, cell))
	}
	return p
}

func (s *setter) rule(thin bool) {
	gap, h := ruleGap, 4
	if thin {
		gap, h = thinGap, 2
	}
	s.gap(gap)
	s.strip(0, s.dev.Dots, h)
	s.gap(gap)
}

func (s *setter) item(it Item) {
	switch s.last.(type) {
	case Item:
		s.gap(itemGap)
	case Text, Ends, Table, QR:
		s.gap(blockGap)
	}
	if len(it.Lines) == 0 {
		it.Lines = []Text{{}}
	}
	indent := 0 // in columns of size 1
	var box piece
	if it.Box != NoBox {
		n := min(2, sizeOf(it.Lines[0].Size))
		if s.dev.Glyphs == 0 {
			box = piece{text: map[Box]string{Empty: "[ ]", Ticked: "[x]"}[it.Box], size: n}
		} else {
			box = piece{glyphs: []escpos.Bitmap{boxGlyph(it.Box == Ticked)}, size: n}
		}
		indent = box.dots()/column + 1
	}
	for i, t := range it.Lines {
		n := sizeOf(t.Size)
		for j, l := range breakLines(t.Text, (s.dev.Dots-indent*column)/(column*n)) {
			p := piece{text: l, size: n, bold: t.Bold}
			switch {
			case indent == 0:
				s.line(Left, leading(n), p)
			case i == 0 && j == 0:
				s.line(Left, leading(n), box, piece{text: " ", size: 1}, p)
			default:
				s.line(Left, leading(n), piece{text: strings.Repeat(" ", indent), size: 1}, p)
			}
		}
	}
}

// boxGlyph is the box before a list row, drawn for printing at twice its size.
func boxGlyph(ticked bool) escpos.Bitmap {
	b := escpos.NewBitmap(cell, cell)
	b.Fill(1, 1, 22, 2)
	b.Fill(1, 21, 22, 2)
	b.Fill(1, 1, 2, 22)
	b.Fill(21, 1, 2, 22)
	if ticked {
		for i := range 5 { // down to the foot of the tick, then up
			b.Fill(5+i, 11+i, 2, 3)
		}
		for i := range 9 {
			b.Fill(9+i, 15-i*11/9, 2, 3)
		}
	}
	return b
}

func (s *setter) table(t Table) {
	switch s.last.(type) {
	case Text, Ends, Item:
		s.gap(blockGap)
	}
	all := t.Rows
	if len(t.Header) > 0 {
		all = append([][]string{t.Header}, t.Rows...)
	}
	widths := tableWidths(all, s.columnsAt(1))
	for i, row := range all {
		header := i == 0 && len(t.Header) > 0
		s.row(row, widths, header)
		if header {
			s.gap(2)
			s.strip(0, s.dev.Dots, 2)
			s.gap(6)
		}
	}
}

// tableGap is the white between two columns of a table.
const tableGap = 2

// tableWidths gives each column what its widest cell needs, and takes from the widest as long as the
// row is wider than max.
func tableWidths(rows [][]string, limit int) []int {
	var w []int
	for _, r := range rows {
		for i, c := range r {
			if i == len(w) {
				w = append(w, 2)
			}
			for _, l := range strings.Split(clean(c), "\n") {
				if n := width(l); n > w[i] {
					w[i] = n
				}
			}
		}
	}
	for {
		total, widest := tableGap*(len(w)-1), 0
		for i, n := range w {
			total += n
			if n > w[widest] {
				widest = i
			}
		}
		if total <= limit || len(w) == 0 || w[widest] <= 2 {
			return w
		}
		w[widest]--
	}
}

func (s *setter) row(cells []string, widths []int, bold bool) {
	broken := make([][]string, len(cells))
	height := 0
	for i, c := range cells {
		broken[i] = breakLines(c, widths[i])
		height = max(height, len(broken[i]))
	}
	for y := range height {
		var line strings.Builder
		for i := range cells {
			text := ""
			if y < len(broken[i]) {
				text = broken[i][y]
			}
			line.WriteString(text)
			if i < len(cells)-1 {
				line.WriteString(strings.Repeat(" ", max(0, widths[i]-width(text))+tableGap))
			}
		}
		text := strings.TrimRight(line.String(), " ")
		s.line(Left, leading(1), piece{text: text[:fit(text, s.columnsAt(1))], size: 1, bold: bold})
	}
}

// cut ends a piece of paper.
func (s *setter) cut() {
	s.white = 0
	s.style(1, false, false)
	if s.dev.Cutter {
		s.emit(escpos.CutFeed(s.dev.Tail)...)
	} else {
		s.emit(escpos.FeedDots(min(255, s.dev.Tail+tearFeed))...)
	}
	s.gap(head)
}
