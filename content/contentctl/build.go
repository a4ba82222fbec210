package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"daoyin/content/release"
	"daoyin/content/source"
)

type buildCmd struct {
	Dir  string `arg:"" help:"Content folder (hall.yaml, departments.yaml, events.yaml, items/, bundles/)."`
	File string `arg:"" help:"Release file to write; its hash goes to FILE.sha256."`
	Date string `help:"Date of the release (YYYY-MM-DD) instead of the newest 'updated' of the content."`
}

func (c *buildCmd) Run(s streams) error {
	if err := checkDay("--date", c.Date); err != nil {
		return err
	}
	cat, err := source.Read(c.Dir)
	if err != nil {
		return err
	}
	info, err := release.Build(cat, c.File, release.Options{Date: c.Date})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: %d items, %d bundles, dated %s, content %s\n", c.File, info.Items, len(cat.Bundles), orNone(info.Date), info.Hash[:16])
	return nil
}

type importCmd struct {
	File string `arg:"" help:"Tab-separated list with the columns department, group, name, item_code, task_type, url."`
	Dir  string `arg:"" help:"Content folder to take it into; it is made if it is not there."`
	Date string `help:"Day (YYYY-MM-DD) to note as 'updated' on what is new or changed, instead of today."`
}

func (c *importCmd) Run(s streams) error {
	if err := checkDay("--date", c.Date); err != nil {
		return err
	}
	f, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("the list %s cannot be read, check its name and permissions: %w", c.File, err)
	}
	defer f.Close()
	day := c.Date
	if day == "" {
		day = time.Now().Format(time.DateOnly)
	}
	r, err := source.Import(f, filepath.Base(c.File), c.Dir, day)
	if err != nil {
		return err
	}
	for _, remark := range r.Remarks {
		fmt.Fprintln(s.err, remark)
	}
	fmt.Fprintf(s.out, "added %d, changed %d, unchanged %d, withdrawn (not in this list, left in place) %d\n", len(r.Added), len(r.Changed), len(r.Unchanged), len(r.Withdrawn))
	for _, id := range r.Withdrawn {
		fmt.Fprintf(s.out, "  withdrawn: %s\n", id)
	}
	if len(r.Departments) > 0 {
		fmt.Fprintf(s.out, "departments added: %s\n", strings.Join(r.Departments, "、"))
	}
	if len(r.Files) > 0 {
		fmt.Fprintf(s.out, "made to begin with, fill in: %s\n", strings.Join(r.Files, ", "))
	}
	if slices.Contains(r.Files, "hall.yaml") {
		fmt.Fprintln(s.out, "hall.yaml says sample: true, so 示例 stands on every screen and paper: delete that line once your hall is entered there")
	}
	return nil
}

func checkDay(flag, day string) error {
	if day == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return usageError(fmt.Sprintf("%s %q is not a day: write it as 2026-03-31", flag, day))
	}
	return nil
}

func orNone(s string) string {
	if s == "" {
		return "(no day in the content; give --date)"
	}
	return s
}
