// Package sample holds two scenes laid out as real pages are, for the window's own tests and
// benchmarks: a page as full as the fullest one that visitors see, and a sparse one.
package sample

import (
	"fmt"
	"image/color"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/typeset"
)

var p = theme.Normal()

// Touched is the act of every target: the target's name.
type Touched string

// Checklist is a list of materials with two of four ticked, two waived, the action row and the bar.
func Checklist() scene.Scene {
	s := frame("checklist")
	s.Shapes = append(s.Shapes,
		line(64, 236, 72, 90, "请带上这 4 样", true, p.Ink),
		line(64, 340, 36, 52.2, "今天带了的，点一下打个勾。", false, p.SoftInk),
	)
	end := float32(1016) - typeset.Width("还差 2 样", 36, false)
	s.Shapes = append(s.Shapes, line(end, 346, 36, 50.4, "还差 2 样", false, p.SoftInk))
	have := end - 28 - typeset.Width("已有 2 样", 36, true)
	s.Shapes = append(s.Shapes, line(have, 346, 36, 50.4, "已有 2 样", true, p.Pine),
		scene.Icon{Rect: scene.Rect{X: have - 50, Y: 351, W: 40, H: 40}, Name: "tick", Color: p.Pine, StrokeWidth: 7})

	for i, row := range []struct {
		name, count, why, pill string
		ticked                 bool
	}{
		{"出生医学证明", "原件 1 份，窗口留下副页", "为什么：证明孩子是谁生的", "", true},
		{"爸爸妈妈的身份证", "原件 2 张，看完还您", "为什么：核对父母是谁", "", true},
		{"妈妈的户口簿", "原件 1 本，复印件 1 份", "为什么：您选了落在妈妈的户口簿上", "", false},
		{"爸爸的户口簿", "复印件 1 份", "为什么：您答了父母户口不在一起", "可以后补，5 天内", false},
	} {
		y := 480 + float32(i)*198
		fill, edge := p.White, p.Edge
		if row.ticked {
			fill, edge = p.PineTint, p.Pine
		}
		draw := func(fill, edge, box color.NRGBA, stroke, boxStroke float32) []scene.Shape {
			shapes := []scene.Shape{
				scene.Box{Rect: scene.Rect{X: 64, Y: y, W: 952, H: 184}, Fill: fill, Stroke: edge, StrokeWidth: stroke, Radius: 24},
			}
			if row.ticked {
				shapes = append(shapes, scene.Box{Rect: scene.Rect{X: 98, Y: y + 52, W: 80, H: 80}, Fill: p.Pine, Radius: 16},
					scene.Icon{Rect: scene.Rect{X: 108, Y: y + 62, W: 60, H: 60}, Name: "tick", Color: p.OnPine, StrokeWidth: 8})
			} else {
				shapes = append(shapes, scene.Box{Rect: scene.Rect{X: 98, Y: y + 52, W: 80, H: 80}, Fill: box, Stroke: p.Touch, StrokeWidth: boxStroke, Radius: 16})
			}
			top := y + (184-59.8-48.6-44.8)/2
			shapes = append(shapes,
				line(210, top, 46, 59.8, row.name, true, p.Ink),
				line(210, top+59.8, 36, 48.6, row.count, false, p.Ink),
				line(210, top+59.8+48.6, 32, 44.8, row.why, false, p.SoftInk))
			if row.pill != "" {
				x := 210 + typeset.Width(row.count, 36, false) + 18
				shapes = append(shapes, scene.Box{Rect: scene.Rect{X: x, Y: top + 59.8 - 2, W: typeset.Width(row.pill, 32, true) + 32, H: 52}, Fill: p.OchreTint, Radius: 12},
					line(x+16, top+59.8+8, 32, 32, row.pill, true, p.Ochre))
			}
			return shapes
		}
		s.Targets = append(s.Targets,
			scene.Target{
				Rect: scene.Rect{X: 64, Y: y, W: 804, H: 184}, Name: fmt.Sprintf("tick.%d", i+1), Label: row.name, Act: Touched(fmt.Sprintf("tick.%d", i+1)),
				Normal: draw(fill, edge, p.White, 2, 5), Pressed: draw(p.TouchTint, p.Touch, p.TouchTint, 5, 9),
			},
			scene.Target{
				Rect: scene.Rect{X: 880, Y: y + 32, W: 136, H: 120}, Name: fmt.Sprintf("detail.%d", i+1), Label: "详情", Act: Touched(fmt.Sprintf("detail.%d", i+1)),
				Normal: detail(y), Pressed: append([]scene.Shape{scene.Box{Rect: scene.Rect{X: 870, Y: y + 32, W: 136, H: 120}, Fill: p.TouchTint, Radius: 20}}, detail(y)...),
			})
	}

	s.Shapes = append(s.Shapes,
		scene.Box{Rect: scene.Rect{X: 64, Y: 1278, W: 952, H: 299}, Fill: p.White, Radius: 24},
		line(96, 1296, 36, 46.8, "这 2 样，您不用带", true, p.SoftInk),
		scene.Box{Rect: scene.Rect{X: 96, Y: 1456.8, W: 888, H: 2}, Fill: p.Line})
	for i, row := range [][3]string{{"结婚证", "窗口能从民政局查到", "数据共享"}, {"没有重复落户的证明", "到窗口签一张承诺书就行", "告知承诺"}} {
		y := 1344.8 + float32(i)*114
		pill := typeset.Width(row[2], 32, true) + 32
		s.Shapes = append(s.Shapes,
			scene.Icon{Rect: scene.Rect{X: 96, Y: y + 32, W: 48, H: 48}, Name: "tick", Color: p.Pine, StrokeWidth: 7},
			line(168, y+8.4, 40, 52, row[0], true, p.Ink),
			line(168, y+60.4, 32, 43.2, row[1], false, p.SoftInk),
			scene.Box{Rect: scene.Rect{X: 984 - pill, Y: y + 30, W: pill, H: 52}, Fill: p.PineTint, Radius: 12},
			line(1000-pill, y+40, 32, 32, row[2], true, p.Pine))
	}
	s.Targets = append(s.Targets, button("back", scene.Rect{X: 64, Y: 1616, W: 240, H: 120}, "返回", "chevron-left", false),
		button("next", scene.Rect{X: 328, Y: 1616, W: 688, H: 120}, "勾好了，下一步", "", true))
	return s
}

