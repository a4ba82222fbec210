package release

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"daoyin/content/guide"
	"daoyin/content/search"
	"daoyin/content/search/pinyin"
)

// Options are what a build may be told beside the content.
type Options struct {
	// Date (YYYY-MM-DD) is the release's date; empty means the newest `updated` of the content.
	Date string
}

// pageSize is fixed, because bbolt would take the building machine's.
const pageSize = 4096

// Build writes the catalogue as one immutable file at path, with its hash beside it in
// path.sha256. The same content gives the same bytes, in whatever order items come and on
// whatever machine. The file appears whole or not at all: it is written as path.part, synced and
// renamed. The catalogue is expected to be checked (source.Read).
func Build(cat *guide.Catalog, path string, options Options) (Info, error) {
	records, info, err := compile(cat, options)
	if err != nil {
		return Info{}, err
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !os.IsNotExist(err) {
		return Info{}, fmt.Errorf("%s is in the way and cannot be removed: %w", part, err)
	}
	if err := writeRecords(part, records); err != nil {
		os.Remove(part) // the first error is the one to tell
		return Info{}, fmt.Errorf("the release %s cannot be written, check permissions and free space: %w", part, err)
	}
	if err := finish(part, path); err != nil {
		return Info{}, fmt.Errorf("the release %s cannot be put in place, check permissions and free space: %w", path, err)
	}
	return info, nil
}

// compile makes all records. It works on copies: the caller's catalogue stays as it is.
func compile(cat *guide.Catalog, options Options) (map[string][]byte, Info, error) {
	sorted := *cat
	sorted.Items = slices.Clone(cat.Items)
	slices.SortFunc(sorted.Items, func(a, b guide.Item) int { return strings.Compare(a.ID, b.ID) })
	sorted.Bundles = slices.Clone(cat.Bundles)
	slices.SortFunc(sorted.Bundles, func(a, b guide.Bundle) int { return strings.Compare(a.ID, b.ID) })

	out := map[string][]byte{}
	var failed error
	put := func(key string, v any) {
		record, err := encode(v)
		if err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", key, err)
		}
		out[key] = record
	}
	put(keyHall, sorted.Hall)
	put(keyDeps, sorted.Departments)
	put(keyEvents, sorted.Events)
	put(keyBundles, sorted.Bundles)
	out[keyIndex] = seal(search.Build(search.Documents(&sorted)).Encode())

	lists := newLists(&sorted)
	items := map[string]*guide.Item{}
	for i := range sorted.Items {
		it := &sorted.Items[i]
		items[it.ID] = it
		put(keyItem+it.ID, it)
		put(keyCode+it.Code, it.ID)
		put(keyBrief+it.ID, lists.addItem(it))
	}
	for i := range sorted.Bundles {
		b := &sorted.Bundles[i]
		combined := b.Combine(func(id string) (*guide.Item, bool) { it, ok := items[id]; return it, ok })
		put(keyItem+b.ID, combined)
		put(keyCode+b.Code, b.ID)
		put(keyBrief+b.ID, lists.addBundle(b, combined))
	}
	for key, list := range lists.byKey {
		sortBriefs(list)
		put(key, list)
	}
	info := Info{Date: cmp.Or(options.Date, newest(&sorted)), Items: len(sorted.Items), Sample: sorted.Hall.Sample, Schema: SchemaVersion, Hash: hashOf(out)}
	put(keyInfo, info)
	return out, info, failed
}

// newest is the latest `updated` of the content.
func newest(cat *guide.Catalog) string {
	day := ""
	for i := range cat.Items {
		day = max(day, cat.Items[i].Updated)
	}
	for i := range cat.Bundles {
		day = max(day, cat.Bundles[i].Updated)
	}
	return day
}

func hashOf(records map[string][]byte) string {
	h := sha256.New()
	for _, key := range sortedKeys(records) {
		fmt.Fprintf(h, "%d %s %d ", len(key), key, len(records[key]))
		h.Write(records[key])
	}
	return hex.EncodeToString(h.Sum(nil))
}

