package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
	"golang.org/x/text/encoding/simplifiedchinese"

	"daoyin/devices/virtual"
	"daoyin/kiosk/rig"
)

// These tests play whole visits through the real window by X pointer events, with the virtual
// devices behind it. They need what `make test` makes: bin/ and out/sample.release.

const site = "https://qinglan.example/d"

// output gathers what the programs write.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) Bytes() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	return bytes.Clone(o.b.Bytes())
}

// journey is a rig whose every step must succeed.
type journey struct {
	*rig.Rig
	t   *testing.T
	dir string
	log *output
}

func start(t *testing.T, config string) *journey {
	t.Helper()
	j := &journey{t: t, dir: t.TempDir(), log: &output{}}
	r, err := rig.Start(rig.Options{Bin: "../bin", Release: "../out/sample.release", Dir: j.dir, Log: j.log,
		Config: "[followup]\nsite = \"" + site + "\"\n" + config})
	if err != nil {
		t.Fatalf("%v\n%s", err, j.log.Bytes())
	}
	j.Rig = r
	t.Cleanup(r.Stop)
	return j
}

// does fails the test with what the programs said.
func (j *journey) does(err error) {
	j.t.Helper()
	if err != nil {
		j.t.Fatalf("%v\n%s", err, j.log.Bytes())
	}
}

// tap touches a target, and with a page waits for that page.
func (j *journey) tap(target string, page ...string) {
	j.t.Helper()
	j.does(j.Tap(target))
	for _, p := range page {
		j.wait(p)
	}
}

// types touches keys and waits for what was found for all of them: results move while one types.
func (j *journey) types(letters string) {
	j.t.Helper()
	for _, key := range letters {
		j.tap("key." + string(key))
	}
	_, err := j.Wait("the letters "+letters, func(s rig.Seen) bool { return slices.Contains(s.Words, letters) })
	j.does(err)
}

func (j *journey) wait(page string) rig.Seen {
	j.t.Helper()
	s, err := j.WaitFor(page)
	j.does(err)
	return s
}

func (j *journey) control(words ...string) {
	j.t.Helper()
	j.does(j.Control(words...))
}

// toRoute answers the questions of birth registration and ticks everything.
func (j *journey) toRoute() {
	j.t.Helper()
	j.tap("attract.start", "home")
	j.tap("home.search", "search")
	j.types("xse")
	j.tap("hit.birth-registration", "item")
	j.tap("item.start", "question")
	j.tap("answer.married")
	j.tap("answer.home")
	j.tap("answer.mother", "checklist")
	for _, m := range []string{"birth-certificate", "parents-cards", "register-mother", "marriage-certificate"} {
		j.tap("tick." + m)
	}
	j.tap("checklist.ready", "route")
}

// number is the ticket number on the screen.
func (j *journey) number(s rig.Seen) string {
	j.t.Helper()
	for _, w := range s.Words {
		if len(w) == 4 && w[0] >= 'A' && w[0] <= 'Z' && strings.Trim(w[1:], "0123456789") == "" {
			return w
		}
	}
	j.t.Fatalf("no ticket number among %v", s.Words)
	return ""
}

func (j *journey) screenshot() image.Image {
	j.t.Helper()
	path := filepath.Join(j.t.TempDir(), "screen.png")
	j.does(j.Shot(path))
	return picture(j.t, path)
}

func picture(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// codes are what zbar reads off a picture.
func codes(t *testing.T, img image.Image) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "code.png")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	f.Close()
	out, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path).Output()
	if err != nil && len(out) == 0 {
		return nil
	}
	return strings.Fields(string(out))
}

// askew turns a picture by 12° and blurs it slightly, as a hand-held phone sees it.
func askew(img image.Image) image.Image {
	b := img.Bounds()
	side := int(math.Hypot(float64(b.Dx()), float64(b.Dy())))
	out := image.NewGray(image.Rect(0, 0, side, side))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	sin, cos := math.Sincos(12 * math.Pi / 180)
	cx, cy := float64(b.Dx())/2, float64(b.Dy())/2
	h := float64(side) / 2
	draw.BiLinear.Transform(out, f64.Aff3{cos, -sin, h - cos*cx + sin*cy, sin, cos, h - sin*cx - cos*cy}, img, b, draw.Over, nil)
	blurred := image.NewGray(out.Bounds())
	for y := 1; y < side-1; y++ {
		for x := 1; x < side-1; x++ {
			sum := 0
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					sum += int(out.GrayAt(x+dx, y+dy).Y)
				}
			}
			blurred.SetGray(x, y, color.Gray{Y: uint8(sum / 9)})
		}
	}
	return blurred
}

// reads asserts that a picture carries a code that begins with prefix, straight and askew.
func reads(t *testing.T, what string, img image.Image, prefix string) string {
	t.Helper()
	begins := func(s string) bool { return strings.HasPrefix(s, prefix) }
	straight := codes(t, img)
	i := slices.IndexFunc(straight, begins)
	if i < 0 {
		t.Fatalf("%s: no code %s… is read, only %q", what, prefix, straight)
	}
	if turned := codes(t, askew(img)); !slices.Contains(turned, straight[i]) {
		t.Errorf("%s: turned and blurred, the code reads %q, not %q", what, turned, straight[i])
	}
	return straight[i]
}

