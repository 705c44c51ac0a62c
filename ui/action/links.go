package action

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// links are the actions on links and addresses.
var links = group("Links", []Spec{
	{Action: keys.Browser, Keys: []string{"o"}, Help: "open the article in the browser; 3o opens its third link", Plain: "open the article in the browser, or a link by its number: browser 3", Needs: Headline, Do: browser},
	{Action: keys.BrowserRead, Keys: []string{"O"}, Help: "open the article in the browser and mark it read", Needs: Headline},
	{Action: "enclosure", Keys: []string{"e"}, Help: "open what is attached to the article, such as a sound file; a count chooses among several", Needs: Headline, Do: enclosure},
	{Action: "full-text", Keys: []string{"x"}, Help: "fetch the full text from the article's address, and keep it beside the feed's; again: the feed's own", Needs: Headline, Do: fullText},
	{Action: keys.Hints, Keys: []string{";"}, Help: "show letters for the links on the screen: a letter opens one in the browser, a capital copies it, ; reads it here", Plain: "list the links of the article", Needs: Headline},
	{Action: keys.NextLink, Keys: []string{")"}, In: keys.Article, Help: "highlight the next link"},
	{Action: keys.PrevLink, Keys: []string{"("}, In: keys.Article, Help: "highlight the previous link"},
	{Action: "follow-link", Keys: []string{"enter", "l", "right"}, In: keys.Article, Help: "read the highlighted link here; 3l reads the third; h goes back", Plain: "read the link with this number here; back goes back", Do: followLink},
	{Action: keys.Images, Keys: []string{"I"}, Help: "show pictures, or only their captions"},
	{Action: keys.CopyURL, Keys: []string{"y"}, Help: "copy the address; of a selection, one per line", Plain: "print the address of the article", Needs: Headline, Do: copyURL},
	{Action: "copy-citation", Keys: []string{"Y"}, Help: "copy title, source, date and address; of a selection, one per line", Plain: "print title, source, date and address", Needs: Headline, Do: copyCitation},
	{Action: "copy-markdown", Keys: []string{"g y"}, Help: "copy the address as a Markdown link; of a selection, one per line", Plain: "print the address as a Markdown link", Needs: Headline, Do: copyMarkdown},
})

// withAddress calls do with an article that has an address.
func withAddress(f Front, number int, do func(Front, model.Article) error) error {
	return f.Article(number, func(a model.Article) error {
		if a.URL == "" {
			return Hint{Screen: message.NoAddress}
		}
		return do(f, a)
	})
}

// browser opens the article in the browser, or the link that the count names.
func browser(f Front, c Call) error {
	if c.Count == 0 {
		return withAddress(f, 0, func(f Front, a model.Article) error { return Browse(f, a.URL) })
	}
	address, err := f.Link(c.Count)
	if err != nil {
		return err
	}
	return Browse(f, address)
}

// Browse opens an address in the browser.
func Browse(f Front, address string) error {
	open := f.Host().Browse()
	if open == nil {
		return f.Offer(address)
	}
	return f.Background(Work{Name: message.OpenBrowser, Every: true}, func(ctx context.Context) (func() error, error) {
		return func() error {
			f.Say(fmt.Sprintf(message.Opened, address))
			return nil
		}, open(ctx, address)
	})
}

// enclosure opens an attachment of the article: the one that the count names, or the only
// one.
func enclosure(f Front, c Call) error {
	return f.Article(0, func(a model.Article) error {
		switch all := len(a.Enclosures); {
		case all == 0:
			return Hint{Screen: message.NoEnclosure}
		case c.Count == 0 && all > 1:
			return Hint{fmt.Sprintf(message.ManyEnclosures, all), fmt.Sprintf(message.ManyEnclosuresPlain, all)}
		case c.Count > all:
			few := message.Plural(all, message.OneEnclosure, message.FewEnclosures)
			return Hint{fmt.Sprintf(few, all), fmt.Sprintf(message.ManyEnclosuresPlain, all)}
		}
		return Browse(f, a.Enclosures[max(c.Count, 1)-1].URL)
	})
}

