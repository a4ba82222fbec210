package screens

import (
	"daoyin/kiosk/scene"
	"daoyin/kiosk/theme"
	"daoyin/kiosk/visit"
)

// block is a part of a page whose height is known before its place.
type block struct {
	height float32
	draw   func(y float32)
	// counts is how many things it stands for in 还有 N 样; 0 for headings.
	counts int
}

const (
	blockGap   = 14
	pageButton = 96
)

// stack draws blocks one under the other from top, and pages them when they do not fit above
// bottom: page buttons then stand at the foot, and st.PageNo says which page is drawn. more makes
// the words for how many things come after. It reports whether there is more than one page.
func (b *builder) stack(blocks []block, top, bottom float32, more func(n int) string) (paged bool) {
	pages := split(blocks, bottom-top)
	if len(pages) > 1 {
		pages = split(blocks, bottom-top-pageButton-blockGap)
	}
	if len(pages) == 0 {
		return false
	}
	at := max(0, min(b.st.PageNo, len(pages)-1))
	y := top
	for _, bl := range pages[at] {
		bl.draw(y)
		y += bl.height + blockGap
	}
	if len(pages) == 1 {
		return false
	}
	left := 0
	for _, page := range pages[at+1:] {
		for _, bl := range page {
			left += bl.counts
		}
	}
	r := scene.Rect{X: theme.Margin, Y: bottom - pageButton, W: theme.ContentWidth, H: pageButton}
	back, next := r, r
	if at > 0 && at < len(pages)-1 {
		back.W = (r.W - theme.Gutter) / 2
		next.X, next.W = r.X+back.W+theme.Gutter, back.W
	}
	if at > 0 {
		b.secondaryIcon(back, "page.back", b.say("chrome.back-page"), visit.Turn{By: -1}, theme.Body, "chevron-up", true)
	}
	if at < len(pages)-1 {
		b.secondaryIcon(next, "page.next", more(left), visit.Turn{By: 1}, theme.Body, "chevron-down", true)
	}
	return true
}

// split fills pages with blocks in order, each no higher than height. A heading never ends a page.
func split(blocks []block, height float32) [][]block {
	var pages [][]block
	var page []block
	var used float32
	flush := func() {
		if len(page) > 0 {
			pages = append(pages, page)
			page, used = nil, 0
		}
	}
	for i, bl := range blocks {
		need := bl.height
		if bl.counts == 0 && i+1 < len(blocks) {
			need += blockGap + blocks[i+1].height
		}
		if len(page) > 0 && used+need > height {
			flush()
		}
		page = append(page, bl)
		used += bl.height + blockGap
	}
	flush()
	return pages
}

// moreThings and moreItems word the page button.
func (b *builder) moreThings(n int) string { return b.say("chrome.more-things", n) }
func (b *builder) moreItems(n int) string  { return b.say("chrome.more-items", n) }
