package fleet

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestNothingPersonalFits: every text a report can carry is named here with what it holds. Whoever
// adds one has to say what it is, and that it is nothing of a person.
func TestNothingPersonalFits(t *testing.T) {
	allowed := map[string]string{
		"Report.Kiosk":     "configuration",
		"Report.Version":   "build",
		"Report.Fault":     "error of the ticket journal, which holds nothing personal",
		"Release.Date":     "content",
		"Release.Hash":     "content",
		"Refusal.Reason":   "error of reading content",
		"Device.Name":      "constant",
		"Device.State":     "constant",
		"Device.Sentence":  "constant, or error of a port",
		"Report.Paper":     "constant",
		"Ticket.Day":       "date",
		"Ticket.Number":    "queue number, on the hall's boards as well",
		"Today.Day":        "date",
		"Report.Uncertain": "list", "Report.Devices": "list",
	}
	seen := map[string]bool{}
	var walk func(typ reflect.Type)
	walk = func(typ reflect.Type) {
		for i := range typ.NumField() {
			field := typ.Field(i)
			at := field.Type
			name := typ.Name() + "." + field.Name
			for at.Kind() == reflect.Pointer || at.Kind() == reflect.Slice {
				if at.Kind() == reflect.Slice && at.Elem().Kind() == reflect.Uint8 {
					t.Errorf("%s holds bytes: nobody sees what is in them", name)
				}
				at = at.Elem()
			}
			switch {
			case at == reflect.TypeFor[time.Time]():
			case at.Kind() == reflect.Struct:
				walk(at)
			case at.Kind() == reflect.String:
				seen[name] = true
				if allowed[name] == "" {
					t.Errorf("%s is a text of which this test does not know that it holds nothing of a person", name)
				}
			case at.Kind() == reflect.Bool, at.Kind() == reflect.Int, at.Kind() == reflect.Int64:
			default:
				t.Errorf("%s is a %s, into which anything fits", name, at.Kind())
			}
		}
	}
	walk(reflect.TypeFor[Report]())
	if len(seen) < 10 {
		t.Errorf("only %d texts were looked at", len(seen))
	}
}

func TestListIsReadAsWritten(t *testing.T) {
	list, err := ParseList("kiosks", "\uFEFF# first floor\r\n\r\n一楼 1 号机   http://10.0.0.11:8090/\r\nexit\thttps://kiosk.example/2\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []Kiosk{{"一楼 1 号机", "http://10.0.0.11:8090"}, {"exit", "https://kiosk.example/2"}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsOfAListNameLineAndRemedy(t *testing.T) {
	for _, tt := range []struct{ name, text, says string }{
		{"empty", "# nobody\n", "kiosks names no kiosk"},
		{"no address", "a http://10.0.0.1:1\nb\n", "kiosks, line 2: \"b\" is not a kiosk's address"},
		{"no scheme", "a 10.0.0.1:8090\n", "line 1"},
		{"another scheme", "a ftp://10.0.0.1\n", "http://10.0.0.11:8090"},
		{"no name", "http://10.0.0.1:8090\n", "line 1: the kiosk has no name"},
		{"a page", "a http://10.0.0.1:8090/?x=1\n", "more than where the kiosk is"},
		{"a password", "a http://me:secret@10.0.0.1:8090\n", "more than where the kiosk is"},
		{"name twice", "a http://10.0.0.1:1\na http://10.0.0.2:1\n", "line 2: the name a is in line 1 already"},
		{"address twice", "a http://10.0.0.1:1\nb http://10.0.0.1:1/\n", "line 2: the address http://10.0.0.1:1 is in line 1 already"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, err := ParseList("kiosks", tt.text)
			if err == nil {
				t.Fatalf("no fault was found, but %v", list)
			}
			if !strings.Contains(err.Error(), tt.says) {
				t.Errorf("the sentence does not say %q:\n%v", tt.says, err)
			}
		})
	}
	_, err := ParseList("kiosks", "a\nb\n")
	if n := strings.Count(fmt.Sprint(err), "line "); n != 2 {
		t.Errorf("%d of 2 faults are said: %v", n, err)
	}
	if _, err := ReadList("/nowhere/kiosks"); err == nil || !strings.Contains(err.Error(), "/nowhere/kiosks") {
		t.Errorf("a list that is not there: %v", err)
	}
}

