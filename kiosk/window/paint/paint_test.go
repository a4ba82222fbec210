package paint_test

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/window/internal/sample"
	"daoyin/kiosk/window/paint"
	"daoyin/kiosk/window/picture"
)

var (
	p     = theme.Normal()
	paper = p.Paper
)

func draw(shapes ...scene.Shape) *image.NRGBA {
	return picture.Of(scene.Scene{Ground: paper, Shapes: shapes}, 0, 0, "").(*image.NRGBA)
}

// ink is the smallest rectangle outside which everything is paper, within an area.
func ink(picture *image.NRGBA, area image.Rectangle) image.Rectangle {
	var found image.Rectangle
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if picture.NRGBAAt(x, y) != paper {
				found = found.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return found
}

func TestBox(t *testing.T) {
	for _, test := range []struct {
		name string
		box  scene.Box
		want map[image.Point]color.NRGBA
	}{
		{
			"stroke lies inside, whole pixels, sharp edges",
			scene.Box{Rect: scene.Rect{X: 100, Y: 100, W: 200, H: 100}, Fill: p.White, Stroke: p.Edge, StrokeWidth: 2, Radius: 24},
			map[image.Point]color.NRGBA{
				{200, 99}: paper, {200, 100}: p.Edge, {200, 101}: p.Edge, {200, 102}: p.White,
				{200, 197}: p.White, {200, 198}: p.Edge, {200, 199}: p.Edge, {200, 200}: paper,
				{99, 150}: paper, {100, 150}: p.Edge, {102, 150}: p.White, {299, 150}: p.Edge, {300, 150}: paper,
				{101, 101}: paper, {298, 101}: paper, {101, 198}: paper, {298, 198}: paper,
				{124, 124}: p.White,
			},
		},
		{
			"no fill",
			scene.Box{Rect: scene.Rect{X: 100, Y: 100, W: 200, H: 100}, Stroke: p.Touch, StrokeWidth: 5, Radius: 50},
			map[image.Point]color.NRGBA{{200, 102}: p.Touch, {200, 105}: paper, {200, 150}: paper, {102, 150}: p.Touch, {106, 150}: paper, {130, 130}: paper},
		},
		{
			"square corners",
			scene.Box{Rect: scene.Rect{X: 100, Y: 100, W: 200, H: 100}, Fill: p.White, Stroke: p.Touch, StrokeWidth: 3},
			map[image.Point]color.NRGBA{{100, 100}: p.Touch, {102, 102}: p.Touch, {103, 103}: p.White, {299, 199}: p.Touch, {297, 196}: p.Touch, {296, 196}: p.White},
		},
		{
			"upper corners alone",
			scene.Box{Rect: scene.Rect{X: 100, Y: 100, W: 200, H: 100}, Fill: p.White, Radius: 44, TopOnly: true},
			map[image.Point]color.NRGBA{{102, 102}: paper, {297, 102}: paper, {100, 199}: p.White, {299, 199}: p.White, {200, 150}: p.White},
		},
		{
			"radius larger than the box",
			scene.Box{Rect: scene.Rect{X: 100, Y: 100, W: 100, H: 8}, Fill: p.Ink, Radius: 40},
			map[image.Point]color.NRGBA{{150, 100}: p.Ink, {150, 107}: p.Ink, {150, 108}: paper, {104, 103}: p.Ink, {199, 108}: paper},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := draw(test.box)
			for at, want := range test.want {
				if got := got.NRGBAAt(at.X, at.Y); got != want {
					t.Errorf("pixel %v is %v, want %v", at, got, want)
				}
			}
		})
	}
}

func TestTextStandsCentredInItsLineBox(t *testing.T) {
	// 口 is a box of strokes that reaches from 0.76 above the baseline to 0.05 below it.
	got := ink(draw(scene.Text{X: 100, Y: 200, Words: "口", Size: 100, LineHeight: 140, Color: p.Ink}), image.Rect(0, 0, 1080, 600))
	baseline := 200 + 70 + 44 // half the box and half of ascent less descent, rounded
	if got.Min.X < 105 || got.Max.X > 195 || got.Min.Y < baseline-80 || got.Max.Y > baseline+12 || got.Dy() < 70 {
		t.Errorf("ink of 口 is %v, with the baseline at %d", got, baseline)
	}
}

