package printed_test

import (
	"strings"
	"testing"

	"dateline/model/when/printed"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"English", "November 6, 2020", "2020-11-06"},
		{"abbreviated", "Nov. 6, 2020", "2020-11-06"},
		{"without comma", "Nov 6 2020", "2020-11-06"},
		{"capitals", "NOVEMBER 6, 2020", "2020-11-06"},
		{"the 6th", "November the 6th, 2020", "2020-11-06"},
		{"day first", "6 Nov 2020", "2020-11-06"},
		{"6th of", "6th of November 2020", "2020-11-06"},
		{"weekday", "Friday, November 6th, 2020", "2020-11-06"},
		{"weekday, abbreviated", "Fri. 6 Nov, 2020", "2020-11-06"},
		{"hyphens", "06-Nov-2020", "2020-11-06"},
		{"hyphens, short year", "06-Nov-20", "2020-11-06"},
		{"apostrophe", "6 Nov '20", "2020-11-06"},
		{"year first", "2020 November 6", "2020-11-06"},
		{"ISO", "2020-11-06", "2020-11-06"},
		{"ISO, slashes", "2020/11/06", "2020-11-06"},
		{"ISO, dots", "2020.11.06", "2020-11-06"},
		{"ISO, no zeros", "2020/1/6", "2020-01-06"},
		{"ISO, blanks", "2020. 11. 6.", "2020-11-06"},
		{"eight digits", "20201106", "2020-11-06"},
		{"dots", "06.11.2020", "2020-11-06"},
		{"dots and blanks", "6. 11. 2020", "2020-11-06"},
		{"slashes, day first", "11/06/2020", "2020-06-11"},
		{"slashes, only month first", "11/23/2020", "2020-11-23"},
		{"slashes, short year", "6/11/20", "2020-11-06"},
		{"short year of the last century", "06.11.85", "1985-11-06"},
		{"ISO instant", "2020-11-06T14:30:05+01:00", "2020-11-06T14:30:05+01:00"},
		{"ISO instant in UTC", "2020-11-06T14:30:05.123Z", "2020-11-06T14:30:05Z"},
		{"ISO, offset without colon", "2020-11-06 14:30:05 +0100", "2020-11-06T14:30:05+01:00"},
		{"ISO without zone", "2020-11-06T14:30:05", "2020-11-06"},
		{"basic ISO", "20201106T143005Z", "2020-11-06T14:30:05Z"},
		{"RFC 1123", "Fri, 06 Nov 2020 14:30:05 GMT", "2020-11-06T14:30:05Z"},
		{"RFC 822", "06 Nov 20 14:30 EST", "2020-11-06T14:30:00-05:00"},
		{"RFC 5322", "Fri, 6 Nov 2020 14:30:05 -0800 (PST)", "2020-11-06T14:30:05-08:00"},
		{"RFC 850", "Friday, 06-Nov-20 14:30:05 UTC", "2020-11-06T14:30:05Z"},
		{"asctime", "Fri Nov  6 14:30:05 2020", "2020-11-06"},
		{"date(1)", "Fri Nov  6 14:30:05 UTC 2020", "2020-11-06T14:30:05Z"},
		{"am and pm", "Nov 6, 2020 at 10:22 PM EST", "2020-11-06T22:22:00-05:00"},
		{"zone of two offsets", "Nov 6, 2020, 10:22 p.m. ET", "2020-11-06T22:22:00-05:00"},
		{"zone of two offsets in summer", "Jul 6, 2020, 10:22 p.m. ET", "2020-07-06T22:22:00-04:00"},
		{"zone that several share", "6 Nov 2020 14:30 IST", "2020-11-06T14:30:00+05:30"},
		{"no zone but a word", "6 Nov 2020 14:30 met", ""},
		{"zone by a place", "2025-07-21 06:00 Europe/Berlin", "2025-07-21T06:00:00+02:00"},
		{"zone by a place in winter", "Jan 6, 2020 10:22 pm America/Argentina/Buenos_Aires", "2020-01-06T22:22:00-03:00"},
		{"RFC 9557", "2025-07-21T06:00:00+02:00[Europe/Berlin]", "2025-07-21T06:00:00+02:00"},
		{"noon", "Nov 6, 2020 12:05 pm UTC", "2020-11-06T12:05:00Z"},
		{"GMT+2", "6 November 2020 14:30 GMT+2", "2020-11-06T14:30:00+02:00"},
		{"time without zone", "November 6, 2020 | 14:30", "2020-11-06"},
		{"time first", "14:30, 6 November 2020", "2020-11-06"},
		{"time first, with zone", "10:22 PM EST, Fri November 6, 2020", "2020-11-06T22:22:00-05:00"},
		{"far ahead", "January 1, 2999", "2999-01-01"},
		{"an instant far ahead", "2999-01-01T10:00:00Z", "2999-01-01T10:00:00Z"},
		{"label", "Published on November 6, 2020", "2020-11-06"},
		{"label with colon", "Last updated: 6 Nov 2020", "2020-11-06"},
		{"German", "6. November 2020", "2020-11-06"},
		{"German, March", "Freitag, den 6. März 2020", "2020-03-06"},
		{"German, March without umlaut", "6. Marz 2020", "2020-03-06"},
		{"German, time", "Veröffentlicht am 06.11.2020 um 14.30 Uhr", "2020-11-06"},
		{"French", "1er août 2020", "2020-08-01"},
		{"French, no accent", "le vendredi 6 fevrier 2020", "2020-02-06"},
		{"French, time", "Publié le 6 décembre 2020 à 14 h 05", "2020-12-06"},
		{"French, abbreviated", "Ven. 6 févr. 2020", "2020-02-06"},
		{"Spanish", "6 de noviembre de 2020", "2020-11-06"},
		{"Spanish, weekday", "Viernes, 6 de septiembre del 2020", "2020-09-06"},
		{"Portuguese", "6 de março de 2020", "2020-03-06"},
		{"Portuguese, weekday", "Sexta-feira, 6 de novembro de 2020 às 14h05", "2020-11-06"},
		{"Italian", "venerdì 6 maggio 2020", "2020-05-06"},
		{"Italian, abbreviated", "6 gen 2020", "2020-01-06"},
		{"Dutch", "vrijdag 6 maart 2020", "2020-03-06"},
		{"Polish", "6 października 2020 r.", "2020-10-06"},
		{"Polish, no accents", "6 pazdziernika 2020", "2020-10-06"},
		{"Russian", "6 ноября 2020 г.", "2020-11-06"},
		{"Russian, time", "6 мая 2020 года, 14:30", "2020-05-06"},
		{"Russian, time with zone", "Пятница, 6 ноября 2020 г. в 14:30 MSK", "2020-11-06T14:30:00+03:00"},
		{"Chinese", "2020年11月6日", "2020-11-06"},
		{"Chinese, blanks", "2020 年 11 月 6 日", "2020-11-06"},
		{"Chinese, weekday and time", "2020年11月6日 星期五 14:30", "2020-11-06"},
		{"Chinese, label", "发布时间：2020-11-06 14:30", "2020-11-06"},
		{"Japanese, weekday", "2020年11月6日（金）14時30分", "2020-11-06"},
		{"Japanese, reign", "令和2年11月6日", "2020-11-06"},
		{"Korean", "2020년 11월 6일", "2020-11-06"},
		{"Swedish", "6 augusti 2020", "2020-08-06"},
		{"Turkish", "6 Kasım 2020", "2020-11-06"},
		{"Hungarian", "2020. november 6.", "2020-11-06"},
		{"Hungarian, weekday", "2020. nov. 6., péntek", "2020-11-06"},
		{"Spanish, August", "6 ago 2020", "2020-08-06"},
		{"French, Tuesday", "mar. 10 nov. 2020", "2020-11-10"},
		{"a Tuesday in March", "Tue, Mar 10, 2020", "2020-03-10"},
		{"Chinese, afternoon", "2020年11月6日 下午2:30", "2020-11-06"},
		{"Korean, afternoon", "2020년 11월 6일 오후 2:30 KST", "2020-11-06T14:30:00+09:00"},
		{"zone behind the year", "Fri Nov 6 14:30:05 2020 +0100", "2020-11-06T14:30:05+01:00"},
		{"in brackets", "(November 6, 2020)", "2020-11-06"},
		{"leap day", "29 Feb 2020", "2020-02-29"},

		{"Afrikaans", "Saterdag 19 Januarie 2019", "2019-01-19"},
		{"Albanian", "e martë, 9 janar 2007", "2007-01-09"},
		{"Amharic", "ማክሰ፣ ፌብ 8 2011", "2011-02-08"},
		{"Arabic", "الأربعاء، 14 يناير 2004", "2004-01-14"},
		{"Arabic digits", "السبت، ٣ يناير ٢٠٠٤", "2004-01-03"},
		{"Arabic digits, numbers", "٢٦\u200f/٠١\u200f/٢٠١١", "2011-01-26"},
		{"Basque", "2015(e)ko urtarrilaren 21(a), asteazkena", "2015-01-21"},
		{"Basque, plain", "2019ko azaroaren 6a", "2019-11-06"},
		{"Bengali", "মঙ্গলবার, ৯ জানুয়ারী, ২০০৭", "2007-01-09"},
		{"Bulgarian", "вторник, 2 януари 2007 г.", "2007-01-02"},
		{"Hebrew", "יום רביעי, 26 בינואר 2011", "2011-01-26"},
		{"Hindi", "14 जन॰ 2019", "2019-01-14"},
		{"Kazakh", "2011 ж. 16 қаңтар, жексенбі", "2011-01-16"},
		{"Latvian", "trešd., 2014. g. 22. janv.", "2014-01-22"},
		{"Lithuanian", "2015 m. sausio 3 d., šeštadienis", "2015-01-03"},
		{"Mongolian", "2014 оны 1-р сарын 10", "2014-01-10"},
		{"Persian", "سه\u200cشنبه ۱۸ ژانویهٔ ۲۰۱۱", "2011-01-18"},
		{"Persian calendar", "۱۲ آبان ۱۳۹۹", "2020-11-02"},
		{"Persian calendar, numbers", "۱۳۹۹/۰۸/۱۲", "2020-11-02"},
		{"Persian calendar, last day of a leap year", "۳۰ اسفند ۱۳۹۹", "2021-03-20"},
		{"Persian calendar, no such day", "۳۱ آبان ۱۳۹۹", ""},
		{"Swahili", "Jumamosi, 7 Jan 2006", "2006-01-07"},
		{"Telugu", "15, జనవరి 2010, శుక్రవారం", "2010-01-15"},
		{"Thai", "อ. 22 ม.ค. 2008", "2008-01-22"},
		{"Thai years", "17 มิถุนายน 2559", "2016-06-17"},
		{"Taiwan's years", "民國109年11月6日", "2020-11-06"},
		{"Ukrainian", "пʼятниця, 17 січня 2020 р.", "2020-01-17"},
		{"Ukrainian, the beginning of a name", "17 верес 2015 6:17", "2015-09-17"},
		{"Vietnamese", "Thứ Năm, 26 tháng 1, 2023", "2023-01-26"},
		{"a month of two languages, by its weekday", "petak, 30. listopada 2020.", "2020-10-30"},
		{"an offset behind a zone", "Mon Aug 10 15:44:11 CEST+0200 2015", "2015-08-10T15:44:11+02:00"},
		{"a zone spelled out", "Fri Jul 03 2015 18:04:07 GMT+0100 (GMT Daylight Time)", "2015-07-03T18:04:07+01:00"},
		{"noon", "November 19, 2014 at noon", "2014-11-19"},
		{"of a server's log", "30/May/2008:08:11:17 -0700", "2008-05-30T08:11:17-07:00"},
		{"Chinese, evening", "2016年9月14日晚8:00", "2016-09-14"},
		{"Chinese, no blank", "2015年04月08日10:05", "2015-04-08"},
		{"Hindi, afternoon", "12 जनवरी  1997 11:08 अपराह्न", "1997-01-12"},
		{"Russian, no blank", "13 авг. 2005г. 19:13", "2005-08-13"},
		{"Thai, of our time", "วันจันทร์ที่ 3 มกราคม ค.ศ. 2022", "2022-01-03"},
		{"Thai, era", "วันจันทร์ที่ 3 มกราคม พ.ศ. 2565", "2022-01-03"},
		{"Croatian, October", "19. listopada 2007.", "2007-10-19"},
		{"Polish, November", "19 listopada 2007", "2007-11-19"},
		{"Czech, November", "19. listopadu 2007", "2007-11-19"},
		{"Korean, weekday", "2008. 3. 21. (금)", "2008-03-21"},
		{"Basque, abbreviated", "2015 urt. 23(a)", "2015-01-23"},
		{"Bengali, ordinal", "1লা জানুয়ারী 2015", "2015-01-01"},
		{"Mongolian, weekday", "2011 оны нэгдүгээр сарын 8, бямба гараг", "2011-01-08"},
		{"Maltese", "11 ta’ Jannar 2012", "2012-01-11"},
		{"Hausa", "6 Sat, 2005", "2005-09-06"},
		{"a weekday of some language on another day", "R, 17. jaanuar 2009", ""},

		{"no leap day", "29 Feb 2019", ""},
		{"no such day", "31 April 2020", ""},
		{"no such month", "2020-13-06", ""},
		{"a month", "November 2020", ""},
		{"a year", "2020", ""},
		{"no year", "November 6", ""},
		{"prose", "May says 6 people came in 2020", ""},
		{"words behind", "November 6, 2020 was a day", ""},
		{"a fraction", "24/7", ""},
		{"an address", "10.11.20.13", ""},
		{"a version", "1.2.13.4", ""},
		{"a season", "2019-2020", ""},
		{"a far year", "6 Nov 3020", ""},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, _ := printed.Parse(c.in, printed.DayFirst)
			if got := m.Date.String(); got != c.want {
				t.Errorf("%q: got %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestMonth(t *testing.T) {
	for s, want := range map[string]bool{"March": true, "févr.": true, "ноября": true, "Jen": false, "Stu": false, "mon": false, "": false} {
		if got := printed.Month(s); got != want {
			t.Errorf("%q: %t", s, got)
		}
	}
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		name, in  string
		order     printed.Order
		want      string
		ambiguous bool
	}{
		{"day first", "11/06/2020", printed.DayFirst, "2020-06-11", true},
		{"month first", "11/06/2020", printed.MonthFirst, "2020-11-06", true},
		{"only day first", "23/06/2020", printed.MonthFirst, "2020-06-23", false},
		{"only month first", "06/23/2020", printed.DayFirst, "2020-06-23", false},
		{"either way the same", "06/06/2020", printed.MonthFirst, "2020-06-06", false},
		{"dots are day first", "11.06.2020", printed.MonthFirst, "2020-06-11", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, _ := printed.Parse(c.in, c.order)
			if got := m.Date.String(); got != c.want || m.Ambiguous != c.ambiguous {
				t.Errorf("got %q, ambiguous %v, want %q, %v", got, m.Ambiguous, c.want, c.ambiguous)
			}
		})
	}
}

