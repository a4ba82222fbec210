// Command gallery renders every page of a release to PNG files, without a window, so that a change
// of the screens is seen at a glance and laid beside its design.
package main

import (
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"time"

	"daoyin/content/release"
	"daoyin/content/words"
	"daoyin/kiosk/scene"
	"daoyin/kiosk/screens"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
	"daoyin/kiosk/window/picture"
)

func main() {
	file := flag.String("release", "out/sample.release", "the release whose pages are drawn")
	out := flag.String("out", "out/screens", "the folder the pictures go to")
	only := flag.String("only", "", "draw only the pictures whose name has this prefix")
	pressed := flag.Bool("pressed", false, "draw also each page with its first target under a finger")
	flag.Parse()
	if err := run(*file, *out, *only, *pressed); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file, out, only string, pressed bool) error {
	know, err := release.Open(file)
	if err != nil {
		return err
	}
	defer know.Close()
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("failed to make the folder for the pictures: %w", err)
	}
	env := screens.Env{Know: know, Words: words.Chinese(), Palette: theme.Normal(), Follow: func(st visit.State) string {
		if st.Item == nil {
			return ""
		}
		return "https://qinglan.example/g/" + st.Item.ID + "/#v1"
	}}
	for i, shot := range tour(know) {
		if !strings.HasPrefix(shot.name, only) {
			continue
		}
		s := screens.Build(shot.state, env)
		name := filepath.Join(out, fmt.Sprintf("%02d-%s.png", i+1, shot.name))
		if err := write(name, s, ""); err != nil {
			return err
		}
		if live := s.Live(); pressed && len(live) > 0 {
			if err := write(filepath.Join(out, fmt.Sprintf("%02d-%s-pressed.png", i+1, shot.name)), s, live[0].Name); err != nil {
				return err
			}
		}
	}
	for i, shot := range staffTour() {
		if strings.HasPrefix(shot.name, only) {
			if err := write(filepath.Join(out, fmt.Sprintf("s%02d-%s.png", i+1, shot.name)), screens.BuildStaff(shot.state, env), ""); err != nil {
				return err
			}
		}
	}
	return nil
}

func write(name string, s scene.Scene, pressed string) error {
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("failed to write a picture: %w", err)
	}
	defer f.Close()
	if err := png.Encode(f, picture.Of(s, 0, 0, pressed)); err != nil {
		return fmt.Errorf("failed to write %s: %w", name, err)
	}
	fmt.Println(name)
	return f.Close()
}

// shot is one page to draw.
type shot struct {
	name  string
	state visit.State
}

// afternoon is a working day's afternoon, so that the hall is open.
var afternoon = time.Date(2026, 11, 24, 14, 6, 0, 0, time.FixedZone("CST", 8*3600))

// walk is a visit that leaves pictures on its way.
type walk struct {
	*visit.Machine
	shots *[]shot
}

func (w walk) do(actions ...visit.Action) walk {
	for _, a := range actions {
		w.Do(a)
	}
	return w
}

func (w walk) tell(events ...visit.Event) walk {
	for _, e := range events {
		w.Tell(e)
	}
	return w
}

func (w walk) shoot(name string) walk {
	*w.shots = append(*w.shots, shot{name, w.State()})
	return w
}

// answer answers what is asked with the options of these numbers, then with the first ones.
func (w walk) answer(options ...int) walk {
	for w.State().Page == visit.Question {
		q := w.State().Asking
		at := 0
		if len(options) > 0 {
			at, options = options[0], options[1:]
		}
		w.Do(visit.Answer{Question: q.ID, Option: q.Options[min(at, len(q.Options)-1)].ID})
	}
	return w
}

// tick ticks the first n things to bring; a negative n leaves out that many at the end.
func (w walk) tick(n int) walk {
	bring := w.State().Checklist.Bring
	if n < 0 {
		n = max(0, len(bring)+n)
	}
	for _, l := range bring[:min(n, len(bring))] {
		w.Do(visit.Tick{Material: l.Material.ID})
	}
	return w
}

