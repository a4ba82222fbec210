// Package printer prints documents and says truthfully whether they came out.
//
// Writing bytes to a printer proves nothing: it buffers them, runs out of paper, is switched off. So a
// job ends as printed only when the printer itself has answered a mark that stands behind the data, as
// not printed only when nothing of it was sent, and as unknown in every other case. An unknown job must
// not be repeated blindly: the paper may lie in the tray.
//
//	p := printer.New(printer.Config{Open: open, Profile: profile, Fonts: fonts})
//	defer p.Close()
//	result := p.Print(ctx, doc, func(s printer.Status) { … s.State … })
//
// While paper is out or the cover is open in the middle of a job, the printer keeps what it was sent and
// goes on with it afterwards; Print waits for that until ctx ends, and tells the last function what it
// waits for.
package printer

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"daoyin/devices/escpos"
	"daoyin/devices/escpos/dots"
	"daoyin/devices/port"
	"daoyin/devices/receipt"
)

// Config is what a [Printer] needs.
type Config struct {
	// Open opens the line to the printer. It is called again after a loss.
	Open func(context.Context) (port.Line, error)
	// Profile is what the model can do; see [LoadProfile].
	Profile Profile
	// Fonts are OpenType or TrueType files, the preferred one first, for characters that the printer's
	// own font lacks. They are read when the first job needs them.
	Fonts [][]byte
	// Timing replaces the usual patience; zero fields are their default.
	Timing Timing
}

// Timing is how long a [Printer] waits for what.
type Timing struct {
	Answer time.Duration // for one real-time answer: 400 ms
	Poll   time.Duration // between two looks at the status of a job that waits: 300 ms
	Silent time.Duration // until a printer that answers nothing during a job is given up: 6 s
	Proof  time.Duration // for the proof of a job from a printer that says it is ready: 12 s
	Settle time.Duration // for a fence's answer after that of GS r behind it: 500 ms
	Reopen time.Duration // before a port that could not be opened is tried again by Status: 2 s
}

func (t *Timing) defaults() {
	def := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	def(&t.Answer, 400*time.Millisecond)
	def(&t.Poll, 300*time.Millisecond)
	def(&t.Silent, 6*time.Second)
	def(&t.Proof, 12*time.Second)
	def(&t.Settle, 500*time.Millisecond)
	def(&t.Reopen, 2*time.Second)
}

// Outcome is how a job ended.
type Outcome string

// The outcomes.
const (
	Printed    Outcome = "printed"     // the printer has proved it
	NotPrinted Outcome = "not printed" // nothing of it was sent
	Unknown    Outcome = "unknown"     // all, a part or nothing may be on paper, now or later
)

// Proof is what a printed job rests on.
type Proof string

// The proofs.
const (
	ByProcessID Proof = "process-id" // the printer answered the job's own fence
	ByQueue     Proof = "queue"      // the printer answered GS r, which stood behind all data
)

// Result is the end of a job.
type Result struct {
	Outcome Outcome
	Proof   Proof  // for Printed
	State   State  // of the printer at the end
	Reason  string // a sentence for those who look after the machine
}

// Printer is one printer. Its methods may be called from several goroutines; jobs run one after another.
type Printer struct {
	cfg  Config
	turn chan struct{}   // holds a token while nobody uses the line
	life context.Context // ends with Close
	end  context.CancelFunc

	// Used by whoever has the turn.
	conn      *conn
	face      *dots.Face
	fence     uint32
	owed      int       // bytes that are missing of a command which a lost line cut off
	noFence   bool      // this printer has shown that it does not answer fences
	noQueue   bool      // nor GS r
	notBefore time.Time // when Status may try to open the port again
	openErr   error

	mu   sync.Mutex
	last Status
}

// New returns a printer. It touches the port only when it is first used.
func New(cfg Config) *Printer {
	cfg.Timing.defaults()
	p := &Printer{cfg: cfg, turn: make(chan struct{}, 1), fence: uint32(time.Now().UnixNano())}
	p.turn <- struct{}{}
	p.life, p.end = context.WithCancel(context.Background())
	p.last = Status{State: Silent, Paper: PaperUnknown}
	return p
}

