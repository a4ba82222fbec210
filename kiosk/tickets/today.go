package tickets

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Counts are a day's tickets by what became of them. Taken counts all, so it also holds those that
// are being printed now.
type Counts struct{ Taken, Printed, NotPrinted, Unknown int }

// Today counts the tickets of the local day of now.
func (j *Journal) Today(now time.Time) (n Counts, err error) {
	day := dayOf(now)
	err = j.view(func(tx *bolt.Tx) error {
		c := tx.Bucket(bucketTickets).Cursor()
		// IDs grow with time, so the day's tickets are the last ones, unless a clock was set back:
		// one older day between them ends nothing before it is a whole day older.
		for key, data := c.Last(); key != nil; key, data = c.Prev() {
			var t Ticket
			if err := json.Unmarshal(data, &t); err != nil {
				return fmt.Errorf("%s, ticket %d: %w", j.path, binary.BigEndian.Uint64(key), ErrDamaged)
			}
			if t.Day != day {
				if now.Sub(t.TakenAt) > 48*time.Hour {
					return nil
				}
				continue
			}
			n.Taken++
			switch j.state(t) {
			case Printed:
				n.Printed++
			case NotPrinted:
				n.NotPrinted++
			case Unknown:
				n.Unknown++
			}
		}
		return nil
	})
	return n, err
}
