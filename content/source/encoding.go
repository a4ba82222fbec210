package source

import (
	"bytes"
	"unicode/utf8"
)

// plainText takes the byte order mark off a file's text, which editors on Windows write. Text that
// is not UTF-8 is a problem with the line of its first strange byte: Chinese Windows saves GB18030
// unless told otherwise, and guessing would one day turn a name into another.
func plainText(file string, data []byte) ([]byte, *Problem) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	line := 1
	for rest := data; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		if r == utf8.RuneError && n == 1 {
			return nil, &Problem{File: file, Line: line, Text: "the text is not UTF-8 (Chinese Windows saves GB18030)",
				Mend: "open it in an editor and save it as UTF-8 (另存为，编码选 UTF-8)"}
		}
		if r == '\n' {
			line++
		}
		rest = rest[n:]
	}
	return data, nil
}
