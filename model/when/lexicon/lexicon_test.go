package lexicon_test

import (
	"strings"
	"testing"
	"time"

	"dateline/model/when/lexicon"
)

// TestZone: an abbreviation that several zones share is the one that most news means.
func TestZone(t *testing.T) {
	winter, summer := time.Date(2020, 1, 6, 12, 0, 0, 0, time.UTC), time.Date(2020, 7, 6, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct{ name, winter, summer string }{
		{"utc", "+00:00", "+00:00"},
		{"z", "+00:00", "+00:00"},
		{"ist", "+05:30", "+05:30"},
		{"bst", "+01:00", "+01:00"},
		{"cst", "-06:00", "-06:00"},
		{"est", "-05:00", "-05:00"},
		{"aest", "+10:00", "+10:00"},
		{"ast", "-04:00", "-04:00"},
		{"gst", "+04:00", "+04:00"},
		{"et", "-05:00", "-04:00"},
		{"ct", "-06:00", "-05:00"},
		{"mt", "-07:00", "-06:00"},
		{"pt", "-08:00", "-07:00"},
		{"at", "-04:00", "-03:00"},
		{"xyz", "", ""},
	} {
		zone, ok := lexicon.Zone(c.name)
		if ok != (c.winter != "") {
			t.Errorf("%s: %v", c.name, ok)
			continue
		}
		if !ok {
			continue
		}
		if w, s := winter.In(zone).Format("-07:00"), summer.In(zone).Format("-07:00"); w != c.winter || s != c.summer {
			t.Errorf("%s: %s, in summer %s", c.name, w, s)
		}
	}
}

func TestNamedZone(t *testing.T) {
	for s, want := range map[string]int{
		"Europe/Berlin": 13, "America/Argentina/Buenos_Aires and on": 30, "Etc/GMT+5": 9, "Europe/Berlin/": 13,
		"Europe": 0, "Europe/Nowhere": 0, "": 0, "/etc/passwd": 0, "../../etc/passwd": 0, "a/" + strings.Repeat("b", 60): 0,
	} {
		if _, n := lexicon.NamedZone(s); n != want {
			t.Errorf("%q: %d, want %d", s, n, want)
		}
	}
}

// TestMonths: no name is that of two months, and all are found as they are folded.
func TestMonths(t *testing.T) {
	seen := make(map[string]int)
	for i, names := range lexicon.Months {
		for name := range strings.FieldsSeq(names) {
			folded := lexicon.Fold(name)
			if at, ok := seen[folded]; ok {
				t.Errorf("%q is of the months %d and %d", name, at, i+1)
			}
			seen[folded] = i + 1
		}
	}
	for name, month := range map[string]int{"MÄRZ": 3, "Août": 8, "Październik": 10, "Kasım": 11, "Ιουλίου": 7, "мая": 5, "ФЕВРАЛЯ": 2, "szeptember": 9} {
		if got := seen[lexicon.Fold(name)]; got != month {
			t.Errorf("%q is month %d, want %d", name, got, month)
		}
	}
}

// TestLongest: names of all languages are found, the longest first, where a word ends.
func TestLongest(t *testing.T) {
	for _, c := range []struct {
		in     string
		month  int
		days   uint8
		length int
	}{
		{"lístopadu 2020", 11, 0, len("lístopadu")},
		{"е", 0, 0, 0},
		{"e martë, 9 janar", 0, 1 << 2, len("e martë")},
		{"thg 1, 2020", 1, 0, len("thg 1")},
		{"thg 12 2020", 12, 0, len("thg 12")},
		{"1-р сарын 10", 1, 0, len("1-р сарын")},
		{"ม.ค. 2007", 1, 0, len("ม.ค")},
		{"सितंबर", 9, 0, len("सितंबर")},
		{"जून 2013", 6, 0, len("जून")},
		{"जन॰ 2013", 1, 0, len("जन॰")},
		{"फ़रवरी", 2, 0, len("फ़रवरी")},
		{"سه\u200cشنبه ۱۸", 0, 1 << 2, len("سه\u200cشنبه")},
		{"ФЕВРАЛЯ", 2, 0, len("ФЕВРАЛЯ")},
		{"п’ятниця, 17", 0, 1 << 5, len("п’ятниця")},
		{"januaryish", 0, 0, 0},
		{"", 0, 0, 0},
	} {
		name, n := lexicon.Longest(c.in)
		if n != c.length || c.month > 0 && name.Months() != 1<<(c.month-1) || name.Weekdays() != c.days {
			t.Errorf("%q: %d bytes, months %b, weekdays %b", c.in, n, name.Months(), name.Weekdays())
		}
	}
}

// TestEachName: the table is in order and folded, and each of its names is found.
func TestEachName(t *testing.T) {
	last, n := "", 0
	lexicon.EachName(func(name string, meaning lexicon.Name) {
		if n++; name <= last || lexicon.FoldName(name) != name || meaning == 0 {
			t.Errorf("%q stands behind %q", name, last)
		}
		if got, n := lexicon.Longest(name); n != len(name) || got != meaning {
			t.Errorf("%q is read as %x", name, got)
		}
		last = name
	})
	if n < 5000 {
		t.Errorf("%d names", n)
	}
}

func TestBeginning(t *testing.T) {
	for s, want := range map[string]int{"верес": 9, "листоп": 11, "ма": 0, "": 0, "xyz": 0} {
		if got := lexicon.Beginning(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

// FuzzLongest: whatever comes in, a name ends within it.
func FuzzLongest(f *testing.F) {
	for _, s := range []string{"e martë, 9", "1-р сарын", "सितंबर", "\xffjan", "ม.ค."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if _, n := lexicon.Longest(s); n > len(s) {
			t.Fatalf("%q: %d", s, n)
		}
		lexicon.Beginning(s)
	})
}

func TestOrdinal(t *testing.T) {
	for s, want := range map[string]int{"th of": 2, "st": 2, "TH": 2, "thx": 0, "er août": 2, "º": 2, " th": 0, "": 0} {
		if got := lexicon.Ordinal(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}
