package reading

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/article"
	"dateline/ui/message"
	"dateline/ui/picture"
	"dateline/ui/theme"
)

const (
	// pictureRest is how long an article is shown before its pictures are fetched, so
	// that going through a list fetches none.
	pictureRest = 500 * time.Millisecond
	// pictureWait bounds how long fetching a picture may take.
	pictureWait = 20 * time.Second
	// pictureCols is the least width of a pane that shows pictures.
	pictureCols = 40
	// maxKept is how many pictures are kept.
	maxKept = 24
)

// pictures are the pictures of the articles that were shown last.
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

// TogglePictures shows pictures in articles, or hides them.
func (c *Controller) TogglePictures() tea.Cmd {
	switch {
	case c.pictures.on:
	case c.LowBandwidth:
		c.ReportError(message.PicturesLowBandwidth)
		return nil
	case c.Host.Picture() == nil:
		c.ReportError(message.NoPictures)
		return nil
	case c.Theme.Profile != theme.Full || c.Theme.ASCII:
		c.ReportError(message.PicturesNeed)
		return nil
	}
	cmd := c.showPictures(!c.pictures.on)
	switch {
	case !c.pictures.on:
		c.Say(message.PicturesOff)
	case !c.roomForPictures():
		c.Say(message.PicturesNarrow)
	default:
		c.Say(message.PicturesOn)
	}
	return cmd
}

// SetPictures sets whether pictures are shown.
func (c *Controller) SetPictures(on bool) tea.Cmd {
	if on == c.pictures.on {
		return nil
	}
	return c.showPictures(on)
}

// showPictures shows pictures or hides them. Those that failed are tried again.
func (c *Controller) showPictures(on bool) tea.Cmd {
	c.pictures.on = on
	c.picture.Stop()
	c.pictures.order = slices.DeleteFunc(c.pictures.order, func(address string) bool {
		failed := c.pictures.kept[address].Failed != ""
		if failed {
			delete(c.pictures.kept, address)
		}
		return failed
	})
	return tea.Batch(c.askGraphics(), c.render(), c.nextPicture())
}

// roomForPictures reports whether the article's pane and the terminal can show
// pictures.
func (c *Controller) roomForPictures() bool {
	return c.w >= pictureCols && c.Theme.Profile == theme.Full && !c.Theme.ASCII
}

// shownPictures returns the pictures to render the article with.
func (c *Controller) shownPictures() map[string]article.Picture {
	if !c.pictures.on || !c.roomForPictures() {
		return nil
	}
	return maps.Clone(c.pictures.kept)
}

// wantPictures begins to fetch the pictures of the article once it has been
// shown for a moment.
func (c *Controller) wantPictures() tea.Cmd {
	if c.missingPicture() == "" {
		return nil
	}
	return c.picturesLater.Start(c.Ctx, pictureRest, func() tea.Cmd {
		return tea.Batch(c.askGraphics(), c.nextPicture())
	})
}

// missingPicture returns the address of the next picture to fetch, or "".
func (c *Controller) missingPicture() string {
	if !c.pictures.on || c.Host.Picture() == nil || !c.roomForPictures() || c.graphics.asking.Busy() || c.Shown() != c.shown.ID {
		return ""
	}
	for _, address := range c.Pictures() {
		if _, ok := c.pictures.kept[address]; !ok {
			return address
		}
	}
	return ""
}

// nextPicture fetches a picture of the article, unless one is on its way.
func (c *Controller) nextPicture() tea.Cmd {
	address := c.missingPicture()
	if address == "" || c.picture.Busy() {
		return nil
	}
	read, draw := c.Host.Picture(), readPicture
	if c.graphics.known {
		id, placer := c.nextGraphic(), &c.graphics.placer
		draw = func(ctx context.Context, address string, read readBytes) fetchedPicture {
			return readGraphic(ctx, address, read, id, placer)
		}
	}
	return c.picture.Start(c.Ctx, func(ctx context.Context) (fetchedPicture, error) {
		return draw(ctx, address, read), nil
	}, func(p fetchedPicture, _ error) tea.Cmd { return c.pictured(address, p) })
}

// readBytes reads what is at an address, as Host.Picture does.
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

// pictured takes a picture and fetches the next. The terminal gets a picture before its
// size.
func (c *Controller) pictured(address string, p fetchedPicture) tea.Cmd {
	c.pictures.keep(address, p.Picture)
	c.dropGraphics()
	if p.send != "" {
		c.giveGraphic(address, p)
	}
	return tea.Batch(c.sendGraphics(), c.render(), c.nextPicture())
}