func TestUnderlineRunsBelowItsWords(t *testing.T) {
	got := draw(scene.Text{X: 100, Y: 100, Words: "老人", Size: 40, LineHeight: 56, Color: p.Ink, Underline: 4})
	area := ink(got, image.Rect(0, 0, 1080, 300))
	if area.Min.X != 100 || area.Max.X != 180 {
		t.Errorf("the underline runs from %d to %d, want 100 to 180", area.Min.X, area.Max.X)
	}
	if got.NRGBAAt(110, area.Max.Y-4) != p.Ink || area.Max.Y > 100+56 {
		t.Errorf("no stroke of four pixels at the foot of %v", area)
	}
}

func TestCodeHasWholeModulesAndAQuietMargin(t *testing.T) {
	const side = 440
	got := draw(scene.QR{Rect: scene.Rect{X: 100, Y: 100, W: side, H: side}, Data: "https://example.org/a#b"})
	var dark image.Rectangle
	for y := 100; y < 100+side; y++ {
		for x := 100; x < 100+side; x++ {
			switch c := got.NRGBAAt(x, y); c {
			case p.Black:
				dark = dark.Union(image.Rect(x, y, x+1, y+1))
			case p.Code:
			default:
				t.Fatalf("pixel %d, %d is %v: a code is black on white alone", x, y, c)
			}
		}
	}
	// The finder pattern's upper bar is seven modules long.
	bar := 0
	for got.NRGBAAt(dark.Min.X+bar, dark.Min.Y) == p.Black {
		bar++
	}
	module := bar / 7
	if bar%7 != 0 || dark.Dx()%module != 0 || dark.Dx() != dark.Dy() {
		t.Errorf("modules are not whole pixels: a finder of %d, a code of %v", bar, dark)
	}
	if margin := dark.Min.X - 100; margin < 4*module {
		t.Errorf("quiet margin of %d pixels, want four modules of %d", margin, module)
	}
}

func TestStrokesScaleWithTheIcon(t *testing.T) {
	// The tick's long arm at 64 and at 128 pixels: its ink grows with the square.
	area := func(side float32) int {
		got := draw(scene.Icon{Rect: scene.Rect{X: 100, Y: 100, W: side, H: side}, Name: "tick", Color: p.Ink, StrokeWidth: 8})
		n := 0
		for y := 100; y < 300; y++ {
			for x := 100; x < 300; x++ {
				if got.NRGBAAt(x, y) == p.Ink {
					n++
				}
			}
		}
		return n
	}
	if small, large := area(64), area(128); large < 3*small || large > 6*small {
		t.Errorf("%d pixels of ink at 64, %d at 128", small, large)
	}
}

func TestEveryIconAndPictureRenders(t *testing.T) {
	for _, name := range icons.Names() {
		area := ink(draw(scene.Icon{Rect: scene.Rect{X: 100, Y: 100, W: 64, H: 64}, Name: name, Color: p.Touch, Tone: p.TouchTint}), image.Rect(50, 50, 250, 250))
		if max(area.Dx(), area.Dy()) < 30 || !area.In(image.Rect(99, 99, 165, 165)) {
			t.Errorf("%s covers %v of a square from 100 to 164", name, area)
		}
	}
	for _, d := range []icons.Picture{icons.Hills(p), icons.HouseholdRegister(p), icons.CardOnPad(p), icons.TicketComingOut(p), icons.PrinterWantsHelp(p), icons.RouteArrow(p)} {
		area := ink(draw(scene.Drawing{Rect: scene.Rect{W: d.Width, H: d.Height}, Name: d.Name, SVG: d.SVG}), image.Rect(0, 0, 1080, 1000))
		if float32(area.Dx()) < 0.8*d.Width || float32(area.Dy()) < 0.8*d.Height {
			t.Errorf("%s covers %v of %g × %g", d.Name, area, d.Width, d.Height)
		}
	}
}

