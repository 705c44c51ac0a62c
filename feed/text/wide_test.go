package text_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"dateline/feed/document"
	"dateline/feed/text"
	"dateline/model"
)

const prose = "\n\nThe harbour was opened again on Monday, after a storm had closed it for three weeks, said the council of the town.\n\nNobody was hurt, and the pier stands as it stood before the storm came in from the sea.\n"

// TestMonths: an index by month, or by year, dates its entries so; a number that only
// looks like a year dates nothing.
func TestMonths(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"title and month", "Harbour reopens - June 2013\nTram line voted - May 2013\nPier damaged in storm – Apr. 2013\n", "2013-06 Harbour reopens|2013-05 Tram line voted|2013-04 Pier damaged in storm"},
		{"in brackets", "Harbour reopens (June 2013)\nTram line voted (6 May 2013)\nPier damaged (2013-04)\n", "2013-06 Harbour reopens|2013-05-06 Tram line voted|2013-04 Pier damaged"},
		{"month first", "June 2013: Harbour reopens\nMay 2013: Tram line voted\n2013-04: Pier damaged\n", "2013-06 Harbour reopens|2013-05 Tram line voted|2013-04 Pier damaged"},
		{"above and below", "Harbour reopens\nJune 2013\n\nTram line voted\nMay 2013\n\nPier damaged\nApril 2013\n", "2013-06 Harbour reopens|2013-05 Tram line voted|2013-04 Pier damaged"},
		{"links", "[Harbour reopens](https://a.example/1) - June 2013\n[Tram line](https://a.example/2) - May 2013\n", "2013-06 Harbour reopens|2013-05 Tram line"},
		{"bullets below a month", "June 2013\n\n- Harbour reopens\n- Tram line voted\n\nMay 2013\n\n- Pier damaged in storm\n", "2013-06 Harbour reopens|2013-06 Tram line voted|2013-05 Pier damaged in storm"},
		{"bullets below a heading", "# June 2013\n* Harbour reopens\n* Tram line voted\n# May 2013\n* Pier damaged\n", "2013-06 Harbour reopens|2013-06 Tram line voted|2013-05 Pier damaged"},
		{"years", "The harbour book - 2013\nThe tide book - 2012\nThe pier book - 2011\n", "2013 The harbour book|2012 The tide book|2011 The pier book"},
		{"bullets below a year", "2013\n- The harbour book\n- The tide book\n\n2012\n- The pier book\n", "2013 The harbour book|2013 The tide book|2012 The pier book"},
		{"an article of a month", "The newsletter of the harbour - June 2013" + prose, "2013-06 The newsletter of the harbour"},
		{"as it is saved", "Harbour reopens\n\nThe coast, Ann Author\nJune 2013 (from the address)\nhttps://a.example/1" + prose, "~2013-06 Harbour reopens"},
		{"a year, as it is saved", "Harbour reopens\n\nThe coast, Ann Author\n2013\nhttps://a.example/1" + prose, "2013 Harbour reopens"},
		{"a year among days", "Harbour reopens - June 4, 2013\nTram line voted - June 3, 2013\nCouncil votes - June 2, 2013\nThe tide book - 2049\nPier damaged in storm - June 2, 2013\nFerry runs late - June 1, 2013\nTram runs - May 31, 2013\n", "2013-06-04 Harbour reopens|2013-06-03 Tram line voted|2013-06-02 Council votes|2013-06-02 Pier damaged in storm|2013-06-01 Ferry runs late|2013-05-31 Tram runs"},
		{"years below days", "Harbour reopens - June 4, 2013\nTram line voted - June 3, 2013\nPier damaged - May 2013\nThe tide book - 2012\n", "2013-06-04 Harbour reopens|2013-06-03 Tram line voted|2013-05 Pier damaged"},
		{"a month to come", "Winter fair - January 2027\nHarbour reopens - June 2013\nTram line voted - May 2013\n", "2027-01 Winter fair|2013-06 Harbour reopens|2013-05 Tram line voted"},

		{"years to come", "Blade Runner - 2049\nThe tide book - 2012\nThe pier book - 2011\n", " Blade Runner - 2049"},
		{"one title with a year", "Space Odyssey - 2001" + prose, " Space Odyssey - 2001"},
		{"two titles with years", "Space Odyssey - 2001\nThe long summer of the harbour\nFive ferries\nBlade Runner - 2019" + prose, " Space Odyssey - 2001"},
		{"a month within a sentence", "What we read in June 2013" + prose, " What we read in June 2013"},
		{"a number of a street", "Harbour Street 2013" + prose, " Harbour Street 2013"},
		{"a list of months", "The harbour reopens" + prose + "\nArchive\nJune 2013\nMay 2013\nApril 2013\n", " The harbour reopens"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document.New("a.txt", strings.NewReader(c.in))
			d.Now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
			var got []string
			err := text.Read(context.Background(), d, func(a *model.Article) error {
				s := a.Published.String() + " " + a.Title
				if a.Published.Dated() && a.Published.From.Approximate() {
					s = "~" + s
				}
				got = append(got, s)
				return nil
			})
			if s := strings.Join(got, "|"); err != nil || s != c.want {
				t.Errorf("got  %s\nwant %s, %v", s, c.want, err)
			}
		})
	}
}