// Close ends a job under way, as if its time were up, and closes the line. The printer cannot be used
// any more.
func (p *Printer) Close() error {
	p.end()
	<-p.turn
	defer p.release()
	p.hangUp()
	return nil
}

// while ends with ctx or when the printer is closed.
func (p *Printer) while(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(p.life, cancel)
	if p.life.Err() != nil {
		cancel()
	}
	return ctx, func() { stop(); cancel() }
}

func (p *Printer) release() { p.turn <- struct{}{} }

func (p *Printer) take(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-p.turn:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Status asks the printer how it is. While a job runs it returns what that job saw last, at once.
func (p *Printer) Status(ctx context.Context) Status {
	select {
	case <-p.turn:
	default:
		return p.Last()
	}
	defer p.release()
	ctx, done := p.while(ctx)
	defer done()
	if ctx.Err() != nil {
		return p.Last()
	}
	if p.conn == nil && time.Now().Before(p.notBefore) {
		return p.note(Status{State: Unplugged, Paper: PaperUnknown, Err: p.openErr})
	}
	return p.ready(ctx)
}

// Last is the status seen last, without asking.
func (p *Printer) Last() Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

func (p *Printer) note(s Status) Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = s
	return s
}

// ready opens the line where that is needed and asks for the status. A line that was lost since it was
// last used is opened anew, once.
func (p *Printer) ready(ctx context.Context) Status {
	fresh := p.conn == nil
	s := p.askOnce(ctx)
	if s.State == Unplugged && !fresh {
		s = p.askOnce(ctx)
	}
	return p.note(s)
}

func (p *Printer) askOnce(ctx context.Context) Status {
	if p.conn == nil {
		line, err := p.cfg.Open(ctx)
		if err != nil {
			p.openErr = err
			p.notBefore = time.Now().Add(p.cfg.Timing.Reopen)
			return Status{State: Unplugged, Paper: PaperUnknown, Err: err}
		}
		p.conn = newConn(line)
	}
	s := p.conn.ask(ctx, p.cfg.Timing.Answer)
	if s.State == Unplugged {
		p.hangUp()
	}
	return s
}

func (p *Printer) hangUp() {
	if p.conn != nil {
		p.conn.line.Close()
		p.conn = nil
	}
}

// Print typesets a document and prints it. It returns when the printer has proved it, when that can no
// longer be expected, or when ctx ends; ctx should have a deadline. progress, which may be nil, is told
// every change of the printer's status meanwhile, from the goroutine that called Print.
//
// A printer that cannot print when Print begins is not waited for: the result is NotPrinted. Once
// something was sent, ending ctx gives the job up but does not call it back: what the printer holds it
// may still print when it has paper again.
func (p *Printer) Print(ctx context.Context, doc receipt.Document, progress func(Status)) Result {
	ctx, done := p.while(ctx)
	defer done()
	if err := p.take(ctx); err != nil {
		return Result{Outcome: NotPrinted, State: p.Last().State, Reason: nothing + "the time was up before the printer was free"}
	}
	defer p.release()
	if p.face == nil {
		face, err := dots.New(p.cfg.Fonts...)
		if err != nil {
			return Result{Outcome: NotPrinted, State: p.Last().State, Reason: nothing + err.Error()}
		}
		p.face = face
	}
	data, err := receipt.Typeset(doc, p.cfg.Profile.device(), p.face)
	if err != nil {
		return Result{Outcome: NotPrinted, State: p.Last().State, Reason: nothing + err.Error()}
	}
	if progress == nil {
		progress = func(Status) {}
	}
	s := p.ready(ctx)
	progress(s)
	if !s.Prints() {
		return Result{Outcome: NotPrinted, State: s.State, Reason: nothing + s.Sentence()}
	}
	j := &job{p: p, conn: p.conn, seen: s, progress: progress}
	r := j.run(ctx, data)
	if p.conn != nil && p.conn.lost() != nil {
		p.hangUp()
	}
	return r
}

// nothing begins the reason of every NotPrinted.
const nothing = "nothing was printed: "

