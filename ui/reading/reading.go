// Package reading is the controller of the article pane. It reads and renders an article,
// with its pictures, follows links to other pages, searches the text and keeps the place.
// It knows neither what else is on the screen nor which article is selected there.
package reading

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/shared"
)

// Options is what New is given.
type Options struct {
	// Renderer keeps rendered articles for all sessions that share it. nil: the session
	// has one of its own.
	Renderer *article.Renderer
	// Pictures shows pictures from the beginning. Tmux means that tmux stands between the
	// screen and the terminal.
	Pictures, Tmux bool
}

// Controller is the article pane with its state and loads.
type Controller struct {
	*shared.State
	article.Pane
	opts     Options
	renderer *article.Renderer
	w, h     int // of the pane, 0 while it is not on the screen

	shown    model.Article // the article in the pane, or on its way into it
	expected *Ahead
	trail    session.Trail
	left     place // where the article shown before was left
	pictures pictures
	graphics graphics

	fetching  load.Load[ready]
	rendering load.Stream[article.Chunk, struct{}]
	finding   load.Load[article.Found]
	page      load.Load[model.Article]
	picture   load.Load[fetchedPicture]

	placeLater, picturesLater load.Rest
}

// New returns an empty pane.
func New(s *shared.State, o Options) *Controller {
	c := &Controller{State: s, opts: o, renderer: o.Renderer}
	if c.renderer == nil {
		c.renderer = article.NewRenderer()
	}
	c.pictures.on = o.Pictures
	return c
}

// SetSize gives the pane its size, 0 by 0 while it is not on the screen.
func (c *Controller) SetSize(w, h int) tea.Cmd {
	if c.w, c.h = w, h; !c.Hidden() && c.Pane.SetSize(w, h) {
		return c.render()
	}
	return nil
}

// Hidden reports whether the pane is not on the screen.
func (c *Controller) Hidden() bool { return c.w <= 0 || c.h <= 0 }

// Restyle follows a change of the theme.
func (c *Controller) Restyle() tea.Cmd {
	if c.SetTheme(c.Theme) {
		return c.render()
	}
	return nil
}

// ready is an article from the library, already rendered if it is short and shows no
// pictures.
type ready struct {
	article model.Article
	whole   article.Chunk
	of      article.Request
}

// reader returns a function that reads an article for the pane as it is now.
func (c *Controller) reader() func(context.Context, model.ID) (ready, error) {
	lib, renderer, req, bare := c.Library, c.renderer, c.Pane.Ahead(c.Now()), c.shownPictures() == nil
	return func(ctx context.Context, id model.ID) (r ready, err error) {
		if r.article, err = lib.Article(ctx, id); err == nil && bare && req.Width > 0 {
			r.whole, _ = renderer.Short(ctx, r.article, req)
			r.of = req
		}
		return r, err
	}
}

// Ahead is an article that is read before it is known to be wanted.
type Ahead struct {
	read func(context.Context, model.ID) (ready, error)
	ready
}

// Ahead returns an Ahead for the pane as it is now.
func (c *Controller) Ahead() *Ahead { return &Ahead{read: c.reader()} }

// Read reads an article, beside the screen. An error is reported when Show asks for the
// article.
func (a *Ahead) Read(ctx context.Context, id model.ID) { a.ready, _ = a.read(ctx, id) }

// Expect has Show use an article that has been read ahead. nil ends that.
func (c *Controller) Expect(a *Ahead) { c.expected = a }

// Show shows an article of the library.
func (c *Controller) Show(id model.ID) tea.Cmd {
	var keep tea.Cmd
	if id != c.shown.ID {
		keep = c.KeepPlace()
	}
	c.rendering.Stop()
	c.page.Stop()
	c.picture.Stop()
	c.trail = nil
	c.Pane.Show(id)
	if a := c.expected; a != nil && a.article.ID == id {
		c.fetching.Stop()
		return tea.Batch(keep, c.fetched(a.ready, nil))
	}
	read := c.reader()
	return tea.Batch(keep, c.fetching.Start(c.Ctx, func(ctx context.Context) (ready, error) {
		return read(ctx, id)
	}, c.fetched))
}

// Coming reports whether the article that the pane is to show is not on it yet.
func (c *Controller) Coming() bool {
	return c.Shown() != c.Wanted() && (c.fetching.Busy() || c.rendering.Busy())
}

// Renew reads the article again that is shown or on its way, unless a page is shown in its
// place.
func (c *Controller) Renew() tea.Cmd {
	if id := c.Wanted(); id != "" && !c.Away() {
		return c.Show(id)
	}
	return nil
}

// fetched takes an article from the library and renders it.
func (c *Controller) fetched(r ready, err error) tea.Cmd {
	if err != nil {
		return c.Failed(message.ReadArticle, err)
	}
	c.shown = r.article
	if c.left.id == r.article.ID { // it may be on its way to the library yet
		c.shown.State.Position = c.left.at
	}
	if c.Shown() != r.article.ID {
		c.Resume(c.shown.State.Position)
	}
	if r.whole.Done && c.shownPictures() == nil && !c.Hidden() && c.TakeWhole(r.whole, r.of) {
		c.rendering.Stop()
		return tea.Batch(c.sendGraphics(), c.afterRender())
	}
	return c.render()
}

// render renders the shown article for the pane as it is now: the first screenful
// comes at once, the rest follows, and the next render ends this one.
func (c *Controller) render() tea.Cmd {
	if c.shown.ID == "" || c.shown.ID != c.Wanted() || c.Hidden() {
		return nil
	}
	req := c.Request(c.Now())
	req.Pictures = c.shownPictures()
	r, art := c.renderer, c.shown
	return c.rendering.Start(c.Ctx, func(ctx context.Context, out func(article.Chunk) bool) (struct{}, error) {
		return struct{}{}, r.Render(ctx, art, req, out)
	}, c.rendered, func(struct{}, error) tea.Cmd { return nil })
}

// rendered takes a part of a rendered article.
func (c *Controller) rendered(part article.Chunk) tea.Cmd {
	c.Take(part)
	if part.Done {
		return tea.Batch(c.sendGraphics(), c.afterRender())
	}
	return c.sendGraphics()
}

// afterRender starts what needs the whole article.
func (c *Controller) afterRender() tea.Cmd {
	if c.Searching() == "" {
		return c.wantPictures()
	}
	return tea.Batch(c.wantPictures(), c.search()) // the text has grown, or has other lines
}

// Clear empties the pane.
func (c *Controller) Clear() {
	c.fetching.Stop()
	c.rendering.Stop()
	c.page.Stop()
	c.trail = nil
	c.shown = model.Article{}
	c.Pane.Show("")
}

// Reset empties the pane for another library.
func (c *Controller) Reset() {
	c.Clear()
	c.left, c.expected = place{}, nil
}

// Article returns the article in the pane or on its way into it; its ID is "" if there is
// none.
func (c *Controller) Article() model.Article { return c.shown }

// Move moves in the article, and keeps the place once it has rested.
func (c *Controller) Move(act keys.Action, n int) tea.Cmd {
	switch act {
	case keys.Top:
		c.Top()
	case keys.Bottom:
		c.Bottom()
	case keys.NextHeading:
		c.NextHeading(n)
	case keys.PrevHeading:
		c.NextHeading(-n)
	default:
		c.Scroll(keys.Steps(act, n, c.h-1, c.h/2)) // a page keeps a line in sight
	}
	return c.keepPlaceLater()
}
