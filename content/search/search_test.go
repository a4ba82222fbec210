package search_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"daoyin/content/search"
)

// doc is a synthetic document: its title, and pairs of field and words.
func doc(id, title string, more ...string) search.Document {
	d := search.Document{ID: id, Full: true, Texts: []search.Text{{Field: search.Title, Words: title}}}
	fields := map[string]search.Field{"name": search.Name, "also": search.Also, "department": search.Department, "material": search.Material}
	for _, m := range more {
		field, words, _ := strings.Cut(m, ":")
		d.Texts = append(d.Texts, search.Text{Field: fields[field], Words: words})
	}
	return d
}

// documents are a hall of a few synthetic items.
func documents() []search.Document {
	passing := doc("passing", "身后一件事", "also:老人去世后要办的事", "department:公安局", "department:人社局")
	passing.Bundle = true
	return []search.Document{
		passing,
		doc("cancel", "注销户口", "also:老人去世销户", "department:公安局", "material:死亡证明"),
		doc("register", "户口登记", "also:上户口", "department:公安局", "material:出生医学证明"),
		doc("move", "户口迁移", "department:公安局"),
		doc("card", "身份证丢失补领", "also:身份证丢了", "department:公安局", "material:户口簿"),
		doc("temporary", "临时居民身份证明", "department:公安局"),
		doc("accounting", "会计人员信息采集", "department:财政局"),
		doc("bank", "银行账户备案", "department:财政局"),
		doc("xiamen", "厦门来人登记", "department:人社局"),
		doc("reset", "社会保障卡密码重置", "also:社保卡密码忘了", "department:人社局"),
		doc("insure", "参保登记", "department:医保局"),
		doc("benefit", "失业保险待遇给付", "department:人社局"),
		doc("changsha", "长沙就业登记", "department:人社局"),
		doc("etc", "ＥＴＣ 安装与12345热线", "department:交通局"),
		doc("daughter", "独生子女父母奖励", "also:女儿", "department:卫健局"),
	}
}

func ids(r search.Result) []string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}

func TestWhatPeopleTypeFindsTheItem(t *testing.T) {
	x := search.Build(documents())
	for query, want := range map[string]string{
		"户口登记":           "register", // characters
		"登记户口":           "register", // in another order
		"hukoudengji":    "register", // full pinyin
		"hu kou deng ji": "register",
		"HuKouDengJi":    "register",
		"hkdj":           "register", // initials
		"户口dj":           "register", // mixtures
		"hk登记":           "register",
		"hukoudj":        "register",
		"huk":            "register", // the beginning of a syllable
		"户口登":            "register", // of a name
		"shanghukou":     "register", // an everyday name
		"我想上户口":          "register", // words around it
		"上户口怎么办理":        "register",
		"户口登记！":          "register",
		"身份证丢了":          "card",
		"sfzdl":          "card",
		"户口迁移 公安局":       "move", // the department helps
		"kuaiji":         "accounting",
		"kjry":           "accounting",
		"yinhang":        "bank",
		"yhzh":           "bank",
		"xiamen":         "xiamen",
		"canbao":         "insure",
		"daiyujifu":      "benefit",
		"changsha":       "changsha",
		"cszc":           "",
		"chongzhi":       "reset",
		"社保卡重置":          "reset",
		"nver":           "daughter",
		"nüer":           "daughter",
		"etc":            "etc",
		"ＥＴＣ":            "etc",
		"12345":          "etc",
		"死亡证明":           "cancel", // a material
		"qqqq":           "",
		"龘":              "",
	} {
		got := ids(x.Search(query, 3))
		if len(got) == 0 {
			got = []string{""}
		}
		if got[0] != want {
			t.Errorf("%s finds %q, want %s first", query, got, want)
		}
	}
}

