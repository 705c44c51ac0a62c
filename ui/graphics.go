package ui

import (
	"context"
	"image"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"dateline/ui/article"
	"dateline/ui/picture"
)

// graphicsWait is how long the terminal has to say that it draws pictures; after
// it they are of half blocks, until a late answer.
const graphicsWait = 400 * time.Millisecond

// graphics are pictures that the terminal draws.
type graphics struct {
	asked, asking, known bool

	last int // number of the last picture that was given one
	held map[string]picture.Graphic
	placer
}

// placer gathers what is to be told the terminal of how large pictures are drawn.
// Articles are laid out beside the screen.
type placer struct {
	mu  sync.Mutex
	at  map[int]image.Point
	out strings.Builder
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
	p.out.WriteString(g.Drop())
}

// told returns a command that tells the terminal what was gathered.
func (p *placer) told() tea.Cmd {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out.Len() == 0 {
		return nil
	}
	text := p.out.String()
	p.out.Reset()
	return tea.Raw(text)
}

// graphicsMsg: the terminal has had time to say that it draws pictures.
type graphicsMsg struct{}

// askGraphics asks the terminal, once, whether it draws pictures. tmux would not
// pass its answer on.
func (a *App) askGraphics() tea.Cmd {
	if a.graphics.asked || a.opts.Tmux || !a.roomForPictures() {
		return nil
	}
	a.graphics.asked, a.graphics.asking = true, true
	return tea.Batch(tea.Raw(picture.Query()), a.after(graphicsWait, graphicsMsg{}))
}

// graphicsAnswered takes what the terminal says of a picture. After a late yes
// what is shown in half blocks is read again.
func (a *App) graphicsAnswered(m uv.KittyGraphicsEvent) tea.Cmd {
	answer, yes := picture.Answers(m.Options.ID, m.Payload)
	if !answer || a.graphics.known || !a.graphics.asked {
		return nil
	}
	a.graphics.known = yes
	if yes && !a.graphics.asking {
		a.picturing.stop()
		a.pictures.kept, a.pictures.order = nil, nil
		return tea.Batch(a.render(), a.nextPicture())
	}
	return a.graphicsWaited()
}

// graphicsWaited goes on with the pictures.
func (a *App) graphicsWaited() tea.Cmd {
	a.graphics.asking = false
	return a.nextPicture()
}

// readGraphic reads a picture for the terminal to draw.
func readGraphic(ctx context.Context, address string, read readBytes, id int, p *placer) pictureMsg {
	m := pictureMsg{address: address}
	data, err := readWithin(ctx, address, read)
	if err == nil {
		m.graphic, m.send, err = picture.Transmit(data, id)
	}
	if err != nil {
		m.picture = article.Picture{Failed: err.Error()}
		return m
	}
	g := m.graphic
	m.picture.Draw = func(cols, rows int) []string {
		size := g.Fit(cols, rows)
		p.place(g, size)
		return g.Lines(size)
	}
	return m
}

// nextGraphic returns a number for a picture. Far fewer are held than there are.
func (a *App) nextGraphic() int {
	a.graphics.last = a.graphics.last%picture.MaxID + 1
	return a.graphics.last
}

// holdGraphic notes that the terminal holds a picture.
func (a *App) holdGraphic(address string, g picture.Graphic) {
	if a.graphics.held == nil {
		a.graphics.held = make(map[string]picture.Graphic)
	}
	a.graphics.held[address] = g
}

// dropGraphics has the terminal forget the pictures that are kept no longer.
func (a *App) dropGraphics() {
	for address, g := range a.graphics.held {
		if _, ok := a.pictures.kept[address]; !ok {
			delete(a.graphics.held, address)
			a.graphics.forget(g)
		}
	}
}

// farewell takes from the terminal what it holds for this program.
func (a *App) farewell() tea.Cmd {
	a.pictures.kept, a.pictures.order = nil, nil
	a.dropGraphics()
	return a.graphics.told()
}
