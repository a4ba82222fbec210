package main

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// binary is the command as operators have it, built once.
var binary string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "contentctl")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		binary = filepath.Join(dir, "contentctl")
		build := exec.Command("go", "build", "-o", binary, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			panic(err)
		}
		return m.Run()
	}())
}

// answer is what a call came to.
type answer struct {
	out, err string
	code     int
}

func call(t *testing.T, in string, args ...string) answer {
	t.Helper()
	var out, errs strings.Builder
	c := exec.Command(binary, args...)
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(in), &out, &errs
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return answer{out.String(), errs.String(), c.ProcessState.ExitCode()}
}

// must is call for what has to work.
func must(t *testing.T, in string, args ...string) string {
	t.Helper()
	a := call(t, in, args...)
	if a.code != 0 {
		t.Fatalf("%v exits with %d: %s", args, a.code, a.err)
	}
	return a.out
}

const sample = "../../assets/content"

func sampleRelease(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sample.release")
	must(t, "", "build", sample, file)
	return file
}

func TestListOfADistrictBecomesASearchableRelease(t *testing.T) {
	dir := t.TempDir()
	content, file := filepath.Join(dir, "county"), filepath.Join(dir, "county.release")
	const list = "../../assets/lists/county-items.tsv"
	if out := must(t, "", "import", list, content, "--date", "2026-11-20"); !strings.Contains(out, "added 1133, changed 0, unchanged 0, withdrawn") || !strings.Contains(out, "hall.yaml says sample: true") {
		t.Errorf("the import says %s", out)
	}
	if out := must(t, "", "import", list, content, "--date", "2026-12-01"); !strings.Contains(out, "added 0, changed 0, unchanged 1133") || strings.Contains(out, "sample: true") {
		t.Errorf("the second import says %s", out)
	}
	if out := must(t, "", "build", content, file); !strings.Contains(out, "1133 items") || !strings.Contains(out, "2026-11-20") {
		t.Errorf("the build says %s", out)
	}
	if out := must(t, "", "check", file); !strings.Contains(out, "is whole") {
		t.Errorf("the check says %s", out)
	}
	out := must(t, "户口登记\nhkdj\n\n龘龘\r\n结婚登记", "search", "--release", file, "--limit", "5", "--json", "-")
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != 5 {
		t.Fatalf("5 queries get %d lines:\n%s", len(lines), out)
	}
	for i, want := range []string{"户口登记", "户口登记", "", "", "结婚登记"} {
		var list []struct{ Code, Name, Department string }
		if err := json.Unmarshal([]byte(lines[i]), &list); err != nil {
			t.Fatalf("line %d is no JSON array: %v", i+1, err)
		}
		switch {
		case want == "" && len(list) != 0:
			t.Errorf("line %d finds %v", i+1, list)
		case want != "" && (len(list) == 0 || len(list) > 5 || !strings.HasPrefix(list[0].Name, want) || list[0].Code == "" || list[0].Department == ""):
			t.Errorf("line %d finds %v, want %s", i+1, list, want)
		}
	}
	if out := must(t, "", "show", file, "511F09014002-511602000000-000-11511300008778693M-1-00"); !strings.Contains(out, "还没录入") || strings.Contains(out, "0 样") {
		t.Errorf("an item without materials shows\n%s", out)
	}
}

// A program that asks one query at a time must get its answer before it asks the next.
func TestSearchAnswersEachLineAtOnce(t *testing.T) {
	c := exec.Command(binary, "search", "--release", sampleRelease(t), "--limit", "1", "--json", "-")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(out)
	for _, query := range []string{"身份证丢了", "lrqs", "出生"} {
		if _, err := in.Write([]byte(query + "\n")); err != nil {
			t.Fatal(err)
		}
		line, err := answers.ReadString('\n') // would wait for ever if the answer stayed in a buffer
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(line, "[{") {
			t.Errorf("%s is answered with %s", query, line)
		}
	}
	in.Close()
	if err := c.Wait(); err != nil {
		t.Error(err)
	}
}

func TestSearchForPeople(t *testing.T) {
	out := must(t, "", "search", "--release", sampleRelease(t), "--limit", "2", "chu", "sheng")
	if !strings.Contains(out, "是这个意思吗") || !strings.Contains(out, " 1. ") || strings.Contains(out, " 3. ") {
		t.Errorf("the answer is\n%s", out)
	}
}

func TestShowPrintsTheChecklistOfTheAnswers(t *testing.T) {
	file := sampleRelease(t)
	open := must(t, "", "show", file, "birth-registration")
	if !strings.Contains(open, "还要问") {
		t.Errorf("without answers it shows\n%s", open)
	}
	mother := must(t, "", "show", file, "birth-registration", "--answers", "marriage=married,born=home,register=mother")
	father := must(t, "", "show", file, "birth-registration", "--answers", "marriage=married,born=home,register=father")
	if !strings.Contains(mother, "妈妈的户口簿") || mother == father || strings.Contains(mother, "还要问") {
		t.Errorf("with answers it shows\n%s", mother)
	}
}

