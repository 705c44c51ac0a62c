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

// graphicsWait is how long the terminal has to answer that it draws pictures. After that
// they are half blocks, until a late answer comes.
const graphicsWait = 400 * time.Millisecond

// graphics are pictures that the terminal draws.
type graphics struct {
	asked, known bool
	asking       load.Rest // while the terminal has time to answer

	last    int                        // the number given last
	held    map[string]picture.Graphic // what the terminal holds, by address
	sending bool                       // text is on its way to the terminal
	placer
}

// placer queues text for the terminal in its order: a picture, then its size. It is
// locked, since articles are laid out beside the screen.
type placer struct {
	mu  sync.Mutex
	at  map[int]image.Point
	out strings.Builder
}

// graphicsText is text for the terminal about pictures.
type graphicsText string

// give queues the text that transmits a picture. An article that is still laid out may
// have placed another picture with its number.
func (p *placer) give(g picture.Graphic, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.at, g.ID)
	p.out.WriteString(text)
}

// place queues the size of a picture, in cells.
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

// forget queues the removal of a picture.
func (p *placer) forget(g picture.Graphic) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.at, g.ID)
	p.out.WriteString(g.Delete())
}

// take empties the queue.
func (p *placer) take() graphicsText {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.out.String()
	p.out.Reset()
	return graphicsText(text)
}

// sendGraphics sends the queue to the terminal. Commands run side by side, so the next
// waits until the one before has arrived.
func (c *Controller) sendGraphics() tea.Cmd {
	if c.graphics.sending {
		return nil
	}
	text := c.graphics.take()
	c.graphics.sending = text != ""
	if text == "" {
		return nil
	}
	return tea.Raw(text)
}

// Sent sends what has been queued since the last text went to the terminal.
func (c *Controller) Sent(m tea.RawMsg) tea.Cmd {
	if _, ok := m.Msg.(graphicsText); !ok {
		return nil
	}
	c.graphics.sending = false
	return c.sendGraphics()
}

// askGraphics asks the terminal once whether it draws pictures. tmux would not pass on
// the answer.
func (c *Controller) askGraphics() tea.Cmd {
	if c.graphics.asked || c.opts.Tmux || !c.roomForPictures() {
		return nil
	}
	c.graphics.asked = true
	return tea.Batch(tea.Raw(picture.Query()), c.graphics.asking.Start(c.Ctx, graphicsWait, c.nextPicture))
}

// GraphicsAnswered takes the terminal's answer. After a late yes, pictures that are shown
// as half blocks are read again.
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

// nextGraphic returns a free number for a picture. There are far more numbers than
// pictures that are held.
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

// giveGraphic transmits a picture to the terminal.
func (c *Controller) giveGraphic(address string, p fetchedPicture) {
	if c.graphics.held == nil {
		c.graphics.held = make(map[string]picture.Graphic)
	}
	c.graphics.held[address] = p.graphic
	c.graphics.give(p.graphic, p.send)
}

// dropGraphics removes pictures from the terminal that are no longer kept.
func (c *Controller) dropGraphics() {
	for address, g := range c.graphics.held {
		if _, ok := c.pictures.kept[address]; !ok {
			delete(c.graphics.held, address)
			c.graphics.forget(g)
		}
	}
}

// Farewell returns the text that removes all pictures from the terminal at the end.
func (c *Controller) Farewell() string {
	var b strings.Builder
	for _, g := range c.graphics.held {
		b.WriteString(g.Delete())
	}
	return b.String()
}
