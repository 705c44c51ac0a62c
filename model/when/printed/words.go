package printed

import (
	"math/bits"
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
	aParticle  // "gada", "оны": between the parts of a date and behind them
	aHalf      // of the day: am and pm
	aPart      // of a longer name
)

// word is what a word means. n is the month (1 to 12), the
// weekday (0 is Sunday), or 1 for a small word that may stand before a date by
// itself.
type word struct {
	kind   kind
	n      uint8
	also   kind   // a second meaning, or noKind
	months uint16 // the months it may be, January as the lowest bit
	days   uint8  // the weekdays it may be, where it is from the CLDR: it must be right
	solar  uint8  // the month of the Persian calendar it is, or 0
	half   uint8  // of the day: 1 for am, 2 for pm
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
	eras       = "令和 平成 昭和 大正 明治 民國 民国 中華民國 中华民国"
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
		m := word{kind: aMonthName, n: uint8(i + 1), months: 1 << i}
		add(lexicon.Months[i], m)
	}
	for i := range lexicon.Weekdays {
		add(lexicon.Weekdays[i], word{kind: aDayName})
	}
	add(lexicon.ShortWeekdays, word{kind: aDayName})
	add(publishedWords, word{kind: aPublished})
	add(updatedWords, word{kind: anUpdated})
	add(articles, word{kind: aSmallWord, n: 1})
	add(smallWords, word{kind: aSmallWord})
	add(joiners, word{kind: aJoiner})
	add(clockWords, word{kind: aClockWord})
	add(eras, word{kind: anEra})
	lexicon.EachName(func(name string, meaning lexicon.Name) {
		if w, ok := v[name]; ok {
			v[name] = w.with(meaning)
		}
	})
	return v
}

// is reports whether w may mean k.
func (w word) is(k kind) bool { return w.kind == k || w.also == k }

// lookup returns what a word means, without regard to case and accents. It
// does not allocate.
func lookup(s string) (word, bool) {
	w, n := longest(s, len(s))
	return w, n > 0 && n == len(s)
}

// Month reports whether a word by itself is a month in one of the languages most
// written: those of the others are names of people, too.
func Month(s string) bool {
	w, ok := words()[lexicon.Fold(strings.Trim(s, "."))]
	return ok && w.kind == aMonthName && w.months&(1<<(w.n-1)) != 0
}

// longest returns what the longest run of words means that s begins with, and its
// length; 0 where there is none. Its first word has end bytes.
func longest(s string, end int) (w word, n int) {
	is, longer := headsOf(s[:end])
	if !is && !longer {
		return w, 0
	}
	var buf [48]byte
	if end <= len(buf) {
		var ok bool
		if w, ok = words()[string(lexicon.AppendFold(buf[:0], s[:end]))]; ok {
			n = end
		}
	}
	if n > 0 && !longer {
		return w, n
	}
	if !longer && end < len(s) && s[end] < utf8.RuneSelf { // and no sign of an abbreviation
		s = s[:end]
	}
	if name, long := lexicon.Longest(s); long > n {
		return word{}.with(name), long
	}
	return w, n
}

// with adds what a name in the CLDR means to what w means, which comes first.
func (w word) with(name lexicon.Name) word {
	w.months |= name.Months()
	w.solar = uint8(name.Solar())
	also := func(k kind) {
		switch {
		case w.kind == noKind:
			w.kind = k
		case w.also == noKind && w.kind != k:
			w.also = k
		}
	}
	if months := name.Months(); months != 0 || w.solar > 0 {
		if also(aMonthName); w.n == 0 && months != 0 && w.is(aMonthName) {
			w.n = uint8(bits.Len16(months))
		}
	}
	if days := name.Weekdays(); days != 0 && w.kind != aDayName && w.also != aDayName {
		w.days = days
		also(aDayName)
	}
	if name&lexicon.Particle != 0 {
		also(aParticle)
	}
	if name&(lexicon.AM|lexicon.PM) != 0 {
		w.half = uint8(name / lexicon.AM & 3)
		also(aHalf)
	}
	if name&lexicon.Part != 0 {
		also(aPart)
	}
	return w
}
