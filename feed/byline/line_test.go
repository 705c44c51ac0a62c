package byline

import (
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"dateline/model/when/printed"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		line  string
		names []string
		said  bool
		day   string
	}{
		{"By Jane Doe, Senior Writer | November 6, 2020 | 5 min read", []string{"Jane Doe"}, true, "2020-11-06"},
		{"ByJane DoeNovember 6, 20203 Comments", []string{"Jane Doe"}, true, "2020-11-06"},
		{"Jane Doe November 6, 2020 Product Reviews 7 Comments", []string{"Jane Doe"}, false, "2020-11-06"},
		{"Published August 7, 2023 by Nicole Burke", []string{"Nicole Burke"}, true, "2023-08-07"},
		{"By Marc Santora, William K. Rashbaum, Al Baker and Adam Goldman", []string{"Marc Santora", "William K. Rashbaum", "Al Baker", "Adam Goldman"}, true, ""},
		{"Von Sina Zehrfeld Landespolitische Korrespondentin", []string{"Sina Zehrfeld"}, true, ""},
		{"Kolumne von Carla Siepmann - 28.04.2024 um 08:52 Uhr - 12 Ergänzungen", []string{"Carla Siepmann"}, true, "2024-04-28"},
		{"Publié le 7 mai 2019 par Anne Dupont", []string{"Anne Dupont"}, true, "2019-05-07"},
		{"17:41 JST, October 13, 2024", nil, false, "2024-10-13"},
		{"June 26, 2023 5 AM PT", nil, false, "2023-06-26"},
		{"By the editors of the Gazette", nil, false, ""},
		{"Written by", nil, true, ""},
		{"Sam Stein Senior Politics Editor, The Gazette", []string{"Sam Stein"}, false, ""},
		{"The Gazette Team", nil, false, ""},
		{"Gazette Team", []string{"Gazette Team"}, false, ""},
		{"Photo by Jane Doe", nil, false, ""},
		{"By Grant Brisbee@GrantBrisbee Dec 6, 2016, 4:08pm EST", []string{"Grant Brisbee"}, true, "2016-12-06"},
		{"", nil, false, ""},
	} {
		l := Read(c.line, printed.DayFirst)
		day := ""
		if len(l.Dates) > 0 {
			day = l.Dates[0].Date.Day(time.UTC).String()
		}
		if !slices.Equal(l.Names, c.names) || l.Said != c.said || day != c.day {
			t.Errorf("Read(%q): names %q, said %v, day %q; want %q, %v, %q", c.line, l.Names, l.Said, day, c.names, c.said, c.day)
		}
	}
}

func TestReadNames(t *testing.T) {
	if l := ReadNames("The Gazette Team", printed.DayFirst); !l.Said || !slices.Equal(l.Names, []string{"The Gazette Team"}) {
		t.Errorf("got %q, said %v", l.Names, l.Said)
	}
}

func TestIsName(t *testing.T) {
	for s, want := range map[string]bool{"Jane Doe": true, "Vincent van Gogh": true, "T. C. Sottek": true, "Product Reviews": false, "Read More": false, "jane doe": false, "November 2020": false, "": false} {
		if got := IsName(s); got != want {
			t.Errorf("IsName(%q) is %v", s, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("By Jane Doe, Senior Writer | November 6, 2020 | 5 min read")
	f.Add("access_time2019/04/21 11:51 createNeoL／ネオエル folder生活・趣味")
	f.Fuzz(func(t *testing.T, s string) {
		l := Read(s, printed.DayFirst)
		for _, n := range l.Names {
			if n == "" || utf8.ValidString(s) && !utf8.ValidString(n) {
				t.Errorf("Read(%q) names %q", s, n)
			}
		}
		IsName(s)
	})
}
