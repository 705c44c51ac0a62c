package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// stopWords are the commonest small words of the languages of the news.
// Sentences are full of them, menus are not.
const stopWords = `the a an and or of to in on for with that this is are was were be been has have had it its he she they his her their we you i as at by from but not who which will would can could said says about after more when what there
der die das den dem des ein eine einen einer und oder von zu im in mit auf für ist sind war waren wird werden hat haben nicht auch sich es er sie wir ich als bei aus nach über dass wie um am noch nur
le la les un une des du de et ou en dans pour par sur avec que qui est sont était a ont il elle ils nous vous je ce cette ces se ne pas plus au aux son sa ses leur mais
el los las una unos del y o en por para con que es son fue era han ha su sus se no más al lo como pero le les esta este entre cuando
o os as um uma do da dos das e em no na nos nas por para com que é são foi era não mais ao se seu sua como mas também
il lo gli i di del della dei delle e o in nel nella per con su che è sono era ha hanno si non più al alla come ma anche da
het een van en of in op voor met dat die is zijn was waren wordt heeft niet ook zich hij zij ze we ik als bij uit naar over maar aan door nog
w we z ze na i a o do od za po dla przez przy że który która które jest są był była było nie się to tak jak ale jego jej ich
в во на и а но не что как из за по с со к у о об от до для это этот она он они мы вы я был была было были быть его её их также или при
yang dan di ke dari untuk dengan pada ini itu adalah tidak akan dalam juga oleh sebagai
och att det som en ett på är av för med den inte har de till om var jag han men
ve bir bu için ile de da çok olarak daha olan ne en
the of`

// stopTable returns stopWords, made when the first text is read.
var stopTable = sync.OnceValue(buildStops)

func buildStops() map[string]bool {
	t := make(map[string]bool)
	for w := range strings.FieldsSeq(stopWords) {
		t[w] = true
	}
	return t
}

// wording is what the words of a line are like.
type wording struct {
	words    int
	stops    int // small words
	capitals int // words that begin with a capital
	digits   int // words that begin with a digit
	commas   int // signs within sentences
	titled   int // words of the page's title
	persons  int // words such as "I" and "you"
	links    bool
	lower    bool // it begins with a small letter
}

// wordingOf looks at the words of a line.
func wordingOf(s string, title map[string]bool) wording {
	w := wording{links: strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.Contains(s, "@") || strings.Contains(s, ".com")}
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsLower(r) {
		w.lower = true
	}
	dense := 0
	for word := range strings.FieldsSeq(s) {
		w.words++
		for _, r := range word {
			switch {
			case r < 0x2e80:
			case strings.ContainsRune("のはがをにでとも的了是在和有我不这為与", r):
				dense++
				w.stops++
			case strings.ContainsRune("、，", r):
				w.commas++
			default:
				dense++
			}
		}
		bare := strings.Trim(word, ".,;:!?\"'“”‘’()[]«»…–—-")
		if strings.HasSuffix(word, ",") || strings.HasSuffix(word, ";") {
			w.commas++
		}
		if bare == "" {
			continue
		}
		r, _ := utf8.DecodeRuneInString(bare)
		switch {
		case unicode.IsUpper(r):
			w.capitals++
		case unicode.IsDigit(r):
			w.digits++
		}
		if len(bare) <= 12 && isStop(bare) {
			w.stops++
		} else if len(bare) > 2 && len(title) > 0 && title[strings.ToLower(bare)] {
			w.titled++
		}
		if len(bare) <= 4 && isPerson(bare) {
			w.persons++
		}
	}
	w.words += dense / 2
	return w
}

// isStop reports whether a word without punctuation is a small one.
func isStop(s string) bool {
	var buf [16]byte
	n := 0
	for _, r := range s {
		if n+utf8.UTFMax > len(buf) {
			return false
		}
		n += utf8.EncodeRune(buf[n:], unicode.ToLower(r))
	}
	return stopTable()[string(buf[:n])]
}

// isPerson reports whether a word speaks of who writes and who reads, as those of
// comments do.
func isPerson(s string) bool {
	switch s {
	case "I", "i", "you", "You", "my", "My", "your", "Your", "me", "I'm", "I’m", "ich", "Ich", "du", "je", "Je", "yo", "eu", "io", "ja", "я", "Я":
		return true
	}
	return false
}
