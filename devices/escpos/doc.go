// Package escpos is the printer language of receipt printers, as bytes and back.
//
// One side builds commands ([Init], [Size], [Raster] …) and reads a printer's answers ([Answers]);
// the other side takes a stream of such bytes apart into commands ([Scanner]), which is how a sender
// finds the borders between commands, and how the virtual printer knows what to do.
//
// Three traps rule the design:
//
//   - A printer executes real-time sequences (10 04, 10 05, 10 14) wherever they stand, even inside
//     picture data. Builders therefore never let data form one, and [Safe] tells.
//   - A real-time request sent between the bytes of another command becomes part of that command.
//     Ask for status only where [Scanner] ends a command.
//   - Bytes written are not paper printed. [Fence] is answered once all before it is on paper.
//
// Sources: Epson ESC/POS command reference (download4.epson.biz/sec_pubs/pos/reference_en/escpos),
// Star Line Thermal Printer ESC/POS Mode Command Specifications 2.50, and for Chinese characters the
// manuals of Sewoo LK-P, Zijiang ZJ-58 and Birch BP-002, which agree on FS & . ! W 2 and GS !.
package escpos
