package screens_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daoyin/kiosk/scene"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/visit"
)

// wordsOf are the words of a page, or of the sheet over it, joined.
func wordsOf(s scene.Scene) string {
	shapes, targets := s.Shapes, s.Targets
	if s.Sheet != nil {
		shapes, targets = s.Sheet.Shapes, s.Sheet.Targets
	}
	var out []string
	for _, t := range textsOf(shapes) {
		out = append(out, t.Words)
	}
	for _, target := range targets {
		for _, t := range textsOf(target.Normal) {
			out = append(out, t.Words)
		}
	}
	return strings.Join(out, "\n")
}

func has(s scene.Scene, target string) bool {
	for _, t := range s.Live() {
		if t.Name == target {
			return true
		}
	}
	return false
}

var allPapers = []visit.Paper{visit.NoPaper, visit.Queued, visit.OnTheWay, visit.Printed, visit.NotPrinted, visit.Unsure}

// ending is the state of a visit whose papers came so far.
func ending(t *testing.T, page visit.Page, ticket, sheet visit.Paper) visit.State {
	st := follow(t, town(), toCard+" (seen)")
	st.Page, st.TicketPaper, st.SheetPaper, st.Left, st.Of = page, ticket, sheet, 20, 30
	if ticket != visit.NoPaper {
		st.Ticket = &visit.Ticket{Number: "A035", Window: "12", Taken: tuesday}
	}
	return st
}

// TestOnlyProvedPapersAreCalledPrinted is the promise of the last pages: 打好了 stands for what the
// printer has proved and for nothing else, and nobody is told to take what did not come out.
func TestOnlyProvedPapersAreCalledPrinted(t *testing.T) {
	l := town()
	for _, page := range []visit.Page{visit.Printing, visit.Done} {
		for _, ticket := range allPapers {
			for _, sheet := range allPapers {
				words := wordsOf(screens.Build(ending(t, page, ticket, sheet), env(l)))
				printed := 0
				for _, p := range []visit.Paper{ticket, sheet} {
					if p == visit.Printed {
						printed++
					}
				}
				if got := strings.Count(words, "打好了"); got != printed {
					t.Errorf("%s with ticket %q and sheet %q says 打好了 %d times, want %d", page, ticket, sheet, got, printed)
				}
				if both := strings.Contains(words, "两张纸"); both != (page == visit.Done && printed == 2) {
					t.Errorf("%s with ticket %q and sheet %q speaks of two papers: %v", page, ticket, sheet, both)
				}
				if page == visit.Done && ticket != visit.NoPaper && !strings.Contains(words, "A035") {
					t.Errorf("done with ticket %q and sheet %q does not show the number", ticket, sheet)
				}
				if strings.Contains(words, "欧阳") {
					t.Errorf("%s shows the name", page)
				}
			}
		}
	}
}

// TestFaultsSayWhatIsSafe holds that a fault shows a number that was taken, offers to wait only
// where something will still be printed, and always lets go on.
func TestFaultsSayWhatIsSafe(t *testing.T) {
	l := town()
	for _, fault := range []visit.Fault{visit.PaperOut, visit.CoverOpen, visit.PrinterTrouble} {
		for _, ticket := range allPapers {
			for _, sheet := range allPapers {
				st := ending(t, visit.Printing, ticket, sheet)
				st.Fault, st.Sheet = fault, visit.FaultSheet
				s := screens.Build(st, env(l))
				words := wordsOf(s)
				if kept := strings.Contains(words, "A035"); kept != (st.Ticket != nil) {
					t.Errorf("%s with ticket %q and sheet %q shows the number: %v", fault, ticket, sheet, kept)
				}
				waits := ticket == visit.Queued || ticket == visit.OnTheWay || sheet == visit.Queued || sheet == visit.OnTheWay
				if has(s, "fault.wait") != waits {
					t.Errorf("%s with ticket %q and sheet %q offers to wait: %v, want %v", fault, ticket, sheet, !waits, waits)
				}
				if !has(s, "fault.go") || !has(s, "bar.help") {
					t.Errorf("%s with ticket %q and sheet %q has no way on or no help", fault, ticket, sheet)
				}
				for _, word := range []string{"错误", "失败", "非法", "请重试", "0x"} {
					if strings.Contains(words, word) {
						t.Errorf("%s says %s", fault, word)
					}
				}
			}
		}
	}
}

// TestWhatIsAskedAfterAtTheEnd lists what somebody could leave behind, and no more.
func TestWhatIsAskedAfterAtTheEnd(t *testing.T) {
	for _, test := range []struct {
		name          string
		ticket, sheet visit.Paper
		masked        string
		want          string
	}{
		{"all", visit.Printed, visit.Printed, "欧阳＊＊", "身份证、号码纸、清单，都拿了吗？"},
		{"no card", visit.Printed, visit.Printed, "", "号码纸、清单，都拿了吗？"},
		{"one paper", visit.NoPaper, visit.Printed, "", "清单拿了吗？"},
		{"nothing", visit.NotPrinted, visit.NotPrinted, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			st := ending(t, visit.Done, test.ticket, test.sheet)
			st.Masked = test.masked
			got := ""
			for _, line := range strings.Split(wordsOf(screens.Build(st, env(town()))), "\n") {
				if strings.HasSuffix(line, "拿了吗？") {
					got = line
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
