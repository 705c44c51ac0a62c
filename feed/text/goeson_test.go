package text_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/feed/text"
	"dateline/model"
)

const menu = "The salt road over the ridge | Hill Post\nHome\nWorld\nPolitics\nSport\nMoney\nTravel\nFood\nBooks\nSearch\nLog in\nSubscribe\nContact us\nThe salt road over the ridge\n"

// paragraphs are n paragraphs of a text about a road, from the first on.
func paragraphs(first, n int) string {
	all := []string{
		"For three centuries the salt road was the only way across the ridge in winter, and the mules that went on it carried what the carts could not.",
		"The toll house took a tenth of every load, which the monks wrote down in books that are now in the library of the town below the pass.",
		"When the railway came the road was forgotten within a generation, and the toll house became a shelter for the sheep of the upper farms.",
		"Walkers have found it again, said the mayor, who has seen more of them in the last three summers than in all the years that were before.",
		"The parish mended two of the bridges last year with oak from its own woods, and it has promised that the third will be ready in the autumn.",
		"Nobody knows how many people will come, but the baker has bought a second oven, and his daughter has learned how the old bread was made.",
		"It was a bread that kept for weeks, because the drivers had to eat of it on the way up and on the way down, whatever the weather was.",
		"The first loaves were sold at the fair, and those who tried them said that they would rather have had them with some butter and with honey.",
		"Not everybody is glad of it, though: the farmers fear for their fences, and two of them have put up signs that ask for dogs to be kept on a lead.",
		"The mayor has promised them a warden, who will be paid by all the villages along the road, as soon as they have agreed on how much of it is whose.",
		"In the archive of the abbey there is a letter of the year when the pass was closed, in which the abbot asks who is to pay for the road and its bridges.",
		"He had his answer eleven years later, when a new abbot was in his place, and when the question had been forgotten by all who were still alive.",
	}
	return strings.Join(all[first:first+n], "\n") + "\n"
}

const foot = "Related articles\nThe mill is for sale\nA bridge for the valley\nComments\nLog in to comment\nPrivacy policy\nTerms of use\n© 2026 Hill Post\n"

// What interrupts an article does not end it, and its first paragraph is the one
// below the headline. The forms are those of newspaper chains that repeat "continues
// below" around advertisements and appeals, of broadcasters whose share bars are
// templates of scripts, of shop guides with their tables of prices between
// paragraphs, and of magazines with a film or an offer below the headline.
func TestGoesOn(t *testing.T) {
	prices := ""
	for i := range 25 {
		prices += fmt.Sprintf("Lantern %d\n$%d.50\n", i, 20+i)
	}
	const ends = "3 comments\nJoin the conversation\nSign up for our newsletter\nRead more\nThe mill is for sale\n"
	for _, c := range []struct{ name, between string }{
		{"an advertisement", ends + "Advertisement\nStory continues below advertisement\n"},
		{"an appeal", "Get our news by mail\nSign up for our newsletter\nBy giving your address you agree to our terms.\nArticle continues below\n"},
		{"an advertisement, announced", ends + "This advertisement has not loaded yet, but your article continues below.\n"},
		{"French", ends + "Publicité\nLa suite après la publicité\n"},
		{"Polish", ends + "Reklama\nDalsza część tekstu pod wideo\n"},
		{"Dutch", "Delen\nReacties\nDe tekst gaat verder onder de video\n"},
		{"a video", "Play\nWatch\n2:34\nThe road in winter\nVideo\n"},
		{"a heading", "What the baker says\n"},
		{"prices", "The lanterns that we tried\n" + prices},
		{"a share bar", "Share\nFacebook\nTwitter\nWhatsApp\nCopy link\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := readOne(t, menu+paragraphs(0, 4)+c.between+paragraphs(4, 8)+foot)
			for _, p := range strings.Split(strings.TrimSpace(paragraphs(0, 12)), "\n") {
				if !strings.Contains(body, p) {
					t.Errorf("lost %q of %q", p, body)
				}
			}
			for _, w := range []string{"Log in", "mill is for sale", "Terms of use"} {
				if strings.Contains(body, w) {
					t.Errorf("kept %q of %q", w, body)
				}
			}
		})
	}
	for _, c := range []struct{ name, above, below string }{
		{"a film", "Video\nPlay\n1:20\n", ""},
		{"templates", "{* #form *} {* name *}\n{| photo |}\n{* address *}\n{| text |}\n{* close *}\n", ""},
		{"what others wrote", "", strings.Repeat("Share\nReply\nView profile\nEmail\nRSS\n", 4) + paragraphs(5, 3)},
	} {
		t.Run("below the headline: "+c.name, func(t *testing.T) {
			if body := readOne(t, menu+c.above+paragraphs(0, 3)+c.below+foot); !strings.HasPrefix(body, "For three centuries") {
				t.Errorf("got %q", body)
			}
		})
	}
}

func readOne(t *testing.T, s string) string {
	t.Helper()
	all := read(t, s)
	if len(all) != 1 {
		t.Fatalf("got %d articles, want 1", len(all))
	}
	return all[0].Body
}

// Adjoining lines that are left out by one rule are one note: what they begin with
// and how many words they are.
func TestLeftOut(t *testing.T) {
	d := document.New("x.txt", strings.NewReader(menu+paragraphs(0, 4)+"Share\nCopy link\nFacebook\n"+paragraphs(4, 4)+foot))
	var notes []string
	d.Explain = func(n document.Note) {
		if n.About == "dropped" {
			notes = append(notes, fmt.Sprintf("%d %s", n.Line, n.Text))
		}
	}
	if err := text.Read(context.Background(), d, func(*model.Article) error { return nil }); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(notes, "\n")
	for _, want := range []string{`19 share bar: "Share Copy link Facebook", 4 words`, `comments: "Comments Log in to comment", 5 words`, `footer: "Privacy policy Terms of use © 2026 Hill Post", 9 words`} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in:\n%s", want, all)
		}
	}
}
