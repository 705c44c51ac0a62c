package reading_test

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/article"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/reading"
	"dateline/ui/shared"
	"dateline/ui/theme"
	"dateline/ui/uitest"
)

// alone returns a controller over the library of the tests, and what drives it.
func alone(t *testing.T, allowed host.Host, o reading.Options, more ...model.Article) (*reading.Controller, *uitest.Driver, []model.Article) {
	t.Helper()
	as := append(uitest.News(), more...)
	lib := modeltest.NewReference(uitest.ReadRule)
	if _, err := lib.Save(t.Context(), as, uitest.Noon); err != nil {
		t.Fatal(err)
	}
	s := &shared.State{
		Library: lib, Ctx: t.Context(), Host: allowed, Now: func() time.Time { return uitest.Noon },
		Theme: theme.New(theme.Options{}), KeyFor: func(k keys.Action) string { return string(k) },
	}
	c := reading.New(s, o)
	d := uitest.NewPart(t, c.View)
	d.Run(c.Restyle())
	d.Run(c.SetSize(60, 10))
	return c, d, as
}

// TestAlone: an article is shown, moved in and left; the place in it is kept.
func TestAlone(t *testing.T) {
	c, d, as := alone(t, host.Funcs{}, reading.Options{})
	d.Run(c.Show(as[0].ID))
	d.See("Harbour reopens after the storm")
	d.Until("its end", func(*uitest.Driver) bool { return c.Settled(as[0].ID) })
	c.Move(keys.PageDown, 3)
	d.Run(c.Show(as[1].ID))
	d.See("The council met on Monday.")
	d.Settle()
	kept, err := c.Library.Article(t.Context(), as[0].ID)
	if err != nil || kept.State.Position == 0 {
		t.Errorf("position %d, %v", kept.State.Position, err)
	}
	if c.Clear(); c.Of() != "" || c.Article().ID != "" {
		t.Error("it is not empty once it was cleared")
	}
}

// TestLinks: a link leads to a page and back, within what the host allows.
func TestLinks(t *testing.T) {
	allowed := &host.Funcs{OnPage: func(_ context.Context, address string) (model.Article, error) {
		return model.Article{Title: "Page of " + address, Body: "It says little."}, nil
	}}
	c, d, as := alone(t, allowed, reading.Options{})
	d.Run(c.Show(as[0].ID))
	if _, err := c.Link(as[0].ID, 1); err == nil {
		t.Error("an article on its way has links")
	}
	d.Until("its end", func(*uitest.Driver) bool { return c.Settled(as[0].ID) })
	address, err := c.Link(as[0].ID, 1)
	if err != nil || address != as[0].URL {
		t.Fatalf("link %q, %v", address, err)
	}
	if _, err := c.Link(as[0].ID, 2); err == nil {
		t.Error("there is a link too many")
	}
	d.Run(c.OpenPage(address))
	d.See("Page of https://coast.example/harbour")
	if !c.Away() || c.Of() != as[0].ID {
		t.Errorf("away %t, of %q", c.Away(), c.Of())
	}
	back, ok := c.Back()
	if !ok {
		t.Fatal("there is no way back")
	}
	d.Run(back)
	d.See("Harbour reopens after the storm")
	if _, ok := c.Back(); ok || c.Away() {
		t.Error("there is something behind the article of the list")
	}
	offered := ""
	c.Offer = func(address string) tea.Cmd {
		offered = address
		return nil
	}
	if c.Browse(address); offered != address {
		t.Errorf("what the host does not open: offered %q", offered)
	}
}

// TestPageFirst: a page that comes before the article stands in its place, and the way
// back leads to the article.
func TestPageFirst(t *testing.T) {
	allowed := &host.Funcs{OnPage: func(context.Context, string) (model.Article, error) {
		return model.Article{Title: "Early", Body: "It says little."}, nil
	}}
	c, d, as := alone(t, allowed, reading.Options{})
	_ = c.Show(as[0].ID) // it never comes
	d.Run(c.OpenPage("https://coast.example/early"))
	d.See("Early")
	if !c.Away() || c.Of() != as[0].ID || !c.Stands(as[0].ID) {
		t.Errorf("away %t, of %q", c.Away(), c.Of())
	}
	back, _ := c.Back()
	d.Run(back)
	d.See("Harbour reopens after the storm")
}