func tour(know visit.Knowledge) []shot {
	var shots []shot
	begin := func() walk {
		w := walk{visit.New(know, visit.DefaultTimes, true), &shots}
		return w.tell(visit.Clock{Now: afternoon})
	}
	home := func() walk { return begin().do(visit.Touch{}) }
	typed := func(w walk, word string) walk {
		w.do(visit.OpenSearch{})
		for _, r := range word {
			w.Do(visit.Key{R: r})
		}
		return w
	}

	begin().shoot("attract")
	begin().tell(visit.Clock{Now: afternoon.Add(8 * time.Second)}).shoot("attract-second")
	begin().tell(visit.Clock{Now: afternoon.Add(16 * time.Second)}).shoot("attract-third")
	home().shoot("home")
	home().do(visit.OpenSearch{}).shoot("search-empty").do(visit.Digits{}).shoot("search-digits")
	typed(home(), "lrqs").shoot("search").do(visit.ShowAll{}).shoot("results")
	typed(home(), "sfz").shoot("search-card")
	typed(home(), "qqqqxxzz").shoot("search-nothing")
	for _, e := range know.Events() {
		home().do(visit.OpenEvent{ID: e.ID}).shoot("list-" + e.ID)
	}
	home().do(visit.OpenDepartments{}).shoot("departments")
	home().do(visit.OpenWindows{}).shoot("windows")
	home().do(visit.OpenBundles{}).shoot("bundles")

	for _, d := range know.Departments() {
		for _, brief := range know.ByDepartment(d.ID) {
			home().do(visit.OpenItem{ID: brief.ID}).shoot("item-" + brief.ID)
			if len(shots) > 60 { // a long list: its kinds of pages have been seen
				break
			}
		}
	}
	for _, bundle := range know.Bundles() {
		home().do(visit.OpenItem{ID: bundle.ID}).shoot("item-" + bundle.ID).
			do(visit.Start{}).answer().shoot("checklist-" + bundle.ID)
	}

	if _, ok := know.Brief("birth-registration"); !ok {
		return shots
	}
	open := func(id string) walk { return home().do(visit.OpenItem{ID: id}) }
	open("birth-registration").do(visit.ShowMaterials{}).shoot("materials")
	open("birth-registration").do(visit.ShowMore{}).shoot("more")
	open("birth-registration").do(visit.ShowWeb{}).shoot("web")
	asking := open("birth-registration").do(visit.Start{}).shoot("question-first")
	for asking.State().Page == visit.Question {
		q := asking.State().Asking
		asking.Do(visit.Answer{Question: q.ID, Option: q.Options[0].ID})
		if asking.State().Page == visit.Question {
			asking.shoot("question-" + asking.State().Asking.ID)
		}
	}
	asking.shoot("checklist-none").tick(2).shoot("checklist")
	if bring := asking.State().Checklist.Bring; len(bring) > 0 {
		asking.do(visit.ShowDetail{Material: bring[0].Material.ID}).shoot("detail").do(visit.Back{})
	}
	ready := func() walk { return open("birth-registration").do(visit.Start{}).answer() }
	ready().tick(-1).do(visit.Ready{}).shoot("not-yet")
	ready().do(visit.Ready{}).shoot("not-yet-all")
	route := func() walk { return ready().tick(99).do(visit.Ready{}) }
	route().shoot("route").do(visit.WithoutSteps{}).shoot("route-step-free")
	route().tell(visit.Clock{Now: time.Date(2026, 11, 24, 20, 0, 0, 0, afternoon.Location())}).shoot("route-closed")
	for _, id := range []string{"remote-care", "retirement", "house-transfer", "death-registration"} {
		if _, ok := know.Brief(id); ok {
			open(id).do(visit.Start{}).answer().shoot("answered-" + id)
		}
	}

	card := func() walk { return route().do(visit.TakeTicket{}) }
	card().shoot("card")
	for _, step := range []visit.CardStep{visit.CardReading, visit.CardTryAgain, visit.CardFault} {
		card().tell(visit.CardState{Step: step}).shoot("card-" + string(step))
	}
	read := func() walk { return card().tell(visit.CardSeen{Masked: "王＊兰"}) }
	read().shoot("card-read").tell(visit.CardLifted{}).shoot("card-lifted")
	number := visit.Numbered{Ticket: visit.Ticket{Number: "A035", Window: "12", Taken: afternoon}}
	printing := func() walk { return read().tell(visit.CardLifted{}).do(visit.ItIsMe{}).tell(number) }
	printing().shoot("printing").tell(visit.TicketAt{Paper: visit.Printed}, visit.SheetAt{Paper: visit.OnTheWay}).shoot("printing-second").
		tell(visit.SheetAt{Paper: visit.Printed}).shoot("done")
	printing().tell(visit.TicketAt{Paper: visit.Printed}, visit.SheetAt{Paper: visit.NotPrinted}).shoot("done-no-sheet")
	route().do(visit.PrintSheet{}).shoot("printing-sheet").tell(visit.SheetAt{Paper: visit.Printed}).shoot("done-sheet")
	for _, fault := range []visit.Fault{visit.PaperOut, visit.CoverOpen, visit.PrinterTrouble} {
		printing().tell(visit.PrinterFault{Fault: fault}).shoot("fault-" + string(fault)).
			do(visit.WaitForPaper{}).shoot("fault-" + string(fault) + "-waiting")
	}
	printing().tell(visit.TicketAt{Paper: visit.Unsure}, visit.SheetAt{Paper: visit.NotPrinted}).shoot("fault-uncertain").
		do(visit.CameOut{Yes: true}).shoot("done-uncertain")
	printing().tell(visit.PrinterFault{Fault: visit.PaperOut}).do(visit.GoWithout{}).shoot("done-without-paper")
	read().do(visit.ItIsMe{}).tell(visit.NotNumbered{}).shoot("fault-no-number")
	open("birth-registration").do(visit.CallGuide{}).shoot("help")
	still := route()
	for s := range 62 {
		still.tell(visit.Clock{Now: afternoon.Add(time.Duration(s) * time.Second)})
	}
	still.shoot("still-there")
	return shots
}
