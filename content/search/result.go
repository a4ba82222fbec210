package search

// Result is the answer to one query.
type Result struct {
	// Hits are the best, best first; Total is how many there are in all.
	Hits  []Hit
	Total int
	// Meant is what letters were taken for: everyday words whose pinyin or initials they are,
	// best first, at most three.
	Meant []string
}

// Hit is one item or bundle found.
type Hit struct {
	ID string
	// Field says which of its words matched ("title", "name", "also", "department", "material");
	// Text is those words, and Marks the matched spans in it, in runes, from–to.
	Field string
	Text  string
	Marks [][2]int
	Score float64
}
