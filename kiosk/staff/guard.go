package staff

import "time"

// The wait after a wrong PIN: it doubles with each from the first to the longest. At that pace a
// million PINs take years, and staff who mistyped twice wait for seconds.
const (
	firstWait   = 2 * time.Second
	longestWait = 5 * time.Minute
)

// guard makes each wrong PIN in a row wait longer.
type guard struct {
	count int       // wrong ones in a row
	since time.Time // when the wait began
}

// wait is how long the wait after so many is.
func (g *guard) wait() time.Duration {
	if g.count == 0 {
		return 0
	}
	d := firstWait
	for i := 1; i < g.count && d < longestWait; i++ {
		d *= 2
	}
	return min(d, longestWait)
}

// resume begins with wrong PINs from before the start, and with their wait.
func (g *guard) resume(count int, now time.Time) { g.count, g.since = max(0, count), now }

func (g *guard) wrong(now time.Time) []Effect {
	g.count++
	g.since = now
	return []Effect{Count{Wrong: g.count}}
}

func (g *guard) right() []Effect {
	if g.count == 0 {
		return nil
	}
	g.count = 0
	return []Effect{Count{}}
}

// left is how many seconds are left of the wait, rounded up.
func (g *guard) left(now time.Time) int {
	if now.Before(g.since) {
		g.since = now // the clock was set back
	}
	return max(0, int((g.wait()-now.Sub(g.since)+time.Second-1)/time.Second))
}
