package opml

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/model"
)

func TestRead(t *testing.T) {
	tests := []struct {
		name, in string
		want     []model.Subscription
		err      error
	}{
		{
			"version 2, folders and categories", `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="World">
<outline type="rss" text="A" title="A &amp; B" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/" category="/Politics/Europe,daily"/>
</outline></outline>
<outline type="rss" text="C" xmlUrl="https://c.example/feed"/>
</body></opml>`, []model.Subscription{
				{Title: "A & B", Address: "https://a.example/feed", Page: "https://a.example/", Folder: "News/World", Tags: []string{"Politics", "Europe", "daily"}},
				{Title: "C", Address: "https://c.example/feed"},
			}, nil,
		},
		{
			"version 1, end tags, other case", `<OPML VERSION="1.1"><BODY><OUTLINE TEXT="F"><OUTLINE TEXT="A" XMLURL="http://a.example/"></OUTLINE></OUTLINE>
<outline type="rss" text="old" url="http://old.example/rss"/></BODY></OPML>`, []model.Subscription{
				{Title: "A", Address: "http://a.example/", Folder: "F"},
				{Title: "old", Address: "http://old.example/rss"},
			}, nil,
		},
		{
			"not well-formed", `<opml><body><outline text='A & B' xmlUrl=http://a.example/?x=1&y=2><outline text="it's" xmlUrl="http://b.example/"/>`,
			[]model.Subscription{
				{Title: "A & B", Address: "http://a.example/?x=1&y=2"},
				{Title: "it's", Address: "http://b.example/"},
			},
			nil,
		},
		{
			"listed twice", `<opml><body><outline text="X"><outline xmlUrl="http://a.example/"/></outline>
<outline text="Y"><outline title="A" xmlUrl="http://a.example/" htmlUrl="http://a.example/home"/></outline></body></opml>`,
			[]model.Subscription{{Title: "A", Address: "http://a.example/", Page: "http://a.example/home", Folder: "X", Tags: []string{"Y"}}},
			nil,
		},
		{
			"names with slashes, folders without names", `<opml><outline text="/News//Local/"><outline><outline text="Ships"><outline xmlUrl="http://a.example/"/></outline></outline></outline></opml>`,
			[]model.Subscription{{Address: "http://a.example/", Folder: "News/Local/Ships"}},
			nil,
		},
		{"Latin-1", "<?xml version='1.0' encoding='iso-8859-1'?><opml><body><outline text='Caf\xe9' xmlUrl='http://a.example/'/></body></opml>", []model.Subscription{{Title: "Café", Address: "http://a.example/"}}, nil},
		{"escapes", "<opml><outline text='a&#27;]0;x&#7;\u202eb' xmlUrl='http://a.example/'/></opml>", []model.Subscription{{Title: "a]0;xb", Address: "http://a.example/"}}, nil},
		{"empty", "<opml version='2.0'><body/></opml>", nil, nil},
		{"something else", "<rss><channel/></rss>", nil, ErrNone},
		{"nothing", "", nil, ErrNone},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _, err := Read(strings.NewReader(tt.in), document.ToUTF8)
			if !errors.Is(err, tt.err) || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %+v, %v\nwant %+v, %v", got, err, tt.want, tt.err)
			}
		})
	}
}

// Lists made to be slow take time that grows with their size: were it with the
// square of it, this would not end in time.
func TestReadHostile(t *testing.T) {
	const n = 100_000
	numbers := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, in := range map[string]string{
		"outlines within outlines": strings.Repeat(`<outline text="a" xmlUrl="https://a.example/">`, n),
		"folders within folders":   numbers(`<outline text="%d">`) + `<outline xmlUrl="https://a.example/">`,
		"one source in many":       numbers(`<outline text="%d"><outline xmlUrl="https://a.example/"/></outline>`),
		"categories":               `<outline xmlUrl="https://a.example/" category="` + numbers("%d,") + `"/>`,
	} {
		t.Run(name, func(t *testing.T) {
			subs, _, err := Read(strings.NewReader("<opml>"+in), document.ToUTF8)
			if err != nil || len(subs) != 1 || len(subs[0].Tags) > 1000 {
				t.Errorf("got %d subscriptions, %v", len(subs), err)
			}
		})
	}
}

