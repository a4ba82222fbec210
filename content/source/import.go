package source

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"daoyin/content/guide"
	"daoyin/content/search/pinyin"
)

// ImportedSource is the source that an imported item names. An item of the folder with this
// source that a later list no longer holds counts as withdrawn.
const ImportedSource = "导入的政务服务事项清单"

// listColumns are the columns of a list, in any order, named in its first line.
var listColumns = []string{"department", "group", "name", "item_code", "task_type", "url"}

// ImportReport says what an import did: ids of items.
type ImportReport struct {
	Added, Changed, Unchanged []string
	// Withdrawn were imported earlier and are not in this list. They are left in place, because
	// only the operator knows whether the item is gone or the list is partial.
	Withdrawn []string
	// Departments are the names that were added to departments.yaml; Files the other files made.
	Departments, Files []string
	// Remarks are sentences about lines that were not taken as they stand.
	Remarks []string
}

// row is one line of a list.
type row struct {
	line                                     int
	department, group, name, code, kind, url string
}

// Import takes a tab-separated list (columns department, group, name, item_code, task_type, url)
// into the content folder dir: one file an item, named after its code, the same on every run. An
// item that is already there keeps everything that a list does not hold (title, questions,
// materials, comments). day (YYYY-MM-DD) becomes the `updated` of what is new or changed. Missing
// files of the folder are made, so that it can be built at once. Nothing is written when the list
// or the folder is at fault; the error is then Problems.
func Import(list io.Reader, listName, dir, day string) (*ImportReport, error) {
	rows, report, err := readList(list, listName)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(dir, itemsFolder), 0o755); err != nil {
		return nil, fmt.Errorf("the content folder %s cannot be made, check its permissions: %w", dir, err)
	}
	old, err := readOld(dir)
	if err != nil {
		return nil, err
	}
	departments, err := addDepartments(dir, rows, report)
	if err != nil {
		return nil, err
	}
	if err := makeMissingFiles(dir, report); err != nil {
		return nil, err
	}
	ids := itemIDs(rows, old)
	listed := map[string]bool{}
	for _, r := range rows {
		id := ids[r.code]
		listed[id] = true
		next := guide.Item{ID: id, Code: r.code, Source: ImportedSource}
		was, exists := old[r.code]
		if exists {
			next = was.item
		}
		next.Name, next.Department, next.Group, next.Type = r.name, departments[r.department], r.group, r.kind
		if isWebLink(r.url) {
			next.Online.Link = r.url
		}
		switch {
		case !exists:
			report.Added = append(report.Added, id)
		case reflect.DeepEqual(next, was.item):
			report.Unchanged = append(report.Unchanged, id)
			continue
		default:
			report.Changed = append(report.Changed, id)
		}
		next.Updated = day
		if err := writeItem(filepath.Join(dir, itemsFolder, id+".yaml"), &next, was.comments); err != nil {
			return nil, err
		}
	}
	for _, o := range old {
		if o.item.Source == ImportedSource && !listed[o.item.ID] {
			report.Withdrawn = append(report.Withdrawn, o.item.ID)
		}
	}
	slices.Sort(report.Withdrawn)
	return report, nil
}

