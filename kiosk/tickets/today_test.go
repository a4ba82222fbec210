package tickets

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTodayCountsTheDay(t *testing.T) {
	j := journal(t)
	for _, outcome := range []State{Printed, NotPrinted} { // of yesterday
		must(t, j.Settle(take(t, j, "A", noon.Add(-24*time.Hour)).ID, outcome, noon))
	}
	for _, outcome := range []State{Printed, Printed, NotPrinted, Unknown} {
		must(t, j.Settle(take(t, j, "B", noon).ID, outcome, noon))
	}
	take(t, j, "A", noon.Add(time.Hour)) // being printed
	got, err := j.Today(noon.Add(2 * time.Hour))
	must(t, err)
	if diff := cmp.Diff(Counts{Taken: 5, Printed: 2, NotPrinted: 1, Unknown: 1}, got); diff != "" {
		t.Error(diff)
	}
	got, err = j.Today(noon.Add(24 * time.Hour))
	must(t, err)
	if diff := cmp.Diff(Counts{}, got); diff != "" {
		t.Error("tomorrow: " + diff)
	}
}
