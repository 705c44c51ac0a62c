package corpus

import (
	"fmt"
	"strings"
	"testing"
)

func TestRecords(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"the better name wins", `{"content":"cut off…","maintext":"whole","title":"T"}`, "T||whole||"},
		{"an empty better name does not", `{"maintext":"  ","content":"whole","title":"T"}`, "T||whole||"},
		{"a better date that is none does not", `{"published":true,"date":"2018-11-06","title":"T"}`, "T|2018-11-06|||"},
		{"HTML", `{"title":"T","content":"<p>One <b>two</b></p><p>Three</p>"}`, "T||One **two**  Three||"},
		{"HTML beside text", `{"title":"T","content_html":"<p>no</p>","content_text":"yes"}`, "T||yes||"},
		{"text is no markup", `{"title":"T","text":"a < b * c # d\n# e"}`, "T||a < b * c # d  \\# e||"},
		{"Markdown stays", `{"title":"T","markdown":"# H\n\n*x*","text":"H x"}`, "T||# H  *x*||"},
		{"entities in a title", `{"title":"A &amp; B"}`, "A & B||||"},
		{"a summary of HTML", `{"title":"T","description":"<p>One &amp; two</p>"}`, "T|||One & two|"},
		{"a list of paragraphs", `{"title":"T","paragraphs":["One","Two"]}`, "T||One  Two||"},
		{"a source that is an object", `{"title":"T","source":{"id":null,"name":"The News"}}`, "T||||The News"},
		{"a source that is an address", `{"title":"T","source":"https://a.example/","domain":"www.a.example"}`, "T||||a.example"},
		{"The Guardian", `{"webTitle":"T","webPublicationDate":"2018-11-06T10:00:00Z","fields":{"bodyText":"x"}}`, "T|2018-11-06T10:00:00Z|||"},
		{"WordPress", `{"title":{"rendered":"T"},"content":{"rendered":"<p>x</p>"},"date":"2018-11-06T10:00:00"}`, "T|2018-11-06|x||"},
		{"MongoDB", `{"title":"T","publishedAt":{"$date":"2018-11-06T10:00:00Z"}}`, "T|2018-11-06T10:00:00Z|||"},
		{"a date in the address", `{"title":"T","url":"https://a.example/2018/11/06/x"}`, "T|2018-11-06|||"},
		{"an unpaired surrogate", `{"title":"a\ud83dx \u00e9"}`, "a\ufffdx é||||"},
		{"escape sequences", `{"title":"a\u001b[31mb"}`, "a[31mb||||"},
	} {
		t.Run(c.name, func(t *testing.T) {
			as, err := read(t, ReadJSON, c.in)
			if err != nil || len(as) != 1 {
				t.Fatalf("got %d articles, %v", len(as), err)
			}
			a := as[0]
			got := fmt.Sprintf("%s|%s|%s|%s|%s", a.Title, a.Published, strings.ReplaceAll(a.Body, "\n", " "), a.Summary, a.Source)
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRecordOfOurs(t *testing.T) {
	as, err := read(t, ReadJSON, `{"id":"0123456789abcdefghjk","title":"T","published":"2018-11-06","date_from":"stated","authors":["A"],"tags":["x"],"enclosures":[{"url":"https://a.example/e.mp3","type":"audio/mpeg","length":5},{"url":"file:///etc/passwd"}]}`)
	if err != nil || len(as) != 1 {
		t.Fatalf("got %v, %v", as, err)
	}
	a := as[0]
	if a.EntryID != "" || len(a.Enclosures) != 1 || a.Enclosures[0].Length != 5 || strings.Join(a.Tags, ",") != "x" {
		t.Errorf("got %+v", a)
	}
}

func TestSplitNames(t *testing.T) {
	for in, want := range map[string]string{
		"A. Writer":         "A. Writer",
		"A, B":              "A|B",
		"Last, First; X, Y": "Last, First|X, Y",
		"['A', 'B']":        "A|B",
		`["A"]`:             "A",
		"nan":               "",
		"[]":                "",
		"A | B":             "A|B",
	} {
		if got := strings.Join(splitNames(in), "|"); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}
