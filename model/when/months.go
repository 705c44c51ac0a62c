package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// printedKind is what a word near a printed date means.
type printedKind uint8

const (
	noKind printedKind = iota
	aMonthName
	aDayName
	aPublished // "posted", "veröffentlicht"
	anUpdated  // "updated", "aktualisiert"
	aSmallWord // "on", "last": before a date or a label, and in prose
	aJoiner    // "of", "de": between the parts of a date
	aClockWord // "at", "um": between a date and a time
)

// printedWord is an entry of printedWords. n is the month (1 to 12), the
// weekday (0 is Sunday), or 1 for a small word that may stand before a date by
// itself.
type printedWord struct {
	kind printedKind
	n    uint8
	also printedKind // a second meaning, or noKind
}

// moreMonths are names that printed dates have beside monthNames: those of
// Swedish, Danish, Norwegian, Finnish, Czech, Slovak, Hungarian, Romanian,
// Turkish, Catalan, Indonesian, Ukrainian and Greek, where they clash with
// none of the others; folded.
var moreMonths = [12]string{
	"januari ianuarie ocak gener leden ledna tammikuuta tammikuu januarja січня ιανουαριου genn jann",
	"februari februarie subat febrer unor unora helmikuuta helmikuu februara лютого φεβρουαριου febb febr",
	"mart martie marc marcius maret brezna maaliskuuta maaliskuu березня μαρτιου märz marts maerz",
	"aprilie nisan dubna huhtikuuta huhtikuu aprila aprilis квітня απριλιου",
	"mayis maig kvetna toukokuuta toukokuu majus травня μαιου",
	"iunie haziran juny cervna kesakuuta kesakuu juna junius червня ιουνιου",
	"iulie temmuz juliol cervence heinakuuta heinakuu jula julius липня ιουλιου",
	"augusti agustus agustos agost srpna elokuuta elokuu augusta augusztus серпня αυγουστου",
	"septembrie eylul setembre zari syyskuuta syyskuu septembra szeptember вересня σεπτεμβριου",
	"octombrie ekim rijna lokakuuta lokakuu oktobra жовтня οκτωβριου",
	"noiembrie kasim listopadu marraskuuta marraskuu novembra листопада νοεμβριου",
	"decembrie desember desembre aralik prosince joulukuuta joulukuu decembra грудня δεκεμβριου",
}

// The words around printed dates, folded.
const (
	publishedWords = "published posted publish date dated issued released created added written first publication submitted filed " +
		"veroffentlicht erschienen erstellt datum stand vom publie publiee paru cree publicado publicada fecha publicacion postado data " +
		"pubblicato pubblicata pubblicazione gepubliceerd geplaatst publicatiedatum opublikowano opublikowany dodano опубликовано опубликована дата публикации " +
		"发布时间 发布于 发布日期 发表于 发布 时间 日期 發布日期 發佈時間 公開日 公開日時 投稿日 投稿日時 掲載日 配信 配信日 発表日 公開 投稿"
	updatedWords = "updated update modified edited revised changed aktualisiert geandert aktualisierung actualise maj modifie modifiee jour actualizado actualizada atualizado atualizada " +
		"aggiornato aggiornata modificato bijgewerkt gewijzigd zaktualizowano aktualizacja обновлено изменено " +
		"更新时间 更新于 更新日 更新日時 最終更新 最終更新日 更新"
	articles   = "on am den der le el il em op dnia w vom the"
	smallWords = "at dem la lo no om ngay a as last latest time letzte letztes zuletzt derniere mise mis ultima ultimo este het laatst ostatnia последнее o"
	joiners    = "of de del do da di di the et d"
	clockWords = "at um a as alle ore las om o godz w в um kl klo klockan uhrzeit time den"
)

// printedWords holds every word that may stand in or before a printed date,
// folded. It is never changed.
var printedWords = buildPrintedWords()

