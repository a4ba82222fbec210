package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"daoyin/content/fleet"
)

type statusCmd struct {
	Kiosks  string        `required:"" placeholder:"FILE" help:"List of kiosks: one a line, its name and its address, such as http://10.0.0.11:8090."`
	Release string        `placeholder:"FILE" help:"Release that every kiosk should have, instead of the newest that one of them has."`
	Timeout time.Duration `default:"5s" help:"How long each kiosk may take to answer."`
	JSON    bool          `name:"json" help:"One JSON array on standard output."`
}

// told is one kiosk's answer as --json writes it.
type told struct {
	fleet.Kiosk
	Reached bool          `json:"reached"`
	Error   string        `json:"error,omitempty"`
	Newest  bool          `json:"newest"`
	Report  *fleet.Report `json:"report"`
}

func (c *statusCmd) Run(s streams) error {
	if c.Timeout <= 0 {
		return usageError(fmt.Sprintf("--timeout %s leaves no time to answer: give 1s or more", c.Timeout))
	}
	list, err := fleet.ReadList(c.Kiosks)
	if err != nil {
		return err
	}
	var newest *fleet.Release
	if c.Release != "" {
		rel, err := openVerified(c.Release)
		if err != nil {
			return err
		}
		info := rel.Info()
		newest = &fleet.Release{Date: info.Date, Hash: info.Hash, Items: info.Items}
		if err := rel.Close(); err != nil {
			return err
		}
	}
	answers := fleet.Ask(context.Background(), list, c.Timeout)
	ambiguous := false
	if newest == nil {
		newest, ambiguous = fleet.Newest(answers)
	}
	if c.JSON {
		err = printJSON(s.out, answers, newest)
	} else {
		err = printTable(s.out, answers, newest)
	}
	if err != nil {
		return fmt.Errorf("the answers cannot be written: %w", err)
	}
	return verdict(answers, newest, ambiguous)
}

// verdict is nil when every kiosk was reached and has the newest release.
func verdict(answers []fleet.Answer, newest *fleet.Release, ambiguous bool) error {
	missing, behind := 0, 0
	for _, a := range answers {
		switch {
		case a.Report == nil:
			missing++
		case !a.Has(newest):
			behind++
		}
	}
	var parts []string
	if missing > 0 {
		parts = append(parts, fmt.Sprintf("%d not reached", missing))
	}
	if behind > 0 {
		parts = append(parts, fmt.Sprintf("%d without the newest release", behind))
	}
	if len(parts) == 0 {
		return nil
	}
	text := fmt.Sprintf("of %d kiosks %s", len(answers), strings.Join(parts, ", "))
	if ambiguous {
		text += fmt.Sprintf("; there are different releases of %s: give the right one with --release", clean(newest.Date))
	}
	return errors.New(text)
}

func printJSON(w io.Writer, answers []fleet.Answer, newest *fleet.Release) error {
	list := make([]told, 0, len(answers))
	for _, a := range answers {
		t := told{Kiosk: a.Kiosk, Reached: a.Report != nil, Newest: a.Has(newest), Report: a.Report}
		if a.Err != nil {
			t.Error = a.Err.Error()
		}
		list = append(list, t)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(list)
}

// printTable writes a line a kiosk for people, the longest column last.
func printTable(w io.Writer, answers []fleet.Answer, newest *fleet.Release) error {
	rows := [][]string{{"KIOSK", "RELEASE", "NEWEST", "PRINTER", "READER", "PAPER", "UNCERTAIN", "REMARKS"}}
	for _, a := range answers {
		r := a.Report
		if r == nil {
			rows = append(rows, []string{a.Name, "-", "-", "-", "-", "-", "-", "not reached: " + a.Err.Error()})
			continue
		}
		date := "none"
		if r.Release != nil {
			if date = r.Release.Date; date == "" {
				date = "undated"
			}
		}
		is := "no"
		if a.Has(newest) {
			is = "yes"
		}
		uncertain := strconv.Itoa(len(r.Uncertain))
		if r.Fault != "" {
			uncertain = "?"
		}
		rows = append(rows, []string{a.Name, date, is, state(r, fleet.Printer), state(r, fleet.Reader), string(r.Paper), uncertain, strings.Join(remarks(a), "; ")})
	}
	wide := make([]int, len(rows[0])-1)
	for _, row := range rows {
		for i := range row {
			row[i] = clean(row[i])
			if i < len(wide) {
				wide[i] = max(wide[i], columns(row[i]))
			}
		}
	}
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row[:len(wide)] {
			b.WriteString(cell + strings.Repeat(" ", wide[i]-columns(cell)+2))
		}
		line := strings.TrimRight(b.String()+row[len(wide)], " ")
		b.Reset()
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

func state(r *fleet.Report, device string) string {
	d, ok := r.Device(device)
	if !ok {
		return "?"
	}
	return d.State
}

// remarks are the sentences about what a kiosk lacks.
func remarks(a fleet.Answer) []string {
	r := a.Report
	var out []string
	if r.Kiosk != a.Name {
		out = append(out, fmt.Sprintf("it calls itself %q", r.Kiosk))
	}
	if !r.Guiding {
		out = append(out, "out of service: it has no content to guide with")
	}
	if r.Refusal != nil {
		out = append(out, fmt.Sprintf("refused a release on %s: %s", r.Refusal.At.Format("2006-01-02 15:04"), r.Refusal.Reason))
	}
	for _, d := range r.Devices {
		if d.Fault {
			out = append(out, d.Sentence)
		}
	}
	if n := len(r.Uncertain); n > 0 {
		var numbers []string
		for _, t := range r.Uncertain[:min(n, 8)] {
			numbers = append(numbers, t.Number)
		}
		more := ""
		if n > len(numbers) {
			more = " …"
		}
		out = append(out, "look whether these tickets came out: "+strings.Join(numbers, ", ")+more)
	}
	if r.Fault != "" {
		out = append(out, r.Fault)
	}
	return out
}

// clean keeps what a kiosk says to one line and from doing anything to the terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if !unicode.IsGraphic(r) {
			return '?'
		}
		return r
	}, s)
}

// columns is how many columns of a terminal a text takes: a Chinese character takes two.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
