package serve

import (
	"context"
	"time"

	"dateline/cmd/remote"
	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/config"
	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
)

// screen says what a visitor reads, and how he has set it.
func (s *server) screen(ctx context.Context, v access.Visitor, lib *access.Library, t sshd.Terminal) (sshd.Screen, error) {
	client := remote.Call{Environ: t.Environ}
	cfg, err := s.configFor(ctx, lib, client.Getenv)
	if err != nil {
		return sshd.Screen{}, err
	}
	var screen sshd.Screen
	screen.Config = cfg
	screen.Library, screen.Host = lib, &visitorHost{s: s, lib: lib, store: s.store(v, lib), guest: v.Guest}
	zone := client.Zone(s.now().Location())
	screen.Now = func() time.Time { return s.now().In(zone) }
	screen.Title, screen.Filter = s.settings.Load().title, cfg.Query
	screen.Changed = s.changes(lib, client.Getenv)
	if !v.Guest {
		screen.Remember = lib.SetSetting
	} else {
		screen.Notice = "You read as a guest: nothing that you mark is kept."
	}
	return screen, nil
}

// store returns the catalogue as a visitor may change it, and his library.
func (s *server) store(v access.Visitor, lib *access.Library) model.Store {
	return model.Join(&shared{Catalog: s.catalog, lib: lib, log: s.log.With("reader", v.Name), added: func() *additions { return s.additionsOf(v.Name) }}, lib)
}

// additionsOf returns what counts the additions of an editor of a name.
func (s *server) additionsOf(name string) *additions {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.added[name]
	if a == nil {
		a = &additions{limits: func() (sources, articles int) { now := s.settings.Load(); return now.sources, now.articles }}
		s.added[name] = a
	}
	return a
}

// subscriber returns what adds sources for a visitor.
func (s *server) subscriber(store model.Store) *subscribe.Service {
	return &subscribe.Service{Library: store, Logins: remote.NoLogins{}, Now: s.now, Feeds: feed.Options{Now: s.now(), Client: s.adding, NoFiles: true, Log: s.log}}
}

// configFor returns the settings of a reader: those that he has made, over those of the
// server's file, over the locale of his machine.
func (s *server) configFor(ctx context.Context, lib model.SettingStore, getenv func(string) string) (config.Config, error) {
	sources := *s.sources.Load()
	sources.Getenv, sources.Library = getenv, ""
	var err error
	sources.Remembered, err = lib.Settings(ctx)
	cfg, _ := config.Read(sources) // what is wrong with the file is for the log
	return cfg, err
}

// changes waits for the server to read its settings again, and returns those of a reader
// then.
func (s *server) changes(lib model.SettingStore, getenv func(string) string) func(context.Context) (config.Config, error) {
	again := s.reloaded()
	return func(ctx context.Context) (config.Config, error) {
		select {
		case <-again:
			again = s.reloaded()
			return s.configFor(ctx, lib, getenv)
		case <-ctx.Done():
			return config.Config{}, ctx.Err()
		}
	}
}

// exec runs a command line of a visitor.
func (s *server) exec(ctx context.Context, c sshd.Command) int {
	store := s.store(c.Visitor, c.Library)
	call := remote.Call{
		Asker: remote.Asker{Role: c.Library.Role(), Guest: c.Visitor.Guest},
		Args:  c.Args, Environ: c.Environ, Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr,
		Terminal: c.Terminal, Width: c.Width,
		Pages: s.pages, Store: store, Subscriber: s.subscriber(store), Refresh: s.refresher.refresh,
	}
	var err error
	if call.Config, err = s.configFor(ctx, c.Library, call.Getenv); err != nil {
		s.log.Error("settings cannot be read", "reader", c.Visitor.Name, "error", err.Error())
	}
	if err := s.works.begin(); err != nil {
		return 1 // the client has been told why it is cut off
	}
	defer s.works.end()
	return s.p.Exec(ctx, call)
}