func buildPrintedWords() map[string]printedWord {
	v := make(map[string]printedWord, 1024)
	add := func(words string, w printedWord) {
		for _, s := range strings.Fields(words) {
			s = fold(s)
			if old, ok := v[s]; ok {
				if old.kind != w.kind && old.also == noKind {
					old.also = w.kind
					v[s] = old
				}
				continue
			}
			v[s] = w
		}
	}
	for i := range monthNames {
		m := printedWord{kind: aMonthName, n: uint8(i + 1)}
		add(monthNames[i], m)
		add(moreMonths[i], m)
	}
	for i := range weekdayNames {
		add(weekdayNames[i], printedWord{kind: aDayName, n: uint8(i)})
	}
	add(moreDays, printedWord{kind: aDayName})
	add(publishedWords, printedWord{kind: aPublished})
	add(updatedWords, printedWord{kind: anUpdated})
	add(articles, printedWord{kind: aSmallWord, n: 1})
	add(smallWords, printedWord{kind: aSmallWord})
	add(joiners, printedWord{kind: aJoiner})
	add(clockWords, printedWord{kind: aClockWord})
	return v
}

// moreDays are abbreviations of weekdays that stand before printed dates and
// that typed dates do not know; which day they are is not used.
const moreDays = "mo di mi do fr sa so lu ma me je ve di mie jue vie seg ter qua qui sex gio maa din woe don vrij zat zon " +
	"wtorek sroda czwartek piatek sobota niedziela вт ср чт пт сб суб lor mand tirs ons tors fre lor feira понедельник пятница 日 月 火 水 木 金 土 一 二 三 四 五 六 周一 周二 周三 周四 周五 周六 周日"

// is reports whether w may mean k.
func (w printedWord) is(k printedKind) bool { return w.kind == k || w.also == k }

// beginnings says for the first two letters, a to z, which lengths the words
// in printedWords have, as bits. It is never changed.
var beginnings = func() (t [26 * 26]uint32) {
	for w := range printedWords {
		if len(w) > 1 && len(w) < 32 && asciiLetter(w[0]) && asciiLetter(w[1]) {
			t[int(w[0]-'a')*26+int(w[1]-'a')] |= 1 << len(w)
		}
	}
	return t
}()

// known reports whether printedWords may hold s: quickly, and wrong only for
// words that it does not hold.
func known(s string) bool {
	if len(s) < 2 || !asciiLetter(s[0]) || !asciiLetter(s[1]) {
		return true
	}
	if len(s) > 31 {
		return false
	}
	at := int(s[0]|0x20-'a')*26 + int(s[1]|0x20-'a')
	for i := 2; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf { // its accents take bytes
			return true
		}
	}
	return beginnings[at]&(1<<len(s)) != 0
}

// lookup returns what a word means, without regard to case and accents. It
// does not allocate.
func lookup(s string) (printedWord, bool) {
	var buf [40]byte
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			if n >= len(buf)-utf8.UTFMax {
				return printedWord{}, false
			}
			buf[n] = c
			n, i = n+1, i+1
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if n >= len(buf)-utf8.UTFMax {
			return printedWord{}, false
		}
		n += utf8.EncodeRune(buf[n:], unaccented(unicode.ToLower(r)))
	}
	w, ok := printedWords[string(buf[:n])]
	return w, ok
}

// unaccented returns the lower-case letter r without its accent, as fold does.
func unaccented(r rune) rune {
	switch r {
	case 'á', 'à', 'â', 'ä', 'ã', 'ą', 'å', 'ă':
		return 'a'
	case 'é', 'è', 'ê', 'ë', 'ę', 'ě':
		return 'e'
	case 'í', 'ì', 'î', 'ï', 'ı':
		return 'i'
	case 'ó', 'ò', 'ô', 'ö', 'õ', 'ø':
		return 'o'
	case 'ú', 'ù', 'û', 'ü', 'ů':
		return 'u'
	case 'ç', 'ć', 'č':
		return 'c'
	case 'ñ', 'ń':
		return 'n'
	case 'ś', 'š', 'ş', 'ș':
		return 's'
	case 'ź', 'ż', 'ž':
		return 'z'
	case 'ř':
		return 'r'
	case 'ý':
		return 'y'
	case 'ł':
		return 'l'
	case 'ğ':
		return 'g'
	case 'ё':
		return 'е'
	case 'ά':
		return 'α'
	case 'έ':
		return 'ε'
	case 'ί', 'ϊ', 'ΐ':
		return 'ι'
	case 'ό':
		return 'ο'
	case 'ύ':
		return 'υ'
	}
	return r
}