// readList reads the rows, one a code, in the order of department, group, name and code.
func readList(list io.Reader, name string) ([]row, *ImportReport, error) {
	data, err := io.ReadAll(list)
	if err != nil {
		return nil, nil, fmt.Errorf("the list %s cannot be read: %w", name, err)
	}
	data, fault := plainText(name, data)
	if fault != nil {
		return nil, nil, Problems{*fault}
	}
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	column := map[string]int{}
	for i, title := range strings.Split(lines[0], "\t") {
		column[strings.TrimSpace(title)] = i
	}
	for _, c := range listColumns {
		if _, ok := column[c]; !ok {
			return nil, nil, Problems{{File: name, Line: 1, Text: fmt.Sprintf("the column %q is missing", c),
				Mend: "the first line names the columns, separated by tabs: " + strings.Join(listColumns, ", ")}}
		}
	}
	var rows []row
	var problems Problems
	report := &ImportReport{}
	for i, text := range lines[1:] {
		if strings.TrimSpace(text) == "" {
			continue
		}
		cells := strings.Split(text, "\t")
		cell := func(c string) string {
			if column[c] >= len(cells) {
				return ""
			}
			return strings.TrimSpace(cells[column[c]])
		}
		r := row{line: i + 2, department: cell("department"), group: cell("group"), name: cell("name"),
			code: cell("item_code"), kind: cell("task_type"), url: cell("url")}
		if r.name == "" || r.department == "" {
			problems = append(problems, Problem{File: name, Line: r.line, Text: "the line has no name or no department", Mend: "fill it in or remove the line"})
			continue
		}
		if r.code == "" {
			r.code = "uncoded-" + hash(r.department+"\t"+r.name)
			report.Remarks = append(report.Remarks, fmt.Sprintf("%s:%d: %s has no code; it is kept under %s", name, r.line, r.name, r.code))
		}
		if r.url != "" && !isWebLink(r.url) {
			report.Remarks = append(report.Remarks, fmt.Sprintf("%s:%d: the address %q is not a web address; it is left out", name, r.line, r.url))
		}
		rows = append(rows, r)
	}
	if len(problems) > 0 {
		return nil, nil, problems
	}
	if len(rows) == 0 {
		return nil, nil, Problems{{File: name, Text: "the list holds no items", Mend: "put one item on each line below the first"}}
	}
	// Sorted before duplicates are dropped, so that the order of the list decides nothing.
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a.code, b.code), strings.Compare(a.department, b.department),
			strings.Compare(a.group, b.group), strings.Compare(a.name, b.name), strings.Compare(a.url, b.url))
	})
	kept := rows[:0]
	for _, r := range rows {
		if n := len(kept); n > 0 && kept[n-1].code == r.code {
			report.Remarks = append(report.Remarks, fmt.Sprintf("%s:%d: the code %s is already that of %s on line %d; %s is not imported, give it a code of its own",
				name, r.line, r.code, kept[n-1].name, kept[n-1].line, r.name))
			continue
		}
		kept = append(kept, r)
	}
	return kept, report, nil
}

// oldItem is an item of the folder as it was, with the operator's comments.
type oldItem struct {
	item     guide.Item
	comments yaml.CommentMap
}

// readOld reads the items of the folder by code.
func readOld(dir string) (map[string]oldItem, error) {
	var problems Problems
	report := func(p Problem) { problems = append(problems, p) }
	files, err := yamlFiles(dir, itemsFolder, report)
	if err != nil {
		return nil, err
	}
	out := map[string]oldItem{}
	for _, file := range files {
		path := filepath.Join(dir, filepath.FromSlash(file))
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read, check its permissions: %w", path, err)
		}
		o := oldItem{comments: yaml.CommentMap{}}
		if parseDocument(file, data, &o.item, report) == nil {
			continue
		}
		data, _ = plainText(file, data)
		if err := yaml.UnmarshalWithOptions(data, &guide.Item{}, yaml.CommentToMap(o.comments)); err != nil {
			report(yamlProblem(file, err))
			continue
		}
		if other, ok := out[o.item.Code]; ok {
			report(Problem{File: file, Item: o.item.ID, Text: fmt.Sprintf("the code %q is already that of %s", o.item.Code, other.item.ID), Mend: "correct one of them before importing"})
		}
		if o.item.ID+".yaml" != filepath.Base(path) {
			report(Problem{File: file, Item: o.item.ID, Text: fmt.Sprintf("the id %q is not the file's name", o.item.ID), Mend: "make them the same before importing"})
		}
		out[o.item.Code] = o
	}
	if len(problems) > 0 {
		return nil, problems.sorted()
	}
	return out, nil
}

// itemIDs names each row's item after its code. A code that cannot be a file name, or that
// differs from another only in upper and lower case, gets a piece of its hash, so that the name
// depends on nothing but the code itself and its look-alikes.
func itemIDs(rows []row, old map[string]oldItem) map[string]string {
	out := map[string]string{}
	taken := map[string]int{}
	for code, o := range old {
		out[code] = o.item.ID
		taken[strings.ToLower(o.item.ID)]++
	}
	for _, r := range rows {
		if _, known := old[r.code]; !known {
			taken[strings.ToLower(safeID(r.code))]++
		}
	}
	for _, r := range rows {
		if _, known := old[r.code]; known {
			continue
		}
		id := safeID(r.code)
		if taken[strings.ToLower(id)] > 1 {
			id = withHash(id, r.code)
		}
		out[r.code] = id
	}
	return out
}

