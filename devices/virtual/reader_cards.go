package virtual

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf16"

	"daoyin/devices/idcard"
)

// Card describes a synthetic identity card, in the words of the JSON that
// devicectl read-card writes. Never describe a real person's card.
type Card struct {
	Type        string `json:"type"` // resident, hmt-permit, foreigner-2017 or foreigner-2023
	Name        string `json:"name"` // the Chinese name on a foreigner's card
	Sex         string `json:"sex"`  // 男 or 女
	Ethnicity   string `json:"ethnicity"`
	Nationality string `json:"nationality"` // three letters
	Birth       string `json:"birth"`       // yyyy-mm-dd, as all dates
	Address     string `json:"address"`
	Number      string `json:"number"`
	Issuer      string `json:"issuer"`
	ValidFrom   string `json:"valid_from"`
	ValidTo     string `json:"valid_to"` // or 长期
	EnglishName string `json:"english_name"`
	PassNumber  string `json:"pass_number"`
}

// cards are the cards at hand. Nobody has their names; the numbers belong to
// regions that do not exist (990000, and 999 for the cards of foreigners) and
// carry the check digit of GB 11643.
var cards = map[string]Card{
	"resident": {Type: "resident", Name: "示例甲", Sex: "女", Ethnicity: "汉", Birth: "1990-01-02", Address: "示例省示例县示例路一号",
		Number: "990000199001020020", Issuer: "示例县公安局", ValidFrom: "2020-01-02", ValidTo: "2040-01-02"},
	"resident-two": {Type: "resident", Name: "示例", Sex: "男", Ethnicity: "德昂", Birth: "1949-12-31", Address: "示例省示例县示例路二号",
		Number: "990000194912310018", Issuer: "示例县公安局", ValidFrom: "2010-05-01", ValidTo: "长期"},
	"resident-four": {Type: "resident", Name: "欧阳示例", Sex: "男", Ethnicity: "回", Birth: "1975-03-04", Address: "示例省示例县示例路三号",
		Number: "990000197503040014", Issuer: "示例县公安局", ValidFrom: "2018-03-04", ValidTo: "2038-03-04"},
	"resident-rare": {Type: "resident", Name: "𠮷示\uE000", Sex: "女", Ethnicity: "汉", Birth: "1988-08-08", Address: "示例省示例县示例路四号",
		Number: "99000019880808002X", Issuer: "示例县公安局", ValidFrom: "2019-08-08", ValidTo: "2039-08-08"},
	"hmt": {Type: "hmt-permit", Name: "示例乙", Sex: "男", Birth: "1985-06-07", Address: "示例省示例县示例路五号",
		Number: "990000198506070010", Issuer: "示例县公安局", ValidFrom: "2019-01-01", ValidTo: "2029-01-01", PassNumber: "H01234567"},
	"foreigner-2017": {Type: "foreigner-2017", Name: "艾示例", Sex: "女", Nationality: "XXA", Birth: "1990-01-02",
		Number: "XXA990090010201", Issuer: "9900", ValidFrom: "2018-01-01", ValidTo: "2028-01-01", EnglishName: "SAMPLE, ADA BETA"},
	"foreigner-2023": {Type: "foreigner-2023", Name: "艾示例", Sex: "女", Nationality: "XXA", Birth: "1990-01-02",
		Number: "999000199001020029", ValidFrom: "2023-12-01", ValidTo: "2033-12-01", EnglishName: "SAMPLE, ADA BETA GAMMA DELTA EPSILON ZETA"},
}

// faultyCards are cards that cannot be read, and the reader's answer to the attempt.
var faultyCards = map[string]idcard.Code{
	"unreadable": idcard.ReadFailed,
	"rejected":   idcard.NotAuthenticated,
}

// CardNames lists the cards that can be laid by name.
func CardNames() []string {
	return slices.Sorted(maps.Keys(cards))
}

// CardByName gives the description of one of the [CardNames].
func CardByName(name string) (Card, bool) {
	c, ok := cards[name]
	return c, ok
}

// findCard gives the card of that name, or the one described in that file.
func findCard(card string) (*laidCard, error) {
	if refusal, ok := faultyCards[card]; ok {
		return &laidCard{refusal: refusal}, nil
	}
	c, ok := cards[card]
	if !ok {
		data, err := os.ReadFile(card)
		if err != nil {
			names := append(CardNames(), slices.Sorted(maps.Keys(faultyCards))...)
			return nil, fmt.Errorf("there is no card and no file %q; the cards are %s", card, strings.Join(names, ", "))
		}
		in := json.NewDecoder(bytes.NewReader(data))
		in.DisallowUnknownFields()
		if err := in.Decode(&c); err != nil {
			return nil, fmt.Errorf("%s does not describe a card; write it like the output of devicectl read-card --json: %w", card, err)
		}
	}
	text, err := c.Text()
	if err != nil {
		return nil, fmt.Errorf("the card %s cannot be made: %w", card, err)
	}
	return &laidCard{text: text}, nil
}

