package search

import "strings"

// longestWord is how many characters a word of the lexicon has at most; four fit one key.
const longestWord = 4

// wordKey packs the characters of a word. Characters beyond the basic plane are in no word here.
type wordKey uint64

func keyOf(runes []uint32) wordKey {
	var k wordKey
	for _, r := range runes {
		k = k<<16 | wordKey(r&0xffff)
	}
	return k
}

// lexicon are words by which names of items are cut. It need not be complete: what it does not know
// stays in one piece.
var lexicon = func() map[wordKey]bool {
	out := map[wordKey]bool{}
	add := func(word string) {
		var runes []uint32
		for _, r := range word {
			runes = append(runes, uint32(r))
		}
		if len(runes) >= 2 && len(runes) <= longestWord {
			out[keyOf(runes)] = true
		}
	}
	for _, word := range strings.Fields(commonWords) {
		add(word)
	}
	for _, pairs := range [][][2]string{everydayNouns, everydayErrands} {
		for _, pair := range pairs {
			add(pair[0])
			add(pair[1])
		}
	}
	// 户口登记 is two words: a name may be cut between them.
	for word := range out {
		if first, second := word>>32, word&0xffffffff; word>>48 != 0 && out[first] && out[second] {
			delete(out, word)
		}
	}
	return out
}()

// commonWords are words that stand in the names of items, and in what people say for them.
const commonWords = `
身份证 身份 居民 户口 户口簿 户口本 户籍 居住证 护照 通行证 签证 驾驶证 驾照 行驶证 机动车 车辆 拖拉机 收割机
结婚证 离婚证 结婚 离婚 婚姻 出生 出生证 死亡 去世 过世 老人 孩子 新生儿 小孩 儿童 妇女 残疾人 残疾证 学生 夫妻 父母 子女 独生子女 收养 生育 准生证 怀孕
社保 社保卡 医保 医保卡 保险 养老 养老金 养老保险 医疗 医疗保险 医疗费 失业 失业金 失业保险 工伤 工伤保险 生育保险 社会保险 社会保障卡 参保 缴费 待遇 津贴 补贴 补助 救助 低保 公积金 退休 就业 创业 就医 看病 异地 外地 转院 转诊 住院 门诊 报销 备案
登记 申请 申领 办理 审批 审核 许可 许可证 核发 核准 备案表 变更 变更登记 注销 注销登记 设立 设立登记 换发 换证 补领 补办 补发 补换 遗失 丢失 丢了 挂失 延续 年检 年审 认定 认证 鉴定 鉴证 评定 评审 证明 证书 资格 资格证 资质 证件 证照 执照 营业执照 信息 查询 修改 重置 密码 激活 领取 发放 支付 给付 转移 转入 转出 迁移 迁入 迁出 落户 上户口 迁户口 入户 分户 过户 抵押 预告 继承 赠与 买卖 转让 租赁 租房 买房 房子 房屋 房产 房产证 不动产 土地 宅基地 使用权 所有权 首次 临时 正常 提前 预约 咨询 服务 公证 调解 仲裁 法律 援助 法律援助 投诉 举报 奖励 资助 减免 优惠 优待 优待证 优待金 退役 军人 烈士 抚恤 丧葬 殡葬 火化 公墓
企业 公司 个体 个体户 个体工商户 单位 机关 事业单位 分公司 合作社 农民 职工 员工 人员 灵活就业 自己 本人 个人 国家 社会 政府 银行 账户 学校 上学 小学 初中 高中 中学 幼儿园 入学 入园 报名 教师 教师证 教育 培训 考试 成绩 毕业 毕业生 高校 医院 医师 医生 护士 药品 药店 卫生 食品 经营 生产 销售 餐饮 饭店 饭馆 开饭店 开饭馆 开店 小店 超市 酒类 烟草 专卖 零售 发票 税务 纳税 纳税人 增值税 所得税 个税 社团 宗教 场所 公共 消防 安全 特种 设备 计量 商标 专利 广告 旅游 文化 体育 娱乐 网吧 出版 印刷 电影 文物 档案 会计 建设 建筑 工程 施工 规划 设计 监理 质量 竣工 验收 道路 运输 公路 客运 货运 出租 出租车 船舶 水路 港口 航道 水利 取水 供水 排水 供电 用电 供气 燃气 自来水 装水表 环境 环保 排污 辐射 林木 采伐 种子 种苗 农药 兽药 兽医 动物 植物 检疫 防疫 饲料 渔业 捕捞 养殖 草原 森林 矿产 采矿 采矿权 探矿 探矿权 气象 防雷 地震 人防 水土 保持 河道 招标 投标 采购 价格 收费 义务教育 志愿者 慈善 养犬 养狗
`

// breaks reports whether a word begins or ends at each end of a stretch of a text: at the text's own
// ends, beside what is no character, or at an end of a word of the lexicon. Characters between two
// words of the lexicon are taken for one word.
func (x *Index) breaks(t int, place, end uint32) (begins, ends bool) {
	p, last := x.start[t], x.start[t+1]-1
	broken := true // a word ended just before p
	for p <= last && p <= end {
		n := x.wordAt(p)
		edge := broken || n > 1 || !isWord(x.runes[p])
		begins = begins || p == place && edge
		ends = ends || p == end && edge
		broken = n > 1 || !isWord(x.runes[p])
		p += uint32(n)
	}
	return begins, ends
}

// wordAt is the length of the longest word of the lexicon at a place, or 1.
func (x *Index) wordAt(p uint32) int {
	for n := longestWord; n > 1; n-- {
		if int(p)+n <= len(x.runes) && lexicon[keyOf(x.runes[p:int(p)+n])] {
			return n
		}
	}
	return 1
}

// isWord reports whether a normalised rune is part of a word: punctuation, spaces and the end of a
// text are not.
func isWord(r uint32) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || isHan(rune(r))
}