func TestLooks(t *testing.T) {
	tests := map[string]bool{
		"<opml version='2.0'>": true,
		"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- by hand -->\n<OPML>":    true,
		"<?xml version='1.0'?><!DOCTYPE opml [<!ENTITY a 'b'>]>\n<opml>": true,
		"<rss version='2.0'>": false,
		"An <opml> document":  false,
		"":                    false,
	}
	for in, want := range tests {
		if got := Looks([]byte(in)); got != want {
			t.Errorf("Looks(%q): got %v", in, got)
		}
	}
}

func TestWriteThenRead(t *testing.T) {
	subs := []model.Subscription{
		{Title: "A & <B>", Address: "https://a.example/?x=1&y=2", Page: "https://a.example/", Folder: "News/World", Tags: []string{"daily", "long"}},
		{Address: "https://untitled.example/"},
		{Title: `"quoted"`, Address: "https://q.example/", Folder: "News", Tags: []string{"Berlin, Germany", "either/or"}},
		{Title: "Top", Address: "https://top.example/", Tags: []string{"News/World", "x"}},
		{Title: "Deep", Address: "https://deep.example/", Folder: "News/World/Asia/& <East>"},
		{Title: "Same", Address: "https://same.example/", Folder: "World/News", Tags: []string{"News/World"}},
	}
	var b bytes.Buffer
	if err := Write(&b, "My <feeds>", subs); err != nil {
		t.Fatal(err)
	}
	if !Looks(b.Bytes()) {
		t.Errorf("what was written does not look like OPML:\n%s", b.String())
	}
	got, _, err := Read(&b, document.ToUTF8)
	if err != nil {
		t.Fatal(err)
	}
	byURL := map[string]model.Subscription{}
	for _, s := range got {
		byURL[s.Address] = s
	}
	for _, s := range subs {
		if s.Title == "" {
			s.Title = s.Address
		}
		got := byURL[s.Address]
		slices.Sort(got.Tags)
		if slices.Sort(s.Tags); !reflect.DeepEqual(got, s) {
			t.Errorf("got %+v, want %+v", got, s)
		}
	}
}

func TestWriteURLsThenRead(t *testing.T) {
	subs := []model.Subscription{
		{Title: "A & <B>", Address: "https://a.example/?x=1&y=2#z", Tags: []string{"News", "long reads"}},
		{Address: "https://untitled.example/"},
		{Title: `say "hi" \ #1`, Address: "https://q.example/a b", Tags: []string{`"`, "#tag", "two  blanks"}},
	}
	var b bytes.Buffer
	if err := WriteURLs(&b, subs); err != nil {
		t.Fatal(err)
	}
	if !LooksURLs(b.Bytes(), false) {
		t.Errorf("what was written does not look like a list of addresses:\n%s", b.String())
	}
	got, skipped, err := ReadURLs(&b, document.ToUTF8)
	subs[2].Tags[2] = "two blanks"
	if err != nil || len(skipped) > 0 || !reflect.DeepEqual(got, subs) {
		t.Errorf("got %+v, %v, %v", got, skipped, err)
	}
	subs = []model.Subscription{{Address: "https://a.example/", Tags: []string{"~no title", "!", "!hidden"}}}
	if err := WriteURLs(&b, subs); err != nil {
		t.Fatal(err)
	}
	if got, _, _ := ReadURLs(&b, document.ToUTF8); got[0].Title != "" || !reflect.DeepEqual(got[0].Tags, []string{"no title", "hidden"}) {
		t.Errorf("tags became something else: %+v", got)
	}
	if err := WriteURLs(failing{}, make([]model.Subscription, 10_000)); err == nil {
		t.Error("no error")
	}
}

