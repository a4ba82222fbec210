package followup

import (
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"daoyin/content/guide"
	"daoyin/content/release"
	"daoyin/content/source"
	"daoyin/content/words"
)

// sample is a release of the sample content.
func sample(t testing.TB) *release.Release {
	t.Helper()
	cat, err := source.Read("../../assets/content")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sample.release")
	if _, err := release.Build(cat, path, release.Options{}); err != nil {
		t.Fatal(err)
	}
	rel, err := release.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rel.Close() })
	return rel
}

// everyID are the items and bundles of a release.
func everyID(rel *release.Release) []string {
	var out []string
	for _, d := range rel.Departments() {
		for _, b := range rel.ByDepartment(d.ID) {
			out = append(out, b.ID)
		}
	}
	for _, b := range rel.Bundles() {
		out = append(out, b.ID)
	}
	return out
}

// phone runs the page's script without a page, as an old browser would.
type phone struct {
	vm                     *goja.Runtime
	parse, compute, reason goja.Callable
	page                   goja.Value
}

func newPhone(t testing.TB, data pageData) *phone {
	t.Helper()
	p := &phone{vm: goja.New()}
	if _, err := p.vm.RunString(string(script)); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	if p.page, err = p.vm.RunString("(" + string(text) + ")"); err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]*goja.Callable{"parse": &p.parse, "compute": &p.compute, "reason": &p.reason} {
		var ok bool
		if *f, ok = goja.AssertFunction(p.vm.Get("daoyin").ToObject(p.vm).Get(name)); !ok {
			t.Fatalf("the script has no function %s", name)
		}
	}
	return p
}

// told is a checklist in ids and sentences.
type told struct {
	Asked, Dropped, Bring, Maybe, Skip, Reasons []string
	Next, Outcome                               string
}

