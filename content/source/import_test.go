package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daoyin/content/guide"
)

const header = "department\tgroup\tname\titem_code\ttask_type\turl\n"

// line is one line of a list; codes are synthetic.
func line(department, name, code, url string) string {
	return strings.Join([]string{department, "未分类", name, code, "1", url}, "\t") + "\n"
}

var list = header +
	line("区公安分局", "户口登记", "T-000-1-00", "http://items.example/a?itemCode=T-000-1-00&taskType=1") +
	line("区公安分局", "户口注销", "T-000-2-00", "") +
	line("区民政局", "结婚登记", "11 民/3", "ftp://items.example/")

func importList(t *testing.T, dir, text, day string) *ImportReport {
	t.Helper()
	report, err := Import(strings.NewReader(text), "list.tsv", dir, day)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// files are the texts of a folder by name.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestImportIntoNothingCanBeReadAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "county")
	report := importList(t, dir, list, "2026-11-20")
	if len(report.Added) != 3 || len(report.Remarks) != 1 || !strings.Contains(report.Remarks[0], "list.tsv:4: ") {
		t.Errorf("added %v, remarks %q", report.Added, report.Remarks)
	}
	cat, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]guide.Item{}
	for _, it := range cat.Items {
		byName[it.Name] = it
	}
	want := guide.Item{ID: "T-000-1-00", Code: "T-000-1-00", Name: "户口登记", Department: "qugonganfenju", Group: "未分类", Type: "1",
		Online: guide.Online{Link: "http://items.example/a?itemCode=T-000-1-00&taskType=1"}, Source: ImportedSource, Updated: "2026-11-20"}
	if d := cmp.Diff(want, byName["户口登记"]); d != "" {
		t.Error(d)
	}
	if it := byName["结婚登记"]; it.Code != "11 民/3" || !strings.HasPrefix(it.ID, "11-3-") || it.Online.Link != "" {
		t.Errorf("the item with an unsafe code became %+v", it)
	}
	if !cat.Hall.Sample {
		t.Error("the hall that nobody entered is not marked as a sample")
	}
}

func TestImportTwiceChangesNothing(t *testing.T) {
	dir := t.TempDir()
	importList(t, dir, list, "2026-11-20")
	before := files(t, dir)
	report := importList(t, dir, list, "2026-12-01")
	if len(report.Unchanged) != 3 || len(report.Added)+len(report.Changed)+len(report.Withdrawn) != 0 {
		t.Errorf("the second run says %+v", report)
	}
	if d := cmp.Diff(before, files(t, dir)); d != "" {
		t.Error(d)
	}
}

func TestImportNamesFilesAlikeInAnyOrder(t *testing.T) {
	lines := strings.SplitAfter(strings.TrimPrefix(list, header), "\n")
	lines = append(lines, line("区公安分局", "户口登记（小写）", "t-000-1-00", ""), line("区公安分局", "户口登记二", "T-000-2-00", ""))
	backwards := ""
	for _, l := range lines {
		backwards = l + backwards
	}
	a, b := t.TempDir(), t.TempDir()
	first := importList(t, a, header+strings.Join(lines, ""), "2026-11-20")
	importList(t, b, header+backwards, "2026-11-20")
	if d := cmp.Diff(files(t, a), files(t, b)); d != "" {
		t.Error(d)
	}
	// Two codes that differ in case only are two files, also where a file system takes them for one.
	if _, err := Read(a); err != nil {
		t.Error(err)
	}
	if len(first.Added) != 4 || !anyLine(strings.Join(first.Remarks, "\n"), []string{"list.tsv:6: ", "T-000-2-00", "not imported"}) {
		t.Errorf("added %v, remarks %q", first.Added, first.Remarks)
	}
}

