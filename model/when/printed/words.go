package printed

import (
	"strings"
	"sync"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// kind is what a word near a printed date means.
type kind uint8

const (
	noKind kind = iota
	aMonthName
	aDayName
	aPublished // "posted", "veröffentlicht"
	anUpdated  // "updated", "aktualisiert"
	aSmallWord // "on", "last": before a date or a label, and in prose
	aJoiner    // "of", "de": between the parts of a date
	aClockWord // "at", "um": between a date and a time
	anEra      // of Japanese years
)

// word is an entry of words. n is the month (1 to 12), the
// weekday (0 is Sunday), or 1 for a small word that may stand before a date by
// itself.
type word struct {
	kind kind
	n    uint8
	also kind // a second meaning, or noKind
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
	eras       = "令和 平成 昭和"
	clockWords = "at um a as alle ore las om o godz w в um kl klo klockan uhrzeit time den"
)

// words returns every word that may stand in or before a printed date, folded. It
// is made when it is first needed.
var words = sync.OnceValue(buildWords)

func buildWords() map[string]word {
	v := make(map[string]word, 1024)
	add := func(words string, w word) {
		for _, s := range strings.Fields(words) {
			s = lexicon.Fold(s)
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
	for i := range lexicon.Months {
		m := word{kind: aMonthName, n: uint8(i + 1)}
		add(lexicon.Months[i], m)
	}
	for i := range lexicon.Weekdays {
		add(lexicon.Weekdays[i], word{kind: aDayName, n: uint8(i)})
	}
	add(lexicon.ShortWeekdays, word{kind: aDayName})
	add(publishedWords, word{kind: aPublished})
	add(updatedWords, word{kind: anUpdated})
	add(articles, word{kind: aSmallWord, n: 1})
	add(smallWords, word{kind: aSmallWord})
	add(joiners, word{kind: aJoiner})
	add(clockWords, word{kind: aClockWord})
	add(eras, word{kind: anEra})
	return v
}

// is reports whether w may mean k.
func (w word) is(k kind) bool { return w.kind == k || w.also == k }

// beginnings says for the first two letters, a to z, which lengths the words
// in words have, as bits.
var beginnings = sync.OnceValue(func() *[26 * 26]uint32 {
	var t [26 * 26]uint32
	for w := range words() {
		if len(w) > 1 && len(w) < 32 && asciiLetter(w[0]) && asciiLetter(w[1]) {
			t[int(w[0]-'a')*26+int(w[1]-'a')] |= 1 << len(w)
		}
	}
	return &t
})

// known reports whether words may hold s: quickly, and wrong only for
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
	return beginnings()[at]&(1<<len(s)) != 0
}

// lookup returns what a word means, without regard to case and accents. It
// does not allocate.
func lookup(s string) (word, bool) {
	var buf [48]byte
	if len(s) > len(buf) {
		return word{}, false
	}
	w, ok := words()[string(lexicon.AppendFold(buf[:0], s))]
	return w, ok
}
