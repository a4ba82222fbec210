package tickets

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

var hall = time.FixedZone("UTC+8", 8*3600)

// noon of a Tuesday at the hall.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, hall)

func openAt(t testing.TB, path string) *Journal {
	t.Helper()
	j, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func journal(t testing.TB) *Journal {
	t.Helper()
	j := openAt(t, filepath.Join(t.TempDir(), "state", "tickets.db"))
	t.Cleanup(func() { j.Close() })
	return j
}

func take(t testing.TB, j *Journal, service string, at time.Time) Ticket {
	t.Helper()
	ticket, err := j.Take(service, at, About{Item: "birth", Window: "12"})
	if err != nil {
		t.Fatal(err)
	}
	return ticket
}

func numbers(list []Ticket) (out []string) {
	for _, t := range list {
		out = append(out, t.Number)
	}
	return out
}

func uncertain(t testing.TB, j *Journal) []string {
	t.Helper()
	list, err := j.Uncertain()
	if err != nil {
		t.Fatal(err)
	}
	return numbers(list)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestNumbersCountByServiceAndDay(t *testing.T) {
	j := journal(t)
	late := time.Date(2026, 11, 24, 23, 59, 0, 0, hall)
	next := late.Add(2 * time.Minute)
	var got []string
	for _, s := range []struct {
		service string
		at      time.Time
	}{{"A", noon}, {"A", noon}, {"B", noon}, {"A", late}, {"A", next}, {"B", next}, {"A", late}, {"A", next}} {
		ticket := take(t, j, s.service, s.at)
		got = append(got, ticket.Day[8:]+" "+ticket.Number)
	}
	want := []string{"24 A001", "24 A002", "24 B001", "24 A003", "25 A001", "25 B001", "24 A004", "25 A002"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	must(t, j.update(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketCounters).Put([]byte("2026-11-24\x00C"), []byte{0, 0, 0, 0, 0, 0, 3, 231})
	}))
	if n := take(t, j, "C", noon).Number; n != "C1000" {
		t.Errorf("the thousandth number is %s", n)
	}
}

func TestServicesThatCannotBe(t *testing.T) {
	j := journal(t)
	for _, s := range []string{"", "a", "12", "A/B", "甲", "ABCDEFGHI", "A\x00"} {
		if _, err := j.Take(s, noon, About{}); err == nil {
			t.Errorf("%q was accepted", s)
		}
	}
}

func TestATicketsWay(t *testing.T) {
	j := journal(t)
	a := take(t, j, "A", noon)
	if got := uncertain(t, j); got != nil {
		t.Errorf("%v is uncertain while it is being printed", got)
	}
	must(t, j.Sent(a.ID))
	must(t, j.Settle(a.ID, Printed, noon.Add(time.Second)))
	must(t, j.Settle(a.ID, Printed, noon.Add(time.Minute)))
	got, err := j.Get(a.ID)
	must(t, err)
	want := Ticket{ID: a.ID, Service: "A", Day: "2026-11-24", Number: "A001", About: About{Item: "birth", Window: "12"}, State: Printed, TakenAt: noon, SettledAt: noon.Add(time.Second), Run: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	b := take(t, j, "A", noon)
	must(t, j.Sent(b.ID))
	must(t, j.Settle(b.ID, Unknown, noon))
	if diff := cmp.Diff([]string{"A002"}, uncertain(t, j)); diff != "" {
		t.Errorf("uncertain (-want +got):\n%s", diff)
	}
	must(t, j.Settle(b.ID, NotPrinted, noon))
	if got := uncertain(t, j); got != nil {
		t.Errorf("%v is uncertain after it was settled", got)
	}
}

func TestStepsOutOfOrder(t *testing.T) {
	j := journal(t)
	a := take(t, j, "A", noon)
	if _, err := j.Reprint(a.ID); !errors.Is(err, ErrOrder) {
		t.Errorf("Reprint while it is being printed: %v", err)
	}
	must(t, j.Sent(a.ID))
	for name, err := range map[string]error{
		"Sent twice":           j.Sent(a.ID),
		"settled as sent":      j.Settle(a.ID, Sent, noon),
		"settled as something": j.Settle(a.ID, "perhaps", noon),
	} {
		if !errors.Is(err, ErrOrder) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, j.Settle(a.ID, Printed, noon))
	if err := j.Settle(a.ID, NotPrinted, noon); !errors.Is(err, ErrOrder) {
		t.Errorf("a printed ticket became not printed: %v", err)
	}
	if err := j.Sent(77); !errors.Is(err, ErrNoTicket) {
		t.Errorf("a ticket that is none: %v", err)
	}
}

func TestReprintKeepsTheNumber(t *testing.T) {
	j := journal(t)
	a := take(t, j, "A", noon)
	must(t, j.Sent(a.ID))
	must(t, j.Settle(a.ID, Unknown, noon))
	again, err := j.Reprint(a.ID)
	must(t, err)
	if again.Number != a.Number || again.ID != a.ID || again.Reprints != 1 {
		t.Errorf("reprinted as %+v", again)
	}
	if got := uncertain(t, j); got != nil {
		t.Errorf("%v is uncertain while it is being printed again", got)
	}
	must(t, j.Sent(a.ID))
	must(t, j.Settle(a.ID, Printed, noon))
	if n := take(t, j, "A", noon).Number; n != "A002" {
		t.Errorf("the next number is %s", n)
	}
}

func TestWhatAnEarlierRunLeftIsUncertain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tickets.db")
	j := openAt(t, path)
	taken, sent, printed, not := take(t, j, "A", noon), take(t, j, "A", noon), take(t, j, "A", noon), take(t, j, "A", noon)
	for _, x := range []Ticket{sent, printed} {
		must(t, j.Sent(x.ID))
	}
	must(t, j.Settle(printed.ID, Printed, noon))
	must(t, j.Settle(not.ID, NotPrinted, noon))
	must(t, j.Close())

	j = openAt(t, path)
	defer func() { j.Close() }()
	if diff := cmp.Diff([]string{"A001", "A002"}, uncertain(t, j)); diff != "" {
		t.Errorf("uncertain (-want +got):\n%s", diff)
	}
	if got, err := j.Get(sent.ID); err != nil || got.State != Unknown {
		t.Errorf("the ticket is %s, %v", got.State, err)
	}
	if err := j.Sent(taken.ID); !errors.Is(err, ErrOrder) {
		t.Errorf("a ticket of an earlier run was sent: %v", err)
	}
	must(t, j.Settle(taken.ID, NotPrinted, noon))
	_, err := j.Reprint(sent.ID)
	must(t, err)
	must(t, j.Close()) // killed again during the reprint
	j = openAt(t, path)
	if diff := cmp.Diff([]string{"A002"}, uncertain(t, j)); diff != "" {
		t.Errorf("uncertain after the reprint (-want +got):\n%s", diff)
	}
	if n := take(t, j, "A", noon).Number; n != "A005" {
		t.Errorf("the next number is %s", n)
	}
}

func TestOldTicketsGoAndTheirNumbersStayTaken(t *testing.T) {
	j := journal(t)
	old := take(t, j, "A", noon)
	later := noon.AddDate(0, 0, 40)
	take(t, j, "A", later)
	if _, err := j.Get(old.ID); !errors.Is(err, ErrNoTicket) {
		t.Errorf("after forty days: %v", err)
	}
	if n := take(t, j, "A", noon).Number; n != "A002" {
		t.Errorf("with the clock set back the number is %s", n)
	}
}

func TestNumbersFromManyGoroutines(t *testing.T) {
	j := journal(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]bool{}
	for range 8 {
		wg.Go(func() {
			for range 10 {
				ticket, err := j.Take("A", noon, About{})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				if seen[ticket.Number] {
					t.Errorf("%s was given twice", ticket.Number)
				}
				seen[ticket.Number] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 80 || !seen["A080"] {
		t.Errorf("%d numbers were given", len(seen))
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "tickets.db")
	j := openAt(t, path)
	if _, err := Open(path); !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), path) {
		t.Errorf("a journal in use: %v", err)
	}
	for range 50 {
		take(t, j, "A", noon)
	}
	must(t, j.Close())

	foreign := filepath.Join(dir, "foreign")
	must(t, os.WriteFile(foreign, []byte(strings.Repeat("this is no journal. ", 1000)), 0o600))
	if _, err := Open(foreign); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), foreign) {
		t.Errorf("a foreign file: %v", err)
	}
	whole, err := os.ReadFile(path)
	must(t, err)
	for _, size := range []int{100, os.Getpagesize(), 2 * os.Getpagesize(), 3 * os.Getpagesize()} {
		cut := filepath.Join(dir, fmt.Sprintf("cut%d", size))
		must(t, os.WriteFile(cut, whole[:size], 0o600))
		j, err := Open(cut)
		if err == nil {
			_, err = j.Take("A", noon, About{})
			j.Close()
		}
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("cut to %d bytes: %v", size, err)
		}
	}
	if _, err := Open(filepath.Join(foreign, "tickets.db")); err == nil || !strings.Contains(err.Error(), foreign) {
		t.Errorf("below a file: %v", err)
	}
}

