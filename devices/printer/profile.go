package printer

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"daoyin/devices/escpos"
	"daoyin/devices/receipt"

	"github.com/pelletier/go-toml/v2"
)

//go:embed profiles/*.toml
var embedded embed.FS

// ProcessID says whether a model answers fences.
type ProcessID string

// What is known of a model's fences.
const (
	ProcessIDYes ProcessID = "yes" // its maker documents them
	ProcessIDTry ProcessID = "try" // its first answer tells
	ProcessIDNo  ProcessID = "no"  // it would print them
)

// Profile is what is vouched for of a printer model. Model names that a printer tells of itself are no
// proof of anything; profiles are chosen by whoever sets the machine up.
type Profile struct {
	Name      string         `toml:"-"`          // the file's name without .toml
	Title     string         `toml:"title"`      // for people
	Dots      int            `toml:"dots"`       // printable dots in a row, a multiple of 8
	Charset   escpos.Charset `toml:"charset"`    // what the built-in font holds
	Glyphs    int            `toml:"glyphs"`     // characters that can be defined, 0 or 24 to 94
	PageMode  bool           `toml:"page_mode"`  // text can stand beside a QR code
	NativeQR  bool           `toml:"native_qr"`  // else codes are sent as pictures
	Cutter    bool           `toml:"cutter"`     // else the paper is torn off
	Tail      int            `toml:"tail"`       // dots of white before the cut, 0 to 255
	ProcessID ProcessID      `toml:"process_id"` // whether fences are answered
}

// DefaultProfile is the name of the profile that relies on least.
const DefaultProfile = "generic-80"

// Profiles lists the names of the profiles that the program carries.
func Profiles() []string {
	files, err := fs.Glob(embedded, "profiles/*.toml")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(f), ".toml"))
	}
	sort.Strings(names)
	return names
}

// LoadProfile returns the profile of that name, or of the file at that path where the name ends in
// .toml. The empty name is [DefaultProfile].
func LoadProfile(name string) (Profile, error) {
	if name == "" {
		name = DefaultProfile
	}
	var data []byte
	var err error
	if strings.HasSuffix(name, ".toml") {
		if data, err = os.ReadFile(name); err != nil {
			return Profile{}, fmt.Errorf("failed to read the printer profile %s; check the path: %w", name, err)
		}
	} else if data, err = embedded.ReadFile("profiles/" + name + ".toml"); err != nil {
		return Profile{}, fmt.Errorf("there is no printer profile %q; choose one of %s, or give the path of a .toml file",
			name, strings.Join(Profiles(), ", "))
	}
	p := Profile{Name: strings.TrimSuffix(filepath.Base(name), ".toml")}
	dec := toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) {
			return Profile{}, fmt.Errorf("the printer profile %s has a key that is not known; remove it:\n%s", name, strict.String())
		}
		return Profile{}, fmt.Errorf("the printer profile %s cannot be read; mend it: %w", name, err)
	}
	if err := p.check(); err != nil {
		return Profile{}, fmt.Errorf("the printer profile %s: %w", name, err)
	}
	return p, nil
}

func (p Profile) check() error {
	switch {
	case p.Dots < 192 || p.Dots > 1024 || p.Dots%8 != 0:
		return fmt.Errorf("dots is %d; give a multiple of 8 from 192 to 1024", p.Dots)
	case p.Glyphs != 0 && (p.Glyphs < 24 || p.Glyphs > 94):
		return fmt.Errorf("glyphs is %d; give 0, or 24 to 94, as many as one line of paper may need", p.Glyphs)
	case p.Tail < 0 || p.Tail > 255:
		return fmt.Errorf("tail is %d; give 0 to 255 dots", p.Tail)
	}
	switch p.Charset {
	case escpos.ASCII, escpos.GB2312, escpos.GBK, escpos.GB18030:
	default:
		return fmt.Errorf("charset is %q; give ascii, gb2312, gbk or gb18030", p.Charset)
	}
	switch p.ProcessID {
	case ProcessIDYes, ProcessIDTry, ProcessIDNo:
	default:
		return fmt.Errorf("process_id is %q; give yes, try or no", p.ProcessID)
	}
	return nil
}

// device is the part of the profile that typesetting needs.
func (p Profile) device() receipt.Device {
	return receipt.Device{Dots: p.Dots, Charset: p.Charset, Glyphs: p.Glyphs, Page: p.PageMode,
		QR: p.NativeQR, Cutter: p.Cutter, Tail: p.Tail}
}
