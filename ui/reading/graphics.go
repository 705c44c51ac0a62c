package reading

import (
	"context"
	"image"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"dateline/ui/load"
	"dateline/ui/picture"
)

// graphicsWait is how long the terminal has to say that it draws pictures; after
// it they are of half blocks, until a late answer.
const graphicsWait = 400 * time.Millisecond

// graphics are pictures that the terminal draws.
type graphics struct {
	asked, known bool
	asking       load.Rest // until the terminal has had time to answer

	last    int                        // number of the last picture that was given one
	held    map[string]picture.Graphic // by the terminal, by address
	telling bool                       // something is on its way to the terminal
	placer
}

// placer gathers what is to be told the terminal, in its order: a picture, and
// then how large it is drawn. Articles are laid out beside the screen.
type placer struct {
	mu  sync.Mutex
	at  map[int]image.Point
	out strings.Builder
}

// graphicsText is what the terminal is told of pictures.
type graphicsText string

// give gathers what gives the terminal a picture. An article that is still laid
// out may have placed one that had its number before.
func (p *placer) give(g picture.Graphic, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.at, g.ID)
	p.out.WriteString(text)
}

// place notes that a picture takes so many cells.
func (p *placer) place(g picture.Graphic, size image.Point) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.at[g.ID] == size {
		return
	}
	if p.at == nil {
		p.at = make(map[int]image.Point)
	}
	p.at[g.ID] = size
	p.out.WriteString(g.Place(size))
}

// forget notes that the terminal no longer has a picture.
func (p *placer) forget(g picture.Graphic) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.at, g.ID)
	p.out.WriteString(g.Delete())
}

// taken returns what was gathered.
func (p *placer) taken() graphicsText {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.out.String()
	p.out.Reset()
	return graphicsText(text)
}

// tellTerminal tells the terminal what was gathered. Commands run side by side,
// so the next waits for the one before to have come.
func (c *Controller) tellTerminal() tea.Cmd {
	if c.graphics.telling {
		return nil
	}
	text := c.graphics.taken()
	c.graphics.telling = text != ""
	if text == "" {
		return nil
	}
	return tea.Raw(text)
}

// Told goes on with what has been gathered since something went to the terminal.
func (c *Controller) Told(m tea.RawMsg) tea.Cmd {
	if _, ok := m.Msg.(graphicsText); !ok {
		return nil
	}
	c.graphics.telling = false
	return c.tellTerminal()
}

// askGraphics asks the terminal, once, whether it draws pictures. tmux would not
// pass its answer on.
func (c *Controller) askGraphics() tea.Cmd {
	if c.graphics.asked || c.opts.Tmux || !c.roomForPictures() {
		return nil
	}
	c.graphics.asked = true
	return tea.Batch(tea.Raw(picture.Query()), c.graphics.asking.Start(c.Ctx, graphicsWait, c.nextPicture))
}

// GraphicsAnswered takes what the terminal says of a picture. After a late yes
// what is shown in half blocks is read again.
func (c *Controller) GraphicsAnswered(m uv.KittyGraphicsEvent) tea.Cmd {
	answer, yes := picture.Answers(m.Options.ID, m.Payload)
	if !answer || c.graphics.known || !c.graphics.asked {
		return nil
	}
	c.graphics.known = yes
	if yes && !c.graphics.asking.Busy() {
		c.picture.Stop()
		c.pictures.kept, c.pictures.order = nil, nil
		return tea.Batch(c.render(), c.nextPicture())
	}
	c.graphics.asking.Stop()
	return c.nextPicture()
}

// readGraphic reads a picture for the terminal to draw.
func readGraphic(ctx context.Context, address string, read readBytes, id int, p *placer) (f fetchedPicture) {
	data, err := readWithin(ctx, address, read)
	if err == nil {
		f.graphic, f.send, err = picture.Transmit(data, id)
	}
	if err != nil {
		f.Failed = err.Error()
		return f
	}
	g := f.graphic
	f.Draw = func(cols, rows int) []string {
		size := g.Fit(cols, rows)
		p.place(g, size)
		return g.Lines(size)
	}
	return f
}

// nextGraphic returns a number for a picture that no other has. Far fewer are
// held than there are.
func (c *Controller) nextGraphic() int {
	taken := make(map[int]bool, len(c.graphics.held))
	for _, g := range c.graphics.held {
		taken[g.ID] = true
	}
	for {
		c.graphics.last = c.graphics.last%picture.MaxID + 1
		if !taken[c.graphics.last] {
			return c.graphics.last
		}
	}
}

// giveGraphic gives the terminal a picture.
func (c *Controller) giveGraphic(address string, p fetchedPicture) {
	if c.graphics.held == nil {
		c.graphics.held = make(map[string]picture.Graphic)
	}
	c.graphics.held[address] = p.graphic
	c.graphics.give(p.graphic, p.send)
}

// dropGraphics has the terminal forget the pictures that are kept no longer.
func (c *Controller) dropGraphics() {
	for address, g := range c.graphics.held {
		if _, ok := c.pictures.kept[address]; !ok {
			delete(c.graphics.held, address)
			c.graphics.forget(g)
		}
	}
}

// Farewell returns what takes from the terminal all that it holds for this
// program, which has ended.
func (c *Controller) Farewell() string {
	var b strings.Builder
	for _, g := range c.graphics.held {
		b.WriteString(g.Delete())
	}
	return b.String()
}