// Whatever is done in whatever order, with the journal closed and opened in
// between, numbers are given once and nothing that may be on paper is forgotten.
func TestJournalProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		path := filepath.Join(t.TempDir(), "tickets.db")
		j := openAt(t, path)
		defer func() { j.Close() }()
		given := map[string]bool{}
		states := map[ID]State{} // as the outcome should be told
		ids := []ID{}
		rt.Repeat(map[string]func(*rapid.T){
			"take": func(rt *rapid.T) {
				at := noon.AddDate(0, 0, rapid.IntRange(-1, 1).Draw(rt, "day"))
				ticket, err := j.Take(rapid.SampledFrom([]string{"A", "B"}).Draw(rt, "service"), at, About{})
				if err != nil {
					rt.Fatal(err)
				}
				if given[ticket.Day+ticket.Number] {
					rt.Fatalf("%s was given twice", ticket.Number)
				}
				given[ticket.Day+ticket.Number] = true
				states[ticket.ID] = Taken
				ids = append(ids, ticket.ID)
			},
			"step": func(rt *rapid.T) {
				if len(ids) == 0 {
					return
				}
				id := rapid.SampledFrom(ids).Draw(rt, "ticket")
				switch to := rapid.SampledFrom([]State{Sent, Printed, NotPrinted, Unknown, Taken}).Draw(rt, "to"); to {
				case Sent:
					if j.Sent(id) == nil {
						states[id] = Sent
					}
				case Taken:
					if _, err := j.Reprint(id); err == nil {
						states[id] = Taken
					}
				default:
					if j.Settle(id, to, noon) == nil {
						states[id] = to
					}
				}
			},
			"reopen": func(rt *rapid.T) {
				j.Close()
				j = openAt(t, path)
				for id, s := range states {
					if s == Taken || s == Sent {
						states[id] = Unknown
					}
				}
			},
			"": func(rt *rapid.T) {
				list, err := j.Uncertain()
				if err != nil {
					rt.Fatal(err)
				}
				n := 0
				for id, want := range states {
					got, err := j.Get(id)
					if err != nil || got.State != want {
						rt.Fatalf("ticket %d is %s, %v; want %s", id, got.State, err, want)
					}
					if want == Unknown {
						n++
					}
				}
				if n != len(list) {
					rt.Fatalf("%d tickets are listed as uncertain, want %d", len(list), n)
				}
			},
		})
	})
}