func FuzzParseList(f *testing.F) {
	f.Add("# x\n一楼 1 号机 http://10.0.0.11:8090\n")
	f.Add("a\tb http://[::1]:8090/\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ParseList("kiosks", text)
		if (err == nil) != (len(list) > 0) {
			t.Fatalf("%d kiosks and the error %v", len(list), err)
		}
		for _, k := range list {
			again, err := ParseList("kiosks", "\n"+k.Name+" "+k.URL)
			if err != nil || len(again) != 1 || again[0] != k {
				t.Fatalf("%+v is read again as %+v, %v", k, again, err)
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	whole, _ := json.Marshal(Report{Schema: Schema, Kiosk: "1 号机", Release: &Release{Date: "2026-11-20"}})
	for _, s := range []string{string(whole), "", "{}", "null", "[]", `{"schema":1}`, `{"schema":2}`, `{"schema":1,"devices":{}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Decode(data)
		if (r == nil) == (err == nil) {
			t.Fatalf("report %v and error %v", r, err)
		}
	})
}

// kiosk serves an answer and returns where.
func kiosk(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL
}

func TestWhatBecomesOfAsking(t *testing.T) {
	report := Report{Schema: Schema, Kiosk: "1 号机", Guiding: true, Release: &Release{Date: "2026-11-20", Hash: "ab", Items: 3}, Paper: PaperOut}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	done := make(chan struct{})
	t.Cleanup(func() { close(done) }) // before the servers are closed, which wait for their answers
	write := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != ReportPath {
				http.NotFound(w, r)
				return
			}
			io.WriteString(w, text)
		}
	}
	good, _ := json.Marshal(report)
	tests := []struct {
		name, url, says string
	}{
		{"fine", kiosk(t, write(string(good))), ""},
		{"from a later version", kiosk(t, write(strings.Replace(string(good), "{", `{"new":[1],`, 1))), ""},
		{"garbage", kiosk(t, write("<html>router</html>")), "not a kiosk"},
		{"another's JSON", kiosk(t, write(`{"state":"ok"}`)), "not a kiosk"},
		{"cut JSON", kiosk(t, write(string(good[:40]))), "not a kiosk"},
		{"another layout", kiosk(t, write(`{"schema":9}`)), "layout 9"},
		{"no such page", kiosk(t, http.NotFound), "HTTP status 404"},
		{"elsewhere", kiosk(t, http.RedirectHandler("http://127.0.0.1:1/", http.StatusFound).ServeHTTP), "HTTP status 302"},
		{"endless", kiosk(t, func(w http.ResponseWriter, _ *http.Request) {
			for {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		}), "no end"},
		{"cut line", kiosk(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			w.Write(good[:20])
		}), "cut in the middle"},
		{"silent", kiosk(t, func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-done:
			case <-r.Context().Done():
			}
		}), "no whole answer within"},
		{"trickling", kiosk(t, func(w http.ResponseWriter, r *http.Request) {
			w.Write(good[:20])
			w.(http.Flusher).Flush()
			select {
			case <-done:
			case <-r.Context().Done():
			}
		}), "no whole answer within"},
		{"not there", "http://" + closed.Addr().String(), "nothing listens there"},
		{"no such name", "http://kiosk.invalid:8090", ""},
	}
	var list []Kiosk
	for _, tt := range tests {
		list = append(list, Kiosk{tt.name, tt.url})
	}
	answers := Ask(context.Background(), list, 2*time.Second)
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := answers[i]
			switch {
			case a.Kiosk != list[i]:
				t.Errorf("the answer of %s stands at %s", a.Name, tt.name)
			case tt.name == "no such name": // which of two faults depends on the network of the test
				if a.Err == nil {
					t.Error("it was reached")
				}
			case tt.says == "":
				if a.Err != nil {
					t.Fatal(a.Err)
				}
				if diff := cmp.Diff(&report, a.Report); diff != "" {
					t.Error(diff)
				}
			case a.Err == nil || !strings.Contains(a.Err.Error(), tt.says) || a.Report != nil:
				t.Errorf("the error does not say %q: %v (report %v)", tt.says, a.Err, a.Report)
			}
		})
	}
}

// TestSlowKiosksAreAskedTogether: each answers only while all wait.
func TestSlowKiosksAreAskedTogether(t *testing.T) {
	arrived := make(chan struct{}, 8)
	all := make(chan struct{})
	url := kiosk(t, func(w http.ResponseWriter, _ *http.Request) {
		arrived <- struct{}{}
		<-all // answers only when the others are there as well
		io.WriteString(w, `{"schema":1}`)
	})
	go func() {
		for range cap(arrived) {
			<-arrived
		}
		close(all)
	}()
	var list []Kiosk
	for i := range cap(arrived) {
		list = append(list, Kiosk{fmt.Sprint(i), url})
	}
	for _, a := range Ask(context.Background(), list, 20*time.Second) {
		if a.Err != nil {
			t.Errorf("%s: %v", a.Name, a.Err)
		}
	}
}

func TestNewest(t *testing.T) {
	has := func(date, hash string) Answer {
		return Answer{Report: &Report{Guiding: true, Release: &Release{Date: date, Hash: hash}}}
	}
	for _, tt := range []struct {
		name      string
		answers   []Answer
		hash      string
		ambiguous bool
	}{
		{"nobody", nil, "", false},
		{"not reached", []Answer{{}}, "", false},
		{"out of service", []Answer{{Report: &Report{}}}, "", false},
		{"one ahead", []Answer{has("2026-11-01", "a"), has("2026-11-20", "b"), has("2026-11-01", "a")}, "b", false},
		{"undated", []Answer{has("", "a"), has("2026-11-01", "b")}, "b", false},
		{"most have it", []Answer{has("2026-11-01", "a"), has("2026-11-01", "b"), has("2026-11-01", "b")}, "b", true},
		{"old ones differ", []Answer{has("2026-11-01", "a"), has("2026-11-01", "b"), has("2026-11-20", "c")}, "c", false},
		{"as many", []Answer{has("2026-11-01", "b"), has("2026-11-01", "a")}, "a", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ambiguous := Newest(tt.answers)
			hash := ""
			if got != nil {
				hash = got.Hash
			}
			if hash != tt.hash || ambiguous != tt.ambiguous {
				t.Errorf("got %q, ambiguous %t", hash, ambiguous)
			}
			for _, a := range tt.answers {
				if a.Report != nil && a.Report.Release != nil && a.Has(got) != (a.Report.Release.Hash == tt.hash) {
					t.Errorf("%s counts wrongly", a.Report.Release.Hash)
				}
			}
		})
	}
}

// TestNewestDoesNotDependOnTheOrder of the list.
func TestNewestDoesNotDependOnTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answers := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Answer {
			hash := rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "hash")
			// A release has one date.
			date := map[string]string{"a": "2026-11-01", "b": "2026-11-20", "c": "2026-11-20", "d": ""}[hash]
			return Answer{Report: &Report{Guiding: true, Release: &Release{Date: date, Hash: hash}}}
		}), 1, 12).Draw(t, "answers")
		first, ambiguous := Newest(answers)
		second, again := Newest(rapid.Permutation(answers).Draw(t, "order"))
		if first.Hash != second.Hash || ambiguous != again {
			t.Fatalf("%s %t in one order, %s %t in another", first.Hash, ambiguous, second.Hash, again)
		}
	})
}
