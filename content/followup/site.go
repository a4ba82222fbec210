package followup

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"daoyin/content/guide"
	"daoyin/content/release"
	"daoyin/content/words"
)

var (
	//go:embed guide.js
	script []byte
	//go:embed guide.css
	style []byte
	//go:embed pages.html
	pagesHTML string
)

// itemsOnPage keeps a department's list well below the size that a slow connection bears.
const itemsOnPage = 250

// SiteReport says what Site wrote.
type SiteReport struct {
	Items, Pages int
	// Largest is the size of the biggest page in bytes.
	Largest int
}

// Site writes the pages of a release below the folder out: index.html, d/DEPARTMENT/, and
// g/ITEM/ for every item and bundle, where links lead. They work from any static server at any
// path, load nothing from elsewhere, and keep the pages of items that are gone out of the way.
// The folder belongs to the site: what lies in its g and d folders is replaced.
func Site(rel *release.Release, out string) (SiteReport, error) {
	s := &site{rel: rel, out: out, say: words.Chinese(), departments: map[string]guide.Department{}}
	var err error
	s.pages, err = template.New("").Funcs(template.FuncMap{"say": s.say.Say, "unsettled": unsettled}).Parse(pagesHTML)
	if err != nil {
		return SiteReport{}, fmt.Errorf("failed to read the built-in pages: %w", err)
	}
	for _, d := range rel.Departments() {
		s.departments[d.ID] = d
	}
	for _, folder := range []string{"g", "d"} {
		if err := s.clear(folder); err != nil {
			return SiteReport{}, err
		}
	}
	if err := s.write(); err != nil {
		return SiteReport{}, err
	}
	return s.report, nil
}

type site struct {
	rel         *release.Release
	out         string
	say         *words.Catalogue
	pages       *template.Template
	departments map[string]guide.Department
	report      SiteReport
}