// TestWholeVisit is the citizen's whole way with an identity card, and what is left of it.
func TestWholeVisit(t *testing.T) {
	j := start(t, "")
	j.toRoute()
	j.tap("route.take", "card")
	j.control("card", "lay", "resident")
	if s := j.wait("card-read"); !s.Says("＊") {
		t.Errorf("no masked name is shown: %v", s.Words)
	}
	j.control("card", "lift")
	j.tap("cardread.yes")
	done := j.wait("done")
	number := j.number(done)
	if number != "A001" {
		t.Errorf("the first number of the day is %s", number)
	}
	papers, err := j.WaitPapers(2)
	j.does(err)
	link := site + "/g/birth-registration/#"
	onScreen := reads(t, "the last page", j.screenshot(), link)
	for i, name := range []string{"the ticket", "the sheet"} {
		got := reads(t, name, picture(t, papers[i]), link)
		if i == 0 && got != onScreen {
			t.Errorf("ticket and screen carry different codes: %s, %s", got, onScreen)
		}
	}
	j.tap("done.end", "attract")
	j.Stop()
	card, ok := virtual.CardByName("resident")
	if !ok {
		t.Fatal("the bench has no resident card")
	}
	leftOf(t, j, []string{card.Name, card.Number, card.Address})
}

// leftOf searches everything that the programs wrote for the card's strings, in the encodings in
// which they could have got there.
func leftOf(t *testing.T, j *journey, secrets []string) {
	t.Helper()
	places := map[string][]byte{"the programs' output": j.log.Bytes()}
	err := filepath.WalkDir(j.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		places[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range secrets {
		for name, form := range encodings(secret) {
			for place, content := range places {
				if bytes.Contains(content, form) {
					t.Errorf("%s holds a string of the card, as %s", place, name)
				}
			}
		}
	}
}

func encodings(s string) map[string][]byte {
	var le []byte
	for _, u := range utf16.Encode([]rune(s)) {
		le = binary.LittleEndian.AppendUint16(le, u)
	}
	out := map[string][]byte{"UTF-8": []byte(s), "UTF-16": le}
	if gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s)); err == nil {
		out["GB 18030"] = gb
	}
	return out
}

// TestPaperRunsOut: the number is kept, the visitor waits, the roll is changed, and the paper
// comes out once.
func TestPaperRunsOut(t *testing.T) {
	j := start(t, "")
	j.toRoute()
	j.control("paper", "out")
	j.tap("route.take", "card")
	j.tap("card.without")
	fault := j.wait("fault")
	number := j.number(fault)
	reads(t, "the fault sheet", j.screenshot(), site+"/g/birth-registration/#")
	j.tap("fault.wait")
	j.control("paper", "in")
	if got := j.number(j.wait("done")); got != number {
		t.Errorf("the number changed from %s to %s", number, got)
	}
	papers, err := j.WaitPapers(2)
	j.does(err)
	if len(papers) != 2 {
		t.Errorf("%d papers came out: %v", len(papers), papers)
	}
}

// TestDevicesMissing: with broken devices the kiosk still guides, and a number is still given.
func TestDevicesMissing(t *testing.T) {
	j := &journey{t: t, dir: t.TempDir(), log: &output{}}
	r, err := rig.Start(rig.Options{Bin: "../bin", Release: "../out/sample.release", Dir: j.dir, Log: j.log, NoBench: true, Config: "[followup]\nsite = \"" + site + "\"\n"})
	if err != nil {
		t.Fatalf("%v\n%s", err, j.log.Bytes())
	}
	j.Rig = r
	defer r.Stop()
	j.toRoute()
	j.tap("route.take", "fault") // no reader: no card is asked for
	number := j.number(j.Seen())
	j.tap("fault.go", "done")
	if got := j.number(j.Seen()); got != number {
		t.Errorf("the number changed from %s to %s", number, got)
	}
	reads(t, "the last page", j.screenshot(), site+"/g/birth-registration/#")
}

// TestKilledWhilePrinting: a power cut loses no number and gives none twice.
func TestKilledWhilePrinting(t *testing.T) {
	j := start(t, "")
	j.toRoute()
	j.tap("route.take", "card")
	j.tap("card.without", "printing")
	j.KillKiosk()
	j.does(j.StartKiosk())
	j.toRoute()
	j.tap("route.take", "card")
	j.tap("card.without")
	if got := j.number(j.wait("done")); got != "A002" {
		t.Errorf("after the cut the next number is %s, want A002: A001 may be on paper", got)
	}
	if !bytes.Contains(j.log.Bytes(), []byte("A001")) {
		t.Errorf("staff are not told of A001:\n%s", j.log.Bytes())
	}
}

// TestNoVisitNeeded: the online service's code on screen and paper.
func TestNoVisitNeeded(t *testing.T) {
	j := start(t, "")
	j.tap("attract.start", "home")
	j.tap("home.search", "search")
	j.types("ydjy")
	j.tap("hit.remote-care", "item")
	j.tap("item.start", "question")
	j.tap("answer.referral", "no-visit")
	onScreen := reads(t, "the page", j.screenshot(), "https://")
	j.tap("novisit.print")
	j.wait("done")
	papers, err := j.WaitPapers(1)
	j.does(err)
	if got := reads(t, "the sheet", picture(t, papers[0]), "https://"); got != onScreen {
		t.Errorf("paper and screen carry different codes: %s, %s", got, onScreen)
	}
}

// TestStillness warns, keeps what was answered for one who stays, and wipes.
func TestStillness(t *testing.T) {
	j := start(t, "[visit]\nidle = \"10s\"\nwarn = \"10s\"\n")
	j.tap("attract.start", "home")
	j.tap("home.event.birth", "list")
	j.tap("list.item.birth-registration", "item")
	j.tap("item.start", "question")
	j.tap("answer.married")
	j.wait("still-there")
	j.tap("still.stay", "question")
	j.tap("answer.home")
	j.wait("still-there")
	j.wait("attract")
	if s := j.Seen(); s.Says("领") {
		t.Errorf("an answer is still on the screen: %v", s.Words)
	}
}
