package pinyin

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestReadings(t *testing.T) {
	for text, want := range map[string]string{
		"会计":        "kuai ji",
		"会计从业资格":    "kuai ji cong ye zi ge",
		"银行账户":      "yin hang zhang hu",
		"厦门":        "xia men",
		"参保登记":      "can bao deng ji",
		"待遇给付":      "dai yu ji fu",
		"长沙":        "chang sha",
		"密码重置":      "mi ma chong zhi",
		"户口登记":      "hu kou deng ji",
		"女儿":        "nv er",
		"户口迁移":      "hu kou qian yi",
		"重":         "zhong/chong",
		"A类2次":      "· lei · ci",
		"种畜禽生产经营许可": "zhong chu qin sheng chan jing ying xu ke",
		"社会保障卡挂失":   "she hui bao zhang ka gua shi",
	} {
		var got []string
		for _, r := range Readings([]rune(text)) {
			if len(r) == 0 {
				r = []string{"·"}
			}
			got = append(got, strings.Join(r, "/"))
		}
		if d := cmp.Diff(want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{"区公安分局": "qugonganfenju", "12345热线（A）": "12345rexianA", "，": ""} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

// A slip in the table would shift every later syllable of the phrase.
func TestEveryPhraseHasOneSyllableACharacter(t *testing.T) {
	for phrase, syllables := range phrases {
		if utf8.RuneCountInString(phrase) != len(syllables) {
			t.Errorf("%s has %d syllables: %v", phrase, len(syllables), syllables)
		}
		for _, s := range syllables {
			if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
				t.Errorf("%s: %q is no syllable", phrase, s)
			}
		}
	}
}
