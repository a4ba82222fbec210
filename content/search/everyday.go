package search

import (
	"strings"
	"unicode/utf8"
)

// Lists of items come with official names only. An item for which nobody entered what people say
// is also found under the everyday words of these two tables. Each pair was looked at.

// everydayNouns are everyday words for things. They stand in the name in place of the official
// word: 社会保障卡挂失 is also 社保卡挂失.
var everydayNouns = readPairs(`
居住证 暂住证
往来港澳通行证 港澳通行证
往来台湾通行证 台湾通行证
出生医学证明 出生证
教师资格 教师证
社会保障卡 社保卡
社会保险 社保
基本医疗保险 医保
医疗保险 医保
医疗费用 医药费
生育津贴 产假工资
失业保险金 失业金
养老保险待遇 养老金
养老保险 社保
丧葬补助金 丧葬费
劳动人事争议 劳动仲裁
最低生活保障 低保
特困人员 五保
高龄津贴 高龄补贴
老年人优待证 老年证
残疾人证 残疾证
公共租赁住房 公租房
住房公积金 公积金
不动产 房产
机动车驾驶证 驾照
驾驶证 驾照
烟草专卖零售许可证 烟证
公共场所卫生许可 卫生许可证
犬类准养证 养狗证
遗失补领 丢了补办
遗失补办 丢了补办
挂失 丢了
死亡 去世
增值税专用发票 专票
增值税普通发票 普票
个人所得税 个税
`)

// everydayErrands are what people say for a whole errand: 户口登记 is also 上户口. They hold for a
// name that has little more to it, because 户口登记项目更正证明 is another errand.
var everydayErrands = readPairs(`
户口登记 上户口
户口登记 落户
户口登记 报户口
户口迁移 迁户口
户口迁移 落户
户口变更 改名字
户口变更 改户口
户口注销 销户
居民身份证挂失 身份证丢了
居民身份证办理 办身份证
结婚登记 领结婚证
离婚登记 领离婚证
收养登记 领养
生育登记 准生证
义务教育阶段入学 上学
义务教育阶段入学 上小学
异地就医 外地看病
异地就医 外地医保报销
房屋所有权转移 房子过户
转移登记 过户
公司设立登记 注册公司
公司设立登记 开公司
公司设立登记 办营业执照
公司注销登记 关公司
个体工商户设立登记 开店
个体工商户设立登记 办营业执照
个体工商户注销登记 关店
证照遗失 营业执照丢了
食品经营许可 开饭店
食品(含保健食品)经营许可 开饭店
食品经营许可 开餐馆
食品小经营店 开小店
食品小经营店 小卖部
仅销售预包装食品 小卖部
林木采伐 砍树
供水报装 自来水开户
供水报装 装水表
取水许可 打井
烟草专卖零售许可证新办 卖烟
法律援助 免费律师
`)

// littleMore is how many characters a name may have beside the errand (审批, 业务办理).
const littleMore = 8

func readPairs(table string) [][2]string {
	var out [][2]string
	for line := range strings.Lines(table) {
		if official, said, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			out = append(out, [2]string{official, said})
		}
	}
	return out
}

// saidFor are the names that people use for an official name.
func saidFor(name string) []string {
	var out []string
	for _, pair := range everydayErrands {
		if strings.Contains(name, pair[0]) && utf8.RuneCountInString(name) <= utf8.RuneCountInString(pair[0])+littleMore {
			out = append(out, pair[1])
		}
	}
	for _, pair := range everydayNouns {
		if strings.Contains(name, pair[0]) {
			out = append(out, strings.ReplaceAll(name, pair[0], pair[1]))
		}
	}
	return out
}
