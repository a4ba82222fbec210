package receipt

import (
	"errors"
	"fmt"

	"daoyin/devices/escpos"

	qrcode "github.com/skip2/go-qrcode"
)

// Modules of a QR code on paper. zbar and phones read tilted and slightly blurred codes from five dots
// a module; six is what we print where there is room. ISO/IEC 18004 asks for a quiet zone of four.
const (
	moduleDots    = 6
	moduleMinimum = 5
	quietModules  = 4
)

// ErrQRTooLong is a QR code that does not fit on the paper with modules of five dots.
var ErrQRTooLong = errors.New("the text of the QR code is too long for the paper; shorten the link")

// byteCapacity is how many bytes a symbol of version 1, 2 … holds at level M (ISO/IEC 18004, table 7).
// A printer may choose a smaller symbol for digits or capitals, never a larger one.
var byteCapacity = []int{14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560,
	624, 666, 711, 779, 857, 911, 997}

// modules is how many modules a side of the symbol for n bytes has at most, without quiet zone.
func modules(n int) (int, bool) {
	for i, c := range byteCapacity {
		if n <= c {
			return 21 + 4*i, true
		}
	}
	return 0, false
}

func (s *setter) qr(q QR) error {
	side, ok := modules(len(q.Data))
	module := moduleDots
	if (side+2*quietModules)*module > s.dev.Dots {
		module = moduleMinimum
	}
	if q.Data == "" {
		return errors.New("a QR code without text; give it a link")
	}
	if !ok || (side+2*quietModules)*module > s.dev.Dots {
		return fmt.Errorf("%d bytes on %d dots: %w", len(q.Data), s.dev.Dots, ErrQRTooLong)
	}
	native, safe := escpos.QR([]byte(q.Data), module, escpos.LevelM)
	if s.dev.QR && safe && s.dev.Page && s.beside(q, native, side, module) {
		return nil
	}
	s.gap(quietModules * module)
	s.flush()
	s.setAlign(Center)
	if s.dev.QR && safe {
		s.emit(native...)
	} else if err := s.qrPicture(q.Data, module); err != nil {
		return err
	}
	s.gap(quietModules * module)
	for _, t := range q.Lines {
		t.Align, t.Mark = Center, ""
		s.text(t)
	}
	return nil
}

// qrPicture sends the code as a picture, at half resolution where a module has an even number of dots.
func (s *setter) qrPicture(data string, module int) error {
	code, err := qrcode.New(data, qrcode.Medium)
	if err != nil {
		return fmt.Errorf("failed to make the QR code: %w", err)
	}
	code.DisableBorder = true
	rows := code.Bitmap()
	scale, dots := escpos.RasterNormal, module
	if module%2 == 0 {
		scale, dots = escpos.RasterDouble, module/2
	}
	b := escpos.NewBitmap(len(rows)*dots, len(rows)*dots)
	for y, row := range rows {
		for x, black := range row {
			if black {
				b.Fill(x*dots, y*dots, dots, dots)
			}
		}
	}
	s.emit(escpos.Raster(b, scale)...)
	return nil
}

// maxPage is a height that every printer with page mode can hold (the TM-T88 holds 1662 dots).
const maxPage = 800

// beside prints the code at the left and its lines at the right, both in the middle of the height. It
// reports false where the lines do not fit there.
func (s *setter) beside(q QR, native []byte, modules, module int) bool {
	quiet := quietModules * module
	side := modules*module + 2*quiet
	x := side + textStart
	if s.dev.Dots-x < 8*column && len(q.Lines) > 0 {
		return false
	}
	type placed struct {
		piece
		height int
	}
	var lines []placed
	height := 0
	for i, t := range q.Lines {
		n := sizeOf(t.Size)
		for j, l := range breakLines(t.Text, (s.dev.Dots-x)/(column*n)) {
			p := placed{piece{text: l, size: n, bold: t.Bold}, leading(n)}
			if i > 0 && j == 0 && n == 1 && sizeOf(q.Lines[i-1].Size) > 1 {
				p.height += 8 // some air where the small lines begin
			}
			lines = append(lines, p)
			height += p.height
		}
	}
	page := max(side, height)
	if page > maxPage {
		return false
	}
	var pieces []piece
	for _, l := range lines {
		pieces = append(pieces, l.piece)
	}
	s.flush()
	s.setAlign(Left)
	s.define(pieces)
	s.emit(escpos.PageBegin(s.dev.Dots, page)...)
	s.emit(escpos.PageAt(quiet, (page-side)/2+quiet+modules*module)...)
	s.emit(native...)
	y := (page - height) / 2
	for _, l := range lines {
		y += l.height
		s.emit(escpos.PageAt(x, y-(leading(l.size)-cell*l.size)/2)...)
		s.piece(l.piece)
	}
	s.emit(escpos.PagePrint()...)
	return true
}
