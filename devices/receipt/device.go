package receipt

import "daoyin/devices/escpos"

// Device is what [Typeset] has to know of a printer.
type Device struct {
	Dots    int            // printable dots in a row, such as 576 for 80 mm paper
	Charset escpos.Charset // what the printer's own font is vouched to hold
	Glyphs  int            // Chinese characters that can be defined (FS 2); 0 for none
	Page    bool           // page mode: text can stand beside a QR code
	QR      bool           // the printer makes QR codes itself
	Cutter  bool           // without one, the paper is fed to the tear bar
	Tail    int            // dots of white below the last line before the cut
}
