package appliance

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/argon2"

	"daoyin/content/release"
	"daoyin/devices/idcard"
	"daoyin/devices/printer"
	"daoyin/kiosk/config"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/staff"
	"daoyin/kiosk/tickets"
	"daoyin/kiosk/visit"
)

// aPIN is the hash of 271828 at the least cost: the real one is slow on purpose.
func aPIN() string {
	salt, enc := []byte("saltsalt"), base64.RawStdEncoding
	return "$argon2id$v=19$m=8,t=1,p=1$" + enc.EncodeToString(salt) + "$" + enc.EncodeToString(argon2.IDKey([]byte("271828"), salt, 1, 8, 1, 32))
}

// withDesk is a kiosk whose maintenance page can be entered.
func withDesk(t *testing.T) *bench {
	t.Helper()
	b := start(t)
	b.again()
	return b
}

// again opens the side of staff as a start of the kiosk does.
func (b *bench) again() {
	b.t.Helper()
	b.cfg.Staff = config.Staff{PIN: aPIN(), Idle: config.Duration(time.Minute)}
	if err := b.openDesk("kiosk.toml"); err != nil {
		b.t.Fatal(err)
	}
}

func (p *fakePrinter) sensors(s printer.State, paper printer.Paper) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state, p.paper = s, paper
}

func (p *fakePrinter) next(outcomes ...printer.Outcome) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.outcomes = outcomes
}

// sees waits until a page of staff says something.
func (b *bench) sees(words string) {
	b.t.Helper()
	late := time.AfterFunc(patience, b.moved.Broadcast)
	defer late.Stop()
	deadline := time.Now().Add(patience)
	b.mu.Lock()
	defer b.mu.Unlock()
	for !says(b.last, words) {
		if time.Now().After(deadline) {
			b.t.Fatalf("waited in vain for %s on %s", words, at(b.last))
		}
		b.moved.Wait()
	}
}

func says(s scene.Scene, words string) bool {
	return slices.ContainsFunc(s.Shapes, func(shape scene.Shape) bool {
		text, ok := shape.(scene.Text)
		return ok && strings.Contains(text.Words, words)
	})
}

func (b *bench) enter(pin string) {
	b.t.Helper()
	for range 5 {
		b.Stir(90, 68)
	}
	for _, d := range pin {
		b.Act(staff.Digit{D: byte(d)})
	}
	b.Act(staff.Submit{})
}

// TestPapersWaitForStaff: what a visit has to print stays back while staff are there, and is not
// given up.
func TestPapersWaitForStaff(t *testing.T) {
	b := withDesk(t)
	b.printer.sensors(printer.Out, printer.PaperOut)
	b.toCard()
	b.do(visit.WithoutCard{})
	b.waitFor("fault")
	b.enter("271828")
	b.sees("第 1 步，共 4 步")
	b.sees("A001 号在等")
	b.do(visit.GoWithout{}) // a touch that comes late is not the visit's
	b.printer.sensors(printer.CoverOpen, printer.PaperOut)
	b.sees("第 3 步，共 4 步")
	b.printer.sensors(printer.Ready, printer.PaperOK)
	b.sees("换好了")
	b.wantPapers("printed: ") // the slip has neither hall nor number
	b.Act(staff.Leave{})
	b.waitFor("done")
	b.wantPapers("printed: ", "printed: 某大厅 A001", "printed: 某大厅 办事清单")
	b.Close() // waits for all work
	if b.desk.book.LastRoll().IsZero() {
		t.Error("the change of the roll is not kept")
	}
}

// TestWrongPINsAreRemembered: switching off and on does not give a new try at once.
func TestWrongPINsAreRemembered(t *testing.T) {
	b := withDesk(t)
	b.enter("314159")
	b.sees("密码不对")
	b.work.Wait()
	b.again()
	b.enter("271828")
	b.sees("再过 2 秒")
	b.tick(tuesday.Add(3 * time.Second))
	b.enter("271828")
	b.sees("都正常")
	b.Close()
	if strings.Contains(b.log.String(), "271828") || strings.Contains(b.log.String(), "314159") {
		t.Error("a PIN stands in the log")
	}
}