// errGivenUp is why a job stopped although its line and its time are left.
var errGivenUp = errors.New("the printer was given up")

// job is one print job under way.
type job struct {
	p        *Printer
	conn     *conn
	seen     Status
	progress func(Status)
}

// window is how many bytes may be under way without a sign that the printer has worked through those
// before. Printers hold 4 KB and, without hardware flow control, drop what comes on top.
const window = 2048

// piece is how much is written at once.
const piece = 256

func (j *job) run(ctx context.Context, data []byte) Result {
	if err := j.send(ctx, data); err != nil {
		return j.ended(ctx, err)
	}
	proof, err := j.prove(ctx)
	if err != nil {
		return j.ended(ctx, err)
	}
	return Result{Outcome: Printed, Proof: proof, State: j.seen.State, Reason: "the printer has confirmed the job"}
}

// ended is the result of a job of which something was sent.
func (j *job) ended(ctx context.Context, err error) Result {
	r := Result{Outcome: Unknown, State: j.seen.State}
	switch {
	case j.conn.lost() != nil:
		j.see(Status{State: Unplugged, Paper: PaperUnknown, Err: j.conn.lost()})
		r.State = Unplugged
		r.Reason = "the line to the printer was lost in the middle of a job: look whether the paper came out"
	case ctx.Err() != nil && !j.seen.Prints():
		r.Reason = "the time was up while the job waited: " + j.seen.Sentence() + "; the printer may print the rest later"
	case ctx.Err() != nil:
		r.Reason = "the time was up before the printer had confirmed the job: look whether the paper came out"
	case j.seen.Prints():
		r.Reason = "the printer says it is ready but did not confirm the job: look whether the paper came out"
	default:
		r.Reason = "the job was not confirmed: " + j.seen.Sentence()
	}
	if err != nil && !errors.Is(err, errGivenUp) && ctx.Err() == nil && j.conn.lost() == nil {
		r.Reason += fmt.Sprintf(" (%v)", err)
	}
	return r
}

func (j *job) see(s Status) {
	changed := s.State != j.seen.State || s.Paper != j.seen.Paper
	j.seen = s
	j.p.note(s)
	if changed {
		j.progress(s)
	}
}

// send writes the commands, never more than the printer can hold.
func (j *job) send(ctx context.Context, data []byte) error {
	if owed := j.p.owed; owed > 0 { // end the command that a lost line cut off; zeros print nothing
		j.p.owed = 0
		if err := j.write(ctx, make([]byte, owed)); err != nil {
			return err
		}
	}
	scan := escpos.NewScanner()
	open := 0 // bytes since the last mark
	for from := 0; from < len(data); {
		to := from
		for to < len(data) && to-from < piece {
			c, need := scan.Next(data[to:])
			if need > 0 {
				to = len(data) // not from our typesetter; send it as it is
				break
			}
			to += len(c.Raw)
		}
		if err := j.write(ctx, data[from:to]); err != nil {
			j.abandon()
			return err
		}
		open += to - from
		from = to
		if open >= window && from < len(data) && !j.p.noQueue {
			if err := j.mark(ctx); err != nil {
				j.abandon()
				return err
			}
			open = 0
		}
	}
	return nil
}

// blockedSteps is how many times [writeStep] a printer may take nothing until it counts as offline: its
// buffer is full, and it does not print.
const blockedSteps = 3

// write sends whole commands.
func (j *job) write(ctx context.Context, b []byte) error {
	steps := 0
	n, err := j.conn.write(ctx, b, func() {
		// The printer takes nothing, and a question would only queue up behind.
		if steps++; steps == blockedSteps {
			j.see(Status{State: Offline, Paper: PaperUnknown})
		}
	})
	if n > 0 && n < len(b) {
		j.p.owed = missing(b, n)
	}
	return err
}

// missing is how many bytes of the command at n were not sent.
func missing(b []byte, n int) int {
	scan := escpos.NewScanner()
	at := 0
	for at < n {
		c, need := scan.Next(b[at:])
		if need > 0 {
			return len(b) - n
		}
		at += len(c.Raw)
	}
	return at - n
}