// fullText has the text of the page at the article's address kept beside that of the feed,
// or that taken away again. Where nothing can be kept it shows the page in its place.
func fullText(f Front, c Call) error {
	fetch := f.Host().FullText()
	if fetch == nil {
		return withAddress(f, c.Count, func(f Front, a model.Article) error { return f.OpenPage(a.URL) })
	}
	return f.Selected(c, func(hs []model.Headline) error {
		w := Work{Name: message.FetchFullText, Says: fmt.Sprintf(message.FetchingFullText, f.Ellipsis()), Every: true}
		return f.Background(w, func(ctx context.Context) (func() error, error) {
			said, err := fetch(ctx, session.IDs(hs))
			return func() error {
				f.Say(said)
				return f.Renew(session.IDs(hs))
			}, err
		})
	})
}

// followLink shows the page of a link: the one that the count names, or the highlighted one.
func followLink(f Front, c Call) error {
	address, err := f.Link(c.Count)
	if err != nil {
		return err
	}
	return f.OpenPage(address)
}

// copyURL copies the address of each article.
func copyURL(f Front, c Call) error {
	return copyLines(f, c, func(a *model.Article) string { return model.CleanLine(a.URL) })
}

// copyCitation copies title, source, date and address of each article.
func copyCitation(f Front, c Call) error {
	zone := f.Env().Now.Location()
	return copyLines(f, c, func(a *model.Article) string { return session.Citation(a, zone) })
}

// copyMarkdown copies a Markdown link to each article.
func copyMarkdown(f Front, c Call) error {
	return copyLines(f, c, func(a *model.Article) string {
		if a.URL == "" {
			return ""
		}
		return model.MarkdownLink(cmp.Or(model.CleanLine(a.Title), a.URL), model.CleanLine(a.URL))
	})
}

// maxClipboard is how many bytes are copied at most: terminals drop longer texts.
const maxClipboard = 100_000

// copyLines copies a line for each article; line returns "" for those that have none.
func copyLines(f Front, c Call, line func(*model.Article) string) error {
	if !f.Many() {
		return f.Article(c.Count, func(a model.Article) error {
			text := line(&a)
			if text == "" {
				return Hint{Screen: message.NoAddress}
			}
			return f.Copy(text)
		})
	}
	return f.Selected(c, func(hs []model.Headline) error {
		w := Work{Name: message.Copy, Says: fmt.Sprintf(message.Copying, session.Articles(len(hs)), f.Ellipsis())}
		return f.Background(w, func(ctx context.Context) (func() error, error) {
			var lines []string
			none := 0
			err := eachArticle(ctx, f.Library(), hs, func(a *model.Article) error {
				if text := line(a); text != "" {
					lines = append(lines, text)
				} else {
					none++
				}
				return nil
			})
			return func() error { return copied(f, lines, none) }, err
		})
	})
}

// copied copies lines, and says how many articles had none.
func copied(f Front, lines []string, none int) error {
	text := strings.Join(lines, "\n")
	switch {
	case text == "":
		return Hint{Screen: message.NoAddresses}
	case len(text) > maxClipboard:
		return Refusal(message.TooMuchToCopy)
	}
	words := fmt.Sprintf(message.Lines, message.Number(len(lines)))
	if len(lines) == 1 {
		words = message.OneLine
	}
	err := f.Copy(text)
	f.Say(fmt.Sprintf(message.Copied, words))
	if none > 0 {
		f.Say(fmt.Sprintf(message.CopiedWithout, words, session.Articles(none)))
	}
	return err
}

// eachArticle reads articles one at a time, so that memory never holds all their texts. It
// skips those that are gone.
func eachArticle(ctx context.Context, lib model.Finder, hs []model.Headline, do func(*model.Article) error) error {
	for _, h := range hs {
		a, err := lib.Article(ctx, h.ID)
		if errors.Is(err, model.ErrNotFound) {
			continue
		}
		if err == nil {
			err = do(&a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