// TestReprints: a reprint carries the number of the journal and 补打, and one that is not proved
// stays doubtful.
func TestReprints(t *testing.T) {
	b := withDesk(t)
	ticket, err := b.journal.Take("A", b.now(), tickets.About{Item: "P1", Window: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.journal.Settle(ticket.ID, tickets.Unknown, b.now()); err != nil {
		t.Fatal(err)
	}
	b.enter("271828")
	b.sees("A001 打出来了吗？")
	b.sees("能打") // nothing is printed again before the printer was looked at
	b.printer.next(printer.Unknown)
	b.Act(staff.DidNot{ID: uint64(ticket.ID)})
	b.sees("补打说不准")
	b.Act(staff.DidNot{ID: uint64(ticket.ID)})
	b.sees("没有说不准的号码纸")
	b.wantPapers("unknown: 某大厅 您的号补打 A001", "printed: 某大厅 您的号补打 A001")
	got, err := b.journal.Get(ticket.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tickets.Printed, got.State); diff != "" {
		t.Error(diff)
	}
}

// TestStaffAnswerForAVisitor: a visitor who left the question unanswered holds nobody up.
func TestStaffAnswerForAVisitor(t *testing.T) {
	b := withDesk(t)
	b.printer.next(printer.Unknown)
	b.toCard()
	b.do(visit.WithoutCard{})
	b.waitFor("fault")
	b.enter("271828")
	b.sees("A001 打出来了吗？")
	b.sees("能打")
	b.Act(staff.DidNot{ID: 1})
	b.sees("A001 号在等")
	b.Act(staff.Leave{})
	b.waitFor("done")
	b.wantPapers("unknown: 某大厅 A001", "printed: 某大厅 办事清单", "printed: 某大厅 您的号补打 A001")
}

// TestStaffSettleBeforeTheVisitAsks: the ticket of a visit whose sheet is still held up is settled
// once; the visitor is not asked again, and nothing is printed twice.
func TestStaffSettleBeforeTheVisitAsks(t *testing.T) {
	const ticket, sheet = "unknown: 某大厅 A001", "printed: 某大厅 办事清单"
	for _, tt := range []struct {
		name string
		does staff.Action
		want []string
	}{
		{"it came out", staff.CameOut{ID: 1}, []string{ticket, sheet}},
		{"it did not", staff.DidNot{ID: 1}, []string{ticket, "printed: 某大厅 您的号补打 A001", sheet}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := withDesk(t)
			b.printer.next(printer.Unknown)
			b.printer.breaks = printer.Offline
			b.toCard()
			b.do(visit.WithoutCard{})
			b.waitFor("fault")
			b.enter("271828")
			b.sees("A001 打出来了吗？")
			b.printer.set(printer.Ready)
			b.sees("能打")
			b.Act(tt.does)
			b.sees("没有说不准的号码纸")
			b.Act(staff.Leave{})
			b.waitFor("done")
			b.wantPapers(tt.want...)
			if got, err := b.journal.Get(1); err != nil || got.State != tickets.Printed {
				t.Errorf("the journal has %v, %v", got.State, err)
			}
		})
	}
}

// TestVisitStandsStill: a visit that staff interrupt is neither touched nor timed, and goes on.
func TestVisitStandsStill(t *testing.T) {
	b := withDesk(t)
	b.do(visit.Touch{}, visit.OpenItem{ID: "permit"})
	b.enter("271828")
	b.sees("都正常")
	b.tick(tuesday.Add(50 * time.Second))
	b.do(visit.End{})
	b.Act(staff.Leave{})
	b.waitFor("item")
}

// TestStaffTryTheReader: a card proves the reader; nothing of it is looked at.
func TestStaffTryTheReader(t *testing.T) {
	b := withDesk(t)
	b.enter("271828")
	b.reader.events <- idcard.Event{Kind: idcard.Waiting}
	b.sees("能读，放张卡可以试")
	b.reader.events <- idcard.Event{Kind: idcard.Read, Card: syntheticCard(t, "resident")}
	b.sees("今天读卡 1 次，最近 14:06")
	b.reader.events <- idcard.Event{Kind: idcard.Fault, Err: idcard.ErrSilent}
	b.sees("14:06 起没反应")
	if devices, _ := b.health.devices(); !devices[1].Fault || devices[1].Success.IsZero() {
		t.Errorf("the report does not have what staff saw of the reader: %+v", devices[1])
	}
	b.Act(staff.Leave{})
	b.toCard() // the reader is free for the visitor
	b.reader.events <- idcard.Event{Kind: idcard.Read, Card: syntheticCard(t, "resident")}
	b.waitFor("card-read")
}

// TestStaffSeeTakenUpContentAsChecked: a kiosk that had nothing to guide with, and was given
// something by take-up, which verifies it, does not say for ever that it is being checked.
func TestStaffSeeTakenUpContentAsChecked(t *testing.T) {
	b := withDesk(t)
	b.Kiosk.machine = nil
	next, err := release.Open(b.cfg.Content.Release)
	if err != nil {
		t.Fatal(err)
	}
	if !b.showNext(t.Context(), next) {
		t.Fatal("the release is not shown")
	}
	b.enter("271828")
	b.sees("都正常")
	b.sees("核对过")
}

// TestNothingIsHeldThatWasGivenUp: staff are not told of a visitor who waits for papers that will
// not come any more.
func TestNothingIsHeldThatWasGivenUp(t *testing.T) {
	b := withDesk(t)
	b.cfg.Printer.Patience = config.Duration(time.Nanosecond)
	b.printer.set(printer.Offline)
	b.toCard()
	b.do(visit.WithoutCard{})
	b.waitFor("fault")
	b.printer.set(printer.Ready)
	b.enter("271828")
	b.sees("能打")
	b.recount()
	b.mu.Lock()
	defer b.mu.Unlock()
	if says(b.last, "A001 号在等") {
		t.Error("staff are told that A001 waits")
	}
}

// TestStaffEnterABrokenKiosk: without content the page is what staff need most.
func TestStaffEnterABrokenKiosk(t *testing.T) {
	b := withDesk(t)
	b.Kiosk.machine = nil
	b.enter("271828")
	b.sees("内容用不了，导办停着")
	b.Act(staff.Leave{})
	b.waitFor("out-of-service")
}
