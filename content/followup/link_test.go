package followup

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	qrcode "github.com/skip2/go-qrcode"
	"pgregory.net/rapid"

	"daoyin/content/guide"
)

// item is synthetic: two questions, the second with 说不准.
var item = &guide.Item{ID: "birth-registration", Questions: []guide.Question{
	{ID: "married", Options: []guide.Option{{ID: "yes"}, {ID: "no"}}},
	{ID: "register", NotSure: "都写上", Options: []guide.Option{{ID: "mother"}, {ID: "father"}}},
}}

var errGone = errors.New("no such item")

func find(id string) (*guide.Item, error) {
	if id == item.ID {
		return item, nil
	}
	return nil, errGone
}

func TestLinkBringsBackItemAnswersAndTicket(t *testing.T) {
	for _, want := range []Link{
		{Item: item.ID, Answers: guide.Answers{"married": "no", "register": guide.NotSure}, Ticket: "A047", Window: "12"},
		{Item: item.ID, Answers: guide.Answers{"married": "yes"}},
		{Item: item.ID, Answers: guide.Answers{}, Ticket: "B-1"},
		{Item: item.ID, Answers: guide.Answers{}},
	} {
		link := want.URL("https://hall.example/d/")
		page, fragment, _ := strings.Cut(link, "#")
		if page != "https://hall.example/d/g/birth-registration/" {
			t.Errorf("the link leads to %s", page)
		}
		if u, err := url.Parse(link); err != nil || u.Fragment != fragment {
			t.Errorf("%s is not a link whose fragment is %s", link, fragment)
		}
		for _, f := range []string{fragment, "#" + fragment} {
			got, err := Parse(f, find)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s: %s", f, d)
			}
		}
	}
}

func TestNoLinkWithoutSiteOrItem(t *testing.T) {
	for _, c := range []struct {
		link Link
		site string
	}{{Link{Item: "x"}, ""}, {Link{}, "https://hall.example"}, {Link{Item: "../x"}, "https://hall.example"}} {
		if got := c.link.URL(c.site); got != "" {
			t.Errorf("%+v gives %s", c.link, got)
		}
	}
}

func TestLinkLeavesOutWhatIsNoTicket(t *testing.T) {
	got, err := Parse(Link{Item: item.ID, Ticket: "张三 A047", Window: "一楼十二号"}.Fragment(), find)
	if err != nil || got.Ticket != "" || got.Window != "" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestHostileFragmentsAreRefusedInASentence(t *testing.T) {
	good := Link{Item: item.ID, Answers: guide.Answers{"married": "yes"}, Ticket: "A1", Window: "12"}.Fragment()
	code := codeOf("married", questionCode)
	for name, c := range map[string]struct {
		fragment string
		want     error
	}{
		"empty":             {"", ErrBroken},
		"another version":   {"2" + good[1:], ErrBroken},
		"a script":          {"1.<script>alert(1)</script>", ErrBroken},
		"a path":            {"1.../../etc", ErrBroken},
		"half an answer":    {"1.birth-registration." + code, ErrBroken},
		"answered twice":    {"1.birth-registration." + strings.Repeat(code+codeOf("yes", optionCode), 2), ErrBroken},
		"too many parts":    {good + ".x", ErrBroken},
		"a long one":        {good + strings.Repeat("0", 1000), ErrBroken},
		"a long ticket":     {"1.birth-registration..A1234567890123", ErrBroken},
		"a line break":      {good + "\n", ErrBroken},
		"a percent escape":  {"1.birth-registration..%41", ErrBroken},
		"an unknown answer": {"1.birth-registration.zzzzzzz", ErrChanged},
		"an unknown option": {"1.birth-registration." + code + "zzz", ErrChanged},
		"an unknown item":   {"1.nothing", ErrChanged},
	} {
		_, err := Parse(c.fragment, find)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), "again") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestTwoIDsWithOneCodeAreAnError(t *testing.T) {
	seen := map[string]string{}
	for i := 0; ; i++ {
		id := fmt.Sprint("o", i)
		other, taken := seen[codeOf(id, optionCode)]
		if !taken {
			seen[codeOf(id, optionCode)] = id
			continue
		}
		_, err := codesOf(&guide.Item{ID: "x", Questions: []guide.Question{{ID: "q", Options: []guide.Option{{ID: other}, {ID: id}}}}})
		if err == nil || !strings.Contains(err.Error(), "rename one") {
			t.Errorf("%s and %s have one code, and the error is %v", other, id, err)
		}
		return
	}
}

// The code on the paper must stay coarse: at level M no finer than version 10 (57 modules), also
// for a bundle with ten answers and for the long codes of imported lists.
func TestLinkFitsACoarseCode(t *testing.T) {
	answers := guide.Answers{}
	for i := range 10 {
		answers[fmt.Sprint("birth-registration.question-", i)] = "an-option"
	}
	for name, c := range map[string]struct {
		link Link
		most int
	}{
		"bundle":   {Link{Item: "newborn", Answers: answers, Ticket: "A047", Window: "12"}, 10},
		"imported": {Link{Item: strings.Repeat("5", 55), Ticket: "A047", Window: "12"}, 10},
		"usual":    {Link{Item: "birth-registration", Answers: guide.Answers{"a": "b", "c": "d", "e": "f"}, Ticket: "A047", Window: "12"}, 7},
	} {
		q, err := qrcode.New(c.link.URL("https://qinglan.example/d"), qrcode.Medium)
		if err != nil {
			t.Fatal(err)
		}
		if q.VersionNumber > c.most {
			t.Errorf("%s needs version %d, want at most %d", name, q.VersionNumber, c.most)
		}
	}
}

func TestAnyLinkIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Link{Item: item.ID, Answers: guide.Answers{}, Ticket: rapid.StringMatching(`[A-Z]?[0-9]{0,4}`).Draw(t, "ticket"), Window: rapid.StringMatching(`[0-9A-Z-]{0,3}`).Draw(t, "window")}
		for _, q := range item.Questions {
			if a := rapid.SampledFrom([]string{"", q.Options[0].ID, q.Options[1].ID, guide.NotSure}).Draw(t, q.ID); a != "" {
				want.Answers[q.ID] = a
			}
		}
		got, err := Parse(want.Fragment(), find)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("1.birth-registration")
	f.Add(Link{Item: item.ID, Answers: guide.Answers{"married": "no", "register": guide.NotSure}, Ticket: "A047", Window: "12"}.Fragment())
	f.Add("1.birth-registration...")
	f.Fuzz(func(t *testing.T, fragment string) {
		l, err := Parse(fragment, find)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error takes more than a line: %q", err)
			}
			return
		}
		again, err := Parse(l.Fragment(), find)
		if err != nil || !cmp.Equal(l, again) {
			t.Errorf("%q was read as %+v, which is written and read as %+v, %v", fragment, l, again, err)
		}
	})
}
