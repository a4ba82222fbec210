package main

import (
	"fmt"
	"image"
	"os"
	"syscall"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"daoyin/assets"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/window"
	"daoyin/kiosk/window/internal/sample"
)

// fyneEnvironment is what window.Environment asks for, given to the bare page so that both run
// under the same settings.
var fyneEnvironment = []string{"FYNE_SCALE=1", "FYNE_DISABLE_DPI_DETECTION=1", "FYNE_THEME=light", "FYNE_CACHE=20s"}

// samplePoints goes to and fro between the two pages of the sample.
func samplePoints(n int) (image.Point, string, error) {
	if n%2 == 0 {
		return image.Pt(672, 1676), "next", nil
	}
	return image.Pt(184, 1676), "back", nil
}

// showSample is a kiosk of two pages.
func showSample() {
	if add := window.Environment(); len(add) > 0 {
		if err := syscall.Exec("/proc/self/exe", os.Args, append(os.Environ(), add...)); err != nil {
			fmt.Fprintf(os.Stderr, "bench: failed to start again with Fyne's settings: %v\n", err)
			os.Exit(1)
		}
	}
	var w *window.Window
	w = window.New(window.Options{Title: "sample", Fullscreen: true, OnTouch: func(act any) {
		if act == sample.Touched("back") {
			w.Show(sample.Checklist())
		} else {
			w.Show(sample.Question())
		}
	}})
	w.Show(sample.Checklist())
	if err := w.Run(); err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

// barePoints touches the bare page's one button.
func barePoints(int) (image.Point, string, error) {
	return image.Pt(540, scene.Height-30), "button", nil
}

// showBare is the least that Fyne can be with the same font: a column of labels and a button.
func showBare() {
	a := app.New()
	a.Settings().SetTheme(&bundled{
		Theme:   theme.DefaultTheme(),
		regular: fyne.NewStaticResource("regular.otf", assets.FontRegular),
		bold:    fyne.NewStaticResource("bold.otf", assets.FontBold),
	})
	w := a.NewWindow("bare")
	pages := [2]fyne.CanvasObject{labels(sample.Checklist()), labels(sample.Question())}
	at := 0
	var page *fyne.Container
	button := widget.NewButton("下一步", func() {
		at = 1 - at
		page.Objects[0] = pages[at]
		page.Refresh()
	})
	page = container.NewBorder(nil, button, nil, nil, pages[0])
	page.Objects = []fyne.CanvasObject{pages[0], button}
	w.SetContent(page)
	w.Resize(fyne.NewSize(scene.Width, scene.Height))
	w.SetFullScreen(true)
	w.ShowAndRun()
}

// labels are a scene's words one below the other.
func labels(s scene.Scene) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	add := func(shapes []scene.Shape) {
		for _, shape := range shapes {
			if text, ok := shape.(scene.Text); ok {
				label := widget.NewLabel("    " + text.Words + "    " + text.Words)
				label.TextStyle.Bold = text.Bold
				lines = append(lines, label)
			}
		}
	}
	add(s.Shapes)
	for _, target := range s.Targets {
		add(target.Normal)
	}
	lines = lines[:min(len(lines), 30)] // what a panel holds
	return container.NewVBox(lines...)
}

type bundled struct {
	fyne.Theme
	regular, bold fyne.Resource
}

func (b *bundled) Font(style fyne.TextStyle) fyne.Resource {
	if style.Bold {
		return b.bold
	}
	return b.regular
}

func (b *bundled) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameText {
		return 24
	}
	return b.Theme.Size(name)
}
