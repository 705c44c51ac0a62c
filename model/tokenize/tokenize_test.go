package tokenize

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// places returns what is found of a query in a text, with | between. A star at the end
// of the query stands for the rest of a word.
func places(query, text string) string {
	stem, begins := strings.CutSuffix(query, "*")
	p := New(stem, begins)
	var found []string
	x := NewText([]byte(text))
	p.Each(&x, func(from, to int) { found = append(found, text[from:to]) })
	return strings.Join(found, "|")
}

// TestScripts: what is found, and where, in the scripts of the world.
func TestScripts(t *testing.T) {
	for _, c := range []struct{ name, query, text, want string }{
		{"case", "KERRY", "Kerry met kerry.", "Kerry|kerry"},
		{"not inside of words", "ridge", "a ridge, a bridge, ridges", "ridge"},
		{"a beginning", "senat*", "The senators of the Senate", "senat|Senat"},
		{"accents", "cafe", "Café, CAFÉ, cafe\u0301, cafés", "Café|CAFÉ|cafe\u0301"},
		{"accents at the end of the text", "cafe", "tram café", "café"},
		{"accents in the query", "naïve", "naive nai\u0308ve", "naive|nai\u0308ve"},
		{"a stroke is no accent", "Lodz", "Łódź", ""},
		{"Polish", "łodz", "Łódź", "Łódź"},
		{"Turkish: a dot is an accent", "istanbul", "İstanbul ISTANBUL", "İstanbul|ISTANBUL"},
		{"Turkish: ı is not i", "diyarbakir", "Diyarbakır", ""},
		{"German: ß is not ss", "strasse", "Straße", ""},
		{"German: ẞ is ß", "straße", "STRAẞE", "STRAẞE"},
		{"German: umlauts are accents", "uber", "Über ueber", "Über"},
		{"Greek: a final sigma", "ΟΔΟΣ", "οδός, οδοσ", "οδός|οδοσ"},
		{"Greek: as it is typed", "οδός*", "οδοσήμανση", "οδοσ"},
		{"Greek: one that is not final", "ας", "αςβ", ""},
		{"Russian: ё is е, й is и", "еще маи", "ещё май", "ещё май"},
		{"Hebrew points", "שלום", "שָׁלוֹם", "שָׁלוֹם"},
		{"Arabic points", "كتب", "كَتَبَ كتاب", "كَتَبَ"},
		{"Arabic: hamza is a mark", "احمد", "أحمد", "أحمد"},
		{"Persian: a joiner ends words", "خواهم", "می\u200cخواهم", "خواهم"},
		{"Dhivehi", "ދިވެހި", "ދިވެހި ދވހ", "ދިވެހި"},
		{"Hindi", "हिन्दी", "हिन्दी, हान्दा, हिन्दीवाले", "हिन्दी"},
		{"Hindi: a vowel is no accent", "कल", "कल कुल काल", "कल"},
		{"Hindi: nuktas may be left out", "फिल्म", "फ़िल्म फ\u093cिल्म", "फ़िल्म|फ\u093cिल्म"},
		{"Hindi: figures behind it", "2020", "सेना2020", "2020"},
		{"Bengali: composed and decomposed", "কো", "ক\u09c7\u09be", "ক\u09c7\u09be"},
		{"Tamil", "தமிழ்", "தமிழ் தமிழ", "தமிழ்"},
		{"Thai", "ไทย", "ประเทศไทยและลาว", "ไทย"},
		{"Thai: tones tell words apart", "ข่าว", "ขาว ข้าว ข่าว", "ข่าว"},
		{"Thai: a letter with its vowel", "กน", "กัน กนก", "กน"},
		{"Thai: not without the vowel of its end", "ท", "ที่ ทะเล", "ท"},
		{"Thai: the beginning of a syllable", "ท*", "ที่", "ที่"},
		{"Thai: side by side", "ประเทศ ไทย", "ประเทศไทย ประเทศ ไทย", "ประเทศไทย|ประเทศ ไทย"},
		{"Thai: Latin behind it", "iphone", "ไทยiPhone iPhone", "iPhone"},
		{"Lao", "ລາວ", "ປະເທດລາວ", "ລາວ"},
		{"Khmer", "កម្ពុជា", "ប្រទេសកម្ពុជា", "កម្ពុជា"},
		{"Burmese", "မြန်မာ", "ပြည်ထောင်စုမြန်မာနိုင်ငံ", "မြန်မာ"},
		{"Chinese", "結果", "選挙の結果", "結果"},
		{"Chinese: not across a sign", "挙結", "選挙、結果", ""},
		{"Chinese: two words", "選挙 結果", "選挙、結果 選挙結果", "選挙、結果|選挙結果"},
		{"Chinese: beside Latin", "iPhone発売", "iPhone 発売 新iPhone発売日 iPhones発売", "iPhone 発売|iPhone発売"},
		{"Chinese: a variant is another character", "葛城", "葛\U000e0100城", ""},
		{"Japanese: voiced is not voiceless", "パン", "ハン バン パン", "パン"},
		{"Japanese: long vowels", "サーバ", "サーバー", "サーバ"},
		{"Korean", "한국", "대한민국 한국인", "한국"},
		{"Korean: jamo in the text", "한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "\u1112\u1161\u11ab\u1100\u116e\u11a8"},
		{"Korean: jamo in the query", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국", "한국"},
		{"Korean: half in jamo", "한국", "하\u11ab국", "하\u11ab국"},
		{"Korean: syllables are whole", "가", "각", ""},
		{"full width", "ＡＢＣ", "ａｂｃ abc", "ａｂｃ"},
		{"emoji", "moon", "🚀moon👩‍🚀", "moon"},
		{"keycaps", "1", "1\ufe0f\u20e3", "1\ufe0f"},
		{"apostrophes", "o'neill", "O’Neill O Neill ONeill", "O’Neill|O Neill"},
		{"hyphens", "e-mail", "e-mail e mail email", "e-mail|e mail"},
		{"numbers", "19", "COVID-19 2019 ½", "19"},
		{"other numbers", "½", "½ ²", "½"},
		{"a phrase", "tide table", "the tide  table, tide, table", "tide  table|tide, table"},
		{"words that meet no blank", "tide table", "tidetable", ""},
		{"nothing", "...", "x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := places(c.query, c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			checkIndex(t, c.query, c.text)
		})
	}
}

// TestWithin: in an article text is found inside of words, too.
func TestWithin(t *testing.T) {
	p := New("rid ges", false).Within()
	var got []string
	text := "A brid-gest, ridges"
	x := NewText([]byte(text))
	p.Each(&x, func(from, to int) { got = append(got, text[from:to]) })
	if s := strings.Join(got, "|"); s != "rid-ges|ridges" {
		t.Errorf("got %q", s)
	}
}

// TestKey: what names are filed under in libraries, which must stay.
func TestKey(t *testing.T) {
	for name, want := range map[string]string{
		"Le CAFÉ": "le cafe", "Ёж": "еж", "οδός": "οδος", "한국": "\u1112\u1161\u11ab\u1100\u116e\u11a8",
		"東京": "東京", "ガ": "カ", "ที่": "ท", "İ": "i", "": "", "ẞ": "ß",
	} {
		if got := Key(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if !Same("Café", "CAFE") || Same("Café", "Cafés") {
		t.Error("names are not compared by their keys")
	}
}

// TestAppendTerms: by what indexes know texts, which must stay.
func TestAppendTerms(t *testing.T) {
	for text, want := range map[string]string{
		"Café d'Été 2018, ½": " cafe d ete 2018 ½", "選挙の結果": " 選挙 挙の の結 結果 果", "iPhone発売": " iphone 発売 売",
		"한국": " 한국 국", "ประเทศไทย iPhoneไทย": " ประเทศไทย iphoneไทย", "हिन्दी": " ह नद", "ὁδός": " οδος", "サーバ": " サ ー バ", "...": "",
	} {
		if got := string(AppendTerms(nil, text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestWords: words as they are told apart.
func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"Élan: l’été 2018": "elan l ete 2018", "iPhone発売": "iphone 発売", "대통령 선거": "대통령 선거", "ไทย2562": "ไทย2562", "-": "",
	} {
		if got := strings.Join(Words(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if !CJK("発売") || CJK("ไทย") || CJK("") {
		t.Error("CJK is not told apart")
	}
}

// checkIndex: what a pattern is found in has its terms, where these are exact the other
// way round, and looking for one place is looking for all.
func checkIndex(t *testing.T, query, text string) {
	t.Helper()
	stem, begins := strings.CutSuffix(query, "*")
	p := New(stem, begins)
	if p.Empty() {
		return
	}
	all := strings.Fields(string(AppendTerms(nil, text)))
	held := true
	for _, term := range p.Terms() {
		ok := false
		for _, s := range Spellings(term.Text) {
			ok = ok || slices.ContainsFunc(all, func(have string) bool {
				switch term.How {
				case Begins:
					return strings.HasPrefix(have, s)
				case Contains:
					return strings.Contains(have, s)
				}
				return have == s
			})
		}
		held = held && ok
	}
	found, n, end := p.In(text), 0, 0
	x := NewText([]byte(text))
	p.Each(&x, func(from, to int) {
		if from < end || to <= from || to > len(text) || !utf8.ValidString(text[from:to]) {
			t.Errorf("%q in %q: %d to %d after %d", query, text, from, to, end)
		}
		n, end = n+1, to
	})
	if found != (n > 0) {
		t.Errorf("%q in %q: found %t, %d places", query, text, found, n)
	}
	if found && !held {
		t.Errorf("%q in %q: found, but an index with %q would not lead there: %v", query, text, all, p.Terms())
	}
	if held && p.Exact() && !found {
		t.Errorf("%q in %q: the terms %v are exact, but it is not found", query, text, p.Terms())
	}
}

// pieces are what random texts are made of.
var pieces = strings.Fields(`a b E é e` + "\u0301" + ` İ ı ß ẞ σ ς Σ α ά и й Й е ё ש שָׁ ك كَ أ ދި ދ क कि का कु क् फ फ़ ़ ক ো ত த மி ท ที ที่ ไ ย ั ລ ວ າ ក ្ ម ា ុ မ ြ န ် မာ
	挙 選 の か が か゛ ゙ サ ー ガ 한 하 ` + "\u1112 \u1161 \u11ab" + ` 국 가 각 ㄱ ａ Ａ １ 1 9 ½ ² ① - ' ’ . _ ` + "\u200d \u200c \ufe0f \U000e0100 \u20e3 \u0301 \u0345" + ` 🚀 ᬆ ᬅ ᬵ ༄ ཀ ི ཱི 𑄀 𑀓 K Å`)

// TestRandom holds checkIndex against random texts in many scripts.
func TestRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	some := func(most int) string {
		var b strings.Builder
		near := r.IntN(len(pieces))
		for range 1 + r.IntN(most) {
			if r.IntN(5) == 0 {
				b.WriteByte(' ')
			}
			i := r.IntN(len(pieces))
			if r.IntN(3) > 0 { // of one script, for the most part
				i = (near + r.IntN(6)) % len(pieces)
			}
			b.WriteString(pieces[i])
		}
		return b.String()
	}
	for range 30000 {
		text, query := some(14), some(3)
		if rs := []rune(text); r.IntN(2) == 0 {
			from := r.IntN(len(rs))
			query = string(rs[from : from+1+r.IntN(min(4, len(rs)-from))])
		}
		checkIndex(t, query+[]string{"", "*"}[r.IntN(2)], text)
		if t.Failed() {
			return
		}
	}
}

func FuzzPattern(f *testing.F) {
	f.Add("Café, CAFÉ", "cafe")
	f.Add("選挙の結果", "結*")
	f.Add("İstanbul ǅ ŉ", "i*")
	f.Add("ประเทศไทย กัน", "กน")
	f.Add("\u1112\u1161\u11ab하\u11ab", "한")
	f.Fuzz(func(t *testing.T, text, query string) {
		if utf8.ValidString(text) && utf8.ValidString(query) { // others are cleaned long before
			checkIndex(t, query, text)
		}
	})
}

func BenchmarkIn(b *testing.B) {
	for _, c := range []struct{ name, text, query string }{
		{"ascii", strings.Repeat("The council voted on the new tram line to the harbour. ", 80), "palimpsest"},
		{"accents", strings.Repeat("Le café du port a été fermé. Le maire n’a rien dit. ", 80), "palimpseste"},
		{"phrase", strings.Repeat("The council voted on the new tram line to the harbour. ", 80), "harbour line"},
		{"chinese", strings.Repeat("選挙の結果が発表された。", 80), "結論"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				if p := New(c.query, false); p.In(c.text) {
					b.Fatal("found")
				}
			}
		})
	}
}

func BenchmarkAppendTerms(b *testing.B) {
	for name, text := range map[string]string{
		"ascii": strings.Repeat("The council voted on the new tram line to the harbour. ", 80), "accents": strings.Repeat("Le café du port a été fermé. ", 80),
		"russian": strings.Repeat("Совет проголосовал за новую линию. ", 80), "chinese": strings.Repeat("選挙の結果が発表された。", 80),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			buf := make([]byte, 0, 4*len(text))
			for b.Loop() {
				buf = AppendTerms(buf[:0], text)
			}
		})
	}
}

func ExampleWords() {
	fmt.Println(Words("L’été: 選挙の結果"))
	// Output: [l ete 選挙の結果]
}
