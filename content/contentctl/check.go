package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"daoyin/content/publish"
	"daoyin/content/release"
	"daoyin/content/update"
)

type checkCmd struct {
	File string `arg:"" help:"Release file, or the folder or web address of a tree."`
	Root string `help:"root.json to trust when checking a tree, as the kiosks do. Without it the tree's own first root is believed." placeholder:"FILE"`
}

func (c *checkCmd) Run(s streams) error {
	place, err := update.At(c.File)
	if err != nil {
		return usageError(err.Error())
	}
	if info, err := os.Stat(c.File); err == nil && !info.IsDir() || err != nil && !strings.Contains(c.File, "://") {
		return c.file(s) // which says as well that it is not there
	}
	return c.tree(s, place)
}

func (c *checkCmd) file(s streams) error {
	rel, err := openVerified(c.File)
	if err != nil {
		return err
	}
	defer rel.Close()
	info := rel.Info()
	fmt.Fprintf(s.out, "%s is whole: %d items, dated %s, content %s\n", c.File, info.Items, orNone(info.Date), info.Hash[:16])
	return nil
}

// tree does what a kiosk does that has taken up nothing yet.
func (c *checkCmd) tree(s streams, place update.Tree) error {
	ctx := context.Background()
	root, err := c.root(ctx, place)
	if err != nil {
		return err
	}
	offer, trust, err := update.Check(ctx, place, root, update.Trust{}, time.Now())
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "contentctl")
	if err != nil {
		return fmt.Errorf("there is no place for the release to be read into: %w", err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, publish.Target)
	if err := update.Download(ctx, place, offer, file); err != nil {
		return err
	}
	rel, err := release.Open(file)
	if err != nil {
		return err
	}
	defer rel.Close()
	if err := rel.Probe(); err != nil {
		return err
	}
	info := rel.Info()
	fmt.Fprintf(s.out, "%s is whole: publication %d, %d items, dated %s, content %s, good until %s\n",
		c.File, offer.Version, info.Items, orNone(info.Date), info.Hash[:16], trust.Expires.Local().Format(time.DateOnly))
	if c.Root == "" {
		fmt.Fprintln(s.err, "contentctl: the tree's own root was believed; with --root DIR/root.json it is checked as the kiosks do")
	}
	return nil
}

func (c *checkCmd) root(ctx context.Context, place update.Tree) ([]byte, error) {
	if c.Root == "" {
		return update.FirstRoot(ctx, place)
	}
	root, err := os.ReadFile(c.Root)
	if err != nil {
		return nil, fmt.Errorf("the root cannot be read, give root.json of the key folder: %w", err)
	}
	return root, nil
}
