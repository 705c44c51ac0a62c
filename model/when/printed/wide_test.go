package printed

import (
	"testing"
	"time"

	"dateline/model"
)

func TestWide(t *testing.T) {
	for s, want := range map[string]string{
		"June 2013": "2013-06", "Jun 2013": "2013-06", "Jun. 2013": "2013-06", "JUNE 2013": "2013-06", "June, 2013": "2013-06", "May 2013": "2013-05", "Mar 2013": "2013-03",
		"2013 June": "2013-06", "juin 2013": "2013-06", "junio de 2013": "2013-06", "Juni 2013": "2013-06", "März 2013": "2013-03", "июнь 2013": "2013-06",
		"2013-06": "2013-06", "2013/06": "2013-06", "06/2013": "2013-06", "2013年6月": "2013-06", "2013년 6월": "2013-06", "(June 2013)": "2013-06", "Published: June 2013": "2013-06",
		"2013": "2013", "[2013]": "2013", "1850": "1850",
		"": "", "June": "", "13": "", "2013-13": "", "2013-00": "", "2013-6-5": "", "June 6, 2013": "", "6 June 2013": "", "in June 2013": "", "June 2013 issue": "",
		"3013": "", "1066": "", "20130": "", "2013-2014": "", "13/2013": "", "June 13": "", "the year 2013": "", "2013 words": "", "5/2013": "",
	} {
		d, ok := Wide(s)
		if got := d.String(); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %t, want %q", s, got, ok, want)
		}
	}
}

// FuzzWide: what is read is a month or a year, and no day is taken for one.
func FuzzWide(f *testing.F) {
	for _, s := range []string{"June 2013", "2013-06", "2013", "2013年6月", "June 6, 2013", "published june"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := Wide(s)
		if ok != d.Precision.Wide() {
			t.Fatalf("%q: %s, %t", s, d, ok)
		}
		if _, day := Parse(s, DayFirst); ok && day {
			t.Fatalf("%q is a day, too", s)
		}
		if first, _ := d.Days(time.UTC); ok && (first < model.NewDay(1800, 1, 1) || first > model.NewDay(2200, 1, 1)) {
			t.Fatalf("%q: %s", s, d)
		}
	})
}
