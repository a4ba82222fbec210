package idcard

// sexName gives the word for a code of GB/T 2261.1, or "".
func sexName(code byte) string {
	switch code {
	case '0':
		return "未知"
	case '1':
		return "男"
	case '2':
		return "女"
	case '9':
		return "未说明"
	}
	return ""
}

// ethnicNames are the ethnic groups of China in the order of their codes in
// GB/T 3304, beginning with 01.
var ethnicNames = [...]string{
	"汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜",
	"满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳",
	"佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土",
	"达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米",
	"塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京", "塔塔尔",
	"独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
}

// ethnicName gives the word for a two-digit code, or "". 97 and 98 are used on
// cards beside the standard's list.
func ethnicName(tens, ones byte) string {
	if tens < '0' || tens > '9' || ones < '0' || ones > '9' {
		return ""
	}
	switch n := int(tens-'0')*10 + int(ones-'0'); {
	case n >= 1 && n <= len(ethnicNames):
		return ethnicNames[n-1]
	case n == 97:
		return "其他"
	case n == 98:
		return "外国血统中国籍人士"
	}
	return ""
}
