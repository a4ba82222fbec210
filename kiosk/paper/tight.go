package paper

import (
	"strings"
	"unicode"

	"daoyin/devices/receipt"
)

// tight takes out the spaces that stand between Han characters and figures. On the screen they are
// a quarter of a character wide; the printer's own font makes them as wide as a figure, which tears
// 原件 1 份 apart. Lines with two ends keep theirs: they hold dates and times.
func tight(blocks []receipt.Block) []receipt.Block {
	for i, b := range blocks {
		switch b := b.(type) {
		case receipt.Text:
			b.Text = tightText(b.Text)
			blocks[i] = b
		case receipt.Bar:
			b.Text = tightText(b.Text)
			blocks[i] = b
		case receipt.Tag:
			b.Text = tightText(b.Text)
			blocks[i] = b
		case receipt.Item:
			for k := range b.Lines {
				b.Lines[k].Text = tightText(b.Lines[k].Text)
			}
		}
	}
	return blocks
}

func tightText(s string) string {
	runes := []rune(s)
	var out strings.Builder
	for i, r := range runes {
		if r == ' ' && i > 0 && i < len(runes)-1 {
			before, after := runes[i-1], runes[i+1]
			if unicode.Is(unicode.Han, before) && isFigure(after) || isFigure(before) && unicode.Is(unicode.Han, after) {
				continue
			}
		}
		out.WriteRune(r)
	}
	return out.String()
}

func isFigure(r rune) bool { return r >= '0' && r <= '9' }