func TestBundleThatCoversTheWordComesFirst(t *testing.T) {
	x := search.Build(documents())
	for _, query := range []string{"老人去世", "lrqs", "laorenqushi"} {
		if d := cmp.Diff([]string{"passing", "cancel"}, ids(x.Search(query, 5))); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
}

func TestHitSaysWhichWordsMatched(t *testing.T) {
	x := search.Build(documents())
	for _, c := range []struct {
		query, field, text string
		marks              [][2]int
	}{
		{"户口登记", "title", "户口登记", [][2]int{{0, 4}}},
		{"登记户口", "title", "户口登记", [][2]int{{0, 4}}},
		{"hkdj", "title", "户口登记", [][2]int{{0, 4}}},
		{"注销公安局", "title", "注销户口", [][2]int{{0, 2}}},
		{"老人销户", "also", "老人去世销户", [][2]int{{0, 2}, {4, 6}}},
		{"lrqsxh", "also", "老人去世销户", [][2]int{{0, 6}}},
		{"12345", "title", "ＥＴＣ 安装与12345热线", [][2]int{{7, 12}}},
	} {
		r := x.Search(c.query, 1)
		if len(r.Hits) == 0 {
			t.Errorf("%s finds nothing", c.query)
			continue
		}
		h := r.Hits[0]
		if d := cmp.Diff([]any{c.field, c.text, c.marks}, []any{h.Field, h.Text, h.Marks}); d != "" {
			t.Errorf("%s: %s", c.query, d)
		}
	}
}

func TestMeantSaysWhatLettersStandFor(t *testing.T) {
	x := search.Build(documents())
	for query, want := range map[string][]string{
		"lrqs": {"老人去世"},
		"户口dj": {"户口登记"},
		"hk":   {"户口"},
		"qqqq": {},
		"户口":   nil, // characters stand for themselves
	} {
		if d := cmp.Diff(want, x.Search(query, 5).Meant); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
}

// Meant offers words, never a piece of one.
func TestMeantBeginsAndEndsWithAWord(t *testing.T) {
	x := search.Build([]search.Document{
		doc("marriage", "婚姻登记"),
		doc("mortgage", "抵押登记"),
		doc("remote", "异地就医备案"),
		doc("restaurant", "开饭馆", "also:餐饮店一件事"),
		doc("move", "户口迁到老公家"),
		doc("state", "国家给孩子发的钱"),
		doc("card", "居民身份证挂失"),
	})
	for query, want := range map[string][]string{
		"ydj": {}, // 姻登记, 押登记
		"yd":  {"异地"},
		"gj":  {"国家"},
		"sfz": {"身份证"},
		"sf":  {}, // a piece of 身份证
		"djy": {},
		"hy":  {"婚姻"},
	} {
		if d := cmp.Diff(want, x.Search(query, 5).Meant); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
}

// What is found by chance is not shown.
func TestChanceIsNotShown(t *testing.T) {
	x := search.Build([]search.Document{
		doc("retire", "办退休，领养老金", "also:退休手续"),
		doc("school", "孩子上小学、初中报名", "also:小升初"),
		doc("divorce", "离婚登记预约"),
		doc("animals", "动物防疫条件合格证核发（动物隔离场所）", "also:离校未婚登记"),
		doc("passport", "普通护照签发"),
		doc("licence", "证照遗失补领", "also:营业执照丢了"),
		doc("passing", "注销户口", "also:去世注销"),
		doc("remote", "异地就医备案", "also:去外地看病", "material:转诊转院证明"),
		doc("seeds", "主要农作物杂交种子及其亲本种子生产经营许可"),
		doc("insurance", "社会保障卡挂失"),
		doc("birth", "户口登记", "also:落户"),
		doc("benefit", "生育津贴支付"),
	})
	for query, want := range map[string][]string{
		"xse":      nil,
		"zzzz":     nil,
		"qqqqxxzz": nil,
		"离婚":       {"divorce"},
		"护照":       {"passport"},
		"去世":       {"passing"},
		"社卡":       {"insurance"}, // an abbreviation: its characters stand close together, in order
		"卡社":       nil,
		"宝宝落户":     {"birth"}, // a whole word of it
		"生小孩津贴":    {"benefit"},
		"离开":       nil,
		"djhkou":   {"birth"}, // letters in pieces, all of them used
		"djhkoux":  nil,
	} {
		if d := cmp.Diff(want, ids(x.Search(query, 9))); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
}

func TestNothingTypedFindsNothing(t *testing.T) {
	x := search.Build(documents())
	for _, query := range []string{"", " ", "，。！", "\x00\xff"} {
		if r := x.Search(query, 5); r.Total != 0 || len(r.Hits) != 0 {
			t.Errorf("%q finds %v", query, ids(r))
		}
	}
	if r := search.Build(nil).Search("户口", 5); r.Total != 0 {
		t.Errorf("an empty index finds %v", r)
	}
}

func TestTotalCountsAndLimitLimits(t *testing.T) {
	x := search.Build(documents())
	r := x.Search("户口", 2)
	if r.Total < 3 || len(r.Hits) != 2 {
		t.Errorf("got %d of %d", len(r.Hits), r.Total)
	}
	if r := x.Search("户口", 0); r.Total < 3 || len(r.Hits) != 0 {
		t.Errorf("got %d of %d", len(r.Hits), r.Total)
	}
}

func TestIndexIsTheSameInAnyOrderAndAfterATrip(t *testing.T) {
	docs := documents()
	want := search.Build(docs).Encode()
	for range 5 {
		rand.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if string(search.Build(docs).Encode()) != string(want) {
			t.Fatal("the same documents in another order give another index")
		}
	}
	x, err := search.Open(want)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"户口登记", "lrqs", "户口dj", "公安局"} {
		if d := cmp.Diff(search.Build(docs).Search(query, 5), x.Search(query, 5)); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
}

// Every prefix that a person types on the way to a title keeps finding it.
func TestEveryPrefixOfATitleFindsIt(t *testing.T) {
	docs := documents()
	x := search.Build(docs)
	for _, d := range docs {
		title := []rune(d.Texts[0].Words)
		for n := 1; n <= len(title); n++ {
			query := string(title[:n])
			if !slices.Contains(ids(x.Search(query, len(docs))), d.ID) {
				t.Errorf("%s does not find %s", query, string(title))
			}
		}
	}
}

func TestMarksLieInTheText(t *testing.T) {
	x := search.Build(documents())
	piece := rapid.SampledFrom([]string{"户口", "登记", "hk", "dj", "deng", "身份证", "sfz", "公安局", "老", "l", "1", "e", "的", " ", "，", "zh", "证", "社会", "sb"})
	rapid.Check(t, func(t *rapid.T) {
		query := strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "query"), "")
		r := x.Search(query, 20)
		if r.Total < len(r.Hits) || len(r.Meant) > 3 {
			t.Fatalf("%q: %d hits of %d, %d meant", query, len(r.Hits), r.Total, len(r.Meant))
		}
		for i, h := range r.Hits {
			if i > 0 && h.Score > r.Hits[i-1].Score {
				t.Fatalf("%q: hit %d is better than the one before", query, i)
			}
			last := 0
			for _, m := range h.Marks {
				if m[0] < last || m[1] <= m[0] || m[1] > len([]rune(h.Text)) {
					t.Fatalf("%q: marks %v in %q", query, h.Marks, h.Text)
				}
				last = m[1]
			}
			if len(h.Marks) == 0 {
				t.Fatalf("%q: nothing is marked in %q", query, h.Text)
			}
		}
	})
}

func FuzzSearch(f *testing.F) {
	x := search.Build(documents())
	for _, seed := range []string{"户口登记", "lrqs", "户口dj", "zhzhzhzh", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ＥＴＣ", "\xff", "我的了吗"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, h := range x.Search(query, 5).Hits {
			if h.Text == "" || h.Score <= 0 {
				t.Errorf("%q gives the hit %+v", query, h)
			}
		}
	})
}

