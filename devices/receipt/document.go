// Package receipt says what goes on a roll of paper without saying how a printer does it.
//
// A [Document] is a list of blocks. [Typeset] turns it into the bytes for one kind of printer
// ([Device]): it breaks lines by the Chinese rules, uses the printer's own font where that has the
// character, and draws the rest itself.
//
// A document can also be written as text; [Parse] reads it. The markup, one thing a line:
//
//	# 孩子出生登记              title: three times the size, bold
//	## 前面 6 人                twice the size, bold; ### is bold at normal size
//	#8 A035                     # and a digit 1 to 8: bold, of that size, in the middle
//	~2 原件 1 份                ~ and a digit: of that size, not bold
//	^ 您的号                    in the middle; ^ stands before the other marks of a line of text
//	您的号 [[补打]]             a reversed word behind the text
//	> 一楼 12 号窗口            a reversed line, twice the size; >3 is of size 3 and in the middle
//	[请带上这 4 样]             a reversed label
//	- [x] 出生医学证明          a list row with a ticked box, twice the size, bold
//	- [ ] 户口簿                with an empty box; without brackets there is no box
//	  ~2 原件 1 份              what belongs to the row is indented by two spaces or more
//	青岚县政务大厅 >> 1 号机    left and right on one line; >>> puts the right part in a frame
//	|材料|份数|                 a table; a row |---|---| below the first makes that its heading
//	---                         a rule; -- (two dashes) is a thin one
//	!qr https://example.org/x   a QR code; indented lines after it stand beside it
//	!feed 40                    40 dots (8 are a millimetre) of white
//	=== cut                     cut here; the end of the text cuts by itself
//	\# no title                 a backslash first makes the rest plain text
//
// Any other line is text at the normal size; an empty line is half a line of white.
package receipt

// Document is what one print job puts on paper, from top to bottom. The paper is cut at its end
// whether or not the last block is a [Cut].
type Document struct {
	Blocks []Block
}

// Block is one of [Text], [Bar], [Tag], [Ends], [Rule], [Item], [QR], [Table], [Feed] and [Cut].
type Block interface{ isBlock() }

// Align is where a line stands between the edges of the paper.
type Align int

// The three places of a line.
const (
	Left Align = iota
	Center
	Right
)

// Text is a paragraph. It is broken into as many lines as it needs; a line feed in it ends a line.
type Text struct {
	Text  string
	Size  int // 1 to 8 times 24 dots (3 mm); 0 is 1
	Bold  bool
	Align Align
	Mark  string // a short word printed reversed behind the text, such as 补打; may be empty
}

// Bar is a reversed line over the whole width of the paper, such as the window to go to.
type Bar struct {
	Text  string
	Size  int // 1 to 8; 0 is 1
	Align Align
}

// Tag is a short reversed label at the left edge that opens a section.
type Tag struct {
	Text string
}

// Ends puts two pieces of text on one line, at its two ends; where both do not fit, the right one
// goes to a line of its own.
type Ends struct {
	Left, Right string
	Boxed       bool // a frame around the right piece, as for 示例
}

// Rule is a horizontal line over the whole width: 4 dots strong, or 2 where Thin.
type Rule struct {
	Thin bool
}

// Item is a list row: a box, ticked or empty, and lines beside it. The first line is its name.
type Item struct {
	Box   Box
	Lines []Text // their Align and Mark are not used
}

// Box is what stands before a list row.
type Box int

// The boxes.
const (
	Empty  Box = iota // an empty box, to be ticked by hand
	Ticked            // a box with a tick
	NoBox             // nothing: the lines start at the left edge
)

// QR is a QR code of level M with a quiet zone of 4 modules, and lines of text that explain it:
// beside it where the printer can place text freely, else below it.
type QR struct {
	Data  string
	Lines []Text // their Align and Mark are not used
}

// Table is rows of cells in columns as wide as their contents need; when the paper is too narrow, the
// widest columns break their text. The cells are of normal size.
type Table struct {
	Header []string // bold, with a thin rule below; may be empty
	Rows   [][]string
}

// Feed is white: 8 dots are a millimetre.
type Feed struct {
	Dots int
}

// Cut ends a piece of paper. Printers without a cutter feed to the tear bar.
type Cut struct{}

func (Text) isBlock()  {}
func (Bar) isBlock()   {}
func (Tag) isBlock()   {}
func (Ends) isBlock()  {}
func (Rule) isBlock()  {}
func (Item) isBlock()  {}
func (QR) isBlock()    {}
func (Table) isBlock() {}
func (Feed) isBlock()  {}
func (Cut) isBlock()   {}
