package words

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

func TestSay(t *testing.T) {
	c, err := load(fstest.MapFS{
		"zh/a.toml": {Data: []byte("top = \"上面\"\n[queue]\nahead = \"您前面 {0} 人，约 {1} 分钟\"\n")},
		"zh/b.toml": {Data: []byte("[fault.paper]\nout = \"没纸了，号还在\"\n")},
	}, "zh")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		key  string
		args []any
		want string
	}{
		{"top", nil, "上面"},
		{"queue.ahead", []any{3, "8"}, "您前面 3 人，约 8 分钟"},
		{"fault.paper.out", nil, "没纸了，号还在"},
		{"queue.ahead", []any{"{1}", 8}, "您前面 {1} 人，约 8 分钟"},
		{"no.such", []any{1}, "⟦no.such⟧"},
	} {
		if got := c.Say(tt.key, tt.args...); got != tt.want {
			t.Errorf("%s says %q, want %q", tt.key, got, tt.want)
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for name, tt := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"not TOML":    {fstest.MapFS{"zh/a.toml": {Data: []byte("a = ")}}, "zh/a.toml"},
		"no sentence": {fstest.MapFS{"zh/a.toml": {Data: []byte("[a]\nb = 3\n")}}, "a.b"},
		"twice":       {fstest.MapFS{"zh/a.toml": {Data: []byte("[a]\nb = \"1\"\n")}, "zh/b.toml": {Data: []byte("[a]\nb = \"2\"\n")}}, "a.b"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := load(tt.files, "zh"); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("the error is %v, want one that names %s", err, tt.want)
			}
		})
	}
}

var (
	said    = regexp.MustCompile(`\b[sS]ay\("([^"]+)"([,)])?`)
	literal = regexp.MustCompile(`["']([a-z0-9.-]+)["']`)
)

// speaks reports a source file that may say a sentence: Go, or a page or script for the phone.
func speaks(path string) bool {
	switch filepath.Ext(path) {
	case ".html", ".js", ".tmpl":
		return true
	case ".go":
		return !strings.HasSuffix(path, "_test.go")
	}
	return false
}

// TestEverySentenceIsSaid holds the source and the catalogue together: each key that is said
// exists, and no sentence is left over.
func TestEverySentenceIsSaid(t *testing.T) {
	c := Chinese()
	named := map[string]bool{}
	var prefixes []string
	for _, root := range []string{"../../kiosk", "../../content"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !speaks(path) {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range said.FindAllStringSubmatch(string(source), -1) {
				if m[2] == "" { // a key put together: "weekday." + …
					prefixes = append(prefixes, m[1])
					continue
				}
				if _, ok := c.sentences[m[1]]; !ok {
					t.Errorf("%s says %s, which no file of the catalogue has", path, m[1])
				}
			}
			for _, m := range literal.FindAllStringSubmatch(string(source), -1) {
				named[m[1]] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range c.Keys() {
		used := named[key]
		for i, r := range key { // put together of two words: "phone." and "broken"
			used = used || (r == '.' || r == '-') && named[key[:i+1]] && named[key[i+1:]]
		}
		for _, prefix := range prefixes {
			used = used || strings.HasPrefix(key, prefix)
		}
		if !used {
			t.Errorf("nothing says %s (%q): take it out or say it", key, c.sentences[key])
		}
	}
}

// TestWording keeps what the package comment promises of every sentence.
func TestWording(t *testing.T) {
	banned := []string{"错误", "失败", "非法", "用户", "请重试", "操作超时", "你"}
	ends := func(r rune) bool { return strings.ContainsRune("。！？\n，；：", r) }
	c := Chinese()
	for _, key := range c.Keys() {
		sentence := c.sentences[key]
		if strings.TrimSpace(sentence) == "" {
			t.Errorf("%s is empty", key)
		}
		for _, word := range banned {
			if strings.Contains(sentence, word) {
				t.Errorf("%s says %q, a word the kiosk does not use", key, word)
			}
		}
		for _, part := range strings.FieldsFunc(sentence, ends) {
			if n := utf8.RuneCountInString(part); n > 24 {
				t.Errorf("%s has a stretch of %d characters without a pause: %q", key, n, part)
			}
		}
	}
}
