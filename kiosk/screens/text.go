package screens

import (
	"image/color"
	"strings"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/typeset"
)

// style is how words look. A zero height takes the type step's own line height.
type style struct {
	size   float32
	bold   bool
	color  color.Color
	height float32
}

// line is the height of one line box.
func (s style) line() float32 {
	if s.height != 0 {
		return s.height
	}
	return theme.LineHeight(s.size)
}

// width is how far words reach on one line.
func (s style) width(words string) float32 { return typeset.Width(words, s.size, s.bold) }

// at sets words on one line whose box begins at x, y.
func (s style) at(x, y float32, words string) scene.Text {
	return scene.Text{X: x, Y: y, Words: words, Size: s.size, LineHeight: s.line(), Bold: s.bold, Color: s.color}
}

// lines sets lines one under the other and returns them with their height.
func (s style) lines(x, y float32, lines []string) ([]scene.Shape, float32) {
	var out []scene.Shape
	for i, l := range lines {
		out = append(out, s.at(x, y+float32(i)*s.line(), l))
	}
	return out, float32(len(lines)) * s.line()
}

// wrap breaks words to a width.
func (s style) wrap(words string, width float32) []string {
	return typeset.Wrap(words, s.size, s.bold, width)
}

// centred sets words on one line in the middle of r.
func (s style) centred(r scene.Rect, words string) scene.Text {
	return s.at(r.X+(r.W-s.width(words))/2, r.Y+(r.H-s.line())/2, words)
}

// right sets words on one line that ends at x.
func (s style) right(x, y float32, words string) scene.Text { return s.at(x-s.width(words), y, words) }

// fit takes the largest of the sizes at which words need at most that many lines of the width.
// What does not fit even then loses its end to an ellipsis, so that nothing ever runs over.
func (s style) fit(words string, width float32, most int, sizes ...float32) (style, []string) {
	size, lines := typeset.Fit(words, s.bold, width, most, sizes...)
	if size != s.size {
		s.size, s.height = size, 0
	}
	if len(lines) > most {
		lines = append(lines[:most-1:most-1], s.cut(strings.Join(lines[most-1:], ""), width))
	}
	for i := range lines {
		if s.width(lines[i]) > width {
			lines[i] = s.cut(lines[i], width)
		}
	}
	return s, lines
}

// cut shortens words to one line of the width, with an ellipsis where something is left out.
func (s style) cut(words string, width float32) string {
	if s.width(words) <= width {
		return words
	}
	r := []rune(words)
	for len(r) > 0 && s.width(string(r)+"…") > width {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

// downFrom are the steps of type from a size down to the smallest that a button has.
func downFrom(size float32) []float32 {
	sizes := []float32{size}
	for _, step := range []float32{theme.Choice, theme.Item, theme.Body, theme.Second} {
		if step < size {
			sizes = append(sizes, step)
		}
	}
	return sizes
}

// The styles that pages share.

func (b *builder) small() style  { return style{size: theme.Small, color: b.p.SoftInk} }
func (b *builder) second() style { return style{size: theme.Second, color: b.p.SoftInk} }
func (b *builder) body() style   { return style{size: theme.Body, color: b.p.Ink} }
func (b *builder) section() style {
	return style{size: theme.Second, bold: true, color: b.p.SoftInk, height: theme.Second * 1.3}
}

// strong is bold ink of a size.
func (b *builder) strong(size float32) style { return style{size: size, bold: true, color: b.p.Ink} }

// write sets words on lines of at most a width, and returns how high they are.
func (b *builder) write(x, y, width float32, s style, words string) float32 {
	shapes, height := s.lines(x, y, s.wrap(words, width))
	b.add(shapes...)
	return height
}
