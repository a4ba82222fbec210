package receipt

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SyntaxError is a line of markup that says nothing that can be printed.
type SyntaxError struct {
	Line int // from 1
	What string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.What) }

// Parse reads the markup that the package comment describes. An error is a [*SyntaxError]; text that is
// no markup is printed as it stands.
func Parse(src string) (Document, error) {
	p := parser{}
	if !utf8.ValidString(src) {
		return Document{}, &SyntaxError{Line: 1, What: "the text is not UTF-8; save it as UTF-8"}
	}
	src = strings.TrimPrefix(src, "\ufeff")
	src = strings.ReplaceAll(strings.ReplaceAll(src, "\r\n", "\n"), "\r", "\n")
	for i, line := range strings.Split(strings.TrimSuffix(src, "\n"), "\n") {
		p.line = i + 1
		if err := p.read(line); err != nil {
			return Document{}, err
		}
	}
	return p.doc, nil
}

// blankLine is the white of an empty line, in dots.
const blankLine = 16

type parser struct {
	doc   Document
	line  int
	table bool // the last line was a row of a table
}

func (p *parser) fail(format string, args ...any) error {
	return &SyntaxError{Line: p.line, What: fmt.Sprintf(format, args...)}
}

func (p *parser) add(b Block) { p.doc.Blocks = append(p.doc.Blocks, b) }

func (p *parser) read(line string) error {
	text := strings.TrimRight(strings.ReplaceAll(line, "\t", "  "), " ")
	inTable := p.table
	p.table = false
	if strings.HasPrefix(text, "  ") && p.nested(strings.TrimLeft(text, " ")) {
		return nil
	}
	text = strings.TrimLeft(text, " ")
	switch {
	case text == "":
		p.add(Feed{Dots: blankLine})
	case text == "---":
		p.add(Rule{})
	case text == "--":
		p.add(Rule{Thin: true})
	case text == "=== cut" || text == "===":
		p.add(Cut{})
	case strings.HasPrefix(text, "!qr"):
		data := strings.TrimSpace(text[3:])
		if data == "" {
			return p.fail("!qr needs a link behind it, such as: !qr https://example.org/x")
		}
		if _, ok := modules(len(data)); !ok {
			return p.fail("the link of the QR code has %d bytes; shorten it", len(data))
		}
		p.add(QR{Data: data})
	case strings.HasPrefix(text, "!feed"):
		n, err := strconv.Atoi(strings.TrimSpace(text[5:]))
		if err != nil || n < 0 || n > 4000 {
			return p.fail("!feed needs a number of dots from 0 to 4000, such as: !feed 40")
		}
		p.add(Feed{Dots: n})
	case text[0] == '!':
		return p.fail("%s is not known; there are !qr and !feed, and \\! begins a line of plain text", strings.Fields(text)[0])
	case strings.HasPrefix(text, "==="):
		return p.fail("%s is not known; === cut cuts the paper, and \\= begins a line of plain text", text)
	case strings.HasPrefix(text, "-["):
		return p.fail("a row of a list has a space behind its dash: - [ ] or - [x]")
	case strings.HasPrefix(text, "|"):
		p.row(text, inTable)
	case text[0] == '>':
		p.bar(text[1:])
	case text[0] == '[' && text[len(text)-1] == ']' && len(text) > 2:
		p.add(Tag{Text: strings.TrimSpace(text[1 : len(text)-1])})
	case strings.HasPrefix(text, "- "):
		box, rest := NoBox, strings.TrimSpace(text[2:])
		if r, ok := cutAny(rest, "[x]", "[X]"); ok {
			box, rest = Ticked, r
		} else if r, ok := cutAny(rest, "[ ]", "[]"); ok {
			box, rest = Empty, r
		} else if len(rest) > 2 && rest[0] == '[' && rest[2] == ']' {
			return p.fail("%s is no box; write [ ] for an empty one or [x] for a ticked one", rest[:3])
		}
		t := Text{Text: rest, Size: 2, Bold: true}
		if styled := style(rest); styled.Text != rest {
			t = styled
		}
		p.add(Item{Box: box, Lines: []Text{t}})
	default:
		p.text(text)
	}
	return nil
}

// nested adds an indented line to the row or QR code before it, and reports whether there is one.
func (p *parser) nested(text string) bool {
	n := len(p.doc.Blocks)
	if n == 0 {
		return false
	}
	t := style(text)
	t.Align = Left
	switch b := p.doc.Blocks[n-1].(type) {
	case Item:
		b.Lines = append(b.Lines, t)
		p.doc.Blocks[n-1] = b
	case QR:
		b.Lines = append(b.Lines, t)
		p.doc.Blocks[n-1] = b
	default:
		return false
	}
	return true
}

func (p *parser) text(text string) {
	if left, right, ok := strings.Cut(text, " >>> "); ok {
		p.add(Ends{Left: strings.TrimSpace(left), Right: strings.TrimSpace(right), Boxed: true})
		return
	}
	if left, right, ok := strings.Cut(text, " >> "); ok && text[0] != '\\' {
		p.add(Ends{Left: strings.TrimSpace(left), Right: strings.TrimSpace(right)})
		return
	}
	t := style(text)
	if i := strings.LastIndex(t.Text, "[["); i > 0 && strings.HasSuffix(t.Text, "]]") {
		t.Text, t.Mark = strings.TrimSpace(t.Text[:i]), strings.TrimSpace(t.Text[i+2:len(t.Text)-2])
	}
	p.add(t)
}

// style takes the marks of size, weight and place off a line of text.
func style(text string) Text {
	t := Text{}
	if rest, ok := strings.CutPrefix(text, "^"); ok {
		t.Align = Center
		text = strings.TrimLeft(rest, " ")
	}
	hashes := len(text) - len(strings.TrimLeft(text, "#"))
	switch {
	case strings.HasPrefix(text, `\`):
		text = text[1:]
	case hashes >= 1 && hashes <= 3 && strings.HasPrefix(text[hashes:], " "):
		t.Size, t.Bold = 4-hashes, true
		text = strings.TrimSpace(text[hashes:])
	case len(text) > 2 && (text[0] == '#' || text[0] == '~') && text[1] >= '1' && text[1] <= '8' && text[2] == ' ':
		t.Size, t.Bold = int(text[1]-'0'), text[0] == '#'
		if t.Bold {
			t.Align = Center
		}
		text = strings.TrimSpace(text[3:])
	}
	t.Text = text
	return t
}

func (p *parser) bar(text string) {
	b := Bar{Size: 2}
	if len(text) > 0 && text[0] >= '1' && text[0] <= '8' {
		b.Size, b.Align = int(text[0]-'0'), Center
		text = text[1:]
	}
	b.Text = strings.TrimSpace(text)
	p.add(b)
}

func (p *parser) row(text string, more bool) {
	p.table = true
	text = strings.TrimSuffix(strings.TrimPrefix(text, "|"), "|")
	var cells []string
	dashes := true
	for _, c := range strings.Split(text, "|") {
		c = strings.TrimSpace(c)
		cells = append(cells, c)
		dashes = dashes && strings.Trim(c, ":-") == "" && strings.Contains(c, "-")
	}
	if !more {
		p.add(Table{Rows: [][]string{cells}})
		return
	}
	n := len(p.doc.Blocks) - 1
	t := p.doc.Blocks[n].(Table)
	if dashes && len(t.Rows) == 1 && t.Header == nil {
		t.Header, t.Rows = t.Rows[0], nil
	} else {
		t.Rows = append(t.Rows, cells)
	}
	p.doc.Blocks[n] = t
}

func cutAny(s string, prefixes ...string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}
