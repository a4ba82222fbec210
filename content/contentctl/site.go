package main

import (
	"fmt"

	"daoyin/content/followup"
)

type siteCmd struct {
	File string `arg:"" help:"Release file."`
	Out  string `arg:"" help:"Folder to write the pages to; it is made if it is not there."`
}

func (c *siteCmd) Run(s streams) error {
	rel, err := openVerified(c.File)
	if err != nil {
		return err
	}
	defer rel.Close()
	report, err := followup.Site(rel, c.Out)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: %d pages for %d items and bundles, the largest %d bytes; put the folder on any web server and its address into the kiosk's followup.site\n",
		c.Out, report.Pages, report.Items, report.Largest)
	return nil
}
