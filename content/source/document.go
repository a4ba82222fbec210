package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"daoyin/content/guide"
)

// document is one YAML file, kept as a tree so that a problem found later can name its line.
type document struct {
	file string
	root ast.Node
}

// readDocument decodes the file (relative to dir) into v and reports every unknown key, not only
// the first one. It returns nil when there is no tree at all to work on.
func readDocument(dir, file string, v any, report func(Problem)) *document {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
	if errors.Is(err, os.ErrNotExist) {
		report(Problem{File: file, Text: "the file is missing", Mend: "create it, or give the folder that holds it"})
		return nil
	}
	if err != nil {
		report(Problem{File: file, Text: fmt.Sprintf("the file cannot be read (%v)", err), Mend: "check its permissions"})
		return nil
	}
	return parseDocument(file, data, v, report)
}

func parseDocument(file string, data []byte, v any, report func(Problem)) *document {
	data, fault := plainText(file, data)
	if fault != nil {
		report(*fault)
		return nil
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		report(yamlProblem(file, err))
		return nil
	}
	var root ast.Node
	for _, d := range tree.Docs {
		if d.Body == nil {
			continue
		}
		if root != nil {
			report(Problem{File: file, Line: lineOf(d.Body), Text: "the file holds more than one YAML document", Mend: "keep one and remove the --- line"})
			return nil
		}
		root = d.Body
	}
	if root == nil {
		report(Problem{File: file, Text: "the file is empty", Mend: "fill it in or remove it"})
		return nil
	}
	d := &document{file: file, root: root}
	d.unknownKeys(root, reflect.TypeOf(v).Elem(), report)
	if err := yaml.Unmarshal(data, v); err != nil {
		report(yamlProblem(file, err))
		return nil
	}
	return d
}

// yamlProblem turns the library's error, whose text shows a piece of the file over several
// lines, into one sentence with a line number.
func yamlProblem(file string, err error) Problem {
	p := Problem{File: file, Text: err.Error(), Mend: "mend the YAML there"}
	var located yaml.Error
	if errors.As(err, &located) {
		p.Text = located.GetMessage()
		if t := located.GetToken(); t != nil && t.Position != nil {
			p.Line = t.Position.Line
		}
	}
	p.Text = strings.Join(strings.Fields(p.Text), " ")
	return p
}

var conditionType = reflect.TypeFor[guide.Condition]()

// unknownKeys reports the keys of mappings that the type has no field for.
func (d *document) unknownKeys(node ast.Node, t reflect.Type, report func(Problem)) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == conditionType { // its keys are the operator's own question ids
		return
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		if seq, ok := plain(node).(*ast.SequenceNode); ok {
			for _, child := range seq.Values {
				d.unknownKeys(child, t.Elem(), report)
			}
		}
	case reflect.Struct:
		fields := yamlFields(t)
		for _, pair := range pairs(node) {
			key := keyText(pair)
			if field, ok := fields[key]; ok {
				d.unknownKeys(pair.Value, field, report)
				continue
			}
			known := make([]string, 0, len(fields))
			for name := range fields {
				known = append(known, name)
			}
			slices.Sort(known)
			mend := "it is one of: " + strings.Join(known, ", ")
			if near := nearest(key, known); near != "" {
				mend = fmt.Sprintf("did you mean %s?", near)
			}
			report(Problem{File: d.file, Line: lineOf(pair.Key), Text: fmt.Sprintf("the key %q is not known here", key), Mend: mend})
		}
	}
}

// yamlFields maps a struct's YAML keys to the types of their values.
func yamlFields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "" && name != "-" {
			out[name] = t.Field(i).Type
		}
	}
	return out
}

// nearest is the known key within two slips of the finger of key, or "".
func nearest(key string, known []string) string {
	best, least := "", 3
	for _, k := range known {
		if n := slips(key, k); n < least && n < len(k) {
			best, least = k, n
		}
	}
	return best
}

// slips is the Levenshtein distance in bytes; keys are ASCII.
func slips(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

// line is the line of what steps (keys and indexes) lead to, or of the last step that exists.
func (d *document) line(steps ...any) int {
	node, line := d.root, lineOf(d.root)
	for _, step := range steps {
		next, at := child(node, step)
		if next == nil {
			return line
		}
		node, line = next, at
	}
	return line
}

func child(node ast.Node, step any) (ast.Node, int) {
	switch step := step.(type) {
	case string:
		for _, pair := range pairs(node) {
			if keyText(pair) == step {
				return pair.Value, lineOf(pair.Key)
			}
		}
	case int:
		if seq, ok := plain(node).(*ast.SequenceNode); ok && step < len(seq.Values) {
			return seq.Values[step], lineOf(seq.Values[step])
		}
	}
	return nil, 0
}

// plain takes off anchors and tags.
func plain(node ast.Node) ast.Node {
	for {
		switch n := node.(type) {
		case *ast.AnchorNode:
			node = n.Value
		case *ast.TagNode:
			node = n.Value
		default:
			return node
		}
	}
}

func pairs(node ast.Node) []*ast.MappingValueNode {
	switch n := plain(node).(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

func keyText(pair *ast.MappingValueNode) string {
	if t := pair.Key.GetToken(); t != nil {
		return t.Value
	}
	return pair.Key.String()
}

func lineOf(node ast.Node) int {
	// A mapping's own token is the colon of its first pair; its first key stands where people look.
	if ps := pairs(node); len(ps) > 0 {
		if t := ps[0].Key.GetToken(); t != nil && t.Position != nil {
			return t.Position.Line
		}
	}
	if node == nil {
		return 0
	}
	if t := node.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}