// clear removes a folder of earlier pages, but only if it holds nothing but pages: a slip in the
// path must not cost anyone's files.
func (s *site) clear(folder string) error {
	root := filepath.Join(s.out, folder)
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != "index.html" {
			return fmt.Errorf("%s is no page of a site: give an empty folder, or one that a site was written to", path)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := os.RemoveAll(root); err != nil {
		return fmt.Errorf("the earlier pages in %s cannot be removed, check permissions: %w", root, err)
	}
	return nil
}

func (s *site) write() error {
	for name, data := range map[string][]byte{"guide.js": script, "guide.css": style} {
		if err := s.file(name, data); err != nil {
			return err
		}
	}
	index := indexPage{frame: s.frame("", s.rel.Hall().Name), Bundles: s.rel.Bundles()}
	for _, d := range s.rel.Departments() {
		list := s.rel.ByDepartment(d.ID)
		if len(list) == 0 {
			continue
		}
		index.Departments = append(index.Departments, departmentEntry{d, len(list)})
		if err := s.department(d, list); err != nil {
			return err
		}
		for _, b := range list {
			if err := s.item(b.ID); err != nil {
				return err
			}
		}
	}
	for _, b := range s.rel.Bundles() {
		if err := s.item(b.ID); err != nil {
			return err
		}
	}
	return s.page("index.html", "index", index)
}

// frame is what every page has: Root leads to the site's top.
type frame struct {
	Root, Title string
	Hall        *guide.Hall
	Info        release.Info
}

func (s *site) frame(root, title string) frame {
	return frame{Root: root, Title: title, Hall: s.rel.Hall(), Info: s.rel.Info()}
}

type departmentEntry struct {
	guide.Department
	Count int
}

type indexPage struct {
	frame
	Departments []departmentEntry
	Bundles     []guide.Bundle
}

type departmentPage struct {
	frame
	List []guide.Brief
	// Pages are the numbers of all pages of a long list; Page is this one's.
	Pages []pageLink
}

type pageLink struct {
	Number int
	Path   string // from the site's top
	Here   bool
}

func (s *site) department(d guide.Department, list []guide.Brief) error {
	count := (len(list) + itemsOnPage - 1) / itemsOnPage
	for n := range count {
		path := departmentPath(d.ID, n)
		p := departmentPage{frame: s.frame(strings.Repeat("../", strings.Count(path, "/")), d.Name)}
		p.List = list[n*itemsOnPage : min((n+1)*itemsOnPage, len(list))]
		for k := range count {
			if count > 1 {
				p.Pages = append(p.Pages, pageLink{Number: k + 1, Path: departmentPath(d.ID, k), Here: k == n})
			}
		}
		if err := s.page(path+"index.html", "department", p); err != nil {
			return err
		}
	}
	return nil
}

func departmentPath(id string, n int) string {
	if n == 0 {
		return "d/" + id + "/"
	}
	return fmt.Sprintf("d/%s/%d/", id, n+1)
}

type itemPage struct {
	frame
	Item       *guide.Item
	Department guide.Department
	Parts      []partEntry
	Figures    []figure
	Windows    []string
	Materials  []materialEntry
	Data       pageData
}

type partEntry struct{ ID, Name, Department string }

type figure struct {
	Label string
	guide.Fact
}

// materialEntry is a material of the general list, which is read without the script.
type materialEntry struct {
	*guide.Material
	Pieces, Only string
}

// pageData is what the script works on.
type pageData struct {
	Item   *guide.Item       `json:"item"`
	Codes  codeTable         `json:"codes"`
	Say    map[string]string `json:"say"`
	Places map[string]string `json:"places"` // of windows, by id
	Pieces map[string]string `json:"pieces"` // of materials, by id
}

func (s *site) item(id string) error {
	it, err := s.rel.Item(id)
	if err != nil {
		return err
	}
	data, err := dataOf(it, s.rel.Hall(), s.say)
	if err != nil {
		return err
	}
	p := itemPage{frame: s.frame("../../", it.PlainTitle()), Item: it, Department: s.departments[it.Department], Data: data}
	for _, part := range it.Parts {
		p.Parts = append(p.Parts, partEntry{part.Item, part.Name, s.departments[part.Department].Name})
	}
	for _, f := range []figure{{"visits", it.Visits}, {"time", it.Time}, {"fee", it.Fee}, {"who", it.Who}, {"result", it.Result}} {
		if f.Text != "" || f.Standing != guide.Settled {
			p.Figures = append(p.Figures, f)
		}
	}
	for _, id := range it.Windows {
		if place, ok := data.Places[id]; ok {
			p.Windows = append(p.Windows, place)
		}
	}
	for _, c := range guide.Everything(it) {
		p.Materials = append(p.Materials, materialEntry{c.Material, data.Pieces[c.Material.ID], s.say.Cases(c.Only)})
	}
	s.report.Items++
	return s.page("g/"+id+"/index.html", "item", p)
}

func dataOf(it *guide.Item, hall *guide.Hall, say *words.Catalogue) (pageData, error) {
	codes, err := codesOf(it)
	if err != nil {
		return pageData{}, err
	}
	d := pageData{Item: it, Codes: codes, Say: map[string]string{}, Places: map[string]string{}, Pieces: map[string]string{}}
	for _, key := range say.Keys() {
		group, _, _ := strings.Cut(key, ".")
		if group == "phone" || group == "material" || key == "question.not-sure" {
			d.Say[key] = say.Say(key)
		}
	}
	for _, w := range hall.Windows {
		d.Places[w.ID] = say.Place(w)
	}
	for i := range it.Materials {
		m := &it.Materials[i]
		d.Pieces[m.ID] = say.CopiesAndHandling(m)
	}
	return d, nil
}

func unsettled(s guide.Standing) bool { return s != guide.Settled }

func (s *site) page(path, name string, data any) error {
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, name, data); err != nil {
		return fmt.Errorf("failed to make the page %s: %w", path, err)
	}
	s.report.Pages++
	s.report.Largest = max(s.report.Largest, b.Len())
	return s.file(path, b.Bytes())
}

func (s *site) file(path string, data []byte) error {
	full := filepath.Join(s.out, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return fmt.Errorf("the folder for %s cannot be made, check permissions: %w", full, err)
	}
	if err := os.WriteFile(full, data, 0o644); err != nil {
		return fmt.Errorf("%s cannot be written, check permissions and free space: %w", full, err)
	}
	return nil
}
