// Package guide is the domain: what an item of government service is, which questions decide what
// a person must bring for it, and the checklist that follows from the answers. The checklist is
// computed here and nowhere else; screen, paper and phone show the same one.
//
// The fields follow the national platform's exchange tables (basic, extend, material, fee,
// questions) where those have one; names in comments are the tables' own. Values here are what
// a citizen reads; official terms come second.
package guide

import "strings"

// Standing says how settled a statement is. Only what is settled is shown as such; the rest is
// shown with the advice to ask at the window (请向窗口核实).
type Standing string

const (
	// Settled: a rule or notice was read that says so.
	Settled Standing = ""
	// Local: it differs by place and this hall's own rule was not entered.
	Local Standing = "local"
	// Unknown: no source was found.
	Unknown Standing = "unknown"
)

// Fact is one statement, short enough for a key figure on the screen, with where it comes from.
type Fact struct {
	Text     string   `yaml:"text" json:"text"`
	Note     string   `yaml:"note,omitempty" json:"note,omitempty"`
	Source   string   `yaml:"source,omitempty" json:"source,omitempty"`
	Standing Standing `yaml:"standing,omitempty" json:"standing,omitempty"`
}

// Known reports whether the fact has words and is settled.
func (f Fact) Known() bool { return f.Text != "" && f.Standing == Settled }

// Item is one service item (政务服务事项) as its guide tells it.
type Item struct {
	// ID names the item inside a catalogue: stable, a file name, letters, digits and hyphens.
	ID string `yaml:"id" json:"id"`
	// Code is the official item code (task_code 实施编码): opaque. Sample items have their own.
	Code string `yaml:"code" json:"code"`
	// Name is the official name (task_name 事项名称); Title is what the kiosk calls it, in plain
	// words, one string a line, broken at sense boundaries. Without a Title, Name is shown.
	Name  string   `yaml:"name" json:"name"`
	Title []string `yaml:"title,omitempty" json:"title,omitempty"`
	// Also are the names people use (常说): shown when they match, and searched.
	Also []string `yaml:"also,omitempty" json:"also,omitempty"`
	// Department is the id of the body that handles it (dept_name 实施主体).
	Department string `yaml:"department" json:"department"`
	// Group is the list's own grouping where it was imported from one.
	Group string `yaml:"group,omitempty" json:"group,omitempty"`
	// Type is the raw task_type 事项类型 of the source, not interpreted.
	Type string `yaml:"type,omitempty" json:"type,omitempty"`
	// Events are the life events under which it is found.
	Events []string `yaml:"events,omitempty" json:"events,omitempty"`
	// Summary is one sentence: what this is for.
	Summary string `yaml:"summary,omitempty" json:"summary,omitempty"`

	Who    Fact `yaml:"who,omitempty" json:"who,omitzero"`
	Visits Fact `yaml:"visits,omitempty" json:"visits,omitzero"`
	Time   Fact `yaml:"time,omitempty" json:"time,omitzero"`
	Fee    Fact `yaml:"fee,omitempty" json:"fee,omitzero"`
	Result Fact `yaml:"result,omitempty" json:"result,omitzero"`

	// Windows are the ids of the hall's windows that take it; none means: ask at the service desk.
	Windows []string `yaml:"windows,omitempty" json:"windows,omitempty"`
	// Queue is the letter of the ticket numbers; empty means that no ticket is given for it.
	Queue string `yaml:"queue,omitempty" json:"queue,omitempty"`
	// Card says whether taking a ticket asks for the identity card: "" no, "asked" with a way on without.
	Card string `yaml:"card,omitempty" json:"card,omitempty"`
	// Online is the online service; an empty Link means that none was entered.
	Online Online `yaml:"online,omitempty" json:"online,omitzero"`

	Questions []Question `yaml:"questions,omitempty" json:"questions,omitempty"`
	// Materials is nil when they were not entered: the screen then says so and never shows an
	// empty list. An entered list that is empty (nothing to bring) is MaterialsEntered with none.
	Materials        []Material `yaml:"materials,omitempty" json:"materials,omitempty"`
	MaterialsEntered bool       `yaml:"materials_entered,omitempty" json:"materials_entered,omitempty"`
	Steps            []string   `yaml:"steps,omitempty" json:"steps,omitempty"`
	// Outcomes replace the visit to a window where their condition holds. They are tried in order: the
	// first that holds counts, once no open question can make an earlier one hold.
	Outcomes []Outcome `yaml:"outcomes,omitempty" json:"outcomes,omitempty"`
	// Basis is the legal ground (by_law 设定依据), one entry a rule.
	Basis []string `yaml:"basis,omitempty" json:"basis,omitempty"`
	// Notes are further remarks for the page of details.
	Notes []string `yaml:"notes,omitempty" json:"notes,omitempty"`
	// Source names where the item's facts were compiled from; Updated is the day (YYYY-MM-DD).
	Source  string `yaml:"source" json:"source"`
	Updated string `yaml:"updated,omitempty" json:"updated,omitempty"`
	// Sample marks invented hall content (示例), as against an item of a real list.
	Sample bool `yaml:"sample,omitempty" json:"sample,omitempty"`

	// Parts is set on an item made from a bundle: the names of the items handled together.
	Parts []Part `yaml:"-" json:"parts,omitempty"`
}

