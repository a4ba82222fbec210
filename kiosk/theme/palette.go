// Package theme holds what every page shares by eye: colours with their meanings, type sizes, the
// spacing steps and the zones of the panel, so that no page invents its own. It is values alone:
// nothing here draws.
package theme

import "image/color"

// Palette is one set of colours. A name says what a colour means, not what it looks like: Touch
// answers to a finger and nothing static ever has it, Pine is settled, Ochre asks for a look,
// Vermilion is the seal and the window a person goes to. Nothing is told by colour alone.
type Palette struct {
	// Neutrals. Paper is the ground of a page, White of cards and secondary buttons, Sand of the
	// bar, static strips and what is disabled, KeyGround lies behind the keys only.
	Paper, White, Sand, KeyGround color.NRGBA
	// Ink is text, progress and the route; SoftInk second text and labels.
	Ink, SoftInk color.NRGBA
	// Touch is what can be touched, OnTouch the words on it. TouchPressed lies under a finger with
	// PressRing inside it; TouchTint is the second tone of icons, a match and a pressed tile.
	Touch, OnTouch, TouchPressed, PressRing, TouchTint color.NRGBA
	// Pine is settled: at hand, waived, printed, no visit. PineTint is its ground, OnPine words on it.
	Pine, PineTint, OnPine color.NRGBA
	// Ochre asks for a look: missing, may follow later. OchreTint is its ground.
	Ochre, OchreTint color.NRGBA
	// Vermilion is the seal and the number of the window to go to, OnVermilion the words on it.
	Vermilion, OnVermilion color.NRGBA
	// Line divides inside cards and is the progress still to come; Edge outlines touchable tiles
	// and empty circles.
	Line, Edge color.NRGBA
	// HillFar, HillMiddle and HillNear are the picture of the first page.
	HillFar, HillMiddle, HillNear color.NRGBA
	// BookCover, BookSpine, BookFrame and BookLetter are the household register's own colours,
	// because people know it by these.
	BookCover, BookSpine, BookFrame, BookLetter color.NRGBA
	// Scrim lies over a page under a sheet, the one colour that lets through.
	Scrim color.NRGBA
	// Black and Code are the modules of a QR code and its plate: the same in every palette.
	Black, Code color.NRGBA
}

// Normal is the palette of the kiosk as it stands in a hall.
func Normal() Palette {
	return Palette{
		Paper: rgb(0xF6F3EC), White: rgb(0xFFFFFF), Sand: rgb(0xECE7DB), KeyGround: rgb(0xDAD4C6),
		Ink: rgb(0x1A1D21), SoftInk: rgb(0x454A50),
		Touch: rgb(0x1D3F72), OnTouch: rgb(0xFFFFFF), TouchPressed: rgb(0x0F2547), PressRing: rgb(0xA9BCD8), TouchTint: rgb(0xE4EAF3),
		Pine: rgb(0x17543A), PineTint: rgb(0xE1EEE5), OnPine: rgb(0xFFFFFF),
		Ochre: rgb(0x6A3D00), OchreTint: rgb(0xFBECCF),
		Vermilion: rgb(0x9C2019), OnVermilion: rgb(0xFFFFFF),
		Line: rgb(0xD9D2C3), Edge: rgb(0x8A8478),
		HillFar: rgb(0xE2E7E4), HillMiddle: rgb(0xC6D3D5), HillNear: rgb(0xA5BAC2),
		BookCover: rgb(0x7A2E26), BookSpine: rgb(0x5C1F19), BookFrame: rgb(0xE9C98A), BookLetter: rgb(0xF3DBA6),
		Scrim: color.NRGBA{0x1A, 0x1D, 0x21, 158},
		Black: rgb(0x000000), Code: rgb(0xFFFFFF),
	}
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}
