package ui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/article"
	"dateline/ui/config"
	"dateline/ui/message"
	"dateline/ui/picture"
	"dateline/ui/theme"
)

const (
	// pictureRest is how long an article is shown before its pictures are fetched:
	// going through a list asks nobody for anything.
	pictureRest = 500 * time.Millisecond
	// pictureWait bounds how long a picture is waited for.
	pictureWait = 20 * time.Second
	// pictureCols is the least width of a pane that shows pictures.
	pictureCols = 40
	// maxKept is how many pictures are kept.
	maxKept = 24
)

// pictures are those of the articles that were shown last.
type pictures struct {
	on    bool
	kept  map[string]article.Picture // by address
	order []string                   // their addresses, the oldest first
}

func (p *pictures) keep(address string, pic article.Picture) {
	if p.kept == nil {
		p.kept = make(map[string]article.Picture)
	}
	if _, ok := p.kept[address]; !ok {
		p.order = append(p.order, address)
	}
	p.kept[address] = pic
	for len(p.order) > maxKept {
		delete(p.kept, p.order[0])
		p.order = p.order[1:]
	}
}

// picturesUnasked reports whether pictures are shown before the reader asks for them.
func (o *Options) picturesUnasked() bool { return o.Images == config.ImagesOn && !o.Remote }

// togglePictures shows the pictures of articles, or no more.
func (a *App) togglePictures() tea.Cmd {
	switch {
	case a.pictures.on:
	case a.opts.Host.Picture() == nil:
		a.complain(message.NoPictures)
		return nil
	case a.theme.Profile != theme.Full || a.theme.ASCII:
		a.complain(message.PicturesNeed)
		return nil
	}
	cmd := a.showPictures(!a.pictures.on)
	switch {
	case !a.pictures.on:
		a.say(message.PicturesOff)
	case !a.roomForPictures():
		a.say(message.PicturesNarrow)
	default:
		a.say(message.PicturesOn)
	}
	return cmd
}

// showPictures puts it into force whether pictures are shown. What failed is
// tried again.
func (a *App) showPictures(on bool) tea.Cmd {
	a.pictures.on = on
	a.loadingPicture.Stop()
	a.pictures.order = slices.DeleteFunc(a.pictures.order, func(address string) bool {
		failed := a.pictures.kept[address].Failed != ""
		if failed {
			delete(a.pictures.kept, address)
		}
		return failed
	})
	return tea.Batch(a.askGraphics(), a.render(), a.nextPicture())
}

// roomForPictures reports whether the article's pane and the terminal can show
// pictures.
func (a *App) roomForPictures() bool {
	return a.frame.Article.W >= pictureCols && a.theme.Profile == theme.Full && !a.theme.ASCII
}

// shownPictures are those that the article is to be rendered with.
func (a *App) shownPictures() map[string]article.Picture {
	if !a.pictures.on || !a.roomForPictures() {
		return nil
	}
	return maps.Clone(a.pictures.kept)
}

// wantPictures begins to fetch the pictures of the article once it has been
// shown for a moment.
func (a *App) wantPictures() tea.Cmd {
	if a.missingPicture() == "" {
		return nil
	}
	return a.picturesLater.Start(a.libraryCtx, pictureRest, func() tea.Cmd {
		return tea.Batch(a.askGraphics(), a.nextPicture())
	})
}

// missingPicture returns the address of the next picture to fetch, or "".
func (a *App) missingPicture() string {
	if !a.pictures.on || a.opts.Host.Picture() == nil || !a.roomForPictures() || a.graphics.asking || a.article.Shown() != a.shown.ID {
		return ""
	}
	for _, address := range a.article.Pictures() {
		if _, ok := a.pictures.kept[address]; !ok {
			return address
		}
	}
	return ""
}

// nextPicture fetches a picture of the article, unless one is on its way.
func (a *App) nextPicture() tea.Cmd {
	address := a.missingPicture()
	if address == "" || a.loadingPicture.Busy() {
		return nil
	}
	read, draw := a.opts.Host.Picture(), readPicture
	if a.graphics.known {
		id, placer := a.nextGraphic(), &a.graphics.placer
		draw = func(ctx context.Context, address string, read readBytes) fetchedPicture {
			return readGraphic(ctx, address, read, id, placer)
		}
	}
	return a.loadingPicture.Start(a.libraryCtx, func(ctx context.Context) (fetchedPicture, error) {
		return draw(ctx, address, read), nil
	}, func(p fetchedPicture, _ error) tea.Cmd { return a.pictured(address, p) })
}

// readBytes reads what is at an address, as Options.Picture does.
type readBytes = func(ctx context.Context, address string) ([]byte, error)

// readWithin reads a picture in the time that there is.
func readWithin(ctx context.Context, address string, read readBytes) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, pictureWait)
	defer cancel()
	data, err := read(ctx, address)
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf(message.PictureLate, pictureWait)
	}
	return data, err
}

// fetchedPicture is a picture that has been read, or why it has not.
type fetchedPicture struct {
	article.Picture
	graphic picture.Graphic // where the terminal draws it
	send    string          // what gives it the picture
}

// readPicture reads and decodes a picture, to be drawn in half blocks.
func readPicture(ctx context.Context, address string, read readBytes) (p fetchedPicture) {
	data, err := readWithin(ctx, address, read)
	if err != nil {
		p.Failed = err.Error()
		return p
	}
	img, err := picture.Decode(data)
	if err != nil {
		p.Failed = err.Error()
		return p
	}
	p.Draw = func(cols, rows int) []string { return picture.Mosaic(img, cols, rows) }
	return p
}

// pictured takes a picture and goes on to the next. What the terminal draws it is
// given before it is told how large.
func (a *App) pictured(address string, p fetchedPicture) tea.Cmd {
	a.pictures.keep(address, p.Picture)
	a.dropGraphics()
	if p.send != "" {
		a.giveGraphic(address, p)
	}
	return tea.Batch(a.tellTerminal(), a.render(), a.nextPicture())
}
