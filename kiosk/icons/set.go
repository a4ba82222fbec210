package icons

// set is every icon by name, its paths from back to front.
var set = map[string][]path{
	// Events of a life.
	"birth":    {{toned, circle(32, 35, 21)}, {stroked, "M31 14c-1-6 7-8 9-3M24 34v2M40 34v2M25 44c4 4 10 4 14 0"}},
	"school":   {{toned, "M14 28a18 16 0 0 1 36 0v28H14z"}, {stroked, "M26 12a6 6 0 0 1 12 0M22 39h20v17H22zM23 28h18M32 39v6"}},
	"work":     {{toned, box(7, 21, 50, 34, 6)}, {stroked, "M23 21v-7a4 4 0 0 1 4-4h10a4 4 0 0 1 4 4v7M7 36h19M38 36h19M26 32h12v9H26z"}},
	"marriage": {{toned, circle(23, 40, 16)}, {stroked, circle(41, 40, 16)}, {toned, "M34 12l4-5h6l4 5-7 9z"}},
	"house":    {{toned, "M14 29L32 12l18 17v26H14z"}, {stroked, "M7 33L32 10l25 23M27 55V40h10v15"}},
	"shop":     {{toned, "M11 10h42l6 15H5z"}, {stroked, "M5 25a6.75 7 0 0 0 13.5 0a6.75 7 0 0 0 13.5 0a6.75 7 0 0 0 13.5 0a6.75 7 0 0 0 13.5 0M11 34v22h42V34M37 56V42h10v14M17 42h11v8H17z"}},
	"retire":   {{toned, "M11 27h36v12a15 15 0 0 1-15 15h-6a15 15 0 0 1-15-15z"}, {stroked, "M47 31h3a6.5 6.5 0 0 1 0 13h-4M9 59h42M22 19c-3-4 3-7 0-12M35 19c-3-4 3-7 0-12"}},
	"lotus":    {{toned, "M30 49C16 49 7 40 6 26c9 0 15 4 18 9M34 49c14 0 23-9 24-23-9 0-15 4-18 9"}, {toned, "M32 10c11 11 12 27 0 39-12-12-11-28 0-39z"}, {stroked, "M18 57h28"}},
	"elder":    {{toned, circle(30, 12, 7)}, {stroked, "M29 25c-9 1-12 8-12 18v14M29 25c5 4 9 9 16 10M29 25v15l7 17M46 33v24M46 33a5 5 0 0 1 10 0"}},
	"health":   {{toned, "M32 56C13 43 7 33 7 23a12.5 12.5 0 0 1 25-3a12.5 12.5 0 0 1 25 3c0 10-6 20-25 33z"}, {stroked, "M32 25v18M23 34h18"}},

	// Papers and places.
	"card":     {{toned, box(5, 13, 54, 38, 6)}, {stroked, "M5 24h54M14 36h10v7H14zM34 40h16"}},
	"idcard":   {{toned, box(5, 13, 54, 38, 6)}, {stroked, circle(20, 28, 5)}, {stroked, "M11 43c0-6 4-9 9-9s9 3 9 9M37 26h14M37 34h14M37 42h9"}},
	"hall":     {{toned, "M7 25L32 9l25 16z"}, {stroked, "M7 56h50M14 25v31M50 25v31M26 33v23M38 33v23"}},
	"window":   {{toned, box(11, 7, 42, 32, 4)}, {stroked, circle(32, 20, 5)}, {stroked, "M22 39c0-7 4-11 10-11s10 4 10 11M6 46h52M12 46v12M52 46v12"}},
	"document": {{toned, "M14 6h24l12 12v40H14z"}, {stroked, "M38 6v12h12M23 31h18M23 42h18"}},
	"book":     {{toned, "M12 8h34a6 6 0 0 1 6 6v36a6 6 0 0 1-6 6H12z"}, {stroked, "M20 8v48M28 20h16M32 30h8"}},
	"pin":      {{toned, "M32 58C22 45 13 36 13 25a19 19 0 0 1 38 0c0 11-9 20-19 33z"}, {stroked, circle(32, 25, 7)}},
	"printer":  {{stroked, "M18 22V8h28v14M18 46H8V22h48v24H46"}, {toned, "M18 37h28v19H18z"}},
	"phone":    {{stroked, box(17, 5, 30, 54, 6)}, {stroked, "M28 50h8"}},

	// People, time, money, notices.
	"guide":  {{stroked, circle(22, 25, 10)}, {stroked, "M4 57c0-11 8-18 18-18s18 7 18 18M38 8h18a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4h-9l-7 7v-7"}},
	"person": {{stroked, circle(32, 20, 11)}, {stroked, "M10 56c0-13 9-20 22-20s22 7 22 20"}},
	"clock":  {{stroked, circle(32, 32, 24)}, {stroked, "M32 17v16l11 7"}},
	"yuan":   {{stroked, circle(32, 32, 24)}, {stroked, "M23 18l9 12 9-12M32 30v18M23 33h18M23 41h18"}},
	"info":   {{stroked, circle(32, 32, 24)}, {stroked, "M32 29v16M32 19v.1"}},
	"warn":   {{stroked, circle(32, 32, 24)}, {stroked, "M32 18v17M32 45v.1"}},

	// Ways of using the kiosk.
	"search":     {{stroked, circle(27, 27, 18)}, {stroked, "M41 41l15 15"}},
	"keyboard":   {{stroked, box(5, 15, 54, 34, 6)}, {stroked, "M15 26h.1M26 26h.1M38 26h.1M49 26h.1M20 38h24"}},
	"globe":      {{stroked, circle(32, 32, 23)}, {stroked, oval(32, 32, 10, 23)}, {stroked, "M9 32h46"}},
	"big":        {{stroked, "M32 9v17M10 26h44M32 26C30 40 22 50 11 55M32 26c2 14 10 24 21 29"}},
	"big-latin":  {{stroked, "M6 50L19 14l13 36M10.5 38h17M38 50l9-24 9 24M41 42h12"}},
	"contrast":   {{stroked, circle(32, 32, 23)}, {filled, "M32 9a23 23 0 0 1 0 46z"}},
	"reach":      {{stroked, box(13, 6, 38, 52, 6)}, {stroked, "M32 15v19M24 27l8 8 8-8M21 47h22"}},
	"sound":      {{stroked, "M9 25h10l15-12v38L19 39H9zM43 24a11 11 0 0 1 0 16M50 16a22 22 0 0 1 0 32"}},
	"wheelchair": {{stroked, circle(26, 9, 4)}, {stroked, "M26 18v17h15l8 16M26 26h13M20 31a14 14 0 1 0 19 17"}},
	"home":       {{stroked, "M9 31L32 11l23 20M16 26v28h32V26M27 54V39h10v15"}},
	"again":      {{stroked, "M52 30a20 20 0 1 0-4 14M53 14v16H37"}},
	"more":       {{toned, box(8, 8, 20, 20, 4)}, {toned, box(36, 8, 20, 20, 4)}, {toned, box(8, 36, 20, 20, 4)}, {stroked, "M36 46h20M46 36v20"}},
	"link":       {{stroked, "M26 38l12-12M22 30l-7 7a9 9 0 0 0 13 13l7-7M42 34l7-7a9 9 0 0 0-13-13l-7 7"}},

	// Signs that may stand alone, without a word beside them.
	"chevron-left":  {{stroked, "M39 12L19 32l20 20"}},
	"chevron-right": {{stroked, "M25 12l20 20-20 20"}},
	"chevron-down":  {{stroked, "M12 24l20 20 20-20"}},
	"chevron-up":    {{stroked, "M12 40l20-20 20 20"}},
	"arrow-up":      {{stroked, "M32 54V12M14 30l18-18 18 18"}},
	"arrow-down":    {{stroked, "M32 10v42M14 34l18 18 18-18"}},
	"tick":          {{stroked, "M11 34l14 14 28-32"}},
	"backspace":     {{stroked, "M22 14h34v36H22L6 32zM32 25l14 14M46 25L32 39"}},
	"cross":         {{stroked, "M14 14l36 36M50 14L14 50"}},
}
