package main

import (
	"fmt"
	"time"

	"daoyin/content/publish"
)

type keysCmd struct {
	Init  keysInitCmd  `cmd:"" help:"Make new keys: root.json for the kiosks, the rest to be kept."`
	Renew keysRenewCmd `cmd:"" help:"Make the root good for longer, or replace keys that others may have seen. Publish afterwards."`
}

type keysInitCmd struct {
	Dir        string `arg:"" help:"Folder to make the keys in."`
	Days       int    `help:"Days until the root has to be renewed." default:"1825"`
	Passphrase `embed:""`
}

func (c *keysInitCmd) Run(s streams) error {
	if c.Days < 1 {
		return usageError("--days must be at least 1")
	}
	secret, err := c.secret(s, true)
	if err != nil {
		return err
	}
	if err := publish.Init(c.Dir, secret, time.Now(), days(c.Days)); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: keys made. Copy %s/%s to every kiosk; keep the folder and the passphrase apart, each twice, and on no kiosk.\n", c.Dir, c.Dir, publish.RootFile)
	return nil
}

type keysRenewCmd struct {
	Dir        string `arg:"" help:"Key folder."`
	Days       int    `help:"Days until the root has to be renewed again." default:"1825"`
	Replace    bool   `help:"Replace the keys that sign publications as well."`
	Passphrase `embed:""`
}

func (c *keysRenewCmd) Run(s streams) error {
	if c.Days < 1 {
		return usageError("--days must be at least 1")
	}
	secret, err := c.secret(s, false)
	if err != nil {
		return err
	}
	if err := publish.Renew(c.Dir, secret, time.Now(), days(c.Days), c.Replace); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: the root is renewed. Kiosks follow at the next contentctl publish.\n", c.Dir)
	return nil
}

type publishCmd struct {
	File          string `arg:"" help:"Release file made by contentctl build."`
	Tree          string `arg:"" help:"Folder of the tree; it is made if it is not there."`
	Keys          string `help:"Key folder." default:"keys" env:"DAOYIN_KEYS" placeholder:"DIR"`
	TargetsDays   int    `help:"Days until kiosks take up nothing more of this publication." default:"365"`
	SnapshotDays  int    `help:"The same for the list of what belongs together." default:"90"`
	TimestampDays int    `help:"The same for the statement that nothing newer exists." default:"90"`
	Passphrase    `embed:""`
}

func (c *publishCmd) Run(s streams) error {
	if min(c.TargetsDays, c.SnapshotDays, c.TimestampDays) < 1 {
		return usageError("a publication must be good for at least one day")
	}
	rel, err := openVerified(c.File)
	if err != nil {
		return err
	}
	defer rel.Close()
	if err := rel.Probe(); err != nil {
		return err
	}
	secret, err := c.secret(s, false)
	if err != nil {
		return err
	}
	signer, err := publish.NewSigner(c.Keys, secret)
	if err != nil {
		return err
	}
	p, err := signer.Publish(c.File, c.Tree, time.Now(), publish.Lives{
		Targets: days(c.TargetsDays), Snapshot: days(c.SnapshotDays), Timestamp: days(c.TimestampDays)})
	if err != nil {
		return err
	}
	info := rel.Info()
	fmt.Fprintf(s.out, "%s: publication %d, %d items, dated %s, content %s, good until %s\n",
		c.Tree, p.Version, info.Items, orNone(info.Date), info.Hash[:16], p.Expires.Local().Format(time.DateOnly))
	return nil
}

const day = 24 * time.Hour

func days(n int) time.Duration { return time.Duration(n) * day }
