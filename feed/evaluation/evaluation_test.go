package evaluation

import (
	"errors"
	"io/fs"
	"testing"
	"time"

	"dateline/model"
)

const page = `<html><head><title>Bridge &amp; tunnel | Paper</title><script>no()</script></head><body><ul><li>Home<li>News</ul>
<h1>Bridge &amp; tunnel</h1><p>By Ann  Lee<br>3 May 2018<p>The bridge is <b>open</b>.<noscript>Turn it on.</noscript></body></html>`

func TestDump(t *testing.T) {
	const want = "Bridge & tunnel | Paper\nHome\nNews\nBridge & tunnel\nBy Ann Lee\n3 May 2018\nThe bridge is open.\n"
	if got := (&Page{HTML: []byte(page)}).Dump(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestJudge(t *testing.T) {
	p := &Page{HTML: []byte(page), Title: "Bridge & Tunnel", Authors: []string{"By Ann Lee and Bo Ray"}, Date: "2018-05-03", Body: "The bridge is open.", Maybe: "News", With: []string{"is open"}, Without: []string{"Home"}}
	a := model.Article{Title: "Bridge and tunnel", Authors: []string{"Ann Lee"}, Body: "News. The bridge is **open**. Home."}
	a.Published = model.Date{At: time.Date(2018, 5, 4, 0, 0, 0, 0, time.UTC), Precision: model.ToDay}
	short := model.Article{Title: "Another", Body: "Short."}
	got := p.Judge([]model.Article{short, a}, false)
	if got.Articles != 2 || got.Recall != 1 || got.Precision != 0.8 || got.Segments != [4]int{1, 0, 1, 0} || got.Title != 0 || got.Authors != "some" || got.Date != "wrong" {
		t.Errorf("got %+v", got)
	}
	p.Instant = "2018-05-03T23:30:00-05:00" // may be the next day elsewhere
	a.Title = "Bridge & tunnel: news"
	if got := p.Judge([]model.Article{a}, true); got.Date != "right" || got.Title != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestWords(t *testing.T) {
	if f := F1("新大桥 Grün_1", "新 大 桥 GRÜN_1 x"); f < 0.88 || f > 0.89 {
		t.Errorf("F1 is %v, want 8/9", f)
	}
}

func TestLoadNone(t *testing.T) {
	if _, err := Load("testdata/nowhere"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