func FuzzOpen(f *testing.F) {
	whole := search.Build(documents()).Encode()
	f.Add(whole)
	f.Add(search.Build(nil).Encode())
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := search.Open(data)
		if err != nil {
			return
		}
		for _, query := range []string{"户口", "hkdj", "e"} {
			x.Search(query, 5)
		}
	})
}

func TestDamagedIndexIsRefusedOrSearchedWithoutPanic(t *testing.T) {
	whole := search.Build(documents()).Encode()
	rng := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		data := slices.Clone(whole)
		for range 1 + rng.IntN(4) {
			data[rng.IntN(len(data))] ^= byte(1 << rng.IntN(8))
		}
		if x, err := search.Open(data); err == nil {
			x.Search("户口登记", 5)
			x.Search("hkdj", 5)
		}
	}
}

func TestConcurrentSearches(t *testing.T) {
	x := search.Build(documents())
	want := x.Search("户口dj", 5)
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 200 {
				if d := cmp.Diff(want, x.Search("户口dj", 5)); d != "" {
					t.Error(d)
					return
				}
			}
		}()
	}
	wg.Wait()
}

// countyIndex is the index of the 1,133 items of the list in assets/lists.
func countyIndex(b *testing.B) (*search.Index, []byte) {
	b.Helper()
	data, err := os.ReadFile("../../assets/lists/county-items.tsv")
	if err != nil {
		b.Fatal(err)
	}
	var docs []search.Document
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if cells := strings.Split(line, "\t"); i > 0 {
			docs = append(docs, doc(cells[3], cells[2], "department:"+cells[0]))
		}
	}
	encoded := search.Build(docs).Encode()
	x, err := search.Open(encoded)
	if err != nil {
		b.Fatal(err)
	}
	return x, encoded
}

