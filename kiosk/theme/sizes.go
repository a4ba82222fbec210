package theme

import "daoyin/kiosk/scene"

// MM turns millimetres on the panel into design pixels.
func MM(mm float32) float32 { return mm * scene.PixelsPerMM }

// Type sizes in design pixels. Nothing lies between the steps.
const (
	Bar        = 28  // bar labels, the sample tag; nothing else
	Small      = 32  // reasons, pills, progress labels, name of the hall
	Second     = 36  // second line of a row, section heads
	Body       = 40  // sentences, tile labels, lesser buttons
	Item       = 46  // name of an item or a material, buttons
	Choice     = 56  // answers, search words
	Title      = 72  // page title, key figures, biggest buttons
	Hello      = 92  // short titles: home, card, done
	ElderTitle = 116 // the elder home, the question whether somebody is there
	Big        = 144 // attract, the good news of no visit, the window's number
	Number     = 184 // ticket number, masked name
)

// LineHeight is the height of a line box for a type size, in design pixels.
func LineHeight(size float32) float32 {
	switch size {
	case Bar:
		return size * 1.1
	case Small:
		return size * 1.35
	case Second, Body:
		return size * 1.4
	case Item, Choice:
		return size * 1.3
	case Title:
		return size * 1.25
	case Hello, ElderTitle, Big:
		return size * 1.2
	case Number:
		return size * 1.15
	}
	return size * 1.4
}

// Spacing steps in design pixels.
const (
	Space8  = 8
	Space12 = 12
	Space16 = 16
	Space24 = 24
	Space32 = 32
	Space44 = 44
	Space64 = 64
)

// Corners in design pixels.
const (
	CornerTag    = 10 // tag and seal
	CornerPill   = 12
	CornerKey    = 16 // key and tick box
	CornerCell   = 20 // bar cell, small button
	CornerTile   = 24 // button, card and tile
	CornerSearch = 28
	CornerPanel  = 32
	CornerElder  = 36
	CornerSheet  = 44 // upper corners only
)

// Strokes in design pixels. A static card has none: a stroke means that a thing can be touched.
const (
	StrokeTile      = 2
	StrokeSecondary = 3
	StrokeBox       = 5 // search box, tick box, a pressed tile
	StrokeRing      = 6 // inside a pressed primary button
	StrokePressBox  = 9 // a pressed tick box
	StrokeWall      = 8 // walls of the floor plan
	StrokeRoute     = 14
)

// Zones of the panel in design pixels, in the normal mode.
const (
	Margin       = 64
	ContentWidth = scene.Width - 2*Margin // 952
	Gutter       = 16

	BrandY, BrandEnd       = 40, 96
	ProgressY, ProgressEnd = 128, 184
	TitleY, TitleEnd       = 224, 460
	ContentY, ContentEnd   = 480, 1592
	ActionY, ActionEnd     = 1616, 1736
	BarY                   = 1768

	ActionHeight = ActionEnd - ActionY
	ActionGap    = 24
	BackWidth    = 240
	BarHeight    = scene.Height - BarY // 152
	BarCellWidth = 112
	BarCell      = 120
	BarGap       = 12
	BarPadX      = 24
	BarPadY      = 16
	GuideWidth   = 288
)

// Bounds on targets in design pixels. MinTarget is the smallest thing that answers a finger
// (12.7 mm rounded up to the grid), MinForward the smallest on the way forward, MinGap what lies
// between two targets.
const (
	MinTarget  = 52
	MinForward = 80
	MinGap     = 12
)

// Smallest heights of the controls in design pixels.
const (
	PrimaryHeight   = 120
	SecondaryHeight = 84
	TileHeight      = 116
	AnswerHeight    = 148
	TickRowHeight   = 160
	ChipHeight      = 70
	KeyWidth        = 92
	KeyHeight       = 104
	TickBox         = 80
)

// Columns returns the width of one of n equal columns of the content, with the gutter between them.
func Columns(n int) float32 {
	return (ContentWidth - Gutter*float32(n-1)) / float32(n)
}