// show lets the phone tell the checklist of a link's fragment.
func (p *phone) show(t interface{ Fatal(...any) }, fragment string) told {
	link, err := p.parse(goja.Undefined(), p.vm.ToValue(fragment), p.page)
	if err != nil {
		t.Fatal(err)
	}
	if e := link.ToObject(p.vm).Get("error"); e != nil {
		t.Fatal(fragment, " is refused as ", e)
	}
	if err := p.vm.Set("fragment", link); err != nil {
		t.Fatal(err)
	}
	if err := p.vm.Set("page", p.page); err != nil {
		t.Fatal(err)
	}
	out, err := p.vm.RunString(`(function () {
		var list = daoyin.compute(page.item, fragment.answers);
		function asked(a) { return a.question.id + '=' + a.answer; }
		function id(l) { return l.material.id; }
		return JSON.stringify({
			Asked: list.asked.map(asked), Dropped: list.dropped.map(asked), Bring: list.bring.map(id),
			Maybe: list.bring.concat(list.skip).filter(function (l) { return l.maybe; }).map(id), Skip: list.skip.map(id),
			Reasons: list.bring.map(function (l) { return daoyin.reason(l, page.say); }),
			Next: list.next ? list.next.id : '', Outcome: list.outcome ? list.outcome.text : ''
		});
	})()`)
	if err != nil {
		t.Fatal(err)
	}
	var got told
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// kiosk tells the checklist as the kiosk computes it.
func kiosk(it *guide.Item, answers guide.Answers) told {
	c := guide.Compute(it, answers)
	var out told
	for _, a := range c.Asked {
		out.Asked = append(out.Asked, a.Question.ID+"="+a.Answer)
	}
	for _, a := range c.Dropped {
		out.Dropped = append(out.Dropped, a.Question.ID+"="+a.Answer)
	}
	for _, l := range append(append([]guide.Line(nil), c.Bring...), c.Skip...) {
		if l.Maybe {
			out.Maybe = append(out.Maybe, l.Material.ID)
		}
	}
	for _, l := range c.Bring {
		out.Bring = append(out.Bring, l.Material.ID)
		out.Reasons = append(out.Reasons, words.Chinese().Reason(l))
	}
	for _, l := range c.Skip {
		out.Skip = append(out.Skip, l.Material.ID)
	}
	if q := c.Next(); q != nil {
		out.Next = q.ID
	}
	if c.Outcome != nil {
		out.Outcome = c.Outcome.Text
	}
	return out
}

// The phone must show exactly what the kiosk showed, for any answers to any item.
func TestPhoneComputesWhatTheKioskComputes(t *testing.T) {
	rel := sample(t)
	for _, id := range everyID(rel) {
		it, err := rel.Item(id)
		if err != nil {
			t.Fatal(err)
		}
		data, err := dataOf(it, rel.Hall(), words.Chinese())
		if err != nil {
			t.Fatal(err)
		}
		p := newPhone(t, data)
		rapid.Check(t, func(t *rapid.T) {
			answers := guide.Answers{}
			for i := range it.Questions {
				ids := []string{"", guide.NotSure}
				for _, o := range it.Questions[i].Options {
					ids = append(ids, o.ID)
				}
				if a := rapid.SampledFrom(ids).Draw(t, it.Questions[i].ID); a != "" {
					answers[it.Questions[i].ID] = a
				}
			}
			if d := cmp.Diff(kiosk(it, answers), p.show(t, Link{Item: id, Answers: answers}.Fragment()), cmpopts.EquateEmpty()); d != "" {
				t.Fatalf("%s with %v: %s", id, answers, d)
			}
		})
	}
}

// What Parse refuses, the page refuses, and neither ends in an exception.
func TestPhoneRefusesWhatTheKioskRefuses(t *testing.T) {
	data, err := dataOf(item, &guide.Hall{}, words.Chinese())
	if err != nil {
		t.Fatal(err)
	}
	p := newPhone(t, data)
	whole := Link{Item: item.ID, Answers: guide.Answers{"married": "no", "register": guide.NotSure}, Ticket: "A047", Window: "12"}.Fragment()
	rapid.Check(t, func(t *rapid.T) {
		fragment := rapid.OneOf(
			rapid.Just(whole),
			rapid.SampledFrom([]string{"", "1", "1.", "1.birth-registration", "1.birth-registration.....", "1.birth-registration.zzzzzzz", "1.constructor", "1.birth-registration.__proto", "<script>"}),
			rapid.StringMatching(`1\.birth-registration\.[a-z0-9_.-]{0,30}`),
			rapid.String(),
		).Draw(t, "fragment")
		if n := rapid.IntRange(0, len(fragment)).Draw(t, "cut"); rapid.Bool().Draw(t, "cuts") {
			fragment = fragment[:n]
		}
		link, err := p.parse(goja.Undefined(), p.vm.ToValue(fragment), p.page)
		if err != nil {
			t.Fatalf("%q ends the script: %v", fragment, err)
		}
		_, refused := Parse(fragment, find)
		if on := link.ToObject(p.vm).Get("error") != nil; on != (refused != nil) {
			t.Fatalf("%q: refused by the page: %v, by Parse: %v", fragment, on, refused)
		}
	})
}

func TestSitePages(t *testing.T) {
	rel := sample(t)
	out := t.TempDir()
	report, err := Site(rel, out)
	if err != nil {
		t.Fatal(err)
	}
	if ids := everyID(rel); report.Items != len(ids) || report.Items < 12 {
		t.Errorf("pages for %d of %d items", report.Items, len(ids))
	}
	server := httptest.NewServer(http.StripPrefix("/d", http.FileServer(http.Dir(out))))
	defer server.Close()
	link := regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	err = filepath.WalkDir(out, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".html") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text, name := string(data), strings.TrimPrefix(path, out)
		if len(data) > 100_000 {
			t.Errorf("%s has %d bytes", name, len(data))
		}
		for _, piece := range []string{"default-src 'none'", "script-src 'self'", "示例", "width=device-width", `lang="zh-CN"`, "no-referrer"} {
			if !strings.Contains(text, piece) {
				t.Errorf("%s lacks %q", name, piece)
			}
		}
		for _, piece := range []string{"⟦", "<no value>", "ZgotmplZ", " style=", " onclick="} {
			if strings.Contains(text, piece) {
				t.Errorf("%s holds %q", name, piece)
			}
		}
		base := server.URL + "/d" + strings.TrimSuffix(filepath.ToSlash(name), "index.html")
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if strings.HasPrefix(m[1], "https://") && strings.Contains(m[1], ".example/") {
				continue // the sample's online services: only links, never loaded
			}
			if strings.Contains(m[1], ":") || strings.HasPrefix(m[1], "/") {
				t.Errorf("%s leads to %s, which is not its own", name, m[1])
				continue
			}
			if code := status(t, base+m[1]); code != http.StatusOK {
				t.Errorf("%s: %s answers %d", name, m[1], code)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func status(t *testing.T, address string) int {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode
}

// Without the script, the page shows every material and when it is wanted.
func TestPageWithoutScriptShowsTheGeneralList(t *testing.T) {
	rel := sample(t)
	out := t.TempDir()
	if _, err := Site(rel, out); err != nil {
		t.Fatal(err)
	}
	for _, id := range everyID(rel) {
		data, err := os.ReadFile(filepath.Join(out, "g", id, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		text, _, _ := strings.Cut(string(data), `<script type="application/json"`)
		it, err := rel.Item(id)
		if err != nil {
			t.Fatal(err)
		}
		for i := range it.Materials {
			if name := it.Materials[i].Name; !strings.Contains(text, name) {
				t.Errorf("the page of %s does not name %s", id, name)
			}
		}
	}
}

func TestPageOfAnItemWithoutMaterialsSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.release")
	cat := &guide.Catalog{Hall: guide.Hall{ID: "h", Name: "示例大厅", Sample: true}, Departments: []guide.Department{{ID: "d", Name: "公安局"}},
		Items: []guide.Item{{ID: "x", Code: "</script><script>alert(1)</script>", Name: "<b>户口</b>登记", Department: "d", Source: "测试"}}}
	if _, err := release.Build(cat, path, release.Options{}); err != nil {
		t.Fatal(err)
	}
	rel, err := release.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer rel.Close()
	out := t.TempDir()
	if _, err := Site(rel, out); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(out, "g", "x", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	if !strings.Contains(text, "还没录入") {
		t.Error("the page does not say that no materials were entered")
	}
	if strings.Contains(text, "<script>alert") || strings.Contains(text, "<b>户口") {
		t.Error("text of an item became markup")
	}
}

func TestSiteIsWrittenOverAnEarlierOneOnly(t *testing.T) {
	rel := sample(t)
	out := t.TempDir()
	stale := filepath.Join(out, "g", "gone", "index.html")
	if err := os.MkdirAll(filepath.Dir(stale), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(stale, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Site(rel, out); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); !os.IsNotExist(err) {
		t.Error("the page of an item that is gone is still there")
	}
	precious := filepath.Join(out, "d", "letters.txt")
	if err := os.WriteFile(precious, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Site(rel, out); err == nil || !strings.Contains(err.Error(), "letters.txt") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(precious); err != nil {
		t.Error("somebody's file was removed")
	}
}

func TestLongListsArePaged(t *testing.T) {
	cat := &guide.Catalog{Hall: guide.Hall{ID: "h", Name: "示例大厅", Sample: true}, Departments: []guide.Department{{ID: "d", Name: "行政审批局"}}}
	for i := range itemsOnPage + 1 {
		cat.Items = append(cat.Items, guide.Item{ID: "x" + codeOf(string(rune(i+1)), 6), Code: codeOf(string(rune(i+1)), 6), Name: strings.Repeat("很长的事项名称", 15), Department: "d", Source: "测试"})
	}
	path := filepath.Join(t.TempDir(), "x.release")
	if _, err := release.Build(cat, path, release.Options{}); err != nil {
		t.Fatal(err)
	}
	rel, err := release.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer rel.Close()
	out := t.TempDir()
	report, err := Site(rel, out)
	if err != nil {
		t.Fatal(err)
	}
	if report.Largest > 100_000 {
		t.Errorf("the largest page has %d bytes", report.Largest)
	}
	for _, page := range []string{"d/d/index.html", "d/d/2/index.html"} {
		if _, err := os.Stat(filepath.Join(out, page)); err != nil {
			t.Error(err)
		}
	}
}
