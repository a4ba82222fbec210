package icons_test

import (
	"encoding/xml"
	"errors"
	"image/color"
	"io"
	"strings"
	"testing"

	"daoyin/kiosk/icons"
	"daoyin/kiosk/theme"
)

// wellFormed walks an SVG and fails on broken markup and on words, which the painter cannot draw.
func wellFormed(t *testing.T, name, svg string) {
	t.Helper()
	for tokens := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := tokens.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "text" {
			t.Errorf("%s holds words: they do not render inside a drawing", name)
		}
	}
}

func TestEveryIconIsADrawing(t *testing.T) {
	for _, name := range icons.Names() {
		svg, err := icons.SVG(name, color.NRGBA{0x1D, 0x3F, 0x72, 0xFF}, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, name, svg)
		if !strings.Contains(svg, "#1D3F72") {
			t.Errorf("%s does not take its colour", name)
		}
	}
}

func TestSecondTone(t *testing.T) {
	tint := color.NRGBA{0xE4, 0xEA, 0xF3, 0xFF}
	with, _ := icons.SVG("house", color.Black, tint, 3.4)
	without, _ := icons.SVG("house", color.Black, nil, 3.4)
	if !strings.Contains(with, "#E4EAF3") || strings.Contains(without, "#E4EAF3") {
		t.Errorf("the second tone belongs to the icon with a tone alone:\n%s\n%s", with, without)
	}
	if !strings.Contains(with, `stroke-width="3.4"`) {
		t.Errorf("stroke width not taken: %s", with)
	}
}

func TestUnknownIconIsNamed(t *testing.T) {
	_, err := icons.SVG("hosue", color.Black, nil, 0)
	if err == nil || !strings.Contains(err.Error(), "hosue") || !strings.Contains(err.Error(), "house") {
		t.Errorf("error %v names neither the wrong icon nor the ones there are", err)
	}
}

func TestPictures(t *testing.T) {
	p := theme.Normal()
	for _, picture := range []icons.Picture{
		icons.Hills(p), icons.HouseholdRegister(p), icons.CardOnPad(p), icons.TicketComingOut(p), icons.PrinterWantsHelp(p), icons.RouteArrow(p),
		icons.ChangingRoll(p, icons.RollOpen), icons.ChangingRoll(p, icons.RollOut), icons.ChangingRoll(p, icons.RollIn), icons.ChangingRoll(p, icons.RollClose),
		icons.ChangingRoll(p, icons.RollSlip), icons.ChangingRoll(p, icons.RollRest),
	} {
		wellFormed(t, picture.Name, picture.SVG)
		if picture.Width <= 0 || picture.Height <= 0 || strings.Contains(picture.SVG, "%!") {
			t.Errorf("%s: %g × %g, %s", picture.Name, picture.Width, picture.Height, picture.SVG)
		}
	}
}
