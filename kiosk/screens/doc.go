// Package screens turns a moment of a visit into a picture: it alone decides what stands where on
// a page. It draws nothing and knows no window; everything comes from the visit's state and the
// release, so the same moment always gives the same picture.
//
// The rules that all screens keep:
//
//   - Read above, touch below. What is read stands above 480 design pixels, what is touched below,
//     within reach of somebody who sits. Only the search field's chips are higher: the keys do its work.
//   - Indigo can be touched, and nothing that cannot be touched is indigo.
//   - One primary a page, filled with indigo, at the right end of the action row; 返回 at its left end.
//   - The answer first, in big plain words; the official term second and small.
//   - One decision a page. An answer needs one touch.
//   - Nothing is told by colour alone: pine comes with a tick, ochre with a word.
//   - What is not settled says so and sends to the window; no figure is invented.
//   - Places do not move: brand line, progress, action row and bar are where they were.
//   - Every target is at least 52 pixels (13 mm) both ways and 84 on the way forward, with at
//     least 10 between two of them. What does not fit is paged, never shrunk below that.
//   - The bar stays live under a sheet. A device fault is a sheet: it never ends the visit.
//   - No sentence stands in the code: all come from the catalogue of sentences (content/words).
package screens