func TestLiveTicketsOfADay(t *testing.T) {
	var l Live
	key := l.Key(noon)
	if string(key) != string(l.Key(noon.Add(time.Hour))) {
		t.Error("the key changed within a day")
	}
	ada, ben := [32]byte{1}, [32]byte{2}
	l.Hold(ada, "A", 7)
	l.Hold(ben, "A", 8)
	l.Hold([32]byte{}, "A", 9)
	for _, tt := range []struct {
		person  [32]byte
		service string
		want    ID
	}{{ada, "A", 7}, {ada, "B", 0}, {ben, "A", 8}, {[32]byte{}, "A", 0}} {
		if got, ok := l.Live(tt.person, tt.service); got != tt.want || ok != (tt.want != 0) {
			t.Errorf("Live(%d, %s) = %d, %v", tt.person[0], tt.service, got, ok)
		}
	}
	l.Release(8)
	if _, ok := l.Live(ben, "A"); ok {
		t.Error("a released ticket is live")
	}
	if string(key) == string(l.Key(noon.AddDate(0, 0, 1))) {
		t.Error("the next day has the same key")
	}
	if _, ok := l.Live(ada, "A"); ok {
		t.Error("a ticket is live on the next day")
	}
}

func BenchmarkTake(b *testing.B) {
	j := journal(b)
	for b.Loop() {
		if _, err := j.Take("A", noon, About{Item: "birth", Window: "12"}); err != nil {
			b.Fatal(err)
		}
	}
}