// Question is a sparse page: a title, one sentence and three answers.
func Question() scene.Scene {
	s := frame("question")
	s.Shapes = append(s.Shapes,
		line(64, 236, 72, 90, "孩子落在谁的户口簿上？", true, p.Ink),
		line(64, 340, 36, 52.2, "这决定要带谁的户口簿。", false, p.SoftInk))
	for i, answer := range []string{"妈妈的", "爸爸的", "说不准：先往下走"} {
		y := 480 + float32(i)*164
		draw := func(fill color.NRGBA, stroke float32) []scene.Shape {
			return []scene.Shape{
				scene.Box{Rect: scene.Rect{X: 64, Y: y, W: 952, H: 148}, Fill: fill, Stroke: p.Touch, StrokeWidth: stroke, Radius: 24},
				line(104, y+37.6, 56, 72.8, answer, true, p.Ink),
				scene.Icon{Rect: scene.Rect{X: 936, Y: y + 54, W: 40, H: 40}, Name: "chevron-right", Color: p.Touch, StrokeWidth: 6},
			}
		}
		name := fmt.Sprintf("answer.%d", i+1)
		s.Targets = append(s.Targets, scene.Target{
			Rect: scene.Rect{X: 64, Y: y, W: 952, H: 148}, Name: name, Label: answer, Act: Touched(name),
			Normal: draw(p.White, 3), Pressed: draw(p.TouchTint, 5),
		})
	}
	s.Targets = append(s.Targets, button("back", scene.Rect{X: 64, Y: 1616, W: 240, H: 120}, "返回", "chevron-left", false))
	return s
}

