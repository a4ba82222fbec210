package update

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
)

// Download fetches an offered release into the file at part, going on where an earlier attempt
// stopped, verifies it by its hash and syncs it. An error leaves a part to go on with, or none
// when what came was wrong or the disk did not take it: a disk that is full is needed for the
// tickets. It is a *Fault, or says that the part cannot be written.
func Download(ctx context.Context, tree Tree, offer Offer, part string) error {
	d := &download{tree: tree, offer: offer, name: TargetsFolder + "/" + offer.Hash + "." + Target}
	resumed, err := d.run(ctx, part)
	var f *Fault
	if resumed && errors.As(err, &f) && f.Why == Altered {
		// The fault may lie in our own part, which a power cut can leave with holes.
		_, err = d.run(ctx, part)
	}
	return err
}

type download struct {
	tree  Tree
	offer Offer
	name  string
}

func (d *download) run(ctx context.Context, part string) (resumed bool, err error) {
	f, err := os.OpenFile(part, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return false, unwritten(part, err)
	}
	wrong := false
	defer func() {
		f.Close() // it was synced before, where it counts
		if wrong {
			os.Remove(part) // the first error is the one to tell; a part that stays is verified again
		}
	}()
	sum := sha256.New()
	have, err := io.Copy(sum, f)
	if err != nil {
		return false, unwritten(part, err)
	}
	resumed = have > 0
	if have > d.offer.Size {
		wrong = true
		return resumed, newFault(Altered, d.tree, "the part of %s is longer than what was signed", d.name)
	}
	if have < d.offer.Size {
		if have, err = d.fill(ctx, f, sum, have); err != nil {
			var f *Fault
			wrong = !errors.As(err, &f)
			return resumed, err
		}
	}
	switch {
	case have > d.offer.Size:
		wrong = true
		return resumed, newFault(TooLong, d.tree, "%s is longer than the %d bytes that were signed", d.name, d.offer.Size)
	case have < d.offer.Size:
		return resumed, newFault(Incomplete, d.tree, "%s has %d of %d bytes", d.name, have, d.offer.Size)
	case hex.EncodeToString(sum.Sum(nil)) != d.offer.Hash:
		wrong = true
		return resumed, newFault(Altered, d.tree, "%s is not the file that was signed", d.name)
	}
	if err := f.Sync(); err != nil {
		wrong = true
		return resumed, unwritten(part, err)
	}
	return resumed, nil
}

// fill reads the rest into the part, and one byte more than there should be, if it comes.
func (d *download) fill(ctx context.Context, f *os.File, sum hash.Hash, have int64) (int64, error) {
	r, from, err := d.tree.open(ctx, d.name, have)
	if errors.Is(err, errBeyond) {
		return have, nil
	}
	if errors.Is(err, errAbsent) {
		return have, newFault(Incomplete, d.tree, "%s is missing", d.name)
	}
	if err != nil {
		return have, err
	}
	defer r.Close()
	if from != have {
		if err := f.Truncate(0); err != nil {
			return have, unwritten(f.Name(), err)
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return have, unwritten(f.Name(), err)
		}
		sum.Reset()
		have = 0
	}
	w := &writer{f: f}
	n, err := io.Copy(io.MultiWriter(w, sum), io.LimitReader(r, d.offer.Size-have+1))
	have += n
	if w.err != nil {
		return have, unwritten(f.Name(), w.err)
	}
	if err != nil && have <= d.offer.Size {
		return have, cut(d.tree, d.name, err)
	}
	return have, nil
}

// writer remembers whether it was the writing that went wrong.
type writer struct {
	f   *os.File
	err error
}

func (w *writer) Write(p []byte) (int, error) {
	n, err := w.f.Write(p)
	w.err = err
	return n, err
}

func unwritten(part string, err error) error {
	return fmt.Errorf("%s cannot be written (%w): check permissions and free space", part, err)
}
