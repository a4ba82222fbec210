package fleet

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
)

// Kiosk is one line of the operators' list: a name of their choice, and the kiosk's address such as
// http://10.0.0.11:8090.
type Kiosk struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// ReadList reads a list of kiosks from a file; see ParseList.
func ReadList(path string) ([]Kiosk, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the list of kiosks cannot be read, check its name and permissions: %w", err)
	}
	return ParseList(path, string(data))
}

// ParseList reads a list of kiosks: one a line, its name and, after spaces, its address; the name
// may hold spaces. Empty lines and lines that begin with # are passed over. The error holds every
// fault found, each with file, line and remedy.
func ParseList(file, text string) ([]Kiosk, error) {
	var list []Kiosk
	var faults []error
	lines := map[string]int{} // of each name and address
	text = strings.TrimPrefix(text, "\uFEFF")
	row := 0
	for line := range strings.Lines(text) {
		row++
		fault := func(format string, args ...any) {
			faults = append(faults, fmt.Errorf("%s, line %d: %s", file, row, fmt.Sprintf(format, args...)))
		}
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		last := len(fields) - 1
		k := Kiosk{Name: strings.Join(fields[:last], " "), URL: strings.TrimRight(fields[last], "/")}
		u, err := url.Parse(k.URL)
		switch {
		case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
			fault("%q is not a kiosk's address; write a name and an address such as http://10.0.0.11:8090", fields[last])
		case u.RawQuery != "" || u.Fragment != "" || u.User != nil:
			fault("the address %s says more than where the kiosk is; write it as http://10.0.0.11:8090", k.URL)
		case k.Name == "":
			fault("the kiosk has no name; write one before the address %s", k.URL)
		default:
			for _, key := range []string{"name " + k.Name, "address " + k.URL} {
				if first := lines[key]; first != 0 {
					fault("the %s is in line %d already; give every kiosk its own", key, first)
				}
				lines[key] = row
			}
			list = append(list, k)
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s names no kiosk; write one a line: a name and an address such as http://10.0.0.11:8090", file)
	}
	return list, nil
}
