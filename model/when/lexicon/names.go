// Package lexicon holds the words of dates, typed and printed: months, weekdays, the
// endings of ordinals and time zones. It knows no grammar.
package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model/tokenize"
)

// Months holds, for each month, its names and abbreviations with blanks between:
// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian,
// Chinese, Swedish, Danish, Norwegian, Finnish, Czech, Slovak, Hungarian, Romanian,
// Turkish, Catalan, Indonesian, Ukrainian and Greek (with what stands in a date: the
// genitive), where they clash with none of the others; folded. Japanese and Korean
// write months with digits. It is never changed.
var Months = [12]string{
	"january jan januar janner janvier janv enero ene janeiro gennaio gen januari styczen stycznia sty январь января янв 一月 ianuarie ocak gener leden ledna tammikuuta tammikuu januarja січня ιανουαριου genn jann ιαν",
	"february feb februar feber fevrier fevr febrero fevereiro fev febbraio februari luty lutego lut февраль февраля фев февр 二月 februarie subat febrer unor unora helmikuuta helmikuu februara лютого φεβρουαριου febb febr φεβ",
	"march mar marz mrz mars marzo marco maart mrt marzec marca март марта мар 三月 mart martie marc marcius maret brezna maaliskuuta maaliskuu березня μαρτιου marts maerz μαρ",
	"april apr avril avr abril abr aprile kwiecien kwietnia kwi апрель апреля апр 四月 aprilie nisan dubna huhtikuuta huhtikuu aprila aprilis квітня απριλιου απρ",
	"may mai mayo maio maggio mag mei maj maja май мая 五月 mayis maig kvetna toukokuuta toukokuu majus травня μαιου μαι",
	"june jun juni juin junio junho giugno giu czerwiec czerwca cze июнь июня июн 六月 iunie haziran juny cervna kesakuuta kesakuu juna junius червня ιουνιου ιουν ιον",
	"july jul juli juillet juil julio julho luglio lug lipiec lipca lip июль июля июл 七月 iulie temmuz juliol cervence heinakuuta heinakuu jula julius липня ιουλιου ιουλ ιολ juul",
	"august aug aout agosto augustus sierpien sierpnia sie август августа авг 八月 augusti agustus agustos agost srpna elokuuta elokuu augusta augusztus серпня αυγουστου ago αυγ",
	"september sep sept septembre septiembre setiembre setembro set settembre wrzesien wrzesnia wrz сентябрь сентября сен сент 九月 septembrie eylul setembre zari syyskuuta syyskuu septembra szeptember вересня σεπτεμβριου σεπ szep szept",
	"october oct oktober okt octobre octubre outubro out ottobre ott pazdziernik pazdziernika paz октябрь октября окт 十月 octombrie ekim rijna lokakuuta lokakuu oktobra жовтня οκτωβριου οκτ",
	"november nov novembre noviembre novembro listopad listopada lis ноябрь ноября ноя нояб 十一月 noiembrie kasim listopadu marraskuuta marraskuu novembra листопада νοεμβριου νοε",
	"december dec dezember dez decembre dicembre diciembre dic dezembro grudzien grudnia gru декабрь декабря дек 十二月 decembrie desember desembre aralik prosince joulukuuta joulukuu decembra грудня δεκεμβριου δεκ",
}

// Weekdays holds, for each day from Sunday on, its names in the first ten of these
// languages and Japanese. It is never changed.
var Weekdays = [7]string{
	"sunday sun sonntag dimanche dim domingo dom domenica zondag niedziela niedziele воскресенье вс 星期日 星期天 周日 週日 礼拜天 日曜日 日曜",
	"monday mon montag lundi lun lunes segunda lunedi maandag poniedzialek понедельник пн 星期一 周一 週一 礼拜一 月曜日 月曜",
	"tuesday tue tues dienstag mardi martes terca martedi dinsdag wtorek вторник вт 星期二 周二 週二 礼拜二 火曜日 火曜",
	"wednesday wed weds mittwoch mercredi mer miercoles quarta mercoledi woensdag sroda srode среда среду ср 星期三 周三 週三 礼拜三 水曜日 水曜",
	"thursday thu thur thurs donnerstag jeudi jeu jueves quinta giovedi donderdag czwartek четверг чт 星期四 周四 週四 礼拜四 木曜日 木曜",
	"friday fri freitag vendredi ven viernes sexta venerdi vrijdag piatek пятница пятницу пт 星期五 周五 週五 礼拜五 金曜日 金曜",
	"saturday sat samstag sonnabend samedi sam sabado sabato sab zaterdag sobota sobote суббота субботу сб 星期六 周六 週六 礼拜六 土曜日 土曜",
}

// ShortWeekdays are abbreviations and names that stand for a weekday beside a date
// and elsewhere for something else, or for different days in different languages.
const ShortWeekdays = "mo di mi do fr sa so lu ma mar me je ve mie jue vie seg ter qua qui sex gio maa din woe don vrij zat zon " +
	"суб lor mand tirs ons tors fre feira 日 月 火 水 木 金 土 一 二 三 四 五 六"

// ordinals may stand right behind a number.
var ordinals = [...]string{"st", "nd", "rd", "th", "er", "re", "ème", "e", "º", "ª", "°"}

// Ordinal returns the length of what makes the number before s an ordinal, 0 where
// there is none.
func Ordinal(s string) int {
	for _, suffix := range ordinals {
		if n := len(suffix); HasPrefixFold(s, suffix) {
			if r, _ := utf8.DecodeRuneInString(s[n:]); !unicode.IsLetter(r) {
				return n
			}
		}
	}
	return 0
}

// HasPrefixFold reports whether s begins with prefix, which is in lower case, without
// regard to the case of ASCII letters.
func HasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := 0; i < len(prefix); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != prefix[i] {
			return false
		}
	}
	return true
}

// Fold returns s as the names here are compared: without case and accents, as package
// tokenize has it, and with plain letters for the Polish, Danish and Turkish ones that
// are not composed.
func Fold(s string) string { return string(AppendFold(nil, s)) }

// AppendFold appends Fold(s) to b.
func AppendFold(b []byte, s string) []byte {
	for i, r := range s {
		if r < utf8.RuneSelf {
			if r >= 'A' && r <= 'Z' {
				r |= 0x20
			}
			b = append(b, byte(r))
		} else if plain := strings.IndexRune(single, r); plain >= 0 {
			b = append(b, singlePlain[plain/2])
		} else if r != utf8.RuneError {
			b = tokenize.AppendKey(b, s[i:i+utf8.RuneLen(r)])
		}
	}
	return b
}

// single are letters of two bytes each that no accent is taken off, singlePlain those
// which stand for them.
const (
	single      = "łŁøØı"
	singlePlain = "llooi"
)
