package idcard

// CheckDigit computes the eighteenth character of a citizen number from its
// first seventeen ASCII digits (GB 11643, after ISO 7064 MOD 11-2). It reports
// false when they are not seventeen digits.
func CheckDigit(first17 []byte) (byte, bool) {
	if len(first17) != 17 {
		return 0, false
	}
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, c := range first17 {
		if c < '0' || c > '9' {
			return 0, false
		}
		sum += int(c-'0') * weights[i]
	}
	return "10X98765432"[sum%11], true
}

// ValidNumber tells whether number, in ASCII, is eighteen characters with the
// right check digit. A lower-case x is none.
func ValidNumber(number []byte) bool {
	if len(number) != 18 {
		return false
	}
	digit, ok := CheckDigit(number[:17])
	return ok && number[17] == digit
}
