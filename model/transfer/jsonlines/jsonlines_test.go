package jsonlines

import (
	"errors"
	"strings"
	"testing"
	"time"

	"dateline/model"
)

const id = "sfwq1qh8nenkkem308fc"

// TestLines: every kind of line, written as it is kept and read again.
func TestLines(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	corrected := model.Record{
		Article: model.Article{
			ID: id, Title: "A\x1b[2J title", Authors: []string{"", "B"}, Source: "S", Path: "/a.txt", Home: "/a.txt", Part: "p", Line: 3, Body: "Some *text*.",
			Published: model.OnDay(18000, model.FromHand), Updated: model.InMonth(2019, 5, model.FromURL),
			State: model.State{Read: true, Tags: []string{"x"}, Position: 7},
		},
		Arrived: noon, ReadAt: noon, Stated: model.InYear(2018, model.FromStated), Edited: true,
		Revisions: []model.Revision{{Replaced: noon, Title: "Earlier", Published: model.OnDay(17999, model.FromStated)}},
	}
	tests := []struct {
		name string
		line Line
		want string
	}{
		{"head", Line{Head: &Head{Version: 1, Exported: noon, Dropped: []string{"on-this-day"}}}, `{"kind":"library","version":1,"exported":"2026-11-23T12:00:00Z","dropped_views":["on-this-day"]}`},
		{"subscription", Line{Subscription: &model.Subscription{Address: "https://a.example/feed", Title: "A & <b>", Page: "https://a.example/", Folder: "news/local", Tags: []string{"x"}, ETag: "1"}}, `{"kind":"subscription","address":"https://a.example/feed","name":"A & <b>","page":"https://a.example/","folder":"news/local","folders":["x"]}`},
		{"view", Line{View: &model.View{Name: "all"}}, `{"kind":"view","name":"all"}`},
		{"rule", Line{Rule: &model.Rule{Do: model.Hide, Query: "from:x"}}, `{"kind":"rule","query":"from:x"}`},
		{"rule that stars", Line{Rule: &model.Rule{Do: model.AddTag, Tag: "two words", Query: "from:x"}}, `{"kind":"rule-for","action":"tag \"two words\"","query":"from:x"}`},
		{"article, with the least", Line{Article: &model.Record{Article: model.Article{ID: id, Title: "T"}, Arrived: noon}}, `{"id":"` + id + `","title":"T","read":false,"starred":false,"arrived":"2026-11-23T12:00:00Z"}`},
		{
			"article, with the text of its page",
			Line{Article: &model.Record{Article: model.Article{ID: id, Title: "T", Body: "All.", FullText: true, DocumentBody: "A *teaser*."}, Arrived: noon}},
			`{"id":"` + id + `","title":"T","text":"All.","markdown":"All.","read":false,"starred":false,"arrived":"2026-11-23T12:00:00Z","document_markdown":"A *teaser*."}`,
		},
		{
			"article, with much",
			Line{Article: &corrected},
			`{"id":"` + id + `","title":"A[2J title","authors":["B"],"published":"2019-04-14","date_from":"hand","updated":"2019-05","source":"S","path":"/a.txt",` +
				`"text":"Some text.","markdown":"Some *text*.","read":true,"starred":false,"line":3,"updated_from":"url","stated":{"date":"2018","from":"stated"},` +
				`"source_at":"/a.txt","source_part":"p","arrived":"2026-11-23T12:00:00Z","read_at":"2026-11-23T12:00:00Z","user_tags":["x"],"position":7,"edited":true,` +
				`"revisions":[{"replaced":"2026-11-23T12:00:00Z","title":"Earlier","published":{"date":"2019-04-13","from":"stated"}}]}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := string(tt.line.Append([]byte("before\n")))
			if got != "before\n"+tt.want+"\n" {
				t.Fatalf("got  %s\nwant %s", got, tt.want)
			}
			again, err := Decode([]byte(tt.want))
			if again.Head != nil {
				again.Head.Exported = noon
			}
			if got := string(again.Append(nil)); err != nil || got != tt.want+"\n" {
				t.Errorf("read again: %v, %s", err, got)
			}
		})
	}
}

// TestDecodeErrors: what is no line of an export, and what is wrong with one.
func TestDecodeErrors(t *testing.T) {
	for _, tt := range []struct {
		line, want string
		is         error
	}{
		{`{"title":"foreign"}`, "it has no id", ErrForeign},
		{`[]`, "not a line of an export", ErrForeign},
		{`{"kind":"library"}`, "not a line of an export", ErrForeign},
		{`{"kind":"library","version":2}`, "a newer version of dateline wrote this", ErrNewer},
		{`{"kind":"podcast"}`, `of a kind that is not known: "podcast"`, ErrForeign},
		{`{"kind":"rule"}`, "a query says what of", ErrForeign},
		{`{"id":"` + id + `","url":"ftp://x"}`, "an article without title, text and address", ErrForeign},
		{`{"kind":"view","name":"two words"}`, `"two words": the name of a view is one word`, nil},
		{`{"kind":"subscription","address":"ftp://me:secret@a.example/"}`, `"ftp://a.example/" is no http or https address`, nil},
		{`{"id":"` + id + `","title":"T","published":"soon"}`, "soon", nil},
	} {
		_, err := Decode([]byte(tt.line))
		if err == nil || !strings.Contains(err.Error(), tt.want) || tt.is != nil && !errors.Is(err, tt.is) || tt.is == nil && errors.Is(err, ErrForeign) {
			t.Errorf("%s: got %v, want %s", tt.line, err, tt.want)
		}
	}
}

// TestSubscriptionLogin: a name and a password leave the address, and are returned.
func TestSubscriptionLogin(t *testing.T) {
	got, err := Decode([]byte(`{"kind":"subscription","address":"https://me:secret@a.example/feed","name":"https://me:secret@a.example/"}`))
	if password, _ := got.Login.Password(); err != nil || password != "secret" || got.Login.Username() != "me" {
		t.Fatalf("got %v, %v", got.Login, err)
	}
	if text := string(got.Append(nil)); strings.Contains(text, "secret") {
		t.Errorf("written: %s", text)
	}
}

// TestDecodeArticle: what of an export's line is of the document.
func TestDecodeArticle(t *testing.T) {
	for _, tt := range []struct{ name, line, want string }{
		{"as it stands", `{"id":"` + id + `","title":"T","published":"2019-04-14","date_from":"url","markdown":"*B*","read":true}`, "T|*B*|2019-04-14 url|0"},
		{"text alone", `{"id":"` + id + `","title":"T","text":"a *b*"}`, `T|a \*b\*| |0`},
		{"a date that is none", `{"id":"` + id + `","title":"T","published":"soon"}`, "T|| |0"},
		{"its dates", `{"id":"` + id + `","title":"T","stated":{"date":"2018"},"candidates":[{"date":"2017"},{"date":"x"}]}`, "T|| |2"},
		{"state of other types", `{"id":"` + id + `","title":"T","read":"yes","path":[]}`, "T|| |0"},
		{"nothing in it", `{"id":"` + id + `"}`, ""},
		{"no id", `{"title":"T"}`, ""},
		{"an id of another kind", `{"id":"7","title":"T"}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if a := DecodeArticle([]byte(tt.line)); a != nil {
				got = strings.Join([]string{a.Title, a.Body, a.Published.String() + " " + a.Published.From.String(), string(rune('0' + len(a.Candidates)))}, "|")
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// FuzzDecode: no line brings the importer down, and what it takes is clean.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`{"kind":"library","version":1}`,
		`{"kind":"library","version":1,"dropped_views":["on-this-day","a\u001b[31m"]}`,
		`{"kind":"view","name":"weekly","query":"since:7d"}`,
		`{"kind":"subscription","address":"https://a.example/","name":"A","folders":["x","x",""]}`,
		`{"id":"sfwq1qh8nenkkem308fc","title":"a\u001b[31mb","published":"2018-11-06","stated":{},"text":[1],"markdown":"a\r\nb\u202e","user_tags":["\u0007"],"read":true,"read_at":"2018-11-06T00:00:00Z"}`,
		`{"id":"sfwq1qh8nenkkem308fc","markdown":"words","candidates":[{"date":"2018-11-06","from":"url"}],"revisions":[{"replaced":"2018-11-06T00:00:00Z","markdown":"x"}],"enclosures":[{"url":"javascript:x"}],"position":-4}`,
		`null`, `[]`, `{"title":"foreign"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		got, err := Decode(line)
		if err != nil {
			return
		}
		var lines []string
		if h := got.Head; h != nil {
			lines = append(lines, h.Dropped...)
		}
		if r := got.Rule; r != nil {
			lines = append(lines, r.Tag, r.Query)
		}
		if v := got.View; v != nil {
			lines = append(lines, v.Name, v.Query)
		}
		if s := got.Subscription; s != nil {
			lines = append(append(lines, s.Address, s.Title, s.Page), s.Tags...)
		}
		if r := got.Article; r != nil {
			lines = append(lines, r.EntryID, r.Title, r.URL, r.Source, r.Path, r.Home, r.Language, string(r.ID))
			lines = append(append(append(lines, r.Authors...), r.Tags...), r.State.Tags...)
			texts := []string{r.Body, r.Summary}
			for _, e := range r.Revisions {
				lines, texts = append(lines, e.Title), append(texts, e.Body, e.Summary)
			}
			for _, e := range r.Enclosures {
				lines = append(lines, e.URL, e.Type)
			}
			for _, s := range texts {
				if s != model.CleanText(s) {
					t.Errorf("not clean: %q", s)
				}
			}
			if r.Title == "" || r.State.Position < 0 || r.Line < 0 {
				t.Errorf("a record that cannot be: %+v", r)
			}
			again, err := Decode(Line{Article: r}.Append(nil))
			if err != nil || again.Article == nil || again.Article.Published != r.Published && !again.Article.Published.Equal(r.Published) {
				t.Errorf("written and read again: %v", err)
			}
		}
		for _, s := range lines {
			if s != model.CleanLine(s) || strings.ContainsRune(s, '\x1b') {
				t.Errorf("not clean: %q", s)
			}
		}
	})
}