// apart finds the date that stands apart at the end of a line, or else at its
// beginning.
func apart(line string) (printed.Match, bool) {
	for _, find := range []func(string, printed.Order) (printed.Match, bool){printed.FindLast, printed.FindFirst} {
		if m, ok := find(line, printed.DayFirst); ok && m.Apart {
			return m, true
		}
	}
	return printed.Match{}, false
}

func TestFindApart(t *testing.T) {
	for _, c := range []struct{ name, in, date, rest string }{
		{"at the end", "Tips for boxers - November 6, 2020", "2020-11-06", "Tips for boxers - |"},
		{"a date in the title", "The Nov 3 election - November 6, 2020", "2020-11-06", "The Nov 3 election - |"},
		{"two dates", "Apollo 11 - July 20, 1969 - remembered - 6 Nov 2020", "2020-11-06", "Apollo 11 - July 20, 1969 - remembered - |"},
		{"a title that ends in a year", "The best of 2018 - 6 Nov 2020", "2020-11-06", "The best of 2018 - |"},
		{"a title that ends in a number", "Top 10 - 06/11/2020", "2020-11-06", "Top 10 - |"},
		{"weekday in the title", "Monday, Monday: a song - Monday, November 6, 2020", "2020-11-06", "Monday, Monday: a song - |"},
		{"a title that ends in a weekday", "Markets open higher on Monday - November 6, 2020", "2020-11-06", "Markets open higher on Monday - |"},
		{"a title that is a particle somewhere", "G - November 6, 2020", "2020-11-06", "G - |"},
		{"a title that ends in a particle", "Plan A - November 6, 2020", "2020-11-06", "Plan A - |"},
		{"a title that ends in a particle, colon", "Vitamin D: 6 November 2020", "2020-11-06", "Vitamin D: |"},
		{"a title that is a weekday's", "Black Friday – 27 Nov 2020", "2020-11-27", "Black Friday – |"},
		{"a weekday and its date", "Friday - November 6, 2020", "2020-11-06", "|"},
		{"wide brackets", "猫の駅長が引退（2020年10月2日）", "2020-10-02", "猫の駅長が引退|"},
		{"brackets", "A title (November 6, 2020)", "2020-11-06", "A title |"},
		{"label", "A title | Posted on 6 November 2020 at 14:30", "2020-11-06", "A title | |"},
		{"tab", "A title\t2020-11-06", "2020-11-06", "A title\t|"},
		{"at the beginning", "2020-11-06 - 5 tips", "2020-11-06", "| - 5 tips"},
		{"at the beginning, colon", "November 6, 2020: 24/7 - life", "2020-11-06", "|: 24/7 - life"},
		{"at the beginning, brackets", "[2020-11-06] A title", "2020-11-06", "| A title"},
		{"at the beginning, time", "2020-11-06 14:30 A title", "2020-11-06", "| A title"},
		{"at the beginning, blank", "2020-11-06 A title", "2020-11-06", "| A title"},
		{"Japanese, reign", "東京で大雪 - 令和2年11月6日", "2020-11-06", "東京で大雪 - |"},
		{"Japanese, no blank", "東京で大雪 - 2020年11月6日", "2020-11-06", "東京で大雪 - |"},
		{"a weekday in a way of writing that is not known", "Мост открыт - Срд, 09 янв. 2019 г. 12:15", "2019-01-09", "Мост открыт - |"},
		{"Arabic digits", "افتتاح الجسر - السبت، ٣ يناير ٢٠٠٤", "2004-01-03", "افتتاح الجسر - |"},
		{"Arabic digits at the beginning", "٣ يناير ٢٠٠٤: افتتاح الجسر", "2004-01-03", "|: افتتاح الجسر"},
		{"the whole line", "Friday, 6 November 2020", "2020-11-06", "|"},

		{"a title that ends in small words", "The bridge opens at last 14.03.2019", "", ""},
		{"far ahead", "A title - January 1, 2999", "2999-01-01", "A title - |"},
		{"a number of people", "On the march: March 12, 2500 people", "", ""},
		{"a number of people at the beginning", "March 12, 2500: people", "", ""},
		{"prose", "He was born on November 6, 2020.", "", ""},
		{"prose, comma", "In Paris, on Friday, November 6, 2020.", "", ""},
		{"prose at the beginning", "November 6, 2020 was a day.", "", ""},
		{"prose with a small word", "On November 6, 2020 President Xi went home", "", ""},
		{"a title about a date", "What we know as of March 4, 2020", "", ""},
		{"a month that is a verb", "May says 2020 was bad", "", ""},
		{"in the middle", "Apollo 11 - July 20, 1969 - remembered", "", ""},
		{"none", "Self-driving cars - are we there yet?", "", ""},
		{"numbers", "Review: Fargo - Season 4, Episode 1", "", ""},
		{"empty", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, ok := apart(c.in)
			rest := ""
			if ok {
				rest = c.in[:m.Start] + "|" + c.in[m.End:]
			}
			if m.Date.String() != c.date || rest != c.rest {
				t.Errorf("got %q, %q, want %q, %q", m.Date, rest, c.date, c.rest)
			}
		})
	}
}

