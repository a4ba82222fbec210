package icons

import (
	"fmt"
	"image/color"

	"daoyin/kiosk/theme"
)

// A Picture is a larger drawing: its SVG text and the size it was drawn at, in design pixels. It
// may be fitted to any rectangle of the same proportions.
type Picture struct {
	// Name tells the drawing apart; the same name always holds the same picture.
	Name          string
	Width, Height float32
	SVG           string
}

// picture makes a drawing whose unit is a design pixel. Drawings use no transforms: the painter
// scales strokes with the whole picture only.
func picture(name string, width, height float32, body string) Picture {
	return Picture{Name: name, Width: width, Height: height, SVG: fmt.Sprintf(
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" height="%g">%s</svg>`, width, height, width, height, body)}
}

// Hills is the first page's picture: blue-green hills, a path that leads from the button to the
// hall. It runs from 900 down to the bar.
func Hills(p theme.Palette) Picture {
	return picture("hills", 1080, 868, fmt.Sprintf(`<path fill="%[1]s" d="%[2]s"/>`+
		`<path fill="%[3]s" d="M0 250C110 180 190 120 290 160c90 36 140 96 240 60C640 180 700 80 800 190c70 78 160 10 280 70v608H0z"/>`+
		`<path fill="%[4]s" d="M0 400C120 300 240 290 350 350c120 66 200 40 300-20C780 252 900 330 1080 300v568H0z"/>`+
		`<path fill="%[5]s" d="M0 560C160 470 300 470 440 500c180 40 330-60 640-40v408H0z"/>`+
		`<path fill="%[6]s" d="M640 700C736 656 560 622 520 580 486 546 600 524 600 486L622 486C634 530 540 548 566 578 600 622 800 640 776 700z"/>`+
		`<path fill="%[7]s" d="M481 410C541 400 577 384 611 366c34 18 70 34 130 44l-8 16H489z"/>`+
		`<path fill="%[8]s" d="M507 426h208v62H507z"/>`+
		`<path fill="%[7]s" d="M507 426h12v62H507zM565 426h12v62H565zM645 426h12v62h-12zM703 426h12v62h-12zM497 484h228v10H497z"/>`+
		`<path fill="%[1]s" d="M593 434h36v50h-36z"/>`,
		hex(p.Vermilion), circle(806, 150, 74), hex(p.HillFar), hex(p.HillMiddle), hex(p.HillNear), hex(p.Paper), hex(p.Ink), hex(p.White)))
}

// HouseholdRegister is the register book people know by its cover. The words on it (居民 over 户口簿)
// are the page's to lay over it: centred at 165 of 300 across, on baselines 170 and 232 of 400, in
// BookLetter at 44 of 300.
func HouseholdRegister(p theme.Palette) Picture {
	return picture("household-register", 300, 400, fmt.Sprintf(`<path fill="%s" d="%s"/><path fill="%s" d="%s"/>`+
		`<path fill="none" stroke="%s" stroke-width="4" d="%s"/>`,
		hex(p.BookCover), box(6, 6, 288, 388, 14), hex(p.BookSpine), box(6, 6, 34, 388, 14), hex(p.BookFrame), box(62, 60, 206, 280, 6)))
}

// CardOnPad shows this kiosk's own card pad below the screen with a card coming down on it. The
// word on the pad (读卡区) is the page's to lay over it: centred at 476 of 952 across, on baseline
// 530 of 640, at 44 of 952.
func CardOnPad(p theme.Palette) Picture {
	return picture("card-on-pad", 952, 640, fmt.Sprintf(`<path fill="%[1]s" d="%[2]s"/>`+
		`<path d="M96 400h760l52 190a16 16 0 0 1-16 20H60a16 16 0 0 1-16-20z" fill="%[3]s" stroke="%[4]s" stroke-width="6" stroke-linejoin="round"/>`+
		`<path d="M304 440h344l18 130H286z" fill="%[5]s" stroke="%[6]s" stroke-width="10" stroke-linejoin="round"/>`+
		`<path d="%[7]s" fill="%[8]s" stroke="%[9]s" stroke-width="6"/>`+
		`<path d="%[10]s" fill="%[1]s" stroke="%[9]s" stroke-width="4"/>`+
		`<path d="%[11]s" fill="none" stroke="%[9]s" stroke-width="4"/>`+
		`<path d="M550 196c0-22 10-34 27-34s27 12 27 34" fill="none" stroke="%[9]s" stroke-width="4"/>`+
		`<path d="M340 118h150M340 158h108M340 198h166M340 242h230" fill="none" stroke="%[4]s" stroke-width="10" stroke-linecap="round"/>`+
		`<path d="M476 306v76M446 356l30 30 30-30" fill="none" stroke="%[9]s" stroke-width="12" stroke-linecap="round" stroke-linejoin="round"/>`,
		hex(p.White), box(0, 0, 952, 640, 28), hex(p.Sand), hex(p.SoftInk), hex(p.OchreTint), hex(p.Ochre),
		box(306, 66, 340, 214, 18), hex(p.TouchTint), hex(p.Ink), box(538, 102, 78, 98, 8), circle(577, 138, 16)))
}

// TicketComingOut shows the printer's slot with a ticket below it. The number on the ticket is the
// page's to lay over it: centred at 476 of 952 across, on baseline 372 of 600, at 120 of 952.
func TicketComingOut(p theme.Palette) Picture {
	return picture("ticket-coming-out", 952, 600, fmt.Sprintf(`<path fill="%[1]s" d="%[2]s"/>`+
		`<path d="M150 90h652a20 20 0 0 1 20 20v150a20 20 0 0 1-20 20H150a20 20 0 0 1-20-20V110a20 20 0 0 1 20-20z" fill="%[3]s" stroke="%[4]s" stroke-width="6"/>`+
		`<path fill="%[5]s" d="%[6]s"/>`+
		`<path d="M296 226h360v300H296z" fill="%[1]s" stroke="%[5]s" stroke-width="6" stroke-linejoin="round"/>`+
		`<path d="M336 430h280M336 474h200" fill="none" stroke="%[4]s" stroke-width="10" stroke-linecap="round"/>`,
		hex(p.White), box(0, 0, 952, 600, 28), hex(p.Sand), hex(p.SoftInk), hex(p.Ink), box(250, 214, 452, 20, 10)))
}

// PrinterWantsHelp is a printer with a mark that asks for a look, drawn at half its usual size of 128.
func PrinterWantsHelp(p theme.Palette) Picture {
	return picture("printer-wants-help", 64, 64, fmt.Sprintf(
		`<path d="M18 22V8h28v14M18 46H8V22h48v24H46" fill="none" stroke="%[1]s" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/>`+
			`<path d="M18 37h28v19H18z" fill="%[2]s" stroke="%[1]s" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/>`+
			`<path d="%[4]s" fill="%[1]s" stroke="%[3]s" stroke-width="3"/>`+
			`<path d="M50 43v8M50 56v.1" fill="none" stroke="%[2]s" stroke-width="3.6" stroke-linecap="round"/>`,
		hex(p.Ochre), hex(p.White), hex(p.OchreTint), circle(50, 50, 13)))
}

// A RollPose is one moment of changing the printer's paper roll.
type RollPose int

// The poses: the cover is to be opened, the old core to come out, the new roll to go in, the cover
// to be closed, a slip to come out; and the printer at rest.
const (
	RollOpen RollPose = iota
	RollOut
	RollIn
	RollClose
	RollSlip
	RollRest
)

// ChangingRoll shows a printer from the side with the roll on its way, and an arrow that says where to.
func ChangingRoll(p theme.Palette, pose RollPose) Picture {
	ink := func(width int, d string) string {
		return fmt.Sprintf(`<path d="%s" fill="none" stroke="%s" stroke-width="%d" stroke-linecap="round" stroke-linejoin="round"/>`, d, hex(p.Ink), width)
	}
	area := func(fill color.Color, d string) string {
		return fmt.Sprintf(`<path d="%s" fill="%s" stroke="%s" stroke-width="6" stroke-linejoin="round"/>`, d, hex(fill), hex(p.Ink))
	}
	body := area(p.Sand, "M16 196h40a96 96 0 0 0 184 0h46v150a18 18 0 0 1-18 18H34a18 18 0 0 1-18-18z")
	lid := ink(14, "M30 196L62 60a14 14 0 0 1 14-11h30")
	roll := func(y, r float32) string {
		return area(p.White, circle(148, y, r)) + area(p.Sand, circle(148, y, 22))
	}
	tail := ink(7, "M196 246L250 184h48v104")
	shut := area(p.Sand, "M16 196v150a18 18 0 0 0 18 18h234a18 18 0 0 0 18-18V196z") +
		area(p.White, "M16 196v-46a44 44 0 0 1 44-44h182a44 44 0 0 1 44 44v46z")
	up, down := ink(12, "M148 92V22M120 50l28-28 28 28"), ink(12, "M148 20v68M120 62l28 28 28-28")
	var drawn string
	switch pose {
	case RollOpen:
		drawn = shut + up
	case RollOut:
		drawn = lid + body + roll(206, 38) + ink(12, "M148 142V56M120 84l28-28 28 28")
	case RollIn:
		drawn = lid + body + roll(186, 76) + tail + down
	case RollClose:
		drawn = lid + body + roll(186, 76) + tail + ink(12, "M140 40c60 2 96 28 104 76M216 92l28 28 28-28")
	case RollSlip:
		drawn = area(p.White, "M206 30h64v90h-64z") + ink(5, "M220 52h36M220 72h36M220 92h20") + shut
	default:
		drawn = shut
	}
	return picture(fmt.Sprintf("changing-roll-%d", pose), 312, 400, drawn)
}

// RouteArrow is the head of the route on the floor plan, pointing up.
func RouteArrow(p theme.Palette) Picture {
	return picture("route-arrow", 60, 46, fmt.Sprintf(
		`<path d="M30 6L6 40h48z" fill="%[1]s" stroke="%[1]s" stroke-width="6" stroke-linejoin="round"/>`, hex(p.Ink)))
}
