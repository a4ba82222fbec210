package visit

// Action is something the visitor did: a touch on a target. Actions are plain values.
type Action interface{ action() }

type (
	// Touch wakes the attract page.
	Touch struct{}
	// GoHome goes to the home page, from anywhere; answers and ticks are forgotten.
	GoHome struct{}
	// Back goes one page back.
	Back struct{}
	// Stay answers 我还在.
	Stay struct{}
	// End ends the visit and wipes it.
	End struct{}
	// Another ends the visit and begins the next at the home page.
	Another struct{}
	// CallGuide opens the sheet that tells where the guides' desk is; CloseSheet closes it.
	CallGuide  struct{}
	CloseSheet struct{}

	// OpenSearch opens the keyboard. Key types a character, Erase takes the last one away,
	// ClearQuery all. Digits changes between letters and figures. Meant takes a suggested word
	// for what the letters meant. ShowAll lists all results.
	OpenSearch struct{}
	Key        struct{ R rune }
	Erase      struct{}
	ClearQuery struct{}
	Digits     struct{}
	Meant      struct{ Words string }
	ShowAll    struct{}

	// The directories and lists.
	OpenDepartments struct{}
	OpenWindows     struct{}
	OpenBundles     struct{}
	OpenEvent       struct{ ID string }
	OpenDepartment  struct{ ID string }
	OpenWindow      struct{ ID string }
	OpenItem        struct{ ID string }
	// Turn pages a long list or checklist by so many pages, forward or (negative) back.
	Turn struct{ By int }

	// The item: Start begins the questions; ShowMaterials, ShowMore and ShowWeb open its other pages.
	Start         struct{}
	ShowMaterials struct{}
	ShowMore      struct{}
	ShowWeb       struct{}
	// Answer answers a question, Change goes back to one. SkipQuestions answers the rest with 说不准.
	Answer        struct{ Question, Option string }
	Change        struct{ Question string }
	SkipQuestions struct{}

	// The checklist: Tick turns a tick on or off, ShowDetail opens one material, Ready goes on.
	Tick       struct{ Material string }
	ShowDetail struct{ Material string }
	Ready      struct{}
	// TakeAnyway goes on although something is missing; ToWindow although no visit is needed.
	TakeAnyway struct{}
	ToWindow   struct{}
	// PrintSheet prints the guidance sheet without a ticket.
	PrintSheet struct{}

	// The way and the ticket.
	WithoutSteps struct{} // 不走台阶, on and off
	TakeTicket   struct{}
	WithoutCard  struct{}
	NotMe        struct{} // not my card: lay another
	ItIsMe       struct{}

	// Faults: wait for the paper or go without; CameOut settles an uncertain paper.
	WaitForPaper struct{}
	GoWithout    struct{}
	CameOut      struct{ Yes bool }
)

func (Touch) action()           {}
func (GoHome) action()          {}
func (Back) action()            {}
func (Stay) action()            {}
func (End) action()             {}
func (Another) action()         {}
func (CallGuide) action()       {}
func (CloseSheet) action()      {}
func (OpenSearch) action()      {}
func (Key) action()             {}
func (Erase) action()           {}
func (ClearQuery) action()      {}
func (Digits) action()          {}
func (Meant) action()           {}
func (ShowAll) action()         {}
func (OpenDepartments) action() {}
func (OpenWindows) action()     {}
func (OpenBundles) action()     {}
func (OpenEvent) action()       {}
func (OpenDepartment) action()  {}
func (OpenWindow) action()      {}
func (OpenItem) action()        {}
func (Turn) action()            {}
func (Start) action()           {}
func (ShowMaterials) action()   {}
func (ShowMore) action()        {}
func (ShowWeb) action()         {}
func (Answer) action()          {}
func (Change) action()          {}
func (SkipQuestions) action()   {}
func (Tick) action()            {}
func (ShowDetail) action()      {}
func (Ready) action()           {}
func (TakeAnyway) action()      {}
func (ToWindow) action()        {}
func (PrintSheet) action()      {}
func (WithoutSteps) action()    {}
func (TakeTicket) action()      {}
func (WithoutCard) action()     {}
func (NotMe) action()           {}
func (ItIsMe) action()          {}
func (WaitForPaper) action()    {}
func (GoWithout) action()       {}
func (CameOut) action()         {}