// TestPageOnItsWay: a page does not come any more once another article is shown.
func TestPageOnItsWay(t *testing.T) {
	asked, answer := make(chan bool), make(chan bool)
	allowed := &host.Funcs{OnPage: func(context.Context, string) (model.Article, error) {
		close(asked)
		<-answer
		return model.Article{Title: "Late"}, nil
	}}
	c, d, as := alone(t, allowed, reading.Options{})
	d.Run(c.OpenPage("https://coast.example/late"))
	<-asked
	d.Run(c.Show(as[1].ID))
	close(answer)
	d.See("The council met on Monday.")
	d.Settle()
	if c.Away() || strings.Contains(d.Screen(), "Late") {
		t.Errorf("the page came:\n%s", d.Screen())
	}
}

// TestFind: a search follows what is typed and says where it stands.
func TestFind(t *testing.T) {
	c, d, as := alone(t, host.Funcs{}, reading.Options{})
	d.Run(c.Show(as[0].ID))
	d.Until("its end", func(*uitest.Driver) bool { return c.Settled(as[0].ID) })
	d.Run(c.Find("morning"))
	d.Until("what was found", func(*uitest.Driver) bool { return c.MatchWords() == "1 of 40" })
	if c.NextMatch(-1); c.MatchWords() != "40 of 40" {
		t.Errorf("the search stands at %q", c.MatchWords())
	}
	d.Run(c.Find("nowhere"))
	d.Until("nothing found", func(*uitest.Driver) bool { return c.MatchWords() == "not found" })
	if c.LeaveFind(); c.MatchWords() != "" {
		t.Errorf("a search that was left stands at %q", c.MatchWords())
	}
}

// TestAhead: an article that was read ahead is shown at once.
func TestAhead(t *testing.T) {
	c, d, as := alone(t, host.Funcs{}, reading.Options{})
	ahead := c.Ahead()
	ahead.Read(t.Context(), as[1].ID)
	c.Expect(ahead)
	c.Show(as[1].ID)
	if !strings.Contains(d.Screen(), "The council met on Monday.") {
		t.Errorf("the screen shows:\n%s", d.Screen())
	}
}

// TestRendererIsShared: what one session has rendered another shows at once, in its own
// head: a reader's tags are his alone.
func TestRendererIsShared(t *testing.T) {
	r := article.NewRenderer()
	long := model.Article{ID: "long", Title: "Long"}
	long.Body = uitest.Long("harbour", 2000)
	show := func(tag string) (c *reading.Controller, steps int) {
		c, d, _ := alone(t, host.Funcs{}, reading.Options{Renderer: r}, long)
		if _, err := c.Library.Mark(t.Context(), []model.ID{long.ID}, model.Mark{Do: model.AddTag, Tag: tag}, uitest.Noon); err != nil {
			t.Fatal(err)
		}
		d.Run(c.Show(long.ID))
		d.Until("its end", func(*uitest.Driver) bool { steps++; return c.Settled(long.ID) })
		d.See("#" + tag)
		d.Settle() // it is kept once it has been shown
		return c, steps
	}
	one, first := show("mine")
	two, second := show("yours")
	if one.Percent() != two.Percent() || second >= first {
		t.Errorf("the first session took %d steps, the second %d", first, second)
	}
}

// BenchmarkShow measures what a long article costs that no session has rendered yet, and
// one that another session has.
func BenchmarkShow(b *testing.B) {
	shared := article.NewRenderer()
	art := model.Article{ID: "a", Title: "A long article", Body: uitest.Long("harbour", 500)}
	for _, c := range []struct {
		name     string
		renderer func() *article.Renderer
	}{
		{"first", article.NewRenderer},
		{"shared", func() *article.Renderer { return shared }},
	} {
		b.Run(c.name, func(b *testing.B) {
			th := theme.New(theme.Options{Dark: true})
			b.ReportAllocs()
			for b.Loop() {
				var p article.Pane
				p.SetTheme(th)
				p.SetSize(80, 40)
				p.Show(art.ID)
				if err := c.renderer().Render(b.Context(), art, p.Request(uitest.Noon), p.Take); err != nil || !p.Done() {
					b.Fatal(err)
				}
			}
		})
	}
}
