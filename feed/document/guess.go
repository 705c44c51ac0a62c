package document

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// candidate is an encoding that text may be in, and the characters beyond
// ASCII that are usual in the languages written in it: three groups, the most
// frequent first. The groups are small on purpose: they only have to tell
// text from what a wrong encoding makes of it.
type candidate struct {
	name   string
	script *unicode.RangeTable
	usual  [3]string
}

// candidates are tried in this order; the first of equals wins.
var candidates = []candidate{
	{"windows-1252", unicode.Latin, [3]string{"éèàäöüßçñáíóãêåøæ", "úâôîûõëïœìò", "ùÿÄÖÜÉÅØÁÍÓÚÑÇ"}},
	{"windows-1250", unicode.Latin, [3]string{"áéíóąęłśżćńěščřžů", "ýőúűöüźŁŚŻČŘŠŽ", "ăâđďťňŕôĺľäß"}},
	{"windows-1254", unicode.Latin, [3]string{"ışğüöç", "İŞÇ", "ÜÖâîû"}},
	{"windows-1251", unicode.Cyrillic, [3]string{"оеаинтсрвл", "кмдпуяыьгзбчйіў", "хжшюцщэфъёєї"}},
	{"koi8-r", unicode.Cyrillic, [3]string{"оеаинтсрвл", "кмдпуяыьгзбчй", "хжшюцщэфъё"}},
	{"iso-8859-5", unicode.Cyrillic, [3]string{"оеаинтсрвл", "кмдпуяыьгзбчй", "хжшюцщэфъё"}},
	{"ibm866", unicode.Cyrillic, [3]string{"оеаинтсрвл", "кмдпуяыьгзбчй", "хжшюцщэфъё"}},
	{"windows-1253", unicode.Greek, [3]string{"αοιετσνηυρ", "πκμλωςγίόά", "δθχφβξζψέήύώ"}},
	{"windows-1255", unicode.Hebrew, [3]string{"יוהלארתבמש", "םנדקעןפחכג", "צטסזףךץ"}},
	{"windows-1256", unicode.Arabic, [3]string{"اليمنرتوبه", "عدفسكقحةجأ", "شصخطىذزضثءغظئ"}},
	{"windows-874", unicode.Thai, [3]string{"านรอกเงมยล", "วดทสตปหะบใ", "่้ัีิ์ืุู"}},
	{"shift_jis", unicode.Han, [3]string{kana, "日本人年月大国会政府中上事", "、。「」々ー・"}},
	{"euc-jp", unicode.Han, [3]string{kana, "日本人年月大国会政府中上事", "、。「」々ー・"}},
	{"euc-kr", unicode.Hangul, [3]string{"이다는을의에가하고지", "기사한로대은인정서도", "를자시수나리부주전일"}},
	{"gbk", unicode.Han, [3]string{"的一是不了在人有中大来上国个到说们为和年", "府政会对发这我他要以生地出就时作可经行日", "、。,《》“”"}},
	{"big5", unicode.Han, [3]string{"的一是不了在人有中大來上國個到說們為和年", "府政會對發這我他要以生地出就時作可經行日", "、。,《》「」"}},
}

const kana = "のにはをたがでてとしれさいるもらなあっくりこまけかきすンスルトアイクラリフロプシコントジタ"

// typographic are the signs that are at home in text of any language.
const typographic = "“”„‘’‚«»–—…€•·°§©®™№ ¡¿"

// guessByLetters guesses the encoding of bytes that are not UTF-8 from what each
// encoding would make of them: windows-1252 where nothing speaks for another.
func guessByLetters(b []byte) (encoding.Encoding, string) {
	sample := informative(b)
	var best encoding.Encoding
	name, most := "", 0.0
	for _, c := range candidates {
		enc, _ := charset.Lookup(c.name)
		text, err := enc.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		if s := c.score(text); best == nil || s > most+1e-9 {
			best, name, most = enc, c.name, s
		}
	}
	return best, name
}

// informative returns at most 16 KiB of b, beginning near the first byte that is
// not ASCII.
func informative(b []byte) []byte {
	const most = 16 << 10
	i := bytes.IndexFunc(b, func(r rune) bool { return r >= utf8.RuneSelf })
	if i > 256 {
		b = b[i-256:]
	}
	return b[:min(len(b), most)]
}

// score says how well text would do as text of c's languages: the mean weight
// of its characters beyond ASCII.
func (c candidate) score(text []byte) float64 {
	sum, n := 0.0, 0
	prev := ' '
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if r >= utf8.RuneSelf {
			sum += c.weight(prev, r)
			n++
		}
		prev = r
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// weight returns how much r after prev speaks for c, from -4 to 2.
func (c candidate) weight(prev, r rune) float64 {
	switch {
	case r == utf8.RuneError:
		return -4
	case r < 0xa0, unicode.In(r, unicode.Co):
		return -3
	}
	weight := -1.0
	switch {
	case strings.ContainsRune(c.usual[0], r):
		weight = 2
	case strings.ContainsRune(c.usual[1], r):
		weight = 1
	case strings.ContainsRune(c.usual[2], r):
		weight = 0.5
	case unicode.Is(c.script, r), strings.ContainsRune(typographic, r):
		weight = 0.2
	}
	switch {
	case unicode.IsUpper(r) && unicode.IsLower(prev):
		weight -= 1.5 // cASE turned around: the wrong Cyrillic
	case c.script == unicode.Latin && prev >= utf8.RuneSelf && unicode.IsLetter(prev) && unicode.IsLetter(r):
		weight -= 1.5 // letters with accents seldom stand together
	case c.script != unicode.Latin && prev < utf8.RuneSelf && unicode.IsLetter(prev) && unicode.IsLetter(r):
		weight -= 1.5 // two scripts in one word
	}
	return weight
}
