package ui

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
	asked, asking, known bool

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
	p.out.WriteString(g.Drop())
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
func (a *App) tellTerminal() tea.Cmd {
	if a.graphics.telling {
		return nil
	}
	text := a.graphics.taken()
	a.graphics.telling = text != ""
	if text == "" {
		return nil
	}
	return tea.Raw(text)
}

// told goes on with what has been gathered since something went to the terminal.
func (a *App) told(m tea.RawMsg) tea.Cmd {
	if _, ok := m.Msg.(graphicsText); !ok {
		return nil
	}
	a.graphics.telling = false
	return a.tellTerminal()
}

// askGraphics asks the terminal, once, whether it draws pictures. tmux would not
// pass its answer on.
func (a *App) askGraphics() tea.Cmd {
	if a.graphics.asked || a.opts.Tmux || !a.roomForPictures() {
		return nil
	}
	a.graphics.asked, a.graphics.asking = true, true
	return tea.Batch(tea.Raw(picture.Query()), load.After(a.ctx, graphicsWait, a.graphicsWaited))
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
		a.loadingPicture.Stop()
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
func (a *App) nextGraphic() int {
	taken := make(map[int]bool, len(a.graphics.held))
	for _, g := range a.graphics.held {
		taken[g.ID] = true
	}
	for {
		a.graphics.last = a.graphics.last%picture.MaxID + 1
		if !taken[a.graphics.last] {
			return a.graphics.last
		}
	}
}

// giveGraphic gives the terminal a picture.
func (a *App) giveGraphic(address string, p fetchedPicture) {
	if a.graphics.held == nil {
		a.graphics.held = make(map[string]picture.Graphic)
	}
	a.graphics.held[address] = p.graphic
	a.graphics.give(p.graphic, p.send)
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

// farewell returns what takes from the terminal all that it holds for this
// program, which has ended.
func (a *App) farewell() string {
	var b strings.Builder
	for _, g := range a.graphics.held {
		b.WriteString(g.Drop())
	}
	return b.String()
}
