// Package icons holds the drawings of the kiosk as text, so that they take any colour and size:
// the icon set, on a grid of 64 with one stroke and one area in a second tone, and the few larger
// pictures. All were drawn for this project.
//
// Words never stand inside a drawing: pages lay them over it as scene.Text, in the bundled fonts.
package icons

import (
	"fmt"
	"image/color"
	"maps"
	"slices"
	"strings"
)

// Grid is the side of the square that icons are drawn on.
const Grid = 64

// Stroke is the set's own stroke width in units of the grid. Icons up to 48 px take 4 to 5 so that
// they weigh the same as large ones.
const Stroke = 4

// SVG returns one icon as an SVG document, stroked in one colour. The second tone is filled with
// tone, or left out when tone is nil. A width of 0 is the set's own. An unknown name is an error
// that names it.
func SVG(name string, stroke, tone color.Color, width float32) (string, error) {
	icon, known := set[name]
	if !known {
		return "", fmt.Errorf("no icon is called %q: the set has %s", name, strings.Join(Names(), ", "))
	}
	if width == 0 {
		width = Stroke
	}
	second := "none"
	if tone != nil {
		second = hex(tone)
	}
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d">`, Grid, Grid)
	for _, p := range icon {
		fill, line := "none", hex(stroke)
		switch p.look {
		case toned:
			fill = second
		case filled:
			fill, line = line, "none"
		}
		fmt.Fprintf(&svg, `<path d="%s" fill="%s" stroke="%s" stroke-width="%g" stroke-linecap="round" stroke-linejoin="round"/>`, p.d, fill, line, width)
	}
	svg.WriteString(`</svg>`)
	return svg.String(), nil
}

// Names lists the set in order.
func Names() []string { return slices.Sorted(maps.Keys(set)) }

// Has reports whether the set holds an icon.
func Has(name string) bool {
	_, known := set[name]
	return known
}

// hex writes an opaque colour as SVG does.
func hex(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02X%02X%02X", n.R, n.G, n.B)
}

// look is how a path of an icon is painted.
type look uint8

const (
	stroked look = iota
	toned        // stroked, and filled with the second tone
	filled       // filled with the stroke's colour, without a stroke
)

type path struct {
	look look
	d    string
}

// circle and box write shapes as paths, because the set knows nothing else.
func circle(x, y, r float32) string {
	return fmt.Sprintf("M%g %ga%g %g 0 1 0 %g 0a%g %g 0 1 0 %g 0z", x-r, y, r, r, 2*r, r, r, -2*r)
}

func box(x, y, w, h, r float32) string {
	return fmt.Sprintf("M%g %gh%ga%g %g 0 0 1 %g %gv%ga%g %g 0 0 1 %g %gh%ga%g %g 0 0 1 %g %gv%ga%g %g 0 0 1 %g %gz",
		x+r, y, w-2*r, r, r, r, r, h-2*r, r, r, -r, r, -(w - 2*r), r, r, -r, -r, -(h - 2*r), r, r, r, -r)
}

func oval(x, y, rx, ry float32) string {
	return fmt.Sprintf("M%g %ga%g %g 0 1 0 %g 0a%g %g 0 1 0 %g 0z", x-rx, y, rx, ry, 2*rx, rx, ry, -2*rx)
}
