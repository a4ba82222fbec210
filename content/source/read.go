// Package source reads and writes what operators edit: a folder with hall.yaml, departments.yaml,
// events.yaml, items/ID.yaml and bundles/ID.yaml. Everything wrong in it is found at once and
// said with file, line, item and remedy, because an operator mends a folder in one sitting.
package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"daoyin/content/guide"
)

// The files and folders of a content folder.
const (
	hallFile        = "hall.yaml"
	departmentsFile = "departments.yaml"
	eventsFile      = "events.yaml"
	itemsFolder     = "items"
	bundlesFolder   = "bundles"
)

// tree is a content folder as read: the values, and beside each the file it came from.
type tree struct {
	cat         guide.Catalog
	hall        *document
	departments *document
	events      *document
	items       []*document // as cat.Items
	bundles     []*document // as cat.Bundles
	problems    Problems
}

func (t *tree) report(p Problem) { t.problems = append(t.problems, p) }

// Read reads the content folder dir and checks it. The error is Problems when the content is at
// fault; the catalogue is then nil. Items and bundles come in the order of their file names.
func Read(dir string) (*guide.Catalog, error) {
	t, err := readTree(dir)
	if err != nil {
		return nil, err
	}
	t.check()
	if len(t.problems) > 0 {
		return nil, t.problems.sorted()
	}
	return &t.cat, nil
}

// readTree reads without judging references; problems of single files stand in t.problems.
func readTree(dir string) (*tree, error) {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return nil, fmt.Errorf("the content folder %s is not there: give the folder that holds %s and %s/", dir, hallFile, itemsFolder)
	}
	t := &tree{}
	t.hall = readDocument(dir, hallFile, &t.cat.Hall, t.report)
	t.departments = readDocument(dir, departmentsFile, &t.cat.Departments, t.report)
	t.events = readDocument(dir, eventsFile, &t.cat.Events, t.report)
	items, err := yamlFiles(dir, itemsFolder, t.report)
	if err != nil {
		return nil, err
	}
	for _, file := range items {
		var item guide.Item
		if d := readDocument(dir, file, &item, t.report); d != nil {
			t.cat.Items = append(t.cat.Items, item)
			t.items = append(t.items, d)
		}
	}
	bundles, err := yamlFiles(dir, bundlesFolder, t.report)
	if err != nil {
		return nil, err
	}
	for _, file := range bundles {
		var bundle guide.Bundle
		if d := readDocument(dir, file, &bundle, t.report); d != nil {
			t.cat.Bundles = append(t.cat.Bundles, bundle)
			t.bundles = append(t.bundles, d)
		}
	}
	return t, nil
}

// yamlFiles lists a folder's files, slash-separated and sorted; a missing folder is an empty one.
// A file that is not content is reported, so that ITEM.yml or a stray copy is not silently left
// out; hidden files are not content.
func yamlFiles(dir, folder string, report func(Problem)) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dir, folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read, check its permissions: %w", filepath.Join(dir, folder), err)
	}
	var out []string
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml"):
			report(Problem{File: folder + "/" + e.Name(), Text: "only files named ID.yaml belong here", Mend: "rename it or move it away"})
		default:
			out = append(out, folder+"/"+e.Name())
		}
	}
	return out, nil
}
