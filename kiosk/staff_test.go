package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"daoyin/kiosk/config"
	"daoyin/kiosk/rig"
	"daoyin/kiosk/staff"
)

// thePIN is the PIN of the kiosks under test.
const thePIN = "271828"

func withPIN() string {
	return "[staff]\npin = \"" + staff.Hash(staff.PIN(thePIN)) + "\"\n"
}

// knock touches the seal five times.
func (j *journey) knock() {
	j.t.Helper()
	for range 5 {
		j.does(j.TapAt(90, 68))
	}
}

func (j *journey) pin(pin string) {
	j.t.Helper()
	for _, d := range pin {
		j.tap("pin." + string(d))
	}
	j.tap("pin.enter")
}

// sees waits until the page says something.
func (j *journey) sees(page, words string) rig.Seen {
	j.t.Helper()
	s, err := j.Wait(page+" saying "+words, func(s rig.Seen) bool { return s.Page == page && s.Says(words) })
	j.does(err)
	return s
}

// TestStaffChangeThePaper: a visitor waits for paper, a member of staff comes, changes the roll by
// the sensors and leaves, and the visitor's ticket comes out, once.
func TestStaffChangeThePaper(t *testing.T) {
	j := start(t, withPIN())
	j.toRoute()
	j.control("paper", "out")
	j.tap("route.take", "card")
	j.tap("card.without")
	fault := j.wait("fault")
	number := j.number(fault)
	j.tap("fault.wait")

	j.knock()
	j.wait("staff-pin")
	j.pin("314159")
	j.sees("staff-pin", "再过") // refused, and the next try waits
	if _, live := j.Seen().Target("pin.2"); live {
		t.Error("during the wait the keys answer")
	}
	j.sees("staff-pin", "再输一次")
	j.pin(thePIN)

	j.sees("staff", "打印机没纸了，请换纸")
	s := j.sees("staff", number+" 号在等")
	if !s.Says("第 1 步，共 4 步") {
		t.Errorf("the change has not begun: %v", s.Words)
	}
	j.control("cover", "open")
	j.sees("staff", "第 3 步，共 4 步")
	j.control("cover", "close") // without a roll
	j.sees("staff", "还是没纸")
	j.control("cover", "open")
	j.sees("staff", "第 3 步，共 4 步")
	j.control("paper", "in")
	j.sees("staff", "第 4 步，共 4 步")
	j.control("cover", "close")
	s = j.sees("staff", "换好了")
	papers, err := j.WaitPapers(1)
	j.does(err)
	if len(papers) != 1 {
		t.Errorf("before staff leave, %d papers came out, not the test slip alone", len(papers))
	}
	j.tap("staff.leave")

	if got := j.number(j.wait("done")); got != number {
		t.Errorf("the number changed from %s to %s", number, got)
	}
	papers, err = j.WaitPapers(3)
	j.does(err)
	if len(papers) != 3 {
		t.Errorf("%d papers came out, not slip, ticket and sheet", len(papers))
	}
	if bytes.Contains(j.log.Bytes(), []byte(thePIN)) || bytes.Contains(j.log.Bytes(), []byte("314159")) {
		t.Error("a PIN stands in the log")
	}
}

// TestPaperEndsInTheMiddle: the roll ends under a ticket that the printer holds; after the change
// the printer goes on by itself, and staff need settle nothing.
func TestPaperEndsInTheMiddle(t *testing.T) {
	j := start(t, withPIN())
	j.toRoute()
	j.control("paper", "left", "40")
	j.tap("route.take", "card")
	j.tap("card.without")
	number := j.number(j.wait("fault"))
	j.knock()
	j.pin(thePIN)
	j.sees("staff", "打印机没纸了，请换纸")
	j.control("cover", "open")
	j.sees("staff", "第 3 步，共 4 步")
	j.control("paper", "in")
	j.control("cover", "close")
	j.sees("staff", "换好了")
	j.tap("staff.leave")
	if got := j.number(j.wait("done")); got != number {
		t.Errorf("the number changed from %s to %s", number, got)
	}
	papers, err := j.WaitPapers(3)
	j.does(err)
	if len(papers) != 3 {
		t.Errorf("%d papers came out, not ticket, slip and sheet", len(papers))
	}
}

// TestStaffSettleADoubt: after a power cut nobody knows of a ticket; staff have it printed again
// under the same number, and it is never asked about again.
func TestStaffSettleADoubt(t *testing.T) {
	j := start(t, withPIN())
	j.toRoute()
	j.tap("route.take", "card")
	j.tap("card.without", "printing")
	j.KillKiosk()
	j.does(j.StartKiosk())
	j.wait("attract")
	before, err := j.WaitPapers(0)
	j.does(err)
	j.knock()
	j.pin(thePIN)
	s := j.sees("staff", "A001 打出来了吗？")
	if !s.Says("有 1 张号码纸说不准") {
		t.Errorf("the whole is not said: %v", s.Words)
	}
	j.tap("staff.did-not")
	j.sees("staff", "没有说不准的号码纸")
	papers, err := j.WaitPapers(len(before) + 1)
	j.does(err)
	reads(t, "the reprint", picture(t, papers[len(papers)-1]), site+"/g/birth-registration/#")
	j.sees("staff", "都正常")
	j.tap("staff.test")
	j.sees("staff", "测试纸打好了")
	j.tap("staff.leave")
	j.KillKiosk()
	j.does(j.StartKiosk())
	j.knock()
	j.pin(thePIN)
	j.sees("staff", "没有说不准的号码纸")
}

// TestNobodyEntersWithoutAPIN: the page says so and leads back, from a broken kiosk as well.
func TestNobodyEntersWithoutAPIN(t *testing.T) {
	j := start(t, "")
	j.tap("attract.start", "home")
	j.tap("home.event.birth", "list")
	j.tap("bar.help", "help")
	j.knock() // under a sheet as well
	s := j.sees("staff-pin", "还没设维护密码")
	if len(s.Targets) != 1 {
		t.Errorf("there is more to touch than the way back: %v", s.Targets)
	}
	j.tap("back", "help")
}

// TestSetPIN types the command as the README has it.
func TestSetPIN(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kiosk.toml")
	if err := os.WriteFile(file, []byte("# 一号机\n[kiosk]\nname = \"1 号机\" # 门口\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	set := func(line string) (string, error) {
		cmd := exec.Command("../bin/kiosk", "set-pin", "--config", file)
		cmd.Stdin = strings.NewReader(line)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := set("123456\n"); err == nil || !strings.Contains(out, "first that anybody tries") {
		t.Errorf("a weak PIN is taken: %s", out)
	}
	out, err := set(thePIN + "\n")
	if err != nil || strings.Contains(out, thePIN) {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), "# 一号机\n[kiosk]\nname = \"1 号机\" # 门口\n") {
		t.Errorf("the file was changed elsewhere:\n%s", text)
	}
	c, err := config.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := staff.ParseSecret(c.Staff.PIN)
	if err != nil || !secret.Matches(staff.PIN(thePIN)) {
		t.Errorf("the PIN does not match what was written: %v", err)
	}
}
