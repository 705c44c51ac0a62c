package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/feed/document"
	"dateline/model"
)

func finalize(t *testing.T, d *document.Document, in ...model.Article) (out []model.Article, notes []string) {
	t.Helper()
	d.Explain = func(n document.Note) { notes = append(notes, n.Text) }
	f := newFinalizer(d)
	for _, a := range in {
		if f.finalize(&a) {
			out = append(out, a)
		}
	}
	return out, notes
}

func TestFinalizeIDs(t *testing.T) {
	same := model.Article{Title: "A", Body: "x"}
	tests := []struct {
		name string
		in   []model.Article
		want int // articles with IDs of their own
	}{
		{"a repeat", []model.Article{same, same}, 1},
		{"another text", []model.Article{same, {Title: "A", Body: "y"}}, 2},
		{"three texts and repeats of each", []model.Article{same, {Title: "A", Body: "y"}, {Title: "A", Body: "z"}, same, {Title: "A", Body: "y"}, {Title: "A", Body: "z"}}, 3},
		{"one id for all entries", []model.Article{{Title: "A", EntryID: "feed"}, {Title: "B", EntryID: "feed"}, {Title: "C", EntryID: "feed"}}, 3},
		{"one address for all entries", []model.Article{{Title: "A", URL: "https://a.example/"}, {Title: "B", URL: "https://a.example/"}}, 2},
		{"one id and address for all", []model.Article{{Title: "A", EntryID: "x", URL: "https://a.example/"}, {Title: "A", Body: "1", EntryID: "x", URL: "https://a.example/"}, {Title: "A", Body: "2", EntryID: "x", URL: "https://a.example/"}}, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := finalize(t, &document.Document{Identity: "x"}, tt.in...)
			ids := map[model.ID]bool{}
			for _, a := range got {
				ids[a.ID] = true
			}
			if len(got) != tt.want || len(ids) != tt.want {
				t.Errorf("got %d articles with %d IDs, want %d", len(got), len(ids), tt.want)
			}
			again, _ := finalize(t, &document.Document{Identity: "x"}, tt.in...)
			for i := range again {
				if again[i].ID != got[i].ID {
					t.Errorf("read again, article %d has another ID", i)
				}
			}
		})
	}
}

func TestFinalizeFirstIDIsPlain(t *testing.T) {
	got, _ := finalize(t, &document.Document{Identity: "x"}, model.Article{Title: "A", EntryID: "e"})
	if want := model.NewID("x", "e", "", "A", model.Date{}); got[0].ID != want {
		t.Errorf("got %s, want %s", got[0].ID, want)
	}
}

func TestFinalizeTitles(t *testing.T) {
	long := strings.Repeat("word ", 40)
	tests := []struct {
		name string
		in   model.Article
		want string
	}{
		{"stated", model.Article{Title: " A  title "}, "A title"},
		{"from the text", model.Article{Body: "First words.\n\nMore."}, "First words."},
		{"from a long text", model.Article{Body: long}, model.TitleFrom(long)},
		{"from the summary", model.Article{Summary: "In short"}, "In short"},
		{"from the address", model.Article{URL: "https://a.example/x"}, "https://a.example/x"},
		{"from an enclosure", model.Article{Enclosures: []model.Enclosure{{URL: "https://a.example/e12.mp3"}}}, "e12.mp3"},
		{"from nothing", model.Article{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, notes := finalize(t, &document.Document{}, tt.in)
			if tt.want == "" {
				if len(got) != 0 || len(notes) != 1 {
					t.Errorf("got %v, noted %q", got, notes)
				}
				return
			}
			if len(got) != 1 || got[0].Title != tt.want {
				t.Errorf("got %+v, want %q", got, tt.want)
			}
		})
	}
}

func TestFinalizeCleans(t *testing.T) {
	const bad = "a\x1b]52;c;AAAA\x07b\u202ec\x9bd\u009be\r\nf"
	a := model.Article{
		EntryID: bad, Title: bad, URL: "https://a.example/" + bad, Authors: []string{bad, "\x07"}, Tags: []string{bad},
		Language: bad, Summary: bad, Body: bad, Source: bad,
		Enclosures: []model.Enclosure{{URL: "javascript:alert(1)"}, {URL: "https://a.example/e.mp3", Type: bad, Length: -1}},
	}
	got, _ := finalize(t, &document.Document{Path: bad}, a)
	for _, s := range []string{fmt.Sprintf("%+v", got[0])} {
		if s != model.CleanText(s) || !strings.Contains(s, "e.mp3") || strings.Contains(s, "javascript") {
			t.Errorf("got %q", s)
		}
	}
	if got[0].Title != model.CleanLine(bad) || len(got[0].Authors) != 1 || got[0].Enclosures[0].Length != 0 {
		t.Errorf("got %+v", got[0])
	}
	for _, address := range []string{"ftp://a.example/", "/relative", "https://", "javascript:x", "http:///x"} {
		if got := webAddress(address); got != "" {
			t.Errorf("%s was let through as %q", address, got)
		}
	}
}

func TestFinalizeCuts(t *testing.T) {
	d := &document.Document{Limits: document.Limits{Article: 100}}
	got, notes := finalize(t, d, model.Article{Title: "T", Body: strings.Repeat("x", 70) + "\n\n" + strings.Repeat("ä", 70)})
	if len(got[0].Body) != 70 || len(notes) != 1 {
		t.Errorf("got %d bytes, noted %q", len(got[0].Body), notes)
	}
}

// TestFinalizeForgets checks that the memory of a long document has a bound.
func TestFinalizeForgets(t *testing.T) {
	f := newFinalizer(&document.Document{})
	for i := range 3 * maxKnown {
		f.addSeen(uint64(i))
	}
	if n := len(f.known) + len(f.knownBefore); n > 2*maxKnown {
		t.Errorf("remembers %d", n)
	}
}

// What an earlier version called otherwise is found by that title, too.
func TestFinalizeFormerTitle(t *testing.T) {
	f := newFinalizer(document.New("x", strings.NewReader("")))
	f.former = []model.FormerSource{{Name: "x.html", Path: "x.html"}}
	a := model.Article{Title: "A heading", FormerTitle: "A heading | The Site", Body: "x"}
	if !f.finalize(&a) || len(a.Former) != 2 || a.Former[1].ID != model.FormerID("x.html", "", "", "A heading | The Site", model.Date{}) {
		t.Errorf("got %+v", a.Former)
	}
}

// TestFinalizeFormerDay: what has neither id nor address is known by its day alone, too.
func TestFinalizeFormerDay(t *testing.T) {
	instant := model.Date{At: time.Date(2012, 11, 12, 23, 30, 0, 0, time.FixedZone("", -8*3600)), Precision: model.ToInstant, From: model.FromStated}
	day := model.NewDay(2012, 11, 12)
	for _, c := range []struct {
		name string
		a    model.Article
		want bool
	}{
		{"an instant", model.Article{Title: "T", Published: instant}, true},
		{"a day", model.Article{Title: "T", Published: model.OnDay(day, model.FromStated)}, false},
		{"an address", model.Article{Title: "T", URL: "https://a.example/1", Published: instant}, false},
	} {
		f := newFinalizer(document.New("/x.txt", strings.NewReader("")))
		if !f.finalize(&c.a) || (len(c.a.Former) == 1) != c.want {
			t.Fatalf("%s: got %+v", c.name, c.a.Former)
		}
		if c.want && c.a.Former[0].ID != model.NewID(f.identity, "", "", "T", model.OnDay(day, model.FromStated)) {
			t.Errorf("%s: got %+v", c.name, c.a.Former)
		}
	}
}
