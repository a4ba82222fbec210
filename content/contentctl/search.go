package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"daoyin/content/release"
)

type searchCmd struct {
	Release string   `required:"" help:"Release file."`
	Limit   int      `default:"5" help:"How many to show at most."`
	JSON    bool     `name:"json" help:"One JSON array a query, on one line."`
	Query   []string `arg:"" help:"What a citizen would type; - reads one query a line from standard input."`
}

// found is one hit as --json writes it.
type found struct {
	Code       string  `json:"code"`
	Name       string  `json:"name"`
	Department string  `json:"department"` // of a bundle: its departments, joined by 、
	ID         string  `json:"id"`
	Title      string  `json:"title"`
	Bundle     bool    `json:"bundle,omitempty"`
	Field      string  `json:"field"`
	Text       string  `json:"text"`
	Score      float64 `json:"score"`
}

func (c *searchCmd) Run(s streams) error {
	if c.Limit < 1 {
		return usageError(fmt.Sprintf("--limit %d shows nothing: give 1 or more", c.Limit))
	}
	rel, err := openVerified(c.Release)
	if err != nil {
		return err
	}
	defer rel.Close()
	out := bufio.NewWriter(s.out)
	if !slices.Equal(c.Query, []string{"-"}) {
		if err := c.answer(rel, strings.Join(c.Query, " "), out); err != nil {
			return err
		}
		return out.Flush()
	}
	in := bufio.NewReader(s.in)
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			if err := c.answer(rel, strings.TrimRight(line, "\r\n"), out); err != nil {
				return err
			}
			// A program at the other end waits for this line before it asks the next.
			if err := out.Flush(); err != nil {
				return fmt.Errorf("the answers cannot be written: %w", err)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the queries cannot be read: %w", err)
		}
	}
}

func (c *searchCmd) answer(rel *release.Release, query string, out io.Writer) error {
	result := rel.Search(query, c.Limit)
	list := make([]found, 0, len(result.Hits))
	for _, h := range result.Hits {
		b, ok := rel.Brief(h.ID)
		if !ok {
			return fmt.Errorf("the release %s is damaged at %s: copy it again", c.Release, h.ID)
		}
		f := found{Code: b.Code, Name: b.Name, Department: b.Department, ID: b.ID, Title: b.Title, Bundle: b.Bundle, Field: h.Field, Text: h.Text, Score: h.Score}
		if b.Bundle {
			f.Department = strings.Join(bodies(rel, b.ID), "、")
		}
		list = append(list, f)
	}
	if c.JSON {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(list)
	}
	fmt.Fprintf(out, "%s：找到 %d 件", query, result.Total)
	if len(result.Meant) > 0 {
		fmt.Fprintf(out, "（是这个意思吗：%s）", strings.Join(result.Meant, "，"))
	}
	fmt.Fprintln(out)
	for i, f := range list {
		fmt.Fprintf(out, "%2d. %s", i+1, f.Title)
		if f.Text != f.Title {
			fmt.Fprintf(out, "（%s）", f.Text)
		}
		fmt.Fprintf(out, "，%s，%s\n", f.Department, f.Code)
	}
	return nil
}

// bodies are the names of the departments of a bundle, each once, in its order.
func bodies(rel *release.Release, id string) []string {
	it, err := rel.Item(id)
	if err != nil {
		return nil
	}
	var out []string
	for _, p := range it.Parts {
		if name := departmentName(rel, p.Department); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func departmentName(rel *release.Release, id string) string {
	for _, d := range rel.Departments() {
		if d.ID == id {
			return d.Name
		}
	}
	return id
}

func openVerified(path string) (*release.Release, error) {
	if err := release.Verify(path); err != nil {
		return nil, err
	}
	return release.Open(path)
}