func sortedKeys(records map[string][]byte) []string {
	keys := make([]string, 0, len(records))
	for key := range records {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// lists gathers the briefs by where they are found.
type lists struct {
	departments map[string]string
	bodies      map[string]string // of items: the department's id
	byKey       map[string][]guide.Brief
}

func newLists(cat *guide.Catalog) *lists {
	l := &lists{departments: map[string]string{}, bodies: map[string]string{}, byKey: map[string][]guide.Brief{}}
	for _, d := range cat.Departments {
		l.departments[d.ID] = d.Name
	}
	for i := range cat.Items {
		l.bodies[cat.Items[i].ID] = cat.Items[i].Department
	}
	return l
}

func (l *lists) addItem(it *guide.Item) guide.Brief {
	b := guide.Brief{ID: it.ID, Code: it.Code, Name: it.Name, Title: it.PlainTitle(), Department: l.departments[it.Department], Summary: it.Summary}
	if it.Visits.Known() {
		b.Visits = it.Visits.Text
	}
	for i := range it.Outcomes {
		if o := &it.Outcomes[i]; o.Kind == guide.OutcomeOnline && len(o.When) == 0 {
			b.NoVisit = true
		}
	}
	l.put(b, it.Events, it.Windows)
	if it.Department != "" {
		l.byKey[keyDepartment+it.Department] = append(l.byKey[keyDepartment+it.Department], b)
	}
	return b
}

func (l *lists) addBundle(bundle *guide.Bundle, combined *guide.Item) guide.Brief {
	b := guide.Brief{ID: bundle.ID, Code: bundle.Code, Name: bundle.Name, Title: combined.PlainTitle(), Bundle: true, Parts: len(combined.Parts), Summary: bundle.Summary}
	if bundle.Visits.Known() {
		b.Visits = bundle.Visits.Text
	}
	bodies := map[string]bool{}
	for _, p := range combined.Parts {
		bodies[p.Department] = true
	}
	b.Bodies = len(bodies)
	l.put(b, bundle.Events, bundle.Windows)
	return b
}

func (l *lists) put(b guide.Brief, events, windows []string) {
	for _, id := range events {
		l.byKey[keyEvent+id] = append(l.byKey[keyEvent+id], b)
	}
	for _, id := range windows {
		l.byKey[keyWindow+id] = append(l.byKey[keyWindow+id], b)
	}
}

// sortBriefs puts bundles first, then goes by the sound of the title, as a Chinese index does.
func sortBriefs(list []guide.Brief) {
	sound := make(map[string]string, len(list))
	for _, b := range list {
		sound[b.ID] = pinyin.Slug(b.Title)
	}
	slices.SortFunc(list, func(a, b guide.Brief) int {
		if a.Bundle != b.Bundle {
			if a.Bundle {
				return -1
			}
			return 1
		}
		return cmp.Or(strings.Compare(sound[a.ID], sound[b.ID]), strings.Compare(a.Title, b.Title), strings.Compare(a.ID, b.ID))
	})
}

// writeRecords fills a new bbolt file in one transaction.
func writeRecords(path string, records map[string][]byte) error {
	db, err := bolt.Open(path, 0o644, &bolt.Options{PageSize: pageSize, NoSync: true, NoGrowSync: true, FreelistType: bolt.FreelistArrayType})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte(bucket))
		if err != nil {
			return err
		}
		b.FillPercent = 1 // keys come in order and nothing is ever added
		for _, key := range sortedKeys(records) {
			if err := b.Put([]byte(key), records[key]); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
		}
		return nil
	})
	if err != nil {
		db.Close() // the first error is the one to tell
		return err
	}
	return db.Close()
}

// finish syncs the part file, hashes it, and puts the hash and then the file in place. After a
// power cut between the two, the hash belongs to no file that is there, and Verify says so.
func finish(part, path string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return err
	}
	h := sha256.New()
	size, err := io.Copy(h, f)
	if err != nil {
		return err
	}
	sum := fmt.Sprintf("%s%d\n%s  %s\n", sizeComment, size, hex.EncodeToString(h.Sum(nil)), filepath.Base(path))
	if err := writeSynced(hashPath(path)+".part", []byte(sum)); err != nil {
		return err
	}
	if err := os.Rename(hashPath(path)+".part", hashPath(path)); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

func writeSynced(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
