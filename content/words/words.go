// Package words holds every sentence that the kiosk says to the public, in one catalogue, so that
// wording is read and mended in one place and another language is another folder of files.
//
// The wording keeps these rules: what a helpful neighbour at the door would say, short, warm and
// plain; 您 always; at most 18 characters a sentence on the screen; figures in Arabic. A button says
// what happens, verb first, in 2 to 8 characters. A fault says what is safe, then what is broken,
// then what to do; never 错误, 失败, 非法 or 请重试 alone. The official term comes second and small.
package words

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed zh/*.toml
var files embed.FS

// Catalogue maps keys ("home.title") to sentences of one language. It is read-only and may be used
// from several goroutines at once.
type Catalogue struct {
	sentences map[string]string
}

// Chinese is the catalogue of simplified Chinese.
//
// The files are compiled in and read by this package's tests, so one that cannot be read is a
// broken build: it panics with a sentence that names the file.
var Chinese = sync.OnceValue(func() *Catalogue {
	c, err := load(files, "zh")
	if err != nil {
		panic(fmt.Sprintf("the built-in sentences cannot be read, build again with mended files: %v", err))
	}
	return c
})

// load reads every TOML file of a folder. Tables make the keys: [home] title is "home.title".
func load(fsys fs.FS, folder string) (*Catalogue, error) {
	c := &Catalogue{sentences: map[string]string{}}
	names, err := fs.Glob(fsys, folder+"/*.toml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		var tree map[string]any
		if err := toml.Unmarshal(data, &tree); err != nil {
			return nil, fmt.Errorf("%s is not TOML: %w", name, err)
		}
		if err := c.add("", tree); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return c, nil
}

func (c *Catalogue) add(prefix string, tree map[string]any) error {
	for name, value := range tree {
		key := prefix + name
		switch value := value.(type) {
		case map[string]any:
			if err := c.add(key+".", value); err != nil {
				return err
			}
		case string:
			if _, twice := c.sentences[key]; twice {
				return fmt.Errorf("the sentence %s stands in two files; keep one", key)
			}
			c.sentences[key] = value
		default:
			return fmt.Errorf("%s is not a sentence; write it between quotation marks", key)
		}
	}
	return nil
}

// Say returns the sentence of a key with {0}, {1} … replaced by the arguments. A key that does not
// exist comes back in ⟦⟧, so that it is seen on the screen and not passed over.
func (c *Catalogue) Say(key string, args ...any) string {
	sentence, ok := c.sentences[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(args) == 0 {
		return sentence
	}
	pairs := make([]string, 0, 2*len(args))
	for i, arg := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", fmt.Sprint(arg))
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// Keys are all keys, sorted.
func (c *Catalogue) Keys() []string {
	keys := make([]string, 0, len(c.sentences))
	for key := range c.sentences {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
