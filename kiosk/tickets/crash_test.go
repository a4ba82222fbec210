package tickets

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// kioskDir, when set, makes the test binary play a kiosk in that folder until it is killed.
const kioskDir = "DAOYIN_TICKETS_CRASH_DIR"

const kills = 60

func TestMain(m *testing.M) {
	if dir := os.Getenv(kioskDir); dir != "" {
		fmt.Fprintln(os.Stderr, playKiosk(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// playKiosk gives out tickets as fast as it can. Its printer is a file: what is
// in it reached paper.
func playKiosk(dir string) error {
	j, err := Open(filepath.Join(dir, "tickets.db"))
	if err != nil {
		return err
	}
	paper, err := os.OpenFile(filepath.Join(dir, "paper"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for i := 0; ; i++ {
		t, err := j.Take([]string{"A", "B"}[i%2], noon, About{Item: "birth"})
		if err != nil {
			return err
		}
		if err := j.Sent(t.ID); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(paper, "%s %d\n", t.Number, t.ID); err != nil {
			return err
		}
		if err := paper.Sync(); err != nil {
			return err
		}
		if err := j.Settle(t.ID, Printed, noon); err != nil {
			return err
		}
	}
}

// Killed at any moment, the kiosk neither repeats nor loses a number that
// reached paper.
func TestKilledAtAnyMoment(t *testing.T) {
	dir := t.TempDir()
	uncertainTickets := 0
	for range kills {
		killKiosk(t, dir)
		uncertainTickets = checkAfterKill(t, dir)
	}
	lines := paperIn(t, dir)
	if len(lines) < kills/2 {
		t.Errorf("only %d tickets came out in %d runs: the kills came too early to prove anything", len(lines), kills)
	}
	t.Logf("%d tickets on paper, %d left uncertain by %d kills", len(lines), uncertainTickets, kills)
}

// killKiosk starts a kiosk and kills it a random time after it is ready.
func killKiosk(t *testing.T, dir string) {
	t.Helper()
	kiosk := exec.Command(os.Args[0])
	kiosk.Env = append(os.Environ(), kioskDir+"="+dir)
	out, err := kiosk.StdoutPipe()
	must(t, err)
	said := &strings.Builder{}
	kiosk.Stderr = said
	must(t, kiosk.Start())
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		kiosk.Process.Kill()
		kiosk.Wait()
		t.Fatalf("the kiosk did not start: %q, %v, %s", line, err, said)
	}
	time.Sleep(rand.N(40 * time.Millisecond))
	must(t, kiosk.Process.Kill())
	kiosk.Wait() // its exit tells only that it was killed
	if said.Len() > 0 {
		t.Fatalf("the kiosk stopped by itself: %s", said)
	}
}

// checkAfterKill compares the journal with the paper, and counts the uncertain.
func checkAfterKill(t *testing.T, dir string) int {
	t.Helper()
	j := openAt(t, filepath.Join(dir, "tickets.db"))
	defer j.Close()
	seen := map[string]bool{}
	for _, line := range paperIn(t, dir) {
		var number string
		var id ID
		if _, err := fmt.Sscanf(line, "%s %d", &number, &id); err != nil {
			t.Fatalf("paper with %q: %v", line, err)
		}
		if seen[number] {
			t.Fatalf("%s reached paper twice", number)
		}
		seen[number] = true
		got, err := j.Get(id)
		if err != nil || got.Number != number {
			t.Fatalf("%s is on paper and in the journal as %+v, %v", number, got, err)
		}
		if got.State != Printed && got.State != Unknown {
			t.Fatalf("%s is on paper and in the journal as %s", number, got.State)
		}
	}
	list, err := j.Uncertain()
	must(t, err)
	for _, service := range []string{"A", "B"} {
		if next := take(t, j, service, noon); seen[next.Number] {
			t.Fatalf("%s is on paper and was given again", next.Number)
		} else {
			must(t, j.Settle(next.ID, NotPrinted, noon))
		}
	}
	return len(list)
}

func paperIn(t *testing.T, dir string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "paper"))
	if os.IsNotExist(err) || err == nil && len(data) == 0 {
		return nil
	}
	must(t, err)
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}
