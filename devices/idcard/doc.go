// Package idcard reads Chinese identity cards from a serial reader with a
// SAM-A security module, and keeps what it read from leaking.
//
// Use [Reader.Watch] in a kiosk: it reports cards, faults and recoveries until
// its context ends. Use [Reader.ReadOnce] in a tool. Both hand over a [Card],
// which the receiver must end with [Card.Wipe].
//
// A card's fields never become a Go string, which could not be wiped. They stay
// as UTF-16 code units in the card's own buffer, leave it only through
// [Card.WriteJSON], [Card.WriteText] and [Card.Digest], and printing a Card with any verb or
// logging it shows its kind alone. The photograph and the fingerprints are not
// decoded and not kept.
//
// # The protocol
//
// 8 data bits, no parity, one stop bit, 115200 baud unless configured
// otherwise. A request and its answer are
//
//	AA AA AA 96 69 | Len1 Len2 | CMD PARA data…     | XOR
//	AA AA AA 96 69 | Len1 Len2 | SW1 SW2 SW3 data… | XOR
//
// where Len, big endian, counts everything after it with the XOR byte, and XOR
// covers everything from Len1 to the last data byte. A card is found, selected
// and read; after a read, good or failed, it has to leave the field before it
// is found again. The reader wants 300 ms between two searches. Stray bytes
// occur before, between and after frames.
//
// Whether a card that was read still lies there is asked with "read newest
// address": it answers 90 or 91 (the card has none) as long as the card is
// there, and an error once it was lifted.
//
// Frames, commands, answers and the layouts of resident cards and of the cards
// with flags J and I are as seen in several independent public implementations
// of the SAM-A serial protocol; asking for the newest address to learn of the lifting
// is what a reader maker's published demonstration program does (Routon,
// ReadBCardThread); the layout with flag Y (2023) rests on one source.
// Codes for sex follow GB/T 2261.1, for ethnic groups GB/T 3304, and numbers GB 11643.
package idcard
