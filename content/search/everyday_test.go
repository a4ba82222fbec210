package search

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"daoyin/content/guide"
)

func TestSaidFor(t *testing.T) {
	for name, want := range map[string][]string{
		"社会保障卡挂失":        {"社保卡挂失", "社会保障卡丢了"},
		"户口登记":           {"上户口", "落户", "报户口"},
		"户口登记项目内容变更更正证明": nil, // another errand
		"林木采伐许可证核发":      {"砍树"},
		"气象台站迁建审批":       nil,
	} {
		if d := cmp.Diff(want, saidFor(name)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestWhatWasEnteredIsNotAddedTo(t *testing.T) {
	said := func(also ...string) int {
		cat := &guide.Catalog{Items: []guide.Item{{ID: "x", Name: "户口登记", Also: also}}}
		n := 0
		for _, text := range Documents(cat)[0].Texts {
			if text.Field == Also {
				n++
			}
		}
		return n
	}
	if said() != 3 || said("给孩子上户口") != 1 {
		t.Errorf("without and with an entry it is found under %d and %d words", said(), said("给孩子上户口"))
	}
}

// A pair that lost its second word would make the empty name of everything.
func TestEveryPairIsWhole(t *testing.T) {
	for _, pair := range append(append([][2]string(nil), everydayNouns...), everydayErrands...) {
		if pair[0] == "" || pair[1] == "" || len(pair[0]) < 6 {
			t.Errorf("%q is no pair", pair)
		}
	}
	if len(everydayNouns) < 20 || len(everydayErrands) < 20 {
		t.Errorf("only %d and %d pairs were read", len(everydayNouns), len(everydayErrands))
	}
}