// typed is what arrives key by key while people type these.
func typed() []string {
	var out []string
	for _, query := range []string{
		"户口登记", "身份证丢了怎么办", "公司变更登记", "食品经营许可证", "办理", "区行政审批局", "社会保障卡挂失", "退休",
		"hkdj", "sfz", "shenfenzheng", "shiyebaoxian", "jiehundengji", "yingyezhizhao", "daolu", "zhengshu", "户口dj", "公司zx登记",
		"sssssss", "zhzhzhzh", "djzxbgdjzxbg", "shebaoka", "qudengji", "lrqs", "区", "可", "s", "z", "j",
	} {
		runes := []rune(query)
		for n := 1; n <= len(runes); n++ {
			out = append(out, string(runes[:n]))
		}
	}
	return out
}

func BenchmarkKeystroke(b *testing.B) {
	x, _ := countyIndex(b)
	queries := typed()
	var took []time.Duration
	for b.Loop() {
		for _, query := range queries {
			began := time.Now()
			x.Search(query, 20)
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	at := func(share float64) float64 {
		return float64(took[int(share*float64(len(took)-1))].Microseconds())
	}
	b.ReportMetric(at(0.5), "p50-µs")
	b.ReportMetric(at(0.99), "p99-µs")
	b.ReportMetric(at(1), "max-µs")
	b.ReportMetric(float64(len(queries)), "keystrokes/op")
}

func BenchmarkOpenIndex(b *testing.B) {
	_, encoded := countyIndex(b)
	b.SetBytes(int64(len(encoded)))
	for b.Loop() {
		if _, err := search.Open(encoded); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleIndex_Search() {
	x := search.Build(documents())
	for _, h := range x.Search("lrqs", 2).Hits {
		fmt.Println(h.ID, h.Text, h.Marks)
	}
	// Output:
	// passing 老人去世后要办的事 [[0 4]]
	// cancel 老人去世销户 [[0 4]]
}
