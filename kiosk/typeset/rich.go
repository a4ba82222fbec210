package typeset

import (
	"image/color"
	"unicode/utf8"

	"daoyin/kiosk/scene"
)

// Run is a stretch of one line in one look.
type Run struct {
	Words string
	Bold  bool
	Color color.Color
	// Size is the type size in design pixels; 0 takes the line's.
	Size float32
	// Underline is the stroke below the words in design pixels; 0 means none.
	Underline float32
}

// Rich sets runs one after the other on one line: x, y is the upper left corner of its line box,
// size its type size and lineHeight the box's height (0 means size × 1.4). Runs of another size
// stand on the same baseline. The second result is where the line ends, in x.
func Rich(x, y, size, lineHeight float32, runs ...Run) ([]scene.Text, float32) {
	if lineHeight == 0 {
		lineHeight = size * 1.4
	}
	baseline := y + Baseline(size, lineHeight)
	var texts []scene.Text
	var before rune // the last rune of a run in the same face, which the next one is kerned to
	var beforeRun Run
	for _, run := range runs {
		if run.Size == 0 {
			run.Size = size
		}
		if run.Words == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(run.Words)
		if before != 0 && beforeRun.Bold == run.Bold && beforeRun.Size == run.Size {
			x += faceFor(run.Bold).kern(before, first) * run.Size
		}
		texts = append(texts, scene.Text{
			X: x, Y: baseline - Baseline(run.Size, lineHeight), Words: run.Words,
			Size: run.Size, LineHeight: lineHeight, Bold: run.Bold, Color: run.Color, Underline: run.Underline,
		})
		x += Width(run.Words, run.Size, run.Bold)
		before, _ = utf8.DecodeLastRuneInString(run.Words)
		beforeRun = run
	}
	return texts, x
}
