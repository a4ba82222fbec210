package release

import (
	"fmt"

	"daoyin/content/guide"
)

// Probe asks the release what a visitor would ask: the first item of every list of a department
// and every bundle must be readable and have a checklist, and the search must find it by its
// title. The error names what does not answer. A release without any item has nothing to guide
// with and fails as well.
func (r *Release) Probe() error { return guarded(r.probe) }

func (r *Release) probe() error {
	var some []guide.Brief
	for _, d := range r.departments {
		if list := r.ByDepartment(d.ID); len(list) > 0 {
			some = append(some, list[0])
		}
	}
	for i := range r.bundles {
		b, ok := r.Brief(r.bundles[i].ID)
		if !ok {
			return fmt.Errorf("the release %s does not answer: it lists the bundle %s and cannot show it; build it again", r.path, r.bundles[i].ID)
		}
		some = append(some, b)
	}
	if len(some) == 0 {
		return fmt.Errorf("the release %s does not answer: it holds no item; build it again from the whole content folder", r.path)
	}
	for _, b := range some {
		it, err := r.Item(b.ID)
		if err != nil {
			return fmt.Errorf("the release %s does not answer: %w", r.path, err)
		}
		guide.Compute(it, nil)
	}
	first := some[0]
	if hits := r.Search(first.Title, probeHits).Hits; len(hits) == 0 {
		return fmt.Errorf("the release %s does not answer: the search finds nothing for %q; build it again", r.path, first.Title)
	}
	return nil
}

// probeHits is how many answers a probe's search asks for.
const probeHits = 8