// Part is one item of a bundle as the bundle's page lists it.
type Part struct {
	Item       string `json:"item"`
	Name       string `json:"name"`
	Department string `json:"department"`
}

// PlainTitle is the title on one line.
func (it *Item) PlainTitle() string {
	if len(it.Title) == 0 {
		return it.Name
	}
	return strings.Join(it.Title, "")
}

// Online is the online service of an item (online_handle_url and its kin).
type Online struct {
	Link  string   `yaml:"link,omitempty" json:"link,omitempty"`
	Steps []string `yaml:"steps,omitempty" json:"steps,omitempty"`
	// Extent says what can be done online, in a sentence.
	Extent Fact `yaml:"extent,omitempty" json:"extent,omitzero"`
}

// Question decides something about the checklist. One decision, answered by one touch.
type Question struct {
	ID string `yaml:"id" json:"id"`
	// Ask is the question, one string a line, broken at sense boundaries.
	Ask []string `yaml:"ask" json:"ask"`
	// Short is how the answered question is listed (落在谁的户口簿上); without it, Ask is joined and
	// its question mark left out.
	Short string `yaml:"short,omitempty" json:"short,omitempty"`
	// Why says what the answer changes.
	Why string `yaml:"why,omitempty" json:"why,omitempty"`
	// When limits the question to some answers of earlier questions.
	When    Condition `yaml:"when,omitempty" json:"when,omitempty"`
	Options []Option  `yaml:"options" json:"options"`
	// NotSure is the note under 说不准 (先往下走，清单里两种都写上). Empty means that 说不准 is not offered.
	NotSure string `yaml:"not_sure,omitempty" json:"not_sure,omitempty"`
}

// ShortText is the question as the list of answers shows it.
func (q *Question) ShortText() string {
	if q.Short != "" {
		return q.Short
	}
	return strings.TrimRight(strings.Join(q.Ask, ""), "？?")
}

// Option is one answer.
type Option struct {
	ID   string `yaml:"id" json:"id"`
	Text string `yaml:"text" json:"text"`
	Note string `yaml:"note,omitempty" json:"note,omitempty"`
}