// FuzzParse: whatever comes in, the places are within the line, and a date
// that was found by itself is found again.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"Tips - November 6, 2020", "2020-11-06T14:30:05.1+01:00", "(6 de noviembre de 2020)", "2020年11月6日（金）14時30分",
		"Fri Nov  6 14:30:05 UTC 2020", "Veröffentlicht am 06.11.20 um 14.30 Uhr", "令和2年11月6日", "1er août 2020 à 14 h 05", "\xff6/11/2020",
		"السبت، ٣ يناير ٢٠٠٤", "٢٦\u200f/٠١\u200f/٢٠١١", "2015(e)ko urtarrilaren 21(a)", "۱۲ آبان ۱۳۹۹", "17 มิถุนายน 2559", "2014 оны 1-р сарын 10",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, order := range []printed.Order{printed.DayFirst, printed.MonthFirst} {
			for _, find := range []func(string, printed.Order) (printed.Match, bool){printed.FindLast, printed.FindFirst, printed.Parse} {
				m, ok := find(s, order)
				if !ok {
					continue
				}
				if m.Start < 0 || m.Start >= m.End || m.End > len(s) {
					t.Fatalf("%q: [%d, %d)", s, m.Start, m.End)
				}
				if y := m.Date.At.Year(); y < 1799 || y > 2999 {
					t.Fatalf("%q: %v", s, m.Date)
				}
				if again, ok := printed.Parse(m.Date.String(), printed.DayFirst); !ok || !again.Date.Equal(m.Date) {
					t.Fatalf("%q: %v is read again as %v", s, m.Date, again.Date)
				}
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	for _, c := range []struct{ name, line string }{
		{"title and date", "Tips for becoming a good boxer - November 6, 2020"},
		{"no digits", "Five Tech Tools That Will Help You Turn Your Blog into a Business"},
		{"prose with digits", strings.Repeat("The price rose to 1,200 dollars in 2018 and then fell again, he said. ", 4)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				apart(c.line)
			}
		})
	}
}
