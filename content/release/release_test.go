package release_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"daoyin/content/guide"
	"daoyin/content/release"
)

// catalog is a synthetic hall with a few items full of all that a record can hold, and n plain ones.
func catalog(n int) *guide.Catalog {
	cat := &guide.Catalog{
		Hall:        guide.Hall{ID: "sample", Name: "示例大厅", Sample: true, Windows: []guide.Window{{ID: "12", Name: "公安综合", Floor: "一楼"}}},
		Departments: []guide.Department{{ID: "police", Name: "公安局"}, {ID: "health", Name: "卫健局"}},
		Events:      []guide.Event{{ID: "birth", Name: "出生", Icon: "birth"}},
		Bundles: []guide.Bundle{{ID: "newborn", Code: "B-1", Name: "新生儿一件事", Title: []string{"孩子出生", "一件事"}, Tile: "孩子出生",
			Items: []string{"registration", "subsidy"}, Events: []string{"birth"}, Windows: []string{"12"}, Updated: "2026-11-18"}},
		Items: []guide.Item{
			{ID: "registration", Code: "T-1", Name: "出生登记", Title: []string{"孩子出生", "登记"}, Department: "police", Events: []string{"birth"}, Windows: []string{"12"},
				Visits: guide.Fact{Text: "1 次"}, MaterialsEntered: true, Updated: "2026-11-20",
				Questions: []guide.Question{{ID: "book", Ask: []string{"落在谁那里？"}, Options: []guide.Option{{ID: "mother", Text: "妈妈"}, {ID: "father", Text: "爸爸"}}}},
				Materials: []guide.Material{
					{ID: "paper", Document: "birth", Name: "出生医学证明", Original: 1},
					{ID: "register", Name: "户口簿", When: guide.Condition{{"book": {"mother"}}}},
					{ID: "marriage", Name: "结婚证", Waived: &guide.Waiver{By: "shared", Text: "窗口能查到"}},
				}},
			{ID: "subsidy", Code: "T-2", Name: "育儿补贴", Department: "health", MaterialsEntered: true, Visits: guide.Fact{Text: "0 次", Standing: guide.Local},
				Materials: []guide.Material{{ID: "paper", Document: "birth", Name: "出生医学证明", Copies: 1}},
				Outcomes:  []guide.Outcome{{Kind: guide.OutcomeOnline, Text: "手机上办"}}},
		},
	}
	for i := range n {
		cat.Items = append(cat.Items, guide.Item{ID: fmt.Sprintf("plain-%05d", i), Code: fmt.Sprintf("P-%d", i), Name: fmt.Sprintf("第%d号许可证办理", i), Department: "health"})
	}
	return cat
}

func build(t testing.TB, cat *guide.Catalog, options release.Options) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hall.release")
	if _, err := release.Build(cat, path, options); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, path string) *release.Release {
	t.Helper()
	rel, err := release.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rel.Close() })
	return rel
}

