package source

import (
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that keeps content from being published, told so that an operator can
// mend it without asking anyone.
type Problem struct {
	File string // relative to the content folder
	Line int    // 1-based; 0 when it concerns the whole file
	Item string // the id of the item or bundle; empty for the hall's own files
	Text string // what is wrong
	Mend string // what to do
}

// String is the problem on one line: place, item, what is wrong, what to do.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	b.WriteString(": ")
	if p.Item != "" {
		fmt.Fprintf(&b, "%s: ", p.Item)
	}
	b.WriteString(p.Text)
	if p.Mend != "" {
		b.WriteString("; ")
		b.WriteString(p.Mend)
	}
	return b.String()
}

// Problems are all problems of a content folder, by file and line.
type Problems []Problem

// Error lists the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
	return ps
}
