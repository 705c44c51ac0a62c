package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/session"
)

// Commands run beside the screen. They capture values and a context, never
// the App.

// ask is a question for a part of the list and what to do with the answer.
type ask struct {
	window model.Window
	jump   bool     // select the place asked for
	last   bool     // select the last of what comes
	skip   int      // move so many headlines on
	nth    int      // the place is that of the headline of this number
	choose model.ID // select this article
	open   bool     // then open what is selected
	top    bool     // show the top of the list, if the selection can be seen with it
	stays  bool     // the article in the pane stays in the list, though this is a jump
	again  bool     // it has been asked before, and the answer came too late
	text   string   // the filter, which ask sets
}

// ask finds a part of the list; the question before it no longer counts.
func (a *App) ask(q ask) tea.Cmd {
	q.text = a.text
	if q.window.Keep = a.kept; !q.jump || q.stays {
		q.window.Keep = a.keeping()
	}
	ctx, gen := a.find.next()
	a.stale, a.skipping = false, q.skip != 0
	if a.jumping = q.jump; q.jump {
		a.ahead = nil // it was meant for a list that is not wanted any more
	}
	lib, what, read := a.lib, a.listed(), a.reader()
	shown := q.jump && !q.last && q.skip == 0 && q.choose == "" && !a.frame.Article.Empty()
	return func() tea.Msg {
		m := foundMsg{gen: gen, ask: q}
		if q.nth > 0 {
			if m.ask.window.At, _, m.err = session.Nth(ctx, lib, what, q.window.Keep, q.nth); m.err != nil {
				return m
			}
		}
		m.page, m.err = lib.Find(ctx, what, m.ask.window)
		if i := m.page.Here; shown && m.err == nil && i < len(m.page.Headlines) {
			// It will be wanted next. What goes wrong is told when it is asked for again.
			m.article = read(ctx, m.page.Headlines[i].ID)
		}
		return m
	}
}

// recount counts what the filter finds, also for the timeline.
func (a *App) recount() tea.Cmd {
	return tea.Batch(a.countFound(), a.readTimes(true))
}

func (a *App) countFound() tea.Cmd {
	ctx, gen := a.count.next()
	lib, q, text, env := a.lib, a.current(), a.text, a.env(false)
	return func() tea.Msg {
		counts, err := session.Count(ctx, lib, text, q, env)
		return talliedMsg{gen, counts, err}
	}
}

// countHeadings counts the days under the headings of the window, where they are
// not known.
func (a *App) countHeadings() tea.Cmd {
	from, to, ok := a.list.Span()
	if !ok || a.countLate || a.headingsOf == a.epoch && a.list.Counted(from, to) {
		return nil
	}
	ctx, gen := a.headings.next()
	epoch := a.epoch
	lib, q := a.lib, a.query
	span := model.NewSpan(from.In(q.Zone()), to.In(q.Zone()))
	return func() tea.Msg {
		days, err := lib.Histogram(ctx, q, model.ByDay, span)
		return headingsMsg{gen, epoch, from, to, days, err}
	}
}

// seekUnread looks for the next unread article beyond the window.
func (a *App) seekUnread(dir int) tea.Cmd {
	h, ok := a.list.Selected()
	if !ok {
		return nil
	}
	ctx, gen := a.unread.next()
	lib, q, keep := a.lib, a.listed(), a.keeping()
	return func() tea.Msg {
		id, err := session.NextUnread(ctx, lib, q, keep, h, dir)
		return unreadMsg{gen, dir, id, err}
	}
}

// fetchArticle reads the selected article.
func (a *App) fetchArticle(id model.ID) tea.Cmd {
	var keep tea.Cmd
	if id != a.shown.ID {
		keep = a.keepPlace()
	}
	a.draw.stop()
	a.paging.stop()
	a.picturing.stop()
	a.trail = nil
	a.article.Show(id)
	ctx, gen := a.fetch.next()
	if a.ready.err == nil && a.ready.article.ID == id {
		return tea.Batch(keep, a.fetched(articleMsg{gen, a.ready}))
	}
	read := a.reader()
	return tea.Batch(keep, func() tea.Msg { return articleMsg{gen, read(ctx, id)} })
}

// ready is an article that has been read from the library; one that is short and
// shows no pictures, rendered.
type ready struct {
	article model.Article
	whole   article.Chunk
	of      article.Request
	err     error
}