// What the kiosk says after the same answers, the command says too.
func TestShowSaysTheSameAsTheKiosk(t *testing.T) {
	file := sampleRelease(t)
	for name, c := range map[string]struct {
		args      []string
		says, not []string
	}{
		"a question is open": {[]string{"birth-registration"}, []string{"还要问：marriage", "全部材料，共", "只有答“领结婚证了吗："}, []string{"请带上", "什么都不用带"}},
		"not sure": {[]string{"birth-registration", "--answers", "marriage=married,born=home,register=?,parents=?"},
			[]string{"请带上这 ", "样，用得上才带", "选“妈妈的户口簿”才要", "您答了：落在谁的户口簿上：说不准"}, []string{"几种都写上"}},
		"nobody has to come":     {[]string{"remote-care", "--answers", "kind=referral"}, []string{"一次都不用跑：手机上就能办完", "还是想去窗口", "转诊转院证明"}, []string{"online", "还要问", "排队。，请向"}},
		"it may still be no":     {[]string{"remote-care"}, []string{"还要问：kind"}, []string{"一次都不用跑"}},
		"not settled":            {[]string{"childcare-subsidy", "--answers", "age=new,registered=done"}, []string{"不用排队。，请向窗口核实"}, nil},
		"cannot be done now":     {[]string{"remote-care", "--answers", "kind=emergency"}, []string{"这件事您现在办不了：急诊"}, []string{"not-eligible", "还要问", "请带上"}},
		"no question any longer": {[]string{"childcare-subsidy", "--answers", "age=over"}, []string{"这件事您现在办不了"}, []string{"还要问"}},
	} {
		out := must(t, "", append([]string{"show", file}, c.args...)...)
		for _, piece := range c.says {
			if !strings.Contains(out, piece) {
				t.Errorf("%s: it does not say %q but\n%s", name, piece, out)
			}
		}
		for _, piece := range c.not {
			if strings.Contains(out, piece) {
				t.Errorf("%s: it says %q:\n%s", name, piece, out)
			}
		}
	}
}

func TestBuildIsReproducible(t *testing.T) {
	one, two := sampleRelease(t), sampleRelease(t)
	a, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(two)
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) {
		t.Error("two builds of the sample differ")
	}
}

func TestSiteIsWritten(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	must(t, "", "site", sampleRelease(t), out)
	for _, file := range []string{"index.html", "guide.js", "guide.css", "g/birth-registration/index.html"} {
		if _, err := os.Stat(filepath.Join(out, file)); err != nil {
			t.Error(err)
		}
	}
}

func TestFaultsAreSentencesWithExitCodes(t *testing.T) {
	file := sampleRelease(t)
	dir := t.TempDir()
	damaged := filepath.Join(dir, "damaged.release")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(file + ".sha256")
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(damaged, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(damaged+".sha256", sum, 0o644); err != nil {
		t.Fatal(err)
	}
	faulty := filepath.Join(dir, "faulty")
	if err := os.CopyFS(faulty, os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(faulty, "items", "extra.yaml"), []byte("id: extra\ncode: X\nname: 多的\ndepartment: nowhere\nsource: 测试\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		code int
		says []string
	}{
		"faulty content":   {[]string{"build", faulty, filepath.Join(dir, "x.release")}, 1, []string{"items/extra.yaml:4: extra: ", `"nowhere"`, "1 problem(s)"}},
		"no content":       {[]string{"build", filepath.Join(dir, "none"), filepath.Join(dir, "x.release")}, 1, []string{"give the folder"}},
		"no list":          {[]string{"import", filepath.Join(dir, "none.tsv"), dir}, 1, []string{"none.tsv", "check its name"}},
		"damaged release":  {[]string{"check", damaged}, 1, []string{"was altered", "copy both again"}},
		"search in it":     {[]string{"search", "--release", damaged, "户口"}, 1, []string{"was altered"}},
		"missing release":  {[]string{"show", filepath.Join(dir, "none"), "x"}, 1, []string{"is not there"}},
		"missing item":     {[]string{"show", file, "nothing"}, 1, []string{`"nothing"`, "contentctl search"}},
		"unknown answer":   {[]string{"show", file, "birth-registration", "--answers", "register=uncle"}, 2, []string{`"uncle"`, "mother"}},
		"unknown question": {[]string{"show", file, "birth-registration", "--answers", "colour=red"}, 2, []string{`"colour"`, "register"}},
		"question not yet": {[]string{"show", file, "birth-registration", "--answers", "register=mother"}, 2, []string{`"register" yet`, "marriage"}},
		"never asked":      {[]string{"show", file, "remote-care", "--answers", "kind=referral,proof=have"}, 2, []string{`"proof" after these answers`}},
		"no command":       {nil, 2, []string{"contentctl --help"}},
		"unknown command":  {[]string{"proclaim"}, 2, []string{"proclaim"}},
		"no query":         {[]string{"search", "--release", file}, 2, []string{"<query>"}},
		"no release":       {[]string{"search", "户口"}, 2, []string{"--release"}},
		"limit of nothing": {[]string{"search", "--release", file, "--limit", "0", "户口"}, 2, []string{"--limit 0"}},
		"no day":           {[]string{"build", sample, filepath.Join(dir, "x.release"), "--date", "tomorrow"}, 2, []string{"2026-03-31"}},
	} {
		a := call(t, "", c.args...)
		if a.code != c.code {
			t.Errorf("%s: exits with %d, want %d: %s", name, a.code, c.code, a.err)
		}
		for _, piece := range c.says {
			if !strings.Contains(a.err, piece) {
				t.Errorf("%s: %q does not say %q", name, a.err, piece)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "x.release")); err == nil {
		t.Error("a release was written of faulty content")
	}
}

func TestHelpIsNoFault(t *testing.T) {
	a := call(t, "", "--help")
	if d := cmp.Diff(0, a.code); d != "" || !strings.Contains(a.out, "import") {
		t.Errorf("%s %s", d, a.out)
	}
}
