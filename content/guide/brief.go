package guide

// Brief is an item or bundle as a list shows it. Releases keep briefs beside the full items, so
// that a list of forty items reads no guide.
type Brief struct {
	ID         string `json:"id"`
	Code       string `json:"code"`
	Name       string `json:"name"`
	Title      string `json:"title"`      // plain title on one line
	Department string `json:"department"` // its name; for a bundle, empty
	Bundle     bool   `json:"bundle,omitempty"`
	Parts      int    `json:"parts,omitempty"`    // a bundle's number of items
	Bodies     int    `json:"bodies,omitempty"`   // a bundle's number of departments
	NoVisit    bool   `json:"no_visit,omitempty"` // an unconditional outcome "online"
	Visits     string `json:"visits,omitempty"`   // the key figure, where settled
	Summary    string `json:"summary,omitempty"`
}