// What stands in lists beside feeds: newsboat#1393 (a word), files made by hand.
func TestLooksURLs(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     bool
	}{
		{"addresses", "https://a.example/\nhttps://b.example/ tag\n", true},
		{"a word among four", "# mine\nyoutube\nhttps://a.example/\nhttps://b.example/\n\"https://c.example/\" x\n", true},
		{"an address without a scheme", "https://a.example/\nhttps://b.example/\nhttps://c.example/\nd.example/feed\n", true},
		{"a heading over one address", "News\nhttps://a.example/\n", false},
		{"titles over addresses", "One\nhttps://a.example/\nTwo\nhttps://b.example/\n", false},
		{"prose with its sources", "The council met again.\nhttps://a.example/\nhttps://b.example/\nhttps://c.example/\nhttps://d.example/\n", false},
		{"comments", "# one\n# two\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := LooksURLs([]byte(c.in), false); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// TestReadSkipsPrograms: a list names commands, and nobody runs them.
func TestReadSkipsPrograms(t *testing.T) {
	subs, skipped, err := Read(strings.NewReader(`<opml><outline xmlUrl="$(rm -r /)"/><outline xmlUrl="exec:feed"/><outline xmlUrl="command:1"/><outline xmlUrl="https://a.example/"/></opml>`), document.ToUTF8)
	if err != nil || len(subs) != 1 || len(skipped) != 3 || skipped[0].Text != "$(rm -r /)" || !strings.Contains(skipped[0].Why, "not run") {
		t.Errorf("got %+v, skipped %+v, %v", subs, skipped, err)
	}
}

// Feeds of comments, as Liferea and WordPress list them, are no subscriptions.
func TestReadSkipsComments(t *testing.T) {
	subs, skipped, err := Read(strings.NewReader(`<opml><outline xmlUrl="https://a.example/1" isComment="true"/><outline xmlUrl="https://a.example/2" isComment="false"/></opml>`), document.ToUTF8)
	if err != nil || len(subs) != 1 || subs[0].Address != "https://a.example/2" {
		t.Errorf("got %+v, %v", subs, err)
	}
	if len(skipped) != 1 || skipped[0].Text != "https://a.example/1" || skipped[0].Why == "" {
		t.Errorf("skipped %+v", skipped)
	}
}

func TestWriteReportsErrors(t *testing.T) {
	if err := Write(failing{}, "", make([]model.Subscription, 1000)); err == nil {
		t.Error("no error")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestReadURLs(t *testing.T) {
	in := `# my feeds
https://a.example/feed
https://b.example/feed tech "long reads" "~B, the weekly"   # a comment
"https://c.example/a b" !hidden "say \"hi\""

https://a.example/feed again
"query:Unread:unread = \"yes\"" special
exec:~/bin/feed.sh
filter:tool:https://d.example/
$(curl https://f.example/ | sort) tag
file:///tmp/e.xml
nonsense
`
	got, skipped, err := ReadURLs(strings.NewReader("\xef\xbb\xbf"+in), document.ToUTF8)
	if err != nil {
		t.Fatal(err)
	}
	want := []model.Subscription{
		{Address: "https://a.example/feed", Tags: []string{"again"}},
		{Title: "B, the weekly", Address: "https://b.example/feed", Tags: []string{"tech", "long reads"}},
		{Address: "https://c.example/a b", Tags: []string{`say "hi"`}},
		{Address: "file:///tmp/e.xml"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	var lines []int
	for _, s := range skipped {
		lines = append(lines, s.Line)
	}
	if !reflect.DeepEqual(lines, []int{7, 8, 9, 10, 12}) {
		t.Errorf("skipped lines %v: %+v", lines, skipped)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="A" xmlUrl="http://a.example/"><outline/></outline></body></opml>`))
	f.Add([]byte("http://a.example/ tag \"~title\"\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		subs, _, _ := Read(bytes.NewReader(in), document.ToUTF8)
		more, _, _ := ReadURLs(bytes.NewReader(in), document.ToUTF8)
		subs = append(subs, more...)
		for _, s := range subs {
			for _, v := range append([]string{s.Title, s.Page, s.Address}, s.Tags...) {
				if v != model.CleanLine(v) {
					t.Errorf("not clean: %q", v)
				}
			}
			if s.Address == "" {
				t.Errorf("no address: %+v", s)
			}
		}
		var b bytes.Buffer
		if err := Write(&b, "x", subs); err != nil {
			t.Fatal(err)
		}
		if again, _, err := Read(&b, document.ToUTF8); err != nil || len(again) > len(subs) {
			t.Errorf("got %d sources of %d back, %v", len(again), len(subs), err)
		}
	})
}