func TestImportKeepsWhatWasEnteredByHand(t *testing.T) {
	dir := t.TempDir()
	importList(t, dir, list, "2026-11-20")
	path := filepath.Join(dir, "items", "T-000-1-00.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	entered := "# 王姐核对过\n" + string(data) + `title: [孩子出生登记]
also: [上户口] # 老人都这么说
questions:
  - id: book
    ask: [落在谁那里？]
    options: [{id: mother, text: 妈妈}, {id: father, text: 爸爸}]
materials_entered: true
materials:
  # 原件窗口要看
  - id: paper
    name: 出生医学证明
    when: {book: mother}
    standing: local
`
	if err := os.WriteFile(path, []byte(entered), 0o644); err != nil {
		t.Fatal(err)
	}
	report := importList(t, dir, strings.Replace(list, "户口登记", "户口登记（出生）", 1), "2026-12-01")
	if d := cmp.Diff([]string{"T-000-1-00"}, report.Changed); d != "" {
		t.Error(d)
	}
	cat, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	var it guide.Item
	for i := range cat.Items {
		if cat.Items[i].ID == "T-000-1-00" {
			it = cat.Items[i]
		}
	}
	if it.Name != "户口登记（出生）" || it.PlainTitle() != "孩子出生登记" || len(it.Questions) != 1 || len(it.Materials) != 1 || it.Updated != "2026-12-01" {
		t.Errorf("after the import the item is %+v", it)
	}
	text := files(t, dir)["items/T-000-1-00.yaml"]
	for _, comment := range []string{"# 王姐核对过", "# 老人都这么说", "# 原件窗口要看"} {
		if !strings.Contains(text, comment) {
			t.Errorf("the comment %q is gone from\n%s", comment, text)
		}
	}
}

func TestImportFindsARenamedFileByItsCode(t *testing.T) {
	dir := t.TempDir()
	importList(t, dir, list, "2026-11-20")
	old, renamed := filepath.Join(dir, "items", "T-000-1-00.yaml"), filepath.Join(dir, "items", "birth.yaml")
	data, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(renamed, []byte(strings.Replace(string(data), "id: T-000-1-00", "id: birth", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(old); err != nil {
		t.Fatal(err)
	}
	report := importList(t, dir, list, "2026-12-01")
	if len(report.Unchanged) != 3 {
		t.Errorf("the import says %+v", report)
	}
}

func TestImportReportsWithdrawnItemsAndLeavesThem(t *testing.T) {
	dir := t.TempDir()
	importList(t, dir, list, "2026-11-20")
	own := guide.Item{ID: "own", Code: "OWN", Name: "自己录的", Department: "qugonganfenju", Source: "窗口"}
	if err := Write(dir, &own); err != nil {
		t.Fatal(err)
	}
	shorter := strings.Replace(list, line("区公安分局", "户口注销", "T-000-2-00", ""), "", 1)
	report := importList(t, dir, shorter, "2026-12-01")
	if d := cmp.Diff([]string{"T-000-2-00"}, report.Withdrawn); d != "" {
		t.Error(d)
	}
	if cat, err := Read(dir); err != nil || len(cat.Items) != 4 {
		t.Errorf("read %v", err)
	}
}

func TestImportKeepsTheDepartmentsFileAsWritten(t *testing.T) {
	for _, before := range []string{
		"# 谁办\n- id: police\n  name: 区公安分局 # 一楼\n",
		"# 谁办\n  - id: police\n    name: 区公安分局 # 一楼\n",
	} {
		dir := t.TempDir()
		write(t, dir, "departments.yaml", before)
		report := importList(t, dir, list, "2026-11-20")
		if d := cmp.Diff([]string{"区民政局"}, report.Departments); d != "" {
			t.Error(d)
		}
		if after := files(t, dir)["departments.yaml"]; !strings.HasPrefix(after, before) {
			t.Errorf("the file became\n%s", after)
		}
		cat, err := Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(cat.Departments) != 2 || cat.Items[1].Department != "police" {
			t.Errorf("departments %v, an item of the police belongs to %q", cat.Departments, cat.Items[1].Department)
		}
	}
	dir := t.TempDir()
	write(t, dir, "departments.yaml", "[{id: police, name: 区公安分局}]\n")
	importList(t, dir, list, "2026-11-20")
	if cat, err := Read(dir); err != nil || len(cat.Departments) != 2 {
		t.Errorf("a list in brackets became %v, %v", cat, err)
	}
}

func TestFaultyListChangesNothing(t *testing.T) {
	for text, want := range map[string]string{
		"department\tname\n": `column "group"`,
		header:               "no items",
		header + line("", "户口登记", "T-1", ""):                                     "list.tsv:2: ",
		header + line("区公安分局", "", "T-1", ""):                                    "list.tsv:2: ",
		header + line("\xb9\xab\xb0\xb2\xbe\xd6", "\xbb\xa7\xbf\xda", "T-1", ""): "list.tsv:2: the text is not UTF-8", // GB18030
	} {
		dir := filepath.Join(t.TempDir(), "new")
		_, err := Import(strings.NewReader(text), "list.tsv", dir, "2026-11-20")
		var problems Problems
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%q: the folder was made", text)
		}
	}
}

// A folder with a file in another encoding is refused before anything is written.
func TestImportIntoAFolderThatIsNotUTF8ChangesNothing(t *testing.T) {
	for _, name := range []string{"departments.yaml", "items/old.yaml"} {
		dir := t.TempDir()
		write(t, dir, name, "# one\n- id: police # \xbe\xaf\xb2\xec\n  name: police\n")
		before := files(t, dir)
		_, err := Import(strings.NewReader(list), "list.tsv", dir, "2026-11-20")
		if err == nil || !strings.Contains(err.Error(), name+":2: the text is not UTF-8") {
			t.Errorf("%s: got %v", name, err)
		}
		if d := cmp.Diff(before, files(t, dir)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestHallThatNobodyEnteredSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	importList(t, dir, list, "2026-11-20")
	hall := files(t, dir)["hall.yaml"]
	note, after, found := strings.Cut(hall, "sample: true\n")
	if !found || !strings.Contains(note, "# sample: true puts 示例") || !strings.Contains(note, "# Delete the line once") {
		t.Errorf("the hall's file is\n%s", hall)
	}
	write(t, dir, "hall.yaml", note+after)
	if cat, err := Read(dir); err != nil || cat.Hall.Sample || cat.Hall.Name == "" {
		t.Errorf("without the line the hall is %+v, %v", cat, err)
	}
}

func TestImportReadsWhatSpreadsheetsWrite(t *testing.T) {
	dir := t.TempDir()
	importList(t, dir, "\ufeff"+strings.ReplaceAll(list, "\n", "\r\n"), "2026-11-20")
	if cat, err := Read(dir); err != nil || cat.Items[0].Name != "结婚登记" {
		t.Errorf("read %v, %v", cat, err)
	}
}

func TestLineWithoutCodeKeepsItsFile(t *testing.T) {
	text := header + line("区民政局", "结婚登记", "", "")
	a, b := t.TempDir(), t.TempDir()
	report := importList(t, a, text, "2026-11-20")
	importList(t, b, text, "2026-11-20")
	if d := cmp.Diff(files(t, a), files(t, b)); d != "" || len(report.Remarks) != 1 {
		t.Errorf("%s %q", d, report.Remarks)
	}
}
