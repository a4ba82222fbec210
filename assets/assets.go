// Package assets holds the data files that programs carry inside themselves: today the two fonts.
// It imports nothing, so every command may import it. Sample content stays outside (assets/content):
// it reaches a kiosk only as a built release.
package assets

import _ "embed"

// FontRegular and FontBold are Noto Sans SC as static OpenType (CFF) files, subset to every Han
// character the face has. Their licence is fonts/OFL.txt.
var (
	//go:embed fonts/NotoSansSC-Regular.otf
	FontRegular []byte
	//go:embed fonts/NotoSansSC-Bold.otf
	FontBold []byte
)
