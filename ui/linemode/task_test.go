package linemode_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/linemode"
	"dateline/ui/uitest"
)

// talk is a session that is typed to and read from.
type talk struct {
	t       *testing.T
	session *linemode.Session
	in      *io.PipeWriter
	out     *io.PipeReader
	ended   chan error
}

func talkTo(t *testing.T, ctx context.Context, o linemode.Options) *talk {
	in, typed := io.Pipe()
	said, out := io.Pipe()
	o.Input, o.Output, o.Echo = in, out, false
	k := &talk{t: t, session: linemode.New(o), in: typed, out: said, ended: make(chan error, 1)}
	go func() {
		k.ended <- k.session.Run(ctx)
		out.Close()
	}()
	t.Cleanup(func() { in.Close(); said.Close() })
	return k
}

// expect reads what is said up to a text, and returns it.
func (k *talk) expect(text string) string {
	k.t.Helper()
	var b strings.Builder
	for buf := make([]byte, 1); !strings.HasSuffix(b.String(), text); {
		if _, err := k.out.Read(buf); err != nil {
			k.t.Fatalf("%v before %q came:\n%s", err, text, b.String())
		}
		b.Write(buf)
	}
	return b.String()
}

func (k *talk) send(line string) {
	k.t.Helper()
	if _, err := io.WriteString(k.in, line+"\n"); err != nil {
		k.t.Fatal(err)
	}
}

// TestInterrupt: an interrupt ends the question under way and leaves the
// session; at the prompt there is nothing to end but the session.
func TestInterrupt(t *testing.T) {
	o, _ := open(t, uitest.News())
	begun := make(chan struct{})
	uitest.Allow(&o.Session).OnRefresh = func(ctx context.Context, _ string, report func(host.Progress)) (string, error) {
		report(host.Progress{Failed: errors.New("coast.example: the server answered 404")})
		close(begun)
		<-ctx.Done()
		return "", ctx.Err()
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	k := talkTo(t, ctx, o)
	k.expect("quits.\n> ")
	k.send("R")
	k.expect("Failed: coast.example: the server answered 404\n")
	<-begun
	if !k.session.Interrupt() {
		t.Error("there is nothing to end while a feed is fetched")
	}
	k.expect("Stopped.\n> ")
	k.send("problems")
	k.expect("12:00:00: coast.example: the server answered 404\n> ")
	k.send("A")
	k.expect("y/n: ")
	if !k.session.Interrupt() {
		t.Error("a question for yes or no cannot be ended")
	}
	k.expect("Stopped.\n> ")
	if k.session.Interrupt() {
		t.Error("there is something to end at the prompt")
	}
	cancel()
	k.expect("\n")
	if err := <-k.ended; !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}

// TestInterruptedLoad: what has come when the reading is stopped is listed.
func TestInterruptedLoad(t *testing.T) {
	o, lib := open(t, nil)
	begun := make(chan struct{})
	o.Load = func(ctx context.Context, _ func(host.Progress)) error {
		if _, err := lib.Save(ctx, uitest.News()[:2], uitest.Noon); err != nil {
			return err
		}
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}
	k := talkTo(t, t.Context(), o)
	k.expect("fixture.txt\n")
	<-begun
	k.session.Interrupt()
	k.expect("Stopped.\n2 articles, 2 unread\n")
	k.expect("quits.\n> ")
	k.in.Close()
	k.expect("\n")
	if err := <-k.ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
}

// TestTasks: what is read, refreshed and added is told, with what fails.
func TestTasks(t *testing.T) {
	o, lib := open(t, nil)
	o.Load = func(ctx context.Context, report func(host.Progress)) error {
		report(host.Progress{Reading: "news.txt", Percent: 50})
		report(host.Progress{Failed: errors.New("gone.txt: no such file \x1b[31mor folder")})
		_, err := lib.Save(ctx, uitest.News()[:2], uitest.Noon)
		return err
	}
	uitest.Allow(&o.Session).OnRefresh = func(_ context.Context, source string, report func(host.Progress)) (string, error) {
		if source == "" {
			report(host.Progress{Failed: errors.New("404")})
		}
		return source + ": 2 added.", nil
	}
	uitest.Allow(&o.Session).OnAdd = func(_ context.Context, place string, _ func(host.Progress)) (string, error) {
		switch place {
		case "nosuch":
			return "", errors.New("nosuch: no such file or folder")
		case "coast.example":
			return "", &host.Several{Err: errors.New(place + " offers 2 feeds"), Feeds: []host.Offer{{Title: "News", Address: "https://coast.example/news"}, {Address: "https://coast.example/ships"}}}
		}
		return place + ": 1 added.", nil
	}
	uitest.Golden(t, "tasks", run(t, o, "2", "refresh", "refresh Capital", "R", "add nosuch", "a", "feed.xml", "add coast.example", "1", "add coast.example", "", "problems", "q"))
}

// TestFullText: the article is printed with the text of its page once that is kept.
func TestFullText(t *testing.T) {
	o, lib := open(t, uitest.News())
	uitest.Allow(&o.Session).OnFullText = func(ctx context.Context, ids []model.ID) (string, error) {
		_, err := lib.KeepFullTexts(ctx, map[model.ID]string{ids[0]: "The whole of it."}, uitest.Noon)
		return "The full text is there.", err
	}
	out := run(t, o, "2", "full-text", "versions")
	for _, want := range []string{"The full text is there.", "The whole of it.", "The text of its page, beside that of the feed"} {
		if _, after, ok := strings.Cut(out, want); ok {
			out = after
		} else {
			t.Errorf("no %q in what follows:\n%s", want, out)
		}
	}
}

// TestOutside: links, files, commands and the browser are those of the screen.
func TestOutside(t *testing.T) {
	as := uitest.News()[:2]
	as[0].Body = "Short."
	as[1].Body += "\n[The vote](https://coast.example/vote) and [mail](mailto:a@coast.example).\n"
	o, _ := open(t, as)
	uitest.Allow(&o.Session).OnBrowse = func(_ context.Context, address string) error {
		if strings.Contains(address, "harbour") {
			return errors.New("no browser")
		}
		return nil
	}
	uitest.Allow(&o.Session).OnPage = func(_ context.Context, address string) (model.Article, error) {
		return model.Article{Title: "The vote itself", URL: address, Body: "It was [close](https://coast.example/close)."}, nil
	}
	uitest.Allow(&o.Session).OnSave = func(_ context.Context, a model.Article, name string) (string, error) {
		return name + " (" + a.Title + ")", nil
	}
	uitest.Allow(&o.Session).OnPipe = func(_ context.Context, a model.Article, markdown bool, command string) (string, error) {
		switch {
		case command == "false":
			return "", errors.New("exit status 1")
		case markdown:
			return "markdown\n\x1b[2Jof " + a.Title, nil
		}
		return "", nil
	}
	uitest.Golden(t, "outside", run(t, o, "2", "links", "browser", "browser 2", "follow-link 1", "save", "", "save x.md", "follow-link 1; back", "back",
		"pipe wc -w", "pipe false", "pipe-markdown", "wc", "1", "browser", "browser 7", "q"))
}