// frame is what every page has: the brand line, the progress, the bar.
func frame(page string) scene.Scene {
	s := scene.Scene{Page: page, Ground: p.Paper}
	clock := "周二 14:06"
	tag := 134 + typeset.Width("青岚县政务服务大厅", 32, false) + 20
	s.Shapes = append(s.Shapes,
		scene.Box{Rect: scene.Rect{X: 64, Y: 42, W: 52, H: 52}, Fill: p.Vermilion, Radius: 10},
		line(72, 50, 36, 36, "导", true, p.OnVermilion),
		line(134, 45.6, 32, 44.8, "青岚县政务服务大厅", false, p.SoftInk),
		scene.Box{Rect: scene.Rect{X: tag, Y: 44, W: 88, H: 48}, Stroke: p.Edge, StrokeWidth: 2, Radius: 10},
		line(tag+16, 54, 28, 28, "示例", false, p.SoftInk),
		line(1016-typeset.Width(clock, 36, false), 42.8, 36, 50.4, clock, false, p.Ink))
	for i, step := range []string{"选事项", "答几问", "3 备材料", "4 去窗口"} {
		x := 64 + float32(i)*241
		ink, fill, words := p.Ink, p.SoftInk, x
		if i == 3 {
			ink = p.Line
		}
		if i < 2 {
			s.Shapes = append(s.Shapes, scene.Icon{Rect: scene.Rect{X: x, Y: 156, W: 26, H: 26}, Name: "tick", Color: p.SoftInk, StrokeWidth: 8})
			words += 32
		}
		if i == 2 {
			fill = p.Ink
		}
		s.Shapes = append(s.Shapes, scene.Box{Rect: scene.Rect{X: x, Y: 128, W: 229, H: 8}, Fill: ink, Radius: 4},
			line(words, 146, 32, 41.6, step, i == 2, fill))
	}

	s.BarShapes = []scene.Shape{scene.Box{Rect: scene.Rect{Y: 1768, W: 1080, H: 152}, Fill: p.Sand}}
	for i, cell := range [][2]string{{"home", "首页"}, {"globe", "English"}, {"big", "大字版"}, {"contrast", "高对比"}, {"reach", "坐着用"}, {"sound", "朗读"}} {
		x := 24 + float32(i)*124
		draw := func(ink color.NRGBA) []scene.Shape {
			wide := typeset.Width(cell[1], 28, false)
			return []scene.Shape{
				scene.Icon{Rect: scene.Rect{X: x + 32, Y: 1800.6, W: 48, H: 48}, Name: cell[0], Color: ink},
				line(x+(112-wide)/2, 1856.6, 28, 30.8, cell[1], false, ink),
			}
		}
		s.Bar = append(s.Bar, scene.Target{
			Rect: scene.Rect{X: x, Y: 1784, W: 112, H: 120}, Name: "bar." + cell[0], Label: cell[1], Act: Touched("bar." + cell[0]),
			Normal: draw(p.Touch), Pressed: append([]scene.Shape{scene.Box{Rect: scene.Rect{X: x, Y: 1784, W: 112, H: 120}, Fill: p.Touch, Radius: 20}}, draw(p.OnTouch)...),
		})
	}
	s.Bar = append(s.Bar, button("bar.guide", scene.Rect{X: 768, Y: 1784, W: 288, H: 120}, "叫人帮忙", "guide", false))
	return s
}

func detail(y float32) []scene.Shape {
	wide := typeset.Width("详情", 36, true)
	return []scene.Shape{
		line(986-36-6-wide, y+66.8, 36, 50.4, "详情", true, p.Touch),
		scene.Icon{Rect: scene.Rect{X: 950, Y: y + 74, W: 36, H: 36}, Name: "chevron-right", Color: p.Touch, StrokeWidth: 6},
	}
}

func button(name string, r scene.Rect, words, icon string, primary bool) scene.Target {
	size, side, gap := float32(46), float32(40), float32(18)
	if name == "bar.guide" {
		size, side, gap = 40, 52, 14
	}
	wide := typeset.Width(words, size, true)
	if icon != "" {
		wide += side + gap
	}
	draw := func(fill, ink, edge color.NRGBA, stroke float32) []scene.Shape {
		shapes := []scene.Shape{scene.Box{Rect: r, Fill: fill, Stroke: edge, StrokeWidth: stroke, Radius: 24}}
		x := r.X + (r.W-wide)/2
		if icon != "" {
			shapes = append(shapes, scene.Icon{Rect: scene.Rect{X: x, Y: r.Y + (r.H-side)/2, W: side, H: side}, Name: icon, Color: ink, StrokeWidth: 6 - 2*(side-40)/12})
			x += side + gap
		}
		return append(shapes, line(x, r.Y+(r.H-size*1.2)/2, size, size*1.2, words, true, ink))
	}
	t := scene.Target{Rect: r, Name: name, Label: words, Act: Touched(name)}
	if primary {
		t.Normal, t.Pressed = draw(p.Touch, p.OnTouch, color.NRGBA{}, 0), draw(p.TouchPressed, p.OnTouch, p.PressRing, 6)
	} else {
		t.Normal, t.Pressed = draw(p.White, p.Touch, p.Touch, 3), draw(p.Touch, p.OnTouch, p.Touch, 3)
	}
	return t
}

func line(x, y, size, lineHeight float32, words string, bold bool, ink color.Color) scene.Text {
	return scene.Text{X: x, Y: y, Words: words, Size: size, LineHeight: lineHeight, Bold: bold, Color: ink}
}