// Option returns the option with that id.
func (q *Question) Option(id string) (Option, bool) {
	for _, o := range q.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

// Material is one thing to bring (申请材料).
type Material struct {
	ID string `yaml:"id" json:"id"`
	// Document is the id in the shared vocabulary of documents: materials of different items with
	// the same document are the same paper. Empty means that the material stands for itself.
	Document string `yaml:"document,omitempty" json:"document,omitempty"`
	Name     string `yaml:"name" json:"name"`
	// Original and Copies are numbers of pieces (材料类型, page_num 份数); Unit counts originals (份, 本, 张).
	Original int    `yaml:"original,omitempty" json:"original,omitempty"`
	Copies   int    `yaml:"copies,omitempty" json:"copies,omitempty"`
	Unit     string `yaml:"unit,omitempty" json:"unit,omitempty"`
	// Handling says what becomes of it at the window (看完还您, 窗口留下副页).
	Handling string `yaml:"handling,omitempty" json:"handling,omitempty"`
	// Why says what it proves; Because says which answer asks for it, naming that answer. Without
	// Because the answer's own words are used.
	Why     string    `yaml:"why,omitempty" json:"why,omitempty"`
	Because string    `yaml:"because,omitempty" json:"because,omitempty"`
	When    Condition `yaml:"when,omitempty" json:"when,omitempty"`
	Obtain  string    `yaml:"obtain,omitempty" json:"obtain,omitempty"`
	// Lost is the id of the item that replaces it when it is lost.
	Lost string `yaml:"lost,omitempty" json:"lost,omitempty"`
	// Waived says why it need not be brought; nil when it must.
	Waived *Waiver `yaml:"waived,omitempty" json:"waived,omitempty"`
	// Later, when not empty, is how long it may follow after the visit (容缺后补): "5 天内".
	Later    string   `yaml:"later,omitempty" json:"later,omitempty"`
	Source   string   `yaml:"source,omitempty" json:"source,omitempty"`
	Standing Standing `yaml:"standing,omitempty" json:"standing,omitempty"`

	// From is set on an item made from a bundle: the ids of the parts that want it.
	From []string `yaml:"-" json:"from,omitempty"`
}

// Waiver is the reason why a material need not be brought.
type Waiver struct {
	// By is "shared" (数据共享) or "undertaking" (告知承诺).
	By   string `yaml:"by" json:"by"`
	Text string `yaml:"text" json:"text"`
}

// Outcome says that, under a condition, no ticket for a window of this hall is the answer.
type Outcome struct {
	// Kind is "online" (no visit needed), "elsewhere" (not handled in this hall) or "not-eligible".
	Kind string    `yaml:"kind" json:"kind"`
	When Condition `yaml:"when,omitempty" json:"when,omitempty"`
	// Text is the one sentence the citizen reads; Where is the place to go for "elsewhere".
	Text  string `yaml:"text" json:"text"`
	Where string `yaml:"where,omitempty" json:"where,omitempty"`
	// Item is another item that fits instead, by id.
	Item     string   `yaml:"item,omitempty" json:"item,omitempty"`
	Source   string   `yaml:"source,omitempty" json:"source,omitempty"`
	Standing Standing `yaml:"standing,omitempty" json:"standing,omitempty"`
}

// The outcome kinds.
const (
	OutcomeOnline      = "online"
	OutcomeElsewhere   = "elsewhere"
	OutcomeNotEligible = "not-eligible"
)

// Bundle is several items of several departments handled as one thing (一件事).
type Bundle struct {
	ID    string   `yaml:"id" json:"id"`
	Code  string   `yaml:"code" json:"code"`
	Name  string   `yaml:"name" json:"name"`
	Title []string `yaml:"title,omitempty" json:"title,omitempty"`
	// Tile is the short name on the home page (孩子出生).
	Tile    string   `yaml:"tile" json:"tile"`
	Also    []string `yaml:"also,omitempty" json:"also,omitempty"`
	Summary string   `yaml:"summary,omitempty" json:"summary,omitempty"`
	Events  []string `yaml:"events,omitempty" json:"events,omitempty"`
	// Items are handled in this order.
	Items   []string `yaml:"items" json:"items"`
	Who     Fact     `yaml:"who,omitempty" json:"who,omitzero"`
	Visits  Fact     `yaml:"visits,omitempty" json:"visits,omitzero"`
	Time    Fact     `yaml:"time,omitempty" json:"time,omitzero"`
	Fee     Fact     `yaml:"fee,omitempty" json:"fee,omitzero"`
	Windows []string `yaml:"windows,omitempty" json:"windows,omitempty"`
	Queue   string   `yaml:"queue,omitempty" json:"queue,omitempty"`
	Card    string   `yaml:"card,omitempty" json:"card,omitempty"`
	Source  string   `yaml:"source" json:"source"`
	Updated string   `yaml:"updated,omitempty" json:"updated,omitempty"`
}

// Department is a body that handles items.
type Department struct {
	ID    string `yaml:"id" json:"id"`
	Name  string `yaml:"name" json:"name"`
	Phone Fact   `yaml:"phone,omitempty" json:"phone,omitzero"`
}

// Event is a life event (出生, 上学 …): a tile of the home page. Icon is a name of the icon set.
type Event struct {
	ID   string `yaml:"id" json:"id"`
	Name string `yaml:"name" json:"name"`
	Icon string `yaml:"icon" json:"icon"`
}

// Catalog is everything a release holds.
type Catalog struct {
	Hall        Hall         `json:"hall"`
	Departments []Department `json:"departments"`
	Events      []Event      `json:"events"`
	Bundles     []Bundle     `json:"bundles"`
	Items       []Item       `json:"items"`
}
