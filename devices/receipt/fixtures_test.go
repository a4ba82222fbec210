package receipt_test

import "daoyin/devices/receipt"

// ticket and sheet are the two papers that a visit ends with, as they were drawn.
func ticket() receipt.Document {
	return receipt.Document{Blocks: []receipt.Block{
		receipt.Ends{Left: "青岚县政务服务大厅", Right: "示例", Boxed: true},
		receipt.Rule{},
		receipt.Text{Text: "您的号", Align: receipt.Center},
		receipt.Text{Text: "A035", Size: 8, Bold: true, Align: receipt.Center},
		receipt.Bar{Text: "一楼 12 号窗口", Size: 3, Align: receipt.Center},
		receipt.Text{Text: "孩子出生登记", Size: 2, Bold: true, Align: receipt.Center},
		receipt.Text{Text: "前面 6 人 约 18 分钟", Size: 2, Align: receipt.Center},
		receipt.Rule{},
		receipt.QR{Data: "https://qinglan.example/t#A035", Lines: []receipt.Text{
			{Text: "扫一扫", Size: 2, Bold: true},
			{Text: "看叫到几号", Size: 2, Bold: true},
			{Text: "码里没有名字和证号"},
		}},
		receipt.Rule{Thin: true},
		receipt.Text{Text: "叫过了号，找服务台，不用重排。"},
		receipt.Ends{Left: "11 月 24 日 周二 14:07", Right: "1 号机"},
	}}
}

func sheet() receipt.Document {
	item := func(box receipt.Box, name, count, why string) receipt.Item {
		return receipt.Item{Box: box, Lines: []receipt.Text{{Text: name, Size: 2, Bold: true}, {Text: count, Size: 2}, {Text: why}}}
	}
	waived := func(name, why string) receipt.Item {
		return receipt.Item{Box: receipt.NoBox, Lines: []receipt.Text{{Text: name, Size: 2, Bold: true}, {Text: why}}}
	}
	return receipt.Document{Blocks: []receipt.Block{
		receipt.Ends{Left: "青岚县政务服务大厅 办事清单", Right: "示例", Boxed: true},
		receipt.Rule{},
		receipt.Text{Text: "孩子出生登记", Size: 3, Bold: true},
		receipt.Bar{Text: "一楼 12 号窗口", Size: 2},
		receipt.Text{Text: "跑 1 次 当场办 不收费", Size: 2},
		receipt.Text{Text: "爸爸或妈妈来一个人。开到 17:30，周末不开。"},
		receipt.Rule{},
		receipt.Tag{Text: "请带上这 4 样"},
		item(receipt.Ticked, "出生医学证明", "原件 1 份", "窗口留下副页。证明孩子是谁生的。"),
		item(receipt.Ticked, "爸妈的身份证", "原件 2 张", "看完还您。核对父母是谁。"),
		item(receipt.Empty, "妈妈的户口簿", "原件复印件各 1", "您选了落在妈妈的户口簿上。"),
		item(receipt.Empty, "爸爸的户口簿", "复印 1 份", "父母户口不在一起。可以后补，5 天内。"),
		receipt.Rule{},
		receipt.Tag{Text: "这 2 样不用带"},
		waived("结婚证", "数据共享，窗口能从民政局查到。"),
		waived("未重复落户证明", "告知承诺，到窗口签一张承诺书就行。"),
		receipt.Rule{},
		receipt.Tag{Text: "您是这样答的"},
		receipt.Text{Text: "领结婚证了吗：领了\n孩子在哪里出生：本市的医院\n落在谁的户口簿上：妈妈的\n父母户口在一起吗：不在"},
		receipt.Rule{},
		receipt.QR{Data: "https://qinglan.example/f#b1.aZ3kQ9", Lines: []receipt.Text{
			{Text: "手机上看", Size: 2, Bold: true},
			{Text: "同一张清单，随时能改答案\n这张纸和码里没有您的\n名字和证号"},
		}},
		receipt.Rule{Thin: true},
		receipt.Text{Text: "问事电话（示例）0000-12345678"},
		receipt.Text{Text: "内容 2026 年 11 月 20 日更新，仅作示例"},
	}}
}
