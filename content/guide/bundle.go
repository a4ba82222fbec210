package guide

import "reflect"

// Combine makes one item of a bundle's parts: questions asked once, materials merged by document
// (an original shown counts once, copies add up), departments named. Question and material ids
// are prefixed with the part's id, so that two parts never clash; a question with the same words
// and options as an earlier part's is asked once and stands for both.
//
// find returns the item with an id; a part it does not find is left out (lint reports it).
func (b *Bundle) Combine(find func(id string) (*Item, bool)) *Item {
	out := &Item{
		ID: b.ID, Code: b.Code, Name: b.Name, Title: b.Title, Also: b.Also, Events: b.Events, Summary: b.Summary,
		Who: b.Who, Visits: b.Visits, Time: b.Time, Fee: b.Fee, Windows: b.Windows, Queue: b.Queue, Card: b.Card,
		Source: b.Source, Updated: b.Updated, MaterialsEntered: true,
	}
	for _, id := range b.Items {
		part, ok := find(id)
		if !ok {
			continue
		}
		out.Parts = append(out.Parts, Part{Item: part.ID, Name: part.PlainTitle(), Department: part.Department})
		out.MaterialsEntered = out.MaterialsEntered && part.MaterialsEntered
		out.Sample = out.Sample || part.Sample
		out.add(part)
	}
	return out
}

// add merges one part's questions, materials and exclusions into a bundle's item.
func (it *Item) add(part *Item) {
	asked := map[string]string{} // the part's question id → the id it has in the bundle
	for i := range part.Questions {
		q := part.Questions[i]
		q.When = q.When.rename(asked)
		id := part.ID + "." + q.ID
		if same := it.sameQuestion(&q); same != "" {
			asked[q.ID] = same
			continue
		}
		asked[q.ID] = id
		q.ID = id
		it.Questions = append(it.Questions, q)
	}
	for i := range part.Materials {
		m := part.Materials[i]
		m.When = m.When.rename(asked)
		m.ID = part.ID + "." + m.ID
		m.From = []string{part.ID}
		if old := it.sameMaterial(&m); old != nil {
			old.Original = max(old.Original, m.Original)
			old.Copies += m.Copies
			old.From = append(old.From, part.ID)
			if old.Waived != nil && m.Waived == nil { // one counter still wants to see it
				old.Waived = nil
			}
			if m.Later == "" { // one counter cannot wait for it
				old.Later = ""
			}
			continue
		}
		it.Materials = append(it.Materials, m)
	}
	for _, o := range part.Outcomes {
		// A part done online or elsewhere leaves the others to be done here. An answer that rules a
		// part out must be said, for its materials would be wrong.
		if o.Kind == OutcomeNotEligible && len(o.When) > 0 {
			o.When = o.When.rename(asked)
			it.Outcomes = append(it.Outcomes, o)
		}
	}
	it.Basis = append(it.Basis, part.Basis...)
}

func (it *Item) sameQuestion(q *Question) string {
	for i := range it.Questions {
		o := &it.Questions[i]
		if o.ShortText() != q.ShortText() || len(o.Options) != len(q.Options) || len(o.When) != 0 || len(q.When) != 0 {
			continue
		}
		same := true
		for k := range o.Options {
			same = same && o.Options[k].ID == q.Options[k].ID && o.Options[k].Text == q.Options[k].Text
		}
		if same {
			return o.ID
		}
	}
	return ""
}

// sameMaterial finds a material of the same document that is wanted under the same condition.
// Others stay apart: merging them would need one condition that holds for both.
func (it *Item) sameMaterial(m *Material) *Material {
	if m.Document == "" {
		return nil
	}
	for i := range it.Materials {
		o := &it.Materials[i]
		if o.Document == m.Document && reflect.DeepEqual(o.When, m.When) {
			return o
		}
	}
	return nil
}

func (c Condition) rename(ids map[string]string) Condition {
	if len(c) == 0 {
		return nil
	}
	out := make(Condition, len(c))
	for i, clause := range c {
		renamed := Clause{}
		for q, options := range clause {
			renamed[ids[q]] = options
		}
		out[i] = renamed
	}
	return out
}
