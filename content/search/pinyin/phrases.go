package pinyin

import (
	"strings"
	"unicode/utf8"
)

// several are characters that are read in two ways in words of daily life and government; each
// was looked at. The first reading is the likelier one.
var several = map[rune][]string{
	'行': {"xing", "hang"}, '长': {"zhang", "chang"}, '重': {"zhong", "chong"}, '会': {"hui", "kuai"},
	'参': {"can", "shen"}, '给': {"gei", "ji"}, '调': {"diao", "tiao"}, '还': {"huan", "hai"},
	'乐': {"le", "yue"}, '都': {"dou", "du"}, '率': {"lv", "shuai"}, '藏': {"cang", "zang"},
	'畜': {"chu", "xu"}, '厦': {"sha", "xia"}, '校': {"xiao", "jiao"}, '差': {"cha", "chai"},
	'没': {"mei", "mo"}, '曾': {"ceng", "zeng"}, '单': {"dan", "shan"}, '卡': {"ka", "qia"},
	'系': {"xi", "ji"}, '传': {"chuan", "zhuan"}, '番': {"fan", "pan"}, '绿': {"lv", "lu"},
	'薄': {"bo", "bao"}, '血': {"xue", "xie"}, '着': {"zhe", "zhuo"}, '幢': {"zhuang", "chuang"},
	'朝': {"chao", "zhao"}, '降': {"jiang", "xiang"}, '解': {"jie", "xie"}, '查': {"cha", "zha"},
	'种': {"zhong", "chong"}, '便': {"bian", "pian"}, '了': {"le", "liao"}, '似': {"si", "shi"},
	'露': {"lu", "lou"}, '泊': {"bo", "po"}, '宿': {"su", "xiu"}, '数': {"shu", "shuo"},
}

// phrases maps a phrase to its syllables.
var phrases, longestPhrase = readPhrases(phraseTable)

func readPhrases(table string) (map[string][]string, int) {
	out, longest := map[string][]string{}, 0
	for line := range strings.Lines(table) {
		phrase, reading, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		out[phrase] = strings.Fields(reading)
		longest = max(longest, utf8.RuneCountInString(phrase))
	}
	return out, longest
}

// phraseTable holds the phrases whose reading the single characters would get wrong or leave
// open, one a line with its syllables.
const phraseTable = `
会计 kuai ji
银行 yin hang
行业 hang ye
同行 tong hang
商行 shang hang
支行 zhi hang
分行 fen hang
总行 zong hang
央行 yang hang
开户行 kai hu hang
行号 hang hao
行政 xing zheng
执行 zhi xing
行为 xing wei
发行 fa xing
旅行 lv xing
旅行社 lv xing she
行驶 xing shi
自行车 zi xing che
进行 jin xing
运行 yun xing
厦门 xia men
大厦 da sha
参保 can bao
参加 can jia
人参 ren shen
海参 hai shen
党参 dang shen
给付 ji fu
给予 ji yu
供给 gong ji
补给 bu ji
自给 zi ji
发给 fa gei
长沙 chang sha
长春 chang chun
长江 chang jiang
长安 chang an
长治 chang zhi
长城 chang cheng
长期 chang qi
长途 chang tu
长度 chang du
长效 chang xiao
延长 yan chang
特长 te chang
时长 shi chang
校长 xiao zhang
家长 jia zhang
成长 cheng zhang
增长 zeng zhang
重新 chong xin
重复 chong fu
重建 chong jian
重名 chong ming
重组 chong zu
重置 chong zhi
重庆 chong qing
重婚 chong hun
重修 chong xiu
双重 shuang chong
重大 zhong da
重要 zhong yao
重点 zhong dian
重度 zhong du
重症 zhong zheng
重病 zhong bing
体重 ti zhong
调解 tiao jie
调整 tiao zheng
调节 tiao jie
调剂 tiao ji
协调 xie tiao
空调 kong tiao
调查 diao cha
调动 diao dong
调取 diao qu
调配 diao pei
音乐 yin yue
乐器 yue qi
娱乐 yu le
成都 cheng du
首都 shou du
都市 du shi
校对 jiao dui
校验 jiao yan
校准 jiao zhun
学校 xue xiao
归还 gui huan
退还 tui huan
返还 fan huan
偿还 chang huan
还款 huan kuan
还贷 huan dai
还建 huan jian
还是 hai shi
税率 shui lv
费率 fei lv
利率 li lv
汇率 hui lv
效率 xiao lv
比率 bi lv
西藏 xi zang
藏族 zang zu
收藏 shou cang
贮藏 zhu cang
储藏 chu cang
畜牧 xu mu
畜产 xu chan
畜禽 chu qin
种畜禽 zhong chu qin
牲畜 sheng chu
家畜 jia chu
出差 chu chai
差旅 chai lv
差额 cha e
没收 mo shou
没有 mei you
曾用名 ceng yong ming
单位 dan wei
社保卡 she bao ka
保障卡 bao zhang ka
传记 zhuan ji
宣传 xuan chuan
番禺 pan yu
便宜 pian yi
便民 bian min
方便 fang bian
变更 bian geng
更正 geng zheng
更换 geng huan
更改 geng gai
更名 geng ming
更新 geng xin
投降 tou xiang
降低 jiang di
解除 jie chu
检查 jian cha
审查 shen cha
查询 cha xun
种植 zhong zhi
品种 pin zhong
特种 te zhong
了解 liao jie
了结 liao jie
什么 shen me
大夫 dai fu
西安 xi an
六安 lu an
蚌埠 beng bu
台州 tai zhou
丽水 li shui
乐清 yue qing
曲阜 qu fu
阿胶 e jiao
下载 xia zai
记载 ji zai
车载 che zai
载客 zai ke
载货 zai huo
住宿 zhu su
宿舍 su she
佣金 yong jin
丧葬 sang zang
丧失 sang shi
数据 shu ju
计划 ji hua
规划 gui hua
朝阳 chao yang
血液 xue ye
献血 xian xue
采血 cai xue
薄弱 bo ruo
执着 zhi zhuo
着装 zhuo zhuang
露天 lu tian
停泊 ting bo
泊位 bo wei
绿化 lv hua
绿地 lv di
社会 she hui
系统 xi tong
关系 guan xi
联系 lian xi
`
