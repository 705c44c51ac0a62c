package text_test

import (
	"strings"
	"testing"
)

// TestUnreadRows: a row of an index whose date is in a way of writing that is not known
// is a row all the same, without a date, and its neighbours keep theirs.
func TestUnreadRows(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{
			"title and date", "Harbour reopens - June 4, 2013\nTram line voted - 12 Brumaire 2013\nPier damaged - June 2, 2013\n",
			"2013-06-04 Harbour reopens|  Tram line voted - 12 Brumaire 2013|2013-06-02 Pier damaged",
		},
		{
			"the first and the last", "Tram line voted - 12 Brumaire 2013\nHarbour reopens - June 4, 2013\nPier damaged - 11 Brumaire 2013\n",
			"  Tram line voted - 12 Brumaire 2013|2013-06-04 Harbour reopens|  Pier damaged - 11 Brumaire 2013",
		},
		{
			"date and title", "June 4, 2013: Harbour reopens\n12 Brumaire 2013: Tram line voted\nJune 2, 2013: Pier damaged\n",
			"2013-06-04 Harbour reopens|  12 Brumaire 2013: Tram line voted|2013-06-02 Pier damaged",
		},
		{
			"below", "Harbour reopens\nJune 4, 2013\nTram line voted\n12 Brumaire 2013\nPier damaged\nJune 2, 2013\n",
			"2013-06-04 Harbour reopens|  Tram line voted|2013-06-02 Pier damaged",
		},
		{
			"a year that begins the line", "Harbour reopens\n2013. június 4.\nTram line voted\n2013. június 3.\n",
			"2013-06-04 Harbour reopens|2013-06-03 Tram line voted",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, a := range read(t, c.in) {
				s := a.Published.String()
				if s == "" {
					s = " "
				}
				got = append(got, s+" "+a.Title)
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}
