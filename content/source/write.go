package source

import (
	"fmt"
	"os"
	"path/filepath"

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
	options := []yaml.EncodeOption{yaml.Indent(2), yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true)}
	if len(comments) > 0 {
		options = append(options, yaml.WithComment(comments))
	}
	return yaml.MarshalWithOptions(v, options...)
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
