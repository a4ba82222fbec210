package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"

	"daoyin/content/guide"
)

// Write writes an item to its file DIR/items/ID.yaml, in the order of the domain's fields, so
// that two people who enter the same item get the same file. The file is replaced at once or not
// at all.
func Write(dir string, item *guide.Item) error {
	return writeItem(filepath.Join(dir, itemsFolder, item.ID+".yaml"), item, nil)
}

// writeItem writes an item over the file at path; comments are the operator's own, to be kept.
func writeItem(path string, item *guide.Item, comments yaml.CommentMap) error {
	data, err := marshal(item, comments)
	if err != nil {
		return fmt.Errorf("the item %s cannot be written as YAML: %w", item.ID, err)
	}
	return replaceFile(path, data)
}

func marshal(v any, comments yaml.CommentMap) ([]byte, error) {
	var q quoting
	v = q.take(reflect.ValueOf(v)).Interface()
	options := []yaml.EncodeOption{yaml.Indent(2), yaml.IndentSequence(true)}
	if len(comments) > 0 {
		options = append(options, yaml.WithComment(comments))
	}
	data, err := yaml.MarshalWithOptions(v, options...)
	if err != nil {
		return nil, err
	}
	return []byte(strings.NewReplacer(q.pairs...).Replace(string(data))), nil
}

func replaceFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("the folder for %s cannot be made, check its permissions: %w", path, err)
	}
	part := path + ".part"
	if err := os.WriteFile(part, data, 0o644); err != nil {
		return fmt.Errorf("%s cannot be written, check permissions and free space: %w", part, err)
	}
	if err := os.Rename(part, path); err != nil {
		return fmt.Errorf("%s cannot be put in place, check the folder's permissions: %w", path, err)
	}
	return nil
}

// plainScalar is what is surely a string without quotes, whatever stands around it: it begins
// with a letter, and what follows neither ends a scalar nor means anything to YAML.
var plainScalar = regexp.MustCompile(`^\pL([\pL\pN\p{Po}\p{Pd}\p{Ps}\p{Pe}+=$~<>|^ ]*[\pL\pN\p{Pe}])?$`)

// notPlain are pieces that end a plain scalar, and words that YAML reads as something else.
var notPlain = regexp.MustCompile(`(?i): | #|[\[\]{},"'\\]|^(true|false|yes|no|on|off|y|n|null|nan|inf)$`)

// quoting puts every string that needs quotes out of the way before the library writes it, and
// keeps it in quotes for afterwards: the library leaves some without those that they need ("? !").
type quoting struct {
	pairs []string // placeholder, quoted string, …
}

// take copies a value with placeholders for such strings.
func (q *quoting) take(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(q.word(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(q.take(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			out.Index(i).Set(q.take(v.Index(i)))
		}
	case reflect.Map: // of conditions: the keys are ids and need no quotes
		if !v.IsNil() {
			out.Set(reflect.MakeMap(v.Type()))
		}
		for _, key := range v.MapKeys() {
			out.SetMapIndex(key, q.take(v.MapIndex(key)))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(q.take(v.Field(i)))
		}
	default:
		out.Set(v)
	}
	return out
}

func (q *quoting) word(s string) string {
	if s == "" || plainScalar.MatchString(s) && !notPlain.MatchString(s) {
		return s
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		return s // cannot be: strings always encode
	}
	placeholder := fmt.Sprintf("quotedhere%05dquotedhere", len(q.pairs)/2)
	q.pairs = append(q.pairs, placeholder, strings.TrimSuffix(b.String(), "\n"))
	return placeholder
}