// reader returns what reads an article for the pane as it is now.
func (a *App) reader() func(context.Context, model.ID) ready {
	lib, renderer, req, bare := a.lib, a.renderer, a.article.Ahead(a.opts.Now()), a.shownPictures() == nil
	return func(ctx context.Context, id model.ID) (r ready) {
		if r.article, r.err = lib.Article(ctx, id); r.err == nil && bare && req.Width > 0 {
			r.whole, _ = renderer.Short(ctx, r.article, req)
			r.of = req
		}
		return r
	}
}

// render renders the shown article for the pane as it is now: the first
// screenful comes at once, the rest follows, and the next render ends this
// one.
func (a *App) render() tea.Cmd {
	if a.shown.ID == "" || a.shown.ID != a.article.Wanted() || a.frame.Article.Empty() {
		return nil
	}
	ctx, gen := a.draw.next()
	req := a.article.Request(a.opts.Now())
	req.Pictures = a.shownPictures()
	return startRender(ctx, gen, a.renderer, a.shown, req)
}

func startRender(ctx context.Context, gen int, r *article.Renderer, art model.Article, req article.Request) tea.Cmd {
	// The rendering is a command of its own, so that a panic in it ends in the
	// program's recovery and leaves the terminal in order.
	chunks := make(chan article.Chunk)
	work := func() tea.Msg {
		defer close(chunks)
		_ = r.Render(ctx, art, req, func(c article.Chunk) bool {
			select {
			case chunks <- c:
				return true
			case <-ctx.Done():
				return false
			}
		})
		return nil
	}
	return tea.Batch(work, func() tea.Msg { return nextChunk(gen, chunks) })
}

// nextChunk waits for the next part of an article.
func nextChunk(gen int, chunks <-chan article.Chunk) tea.Msg {
	c, ok := <-chunks
	return renderedMsg{gen: gen, chunk: c, more: chunks, ok: ok}
}

// mark changes the state of articles.
func (a *App) mark(ids []model.ID, m model.Mark) tea.Cmd {
	lib, ctx, at := a.lib, a.find.parent, a.opts.Now()
	return a.inOrder(func() tea.Msg {
		act, err := lib.Mark(ctx, ids, m, at)
		m := markedMsg{act: act, err: err}
		if len(ids) > 1 {
			m.verb = verbDone
		}
		return m
	})
}

// inOrder returns a command that begins when the change of state before it has
// ended: commands run side by side, but undo must find the acts in the order of
// the keys.
func (a *App) inOrder(f func() tea.Msg) tea.Cmd {
	before, done := a.changed, make(chan struct{})
	a.changed = done
	return func() tea.Msg {
		defer close(done)
		if before != nil {
			<-before
		}
		return f()
	}
}

// journal takes back the last act, or does it again.
func (a *App) journal(redo bool) tea.Cmd {
	lib, ctx := a.lib, a.find.parent
	return a.inOrder(func() tea.Msg {
		m := markedMsg{verb: verbUndone}
		if redo {
			m.verb = verbRedone
		}
		m.act, m.said, m.err = session.Turn(ctx, lib, redo)
		return m
	})
}

// awaitMove waits for the library to move, after a pause that keeps a busy
// library from taking the screen over.
func (a *App) awaitMove(pause time.Duration) tea.Cmd {
	moved, ctx := a.moved, a.find.parent
	return func() tea.Msg {
		if pause > 0 {
			select {
			case <-time.After(pause):
			case <-ctx.Done():
				return nil
			}
		}
		_, open := <-moved
		return movedMsg{moved, open}
	}
}

// load reads what was named on the command line.
func (a *App) load() tea.Cmd {
	ctx, load, ch := a.ctx.parent, a.opts.Load, make(chan Progress, 1)
	report := func(p Progress) {
		select {
		case ch <- p:
		case <-ctx.Done():
		}
	}
	work := func() tea.Msg {
		defer close(ch)
		if err := load(ctx, report); err != nil && !errors.Is(err, context.Canceled) {
			report(Progress{Failed: err})
		}
		return nil
	}
	return tea.Batch(work, func() tea.Msg { return nextProgress(ch) })
}

func nextProgress(ch <-chan Progress) tea.Msg {
	p, open := <-ch
	return progressMsg{p, ch, open}
}

// rest begins some work when no key has asked for it again for a while.
func (a *App) rest(w work, after time.Duration) tea.Cmd {
	a.resting[w]++
	gen := a.resting[w]
	return a.after(after, restedMsg{gen, w})
}

// after brings a message later, unless the screen has ended by then.
func (a *App) after(d time.Duration, msg tea.Msg) tea.Cmd {
	ctx := a.find.parent
	return func() tea.Msg {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-t.C:
			return msg
		case <-ctx.Done():
			return nil
		}
	}
}
