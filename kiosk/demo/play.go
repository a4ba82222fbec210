package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"daoyin/kiosk/rig"
	"daoyin/kiosk/staff"
)

// player plays visits and numbers the pictures it takes.
type player struct {
	*rig.Rig
	out    string
	number int
	papers int
	err    error
}

// pin is the PIN of the kiosk that is shown.
const pin = "271828"

// play plays three visits: a whole one, one that is not needed at all, and one that runs out of
// paper, which a member of staff puts in.
func play(bin, release, work, out string) error {
	log, err := os.Create(filepath.Join(out, "log.txt"))
	if err != nil {
		return err
	}
	defer log.Close()
	fmt.Println("Starting the X server, the virtual devices and the kiosk …")
	r, err := rig.Start(rig.Options{Bin: bin, Release: release, Dir: work, Log: log,
		Config: "[visit]\nidle = \"25s\"\nwarn = \"15s\"\n[followup]\nsite = \"https://qinglan.example/d\"\n[staff]\npin = \"" + staff.Hash(staff.PIN(pin)) + "\"\n"})
	if err != nil {
		return err
	}
	defer r.Stop()
	p := &player{Rig: r, out: out}
	p.wholeVisit()
	p.noVisitNeeded()
	p.paperOut()
	p.helpAndStillness()
	return p.err
}

func (p *player) wholeVisit() {
	p.shot("attract")
	p.tap("attract.start", "home")
	p.shot("home")
	p.tap("home.search", "search")
	p.keys("xse")
	p.sees("hit.birth-registration")
	p.shot("search")
	p.tap("hit.birth-registration", "item")
	p.shot("item")
	p.tap("item.start", "question")
	p.shot("question-1")
	p.touch("answer.married")
	p.touch("answer.home")
	p.sees("answer.mother")
	p.shot("question-3")
	p.tap("answer.mother", "checklist")
	p.shot("checklist")
	p.touch("tick.birth-certificate")
	p.touch("tick.parents-cards")
	p.says("已有 2 样")
	p.shot("checklist-ticked")
	p.tap("checklist.ready", "not-yet")
	p.shot("not-yet")
	p.tap("notyet.brought", "checklist")
	p.touch("tick.register-mother")
	p.touch("tick.marriage-certificate")
	p.tap("checklist.ready", "route")
	p.shot("route")
	p.tap("route.take", "card")
	p.shot("card")
	p.control("card", "lay", "resident")
	p.wait("card-read")
	p.shot("card-read")
	p.control("card", "lift")
	p.tap("cardread.yes", "printing")
	p.shot("printing")
	p.wait("done")
	p.shot("done")
	p.paper(2)
	p.tap("done.end", "attract")
}

func (p *player) noVisitNeeded() {
	p.tap("attract.start", "home")
	p.tap("home.search", "search")
	p.keys("ydjy")
	p.tap("hit.remote-care", "item")
	p.tap("item.start", "question")
	p.tap("answer.referral", "no-visit")
	p.shot("no-visit")
	p.tap("novisit.print", "printing")
	p.wait("done")
	p.shot("done-sheet-only")
	p.paper(1)
	p.tap("done.end", "attract")
}

func (p *player) paperOut() {
	p.tap("attract.start", "home")
	p.tap("home.event.birth", "list")
	p.shot("list")
	p.tap("list.item.birth-registration", "item")
	p.tap("item.start", "question")
	p.touch("answer.unmarried")
	p.touch("answer.home")
	p.touch("answer.?")
	p.tap("question.skip", "checklist")
	p.shot("checklist-not-sure")
	p.tap("checklist.ready", "not-yet")
	p.tap("notyet.anyway", "route")
	p.control("paper", "out")
	p.tap("route.take", "card")
	p.tap("card.without", "fault")
	p.shot("fault")
	p.touch("fault.wait")
	p.says("接着打")
	p.shot("fault-waiting")
	p.changeRoll()
	p.wait("done")
	p.paper(2)
	p.tap("done.end", "attract")
}

// changeRoll is the member of staff who comes to the visitor that waits.
func (p *player) changeRoll() {
	for range 5 { // the seal
		p.try(func() error { return p.TapAt(90, 68) })
	}
	p.wait("staff-pin")
	for _, d := range pin {
		p.touch("pin." + string(d))
	}
	p.sees("pin.enter")
	p.shot("staff-pin")
	p.tap("pin.enter", "staff")
	p.says("号在等")
	p.says("能读")
	p.shot("staff")
	p.control("cover", "open")
	p.says("第 3 步")
	p.shot("staff-put-in")
	p.control("paper", "in")
	p.control("cover", "close")
	p.says("换好了")
	p.shot("staff-changed")
	p.paper(1)
	p.touch("staff.leave")
}

func (p *player) helpAndStillness() {
	p.tap("attract.start", "home")
	p.tap("home.departments", "departments")
	p.shot("departments")
	p.tap("bar.help", "help")
	p.shot("help")
	p.tap("help.close", "departments")
	p.wait("still-there")
	p.shot("still-there")
	p.tap("still.end", "attract")
}

// tap touches a target and waits for the page that follows.
func (p *player) tap(target, page string) {
	p.touch(target)
	p.wait(page)
}

func (p *player) touch(target string) { p.try(func() error { return p.Tap(target) }) }

// keys types letters and waits for what was found for all of them: results move while one types.
func (p *player) keys(letters string) {
	for _, r := range letters {
		p.touch("key." + string(r))
	}
	p.says(letters)
}

func (p *player) sees(target string) {
	p.try(func() error {
		_, err := p.Wait(target, func(s rig.Seen) bool { _, ok := s.Target(target); return ok })
		return err
	})
}

func (p *player) says(words string) {
	p.try(func() error {
		_, err := p.Wait("the words "+words, func(s rig.Seen) bool { return s.Says(words) })
		return err
	})
}

func (p *player) wait(page string) {
	p.try(func() error { _, err := p.WaitFor(page); return err })
}

func (p *player) control(words ...string) { p.try(func() error { return p.Control(words...) }) }

// shot pictures the screen.
func (p *player) shot(name string) {
	p.number++
	path := filepath.Join(p.out, fmt.Sprintf("%02d-%s.png", p.number, name))
	p.try(func() error {
		if err := p.Shot(path); err != nil {
			return err
		}
		fmt.Println(path)
		return nil
	})
}

// paper collects the next n papers.
func (p *player) paper(n int) {
	p.papers += n
	p.try(func() error {
		files, err := p.WaitPapers(p.papers)
		if err != nil {
			return err
		}
		for _, file := range files[p.papers-n:] {
			p.number++
			path := filepath.Join(p.out, fmt.Sprintf("%02d-paper.png", p.number))
			if err := copyFile(file, path); err != nil {
				return err
			}
			fmt.Println(path)
		}
		return nil
	})
}

// try does nothing once something has gone wrong, so that the first cause is told.
func (p *player) try(do func() error) {
	if p.err == nil {
		p.err = do()
	}
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
