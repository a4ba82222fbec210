package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// some is a hash as it stands in a file. Nothing matches it.
const some = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"

func TestSetPINChangesOneLine(t *testing.T) {
	const line = "pin = \"" + some + "\"\n"
	for name, tt := range map[string]struct{ before, after string }{
		"no table":         {"# 一号机\n[kiosk]\nname = \"x\" # 名字\n", "# 一号机\n[kiosk]\nname = \"x\" # 名字\n\n[staff]\n" + line},
		"nothing":          {"", "\n[staff]\n" + line},
		"no line end":      {"[kiosk]\nname = \"x\"", "[kiosk]\nname = \"x\"\n\n[staff]\n" + line},
		"a table":          {"[staff] # 维护\nidle = \"5m\"\n[log]\nlevel = \"warn\"\n", "[staff] # 维护\n" + line + "idle = \"5m\"\n[log]\nlevel = \"warn\"\n"},
		"a table at last":  {"[staff]", "[staff]\n" + line},
		"a PIN":            {"[staff]\n# 密码\n  pin = \"\"\nidle = \"5m\"\n", "[staff]\n# 密码\n" + line + "idle = \"5m\"\n"},
		"Windows' endings": {"[staff]\r\npin = \"\"\r\n", "[staff]\r\n" + strings.TrimSpace(line) + "\r\n"},
		"the documented":   {Documented, strings.Replace(Documented, "pin = \"\"\n", line, 1)},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, tt.before)
			if err := os.Chmod(path, 0o640); err != nil {
				t.Fatal(err)
			}
			if err := SetPIN(path, some); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.after, string(got)); diff != "" {
				t.Error(diff)
			}
			if info, _ := os.Stat(path); info.Mode().Perm() != 0o640 {
				t.Errorf("the file's mode is %v", info.Mode())
			}
			if names, _ := os.ReadDir(filepath.Dir(path)); len(names) != 1 {
				t.Errorf("something is left in the folder: %v", names)
			}
			if c, err := Load(path); err != nil || c.Staff.PIN != some {
				t.Errorf("the kiosk reads %q, %v", c.Staff.PIN, err)
			}
		})
	}
}

func TestSetPINLeavesWhatItCannotChange(t *testing.T) {
	for name, tt := range map[string]struct{ text, says string }{
		"no TOML":      {"[staff\n", "line 1"},
		"dotted key":   {"staff.pin = \"\"\n", "by hand"},
		"in a string":  {"[kiosk]\nname = \"\"\"\n[staff]\npin = 1\n\"\"\"\n", "by hand"},
		"inline table": {"staff = { idle = \"5m\" }\n", "by hand"},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, tt.text)
			err := SetPIN(path, some)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("the error is %v", err)
			}
			if got, _ := os.ReadFile(path); string(got) != tt.text {
				t.Errorf("the file was changed:\n%s", got)
			}
		})
	}
}

func TestSetPINFollowsLinks(t *testing.T) {
	path := write(t, "")
	link := filepath.Join(t.TempDir(), "link.toml")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := SetPIN(link, some); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Lstat(link); info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
	if c, err := Load(path); err != nil || c.Staff.PIN != some {
		t.Errorf("the kiosk reads %q, %v", c.Staff.PIN, err)
	}
}
