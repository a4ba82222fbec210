package main

import (
	"fmt"
	"html"
	"image/color"
	"os"
	"path/filepath"
	"strings"

	"daoyin/assets"
	"daoyin/kiosk/icons"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/window/internal/sample"
)

// chromium is the browser as kiosks run it: one page over the whole screen.
func chromium(path, folder, page string) *program {
	return &program{name: "Chromium", touch: samplePoints, command: []string{
		path, "--kiosk", "--no-sandbox", "--no-first-run", "--noerrdialogs", "--disable-infobars",
		"--disable-features=Translate", "--force-device-scale-factor=1", "--password-store=basic",
		"--window-position=0,0", fmt.Sprintf("--window-size=%d,%d", scene.Width, scene.Height),
		"--user-data-dir=" + filepath.Join(folder, "profile"), "file://" + page,
	}}
}

// writePage writes the sample's two pages as a static HTML page with the same fonts, one of them
// shown, and returns its path.
func writePage(folder string) (string, error) {
	for name, font := range map[string][]byte{"regular.otf": assets.FontRegular, "bold.otf": assets.FontBold} {
		if err := os.WriteFile(filepath.Join(folder, name), font, 0o600); err != nil {
			return "", fmt.Errorf("failed to lay the font beside the page: %w", err)
		}
	}
	var page strings.Builder
	page.WriteString(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>sample</title><style>
@font-face{font-family:f;font-weight:400;src:url(regular.otf)}
@font-face{font-family:f;font-weight:700;src:url(bold.otf)}
*{box-sizing:border-box;margin:0}body{overflow:hidden;font-family:f;cursor:none}
section{position:absolute;inset:0;display:none}section.on{display:block}
section>*{position:absolute;white-space:pre}
.hit:active{background:#0F254733}
</style><body>`)
	for i, s := range []scene.Scene{sample.Checklist(), sample.Question()} {
		on := ""
		if i == 0 {
			on = ` class="on"`
		}
		fmt.Fprintf(&page, `<section%s style="background:%s">`, on, css(s.Ground))
		if err := writeScene(&page, &s); err != nil {
			return "", err
		}
		page.WriteString("</section>")
	}
	page.WriteString(`<script>
const pages=document.querySelectorAll("section");
document.addEventListener("click",e=>{
 const act=e.target.dataset.act;if(!act)return;
 const next=act==="back"?0:1;pages.forEach((p,i)=>p.classList.toggle("on",i===next));
});</script></body></html>`)
	path := filepath.Join(folder, "page.html")
	if err := os.WriteFile(path, []byte(page.String()), 0o600); err != nil {
		return "", fmt.Errorf("failed to write the page for Chromium: %w", err)
	}
	return path, nil
}

func writeScene(page *strings.Builder, s *scene.Scene) error {
	if err := writeShapes(page, s.Shapes); err != nil {
		return err
	}
	if err := writeShapes(page, s.BarShapes); err != nil {
		return err
	}
	for _, t := range append(append([]scene.Target{}, s.Targets...), s.Bar...) {
		if err := writeShapes(page, t.Normal); err != nil {
			return err
		}
		fmt.Fprintf(page, `<div class="hit" data-act="%s" style="%s"></div>`, html.EscapeString(t.Name), at(t.Rect))
	}
	return nil
}

func writeShapes(page *strings.Builder, shapes []scene.Shape) error {
	for _, shape := range shapes {
		switch s := shape.(type) {
		case scene.Box:
			fmt.Fprintf(page, `<div style="%sborder-radius:%gpx;`, at(s.Rect), s.Radius)
			if s.Fill != nil {
				fmt.Fprintf(page, `background:%s;`, css(s.Fill))
			}
			if s.Stroke != nil && s.StrokeWidth > 0 {
				fmt.Fprintf(page, `border:%gpx solid %s;`, s.StrokeWidth, css(s.Stroke))
			}
			page.WriteString(`"></div>`)
		case scene.Text:
			weight := 400
			if s.Bold {
				weight = 700
			}
			fmt.Fprintf(page, `<div style="left:%gpx;top:%gpx;font-size:%gpx;line-height:%gpx;font-weight:%d;color:%s">%s</div>`,
				s.X, s.Y, s.Size, s.LineHeight, weight, css(s.Color), html.EscapeString(s.Words))
		case scene.Icon:
			svg, err := icons.SVG(s.Name, s.Color, s.Tone, s.StrokeWidth)
			if err != nil {
				return err
			}
			fmt.Fprintf(page, `<div style="%s">%s</div>`, at(s.Rect), svg)
		}
	}
	return nil
}

func at(r scene.Rect) string {
	return fmt.Sprintf("left:%gpx;top:%gpx;width:%gpx;height:%gpx;", r.X, r.Y, r.W, r.H)
}

func css(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("rgba(%d,%d,%d,%.3f)", n.R, n.G, n.B, float64(n.A)/255)
}
