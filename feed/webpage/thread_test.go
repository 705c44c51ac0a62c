package webpage

import (
	"fmt"
	"strings"
	"testing"
)

// postsPage returns a page of an address with posts, each of which is wrapped by item.
func postsPage(address, head, item string, texts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<html><head><title>Which bread?</title><link rel="canonical" href="%s"></head><body><nav><a href="/">Home</a></nav><h1>Which bread?</h1>%s<div class="all">`, address, head)
	for i, text := range texts {
		b.WriteString(strings.NewReplacer("{i}", fmt.Sprint(i+1), "{who}", []string{"Anna", "Ben", "Carla"}[i%3], "{text}", text).Replace(item))
	}
	b.WriteString("</div></body></html>")
	return b.String()
}

const (
	question = "Which bread keeps longest in a wooden box, if the kitchen is warm and somewhat damp in summer?"
	answer   = "Rye, without any doubt, and better still a rye that was baked with sourdough and slept a night."
	thanks   = "Thank you. I shall try that on Saturday, when the baker in the next village has his rye again."
	joke     = "Mine never keeps at all, since there are four of us and the loaf is gone before the butter is."
)

func TestThread(t *testing.T) {
	const (
		wrapped = `<div class="reply" id="p{i}"><a class="user" href="/member/{i}">{who}</a> <span class="when">{i} March 2024</span><div class="text">{text}</div></div>`
		apart   = `<div class="head" id="post-{i}"><span>{i} March 2024</span></div><div class="odd"><a class="author" href="/u/{who}">{who}</a><div class="text">{text}</div></div>`
		rows    = `<tr class="post"><td><b class="poster">{who}</b></td><td><i>{i} March 2024</i><p>{text}</p></td></tr>`
		comment = `<li class="comment" id="comment-{i}"><cite class="author">{who}</cite> <time datetime="2024-03-0{i}">{i} March</time><p>{text}</p></li>`
		entry   = `<div class="post"><h2><a href="/{i}">Bread number {i} of this year</a></h2><span class="author">{who}</span> <i>{i} March 2024</i><p>{text}</p></div>`
	)
	article := `<p>` + strings.Repeat(question+" ", 12) + `</p>`
	tests := []struct {
		name, address, head, item string
		thread                    bool
	}{
		{"posts", "https://bread.example/forum/77", "", wrapped, true},
		{"heads apart from their posts", "https://bread.example/topic/77", "", apart, true},
		{"rows of a table", "https://bread.example/viewtopic.php?t=77", "", "<table>" + rows + "</table>", true},
		{"no word of it in the address", "https://bread.example/77", "", wrapped, true},
		{"comments below an article", "https://bread.example/77", article, comment, false},
		{"posts of a blog", "https://bread.example/blog", "", entry, false},
		{"posts of a blog about forums", "https://bread.example/forum/", "", entry, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := postsPage(tt.address, tt.head, tt.item, question, answer, thanks, joke)
			all, err := read(t, documentOf([]byte(page)))
			if err != nil {
				t.Fatal(err)
			}
			thread := len(all) == 1 && strings.HasPrefix(all[0].Body, "### Anna, 1 March 2024\n\n"+question)
			if thread != tt.thread {
				t.Fatalf("a thread: %t, want %t: %d articles, the first %q", thread, tt.thread, len(all), all[0].Body)
			}
			if !thread {
				return
			}
			a := all[0]
			if strings.Join(a.Authors, "/") != "Anna" || a.Published.String() != "2024-03-01" || a.Updated.String() != "2024-03-04" {
				t.Errorf("authors %q, published %s, updated %s", a.Authors, a.Published, a.Updated)
			}
			for _, want := range []string{"### Ben, 2 March 2024\n\n" + answer, "### Carla, 3 March 2024\n\n" + thanks, joke} {
				if !strings.Contains(a.Body, want) {
					t.Errorf("%q is missing in %q", want, a.Body)
				}
			}
		})
	}
}

// What a post only repeats is left out; what it quotes from elsewhere is not.
func TestThreadQuotations(t *testing.T) {
	const item = `<div class="reply" id="p{i}"><a class="user" href="/member/{i}">{who}</a> <i>{i} March 2024</i><div class="text">{text}</div></div>`
	page := postsPage("https://bread.example/forum/77", "", item, question,
		"<blockquote>Anna said:<p>"+question+"</p></blockquote><p>"+answer+"</p>", "<blockquote>"+thanks+"</blockquote><p>"+joke+"</p><p>Last edited: 4 March 2024</p>")
	all, err := read(t, documentOf([]byte(page)))
	if err != nil || len(all) != 1 {
		t.Fatalf("%d articles, %v", len(all), err)
	}
	body := all[0].Body
	if n := strings.Count(body, question); n != 1 {
		t.Errorf("what is quoted stands there %d times: %q", n, body)
	}
	if !strings.Contains(body, "> "+thanks) || strings.Contains(body, "edited") {
		t.Errorf("got %q", body)
	}
}
