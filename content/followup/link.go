// Package followup carries a visit to the phone: the link in the code on screen and paper, and the
// static pages that it opens. The link holds the item, the answers and the ticket in its fragment,
// which browsers do not send to servers, and nothing of the person.
package followup

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"daoyin/content/guide"
)

// version begins every fragment; another layout gets another number.
const version = "1"

// Answers are written as codes of fixed length: four characters for the question, three for the
// option, each from a hash of the id. They are shorter than ids (a bundle's ids are long, and the
// code on the paper must stay coarse enough to be read), they can be written without the item at
// hand, and unlike numbers they survive content in which questions were added or moved.
const (
	questionCode = 4
	optionCode   = 3
	notSureCode  = "___"
)

// longestFragment bounds what is looked at at all.
const longestFragment = 400

// Link is what the code opens.
type Link struct {
	// Item is the id of an item or bundle; Answers are those that count.
	Item    string
	Answers guide.Answers
	// Ticket is the number (A047) and Window the id of the window; empty without a ticket.
	Ticket, Window string
}

var (
	itemPattern    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,63}$`)
	answersPattern = regexp.MustCompile(`^([a-z0-9]{4}([a-z0-9]{3}|___))*$`)
	ticketPattern  = regexp.MustCompile(`^[A-Za-z0-9-]{0,12}$`)
	windowPattern  = regexp.MustCompile(`^[A-Za-z0-9-]{0,8}$`)
)

// URL is the link below the site's address (https://hall.example/d). Without a site, or with an
// item that no page can be named after, it is empty. A ticket or window that is not letters,
// digits and hyphens is left out.
func (l Link) URL(site string) string {
	if site == "" || !itemPattern.MatchString(l.Item) {
		return ""
	}
	return strings.TrimRight(site, "/") + "/g/" + l.Item + "/#" + l.Fragment()
}

// Fragment is what stands behind the #: version, item, answers, ticket and window with full stops
// between them, empty ends left out.
func (l Link) Fragment() string {
	questions := make([]string, 0, len(l.Answers))
	for q := range l.Answers {
		questions = append(questions, q)
	}
	slices.Sort(questions)
	var answers strings.Builder
	for _, q := range questions {
		answers.WriteString(codeOf(q, questionCode))
		if l.Answers[q] == guide.NotSure {
			answers.WriteString(notSureCode)
		} else {
			answers.WriteString(codeOf(l.Answers[q], optionCode))
		}
	}
	parts := []string{version, l.Item, answers.String(), "", ""}
	if ticketPattern.MatchString(l.Ticket) {
		parts[3] = l.Ticket
	}
	if windowPattern.MatchString(l.Window) {
		parts[4] = l.Window
	}
	return strings.TrimRight(strings.Join(parts, "."), ".")
}

// Errors that Parse wraps.
var (
	// ErrBroken means that the text is no fragment of ours, whole.
	ErrBroken = errors.New("the link is not whole: scan the code on the paper again")
	// ErrChanged means that the content has changed since: a question or option is gone.
	ErrChanged = errors.New("the guide has changed since the code was printed: answer its questions again")
)

// Parse reads a fragment, with or without its #. find returns the item of an id. The fragment may
// come from anyone: whatever is not exactly as Fragment writes it is refused.
func Parse(fragment string, find func(id string) (*guide.Item, error)) (Link, error) {
	fragment = strings.TrimPrefix(fragment, "#")
	if len(fragment) > longestFragment {
		return Link{}, fmt.Errorf("%w (it is too long)", ErrBroken)
	}
	parts := strings.Split(fragment, ".")
	if parts[0] != version || len(parts) < 2 || len(parts) > 5 {
		return Link{}, fmt.Errorf("%w (it does not begin as one of version %s)", ErrBroken, version)
	}
	parts = append(parts, "", "", "")[:5]
	if !itemPattern.MatchString(parts[1]) || !answersPattern.MatchString(parts[2]) || !ticketPattern.MatchString(parts[3]) || !windowPattern.MatchString(parts[4]) {
		return Link{}, fmt.Errorf("%w (it holds what a link never holds)", ErrBroken)
	}
	it, err := find(parts[1])
	if err != nil {
		return Link{}, fmt.Errorf("%w (%w)", ErrChanged, err)
	}
	codes, err := codesOf(it)
	if err != nil {
		return Link{}, err
	}
	l := Link{Item: it.ID, Answers: guide.Answers{}, Ticket: parts[3], Window: parts[4]}
	for rest := parts[2]; rest != ""; rest = rest[questionCode+optionCode:] {
		q, known := codes.Questions[rest[:questionCode]]
		if !known {
			return Link{}, ErrChanged
		}
		option := guide.NotSure
		if code := rest[questionCode : questionCode+optionCode]; code != notSureCode {
			if option, known = codes.Options[q][code]; !known {
				return Link{}, ErrChanged
			}
		}
		if _, twice := l.Answers[q]; twice {
			return Link{}, fmt.Errorf("%w (it answers a question twice)", ErrBroken)
		}
		l.Answers[q] = option
	}
	return l, nil
}

// codeTable leads from the codes of an item back to its ids.
type codeTable struct {
	Questions map[string]string            `json:"questions"`
	Options   map[string]map[string]string `json:"options"`
}

// codesOf makes the table of an item. Two ids of one item with the same code are an error: one of
// them must be renamed before pages are written.
func codesOf(it *guide.Item) (codeTable, error) {
	t := codeTable{Questions: map[string]string{}, Options: map[string]map[string]string{}}
	for i := range it.Questions {
		q := &it.Questions[i]
		code := codeOf(q.ID, questionCode)
		if other, taken := t.Questions[code]; taken {
			return t, fmt.Errorf("the item %s cannot have a link: its questions %q and %q get the same code, rename one of them", it.ID, other, q.ID)
		}
		t.Questions[code] = q.ID
		options := map[string]string{}
		for _, o := range q.Options {
			code := codeOf(o.ID, optionCode)
			if other, taken := options[code]; taken {
				return t, fmt.Errorf("the item %s cannot have a link: the options %q and %q of its question %q get the same code, rename one of them", it.ID, other, o.ID, q.ID)
			}
			options[code] = o.ID
		}
		t.Options[q.ID] = options
	}
	return t, nil
}

// codeOf writes the first bytes of an id's SHA-256 in digits and small letters.
func codeOf(id string, length int) string {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	sum := sha256.Sum256([]byte(id))
	n := uint64(0)
	for _, b := range sum[:8] {
		n = n<<8 | uint64(b)
	}
	out := make([]byte, length)
	for i := range out {
		out[i] = digits[n%36]
		n /= 36
	}
	return string(out)
}