// Text writes the card the way its chip holds it: 256 bytes of UTF-16LE, field
// after field. It says which field is too long or unknown.
func (c Card) Text() ([]byte, error) {
	w := textWriter{}
	sex := map[string]string{"男": "1", "女": "2"}[c.Sex]
	if sex == "" {
		return nil, fmt.Errorf("sex is %q and should be 男 or 女", c.Sex)
	}
	day := func(s string) string { return strings.ReplaceAll(s, "-", "") }
	switch c.Type {
	case "resident", "hmt-permit":
		w.put("name", c.Name, 30)
		w.put("sex", sex, 2)
		if c.Type == "resident" {
			code, err := ethnicCode(c.Ethnicity)
			if err != nil {
				return nil, err
			}
			w.put("ethnicity", code, 4)
		} else {
			w.put("reserved", "", 4)
		}
		w.put("birth", day(c.Birth), 16)
		w.put("address", c.Address, 70)
		w.put("number", c.Number, 36)
		w.put("issuer", c.Issuer, 30)
		w.put("valid_from", day(c.ValidFrom), 16)
		w.put("valid_to", day(c.ValidTo), 16)
		if c.Type == "resident" {
			w.put("spare", "", 36)
			break
		}
		w.put("pass_number", c.PassNumber, 18)
		w.put("issue count", "01", 4)
		w.put("reserved", "", 6)
		w.put("flag", "J", 2)
		w.put("reserved", "", 6)
	case "foreigner-2017":
		w.put("english_name", c.EnglishName, 120)
		w.put("sex", sex, 2)
		w.put("number", c.Number, 30)
		w.put("nationality", c.Nationality, 6)
		w.put("name", c.Name, 30)
		w.put("valid_from", day(c.ValidFrom), 16)
		w.put("valid_to", day(c.ValidTo), 16)
		w.put("birth", day(c.Birth), 16)
		w.put("version", "01", 4)
		w.put("issuer", c.Issuer, 8)
		w.put("flag", "I", 2)
		w.put("reserved", "", 6)
	case "foreigner-2023":
		english, more := c.EnglishName, ""
		if len(english) > 35 {
			english, more = english[:35], english[35:]
		}
		w.put("name", c.Name, 30)
		w.put("sex", sex, 2)
		w.put("renewal count", "00", 4)
		w.put("birth", day(c.Birth), 16)
		w.put("english_name", english, 70)
		w.put("number", c.Number, 36)
		w.put("reserved", "", 30)
		w.put("valid_from", day(c.ValidFrom), 16)
		w.put("valid_to", day(c.ValidTo), 16)
		w.put("english_name", more, 22)
		w.put("nationality", c.Nationality, 6)
		w.put("flag", "Y", 2)
		w.put("link to the old number", "", 6)
	default:
		return nil, fmt.Errorf("type is %q and should be resident, hmt-permit, foreigner-2017 or foreigner-2023", c.Type)
	}
	return w.text, w.err
}

// ethnicCode gives the code of GB/T 3304 for the groups that the bench's cards use.
func ethnicCode(name string) (string, error) {
	if code, ok := map[string]string{"汉": "01", "蒙古": "02", "回": "03", "藏": "04", "维吾尔": "05", "苗": "06", "彝": "07", "壮": "08", "德昂": "46", "基诺": "56", "其他": "97"}[name]; ok {
		return code, nil
	}
	if len(name) == 2 && strings.Trim(name, "0123456789") == "" {
		return name, nil
	}
	return "", fmt.Errorf("ethnicity is %q; write 汉, or the group's two-digit code of GB/T 3304", name)
}

type textWriter struct {
	text []byte
	err  error
}

// put appends one field, filled up with blanks to size bytes.
func (w *textWriter) put(field, value string, size int) {
	units := utf16.Encode([]rune(value))
	if 2*len(units) > size && w.err == nil {
		w.err = fmt.Errorf("%s has %d characters and at most %d fit", field, len(units), size/2)
		return
	}
	for _, u := range units {
		w.text = append(w.text, byte(u), byte(u>>8))
	}
	for range size/2 - len(units) {
		w.text = append(w.text, ' ', 0)
	}
}
