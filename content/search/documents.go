package search

import (
	"strings"

	"daoyin/content/guide"
)

// Documents are the items and bundles of a catalogue as they are searched.
func Documents(cat *guide.Catalog) []Document {
	departments := map[string]string{}
	for _, d := range cat.Departments {
		departments[d.ID] = d.Name
	}
	bodies := map[string]string{} // of items
	out := make([]Document, 0, len(cat.Items)+len(cat.Bundles))
	for i := range cat.Items {
		it := &cat.Items[i]
		bodies[it.ID] = departments[it.Department]
		d := Document{ID: it.ID, Full: it.MaterialsEntered}
		d.name(it.PlainTitle(), it.Name, it.Also)
		if len(it.Also) == 0 { // nobody entered what people say
			for _, said := range saidFor(it.Name) {
				d.add(Also, said)
			}
		}
		d.add(Department, departments[it.Department])
		for _, m := range it.Materials {
			d.add(Material, m.Name)
		}
		out = append(out, d)
	}
	for i := range cat.Bundles {
		b := &cat.Bundles[i]
		d := Document{ID: b.ID, Bundle: true, Full: true}
		title := strings.Join(b.Title, "")
		if title == "" {
			title = b.Name
		}
		d.name(title, b.Name, append([]string{b.Tile}, b.Also...))
		for _, id := range b.Items {
			d.add(Department, bodies[id])
		}
		out = append(out, d)
	}
	return out
}

func (d *Document) name(title, name string, also []string) {
	d.add(Title, title)
	if name != title {
		d.add(Name, name)
	}
	for _, a := range also {
		d.add(Also, a)
	}
}

func (d *Document) add(field Field, words string) {
	if words != "" {
		d.Texts = append(d.Texts, Text{Field: field, Words: words})
	}
}
