package scene

// Observation is what a window says about a scene that it has painted, to tests and to the
// demonstration: one line of JSON.
type Observation struct {
	// Page and Sheet are the names of the page and of the sheet over it, if there is one.
	Page  string `json:"page"`
	Sheet string `json:"sheet,omitempty"`
	// Targets are what answers to a finger now, in the order they were drawn.
	Targets []ObservedTarget `json:"targets"`
	// Words are the lines of text in the order they were drawn, those of the page below a sheet too.
	Words []string `json:"words"`
}

// ObservedTarget is a target and its place in window pixels.
type ObservedTarget struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	X     int    `json:"x"`
	Y     int    `json:"y"`
	W     int    `json:"w"`
	H     int    `json:"h"`
}