var unsafeRunes = regexp.MustCompile(`[^A-Za-z0-9]+`)

func safeID(code string) string {
	if idPattern.MatchString(code) {
		return code
	}
	return withHash(unsafeRunes.ReplaceAllString(code, "-"), code)
}

func withHash(id, code string) string {
	id = strings.Trim(id[:min(len(id), 48)], "-")
	return strings.TrimPrefix(id+"-"+hash(code), "-")
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}

// addDepartments makes sure that every department of the rows stands in departments.yaml and
// returns the ids by name. What stands there already is left as it is written.
func addDepartments(dir string, rows []row, report *ImportReport) (map[string]string, error) {
	path := filepath.Join(dir, departmentsFile)
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s cannot be read, check its permissions: %w", path, err)
	}
	data, fault := plainText(departmentsFile, data)
	if fault != nil {
		return nil, Problems{*fault}
	}
	var list []guide.Department
	if err := yaml.Unmarshal(data, &list); err != nil {
		return nil, Problems{yamlProblem(departmentsFile, err)}
	}
	ids, used := map[string]string{}, map[string]bool{}
	for _, d := range list {
		ids[d.Name] = d.ID
		used[d.ID] = true
	}
	names := map[string]bool{}
	for _, r := range rows {
		names[r.department] = true
	}
	var added []guide.Department
	for _, name := range sortedNames(names) {
		if _, ok := ids[name]; ok {
			continue
		}
		id := pinyin.Slug(name)
		if !idPattern.MatchString(id) || used[id] {
			id = withHash(id, name)
		}
		ids[name] = id
		used[id] = true
		added = append(added, guide.Department{ID: id, Name: name})
		report.Departments = append(report.Departments, name)
	}
	if len(added) == 0 {
		return ids, nil
	}
	more, err := marshal(added, nil)
	if err != nil {
		return nil, fmt.Errorf("the departments cannot be written as YAML: %w", err)
	}
	// Appended as text, so that the operator's comments stay; indented or not, as the list is.
	for _, text := range [][]byte{more, bytes.ReplaceAll(more, []byte("\n  "), []byte("\n"))[min(2, len(more)):]} {
		joined := bytes.TrimLeft(append(append(bytes.TrimRight(data, "\n"), '\n'), text...), "\n")
		var check []guide.Department
		if yaml.Unmarshal(joined, &check) == nil && len(check) == len(list)+len(added) {
			return ids, replaceFile(path, joined)
		}
	}
	// The list is written in another style ([], {…}): write it anew as a whole.
	whole, err := marshal(append(list, added...), nil)
	if err != nil {
		return nil, fmt.Errorf("the departments cannot be written as YAML: %w", err)
	}
	return ids, replaceFile(path, whole)
}

func sortedNames(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for name := range set {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// sampleNote stands above the key that an import sets in the hall it makes up.
const sampleNote = `# sample: true puts 示例 on every screen and paper, because nobody has entered the real hall yet.
# Delete the line once name, desk, phone, hours and windows here are those of your hall.
`

// makeMissingFiles gives a new folder the files without which it could not be built. The hall is
// marked as a sample until someone enters the real one.
func makeMissingFiles(dir string, report *ImportReport) error {
	hall := guide.Hall{ID: "hall", Name: "政务服务大厅", Sample: true, Desk: "请问大厅里的工作人员",
		Phone: guide.Fact{Standing: guide.Unknown}}
	for file, value := range map[string]any{hallFile: hall, eventsFile: []guide.Event{}} {
		path := filepath.Join(dir, file)
		if _, err := os.Stat(path); err == nil {
			continue
		}
		data, err := marshal(value, nil)
		if err != nil {
			return fmt.Errorf("%s cannot be written as YAML: %w", path, err)
		}
		if file == hallFile {
			data = bytes.Replace(data, []byte("sample: true\n"), []byte(sampleNote+"sample: true\n"), 1)
		}
		if err := replaceFile(path, data); err != nil {
			return err
		}
		report.Files = append(report.Files, file)
	}
	slices.Sort(report.Files)
	return nil
}