// abandon ends a piece of paper that will not be finished, so that the next job begins on its own.
func (j *job) abandon() {
	if j.conn.lost() != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if owed := j.p.owed; owed > 0 {
		j.p.owed = 0
		if j.write(ctx, make([]byte, owed)) != nil {
			return
		}
	}
	end := []byte{escpos.LF}
	if j.p.cfg.Profile.PageMode {
		end = append(escpos.StandardMode(), escpos.LF)
	}
	if j.p.cfg.Profile.Cutter {
		end = append(end, escpos.CutFeed(j.p.cfg.Profile.Tail)...)
	}
	j.write(ctx, end) // if this does not arrive either, the next job's paper is longer
}

// mark waits until the printer has worked through what it was sent so far.
func (j *job) mark(ctx context.Context) error {
	before := j.queuedAnswers()
	if err := j.write(ctx, escpos.PaperQuery()); err != nil {
		return err
	}
	err := j.await(ctx, 3*time.Second, func(c *conn) bool { return c.queued > before })
	if errors.Is(err, errGivenUp) && j.seen.Prints() {
		j.p.noQueue = true // a printer without GS r: go on without marks
		return nil
	}
	return err
}

func (j *job) queuedAnswers() (n int) {
	j.conn.see(func(c *conn) bool { n = c.queued; return true })
	return n
}

// prove puts a fence behind the data and waits for its answer.
func (j *job) prove(ctx context.Context) (Proof, error) {
	p := j.p
	id := escpos.NewFenceID(p.fence)
	p.fence++
	before := j.queuedAnswers()
	var ask []byte
	fence := p.cfg.Profile.ProcessID == ProcessIDYes || p.cfg.Profile.ProcessID == ProcessIDTry && !p.noFence
	queue := p.cfg.Profile.ProcessID != ProcessIDYes
	if fence {
		ask = append(ask, escpos.Fence(id)...)
	}
	if queue {
		ask = append(ask, escpos.PaperQuery()...)
	}
	if err := j.write(ctx, ask); err != nil {
		return "", err
	}
	reached := func(c *conn) bool { return c.reached[id] }
	queued := func(c *conn) bool { return queue && c.queued > before }
	err := j.await(ctx, p.cfg.Timing.Proof, func(c *conn) bool { return reached(c) || queued(c) })
	if err != nil {
		return "", err
	}
	if fence && j.conn.until(ctx, p.cfg.Timing.Settle, reached) {
		return ByProcessID, nil
	}
	if fence && ctx.Err() == nil && j.conn.lost() == nil {
		p.noFence = true
	}
	return ByQueue, nil
}

// await waits until f holds and watches the printer meanwhile. While the printer says that it cannot
// print it waits on, until ctx ends. It gives up when the printer is ready for as long as patience
// without f, answers nothing for too long, or has an error that does not pass.
func (j *job) await(ctx context.Context, patience time.Duration, f func(*conn) bool) error {
	t := &j.p.cfg.Timing
	var ready, silent time.Time // since when
	for {
		if j.conn.until(ctx, t.Poll, f) {
			if !j.seen.Prints() { // it has worked: what it lacked has been mended
				j.see(j.conn.ask(ctx, t.Answer))
			}
			return nil
		}
		if err := j.conn.lost(); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		s := j.conn.ask(ctx, t.Answer)
		if ctx.Err() != nil {
			continue // asked in vain for want of time
		}
		now := time.Now()
		switch {
		case s.State == Silent || s.State == Garbled:
			if silent.IsZero() {
				silent = now
			}
			if now.Sub(silent) < t.Silent {
				continue // one lost answer is no fault yet
			}
			j.see(s)
			return errGivenUp
		case s.State == Failed:
			j.see(s)
			return errGivenUp
		case s.Prints():
			if ready.IsZero() {
				ready = now
			}
			j.see(s)
			if now.Sub(ready) >= patience {
				return errGivenUp
			}
		default:
			ready = time.Time{}
			j.see(s)
		}
		silent = time.Time{}
	}
}