func bytesOf(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSameContentGivesTheSameBytes(t *testing.T) {
	first := bytesOf(t, build(t, catalog(300), release.Options{}))
	for range 3 {
		cat := catalog(300)
		rand.Shuffle(len(cat.Items), func(i, j int) { cat.Items[i], cat.Items[j] = cat.Items[j], cat.Items[i] })
		if string(bytesOf(t, build(t, cat, release.Options{}))) != string(first) {
			t.Fatal("the same content in another order gives another file")
		}
	}
	if string(bytesOf(t, build(t, catalog(301), release.Options{}))) == string(first) {
		t.Error("other content gives the same file")
	}
}

func TestReleaseHoldsWhatWasBuilt(t *testing.T) {
	cat := catalog(2)
	rel := open(t, build(t, cat, release.Options{}))
	if info := rel.Info(); info.Date != "2026-11-20" || info.Items != 4 || !info.Sample || info.Schema != release.SchemaVersion || len(info.Hash) != 64 {
		t.Errorf("the release says of itself %+v", info)
	}
	for i := range cat.Items {
		got, err := rel.Item(cat.Items[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(&cat.Items[i], got, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
	}
	for _, c := range []struct{ got, want any }{
		{*rel.Hall(), cat.Hall}, {rel.Departments(), cat.Departments}, {rel.Events(), cat.Events}, {rel.Bundles(), cat.Bundles},
	} {
		if d := cmp.Diff(c.want, c.got, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
	}
}

func TestListsAndBriefs(t *testing.T) {
	rel := open(t, build(t, catalog(0), release.Options{}))
	bundle := guide.Brief{ID: "newborn", Code: "B-1", Name: "新生儿一件事", Title: "孩子出生一件事", Bundle: true, Parts: 2, Bodies: 2}
	registration := guide.Brief{ID: "registration", Code: "T-1", Name: "出生登记", Title: "孩子出生登记", Department: "公安局", Visits: "1 次"}
	subsidy := guide.Brief{ID: "subsidy", Code: "T-2", Name: "育儿补贴", Title: "育儿补贴", Department: "卫健局", NoVisit: true}
	for name, c := range map[string]struct{ got, want []guide.Brief }{
		"event":           {rel.ByEvent("birth"), []guide.Brief{bundle, registration}},
		"window":          {rel.ByWindow("12"), []guide.Brief{bundle, registration}},
		"department":      {rel.ByDepartment("health"), []guide.Brief{subsidy}},
		"nothing there":   {rel.ByDepartment("tax"), nil},
		"an item is none": {rel.ByEvent("registration"), nil},
	} {
		if d := cmp.Diff(c.want, c.got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if b, ok := rel.Brief("subsidy"); !ok || b != subsidy {
		t.Errorf("the brief is %+v, %v", b, ok)
	}
	if _, ok := rel.Brief("nothing"); ok {
		t.Error("there is a brief of nothing")
	}
}

func TestListsGoBySound(t *testing.T) {
	cat := catalog(0)
	cat.Items, cat.Bundles = nil, nil
	for i, name := range []string{"注销", "安装", "会计证", "银行开户"} { // zhu, an, kuai, yin
		cat.Items = append(cat.Items, guide.Item{ID: fmt.Sprint("i", i), Code: fmt.Sprint(i), Name: name, Department: "police"})
	}
	var got []string
	for _, b := range open(t, build(t, cat, release.Options{})).ByDepartment("police") {
		got = append(got, b.Name)
	}
	if d := cmp.Diff([]string{"安装", "会计证", "银行开户", "注销"}, got); d != "" {
		t.Error(d)
	}
}

func TestBundleIsAnsweredAsOneItem(t *testing.T) {
	rel := open(t, build(t, catalog(0), release.Options{}))
	it, err := rel.Item("newborn")
	if err != nil {
		t.Fatal(err)
	}
	list := guide.Compute(it, guide.Answers{"registration.book": "mother"})
	if len(it.Parts) != 2 || len(list.Bring) != 2 || list.Bring[0].Material.Copies != 1 {
		t.Errorf("the bundle's checklist is %+v", list.Bring)
	}
	for _, code := range []string{"B-1", "newborn"} {
		if it, err := rel.Find(code); err != nil || it.ID != "newborn" {
			t.Errorf("%s finds %v, %v", code, it, err)
		}
	}
	for _, ask := range []func(string) (*guide.Item, error){rel.Item, rel.Find} {
		if _, err := ask("nothing"); !errors.Is(err, release.ErrNoItem) {
			t.Errorf("nothing finds %v", err)
		}
	}
}

func TestSearchAnswersFromTheRelease(t *testing.T) {
	result := open(t, build(t, catalog(50), release.Options{})).Search("csdj", 5)
	if len(result.Hits) == 0 || result.Hits[0].ID != "registration" {
		t.Errorf("csdj finds %+v", result)
	}
}

func TestGivenDateIsTheDate(t *testing.T) {
	if got := open(t, build(t, catalog(0), release.Options{Date: "2027-01-01"})).Info().Date; got != "2027-01-01" {
		t.Errorf("the date is %s", got)
	}
}

func TestVerifyTellsEachFaultApart(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(path string) error
		want error
		says []string
	}{
		"no file":       {os.Remove, release.ErrMissing, []string{"hall.release is not there", "build it"}},
		"no hash":       {func(p string) error { return os.Remove(p + ".sha256") }, release.ErrMissing, []string{".sha256 is not there", "copy it"}},
		"cut short":     {func(p string) error { return os.Truncate(p, 20000) }, release.ErrTruncated, []string{"cut short", "20000", "copy it again"}},
		"empty":         {func(p string) error { return os.Truncate(p, 0) }, release.ErrTruncated, []string{"cut short"}},
		"one bit":       {func(p string) error { return flip(p, 9000) }, release.ErrAltered, []string{"was altered", "copy both"}},
		"no hash in it": {func(p string) error { return os.WriteFile(p+".sha256", []byte("hello\n"), 0o644) }, release.ErrAltered, []string{"does not hold a SHA-256"}},
		"longer": {func(p string) error {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			return os.WriteFile(p, append(data, 0), 0o644)
		}, release.ErrAltered, []string{"was altered"}},
	} {
		path := build(t, catalog(20), release.Options{})
		if err := release.Verify(path); err != nil {
			t.Fatalf("a new release does not verify: %v", err)
		}
		if err := c.harm(path); err != nil {
			t.Fatal(err)
		}
		err := release.Verify(path)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
			continue
		}
		for _, piece := range c.says {
			if !strings.Contains(err.Error(), piece) {
				t.Errorf("%s: %q does not say %q", name, err, piece)
			}
		}
	}
}

func flip(path string, at int64) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	var b [1]byte
	if _, err := f.ReadAt(b[:], at); err != nil {
		return err
	}
	b[0] ^= 0x10
	_, err = f.WriteAt(b[:], at)
	return err
}

// Whatever is broken in the file, reading it gives the truth or an error, and never ends the
// program.
func TestDamageIsAnErrorAndNoPanic(t *testing.T) {
	whole := bytesOf(t, build(t, catalog(200), release.Options{}))
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		data := append([]byte(nil), whole...)
		if i%3 == 0 {
			data = data[:rng.IntN(len(data))]
		} else {
			for range 1 + rng.IntN(200) {
				data[rng.IntN(len(data))] ^= byte(1 << rng.IntN(8))
			}
		}
		path := filepath.Join(dir, fmt.Sprint(i, ".release"))
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		visitAll(t, path)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFileThatShrinksWhileOpenIsAnError(t *testing.T) {
	path := build(t, catalog(300), release.Options{})
	rel := open(t, path)
	if err := os.Truncate(path, 4096); err != nil {
		t.Fatal(err)
	}
	if _, err := rel.Item("plain-00200"); err == nil || !strings.Contains(err.Error(), "copy it again") {
		t.Errorf("got %v", err)
	}
	if got := rel.Search("许可证", 3); len(got.Hits) != 3 {
		t.Errorf("the search in memory finds %d", len(got.Hits))
	}
}

func visitAll(t *testing.T, path string) {
	rel, err := release.Open(path)
	if err != nil {
		return
	}
	defer rel.Close()
	want := catalog(200)
	for i := range want.Items {
		it, err := rel.Item(want.Items[i].ID)
		if err != nil {
			continue
		}
		if d := cmp.Diff(&want.Items[i], it, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("damage changed an item unnoticed: %s", d)
		}
	}
	rel.ByDepartment("health")
	rel.Search("许可", 5)
}

func TestOpenOfWhatIsNoRelease(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"text": "hello", "empty": "", "zeros": strings.Repeat("\x00", 40000)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := release.Open(path); err == nil || !strings.Contains(err.Error(), "copy it again") {
			t.Errorf("%s: got %v", name, err)
		}
		if got := string(bytesOf(t, path)); got != text {
			t.Errorf("%s: opening changed the file", name)
		}
	}
	if _, err := release.Open(filepath.Join(dir, "nowhere")); !errors.Is(err, release.ErrMissing) {
		t.Errorf("got %v", err)
	}
}

func TestBuildOverAnOldReleaseLeavesNoPieces(t *testing.T) {
	path := build(t, catalog(5), release.Options{})
	if err := os.WriteFile(path+".part", []byte("left by a power cut"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := release.Build(catalog(6), path, release.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := release.Verify(path); err != nil {
		t.Error(err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if d := cmp.Diff([]string{"hall.release", "hall.release.sha256"}, names); d != "" {
		t.Error(d)
	}
}

func TestBuildWhereNothingCanBeWritten(t *testing.T) {
	_, err := release.Build(catalog(0), filepath.Join(t.TempDir(), "no", "such", "folder"), release.Options{})
	if err == nil || !strings.Contains(err.Error(), "check permissions") {
		t.Errorf("got %v", err)
	}
}

func TestConcurrentReaders(t *testing.T) {
	rel := open(t, build(t, catalog(100), release.Options{}))
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 100 {
				if _, err := rel.Item(fmt.Sprintf("plain-%05d", (g*13+i)%100)); err != nil {
					t.Error(err)
					return
				}
				rel.ByEvent("birth")
				if len(rel.Search("xkz", 5).Hits) != 5 {
					t.Error("a search beside others finds less")
					return
				}
			}
		}()
	}
	wg.Wait()
}

func BenchmarkOpen(b *testing.B) {
	path := build(b, catalog(1133), release.Options{})
	for b.Loop() {
		rel, err := release.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		rel.Close()
	}
}

func BenchmarkVerify(b *testing.B) {
	path := build(b, catalog(1133), release.Options{})
	for b.Loop() {
		if err := release.Verify(path); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	cat, path := catalog(1133), filepath.Join(b.TempDir(), "hall.release")
	for b.Loop() {
		if _, err := release.Build(cat, path, release.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