func TestSheetCoversThePageButNotTheBar(t *testing.T) {
	s := sample.Checklist()
	s.Sheet = &scene.Sheet{Page: "fault", Scrim: p.Scrim, Shapes: []scene.Shape{
		scene.Box{Rect: scene.Rect{Y: 400, W: 1080, H: 1500}, Fill: p.Paper, Radius: 44, TopOnly: true},
	}}
	got := picture.Of(s, 0, 0, "").(*image.NRGBA)
	if c := got.NRGBAAt(20, 300); c == paper {
		t.Error("no scrim over the page")
	}
	if c := got.NRGBAAt(540, 600); c != p.Paper {
		t.Errorf("the sheet's ground is %v", c)
	}
	if c := got.NRGBAAt(5, 1900); c != p.Sand {
		t.Errorf("the bar is %v under a sheet, want it as ever", c)
	}
}

func TestPressedIsDrawnInPlaceOfNormal(t *testing.T) {
	got := picture.Of(sample.Checklist(), 0, 0, "next").(*image.NRGBA)
	if c := got.NRGBAAt(360, 1640); c != p.TouchPressed {
		t.Errorf("pressed primary is %v, want %v", c, p.TouchPressed)
	}
	if c := got.NRGBAAt(500, 1617); c != p.PressRing {
		t.Errorf("ring of a pressed primary is %v, want %v", c, p.PressRing)
	}
}

func TestSceneFitsAnyWindow(t *testing.T) {
	painter := paint.New(1000, 960) // wider than the panel: half its size, in the middle
	if got, want := painter.ToWindow(scene.Rect{X: 0, Y: 0, W: 1080, H: 1920}), (scene.Rect{X: 230, Y: 0, W: 540, H: 960}); got != want {
		t.Errorf("the panel stands at %v, want %v", got, want)
	}
	if x, y := painter.ToScene(500, 480); x != 540 || y != 960 {
		t.Errorf("the window's middle is %v, %v of the scene", x, y)
	}
}

func TestObjectsAreTakenAgain(t *testing.T) {
	painter := paint.New(scene.Width, scene.Height)
	first, second := sample.Checklist(), sample.Question()
	of := func(s scene.Scene, pressed string) map[fyne.CanvasObject]bool {
		seen := map[fyne.CanvasObject]bool{}
		for _, object := range painter.Objects(&s, pressed) {
			if seen[object] {
				t.Fatal("one object stands in the window twice")
			}
			seen[object] = true
		}
		return seen
	}
	fresh := func(before, after map[fyne.CanvasObject]bool) (pictures int) {
		for object := range after {
			if _, ok := object.(*canvas.Image); ok && !before[object] {
				pictures++
			}
		}
		return pictures
	}
	checklist := of(first, "")
	if n := fresh(checklist, of(first, "")); n != 0 {
		t.Errorf("the same scene again took %d new pictures", n)
	}
	question := of(second, "")
	if n := fresh(checklist, question); n >= len(question)/2 {
		t.Errorf("%d of %d objects of another page are new pictures: the frame is the same", n, len(question))
	}
	for object := range question {
		checklist[object] = true
	}
	if n := fresh(checklist, of(first, "")); n != 0 {
		t.Errorf("coming back took %d new pictures", n)
	}
	of(first, "next")
}

func BenchmarkPageChange(b *testing.B) {
	painter := paint.New(scene.Width, scene.Height)
	pages := []scene.Scene{sample.Checklist(), sample.Question()}
	for i := 0; b.Loop(); i++ {
		painter.Objects(&pages[i%2], "")
	}
}

func BenchmarkFirstPage(b *testing.B) {
	page := sample.Checklist()
	for b.Loop() {
		paint.New(scene.Width, scene.Height).Objects(&page, "")
	}
}

func BenchmarkBuildPage(b *testing.B) {
	for b.Loop() {
		sample.Checklist()
	}
}
